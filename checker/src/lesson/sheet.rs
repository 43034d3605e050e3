//! A page that has been taken apart: its lines, blocks, folds and sections, ready to be understood.

use std::ops::Range;

use super::Place;
use super::block::{BlockKind, Blocks, Code, blocks};
use super::complaints::Complaints;
use super::layout::{Details, lay_out};
use super::page::Page;
use super::placeholder::unclosed;
use super::section::{Announces, Heading, headings};
use super::written::Toml;

/// A page that has been taken apart.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Its text.
    pub(super) page: Page,
    /// Its blocks.
    pub(super) blocks: Blocks,
    /// Its folds.
    pub(super) folds: Vec<Details>,
    /// Its sections.
    pub(super) headings: Vec<Heading>,
}

impl Sheet {
    /// Takes a page apart.
    pub(super) fn new(file: &str, source: &str, complaints: &mut Complaints) -> Self {
        let (page, folds) = lay_out(file, source, complaints);
        for offset in unclosed(&page.text) {
            complaints.error(
                page.place(offset),
                "`{{` without `}}` in its line",
                "write `{{name}}` or `{{name|default}}`",
            );
        }
        let blocks = blocks(&page.text);
        let headings = headings(&page, &blocks, &folds, complaints);
        let sheet = Self { page, blocks, folds, headings };
        for code in sheet.codes() {
            sheet.complain_unless_closed(code, complaints);
        }
        sheet
    }

    /// The place of a byte.
    pub(super) fn place(&self, offset: usize) -> Place {
        self.page.place(offset)
    }

    /// What the section in which this byte stands announces.
    pub(super) fn announced_at(&self, offset: usize) -> Announces {
        let heading = self.headings.iter().find(|heading| heading.span.contains(&offset));
        heading.map_or(Announces::Text, |heading| heading.announces)
    }

    fn codes(&self) -> impl Iterator<Item = &Code> {
        self.blocks
            .top
            .iter()
            .filter_map(|block| if let BlockKind::Code(code) = &block.kind { Some(code) } else { None })
    }

    /// The top-level code block that starts here.
    pub(super) fn code_at(&self, start: usize) -> Option<&Code> {
        self.codes().find(|code| code.span.start == start)
    }

    /// A code block as TOML.
    pub(super) fn toml<'s>(&'s self, code: &'s Code) -> Toml<'s> {
        Toml { page: &self.page, text: &code.text, line: self.first_line(code) }
    }

    /// The line (counted from 0) of the first line in a code block.
    pub(super) fn first_line(&self, code: &Code) -> usize {
        self.page.line_of(code.span.start) + 1
    }

    /// The markdown in a range without the pieces that stand in `without`.
    pub(super) fn markdown_without(&self, range: &Range<usize>, without: &[Range<usize>]) -> String {
        let mut without: Vec<_> =
            without.iter().filter(|span| span.start >= range.start && span.end <= range.end).collect();
        without.sort_by_key(|span| span.start);
        let mut pieces = Vec::new();
        let mut at = range.start;
        for span in without {
            pieces.push(self.page.text.get(at..span.start).unwrap_or_default());
            at = at.max(span.end);
        }
        pieces.push(self.page.text.get(at..range.end).unwrap_or_default());
        let pieces: Vec<&str> =
            pieces.into_iter().map(without_blank_lines_around).filter(|piece| !piece.is_empty()).collect();
        pieces.join("\n\n")
    }

    fn complain_unless_closed(&self, code: &Code, complaints: &mut Complaints) {
        let text = self.page.text[code.span.clone()].trim();
        let fence = ["```", "~~~"].into_iter().find(|fence| text.starts_with(fence));
        let closed = |fence| text.lines().skip(1).last().is_some_and(|last| last.trim().starts_with(fence));
        if let Some(fence) = fence.filter(|fence| !closed(*fence)) {
            let hint = format!("write ```` {fence} ```` in a line of its own where it ends");
            complaints.error(self.place(code.span.start), "code block is never closed", hint);
        }
    }
}

/// The text without the blank lines before it and the blanks after it.
pub(super) fn without_blank_lines_around(text: &str) -> &str {
    let text = text.trim_end();
    let first = text.len() - text.trim_start().len();
    let line_start = text[..first].rfind('\n').map_or(0, |end| end + 1);
    &text[line_start..]
}
