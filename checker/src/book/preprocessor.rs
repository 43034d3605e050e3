//! All pages of a book: our part of what mdbook does before it renders.
//!
//! It works on what it is handed, and reads and writes nothing.

use std::path::Path;

use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::errors::Result as MdbookResult;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::lesson::PageKind;

use super::course::Pages;
use super::error::BookError;
use super::generated::{self, Matter};
use super::glossary::{self, Glossary};
use super::page::Sites;
use super::page::{end, page};
use super::proofs::ProofReport;
use super::stock::supports;

/// The name in `[preprocessor.checker]` of `book.toml`: under the same name, mdbook runs this in place of the command.
pub(super) const NAME: &str = "checker";

/// Our preprocessor.
#[derive(Debug)]
pub(super) struct Checker {
    pub(super) sites: Sites,
    /// What the pages of the whole course are made of.
    pub(super) pages: Pages,
    pub(super) proofs: Vec<ProofReport>,
}

impl Checker {
    /// What pages about the whole course are made of.
    pub(super) fn matter(&self) -> Matter<'_> {
        Matter { course: &self.pages.course, sites: &self.sites.all, proofs: &self.proofs }
    }
}

impl Preprocessor for Checker {
    fn name(&self) -> &str {
        NAME
    }

    fn run(&self, _: &PreprocessorContext, mut book: Book) -> MdbookResult<Book> {
        make_ready(&mut book, &self.sites, &self.pages, &self.proofs)?;
        Ok(book)
    }

    fn supports_renderer(&self, renderer: &str) -> MdbookResult<bool> {
        Ok(supports(renderer))
    }
}

/// Adds the pages that are made of the others, and makes every page of the book ready; everything that is wrong with any of
/// them is told.
pub(super) fn make_ready(
    book: &mut Book,
    sites: &Sites,
    pages: &Pages,
    proofs: &[ProofReport],
) -> Result<(), BookError> {
    let course = &pages.course;
    let end = end(sites);
    generated::add_to(book, &Matter { course, sites: &sites.all, proofs });
    let glossary = course.lesson(glossary::ID).and_then(|lesson| Glossary::read(&lesson.source));
    let mut errors = Vec::new();
    book.for_each_chapter_mut(|chapter| {
        let path = chapter.source_path.as_deref().or(chapter.path.as_deref()).unwrap_or(Path::new(""));
        let file = path.to_string_lossy();
        match page(&file, &chapter.content, sites, pages.lesson(&file, &chapter.content)) {
            Ok(content) => {
                let content = content + &end;
                let teaches =
                    course.lessons.iter().any(|lesson| *lesson.file == *file && lesson.kind == PageKind::Lesson);
                let glossary = glossary.as_ref().filter(|_| teaches);
                chapter.content = match glossary {
                    Some(glossary) => glossary.link(&file, &content),
                    None => content,
                };
            }
            Err(of_page) => errors.extend(of_page),
        }
    });
    if errors.is_empty() { Ok(()) } else { Err(BookError::Pages(errors)) }
}
