//! One page of a site as XHTML: its main part, well-formed, without what only a script or a browser can use.

use std::cell::RefCell;
use std::collections::BTreeSet;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use super::package::document;
use crate::book::escape::html;
use crate::book::tokens;

/// Left out with all that is in them: pictures of letters, buttons, and what is for scripts.
const LEFT_OUT: [&str; 6] = ["button", "script", "select", "style", "svg", "textarea"];
/// Left out by their class: what scripts fill.
const FOR_SCRIPTS: [&str; 2] = ["course-sites", "mistake-filter"];
/// Elements without an end.
const VOID: [&str; 6] = ["br", "col", "hr", "img", "input", "wbr"];
/// Attributes that mean something on a page that only is read.
const KEPT: [&str; 11] =
    ["alt", "aria-label", "class", "colspan", "dir", "href", "id", "lang", "rowspan", "start", "title"];

/// A page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) language: String,
    /// The files of the pictures that it shows.
    pub(super) pictures: BTreeSet<String>,
    body: String,
}

impl Page {
    /// Reads a page of a site; nothing where its main part does not nest as it must.
    pub(super) fn read(text: &str) -> Option<Self> {
        let reader = tokens::read(text, Reader::default()).0.into_inner();
        (reader.place == Place::After && reader.nests).then_some(reader.page)
    }

    /// The whole document.
    pub(super) fn document(&self) -> String {
        document(&self.language, &self.title, &self.body)
    }
}

/// The file of an EPUB for a page of a site.
pub(super) fn file_of(page: &str) -> String {
    page.strip_suffix(".html").map_or_else(|| page.to_owned(), |stem| format!("{stem}.xhtml"))
}

/// Where on the page the reader is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Before,
    Main,
    After,
}

#[derive(Debug)]
struct Reading {
    page: Page,
    place: Place,
    /// The open elements, each with what closes it.
    open: Vec<(String, Option<String>)>,
    /// How many open elements are left out.
    left_out: usize,
    in_title: bool,
    nests: bool,
}

impl Default for Reading {
    fn default() -> Self {
        let page = Page { language: "en".to_owned(), ..Page::default() };
        Reading { page, place: Place::Before, open: Vec::new(), left_out: 0, in_title: false, nests: true }
    }
}

