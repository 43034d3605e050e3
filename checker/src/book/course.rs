//! The course that a book is made of, from its texts.
//!
//! What is wrong with a page is not told here: that is done when the page is made.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::lesson::Course;
use crate::lesson::CourseFiles;
use crate::lesson::Lesson;
use crate::lesson::Severity;
use crate::lesson::parse_course;

use super::error::BookError;

/// The files of a course that are about the whole of it.
pub(super) const WHOLE: [&str; 2] = ["course.toml", "SUMMARY.md"];

/// A course, and which of its pages have something wrong with them.
#[derive(Debug)]
pub(super) struct Pages {
    pub(super) course: Course,
    wrong: BTreeSet<Arc<str>>,
}

impl Pages {
    /// The lesson of a page with this text, where nothing is wrong with it: it need not be read again.
    pub(super) fn lesson(&self, file: &str, text: &str) -> Option<&Lesson> {
        let lesson = self.course.lessons.iter().find(|lesson| &*lesson.file == file)?;
        (&*lesson.source == text && !self.wrong.contains(file)).then_some(lesson)
    }
}

/// The course; one that cannot be put in order is refused.
pub(super) fn course(files: &CourseFiles) -> Result<Pages, BookError> {
    let (course, complaints) = parse_course(files, "")?;
    let errors = complaints.into_iter().filter(|complaint| complaint.severity == Severity::Error);
    let (of_whole, of_pages): (Vec<_>, Vec<_>) =
        errors.partition(|complaint| WHOLE.contains(&complaint.place.file.as_ref()));
    let wrong = of_pages.into_iter().map(|complaint| complaint.place.file).collect();
    if of_whole.is_empty() { Ok(Pages { course, wrong }) } else { Err(BookError::Pages(of_whole)) }
}
