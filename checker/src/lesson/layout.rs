//! Where the folds of a page are, line by line.
//!
//! A `<details>` is HTML to markdown, and what stands directly under its `<summary>` is HTML too: one blank line missing,
//! and a code block's end becomes the beginning of another. So folds are found in the lines, before markdown is read, and
//! a page in which blank lines are missing is read as if they were there (each is complained about). It refuses to know
//! what the folds mean.

use std::ops::Range;

use super::complaints::Complaints;
use super::page::Page;

/// One `<details>` of a page.
#[derive(Debug)]
pub(super) struct Details {
    /// The tag's attributes, as they are written.
    pub(super) attributes: String,
    /// The text of the summary.
    pub(super) summary: String,
    /// From `<details` to the end of `</details>`.
    pub(super) span: Range<usize>,
    /// What stands between the summary and the end.
    pub(super) body: Range<usize>,
    /// The folds in it.
    pub(super) inner: Vec<Details>,
}

/// The page with all blank lines that its folds need, and its folds.
pub(super) fn lay_out(file: &str, source: &str, complaints: &mut Complaints) -> (Page, Vec<Details>) {
    let page = Page::new(file, source);
    let missing = missing_blank_lines(&page, complaints);
    let page = if missing.is_empty() { page } else { Page::with_blank_lines(file, source, &missing) };
    let folds = Builder { page: &page, complaints, open: Vec::new(), done: Vec::new() }.build();
    (page, folds)
}

/// What a line is to a fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Blank,
    Open,
    Close,
    Heading,
    Text,
    /// In a code block or a comment.
    Hidden,
}

/// Sorts a page's lines.
fn lines(page: &Page) -> Vec<Line> {
    let mut fence: Option<Fence> = None;
    let mut comment = false;
    let mut lines = Vec::with_capacity(page.lines());
    for number in 0..page.lines() {
        let line = page.line(number);
        let trimmed = line.trim_start();
        lines.push(if let Some(open) = &fence {
            if open.is_closed_by(line) {
                fence = None;
            }
            Line::Hidden
        } else if comment || trimmed.starts_with("<!--") {
            comment = !line.contains("-->");
            Line::Hidden
        } else if let Some(open) = Fence::opened_by(line) {
            fence = Some(open);
            Line::Hidden
        } else if trimmed.starts_with("<details") {
            Line::Open
        } else if trimmed.starts_with("</details") {
            Line::Close
        } else if line.starts_with("# ") || line.starts_with("## ") {
            Line::Heading
        } else if trimmed.is_empty() {
            Line::Blank
        } else {
            Line::Text
        });
    }
    lines
}

/// The fence of a code block.
struct Fence {
    mark: char,
    length: usize,
}

impl Fence {
    fn opened_by(line: &str) -> Option<Self> {
        let trimmed = line.trim_start();
        let mark = trimmed.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let length = trimmed.chars().take_while(|character| *character == mark).count();
        let info = &trimmed[length..];
        (length >= 3 && !(mark == '`' && info.contains('`'))).then_some(Self { mark, length })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let trimmed = line.trim();
        trimmed.chars().count() >= self.length && trimmed.chars().all(|character| character == self.mark)
    }
}

/// The lines (counted from 0) before which a blank line is missing.
fn missing_blank_lines(page: &Page, complaints: &mut Complaints) -> Vec<usize> {
    let lines = lines(page);
    let mut missing = Vec::new();
    let mut in_head = false;
    for (number, line) in lines.iter().enumerate() {
        in_head = match line {
            Line::Open => true,
            Line::Text => in_head,
            _ => false,
        };
        let ends_summary = in_head && page.line(number).contains("</summary>");
        if ends_summary {
            in_head = false;
        }
        let next = lines.get(number + 1).copied();
        let (what, at) = match (line, next) {
            (Line::Blank, _) | (_, None | Some(Line::Blank)) => continue,
            (_, Some(_)) if ends_summary => ("`</summary>`", number),
            (Line::Close, Some(_)) => ("`</details>`", number),
            (_, Some(Line::Close)) => {
                let what = "missing blank line before `</details>`";
                let hint = "put a blank line before it: without one a forge does not see the end of the text above";
                complaints.error(page.place_of_line(number + 1), what, hint);
                missing.push(number + 1);
                continue;
            }
            _ => continue,
        };
        let hint = "put a blank line after it: without one the markdown below is shown as it is typed";
        complaints.error(page.place_of_line(at), format!("missing blank line after {what}"), hint);
        missing.push(number + 1);
    }
    missing
}

