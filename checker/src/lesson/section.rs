//! The sections of a page: which headings begin an exercise, which a quiz.

use std::ops::Range;

use super::block::{Block, BlockKind, Blocks};
use super::complaints::{Complaints, nearest};
use super::layout::Details;
use super::page::Page;

/// A section, before what is in it is known.
#[derive(Debug)]
pub(super) struct Heading {
    /// What it announces.
    pub(super) announces: Announces,
    /// Its level, 1 or 2.
    pub(super) level: usize,
    /// Its text as markdown, without `Exercise:` or `Quiz:`.
    pub(super) title: String,
    /// Where the heading stands.
    pub(super) heading: Range<usize>,
    /// From the heading to the next one, or to the end of the page.
    pub(super) span: Range<usize>,
}

/// What a heading announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Announces {
    /// Text.
    Text,
    /// An exercise.
    Exercise,
    /// A quiz.
    Quiz,
}

/// Finds the sections of a page; headings in folds begin none.
pub(super) fn headings(page: &Page, blocks: &Blocks, folds: &[Details], complaints: &mut Complaints) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    for Block { span, kind } in &blocks.top {
        let BlockKind::Heading { level, title } = kind else { continue };
        let text = page.text[title.clone()].trim();
        let in_fold = folds.iter().any(|fold| fold.span.contains(&span.start));
        let (announces, title) = announced(text);
        if announces != Announces::Text && (*level != 2 || in_fold) {
            let hint = "write `## ` before it, outside of folds";
            complaints.error(page.place(span.start), "an exercise or a quiz begins with a heading of level 2", hint);
        }
        if *level > 2 || in_fold {
            continue;
        }
        let announces = if *level == 2 { announces } else { Announces::Text };
        if announces == Announces::Text && *level == 2 {
            complain_of_slip(page, text, span, complaints);
        } else if announces != Announces::Text && title.is_empty() {
            complaints.error(page.place(span.start), "heading without a title", "say after the colon what it is about");
        }
        if let Some(last) = found.last_mut() {
            last.span.end = span.start;
        }
        found.push(Heading {
            announces,
            level: *level,
            title: title.to_owned(),
            heading: span.clone(),
            span: span.start..page.text.len(),
        });
    }
    found
}

fn announced(text: &str) -> (Announces, &str) {
    if let Some(title) = text.strip_prefix("Exercise:") {
        (Announces::Exercise, title.trim())
    } else if let Some(title) = text.strip_prefix("Quiz:") {
        (Announces::Quiz, title.trim())
    } else {
        (Announces::Text, text)
    }
}

fn complain_of_slip(page: &Page, text: &str, span: &Range<usize>, complaints: &mut Complaints) {
    let Some((word, title)) = text.split_once(':') else { return };
    if let Some(meant) = nearest(word.trim(), &["Exercise", "Quiz"]) {
        let hint = format!("did you mean `## {meant}:{title}`?");
        complaints.error(page.place(span.start), format!("unknown kind of section `{word}:`"), hint);
    }
}
