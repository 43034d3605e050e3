//! What helps others to find a page: a description of its own, its one address, and a list of all pages.
//!
//! mdbook says the same of every page. Here one line in the head of each is replaced, on the way to the destination; the
//! rest of a page stays as mdbook has made it. Addresses are written only where it is known at which one the site will be.

use std::collections::BTreeMap;
use std::path::Path;

use pulldown_cmark::{Event, Parser, TagEnd};

use crate::lesson::BoxKind;
use crate::lesson::Course;
use crate::lesson::Lesson;
use crate::lesson::Node;
use crate::site::Profile;
use crate::site::fill;

use super::error::BookError;
use super::escape::html;

/// How the line of the description begins, on every page that mdbook makes.
const LINE: &str = "<meta name=\"description\" content=\"";

/// As much of a description as is shown.
const LONGEST: usize = 300;

/// Pages that are copies or parts of others, and are not for finding.
const BESIDE: [&str; 3] = ["404.html", "print.html", "toc.html"];

/// What is to be said of the pages of a site.
#[derive(Debug)]
pub(super) struct Reach {
    /// What each page is about, by its file.
    descriptions: BTreeMap<String, String>,
    /// The page that the site begins with.
    first: Option<String>,
    /// Where the site will be, with a `/` at its end.
    address: Option<String>,
}

impl Reach {
    /// Out of the lessons' own words, with a site's values. `address` is where the pages will be.
    pub(super) fn of(course: &Course, site: &Profile, address: Option<&str>) -> Result<Self, BookError> {
        let address = address.map(checked).transpose()?;
        let described = course.lessons.iter().filter_map(|lesson| Some((page_of(lesson), description(lesson, site)?)));
        Ok(Reach { descriptions: described.collect(), first: course.lessons.first().map(page_of), address })
    }

    /// The path of the site on its host, for pages that are shown at any address.
    pub(super) fn path(&self) -> Option<&str> {
        let address = self.address.as_deref()?;
        let host = address.find("://")? + 3;
        address[host..].find('/').map(|path| &address[host + path..])
    }

    /// A page with what is to be said of it; a file that is none stays as it is.
    pub(super) fn finish(&self, file: &Path, contents: Vec<u8>) -> Vec<u8> {
        let name = file.to_string_lossy();
        // The first page is there twice, and it is the start that is meant.
        let meant = if name == "index.html" { self.first.as_deref().unwrap_or_default() } else { &name };
        let is_page = file.extension().is_some_and(|extension| extension == "html") && !BESIDE.contains(&&*name);
        let (Ok(text), true) = (std::str::from_utf8(&contents), is_page) else { return contents };
        let Some((start, end)) = line(text) else { return contents };
        let mut made = text[..start].to_owned();
        match self.descriptions.get(meant) {
            Some(description) => made.push_str(&format!("{LINE}{}\">", html(description))),
            None => made.push_str(&text[start..end]),
        }
        if let Some(address) = self.canonical(&name) {
            made.push_str(&format!("\n        <link rel=\"canonical\" href=\"{}\">", html(&address)));
        }
        made.push_str(&text[end..]);
        made.into_bytes()
    }

    /// The one address of a page.
    fn canonical(&self, file: &str) -> Option<String> {
        let address = self.address.as_deref()?;
        let is_start = file == "index.html" || self.first.as_deref() == Some(file);
        Some(if is_start { address.to_owned() } else { format!("{address}{file}") })
    }

    /// The list of all pages for search engines, where the address is known.
    pub(super) fn sitemap<'f>(&self, files: impl Iterator<Item = &'f Path>) -> Option<String> {
        let pages = files.map(|file| file.to_string_lossy().into_owned());
        let pages =
            pages.filter(|file| file.ends_with(".html") && file != "index.html" && !BESIDE.contains(&file.as_str()));
        let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
        for page in pages {
            text.push_str(&format!("<url><loc>{}</loc></url>\n", html(&self.canonical(&page)?)));
        }
        text.push_str("</urlset>\n");
        self.address.is_some().then_some(text)
    }
}

/// Where the line of the description stands.
fn line(text: &str) -> Option<(usize, usize)> {
    let start = text.find(LINE)?;
    let content = start + LINE.len();
    let end = text[content..].find("\">")? + content + 2;
    Some((start, end))
}

/// An address under which a site can be: of the web, without a question or a fragment.
fn checked(address: &str) -> Result<String, BookError> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or_default();
    let is_good = !rest.is_empty()
        && !rest.starts_with('/')
        && rest.chars().all(|c| c.is_ascii_alphanumeric() || "-._~/:%+".contains(c));
    if !is_good {
        return Err(BookError::NoAddress(address.to_owned()));
    }
    let slash = if address.ends_with('/') { "" } else { "/" };
    Ok(format!("{address}{slash}"))
}

fn page_of(lesson: &Lesson) -> String {
    lesson.file.strip_suffix(".md").map_or_else(|| lesson.file.to_string(), |stem| format!("{stem}.html"))
}

/// What one learns in a lesson, in its own words and a site's.
fn description(lesson: &Lesson, site: &Profile) -> Option<String> {
    let objectives = lesson.nodes.iter().find_map(|node| match node {
        Node::Boxed { kind: BoxKind::Objectives, body, .. } => Some(fill(body, site).0),
        _ => None,
    })?;
    let mut plain = String::new();
    for event in Parser::new(&objectives) {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Item | TagEnd::Paragraph) => plain.push(' '),
            _ => {}
        }
    }
    let mut text = String::new();
    for word in plain.split_whitespace() {
        if text.len() + word.len() >= LONGEST {
            text.push_str(" …");
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn an_address_ends_with_a_slash_and_is_one_of_the_web() {
        assert_eq!(checked("https://a.example/course").unwrap(), "https://a.example/course/");
        assert_eq!(checked("http://localhost:8000/").unwrap(), "http://localhost:8000/");
        for wrong in ["", "a.example", "https://", "https:///x", "ftp://a", "https://a/?b", "https://a/\"x"] {
            assert!(checked(wrong).is_err(), "{wrong}");
        }
    }
}
