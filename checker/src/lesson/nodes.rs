//! The nodes of a page: each piece of it under the name of what it is.
//!
//! Here a piece is told from another and refused where it has no place. What an exercise, a mistake or a quiz needs is
//! asked in rooms of their own.

use std::ops::Range;

use super::block::{Alert, Block, BlockKind, Code, Quote};
use super::complaints::Complaints;
use super::console::{Reading, typed_lines};
use super::fence::{Fence, fence};
use super::fold::{BOURNE, fold_class};
use super::layout::Details;
use super::section::Announces;
use super::sheet::{Sheet, without_blank_lines_around};
use super::{BoxKind, Console, Expectation, Fold, FoldClass, Node, Place};

/// What a page is for: a catalogue has mistakes outside of exercises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A lesson, or a page to read.
    Lesson,
    /// The general mistakes.
    Catalogue,
}

const LABELS: [&str; 8] = ["Questions", "Objectives", "Key points", "Note", "Tip", "Important", "Warning", "Caution"];
const ALERTS: [&str; 5] = ["[!NOTE]", "[!TIP]", "[!IMPORTANT]", "[!WARNING]", "[!CAUTION]"];

/// The nodes of a whole page.
pub(super) fn nodes(sheet: &Sheet, role: Role, complaints: &mut Complaints) -> Vec<Node> {
    let mut builder = Builder { sheet, role, complaints };
    builder.complain_of_buried();
    builder.nodes(0..sheet.page.text.len(), &sheet.folds, &[])
}

struct Builder<'b> {
    sheet: &'b Sheet,
    role: Role,
    complaints: &'b mut Complaints,
}

