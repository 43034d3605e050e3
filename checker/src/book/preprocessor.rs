//! All pages of a book: our part of what mdbook does before it renders.
//!
//! It works on what it is handed, and reads and writes nothing.

use std::path::Path;

use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::errors::Result as MdbookResult;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use super::error::BookError;
use super::page::Sites;
use super::page::page;
use super::stock::supports;

/// The name in `[preprocessor.checker]` of `book.toml`: under the same name, mdbook runs this in place of the command.
pub(super) const NAME: &str = "checker";

/// Our preprocessor.
#[derive(Debug)]
pub(super) struct Checker {
    pub(super) sites: Sites,
}

impl Preprocessor for Checker {
    fn name(&self) -> &str {
        NAME
    }

    fn run(&self, _: &PreprocessorContext, mut book: Book) -> MdbookResult<Book> {
        pages(&mut book, &self.sites)?;
        Ok(book)
    }

    fn supports_renderer(&self, renderer: &str) -> MdbookResult<bool> {
        Ok(supports(renderer))
    }
}

/// Makes every page of the book ready; everything that is wrong with any of them is told.
pub(super) fn pages(book: &mut Book, sites: &Sites) -> Result<(), BookError> {
    let mut errors = Vec::new();
    book.for_each_chapter_mut(|chapter| {
        let path = chapter.source_path.as_deref().or(chapter.path.as_deref()).unwrap_or(Path::new(""));
        match page(&path.to_string_lossy(), &chapter.content, sites) {
            Ok(content) => chapter.content = content,
            Err(of_page) => errors.extend(of_page),
        }
    });
    if errors.is_empty() { Ok(()) } else { Err(BookError::Pages(errors)) }
}
