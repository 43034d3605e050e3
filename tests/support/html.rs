//! What a reader of one site sees of a page: the text of the panels that are meant for them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Elements that have no end.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// The text of each panel of a page for a site, in the order of their ends. What a terminal writes out is written out: the
/// marks of lists, and the targets of links that lead elsewhere. A panel's own name is left out.
pub(crate) fn panels(html: &str, site: &str) -> Vec<String> {
    let reader = Reader(RefCell::new(Reading { site: site.to_owned(), ..Reading::default() }));
    let tokenizer = Tokenizer::new(reader, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner().panels
}

#[derive(Default)]
struct Reading {
    site: String,
    open: Vec<Element>,
    panels: Vec<String>,
}

/// An element that has begun and not ended.
struct Element {
    name: String,
    /// The text so far, of a panel that is for the site.
    panel: Option<String>,
    /// Nothing in it is read.
    hidden: bool,
    /// Of `ol`: the number of the next item.
    next: Option<usize>,
    /// Written behind it.
    target: Option<String>,
}

struct Reader(RefCell<Reading>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut reading = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => reading.write(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                reading.begin(&tag);
                return match &*tag.name {
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" => TokenSinkResult::RawData(RawKind::Rawtext),
                    _ => TokenSinkResult::Continue,
                };
            }
            Token::TagToken(tag) => reading.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Reading {
    fn write(&mut self, text: &str) {
        if self.open.iter().all(|element| !element.hidden) {
            for panel in self.open.iter_mut().filter_map(|element| element.panel.as_mut()) {
                panel.push_str(text);
            }
        }
    }

    fn begin(&mut self, tag: &Tag) {
        let name = tag.name.to_string();
        let value = |name: &str| {
            let attribute = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
            attribute.map(|attribute| attribute.value.to_string())
        };
        if VOID.contains(&name.as_str()) || tag.self_closing {
            return;
        }
        if name == "li" {
            let list = self.open.iter_mut().rev().find(|element| element.name == "ol" || element.name == "ul");
            let mark = match list.and_then(|list| list.next.as_mut()) {
                Some(next) => {
                    *next += 1;
                    format!("{}.", *next - 1)
                }
                None => "•".to_owned(),
            };
            self.write(&mark);
        }
        let class = value("class").unwrap_or_default();
        let has_class = |wanted: &str| class.split_whitespace().any(|one| one == wanted);
        let sites = value("data-sites");
        let is_meant = sites.is_some_and(|sites| sites.split_whitespace().any(|site| site == self.site));
        let around = self.open.last();
        let names_a_panel =
            name == "summary" && around.is_some_and(|around| around.panel.is_some() || around.target.is_some());
        // A value that differs from site to site: the reader's own is what a script shows.
        let own = value("data-values").map(|values| {
            let values: BTreeMap<String, String> = serde_json::from_str(&values).expect("values as JSON");
            values.get(&self.site).cloned()
        });
        if let Some(Some(own)) = &own {
            self.write(own);
        }
        let hidden = names_a_panel
            || has_class("panel-name")
            || name == "script"
            || name == "style"
            || matches!(own, Some(Some(_)));
        let start = value("start").and_then(|start| start.parse().ok());
        let next = (name == "ol").then(|| start.unwrap_or(1));
        let target = match name.as_str() {
            "a" => value("href").filter(|target| target.contains("://")).map(|target| format!("({target})")),
            // Its summary names the panel around it.
            "details" if has_class("solution") => Some(String::new()),
            _ => None,
        };
        self.open.push(Element { name, panel: is_meant.then(String::new), hidden, next, target });
    }

    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|element| element.name == name) else { return };
        while self.open.len() > at {
            let Some(element) = self.open.pop() else { return };
            if let Some(target) = element.target {
                self.write(&target);
            }
            self.panels.extend(element.panel);
        }
    }
}
