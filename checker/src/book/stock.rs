//! For a stock mdbook, which calls us as a command: the book as JSON on one side in, on the other side out.
//!
//! The sites are those of the book's own source folder, and so is what the course says of the whole of it. Nothing else is
//! read, and nothing but the book is written.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::parse_input;

use crate::host;
use crate::host::HostEnvironment;
use crate::lesson::CourseFiles;
use crate::site;
use crate::site::Profile;

use super::course::{WHOLE, course};
use super::error::BookError;
use super::page::Sites;
use super::preprocessor::NAME;
use super::preprocessor::make_ready;

/// Reads the book that mdbook hands over, and writes it ready for its renderer.
///
/// The book is made for the site that `site` of `[preprocessor.checker]` names, else for `laptop`.
pub fn preprocess(input: &mut dyn Read, output: &mut dyn Write) -> Result<(), BookError> {
    let (context, mut book) = parse_input(input).map_err(BookError::Mdbook)?;
    let sites = sites(&context)?;
    let course = course(&files(&context, &book)?)?;
    make_ready(&mut book, &sites, &course, &[])?;
    serde_json::to_writer(output, &book)?;
    Ok(())
}

/// Whether pages are made ready for this renderer of mdbook. The others get the markdown as it is written.
pub fn supports(renderer: &str) -> bool {
    renderer == "html"
}

/// The course's texts: the pages as mdbook has read them, and the files that are no pages.
fn files(context: &PreprocessorContext, book: &Book) -> Result<CourseFiles, BookError> {
    let folder = context.root.join(&context.config.book.src);
    let mut files = CourseFiles {
        folder_name: folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        ..CourseFiles::default()
    };
    for chapter in book.chapters() {
        if let Some(path) = &chapter.source_path {
            files.files.insert(path.to_string_lossy().into_owned(), chapter.content.clone());
        }
    }
    for file in WHOLE.iter().filter(|file| folder.join(file).is_file()) {
        files.files.insert((*file).to_owned(), host::read_text(&folder.join(file))?);
    }
    Ok(files)
}

fn sites(context: &PreprocessorContext) -> Result<Sites, BookError> {
    let folder = context.root.join(&context.config.book.src).join("sites");
    let mut all = Vec::new();
    let files = if folder.is_dir() { host::list(&folder)? } else { Vec::new() };
    for path in files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "toml")) {
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        all.push(site::parse(&id, &host::read_text(&path)?).map_err(|source| BookError::Site { path, source })?);
    }
    if all.is_empty() {
        all.push(site::laptop());
    }
    let asked: Option<String> = context.config.get(&format!("preprocessor.{NAME}.site")).map_err(BookError::Mdbook)?;
    let chosen = chosen(&all, asked.as_deref())?;
    Ok(Sites { all, chosen, transcripts: BTreeMap::new() })
}

/// A site is never recognised by the machine: a book that others read must not depend on where it was built.
fn chosen(all: &[Profile], asked: Option<&str>) -> Result<Profile, BookError> {
    Ok(site::choose(all, asked, None, &HostEnvironment::default(), "")?.profile.clone())
}
