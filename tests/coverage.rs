//! What the five centres teach has its place in the course, and what does not hold any more is not taught.
//!
//! A lesson names the rows of `coverage/rows.txt` that it teaches in a comment above the place, `<!-- teaches U-4 U-5 -->`,
//! and those that it shows as a trap or as history as `<!-- trap U-15 E15 -->`. A command that is taught is bound to an
//! exercise or to a console block of its section, both of which the proof types; what is told, to its section. Errors of
//! those documents are in `coverage/errata.txt`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use checker::lesson::{Console, Course, FoldClass, Lesson, Node, SectionKind};
use checker::supply::{CourseSource, builtin_catalogue, files};
use regex::Regex;

/// A line of one of the two lists.
struct Row {
    id: &'static str,
    kind: &'static str,
    what: &'static str,
}

fn rows(text: &'static str) -> Vec<Row> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (id, rest) = line.split_once(char::is_whitespace).expect("an id");
            // An expression may hold blanks; what follows it stands behind two.
            let (kind, what) =
                rest.trim_start().split_once("  ").or_else(|| rest.trim_start().split_once(' ')).expect(line);
            Row { id, kind: kind.trim(), what: what.trim() }
        })
        .collect()
}

/// A comment that says what stands below it.
#[derive(Debug)]
struct Mark<'a> {
    is_trap: bool,
    ids: Vec<&'a str>,
    /// Where in the source.
    at: usize,
}

fn marks(lesson: &Lesson) -> Vec<Mark<'_>> {
    let mut marks = Vec::new();
    let mut at = 0;
    for line in lesson.source.split_inclusive('\n') {
        let inside = line.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
        let mut words = inside.unwrap_or_default().split_whitespace();
        match words.next() {
            Some(word @ ("teaches" | "trap")) => marks.push(Mark { is_trap: word == "trap", ids: words.collect(), at }),
            Some(other) => panic!("{}: `{other}` is no mark: {line}", lesson.file),
            None => {}
        }
        at += line.len();
    }
    marks
}

/// The section in which something stands, and what it is.
fn section(lesson: &Lesson, at: usize) -> Option<(SectionKind, Range<usize>)> {
    let section = lesson.sections.iter().find(|section| section.span.contains(&at))?;
    Some((section.kind, section.span.clone()))
}

/// The console blocks that stand on the page for the reader to type: not those of mistakes.
fn consoles(nodes: &[Node]) -> Vec<&Console> {
    let mut found = Vec::new();
    for node in nodes {
        match node {
            Node::Console(console) | Node::Given(console) => found.push(console),
            Node::Fold(fold) if !matches!(fold.class, FoldClass::Mistake(_) | FoldClass::Recover(_)) => {
                found.extend(consoles(&fold.body));
            }
            _ => {}
        }
    }
    found
}

fn course() -> Course {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lessons");
    let files = files(&CourseSource::Folder(folder)).expect("the course");
    checker::lesson::parse_course(&files, builtin_catalogue()).expect("the course").0
}

const ROWS: &str = include_str!("coverage/rows.txt");
const ERRATA: &str = include_str!("coverage/errata.txt");

#[test]
fn everything_that_the_five_centres_teach_has_its_place() {
    let course = course();
    let (rows, errata) = (rows(ROWS), rows(ERRATA));
    let known: BTreeMap<&str, &Row> = rows.iter().chain(&errata).map(|row| (row.id, row)).collect();
    assert_eq!(known.len(), rows.len() + errata.len(), "an id stands twice in the lists");
    let mut placed = BTreeSet::new();
    let mut complaints = Vec::new();
    for lesson in &course.lessons {
        let typed = consoles(&lesson.nodes);
        for mark in marks(lesson) {
            let line = lesson.source[..mark.at].matches('\n').count() + 1;
            let place = format!("{}:{line}", lesson.file);
            let Some((kind, span)) = section(lesson, mark.at) else {
                complaints.push(format!("{place}: stands in no section"));
                continue;
            };
            let is_proved = matches!(kind, SectionKind::Exercise(_))
                || typed.iter().any(|console| span.contains(&console.span.start));
            for id in &mark.ids {
                match known.get(id) {
                    None => complaints.push(format!("{place}: there is no `{id}`")),
                    // It may be told here, and has to be typed elsewhere.
                    Some(row) if row.kind == "command" && !mark.is_trap && !is_proved => {}
                    Some(_) => {
                        placed.insert(*id);
                    }
                }
            }
        }
    }
    let homeless = rows.iter().chain(&errata).filter(|row| !placed.contains(row.id));
    complaints
        .extend(homeless.map(|row| format!("{}, a {}, has no place in any lesson: {}", row.id, row.kind, row.what)));
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn what_does_not_hold_any_more_is_nowhere_advised() {
    let course = course();
    let expressions = rows(ERRATA).into_iter().filter(|row| row.kind != "-");
    let expressions: Vec<(Row, Regex)> =
        expressions.map(|row| (Regex::new(row.kind).expect(row.kind), row)).map(|(regex, row)| (row, regex)).collect();
    assert!(expressions.len() > 15, "{}", expressions.len());
    let mut complaints = Vec::new();
    for lesson in &course.lessons {
        let marks = marks(lesson);
        for console in consoles(&lesson.nodes) {
            // What is shown as a trap may well be typed: the last mark above it says so.
            let above = marks.iter().rev().find(|mark| mark.at < console.span.start);
            for typed in &console.lines {
                for (row, _) in expressions.iter().filter(|(_, regex)| regex.is_match(&typed.command)) {
                    if !above.is_some_and(|mark| mark.is_trap && mark.ids.contains(&row.id)) {
                        let (file, line, command) = (&lesson.file, typed.line, &typed.command);
                        complaints.push(format!("{file}:{line}: `{command}` ({}: {})", row.id, row.what));
                    }
                }
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
