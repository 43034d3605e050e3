//! The key points of all lessons on one page.

use crate::lesson::BoxKind;
use crate::lesson::Course;
use crate::lesson::Lesson;
use crate::lesson::Node;

use super::{lessons, link};

/// The page, lesson by lesson.
pub(super) fn page(course: &Course) -> Option<String> {
    let mut text = String::new();
    for lesson in lessons(course) {
        if let Some(points) = points(lesson) {
            text.push_str(&format!("## {}\n\n{points}\n\nFrom the lesson {}.\n\n", lesson.title, link(lesson)));
        }
    }
    (!text.is_empty()).then(|| format!("# All key points\n\n{text}"))
}

/// What the lesson's box says.
fn points(lesson: &Lesson) -> Option<&str> {
    lesson.nodes.iter().find_map(|node| match node {
        Node::Boxed { kind: BoxKind::KeyPoints, body, .. } => Some(body.as_str()),
        _ => None,
    })
}
