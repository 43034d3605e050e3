//! One page: from an author's markdown to what mdbook renders.
//!
//! Byte ranges are replaced where the lesson parser found something of ours. Markdown is never printed anew, so that
//! whatever else an author writes reaches mdbook untouched.

use std::ops::Range;

use crate::lesson::Complaint;
use crate::lesson::FoldClass;
use crate::lesson::Lesson;
use crate::lesson::Node;
use crate::lesson::Place;
use crate::lesson::Placeholder;
use crate::lesson::SectionKind;
use crate::lesson::Severity;
use crate::lesson::parse_lesson;
use crate::lesson::parse_troubleshooting;
use crate::lesson::placeholders;
use crate::site::Profile;
use crate::site::fill;

use super::pieces;

/// The page of general mistakes, which may have them outside of exercises.
const TROUBLESHOOTING: &str = "troubleshooting.md";

/// The sites of a course, and the one for which the book is made.
#[derive(Clone, Debug)]
pub(super) struct Sites {
    /// All of them.
    pub(super) all: Vec<Profile>,
    /// The one whose values stand in the text.
    pub(super) chosen: Profile,
}

/// A page's markdown for mdbook, or all that is wrong with the page. A page without a title has nothing of ours but
/// placeholders.
pub(super) fn page(file: &str, text: &str, sites: &Sites) -> Result<String, Vec<Complaint>> {
    let (lesson, of_lesson) = parse_lesson(file, text);
    let complaints = if file == TROUBLESHOOTING { parse_troubleshooting(file, text).1 } else { of_lesson };
    let mut errors: Vec<Complaint> = complaints.into_iter().filter(|one| one.severity == Severity::Error).collect();
    let source = lesson.as_ref().map_or(text, |lesson| &lesson.source);
    let mut page = Page { source, sites, edits: Vec::new(), own: Vec::new() };
    if let Some(lesson) = &lesson {
        page.folds_of_sites(&lesson.nodes);
        page.nodes(lesson, &lesson.nodes);
        page.anchors(lesson);
    }
    for placeholder in placeholders(source) {
        page.placeholder(file, &placeholder, &mut errors);
    }
    if errors.is_empty() { Ok(page.edited()) } else { Err(errors) }
}

/// What stands in place of a range; an empty range is a place to put something.
struct Edit {
    range: Range<usize>,
    text: String,
}

struct Page<'p> {
    source: &'p str,
    sites: &'p Sites,
    edits: Vec<Edit>,
    /// The folds that are for one site alone, the inner ones after the outer ones.
    own: Vec<(Range<usize>, &'p Profile)>,
}

impl<'p> Page<'p> {
    /// A fold for one site shows that site's values, whichever site the book is made for.
    fn folds_of_sites(&mut self, nodes: &[Node]) {
        for node in nodes {
            let Node::Fold(fold) = node else { continue };
            if let FoldClass::Site(names) | FoldClass::Solution(names) = &fold.class
                && let [name] = names.as_slice()
                && let Some(site) = self.sites.all.iter().find(|site| site.id == *name)
            {
                self.own.push((fold.span.clone(), site));
            }
            self.folds_of_sites(&fold.body);
        }
    }

    fn site_at(&self, at: usize) -> &'p Profile {
        let own = self.own.iter().rev().find(|(range, _)| range.contains(&at));
        own.map_or(&self.sites.chosen, |(_, site)| site)
    }

    fn nodes(&mut self, lesson: &Lesson, nodes: &[Node]) {
        for node in nodes {
            let range = node.span();
            match node {
                Node::LessonFence(_) => self.replace(range, pieces::times(lesson)),
                Node::MistakeFence(_) => self.replace(range, String::new()),
                Node::ExerciseFence { index, .. } => {
                    if let Some(exercise) = lesson.exercises.get(*index) {
                        let site = self.site_at(range.start);
                        self.replace(range, pieces::tasks(exercise, |text| fill(text, site).0));
                    }
                }
                Node::GivenFile { path, .. } => {
                    self.replace(range.start..range.start, pieces::file_caption(path));
                    self.without_file_word(range);
                }
                Node::Given(_) => self.replace(range.start..range.start, pieces::given_caption()),
                Node::Fold(fold) => self.nodes(lesson, &fold.body),
                Node::Markdown(_) => self.without_comments(range),
                Node::Boxed { .. } | Node::Console(_) => {}
            }
        }
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

    fn anchors(&mut self, lesson: &Lesson) {
        for section in &lesson.sections {
            if let SectionKind::Exercise(index) = section.kind
                && let Some(exercise) = lesson.exercises.get(index)
            {
                self.replace(section.span.start..section.span.start, pieces::anchor(&exercise.id));
            }
        }
    }

    fn placeholder(&mut self, file: &str, placeholder: &Placeholder, errors: &mut Vec<Complaint>) {
        let Range { start, end } = placeholder.span;
        let (filled, unfilled) = fill(&self.source[start..end], self.site_at(start));
        for missing in unfilled {
            let text = self.source.lines().nth(placeholder.line - 1).unwrap_or_default().to_owned();
            let hint =
                format!("write a default, `{{{{{}|…}}}}`, or a value into `sites/{}.toml`", missing.name, missing.site);
            let place = Place { file: file.into(), line: placeholder.line, text };
            errors.push(Complaint { severity: Severity::Error, place, what: missing.to_string(), hint });
        }
        if !self.edits.iter().any(|edit| edit.range.contains(&start)) {
            self.replace(start..end, filled);
        }
    }

    fn replace(&mut self, range: Range<usize>, text: String) {
        self.edits.push(Edit { range, text });
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
