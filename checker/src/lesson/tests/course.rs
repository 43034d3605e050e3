//! Whole courses: what makes one, and what only a whole course can have wrong.

use super::super::{Complaint, Course, CourseError, CourseFiles, Leg, Severity, parse_course};
use super::PAGE;

const TOML: &str = "format = 1\ntitle = \"Environments\"\n";

/// A general mistake with this id, proved in `first-venv`.
fn general(id: &str, more: &str) -> String {
    format!(
        "<details class=\"mistake\" id=\"{id}\">\n<summary>Of {id}</summary>\n\n```toml mistake\nexercise = \"first-venv\"\n\
         tried = \"pip\"\n{more}```\n\n```console\n$ pip\n```\n\nWords.\n\n</details>\n\n\
         <details class=\"recover\" for=\"{id}\">\n<summary>Back</summary>\n\n```console\n$ ls\n```\n\n</details>\n\n"
    )
}

fn catalogue(mistakes: &[String]) -> String {
    format!("# Troubleshooting\n\n{}", mistakes.concat())
}

fn files(files: &[(&str, &str)]) -> CourseFiles {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    CourseFiles { folder_name: "my-course".to_owned(), files }
}

pub(super) fn small(more: &[(&str, &str)]) -> CourseFiles {
    let mut course =
        files(&[("course.toml", TOML), ("SUMMARY.md", "# Summary\n\n- [venv](./venv.md)\n"), ("venv.md", PAGE)]);
    course.files.extend(files(more).files);
    course
}

