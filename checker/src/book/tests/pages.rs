//! What becomes of the pieces of a page.

use crate::lesson::Complaint;
use crate::site;

use std::collections::BTreeMap;

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
    Sites {
        all: vec![site::parse("cluster", cluster).unwrap(), site::laptop()],
        chosen: site::laptop(),
        transcripts: BTreeMap::new(),
    }
}

fn made(text: &str) -> String {
    page("lesson.md", text, &sites(), None).unwrap()
}

#[test]
fn an_exercise_is_a_card_with_its_tasks_and_how_to_begin() {
    let made = made(EXERCISE);
    let start = "<section class=\"exercise\" data-exercise=\"two-files\">\n\n<a id=\"two-files\"></a>\n\n\
                 ## Exercise: two files\n\nLook at both.\n\n<div class=\"tasks\">\n\nYou are done when:\n\n1. Load ";
    assert!(made.contains(start), "{made}");
    assert!(made.contains(".\n2. Make\n   `b`.\n\n</div>\n\nIt takes about one minute."), "{made}");
    assert!(made.contains("<span class=\"prompt\">$ </span>checker start two-files</span>\n"), "{made}");
    assert!(made.contains("`checker run two-files steps.sh`\n"), "{made}");
    assert_eq!(made.matches("</section>").count(), 1, "{made}");
    assert!(!made.contains("toml"), "{made}");
}

#[test]
fn what_is_there_at_the_start_is_called_so() {
    let made = made(EXERCISE);
    assert!(made.contains("The file `a/list.txt` is there when you begin:\n\n```text\none\n```\n"), "{made}");
    let given = "do not type it:\n\n<pre class=\"terminal given\"><code class=\"nohighlight\">\
                 <span class=\"typed\"><span class=\"prompt\">$ </span>touch c</span>\n</code></pre>\n";
    assert!(made.contains(given), "{made}");
}

#[test]
fn what_is_typed_is_told_from_what_is_seen() {
    let made = made("# P\n\n```console\n$ echo a \\\n>   '<b>'\na <b>\n\n(x) $ true\n```\n");
    let block = "<pre class=\"terminal\"><code class=\"nohighlight\">\
                 <span class=\"typed\"><span class=\"prompt\">$ </span>echo a \\</span>\n\
                 <span class=\"typed\"><span class=\"prompt\">&gt; </span>  '&lt;b&gt;'</span>\n\
                 <span class=\"output\">a &lt;b&gt;</span>\n<span class=\"output\"></span>\n\
                 <span class=\"typed\"><span class=\"prompt\">(x) $ </span>true</span>\n</code></pre>\n";
    assert!(made.contains(block), "{made}");
}

#[test]
fn a_fold_for_some_sites_shows_their_values() {
    let made = made(EXERCISE);
    let loads: Vec<&str> = made.lines().filter(|line| line.contains("</span>module load")).collect();
    let [general, cluster] = loads.as_slice() else { panic!("{made}") };
    assert!(general.ends_with("module load Python/3</span>"), "{general}");
    assert!(cluster.ends_with("module load Python/3.12</span>"), "{cluster}");
    let of_cluster = Sites { chosen: sites().all[0].clone(), ..sites() };
    let made = page("lesson.md", EXERCISE, &of_cluster, None).unwrap();
    let values = "1. Load <span class=\"value\" data-values=\"{&quot;cluster&quot;:&quot;Python/3.12&quot;,\
                  &quot;laptop&quot;:&quot;Python/3&quot;}\">Python/3.12</span>.\n";
    assert!(made.contains(values), "{made}");
}

#[test]
fn neighbours_for_sites_become_panels_that_name_every_site() {
    let text = "# P\n\n<details class=\"site cluster\">\n<summary>The cluster</summary>\n\nLoad `{{python|Python/3}}`.\n\n\
                </details>\n\n<details class=\"site other\">\n<summary>Others</summary>\n\nNothing.\n\n</details>\n\nEnd.\n";
    let made = made(text);
    let panels = "<div class=\"tabs\" data-choose=\"site\">\n\n<div class=\"panel\" data-sites=\"cluster\">\n\
                  <p class=\"panel-name\">The cluster</p>\n\nLoad `Python/3.12`.\n\n</div>\n\n\
                  <div class=\"panel\" data-sites=\"laptop\">\n<p class=\"panel-name\">Others</p>\n\nNothing.\n\n</div>\n\n</div>\n\nEnd.\n";
    assert!(made.contains(panels), "{made}");
}