/// A fold whose end has not come yet.
struct Open {
    line: usize,
    attributes: String,
    summary: String,
    body: usize,
    inner: Vec<Details>,
}

struct Builder<'b> {
    page: &'b Page,
    complaints: &'b mut Complaints,
    open: Vec<Open>,
    done: Vec<Details>,
}

impl Builder<'_> {
    fn build(mut self) -> Vec<Details> {
        for (number, line) in lines(self.page).into_iter().enumerate() {
            match line {
                Line::Open => self.open(number),
                Line::Close => self.close(number),
                Line::Heading => self.leave_open(number),
                Line::Blank | Line::Text | Line::Hidden => {}
            }
        }
        self.leave_open(self.page.lines());
        self.done.sort_by_key(|details| details.span.start);
        self.done
    }

    fn open(&mut self, number: usize) {
        let line = self.page.line(number);
        if line.starts_with([' ', '\t']) {
            let hint = "start the line with it: in a list or a quote a fold is not found";
            self.complaints.error(self.page.place_of_line(number), "`<details>` does not start its line", hint);
        }
        let start = self.page.start_of_line(number);
        // The summary ends with the paragraph at the latest.
        let head = &self.page.text[start..];
        let head = &head[..head.find("\n\n").unwrap_or(head.len())];
        let (tag, after_tag) = match head.find('>') {
            Some(end) => (&head[..end], &head[end + 1..]),
            None => {
                let hint = "write the whole tag in one line: `<details class=\"…\">`";
                self.complaints.error(self.page.place_of_line(number), "`<details` without `>`", hint);
                (line, "")
            }
        };
        let attributes = tag.trim_start().trim_start_matches("<details").trim().to_owned();
        let summary = after_tag
            .split_once("<summary>")
            .and_then(|(between, rest)| rest.split_once("</summary>").filter(|_| between.trim().is_empty()))
            .map(|(summary, rest)| (without_tags(summary), rest))
            .filter(|(summary, _)| !summary.is_empty());
        let (summary, body) = match summary {
            Some((summary, rest)) => (summary, start + head.len() - rest.len()),
            None => {
                let hint = "write `<summary>…</summary>` in the next line: what the fold is called";
                self.complaints.error(self.page.place_of_line(number), "fold without a summary", hint);
                (String::new(), start + tag.len() + usize::from(!after_tag.is_empty()))
            }
        };
        let body = body.min(self.page.text.len());
        self.open.push(Open { line: number, attributes, summary, body, inner: Vec::new() });
    }

    fn close(&mut self, number: usize) {
        let start = self.page.start_of_line(number);
        let line = self.page.line(number);
        match self.open.pop() {
            Some(open) => {
                let end = start + line.find('>').map_or(line.len(), |end| end + 1);
                self.put(open, start, end);
            }
            None => {
                let hint = "take it out, or write `<details class=\"…\">` where the fold begins";
                self.complaints.error(self.page.place_of_line(number), "`</details>` closes nothing", hint);
            }
        }
    }

    /// Ends the folds that are open at a heading or at the end of the page: each ends where the next one begins, and what
    /// was taken for folds in them stands beside them.
    fn leave_open(&mut self, here: usize) {
        let (what, hint) = if here < self.page.lines() {
            let hint = "write `</details>` where it ends; a heading of level 1 or 2 cannot stand in a fold";
            ("fold is not closed before the next heading", hint)
        } else {
            let hint = "write `</details>` where it ends, in a line of its own with a blank line before it";
            ("fold is never closed", hint)
        };
        let here = self.page.start_of_line(here);
        let mut open = std::mem::take(&mut self.open).into_iter().peekable();
        while let Some(mut unclosed) = open.next() {
            self.complaints.error(self.page.place_of_line(unclosed.line), what, hint);
            let inner = std::mem::take(&mut unclosed.inner);
            let next = open.peek().map(|next| self.page.start_of_line(next.line));
            let end = inner.first().map(|first| first.span.start).into_iter().chain(next).fold(here, usize::min);
            self.put(unclosed, end, end);
            self.done.extend(inner);
        }
    }

    fn put(&mut self, open: Open, body_end: usize, end: usize) {
        let start = self.page.start_of_line(open.line);
        let details = Details {
            attributes: open.attributes,
            summary: open.summary,
            span: start..end,
            body: open.body.min(body_end)..body_end,
            inner: open.inner,
        };
        match self.open.last_mut() {
            Some(outer) => outer.inner.push(details),
            None => self.done.push(details),
        }
    }
}

/// The text of a piece of HTML.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
