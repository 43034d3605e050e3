//! What a page of HTML refers to, and what can be referred to in it.
//!
//! A real tokenizer reads it: what stands in scripts, styles and comments is neither link nor id.

use std::cell::RefCell;
use std::collections::BTreeMap;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use crate::book::tokens;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The ids of its elements, with their lines.
    pub(super) ids: BTreeMap<String, usize>,
    /// Ids that were there before: the id, its first line, its line.
    pub(super) twins: Vec<(String, usize, usize)>,
    /// What it refers to.
    pub(super) references: Vec<Reference>,
    /// Whether it says itself from where its addresses count.
    pub(super) has_base: bool,
    /// Whether it only sends on to another page.
    pub(super) redirects: bool,
}

/// An address on a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// The element: `a`, `img`, `script`, …
    element: String,
    /// The attribute: `href` or `src`.
    attribute: String,
    /// The address, as it is written.
    pub(super) address: String,
    /// Where.
    pub(super) line: usize,
}

impl Reference {
    /// The reference as the page has it.
    pub(super) fn as_written(&self) -> String {
        format!("<{} {}=\"{}\">", self.element, self.attribute, self.address)
    }

    /// What it is, in a word.
    pub(super) fn kind(&self) -> &'static str {
        match self.element.as_str() {
            "a" | "area" => "link",
            "img" | "image" | "source" => "image",
            _ => "reference",
        }
    }
}

impl Page {
    /// Reads a page. Whatever stands in it, something is read.
    pub(super) fn read(text: &str) -> Self {
        tokens::read(text, Reader::default()).0.into_inner()
    }
}

#[derive(Default)]
struct Reader(RefCell<Page>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else { return TokenSinkResult::Continue };
        if tag.kind == TagKind::EndTag {
            return TokenSinkResult::Continue;
        }
        self.0.borrow_mut().heed(&tag, usize::try_from(line).unwrap_or(usize::MAX));
        // What follows is text up to the end of the element, whatever it looks like.
        match &*tag.name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}

impl Page {
    fn heed(&mut self, tag: &Tag, line: usize) {
        let value = |name: &str| tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
        let value = |name: &str| value(name).map(|attribute| attribute.value.to_string());
        let element = tag.name.to_string();
        // `a name` is what older pages have in place of an id.
        let names = [value("id"), value("name").filter(|_| element == "a")];
        for (index, id) in names.into_iter().enumerate() {
            let Some(id) = id else { continue };
            match self.ids.get(&id) {
                Some(first) if index == 0 => self.twins.push((id, *first, line)),
                Some(_) => {}
                None => drop(self.ids.insert(id, line)),
            }
        }
        match element.as_str() {
            "base" => self.has_base |= value("href").is_some(),
            "meta" => self.redirects |= value("http-equiv").is_some_and(|what| what.eq_ignore_ascii_case("refresh")),
            // It names the page's own address, wherever that will be.
            "link" if value("rel").is_some_and(|relation| relation == "canonical") => {}
            _ => {
                for attribute in ["href", "src", "poster", "data"] {
                    // Only `object` has its file in `data`.
                    if let Some(address) = value(attribute).filter(|_| attribute != "data" || element == "object") {
                        let attribute = attribute.to_owned();
                        self.references.push(Reference { element: element.clone(), attribute, address, line });
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn what_is_in_scripts_styles_and_comments_is_neither_link_nor_id() {
        let page = Page::read(
            "<!-- <a href=\"x\"> -->\n<script>let a = '<a href=\"y\" id=\"b\">';</script>\n<style>p { content: '<p id=\"c\">' }</style>\n\
             <title><a href=\"z\"></title>\n<a id=d HREF='e&amp;f.html'>g</a>\n",
        );
        let found: Vec<(String, usize)> =
            page.references.iter().map(|reference| (reference.as_written(), reference.line)).collect();
        assert_eq!(found, [("<a href=\"e&f.html\">".to_owned(), 5)]);
        assert_eq!(page.ids.into_iter().collect::<Vec<_>>(), [("d".to_owned(), 5)]);
    }

    #[test]
    fn an_id_that_is_there_twice_is_told_with_both_lines() {
        let page = Page::read("<p id=\"a\">\n<a name=\"b\" id=\"b\"></a>\n<p id=\"a\">\n");
        assert_eq!(page.twins, [("a".to_owned(), 1, 3)]);
    }

    #[test]
    fn a_base_and_a_redirect_are_seen() {
        let page = Page::read("<base href=\"/x/\"><meta http-equiv=\"Refresh\" content=\"0; URL=a.html\">");
        assert!(page.has_base && page.redirects);
        assert!(page.references.is_empty());
    }
}
