//! The instructor's view: the teachers' notes of all lessons on one page.

use crate::lesson::Course;
use crate::lesson::Fold;
use crate::lesson::FoldClass;
use crate::lesson::Lesson;
use crate::lesson::Node;

use super::{duration, lessons, link};

/// The page; none for a course without notes.
pub(super) fn page(course: &Course) -> Option<String> {
    let mut text = String::new();
    for lesson in lessons(course) {
        let notes = notes(lesson);
        if !notes.is_empty() {
            let exercises = lesson.minutes() - lesson.teaching;
            text.push_str(&format!(
                "## {}\n\n{}: teaching {}, exercises {}.\n\n{notes}",
                lesson.title,
                link(lesson),
                duration(lesson.teaching),
                duration(exercises)
            ));
        }
    }
    (!text.is_empty()).then(|| format!("# For instructors\n\n{}\n\n{text}", head(course)))
}

/// What stands over the notes; the other pages are named where the course has something to put on them.
fn head(course: &Course) -> String {
    let mut head = "The notes for teachers out of all lessons, in the order of the course.".to_owned();
    if lessons(course).any(|lesson| lesson.minutes() > 0) {
        head.push_str(" The times of the lessons stand in the [schedule](schedule.md).");
    }
    if course.exercises().next().is_some() {
        head.push_str(" All tasks stand on the page [All exercises](exercises.md).");
    }
    head
}

/// The notes of a lesson, as they are written; only where there are several is each called by its name.
fn notes(lesson: &Lesson) -> String {
    let mut folds = Vec::new();
    gather(&lesson.nodes, &mut folds);
    let is_one = folds.len() == 1;
    let note = |fold: &&Fold| {
        let name = if is_one { String::new() } else { format!("**{}**\n\n", fold.summary) };
        format!("{name}{}\n\n", lesson.source[fold.body_span.clone()].trim())
    };
    folds.iter().map(note).collect()
}

fn gather<'n>(nodes: &'n [Node], folds: &mut Vec<&'n Fold>) {
    for node in nodes {
        match node {
            Node::Fold(fold) if fold.class == FoldClass::Teacher => folds.push(fold),
            Node::Fold(fold) => gather(&fold.body, folds),
            _ => {}
        }
    }
}
