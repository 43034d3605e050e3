//! The book as an EPUB (EPUB 3.3): the pages of a built site, in the order of its sidebar, without what needs a script.
//!
//! Folds stand open, panels for sites and shells stand one after the other under their names, and nothing is asked of a
//! network. The archive is written here: it is small, and nothing in it is compressed.

mod archive;
mod package;
mod xhtml;

use std::collections::BTreeSet;
use std::path::Path;

use crate::host;
use crate::host::Scratch;

use super::build::{BuildRequest, build};
use super::check::in_order;
use super::course::course;
use super::destination::write_file;
use super::error::BookError;

use archive::Archive;
use package::{About, Entry};
use xhtml::Page;

const STYLE: &str = include_str!("style.css");

/// How the file begins; what stands at its place and does not is left alone.
const BEGINS: &[u8] = b"PK\x03\x04";

/// Builds a course's site for this once, and makes one EPUB of it; how many pages it has.
pub fn epub(request: &BuildRequest<'_>, file: &Path) -> Result<usize, BookError> {
    let course = course(request.files)?.course;
    let scratch = Scratch::make(request.temporary)?;
    let site = scratch.path().join("site");
    build(&BuildRequest { destination: &site, recordings: &[], ..*request })?;
    let mut pages = Vec::new();
    for name in in_order(&site)? {
        let page = Page::read(&host::read_text(&site.join(&name))?).ok_or_else(|| BookError::Epub(name.clone()))?;
        pages.push((name, page));
    }
    let about = About {
        identifier: format!("checker:{}", course.id),
        title: course.title,
        language: pages.first().map_or_else(|| "en".to_owned(), |(_, page)| page.language.clone()),
        day: host::today(),
    };
    let pictures: BTreeSet<String> = pages.iter().flat_map(|(_, page)| page.pictures.iter().cloned()).collect();
    let entries: Vec<Entry<'_>> =
        pages.iter().map(|(name, page)| Entry { file: xhtml::file_of(name), title: &page.title }).collect();
    let mut archive = Archive::default();
    // First of all, so that the kind of the file stands at a fixed place in it.
    archive.add("mimetype", b"application/epub+zip");
    archive.add("META-INF/container.xml", package::CONTAINER.as_bytes());
    archive.add("EPUB/package.opf", package::package(&about, &entries, &pictures).as_bytes());
    archive.add("EPUB/nav.xhtml", package::contents(&about, &entries).as_bytes());
    archive.add("EPUB/style.css", STYLE.as_bytes());
    for ((_, page), entry) in pages.iter().zip(&entries) {
        archive.add(&format!("EPUB/{}", entry.file), page.document().as_bytes());
    }
    for picture in &pictures {
        archive.add(&format!("EPUB/{picture}"), &host::read(&site.join(picture))?);
    }
    write_file(file, &archive.finish(), BEGINS)?;
    Ok(pages.len())
}
