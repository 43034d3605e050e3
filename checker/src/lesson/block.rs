//! The blocks of a page: headings, code blocks, quotes, lists, as pulldown-cmark finds them.
//!
//! Only what stands at the top of the page is a block; text is kept as byte ranges, because what an author wrote is
//! markdown and stays markdown. It refuses to know what a block means.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A top-level block of a page.
#[derive(Debug)]
pub(super) struct Block {
    /// Where it stands.
    pub(super) span: Range<usize>,
    /// What it is.
    pub(super) kind: BlockKind,
}

/// What a block is.
#[derive(Debug)]
pub(super) enum BlockKind {
    /// A heading, with its level and the span of its text.
    Heading { level: usize, title: Range<usize> },
    /// A fenced code block.
    Code(Code),
    /// A quote.
    Quote(Quote),
    /// A list.
    List(Vec<Item>),
    /// Everything else.
    Other,
}

/// A fenced code block.
#[derive(Clone, Debug)]
pub(super) struct Code {
    /// What stands after the opening fence.
    pub(super) info: String,
    /// What is in it.
    pub(super) text: String,
    /// Where it stands.
    pub(super) span: Range<usize>,
}

/// A quote: `>` at the start of its lines.
#[derive(Debug)]
pub(super) struct Quote {
    /// Whether it is one of the five alerts.
    pub(super) alert: Alert,
    /// Bold text that is all of its first paragraph, or all of the paragraph's first line.
    pub(super) label: Option<String>,
}

/// Whether a quote is an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alert {
    /// `> [!NOTE]` and its like.
    Yes,
    /// A plain quote.
    No,
}

/// An item of a list.
#[derive(Debug)]
pub(super) struct Item {
    /// The item's content, without its mark.
    pub(super) span: Range<usize>,
    /// How it begins.
    pub(super) start: ItemStart,
}

/// How a list's item begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemStart {
    /// With bold text.
    Bold,
    /// With anything else.
    Plain,
}

/// The blocks of a page.
#[derive(Debug)]
pub(super) struct Blocks {
    /// Those at the top, in order.
    pub(super) top: Vec<Block>,
    /// Code blocks inside lists and quotes: nothing of ours works there.
    pub(super) buried: Vec<Code>,
}

/// The options of mdbook 0.5, so that the site and the terminal see the same page.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// Finds the blocks of a page.
pub(super) fn blocks(text: &str) -> Blocks {
    let mut blocks = Blocks { top: Vec::new(), buried: Vec::new() };
    let mut events = Vec::new();
    let mut depth = 0_usize;
    for (event, span) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        events.push((event, span));
        if depth == 0 {
            blocks.take(text, &events);
            events.clear();
        }
    }
    blocks
}

type Spanned<'e> = (Event<'e>, Range<usize>);

impl Blocks {
    /// Takes the events of one top-level block.
    fn take(&mut self, text: &str, events: &[Spanned<'_>]) {
        let Some((first, span)) = events.first() else { return };
        let span = span.clone();
        let kind = match first {
            Event::Start(Tag::Heading { level, .. }) => {
                BlockKind::Heading { level: level_of(*level), title: inner_span(events, &span) }
            }
            Event::Start(Tag::CodeBlock(kind)) => BlockKind::Code(code(kind, events, &span)),
            Event::Start(Tag::BlockQuote(kind)) => {
                let alert = if kind.is_some() { Alert::Yes } else { Alert::No };
                BlockKind::Quote(Quote { alert, label: label(text, events) })
            }
            Event::Start(Tag::List(_)) => BlockKind::List(items(events)),
            _ => BlockKind::Other,
        };
        if !matches!(kind, BlockKind::Code(_)) {
            self.take_buried(events);
        }
        self.top.push(Block { span, kind });
    }

    fn take_buried(&mut self, events: &[Spanned<'_>]) {
        for (index, (event, span)) in events.iter().enumerate() {
            if let Event::Start(Tag::CodeBlock(kind)) = event {
                let end = events[index..].iter().position(|(event, _)| matches!(event, Event::End(TagEnd::CodeBlock)));
                let events = &events[index..index + end.unwrap_or_default()];
                self.buried.push(code(kind, events, span));
            }
        }
    }
}

fn level_of(level: HeadingLevel) -> usize {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// From the start of the first inner event to the end of the last.
fn inner_span(events: &[Spanned<'_>], outer: &Range<usize>) -> Range<usize> {
    let inner = events.get(1..events.len().saturating_sub(1)).unwrap_or_default();
    let start = inner.iter().map(|(_, span)| span.start).min();
    let end = inner.iter().map(|(_, span)| span.end).max();
    start.zip(end).map_or(outer.end..outer.end, |(start, end)| start..end)
}

fn code(kind: &CodeBlockKind<'_>, events: &[Spanned<'_>], span: &Range<usize>) -> Code {
    let info = match kind {
        CodeBlockKind::Fenced(info) => info.trim().to_owned(),
        CodeBlockKind::Indented => String::new(),
    };
    let text = events
        .iter()
        .filter_map(|(event, _)| if let Event::Text(text) = event { Some(text.as_ref()) } else { None })
        .collect();
    Code { info, text, span: span.clone() }
}

/// The bold text with which a quote begins, when nothing else stands in its line.
fn label(text: &str, events: &[Spanned<'_>]) -> Option<String> {
    let mut events = events.iter().skip(1);
    let (Event::Start(Tag::Paragraph), _) = events.next()? else { return None };
    let (Event::Start(Tag::Strong), _) = events.next()? else { return None };
    let mut span: Option<Range<usize>> = None;
    for (event, inner) in events.by_ref() {
        if let Event::End(TagEnd::Strong) = event {
            break;
        }
        span = Some(span.map_or(inner.clone(), |span| span.start..inner.end));
    }
    match events.next()? {
        (Event::End(TagEnd::Paragraph) | Event::SoftBreak | Event::HardBreak, _) => {
            span.and_then(|span| text.get(span)).map(str::to_owned)
        }
        _ => None,
    }
}

/// The items of a list, those of lists in it left out.
fn items(events: &[Spanned<'_>]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Item) => {
                if depth == 0 {
                    start = index;
                }
                depth += 1;
            }
            Event::End(TagEnd::Item) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    items.push(item(&events[start..=index]));
                }
            }
            _ => {}
        }
    }
    items
}

fn item(events: &[Spanned<'_>]) -> Item {
    let outer = events.first().map_or(0..0, |(_, span)| span.clone());
    let first = events.iter().skip(1).find(|(event, _)| !matches!(event, Event::Start(Tag::Paragraph)));
    let start = match first {
        Some((Event::Start(Tag::Strong), _)) => ItemStart::Bold,
        _ => ItemStart::Plain,
    };
    Item { span: inner_span(events, &outer), start }
}
