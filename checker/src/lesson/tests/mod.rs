//! Whole pages and whole courses: what is read, and what is complained about.

mod any;
mod course;
mod fold_errors;
mod links;
mod page_errors;
mod toml_errors;
mod toml_read;
mod whole;

use super::{Complaint, Severity, parse_lesson};

/// A page that nothing is wrong with, to be spoilt.
const PAGE: &str = include_str!("example.md");

/// The example with one piece of it replaced.
fn with(old: &str, new: &str) -> String {
    assert!(PAGE.contains(old), "the example has no {old:?}");
    PAGE.replacen(old, new, 1)
}

fn errors(source: &str) -> Vec<Complaint> {
    let (_, complaints) = parse_lesson("venv.md", source);
    complaints.into_iter().filter(|complaint| complaint.severity == Severity::Error).collect()
}

/// Asserts that a page has exactly one error: in the line that is `text`, with these words.
#[track_caller]
fn assert_error(source: &str, text: &str, what: &str, hint: &str) {
    let errors = errors(source);
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert_is(&errors[0], source, text, what, hint);
}

#[track_caller]
fn assert_is(complaint: &Complaint, source: &str, text: &str, what: &str, hint: &str) {
    assert_eq!((complaint.what.as_str(), complaint.hint.as_str(), complaint.place.text.as_str()), (what, hint, text));
    assert_eq!(source.lines().nth(complaint.place.line - 1), Some(text), "the line's number");
}

fn warnings(source: &str) -> Vec<String> {
    let (_, complaints) = parse_lesson("venv.md", source);
    let warnings = complaints.into_iter().filter(|complaint| complaint.severity == Severity::Warning);
    warnings.map(|complaint| format!("{}: {}", complaint.place.line, complaint.what)).collect()
}
