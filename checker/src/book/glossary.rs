//! Links from the first use of a term in a lesson to the glossary.
//!
//! Only running text is looked at: no code, heading, link, quote or fold. There a link would say too much, or would be in
//! the way. It works on a page that is ready for mdbook, and changes nothing else in it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use regex::Regex;

use crate::lesson::anchor;

/// The glossary's file.
const FILE: &str = "glossary.md";
/// The glossary's id among the lessons.
pub(super) const ID: &str = "glossary";

/// The terms of a glossary.
#[derive(Clone, Debug)]
pub(super) struct Glossary {
    /// Any one of the terms, the longest first.
    any: Regex,
    /// Where each term stands, by the term in small letters.
    ids: BTreeMap<String, String>,
}

impl Glossary {
    /// Reads the terms of a definition list. A term that is written as code is left out, because it is code in lessons too.
    pub(super) fn read(markdown: &str) -> Option<Self> {
        let mut ids = BTreeMap::new();
        let mut term: Option<String> = None;
        for event in Parser::new_ext(markdown, options()) {
            match event {
                Event::Start(Tag::DefinitionListTitle) => term = Some(String::new()),
                Event::Text(text) => term.iter_mut().for_each(|term| term.push_str(&text)),
                Event::Code(_) => term = None,
                Event::End(TagEnd::DefinitionListTitle) => {
                    if let Some(term) = term.take() {
                        ids.insert(term.to_lowercase(), anchor(&term));
                    }
                }
                _ => {}
            }
        }
        let mut terms: Vec<&String> = ids.keys().collect();
        terms.sort_by_key(|term| std::cmp::Reverse(term.len()));
        // A term of several words may stand at the end of a line.
        let words = |term: &&String| term.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r"\s+");
        let alternatives: Vec<String> = terms.iter().map(words).collect();
        let any = Regex::new(&format!(r"(?i)\b({})(?:e?s)?\b", alternatives.join("|"))).ok()?;
        (!ids.is_empty()).then_some(Self { any, ids })
    }

    /// The page `file`, with a link at the first use of each term.
    pub(super) fn link(&self, file: &str, markdown: &str) -> String {
        let up = "../".repeat(file.matches('/').count());
        let mut linked = BTreeSet::new();
        let mut text = String::with_capacity(markdown.len() + 1024);
        let mut at = 0;
        for run in running_text(markdown) {
            for found in self.any.captures_iter(&markdown[run.clone()]) {
                let (Some(whole), Some(term)) = (found.get(0), found.get(1)) else { continue };
                let range = run.start + whole.start()..run.start + whole.end();
                let term = term.as_str().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
                let Some(id) = self.ids.get(&term).filter(|_| stands_alone(markdown, &range)) else { continue };
                if linked.insert(term) {
                    text.push_str(&markdown[at..range.start]);
                    text.push_str(&format!("[{}]({up}{FILE}#{id})", &markdown[range.clone()]));
                    at = range.end;
                }
            }
        }
        text.push_str(&markdown[at..]);
        text
    }
}

/// A word that is part of a path, of an option or of a longer name is not the term.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let joins = |character: char| "-_/\\@=~$<>[]{}".contains(character);
    let after = &text[range.end..];
    let before_is_free = !text[..range.start].ends_with(joins) && !text[..range.start].ends_with('.');
    let dotted = after.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    before_is_free && !after.starts_with(joins) && !dotted
}

/// The stretches of a page that are nothing but text.
fn running_text(markdown: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut around = Around::default();
    let mut goes_on = false;
    for (event, span) in Parser::new_ext(markdown, options()).into_offset_iter() {
        let is_text = matches!(event, Event::Text(_) | Event::SoftBreak) && around.is_free();
        match runs.last_mut() {
            Some(run) if is_text && goes_on => run.end = span.end,
            _ if is_text => runs.push(span),
            _ => {}
        }
        goes_on = is_text;
        around.heed(&event);
    }
    runs
}

/// What stands around the text: how many headings, links, elements and so on are open.
#[derive(Default)]
struct Around {
    /// Of markdown.
    marked: usize,
    /// Of HTML between paragraphs.
    blocks: usize,
    /// Of HTML within a paragraph.
    inline: usize,
}

impl Around {
    fn is_free(&self) -> bool {
        self.marked == 0 && self.blocks == 0 && self.inline == 0
    }

    fn heed(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(
                Tag::Heading { .. } | Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_),
            ) => self.marked += 1,
            Event::End(
                TagEnd::Heading(_) | TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock | TagEnd::BlockQuote(_),
            ) => {
                self.marked = self.marked.saturating_sub(1);
            }
            Event::Start(Tag::Paragraph | Tag::Item) => self.inline = 0,
            Event::Html(html) => count(html, &mut self.blocks),
            Event::InlineHtml(html) => count(html, &mut self.inline),
            _ => {}
        }
    }
}

/// Counts the elements that a piece of HTML opens and closes.
fn count(html: &str, open: &mut usize) {
    for tag in html.split('<').skip(1) {
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_void = matches!(name, "" | "br" | "hr" | "img" | "input" | "wbr") || tag.contains("/>");
        if !is_void && tag.starts_with('/') {
            *open = open.saturating_sub(1);
        } else if !is_void {
            *open += 1;
        }
    }
}

/// As mdbook reads a page.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

#[cfg(test)]
mod tests {
    use super::Glossary;

    const TERMS: &str =
        "# Glossary\n\nbase\n: One.\n\nbase Python\n: Two.\n\nindex\n: Three.\n\n`PATH`\n: Four.\n\npip\n: Five.\n";

    fn linked(text: &str) -> String {
        Glossary::read(TERMS).unwrap().link("lesson.md", text)
    }

    #[test]
    fn the_first_use_of_a_term_is_linked_and_no_later_one() {
        assert_eq!(
            linked("An index, two indexes.\n\nThe index.\n"),
            "An [index](glossary.md#index), two indexes.\n\nThe index.\n"
        );
        assert_eq!(linked("Pip asks indexes.\n"), "[Pip](glossary.md#pip) asks [indexes](glossary.md#index).\n");
    }

    #[test]
    fn the_longer_term_is_meant_even_over_the_end_of_a_line() {
        assert_eq!(linked("the base\nPython\n"), "the [base\nPython](glossary.md#base-python)\n");
        assert_eq!(linked("a base of it\n"), "a [base](glossary.md#base) of it\n");
    }

    #[test]
    fn code_headings_links_quotes_and_elements_stay_as_they_are() {
        for text in [
            "# The index\n",
            "`pip` and `base`\n",
            "```console\n$ pip list\n```\n",
            "[the index](x.md)\n",
            "> an index\n",
            "![an index](x.svg)\n",
            "<details>\n<summary>pip</summary>\n\nan index\n\n</details>\n",
            "<span class=\"value\">pip</span>\n",
            "https://index.example/pip and pip-tools, pip.conf, the .pip, PATH\n",
        ] {
            assert_eq!(linked(text), text);
        }
    }

    #[test]
    fn a_page_in_a_folder_finds_the_glossary() {
        let glossary = Glossary::read(TERMS).unwrap();
        assert_eq!(glossary.link("a/b.md", "pip\n"), "[pip](../glossary.md#pip)\n");
        assert!(Glossary::read("# Glossary\n\nNothing yet.\n").is_none());
    }
}
