//! The text of one file, its lines, and the places in it.
//!
//! It knows nothing of markdown. A page may have had blank lines put in (see `layout`): places are always those of the
//! file as its author wrote it.

use std::sync::Arc;

use super::Place;

/// One file of a course.
#[derive(Debug)]
pub(super) struct Page {
    /// The file, relative to the course folder.
    pub(super) file: Arc<str>,
    /// What is read: the file's text, perhaps with blank lines put in.
    pub(super) text: Arc<str>,
    /// Where each line starts.
    starts: Vec<usize>,
    /// Each line's number in the file, counted from 1.
    numbers: Vec<usize>,
}

impl Page {
    /// The file as it is.
    pub(super) fn new(file: &str, text: &str) -> Self {
        Self::with_blank_lines(file, text, &[])
    }

    /// The file with a blank line put in before each of these lines (counted from 0, in order).
    pub(super) fn with_blank_lines(file: &str, text: &str, before: &[usize]) -> Self {
        let mut page = Self { file: file.into(), text: "".into(), starts: Vec::new(), numbers: Vec::new() };
        let mut built = String::with_capacity(text.len() + before.len());
        for (index, line) in text.split_inclusive('\n').enumerate() {
            if before.contains(&index) {
                page.starts.push(built.len());
                page.numbers.push(index + 1);
                built.push('\n');
            }
            page.starts.push(built.len());
            page.numbers.push(index + 1);
            built.push_str(line);
        }
        page.text = built.into();
        page
    }

    /// The line (counted from 0) in which this byte stands.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The place of this byte.
    pub(super) fn place(&self, offset: usize) -> Place {
        self.place_of_line(self.line_of(offset))
    }

    /// The place of a line, counted from 0; a line after the end is the last.
    pub(super) fn place_of_line(&self, line: usize) -> Place {
        let line = line.min(self.starts.len().saturating_sub(1));
        Place {
            file: Arc::clone(&self.file),
            line: self.numbers.get(line).copied().unwrap_or(1),
            text: self.line(line).to_owned(),
        }
    }

    /// A line without its end.
    pub(super) fn line(&self, line: usize) -> &str {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        self.text[start..].lines().next().unwrap_or_default()
    }

    /// Where a line starts; the end of the text for a line after the last.
    pub(super) fn start_of_line(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// How many lines there are.
    pub(super) fn lines(&self) -> usize {
        self.starts.len()
    }
}
