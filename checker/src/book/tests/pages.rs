//! What becomes of the pieces of a page.

use crate::lesson::Complaint;
use crate::site;

use super::super::page::Sites;
use super::super::page::page;
use super::{BookError, Place, course};

const EXERCISE: &str = "\
# Lesson

## Exercise: two files

Look at both.

```toml exercise
id = \"two-files\"
minutes = 1

[[goal]]
task = \"Load {{python|Python/3}}.\"
module = \"Python\"

[[goal]]
task = '''Make
`b`.'''
file = \"b\"
```

```text file=a/list.txt
one
```

```console given
$ touch c
```

<details class=\"solution\">
<summary>Solution</summary>

```console
$ module load {{python|Python/3}}
$ touch b
```

</details>

<details class=\"solution cluster\">
<summary>Solution at the cluster</summary>

```console
$ module load {{python|Python/3}}
$ touch b
```

</details>

<details class=\"mistake\" id=\"removed\">
<summary>It is gone</summary>

```toml mistake
tried = \"rm\"
```

```console
$ rm a/list.txt
```

Words.

</details>

<details class=\"recover\" for=\"removed\">
<summary>Get back</summary>

```console
$ touch a/list.txt
```

</details>
";

fn sites() -> Sites {
    let cluster = "format = 1\nname = \"Cluster\"\n[values.python]\nvalue = \"Python/3.12\"\n";
    Sites { all: vec![site::parse("cluster", cluster).unwrap(), site::laptop()], chosen: site::laptop() }
}

fn made(text: &str) -> String {
    page("lesson.md", text, &sites()).unwrap()
}

#[test]
fn an_exercise_is_its_tasks_and_how_to_have_them_checked() {
    let made = made(EXERCISE);
    let start = "<a id=\"two-files\"></a>\n\n## Exercise: two files\n\nLook at both.\n\nYou are done when:\n\n";
    assert!(made.contains(start), "{made}");
    assert!(made.contains("\n1. Load Python/3.\n2. Make\n   `b`.\n\nIt takes about one minute."), "{made}");
    assert!(made.contains("\n```console\n$ checker run two-files steps.sh\n```\n"), "{made}");
    assert!(!made.contains("toml"), "{made}");
}

#[test]
fn what_is_there_at_the_start_is_called_so() {
    let made = made(EXERCISE);
    assert!(made.contains("The file `a/list.txt` is there when you begin:\n\n```text\none\n```\n"), "{made}");
    assert!(made.contains("do not type it:\n\n```console given\n$ touch c\n```\n"), "{made}");
}

#[test]
fn a_fold_for_one_site_shows_the_values_of_that_site() {
    let made = made(EXERCISE);
    let loads: Vec<&str> = made.lines().filter(|line| line.starts_with("$ module load")).collect();
    assert_eq!(loads, ["$ module load Python/3", "$ module load Python/3.12"]);
    let of_cluster = Sites { chosen: sites().all[0].clone(), ..sites() };
    let made = page("lesson.md", EXERCISE, &of_cluster).unwrap();
    assert!(made.contains("1. Load Python/3.12.\n"), "{made}");
}

#[test]
fn a_mistake_keeps_its_name_and_loses_what_the_checker_looks_for() {
    let made = made(EXERCISE);
    assert!(made.contains("<details class=\"mistake\" id=\"removed\">\n<summary>It is gone</summary>\n"), "{made}");
    assert!(!made.contains("tried"), "{made}");
    assert!(made.contains("$ rm a/list.txt"), "{made}");
}

#[test]
fn a_page_with_nothing_of_ours_stays_as_it_is_written() {
    for text in [
        "# Page\r\n\r\n*  odd   list\r\n\r\n\r\n\r\n~~~toml\nx = 1\n~~~\n\n<details class=\"more\">\n<summary>A</summary>\n\nB\n\n</details>",
        "# `{{ jinja }}` and ${{ github.ref }} and \\{{name}}\n",
    ] {
        assert_eq!(made(text), text);
    }
    assert_eq!(made("# Page\n\n{{python|Python/3}}"), "# Page\n\nPython/3");
}

#[test]
fn a_placeholder_that_nothing_fills_is_told_with_its_line() {
    let complaints: Vec<Complaint> = page("lesson.md", "# Page\n\nload {{nothing}}\n", &sites()).unwrap_err();
    let [complaint] = complaints.as_slice() else { panic!("{complaints:?}") };
    assert_eq!((complaint.place.line, complaint.place.text.as_str()), (3, "load {{nothing}}"));
    assert_eq!(complaint.what, "`{{nothing}}` has no value at the site `laptop` and no default");
}

#[test]
fn pages_that_are_wrong_are_all_told_and_no_site_is_made() {
    let mut files = course("# Lesson\n\n<details class=\"hnt\">\n<summary>A</summary>\n\nB\n\n</details>\n");
    files.files.insert("SUMMARY.md".to_owned(), "- [A](lesson.md)\n- [B](second.md)\n".to_owned());
    files.files.insert("second.md".to_owned(), "# Second\n\n{{nothing}}\n".to_owned());
    let place = Place::new();
    let error = place.build(&files).unwrap_err();
    let told = error.to_string();
    assert!(matches!(error, BookError::Pages(_)), "{told}");
    assert!(told.starts_with("lesson.md:3: unknown fold class `hnt`; did you mean"), "{told}");
    assert!(told.contains("\nsecond.md:3: "), "{told}");
    assert!(!place.site().exists());
}

#[test]
fn a_page_that_is_linked_and_missing_is_told_by_its_line() {
    let mut files = course("# Lesson\n");
    files.files.insert("SUMMARY.md".to_owned(), "- [A](lesson.md)\n- [B](second.md)\n".to_owned());
    let told = Place::new().build(&files).unwrap_err().to_string();
    assert!(told.starts_with("SUMMARY.md:2: `second.md` is not in the course's folder"), "{told}");
}

#[test]
fn an_unclosed_tag_fails_the_build_with_mdbooks_own_words() {
    let error = Place::new().build(&course("# Lesson\n\n<div>\n\nText.\n")).unwrap_err();
    let told = error.to_string();
    assert!(matches!(error, BookError::Warned(_)), "{told}");
    assert!(told.contains("unclosed HTML tag `<div>` found in `lesson.md`"), "{told}");
}

#[test]
fn a_file_that_cannot_be_included_fails_the_build() {
    let error = Place::new().build(&course("# Lesson\n\n{{#include steps.sh}}\n")).unwrap_err();
    assert!(matches!(error, BookError::Warned(_)), "{error}");
    assert!(error.to_string().contains("steps.sh"), "{error}");
}

#[test]
fn the_title_is_the_courses_own_and_the_built_in_description_is_not_borrowed() {
    let place = Place::new();
    place.build(&course("# Lesson\n")).unwrap();
    let page = place.page("lesson.html");
    assert!(page.contains("<title>Lesson - Small &amp; sweet</title>"), "{page}");
    assert!(!page.contains("on a cluster"), "{page}");
}