impl Builder<'_> {
    /// The nodes in a range; `inside` names the folds around it, the innermost last.
    fn nodes(&mut self, range: Range<usize>, folds: &[Details], inside: &[FoldClass]) -> Vec<Node> {
        let sheet = self.sheet;
        let mut pieces: Vec<Node> = Vec::new();
        let mut breaks = Vec::new();
        let mut previous: Option<usize> = None;
        let in_fold = |span: &Range<usize>| folds.iter().any(|fold| fold.span.contains(&span.start));
        let own = sheet.blocks.top.iter().filter(|block| range.contains(&block.span.start) && !in_fold(&block.span));
        for block in own {
            let node = self.piece(block, inside, previous.and_then(|index| pieces.get_mut(index)));
            if let BlockKind::Heading { level: 1 | 2, .. } = block.kind {
                breaks.push(block.span.start);
            }
            previous = None;
            if let Some(node) = node {
                if let Node::Console(_) | Node::Given(_) = node {
                    previous = Some(pieces.len());
                }
                pieces.push(node);
            }
        }
        for details in folds {
            pieces.push(Node::Fold(self.fold(details, inside)));
        }
        pieces.sort_by_key(|node| node.span().start);
        self.with_markdown_between(range, pieces, &breaks)
    }

    /// Fills what is between the pieces with markdown, in pieces that end before each break.
    fn with_markdown_between(&self, range: Range<usize>, pieces: Vec<Node>, breaks: &[usize]) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut at = range.start;
        for piece in pieces {
            let span = piece.span();
            self.markdown(at..span.start, breaks, &mut nodes);
            at = at.max(span.end);
            nodes.push(piece);
        }
        self.markdown(at..range.end, breaks, &mut nodes);
        nodes
    }

    fn markdown(&self, gap: Range<usize>, breaks: &[usize], nodes: &mut Vec<Node>) {
        let mut start = gap.start;
        let inner = breaks.iter().copied().filter(|at| *at > gap.start && *at < gap.end);
        for end in inner.chain([gap.end]) {
            let text = self.sheet.page.text.get(start..end).unwrap_or_default();
            let trimmed = without_blank_lines_around(text);
            if !trimmed.is_empty() {
                let from = end - (text.len() - text.trim_end().len()) - trimmed.len();
                nodes.push(Node::Markdown(from..from + trimmed.len()));
            }
            start = end;
        }
    }

    /// The node of one block, when it is more than markdown. `before` is the console block directly before it.
    fn piece(&mut self, block: &Block, inside: &[FoldClass], before: Option<&mut Node>) -> Option<Node> {
        match &block.kind {
            BlockKind::Code(code) => self.code(code, inside, before),
            BlockKind::Quote(quote) => self.quote(quote, &block.span, inside),
            _ => None,
        }
    }

    fn code(&mut self, code: &Code, inside: &[FoldClass], before: Option<&mut Node>) -> Option<Node> {
        let place = self.sheet.place(code.span.start);
        let span = code.span.clone();
        let in_exercise = self.sheet.announced_at(span.start) == Announces::Exercise && inside.is_empty();
        match fence(&code.info, &place, self.complaints) {
            Fence::Ordinary => None,
            Fence::Console(expects) => {
                let expects = match inside.last() {
                    Some(FoldClass::Mistake(_)) if expects == Expectation::Works => Expectation::Either,
                    _ => expects,
                };
                Some(Node::Console(self.console(code, expects, inside)))
            }
            Fence::Given if in_exercise => Some(Node::Given(self.console(code, Expectation::Works, inside))),
            Fence::Given => self.misplaced(place, "`console given` outside of an exercise", IN_EXERCISE),
            Fence::Input => self.input(code, &place, before),
            Fence::Lesson if inside.is_empty() => Some(Node::LessonFence(span)),
            Fence::Lesson => self.misplaced(place, "`toml lesson` in a fold", "put it under the page's title"),
            // The index is known when the exercises are.
            Fence::Exercise if in_exercise => Some(Node::ExerciseFence { index: 0, span }),
            Fence::Exercise => self.misplaced(place, "`toml exercise` outside of an exercise", IN_EXERCISE),
            Fence::Mistake if matches!(inside.last(), Some(FoldClass::Mistake(_))) => Some(Node::MistakeFence(span)),
            Fence::Mistake => {
                let hint = "put it directly into a fold: `<details class=\"mistake\" id=\"…\">`";
                self.misplaced(place, "`toml mistake` outside of a mistake fold", hint)
            }
            Fence::File(path) if in_exercise => Some(Node::GivenFile { path, span }),
            Fence::File(_) => self.misplaced(place, "file outside of an exercise", IN_EXERCISE),
        }
    }

    fn misplaced(&mut self, place: Place, what: &str, hint: &str) -> Option<Node> {
        self.complaints.error(place, what, hint);
        None
    }

    fn console(&mut self, code: &Code, expects: Expectation, inside: &[FoldClass]) -> Console {
        let foreign = inside.iter().any(|class| match class {
            FoldClass::Shell(named) => !named.iter().any(|shell| BOURNE.contains(&shell.as_str())),
            _ => false,
        });
        let reading = if foreign { Reading::Foreign } else { Reading::Bourne };
        let first = self.sheet.first_line(code);
        let lines = typed_lines(&code.text, &self.sheet.page, first, reading, self.complaints);
        Console { expects, lines, span: code.span.clone(), place: self.sheet.place(code.span.start) }
    }

    /// An `input` block stays markdown; its lines are answers to the command before it.
    fn input(&mut self, code: &Code, place: &Place, before: Option<&mut Node>) -> Option<Node> {
        let console = before.and_then(|node| match node {
            Node::Console(console) | Node::Given(console) => Some(console),
            _ => None,
        });
        let Some(console) = console else {
            let hint = "put it directly after the `console` block whose last command asks";
            return self.misplaced(place.clone(), "`input` block without a console block before it", hint);
        };
        if let Some(last) = console.lines.last_mut() {
            last.answers = code.text.lines().map(str::to_owned).collect();
        }
        None
    }

    fn quote(&mut self, quote: &Quote, span: &Range<usize>, inside: &[FoldClass]) -> Option<Node> {
        let place = self.sheet.place(span.start);
        let text = &self.sheet.page.text[span.clone()];
        if quote.alert == Alert::Yes {
            if !inside.is_empty() {
                let hint = "write `> **Note**` and so on in a fold: a forge does not render alerts there";
                self.complaints.warning(place, "alert in a fold", hint);
            }
            return None;
        }
        let first = text.trim_start_matches(['>', ' ']);
        if let Some((alert, _)) = first.split_once(']').filter(|_| first.starts_with("[!")) {
            let alert = format!("{alert}]");
            self.complaints.unknown(place, "box label", &alert, &ALERTS);
            return None;
        }
        let kind = match quote.label.as_deref()? {
            "Questions" => BoxKind::Questions,
            "Objectives" => BoxKind::Objectives,
            "Key points" => BoxKind::KeyPoints,
            label => {
                if !LABELS.contains(&label) {
                    self.complaints.unknown(place, "box label", label, &LABELS);
                }
                return None;
            }
        };
        let body: Vec<&str> = text.lines().skip(1).map(without_quote_mark).collect();
        Some(Node::Boxed { kind, span: span.clone(), body: body.join("\n").trim().to_owned() })
    }

    fn fold(&mut self, details: &Details, inside: &[FoldClass]) -> Fold {
        let place = self.sheet.place(details.span.start);
        let class = fold_class(&details.attributes, &place, self.complaints);
        if let Some(class) = &class {
            self.complain_of_place(class, details, inside, place);
        }
        // A class that is not known must not make more complaints than one.
        let class = class.unwrap_or(FoldClass::More);
        let around: Vec<FoldClass> = inside.iter().chain([&class]).cloned().collect();
        Fold {
            summary: details.summary.clone(),
            span: details.span.clone(),
            body: self.nodes(details.body.clone(), &details.inner, &around),
            body_span: details.body.clone(),
            class,
        }
    }

    fn complain_of_place(&mut self, class: &FoldClass, details: &Details, inside: &[FoldClass], place: Place) {
        let name = match class {
            FoldClass::Hint => "hint",
            FoldClass::Solution(_) => "solution",
            FoldClass::Mistake(_) => "mistake",
            FoldClass::Recover(_) => "recover",
            FoldClass::Answer => "answer",
            _ => return,
        };
        if !inside.is_empty() {
            let hint = "close the fold before it with `</details>` first";
            return self.complaints.error(place, format!("`{name}` fold inside another fold"), hint);
        }
        let announced = self.sheet.announced_at(details.span.start);
        match class {
            FoldClass::Mistake(_) | FoldClass::Recover(_) if self.role == Role::Catalogue => {}
            FoldClass::Answer if announced == Announces::Quiz => {}
            FoldClass::Answer => {
                let hint = "put it under a heading `## Quiz: …`, or use the class `more`";
                self.complaints.error(place, "`answer` fold outside of a quiz", hint);
            }
            _ if announced == Announces::Exercise => {}
            _ => self.complaints.error(place, format!("`{name}` fold outside of an exercise"), IN_EXERCISE),
        }
    }

    fn complain_of_buried(&mut self) {
        for code in &self.sheet.blocks.buried {
            let place = self.sheet.place(code.span.start);
            if fence(&code.info, &place, self.complaints) != Fence::Ordinary {
                let hint = "start its lines without blanks, outside of the list or the quote";
                let what = format!("`{}` block in a list or a quote is not seen", code.info);
                self.complaints.error(place, what, hint);
            }
        }
    }
}

const IN_EXERCISE: &str = "put it under a heading `## Exercise: …`, outside of folds";

/// A line of a quote without its mark.
fn without_quote_mark(line: &str) -> &str {
    match line.trim_start().strip_prefix('>') {
        Some(inner) => inner.strip_prefix(' ').unwrap_or(inner),
        None => line,
    }
}
