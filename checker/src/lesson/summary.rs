//! `SUMMARY.md`: which pages a course has, and in which order.
//!
//! mdbook's own form: the links, in order. It refuses to know what is in the pages.

use pulldown_cmark::{Event, Parser, Tag};

use super::Place;
use super::block::options;
use super::complaints::Complaints;
use super::page::Page;

/// A page of the course.
#[derive(Debug)]
pub(super) struct Linked {
    /// The file, relative to the course folder.
    pub(super) file: String,
    /// Where it is linked.
    pub(super) place: Place,
}

/// Reads the pages of a `SUMMARY.md`; chapters without a file (drafts) are none.
pub(super) fn pages(page: &Page, complaints: &mut Complaints) -> Vec<Linked> {
    let mut pages: Vec<Linked> = Vec::new();
    for (event, span) in Parser::new_ext(&page.text, options()).into_offset_iter() {
        let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
        let place = page.place(span.start);
        let file = dest_url.split('#').next().unwrap_or_default().replace("%20", " ");
        let file = file.trim_start_matches("./").to_owned();
        if file.is_empty() {
            continue;
        }
        if !file.ends_with(".md") {
            let what = format!("`{file}` is no markdown file");
            complaints.error(place, what, "link the pages of the course only");
        } else if file.starts_with('/') || file.split('/').any(|part| part == "..") {
            complaints.error(
                place,
                format!("`{file}` leaves the course's folder"),
                "put the page into the course's folder",
            );
        } else if pages.iter().any(|other| other.file == file) {
            complaints.error(place, format!("`{file}` is linked twice"), "keep one of the links");
        } else {
            pages.push(Linked { file, place });
        }
    }
    pages
}