pub(super) fn read(course: &CourseFiles, builtin: &str) -> (Course, Vec<Complaint>) {
    parse_course(course, builtin).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn assert_only(complaints: &[Complaint], file: &str, text: &str, what: &str, hint: &str) {
    assert_eq!(complaints.len(), 1, "{complaints:#?}");
    let complaint = &complaints[0];
    assert_eq!((complaint.what.as_str(), complaint.hint.as_str()), (what, hint));
    assert_eq!((&*complaint.place.file, complaint.place.text.as_str()), (file, text));
}

#[test]
fn two_small_files_and_a_lesson_make_a_course() {
    let (course, complaints) = read(&small(&[]), "");
    assert_eq!(complaints, []);
    assert_eq!((course.id.as_str(), course.title.as_str()), ("my-course", "Environments"));
    assert_eq!(course.lessons.len(), 1);
    assert!(course.exercise("first-venv").is_some());
    assert!(course.catalogue.is_empty());
}

#[test]
fn the_summary_gives_the_order() {
    let summary = "[Start](intro.md)\n\n# Part\n\n- [b](b.md)\n  - [a](sub/a.md)\n- [Draft]()\n- [Help](troubleshooting.md)\n\n[Words](glossary.md)\n";
    let course = small(&[
        ("SUMMARY.md", summary),
        ("intro.md", "# I"),
        ("b.md", "# B"),
        ("sub/a.md", "# A"),
        ("glossary.md", "# G"),
        ("troubleshooting.md", "# T"),
    ]);
    let (course, complaints) = read(&course, "");
    let ids: Vec<&str> = course.lessons.iter().map(|lesson| lesson.id.as_str()).collect();
    assert_eq!(ids, ["intro", "b", "a", "glossary"]);
    assert_only(
        &complaints,
        "venv.md",
        "# Virtual environments with `venv`",
        "`venv.md` is not linked in `SUMMARY.md`",
        "write `- [Title](venv.md)` into `SUMMARY.md`",
    );
    assert_eq!(complaints[0].severity, Severity::Warning);
}

#[test]
fn a_folder_without_the_two_files_is_no_course() {
    let error = parse_course(&files(&[("SUMMARY.md", "")]), "").err().map(|error| error.to_string());
    let expected = "`my-course` is no course: it has no `course.toml`; write `format = 1` and `title = \"…\"` into one";
    assert_eq!(error.as_deref(), Some(expected));
    let error = parse_course(&files(&[("course.toml", TOML)]), "").err().map(|error| error.to_string());
    let expected = "`my-course` is no course: it has no `SUMMARY.md`; write a list of links to the lessons into one";
    assert_eq!(error.as_deref(), Some(expected));
}

#[test]
fn a_newer_format_is_refused_whatever_else_it_says() {
    let course = small(&[("course.toml", "format = 2\ntitle = \"A\"\nnew = true\n")]);
    assert_eq!(parse_course(&course, "").err(), Some(CourseError::NewerFormat { found: 2 }));
}

#[test]
fn what_course_toml_does_not_say_is_an_error() {
    let refused = |toml: &str| match parse_course(&small(&[("course.toml", toml)]), "") {
        Err(CourseError::Unreadable(complaints)) => complaints,
        other => panic!("{other:?}"),
    };
    assert_only(
        &refused("title = \"A\""),
        "course.toml",
        "title = \"A\"",
        "course without `format`",
        "write `format = 1`",
    );
    assert_only(
        &refused("format = 1"),
        "course.toml",
        "format = 1",
        "course without `title`",
        "write `title = \"…\"`: what it is called",
    );
    assert_only(
        &refused("format = 0\ntitle = \"A\""),
        "course.toml",
        "format = 0",
        "unknown format 0",
        "write `format = 1`",
    );
    assert_only(
        &refused("format = 1\ntitel = \"A\""),
        "course.toml",
        "titel = \"A\"",
        "unknown key `titel`",
        "did you mean `title`?",
    );
}

#[test]
fn a_track_goes_through_lessons_that_there_are() {
    let track = "id = \"hpc\"\n\n[[track]]\nid = \"short\"\ntitle = \"Short\"\nlessons = [\"venv\", \"vnev\"]\n";
    let (course, complaints) = read(&small(&[("course.toml", &format!("{TOML}{track}"))]), "");
    assert_eq!(course.id, "hpc");
    assert_eq!(course.tracks[0].lessons, ["venv", "vnev"]);
    assert_only(
        &complaints,
        "course.toml",
        "lessons = [\"venv\", \"vnev\"]",
        "unknown lesson `vnev` in the track `short`",
        "did you mean `venv`?",
    );
}

#[test]
fn the_branch_of_a_track_goes_on_where_its_core_ends() {
    let wrong = |branch: &str, what: &str, hint: &str| {
        let track =
            format!("[[track]]\nid = \"short\"\ntitle = \"Short\"\nlessons = [\"venv\"]\nbranch = [{branch}]\n");
        let (_, complaints) = read(&small(&[("course.toml", &format!("{TOML}{track}"))]), "");
        assert_only(&complaints, "course.toml", &format!("branch = [{branch}]"), what, hint);
    };
    wrong("\"vnev\"", "unknown lesson `vnev` in the track `short`", "did you mean `venv`?");
    wrong("\"venv\"", "the lesson `venv` stands twice in the track `short`", "keep one of them");
}

#[test]
fn a_further_exercise_stands_in_a_lesson_of_its_track() {
    let summary = "- [venv](venv.md)\n- [other](other.md)\n";
    let other = PAGE.replace("first-venv", "second-venv").replace("pip-before-activate", "pip-too-early");
    let wrong = |further: &str, what: &str, hint: &str| {
        let track =
            format!("[[track]]\nid = \"short\"\ntitle = \"Short\"\nlessons = [\"venv\"]\nfurther = [{further}]\n");
        let files = small(&[("course.toml", &format!("{TOML}{track}")), ("SUMMARY.md", summary), ("other.md", &other)]);
        let (_, complaints) = read(&files, "");
        assert_only(&complaints, "course.toml", &format!("further = [{further}]"), what, hint);
    };
    wrong("\"first-vnev\"", "unknown exercise `first-vnev` in the track `short`", "did you mean `first-venv`?");
    wrong(
        "\"first-venv\", \"second-venv\"",
        "the exercise `second-venv` is in no lesson of the track `short`",
        "take it out: only exercises on the way need to be named",
    );
}

#[test]
fn a_further_exercise_is_not_counted() {
    let track = |further: &str| {
        let track =
            format!("[[track]]\nid = \"short\"\ntitle = \"Short\"\nlessons = [\"venv\"]\nfurther = [{further}]\n");
        let (mut course, complaints) = read(&small(&[("course.toml", &format!("{TOML}{track}"))]), "");
        assert_eq!(complaints, []);
        course.follow("short");
        let followed = course.followed.clone().unwrap();
        assert_eq!(followed.leg(&course.lessons[0]), Leg::Core);
        assert_eq!(followed.minutes(&course, Leg::Branch), 0);
        (followed.minutes(&course, Leg::Core), course.lessons[0].clone())
    };
    let (whole, lesson) = track("");
    assert_eq!(whole, lesson.minutes());
    let (counted, lesson) = track("\"first-venv\"");
    assert_eq!(counted, lesson.teaching);
    assert!(counted < whole);
}

#[test]
fn links_that_lead_nowhere_are_errors() {
    let complaints = |summary: &str| read(&small(&[("SUMMARY.md", summary)]), "").1;
    assert_only(
        &complaints("- [venv](venv.md)\n- [a](vemv.md)\n"),
        "SUMMARY.md",
        "- [a](vemv.md)",
        "`vemv.md` is not in the course's folder",
        "did you mean `venv.md`?",
    );
    assert_only(
        &complaints("- [venv](venv.md)\n- [a](./venv.md)\n"),
        "SUMMARY.md",
        "- [a](./venv.md)",
        "`venv.md` is linked twice",
        "keep one of the links",
    );
    assert_only(
        &complaints("- [venv](venv.md)\n- [a](../a.md)\n"),
        "SUMMARY.md",
        "- [a](../a.md)",
        "`../a.md` leaves the course's folder",
        "put the page into the course's folder",
    );
    assert_only(
        &complaints("- [venv](venv.md)\n- [a](a.html)\n"),
        "SUMMARY.md",
        "- [a](a.html)",
        "`a.html` is no markdown file",
        "link the pages of the course only",
    );
}

#[test]
fn two_lessons_with_one_id_are_an_error() {
    let summary = "- [venv](venv.md)\n- [a](more/venv.md)\n";
    let (_, complaints) = read(&small(&[("SUMMARY.md", summary), ("more/venv.md", "# A")]), "");
    assert_only(
        &complaints,
        "SUMMARY.md",
        "- [a](more/venv.md)",
        "two lessons with the id `venv`: `venv.md` and `more/venv.md`",
        "give one of the files another name",
    );
}

#[test]
fn ids_that_are_used_twice_are_errors() {
    let summary = "- [venv](venv.md)\n- [again](again.md)\n";
    let (_, complaints) = read(&small(&[("SUMMARY.md", summary), ("again.md", PAGE)]), "");
    let said: Vec<_> = complaints.iter().map(|c| (&*c.place.file, c.what.as_str(), c.hint.as_str())).collect();
    assert_eq!(
        said,
        [
            (
                "again.md",
                "two exercises with the id `first-venv`",
                "give it another id: the first is in `venv.md`, line 71"
            ),
            (
                "again.md",
                "two mistakes with the id `pip-before-activate`",
                "give it another id: the first is in `venv.md`, line 138"
            ),
        ]
    );
}

#[test]
fn a_mistake_over_an_unknown_one_is_an_error() {
    let page = PAGE.replace("goal = \"active\"\n", "goal = \"active\"\nover = [\"known\", \"knwon\"]\n");
    let own = catalogue(&[general("known", "over = \"pip-before-activate\"\n")]);
    let (_, complaints) = read(&small(&[("venv.md", &page), ("troubleshooting.md", &own)]), "");
    assert_only(
        &complaints,
        "venv.md",
        "over = [\"known\", \"knwon\"]",
        "unknown mistake `knwon`",
        "did you mean `known`?",
    );
}

#[test]
fn a_general_mistake_is_proved_in_an_exercise_that_there_is() {
    let own = catalogue(&[general("known", "")]).replace("first-venv", "frist-venv");
    let (_, complaints) = read(&small(&[("troubleshooting.md", &own)]), "");
    assert_only(
        &complaints,
        "troubleshooting.md",
        "exercise = \"frist-venv\"",
        "unknown exercise `frist-venv`",
        "did you mean `first-venv`?",
    );
}

#[test]
fn the_built_in_catalogue_stands_behind_the_courses_own() {
    let builtin = catalogue(&[general("one", ""), general("two", "")]).replace("first-venv", "elsewhere");
    let own = catalogue(&[general("three", ""), general("two", "")]).replace("Of two", "Our two");
    let (course, complaints) = read(&small(&[("troubleshooting.md", &own)]), &builtin);
    assert_eq!(complaints, []);
    let summaries: Vec<&str> = course.catalogue.iter().map(|mistake| mistake.summary.as_str()).collect();
    assert_eq!(summaries, ["Of three", "Our two", "Of one"]);
}

#[test]
fn the_built_in_course_has_its_catalogue_once() {
    let builtin = catalogue(&[general("one", "")]);
    let (course, complaints) = read(&small(&[("troubleshooting.md", &builtin)]), &builtin);
    assert_eq!(complaints, []);
    assert_eq!(course.catalogue.len(), 1);
}

#[test]
fn all_complaints_of_all_pages_are_given_in_order() {
    let page = PAGE.replace("minutes = 10", "minutes = ten").replace("# Virtual", "#Virtual");
    let summary = "- [venv](venv.md)\n- [b](b.md)\n- [c](c.md)\n";
    let (_, complaints) = read(&small(&[("SUMMARY.md", summary), ("venv.md", &page), ("b.md", "text")]), "");
    let said: Vec<_> = complaints.iter().map(|c| (&*c.place.file, c.place.line)).collect();
    assert_eq!(said, [("SUMMARY.md", 3), ("venv.md", 1), ("venv.md", 73), ("b.md", 1)]);
}
