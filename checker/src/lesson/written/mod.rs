//! The TOML of a course exactly as it is written: one struct a fence, unknown keys refused.
//!
//! Here it is read and checked into the model; every complaint points at the line of the value it is about.

mod condition;
mod course;
mod error;
mod exercise;
mod goal;
mod lesson;
mod mistake;
mod requirement;
mod value;

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;

use super::complaints::Complaints;
use super::page::Page;
use super::placeholder::with_defaults;
use super::{Pattern, Place};

pub(super) use course::{CourseWritten, format_of, read_course};
pub(super) use exercise::{ExerciseWritten, read_exercise};
pub(super) use lesson::{LessonWritten, read_lesson};
pub(super) use mistake::{MistakeWritten, read_mistake};

/// A piece of TOML and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Toml<'p> {
    /// The file it stands in.
    pub(super) page: &'p Page,
    /// The TOML.
    pub(super) text: &'p str,
    /// The page's line (counted from 0) of its first line.
    pub(super) line: usize,
}

impl Toml<'_> {
    /// Reads it as `T`, or says why it is none.
    fn read<T: DeserializeOwned>(&self, complaints: &mut Complaints) -> Option<T> {
        match toml::from_str(self.text) {
            Ok(read) => Some(read),
            Err(error) => {
                error::complain(self, &error, complaints);
                None
            }
        }
    }

    /// The place of a byte of the TOML.
    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        self.page.place_of_line(self.line + before.matches('\n').count())
    }

    /// The place of the fence itself.
    fn place_of_fence(&self) -> Place {
        self.page.place_of_line(self.line.saturating_sub(1))
    }

    /// Reads a pattern that stands under `key`.
    fn pattern(&self, key: &str, source: &Spanned<String>, complaints: &mut Complaints) -> Option<Pattern> {
        // What a site fills in is not known here.
        let filled = with_defaults(source.as_ref()).unwrap_or_default();
        if let Err(error) = Pattern::new(&filled) {
            let message = error.to_string();
            let reason = message.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            let hint = if reason.contains("look-around") {
                "write a plainer pattern, and say with another key, such as `unless`, what must not be there"
            } else {
                "write a regular expression; put `\\` before a character that stands for itself, and the whole in single quotes"
            };
            complaints.error(self.place(&source.span()), format!("`{key}` is no pattern: {reason}"), hint);
        }
        Pattern::new(source.as_ref()).ok()
    }
}

/// Whether this may be an id: it becomes a folder, a link target and a word on a command line.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && text
            .chars()
            .all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-')
}

/// What an author writes instead of something that is no id.
pub(super) fn id_hint(text: &str) -> String {
    let words: Vec<String> = text
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    match words.join("-") {
        like if like.is_empty() => "use lower-case letters, digits and dashes, such as `first-venv`".to_owned(),
        like => format!("use lower-case letters, digits and dashes: `{like}`"),
    }
}