#[derive(Default)]
struct Reader(RefCell<Reading>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut reading = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                if tag.kind == TagKind::EndTag {
                    reading.end(&tag.name);
                    return TokenSinkResult::Continue;
                }
                reading.start(&tag);
                // What follows is text up to the end of the element, whatever it looks like.
                match &*tag.name {
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" => TokenSinkResult::RawData(RawKind::Rawtext),
                    "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                    _ => TokenSinkResult::Continue,
                }
            }
            Token::CharacterTokens(text) => {
                reading.text(&text);
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

impl Reading {
    fn start(&mut self, tag: &Tag) {
        let value = |name: &str| {
            let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
            found.map(|attribute| attribute.value.to_string())
        };
        let name = tag.name.to_string();
        match (self.place, name.as_str()) {
            (_, "html") => self.page.language = value("lang").unwrap_or_else(|| self.page.language.clone()),
            (Place::Before, "main") => self.place = Place::Main,
            _ => {}
        }
        if self.place != Place::Main || name == "main" {
            return;
        }
        let classes = value("class").unwrap_or_default();
        let is_left_out = LEFT_OUT.contains(&name.as_str())
            || FOR_SCRIPTS.iter().any(|class| classes.split(' ').any(|has| has == *class));
        let is_void = VOID.contains(&name.as_str()) || (tag.self_closing && self.left_out > 0);
        if self.left_out > 0 || is_left_out {
            if !is_void {
                self.left_out += 1;
                self.open.push((name, None));
            }
            return;
        }
        if name == "input" {
            return;
        }
        if name == "img" {
            return self.picture(tag, &value("src").unwrap_or_default(), &value("alt").unwrap_or_default());
        }
        // A heading's link to itself, and what a click would enlarge: only what stands in them is left.
        if name == "label" || (name == "a" && classes == "header") {
            self.in_title |= name == "a" && self.page.title.is_empty();
            self.open.push((name, Some(String::new())));
            return;
        }
        let (written, class) = match name.as_str() {
            // Not every reader can open a fold, and on paper nobody can.
            "details" => ("div", Some(format!("fold {classes}"))),
            "summary" => ("p", Some("fold-name".to_owned())),
            _ => ("", None),
        };
        let written = if written.is_empty() { name.clone() } else { written.to_owned() };
        self.page.body.push_str(&format!("<{written}{}", attributes(tag, class.as_deref())));
        if is_void {
            self.page.body.push_str("/>");
        } else {
            self.page.body.push('>');
            self.open.push((name, Some(format!("</{written}>"))));
        }
    }

    fn end(&mut self, name: &str) {
        if self.place != Place::Main {
            return;
        }
        if name == "main" {
            self.nests &= self.open.is_empty();
            self.place = Place::After;
            return;
        }
        if VOID.contains(&name) {
            return;
        }
        match self.open.pop() {
            Some((open, close)) if open == name => match close {
                Some(close) => {
                    self.page.body.push_str(&close);
                    self.in_title = false;
                }
                None => self.left_out -= 1,
            },
            _ => self.nests = false,
        }
    }

    fn text(&mut self, text: &str) {
        if self.place != Place::Main || self.left_out > 0 {
            return;
        }
        // XML has no place for other control characters.
        let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        if self.in_title {
            self.page.title.push_str(&text);
        }
        self.page.body.push_str(&html(&text));
    }

    /// A picture of the course; of one that lies elsewhere the words are left.
    fn picture(&mut self, tag: &Tag, source: &str, words: &str) {
        if source.contains(':') || source.starts_with('/') || source.contains("..") {
            self.page.body.push_str(&html(words));
            return;
        }
        self.page.pictures.insert(source.to_owned());
        self.page.body.push_str(&format!("<img src=\"{}\"{}/>", html(source), attributes(tag, None)));
    }
}

/// The attributes of an element that are kept; `class` in place of its own.
fn attributes(tag: &Tag, class: Option<&str>) -> String {
    let mut made = String::new();
    for attribute in &tag.attrs {
        let (name, value) = (&*attribute.name.local, attribute.value.to_string());
        if !KEPT.contains(&name) || (name == "class" && class.is_some()) {
            continue;
        }
        let value = if name == "href" { link(&value) } else { value };
        made.push_str(&format!(" {name}=\"{}\"", html(&value)));
    }
    if let Some(class) = class {
        made.push_str(&format!(" class=\"{}\"", html(class.trim())));
    }
    made
}

/// An address on a page of the site, as the EPUB has it.
fn link(address: &str) -> String {
    if address.contains(':') {
        return address.to_owned();
    }
    let (page, part) = address.split_once('#').map_or((address, None), |(page, part)| (page, Some(part)));
    // What stands behind a question mark is for scripts.
    let page = file_of(page.split('?').next().unwrap_or_default());
    part.map_or_else(|| page.clone(), |part| format!("{page}#{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(main: &str) -> Option<String> {
        Page::read(&format!("<html lang=\"sv\"><script>'<main>'</script><main>{main}</main><p>after"))
            .map(|page| page.body)
    }

    #[test]
    fn what_only_a_browser_can_use_is_left_out_and_folds_are_open() {
        let page = "<h1 id=\"a\"><a class=\"header\" href=\"#a\">A &amp; B</a></h1><details class=\"hint\" open><summary>Hint</summary>\
             <p>x<br>y</p></details><div class=\"course-sites\" hidden><p>z</p></div><svg><path d=\"\"/></svg>\
             <label><input type=\"checkbox\"><img src=\"images/a.svg\" alt=\"A\"></label>";
        assert_eq!(
            body(page).as_deref(),
            Some(
                "<h1 id=\"a\">A &amp; B</h1><div class=\"fold hint\"><p class=\"fold-name\">Hint</p><p>x<br/>y</p></div>\
                 <img src=\"images/a.svg\" alt=\"A\"/>"
            )
        );
        let page = Page::read(&format!("<html lang=\"sv\"><main>{page}</main>")).unwrap();
        assert_eq!((page.title.as_str(), page.language.as_str()), ("A & B", "sv"));
        assert_eq!(page.pictures, BTreeSet::from(["images/a.svg".to_owned()]));
    }

    #[test]
    fn links_lead_to_the_pages_of_the_book_and_pictures_of_others_are_not_fetched() {
        assert_eq!(
            body("<a href=\"venv.html?site=x#y\">v</a><a href=\"https://a.example/b.html\">b</a><img src=\"https://a.example/c.svg\" alt=\"C\">")
                .as_deref(),
            Some("<a href=\"venv.xhtml#y\">v</a><a href=\"https://a.example/b.html\">b</a>C")
        );
    }

    #[test]
    fn what_does_not_nest_is_refused() {
        for wrong in ["<p><em>x</p></em>", "<p>x", "x</p>"] {
            assert_eq!(body(wrong), None, "{wrong}");
        }
    }
}
