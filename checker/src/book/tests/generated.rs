//! The pages about the whole course.

use std::path::{Path, PathBuf};

use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use snapbox::{assert_data_eq, str};

use crate::lesson::Course;
use crate::lesson::parse_course;
use crate::site;
use crate::site::Profile;

use super::super::generated::{Matter, add_to};
use super::super::proofs::ProofReport;
use super::{Place, built_in, course};

const FIRST: &str = "\
# First steps

```toml lesson
teaching = 30
needs = [\"venv\"]
```

> **Questions**
>
> - Why?

> **Objectives**
>
> - See why.

<details class=\"teacher\">
<summary>For teachers</summary>

Go slowly.

</details>

## Exercise: a | b

Do it.

```toml exercise
id = \"one\"
minutes = 25

[[goal]]
task = \"Load {{python|Python/3}}.\"
ran = \"true\"
```

<details class=\"solution\">
<summary>Solution</summary>

```console
$ true
```

</details>

## Exercise: on a cluster

Do it there.

```toml exercise
id = \"two\"
minutes = 20
needs = [\"modules\"]

[[goal]]
task = \"Run it.\"
ran = \"true\"
```

<details class=\"solution cluster\">
<summary>Solution at the cluster</summary>

```console
$ true
```

</details>

> **Key points**
>
> - Because.
";

const SECOND: &str = "\
# To be read

```toml lesson
teaching = 45
```

> **Questions**
>
> - What?

> **Objectives**
>
> - Know what.

Text.

> **Key points**
>
> - That.
> - And that.
";

fn both() -> (Course, Vec<Profile>) {
    let mut files = course(FIRST);
    files.files.insert("SUMMARY.md".to_owned(), "- [A](lesson.md)\n- [B](second.md)\n".to_owned());
    files.files.insert("second.md".to_owned(), SECOND.to_owned());
    let toml = "format = 1\ntitle = \"Small\"\n[[track]]\nid = \"laptop\"\ntitle = \"what fits an hour\"\nlessons = [\"lesson\"]\n\
        branch = [\"second\"]\nfurther = [\"two\"]\n";
    files.files.insert("course.toml".to_owned(), toml.to_owned());
    let cluster = "format = 1\nname = \"The Cluster\"\ndocumentation = \"https://cluster.example/docs\"\nhas = [\"modules\", \"venv\"]\n\
        work = \"/proj/{{project}}/work\"\n[recognise]\nhost = '^c[0-9]$|x'\n\
        [values.python]\nvalue = \"Python/3.12\"\nchecked = \"2026-08-21\"\npage = \"https://cluster.example/python\"\n";
    (parse_course(&files, "").unwrap().0, vec![site::parse("cluster", cluster).unwrap(), site::laptop()])
}

/// The markdown of a page.
fn page(name: &str) -> String {
    page_with(name, &[])
}

fn page_with(name: &str, proofs: &[ProofReport]) -> String {
    let (course, sites) = both();
    let mut book = Book::new();
    add_to(&mut book, &Matter { course: &course, sites: &sites, proofs });
    let chapter = book.chapters().find(|chapter| chapter.name == name);
    chapter.unwrap_or_else(|| panic!("no page `{name}`")).content.clone()
}