#[test]
fn solutions_stay_folded_in_their_panels_and_a_fold_without_neighbours_stays_a_fold() {
    let made = made(EXERCISE);
    assert!(made.contains("<div class=\"panel\" data-sites=\"laptop\">\n\n<details class=\"solution\">"), "{made}");
    assert!(
        made.contains("<div class=\"panel\" data-sites=\"cluster\">\n\n<details class=\"solution cluster\">"),
        "{made}"
    );
    let alone = page(
        "lesson.md",
        "# P\n\n<details class=\"site cluster\">\n<summary>A</summary>\n\nB\n\n</details>\n",
        &sites(),
        None,
    );
    let alone = alone.unwrap();
    assert!(
        alone.contains("<details data-sites=\"cluster\" open class=\"site cluster\">\n<summary>A</summary>"),
        "{alone}"
    );
}

#[test]
fn a_panel_for_a_shell_names_the_shell() {
    let text = "# P\n\n<details class=\"shell bash\">\n<summary>bash</summary>\n\nA\n\n</details>\n\n\
                <details class=\"shell tcsh\">\n<summary>tcsh</summary>\n\nB\n\n</details>\n";
    let made = made(text);
    assert!(
        made.contains("<div class=\"tabs\" data-choose=\"shell\">\n\n<div class=\"panel\" data-shells=\"bash\">"),
        "{made}"
    );
    assert!(made.contains("<div class=\"panel\" data-shells=\"tcsh\">"), "{made}");
}

#[test]
fn values_that_differ_stand_in_text_in_code_and_in_blocks() {
    let made = made(
        "# P\n\nA {{python|Python/3}}, `load {{python|Python/3}}`.\n\n```bash\nload {{python|Python/3}} <x>\n```\n",
    );
    let value = "<span class=\"value\" data-values=\"{&quot;cluster&quot;:&quot;Python/3.12&quot;,&quot;laptop&quot;:&quot;Python/3&quot;}\">Python/3</span>";
    assert!(made.contains(&format!("A {value}, <code>load {value}</code>.")), "{made}");
    assert!(
        made.contains(&format!("<pre><code class=\"language-bash\">load {value} &lt;x&gt;\n</code></pre>")),
        "{made}"
    );
}

#[test]
fn a_quiz_is_a_card_with_the_numbers_of_its_right_answers() {
    let text = "# P\n\n## Quiz: which?\n\n1. A\n2. B\n3. C\n\n<details class=\"answer\">\n<summary>Answer</summary>\n\n\
                1. **Yes.**\n2. No.\n3. **Yes.**\n\n</details>\n";
    let made = made(text);
    assert!(made.contains("<section class=\"quiz\" data-right=\"1 3\">\n\n## Quiz: which?\n"), "{made}");
    assert!(made.trim_end().contains("</details>\n\n\n</section>"), "{made}");
}

#[test]
fn a_mistake_keeps_its_name_and_loses_what_the_checker_looks_for_but_its_message() {
    let made = made(EXERCISE);
    let with_message = EXERCISE.replace("tried = \"rm\"", "tried = \"rm\"\noutput = '(?i)no \"such\"'");
    let told = "<details data-output=\"[&quot;(?i)no \\&quot;such\\&quot;&quot;]\" class=\"mistake\" id=\"removed\">";
    assert!(page("lesson.md", &with_message, &sites(), None).unwrap().contains(told));
    assert!(made.contains("<p class=\"caption\">When it went wrong</p>\n\n<details class=\"mistake\""), "{made}");
    assert!(made.contains("<details class=\"mistake\" id=\"removed\">\n<summary>It is gone</summary>\n"), "{made}");
    assert!(!made.contains("tried"), "{made}");
    assert!(made.contains("</span>rm a/list.txt</span>"), "{made}");
}

#[test]
fn a_page_with_nothing_of_ours_stays_as_it_is_written() {
    for text in [
        "# Page\r\n\r\n*  odd   list\r\n\r\n\r\n\r\n~~~toml\nx = 1\n~~~\n\n<details class=\"more\">\n<summary>A</summary>\n\nB\n\n</details>",
        "# `{{ jinja }}` and ${{ github.ref }} and \\{{name}}\n",
    ] {
        assert_eq!(made(text), text);
    }
    assert_eq!(made("# Page\n\n{{nothing|Python/3}}"), "# Page\n\nPython/3");
}

#[test]
fn a_placeholder_that_nothing_fills_is_told_with_its_line() {
    let complaints: Vec<Complaint> = page("lesson.md", "# Page\n\nload {{nothing}}\n", &sites(), None).unwrap_err();
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
