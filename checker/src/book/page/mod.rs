//! One page: from an author's markdown to what mdbook renders.
//!
//! Byte ranges are replaced where the lesson parser found something of ours. Markdown is never printed anew, so that
//! whatever else an author writes reaches mdbook untouched. What a page shows without JavaScript is whole; the scripts of
//! the theme only choose, fold and tick.

mod cards;
mod console;
mod panels;
mod pieces;
mod values;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::lesson::Complaint;
use crate::lesson::Console;
use crate::lesson::FoldClass;
use crate::lesson::Lesson;
use crate::lesson::Mistake;
use crate::lesson::Node;
use crate::lesson::Place;
use crate::lesson::Placeholder;
use crate::lesson::Severity;
use crate::lesson::parse_lesson;
use crate::lesson::parse_troubleshooting;
use crate::lesson::placeholders;
use crate::site::Profile;
use crate::site::fill;

use self::panels::Panels;
use self::values::Contexts;

/// The page of general mistakes, which may have them outside of exercises.
const TROUBLESHOOTING: &str = "troubleshooting.md";

/// The sites of a course, and the one for which the book is made.
#[derive(Clone, Debug)]
pub(super) struct Sites {
    /// All of them.
    pub(super) all: Vec<Profile>,
    /// The one whose values stand in the text.
    pub(super) chosen: Profile,
    /// What the terminal showed there while solutions were typed, by exercise.
    pub(super) transcripts: BTreeMap<String, String>,
}

/// A page's markdown for mdbook, or all that is wrong with the page. A page without a title has nothing of ours but
/// placeholders. `known` is the page as a lesson with nothing wrong, where it was read before.
pub(super) fn page(file: &str, text: &str, sites: &Sites, known: Option<&Lesson>) -> Result<String, Vec<Complaint>> {
    let is_catalogue = file == TROUBLESHOOTING;
    let (read, of_lesson) = if known.is_some() { (None, Vec::new()) } else { parse_lesson(file, text) };
    let (catalogue, complaints) =
        if is_catalogue { parse_troubleshooting(file, text) } else { (Vec::new(), of_lesson) };
    let lesson = known.or(read.as_ref());
    let mut errors: Vec<Complaint> = complaints.into_iter().filter(|one| one.severity == Severity::Error).collect();
    let source = lesson.map_or(text, |lesson| &lesson.source);
    let panels = lesson.map(|lesson| panels::of(&lesson.nodes, sites)).unwrap_or_default();
    let mut page = Page { source, sites, panels: &panels, edits: Vec::new() };
    if let Some(lesson) = lesson {
        page.panels();
        page.sections(lesson);
        page.nodes(lesson, &lesson.nodes);
        let own = lesson.exercises.iter().flat_map(|exercise| &exercise.mistakes);
        let mistakes: Vec<&Mistake> = catalogue.iter().chain(own).collect();
        page.outputs_of_mistakes(&lesson.nodes, &mistakes);
        if is_catalogue {
            page.filter(lesson);
        }
    }
    page.values(file, &mut errors);
    if errors.is_empty() { Ok(page.edited()) } else { Err(errors) }
}

/// What every page has behind its text: the sites to choose from.
pub(super) fn end(sites: &Sites) -> String {
    pieces::course_sites(sites)
}

/// What stands in place of a range; an empty range is a place to put something.
struct Edit {
    range: Range<usize>,
    text: String,
}

struct Page<'p> {
    source: &'p str,
    sites: &'p Sites,
    panels: &'p Panels,
    edits: Vec<Edit>,
}

