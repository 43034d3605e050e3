//! Markdown in a terminal: headings, prose, lists, code, folds. What a terminal cannot show (a link's target, say) is
//! written out; nothing is lost.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::clean::Clean;
use super::paint::Paint;
use super::screen::Screen;

/// Inline markdown on one line: code and strong text are painted, everything else is its text.
pub(super) fn inline(text: &str, paint: Paint) -> String {
    let mut line = String::new();
    let mut strong = 0;
    for event in Parser::new(text) {
        match event {
            Event::Text(text) if strong > 0 => line.push_str(&paint.strong(&Clean(&text).to_string())),
            Event::Text(text) | Event::InlineHtml(text) => line.push_str(&Clean(&text).to_string()),
            Event::Code(code) => line.push_str(&format!("`{}`", paint.command(&Clean(&code).to_string()))),
            Event::Start(Tag::Strong) => strong += 1,
            Event::End(TagEnd::Strong) => strong -= 1,
            Event::SoftBreak | Event::HardBreak => line.push(' '),
            _ => {}
        }
    }
    line
}

/// Renders markdown on a screen, with this indent.
pub fn render(screen: &Screen, markdown: &str, indent: usize) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    let mut page = Page {
        screen,
        line: String::new(),
        indent,
        lists: Vec::new(),
        marker: None,
        code: None,
        strong: 0,
        links: Vec::new(),
        table: None,
    };
    for event in Parser::new_ext(markdown, options) {
        page.take(event);
    }
    page.flush();
}

struct Page<'s> {
    screen: &'s Screen,
    line: String,
    indent: usize,
    lists: Vec<Option<u64>>,
    marker: Option<String>,
    code: Option<String>,
    strong: usize,
    links: Vec<String>,
    table: Option<Table>,
}

/// The rows of a table, cell by cell.
type Table = Vec<Vec<String>>;

impl Page<'_> {
    fn take(&mut self, event: Event<'_>) {
        let paint = self.screen.paint;
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None if self.strong > 0 => self.line.push_str(&paint.strong(&Clean(&text).to_string())),
                None => self.line.push_str(&Clean(&text).to_string()),
            },
            Event::Code(code) => self.line.push_str(&paint.command(&Clean(&code).to_string())),
            Event::SoftBreak => self.line.push(' '),
            Event::HardBreak => self.flush(),
            Event::Rule => {
                self.flush();
                self.screen.line(&paint.faint(&"─".repeat(self.screen.width.min(40))));
            }
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            Event::InlineMath(text) | Event::DisplayMath(text) => self.line.push_str(&Clean(&text).to_string()),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.flush();
                self.screen.line("");
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
                if self.lists.len() > 1 {
                    self.indent += 2;
                }
            }
            Tag::Item => {
                self.flush();
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".to_owned(),
                });
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = Some(String::new());
            }
            Tag::BlockQuote(kind) => {
                self.flush();
                if let Some(kind) = kind {
                    let title = format!("{}{kind:?}", " ".repeat(self.indent));
                    self.screen.line(&self.screen.paint.strong(&title));
                }
                self.indent += 2;
            }
            Tag::DefinitionListDefinition => {
                self.flush();
                self.indent += 4;
            }
            Tag::Strong | Tag::DefinitionListTitle => self.strong += 1,
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.push(Vec::new());
                }
            }
            Tag::Link { dest_url, .. } => self.links.push(dest_url.to_string()),
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Vec::new());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let paint = self.screen.paint;
        match tag {
            TagEnd::Heading(level) => {
                let title = std::mem::take(&mut self.line);
                self.screen.line(&paint.strong(&title));
                if level <= HeadingLevel::H2 {
                    let width = width(&title).min(self.screen.width);
                    self.screen.line(&paint.faint(&if level == HeadingLevel::H1 { "═" } else { "─" }.repeat(width)));
                }
                self.screen.line("");
            }
            TagEnd::Paragraph => {
                self.flush();
                if self.lists.is_empty() {
                    self.screen.line("");
                }
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                if self.lists.is_empty() {
                    self.screen.line("");
                } else {
                    self.indent -= 2;
                }
            }
            TagEnd::CodeBlock => self.show_code(),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.indent -= 2;
            }
            TagEnd::DefinitionListDefinition => {
                self.flush();
                self.indent -= 4;
            }
            TagEnd::DefinitionListTitle => {
                self.flush();
                self.strong -= 1;
            }
            TagEnd::Strong => self.strong -= 1,
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.line);
                if let Some(row) = self.table.as_mut().and_then(|table| table.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Table => self.show_table(),
            TagEnd::Link => {
                if let Some(target) = self.links.pop().filter(|target| target.contains("://")) {
                    self.line.push_str(&paint.faint(&format!(" ({})", Clean(&target))));
                }
            }
            TagEnd::Item => self.flush(),
            _ => {}
        }
    }

    fn show_code(&mut self) {
        let code = self.code.take().unwrap_or_default();
        for line in code.lines() {
            let text = Clean(line).to_string();
            let typed = text.starts_with("$ ") || text.starts_with("> ") || text.contains(") $ ");
            let shown = if typed { self.screen.paint.command(&text) } else { text };
            self.screen.line(&format!("{}    {shown}", " ".repeat(self.indent)));
        }
        self.screen.line("");
    }

    /// Columns as wide as their widest cell; the last one is wrapped. Where that leaves too little room, a cell a line.
    fn show_table(&mut self) {
        const LEAST: usize = 16;
        let rows = self.table.take().unwrap_or_default();
        let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max();
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let widths: Vec<usize> = (0..columns.saturating_sub(1)).map(|column| widest(column).unwrap_or(0) + 2).collect();
        let before: usize = self.indent + widths.iter().sum::<usize>();
        let indent = " ".repeat(self.indent);
        for (number, row) in rows.iter().enumerate() {
            let strong = |text: &str| if number == 0 { self.screen.paint.strong(text) } else { text.to_owned() };
            if self.screen.width < before + LEAST {
                for cell in row {
                    self.screen.prose(&strong(cell), self.indent);
                }
                self.screen.line("");
                continue;
            }
            let Some((last, firsts)) = row.split_last() else { continue };
            let padded = |(cell, to): (&String, &usize)| format!("{}{}", strong(cell), " ".repeat(to - width(cell)));
            let start: String = firsts.iter().zip(&widths).map(padded).collect();
            self.screen.hanging(&format!("{indent}{start}"), &strong(last), before);
        }
        if self.screen.width >= before + LEAST {
            self.screen.line("");
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.line);
        if text.trim().is_empty() {
            return;
        }
        let marker = self.marker.take().unwrap_or_default();
        let indent = " ".repeat(self.indent);
        let hanging = if self.lists.is_empty() { 0 } else { 2 };
        let first = format!("{indent}{marker}");
        let rest = format!("{indent}{}", " ".repeat(marker.chars().count().max(hanging)));
        let first = if marker.is_empty() && hanging > 0 { rest.clone() } else { first };
        let options = textwrap::Options::new(self.screen.width)
            .initial_indent(&first)
            .subsequent_indent(&rest)
            .break_words(false);
        for line in textwrap::wrap(text.trim(), options) {
            self.screen.line(&line);
        }
    }
}

/// Columns that a painted text takes.
fn width(text: &str) -> usize {
    textwrap::core::display_width(text)
}