#[test]
fn the_schedule_has_a_break_before_an_hour_is_over() {
    assert_data_eq!(
        page("Schedule"),
        str![[r#"
# Schedule

The times are those that the lessons themselves give, for a group that types along. After an hour at the most there is a break of 10 minutes, and in the middle of a day a long one. The clock begins at 0:00: add the time at which you meet. What is called the time of a way is teaching and exercises; breaks come on top.

## laptop: what fits an hour

**The core.** Teaching 30 min, exercises 25 min, together 55 min; with breaks 55 min.

| From | What | Teaching | Exercises |
|---|---|---|---|
| 0:00 | [First steps](lesson.md) | 30 min | 25 min |

**After the core.** Teaching 45 min, exercises 0 min, together 45 min; with breaks 45 min.

| From | What | Teaching | Exercises |
|---|---|---|---|
| 0:00 | [To be read](second.md) | 45 min | – |

Further exercises, for those who have time left, are not counted: [`two`](lesson.md#two), 20 min.

## The whole course

Teaching 1 h 15 min, exercises 45 min, together 2 h; with breaks 2 h 20 min.

| From | What | Teaching | Exercises |
|---|---|---|---|
| 0:00 | [First steps](lesson.md) | 30 min | 25 min |
| 0:55 | *Break, 10 min* | – | – |
| 1:05 | [First steps](lesson.md), continued | – | 20 min |
| 1:25 | *Break, 10 min* | – | – |
| 1:35 | [To be read](second.md) | 45 min | – |


"#]]
    );
}

#[test]
fn every_exercise_is_listed_with_what_it_needs_and_how_to_begin() {
    assert_data_eq!(
        page("All exercises"),
        str![[r#"
# All exercises

2 exercises, 45 min in all. The command begins the exercise in your own shell. What an exercise needs and your machine does not have is told at its start, and it can then be done elsewhere.

## First steps

From the lesson [First steps](lesson.md).

| Exercise | Time | Needs | Begin with |
|---|---|---|---|
| [a /| b](lesson.md#one) | 25 min | – | `checker start one` |
| [on a cluster](lesson.md#two) | 20 min | modules | `checker start two` |


"#]]
    );
}

#[test]
fn key_points_stand_by_lesson() {
    assert_data_eq!(
        page("All key points"),
        str![[r#"
# All key points

## First steps

- Because.

From the lesson [First steps](lesson.md).

## To be read

- That.
- And that.

From the lesson [To be read](second.md).


"#]]
    );
}

#[test]
fn a_site_is_shown_with_the_day_and_the_page_of_each_value() {
    assert_data_eq!(
        page("Sites"),
        str![[r#"
# Sites

What the course knows of each place where it can be followed. `checker site` shows which one you are at, and `checker site set NAME` chooses another.

| Site | index | modules | venv |
|---|---|---|---|
| The Cluster | – | yes | yes |
| Your own machine | yes | – | yes |

## The Cluster

- Its name in commands: `cluster`
- Its own documentation: <https://cluster.example/docs>
- Where work belongs: `/proj/PROJECT/work`
- Recognised by the name of the machine: `^c[0-9]$|x`
- Compared with a machine (`checker doctor --report`): not yet

| Name | Value | Checked | Against |
|---|---|---|---|
| `python` | `Python/3.12` | 2026-08-21 | <https://cluster.example/python> |

## Your own machine

- Its name in commands: `laptop`
- Where work belongs: `~/checker`
- Compared with a machine (`checker doctor --report`): not yet


"#]]
    );
}

#[test]
fn what_a_site_lacks_for_an_exercise_is_named_and_nothing_is_claimed_to_have_been_run() {
    assert_data_eq!(
        page("What can be proved"),
        str![[r#"
# What can be proved

Solutions, mistakes and the ways back from them are no prose. `checker prove` types all of them into a real shell: the
solution must pass, an exercise that nobody touched must not, every mistake must be recognised, and its way back must lead
back. This page says what can be proved where. It does not say that it was: for that, run it.

```console
$ checker prove --site laptop
```

At the end it tells how much was proved and what this machine had to leave out.

## Exercises and sites

Where everything is there, the site's file lists all that the exercise needs, and there is a solution for it. What a file does not list a machine may have all the same, and then it proves the exercise too.

| Exercise | Everything is there at | Not listed |
|---|---|---|
| [`one`](lesson.md#one) | all sites | – |
| [`two`](lesson.md#two) | cluster | modules: laptop |

## What a proof needs

| Need | What a proof wants of the machine |
|---|---|
| `modules` | `module` of Lmod or Environment Modules, as an exported function, with modules of the site's names |
| `venv` | a Python 3 whose `venv` works |

## What is not

- **The clusters themselves.** A proof with `--site NAME` types the commands of that site where it is run. On another
  machine, modules with the site's names stand for its software. Whether the names are right today, only the site knows;
  the page on the sites says when each was compared with the site's own documentation.
- **Other schedulers.** Jobs are proved with Slurm. What a page says of PBS is told and not tried.
- **Programs that no exercise needs.** The table above names all that there are. What a page says of any other, such as
  mamba, pixi or an editor, is told and not tried.
- **Blocks without a prompt.** They show what a file or a program says; nobody typed them.
- **Lessons in which nothing is typed**: [To be read](second.md).

"#]]
    );
}

#[test]
fn what_reports_of_proofs_tell_is_shown_with_their_day_and_programs() {
    let report = |site: &str, cases: &str| {
        let text = format!(
            r#"{{"format": 1, "course": "small", "site": "{site}", "day": "2026-11-21", "checker": "1.0.0",
                "versions": {{"bash": "5.2.15", "uv": "0.9.9"}}, "cases": [{cases}]}}"#
        );
        ProofReport::parse(&text).unwrap()
    };
    let case = |exercise: &str, kind: &str, verdict: &str, why: &str| {
        let mistake = if kind == "mistake" { "\"oops\"" } else { "null" };
        format!(
            r#"{{"lesson": "lesson", "exercise": "{exercise}", "case": "{kind}", "mistake": {mistake},
                "verdict": "{verdict}", "why": {why}, "seconds": 1.5}}"#
        )
    };
    let laptop = [
        case("one", "solution", "proved", "null"),
        case("one", "mistake", "proved", "null"),
        case("two", "solution", "deferred", "\"needs <modules>\""),
    ];
    let cluster = [case("one", "solution", "failed", "\"no\""), case("two", "solution", "proved", "null")];
    let page =
        page_with("What was proved", &[report("laptop", &laptop.join(",")), report("cluster", &cluster.join(","))]);
    let told = page.split("## What can be proved").next().unwrap();
    assert_data_eq!(
        told.to_owned(),
        str![[r#"
# What was proved

Solutions, mistakes and the ways back from them are no prose. `checker prove` types all of them into a real shell: the
solution must pass, an exercise that nobody touched must not, every mistake must be recognised, and its way back must lead
back.

- **laptop**, 2026-11-21, checker 1.0.0: 2 proved, 0 failed, 1 left out. With bash 5.2.15, uv 0.9.9.
- **cluster**, 2026-11-21, checker 1.0.0: 1 proved, 1 failed, 0 left out. With bash 5.2.15, uv 0.9.9.

| Exercise | cluster | laptop |
|---|---|---|
| [`one`](lesson.md#one) | **1 failed** | solution, 1 of 1 mistakes |
| [`two`](lesson.md#two) | solution | left out: needs &lt;modules&gt; |


"#]]
    );
}

#[test]
fn instructors_get_the_notes_of_all_lessons() {
    assert_data_eq!(
        page("For instructors"),
        str![[r#"
# For instructors

The notes for teachers out of all lessons, in the order of the course. The times of the lessons stand in the [schedule](schedule.md). All tasks stand on the page [All exercises](exercises.md).

## First steps

[First steps](lesson.md): teaching 30 min, exercises 45 min.

Go slowly.


"#]]
    );
}

#[test]
fn a_page_of_the_course_under_the_same_name_is_kept() {
    let (course, sites) = both();
    let mut book = Book::new();
    book.items.push(BookItem::Chapter(Chapter::new("Mine", "# Mine\n".to_owned(), "schedule.md", Vec::new())));
    add_to(&mut book, &Matter { course: &course, sites: &sites, proofs: &[] });
    let names: Vec<&str> = book.chapters().map(|chapter| chapter.name.as_str()).collect();
    assert_eq!(names, ["Mine", "All exercises", "All key points", "Sites", "What can be proved", "For instructors"]);
}

#[test]
fn a_course_with_nothing_to_list_gets_no_page_and_no_part() {
    let (course, _) = parse_course(&course("# Lesson\n\nText.\n"), "").unwrap();
    let mut book = Book::new();
    add_to(&mut book, &Matter { course: &course, sites: &[site::laptop()], proofs: &[] });
    assert_eq!(book, Book::new());
}

#[test]
fn the_pages_of_the_built_in_course_link_to_its_lessons() {
    let place = Place::new();
    place.build(&built_in()).unwrap();
    assert!(place.page("exercises.html").contains("<a href=\"venv.html#first-venv\">"));
    assert!(place.page("proved.html").contains("<a href=\"venv.html#first-venv\"><code>first-venv</code></a>"));
    assert!(place.page("schedule.html").contains("<a href=\"venv.html\">Virtual environments with venv</a>"));
    assert!(place.page("sites.html").contains("<code>Python/3.12.3-GCCcore-13.3.0</code>"));
    assert!(place.page("instructor.html").contains("Ask for a reservation"));
    let sidebar = place.page("toc.html");
    assert!(sidebar.contains("At a glance"), "{sidebar}");
    // What only repeats the lessons is not found a second time.
    let index =
        files_in(&place.site(), "searchindex").pop().map(|path| std::fs::read_to_string(path).unwrap()).unwrap();
    for (page, is_found) in [("venv", true), ("sites", true), ("exercises", false), ("instructor", false)] {
        assert_eq!(index.contains(&format!("\"{page}.html#")), is_found, "{page}");
    }
    // The first use of a term.
    assert!(place.page("venv.html").contains("<a href=\"glossary.html#environment\">"));
    assert!(place.page("glossary.html").contains("<dt id=\"environment\">"));
}

/// The files of a folder whose names begin so.
fn files_in(folder: &Path, beginning: &str) -> Vec<PathBuf> {
    let is_meant = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(beginning));
    crate::host::list(folder).unwrap().into_iter().filter(is_meant).collect()
}
