//! The course that a book is made of, from its texts.
//!
//! What is wrong with a page is not asked here: that is found when the page is made.

use crate::lesson::Course;
use crate::lesson::CourseFiles;
use crate::lesson::Severity;
use crate::lesson::parse_course;

use super::error::BookError;

/// The files of a course that are about the whole of it.
pub(super) const WHOLE: [&str; 2] = ["course.toml", "SUMMARY.md"];

/// The course; one that cannot be put in order is refused.
pub(super) fn course(files: &CourseFiles) -> Result<Course, BookError> {
    let (course, complaints) = parse_course(files, "")?;
    let errors = complaints
        .into_iter()
        .filter(|complaint| complaint.severity == Severity::Error && WHOLE.contains(&complaint.place.file.as_ref()));
    let errors: Vec<_> = errors.collect();
    if errors.is_empty() { Ok(course) } else { Err(BookError::Pages(errors)) }
}