impl<'p> Page<'p> {
    /// The sites whose people read what stands here, the one whose values are printed first.
    fn readers_at(&self, at: usize) -> Vec<&'p Profile> {
        let mut readers: Vec<&Profile> = match self.panels.sites_at(at) {
            Some(named) => named.iter().filter_map(|id| self.sites.all.iter().find(|site| site.id == *id)).collect(),
            None => self.sites.all.iter().collect(),
        };
        // A stable sort: the site of the book first, the others in their order.
        readers.sort_by_key(|site| site.id != self.sites.chosen.id);
        if readers.is_empty() {
            readers.push(&self.sites.chosen);
        }
        readers
    }

    /// Runs of folds for sites or shells, with what opens and closes them.
    fn panels(&mut self) {
        for edit in self.panels.edits() {
            self.edits.push(edit);
        }
    }

    fn nodes(&mut self, lesson: &Lesson, nodes: &[Node]) {
        for node in nodes {
            let range = node.span();
            match node {
                Node::LessonFence(_) => self.replace(range, pieces::times(lesson)),
                Node::MistakeFence(_) => self.replace(range, String::new()),
                Node::ExerciseFence { index, .. } => {
                    if let Some(exercise) = lesson.exercises.get(*index) {
                        let readers = self.readers_at(range.start);
                        self.replace(range, pieces::tasks(exercise, |text| values::filled(text, &readers)));
                    }
                }
                Node::GivenFile { path, .. } => {
                    self.insert(range.start, pieces::file_caption(path));
                    self.without_file_word(range);
                }
                Node::Given(given) => {
                    let block = self.terminal(given, console::GIVEN);
                    self.replace(range, pieces::given_caption() + &block);
                }
                Node::Console(typed) => {
                    let block = self.terminal(typed, console::TYPED);
                    self.replace(range, block);
                }
                Node::Boxed { kind, .. } => {
                    let (open, close) = pieces::boxed(*kind);
                    self.insert(range.start, open);
                    self.insert(range.end, close);
                }
                Node::Fold(fold) => self.nodes(lesson, &fold.body),
                Node::Markdown(_) => self.without_comments(range),
            }
        }
    }

    fn terminal(&self, console: &Console, class: &str) -> String {
        console::terminal(&self.source[console.span.clone()], console, &self.readers_at(console.span.start), class)
    }

    /// Comments are notes of authors. A line that is one is left out, but not in a code block that shows one.
    fn without_comments(&mut self, markdown: Range<usize>) {
        let mut at = markdown.start;
        let mut in_code = false;
        for line in self.source[markdown].split_inclusive('\n') {
            let text = line.trim();
            in_code ^= text.starts_with("```");
            if !in_code && text.starts_with("<!--") && text.ends_with("-->") {
                self.replace(at..at + line.len(), String::new());
            }
            at += line.len();
        }
    }

    /// `file=NAME` would become a class of the code block; the caption says it already.
    fn without_file_word(&mut self, fence: Range<usize>) {
        let head = self.source[fence.clone()].lines().next().unwrap_or_default();
        let Some(from) = head.find("file=") else { return };
        let length = head[from..].find(char::is_whitespace).unwrap_or(head.len() - from);
        let start = fence.start + head[..from].trim_end().len();
        self.replace(start..fence.start + from + length, String::new());
    }

    /// The patterns by which a mistake knows its error message stand at its fold, for the page's filter.
    fn outputs_of_mistakes(&mut self, nodes: &[Node], mistakes: &[&Mistake]) {
        for node in nodes {
            let Node::Fold(fold) = node else { continue };
            let FoldClass::Mistake(id) = &fold.class else { continue };
            let Some(mistake) = mistakes.iter().find(|mistake| mistake.id == *id) else { continue };
            let attribute = pieces::outputs(mistake);
            if !attribute.is_empty() {
                self.insert(fold.span.start + "<details".len(), attribute);
            }
        }
    }

    /// Where the catalogue's filter box goes: under the introduction.
    fn filter(&mut self, lesson: &Lesson) {
        let second = lesson.sections.get(1).map_or(self.source.len(), |section| section.span.start);
        self.insert(second, pieces::filter());
    }

    fn values(&mut self, file: &str, errors: &mut Vec<Complaint>) {
        let contexts = Contexts::of(self.source);
        for placeholder in placeholders(self.source) {
            let at = placeholder.span.start;
            let readers = self.readers_at(at);
            self.complain_of_unfilled(file, &placeholder, &readers, errors);
            if !self.edits.iter().any(|edit| edit.range.contains(&at)) {
                self.edits.push(contexts.edit(self.source, &placeholder, &readers));
            }
        }
    }

    fn complain_of_unfilled(
        &self,
        file: &str,
        placeholder: &Placeholder,
        readers: &[&Profile],
        errors: &mut Vec<Complaint>,
    ) {
        let Some(first) = readers.first() else { return };
        for missing in fill(&self.source[placeholder.span.clone()], first).1 {
            let text = self.source.lines().nth(placeholder.line - 1).unwrap_or_default().to_owned();
            let hint =
                format!("write a default, `{{{{{}|…}}}}`, or a value into `sites/{}.toml`", missing.name, missing.site);
            let place = Place { file: file.into(), line: placeholder.line, text };
            errors.push(Complaint { severity: Severity::Error, place, what: missing.to_string(), hint });
        }
    }

    fn replace(&mut self, range: Range<usize>, text: String) {
        self.edits.push(Edit { range, text });
    }

    fn insert(&mut self, at: usize, text: String) {
        self.edits.push(Edit { range: at..at, text });
    }

    fn edited(mut self) -> String {
        self.edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut text = String::with_capacity(self.source.len());
        let mut at = 0;
        for edit in &self.edits {
            text.push_str(&self.source[at..edit.range.start]);
            text.push_str(&edit.text);
            at = edit.range.end;
        }
        text.push_str(&self.source[at..]);
        text
    }
}
