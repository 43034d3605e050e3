//! What differs from site to site: `{{name}}` with the values of all who read it.
//!
//! Where all readers have one value it is put in as text. Where they differ, the value of the first stands there in an
//! element that carries those of the others, and a script shows the reader's own.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use crate::lesson::Placeholder;
use crate::lesson::placeholders;
use crate::site::Profile;
use crate::site::fill;

use super::Edit;
use crate::book::escape::{html, inert};

/// Where in a text markdown may stand, and where it is code.
pub(super) struct Contexts {
    texts: Vec<Range<usize>>,
    spans: Vec<(Range<usize>, String)>,
    blocks: Vec<(Range<usize>, String)>,
}

impl Contexts {
    /// Reads a text.
    pub(super) fn of(source: &str) -> Self {
        let mut contexts = Contexts { texts: Vec::new(), spans: Vec::new(), blocks: Vec::new() };
        if placeholders(source).is_empty() {
            return contexts;
        }
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
        let mut in_block = false;
        for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    in_block = true;
                    contexts.blocks.push((range, info.to_string()));
                }
                Event::End(pulldown_cmark::TagEnd::CodeBlock) => in_block = false,
                Event::Code(text) => contexts.spans.push((range, text.to_string())),
                Event::Text(_) if !in_block => contexts.texts.push(range),
                _ => {}
            }
        }
        contexts
    }

    /// What stands in place of a placeholder, or of the code in which it is.
    pub(super) fn edit(&self, source: &str, placeholder: &Placeholder, readers: &[&Profile]) -> Edit {
        let span = &placeholder.span;
        let is_in = |range: &Range<usize>| range.contains(&span.start) && span.end <= range.end;
        let plain = || Edit { range: span.clone(), text: value(&source[span.clone()], readers).0 };
        if let Some((range, text)) = self.spans.iter().find(|(range, _)| is_in(range)) {
            if differs(text, readers) {
                return Edit {
                    range: range.clone(),
                    text: format!("<code>{}</code>", with_values(text, readers, inert)),
                };
            }
            return plain();
        }
        if let Some((range, info)) = self.blocks.iter().find(|(range, _)| is_in(range)) {
            let block = &source[range.clone()];
            let at_margin = range.start == 0 || source[..range.start].ends_with('\n');
            if at_margin && differs(block, readers) {
                return Edit { range: range.clone(), text: code_block(block, info, readers) };
            }
            return plain();
        }
        let covers = |at: usize| self.texts.iter().any(|range| range.contains(&at));
        if covers(span.start) && covers(span.end - 1) && differs(&source[span.clone()], readers) {
            return Edit { range: span.clone(), text: with_values(&source[span.clone()], readers, inert) };
        }
        plain()
    }
}

/// A piece of markdown with the values of its readers.
pub(super) fn filled(text: &str, readers: &[&Profile]) -> String {
    let contexts = Contexts::of(text);
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for placeholder in placeholders(text) {
        if placeholder.span.start < at {
            continue;
        }
        let edit = contexts.edit(text, &placeholder, readers);
        made.push_str(&text[at..edit.range.start]);
        made.push_str(&edit.text);
        at = edit.range.end;
    }
    made.push_str(&text[at..]);
    made
}

/// A text as HTML, with its values; `escape` makes text safe where it will stand.
pub(super) fn with_values(text: &str, readers: &[&Profile], escape: fn(&str) -> String) -> String {
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for placeholder in placeholders(text) {
        made.push_str(&escape(&text[at..placeholder.span.start]));
        at = placeholder.span.end;
        let (shown, others) = value(&text[placeholder.span.clone()], readers);
        let shown = escape(&shown);
        if others.is_empty() {
            made.push_str(&shown);
        } else {
            made.push_str(&format!("<span class=\"value\" data-values=\"{}\">{shown}</span>", html(&pairs(&others))));
        }
    }
    made.push_str(&escape(&text[at..]));
    made
}

/// A map as a JSON object, its keys in order.
pub(super) fn pairs(map: &BTreeMap<&str, String>) -> String {
    // A map of strings is always valid JSON.
    serde_json::to_string(map).unwrap_or_default()
}

fn differs(text: &str, readers: &[&Profile]) -> bool {
    placeholders(text).into_iter().any(|placeholder| !value(&text[placeholder.span], readers).1.is_empty())
}

/// What the first reader has for a placeholder and, when they differ, what each of them has.
fn value<'r>(placeholder: &str, readers: &[&'r Profile]) -> (String, BTreeMap<&'r str, String>) {
    let of = |site: &Profile| Some(fill(placeholder, site)).filter(|(_, unfilled)| unfilled.is_empty()).map(|it| it.0);
    let all: BTreeMap<&str, String> = readers.iter().filter_map(|site| Some((site.id.as_str(), of(site)?))).collect();
    let shown = readers.first().and_then(|site| of(site)).unwrap_or_else(|| placeholder.to_owned());
    let differ = all.values().any(|value| *value != shown);
    (shown, if differ { all } else { BTreeMap::new() })
}

/// A fenced code block as HTML, as mdbook would write it.
fn code_block(block: &str, info: &str, readers: &[&Profile]) -> String {
    let language = info.split([' ', ',']).next().unwrap_or_default();
    let lines: Vec<&str> = block.lines().collect();
    let body = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default().join("\n");
    format!("<pre><code class=\"language-{}\">{}\n</code></pre>\n", html(language), with_values(&body, readers, html))
}
