//! A lesson's page: its pieces in order, its folds and console blocks.

use std::ops::Range;
use std::sync::Arc;

use super::{Exercise, Place, Quiz};

/// One lesson.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The file's stem.
    pub id: String,
    /// The first heading.
    pub title: String,
    /// The file, relative to the course folder.
    pub file: Arc<str>,
    /// The whole markdown. Where a blank line was missing around a fold it is there, so that spans hold.
    pub source: Arc<str>,
    /// Whether it teaches, or is only there to be read.
    pub kind: PageKind,
    /// Minutes of teaching, from the `toml lesson` fence.
    pub teaching: u32,
    /// What a machine must have for it.
    pub needs: Vec<String>,
    /// The page in order: every byte of the source belongs to exactly one top-level node, or is blank.
    pub nodes: Vec<Node>,
    /// Its sections, from one heading of level 1 or 2 to the next; what stands before the first heading is in none.
    pub sections: Vec<Section>,
    /// The exercises, in order.
    pub exercises: Vec<Exercise>,
    /// The quizzes, in order.
    pub quizzes: Vec<Quiz>,
}

impl Lesson {
    /// How long it takes, its exercises included.
    pub fn minutes(&self) -> u32 {
        self.teaching + self.exercises.iter().map(|exercise| exercise.minutes).sum::<u32>()
    }
}

/// Whether a page teaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// It has a `toml lesson` fence or an exercise, and should have the three boxes.
    Lesson,
    /// A page to read, such as a glossary.
    Plain,
}

/// A part of a page under its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is.
    pub kind: SectionKind,
    /// The heading as markdown, without `Exercise:` or `Quiz:`.
    pub title: String,
    /// From the heading to the next one, or to the end.
    pub span: Range<usize>,
}

/// What a section of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// Text.
    Plain,
    /// The lesson's `exercises[n]`.
    Exercise(usize),
    /// The lesson's `quizzes[n]`.
    Quiz(usize),
}

/// A piece of a lesson's page. Spans are byte ranges of the lesson's source.
#[derive(Clone, Debug)]
pub enum Node {
    /// Markdown that is not ours: headings, paragraphs, lists, tables, other fences, `input` fences. A piece never
    /// reaches over a heading of level 1 or 2.
    Markdown(Range<usize>),
    /// One of the boxes that every lesson has.
    Boxed {
        /// Which box.
        kind: BoxKind,
        /// Where the whole quote stands.
        span: Range<usize>,
        /// Its content as markdown, without the quote marks and the label.
        body: String,
    },
    /// A console block outside a fold.
    Console(Console),
    /// A `console given` block: it prepares an exercise's start, and nobody types it.
    Given(Console),
    /// A `<details class="…">` fold.
    Fold(Fold),
    /// The `toml exercise` fence of the lesson's `exercises[n]`.
    ExerciseFence {
        /// Which exercise.
        index: usize,
        /// Where the fence stands.
        span: Range<usize>,
    },
    /// A file that stands in the exercise's folder at the start.
    GivenFile {
        /// Its path, relative to the exercise's folder.
        path: String,
        /// Where the fence stands.
        span: Range<usize>,
    },
    /// The `toml lesson` fence.
    LessonFence(Range<usize>),
    /// The `toml mistake` fence of a fold.
    MistakeFence(Range<usize>),
}

impl Node {
    /// Where it stands in the lesson's source.
    pub fn span(&self) -> Range<usize> {
        match self {
            Node::Markdown(span) | Node::LessonFence(span) | Node::MistakeFence(span) => span.clone(),
            Node::Boxed { span, .. } | Node::ExerciseFence { span, .. } | Node::GivenFile { span, .. } => span.clone(),
            Node::Console(console) | Node::Given(console) => console.span.clone(),
            Node::Fold(fold) => fold.span.clone(),
        }
    }
}

/// The boxes that every lesson has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxKind {
    /// `> **Questions**`
    Questions,
    /// `> **Objectives**`
    Objectives,
    /// `> **Key points**`
    KeyPoints,
}

/// A fold: `<details class="…">`.
#[derive(Clone, Debug)]
pub struct Fold {
    /// What it is for.
    pub class: FoldClass,
    /// The text of its `<summary>`.
    pub summary: String,
    /// The whole fold, from `<details` to the end of `</details>`.
    pub span: Range<usize>,
    /// What stands in it, after the summary.
    pub body: Vec<Node>,
    /// The byte range of what stands in it.
    pub body_span: Range<usize>,
}

/// What a fold is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoldClass {
    /// `site uppmax hpc2n`: for these sites; `other` stands for all that its neighbours do not name.
    Site(Vec<String>),
    /// `has modules`: for sites with that capability.
    Has(String),
    /// `shell bash zsh`: for people of these shells.
    Shell(Vec<String>),
    /// A staged hint.
    Hint,
    /// A reference solution; for these sites, or for all when the list is empty.
    Solution(Vec<String>),
    /// A known wrong turn, with its id.
    Mistake(String),
    /// How to get back from a mistake, by its id.
    Recover(String),
    /// The answer of a quiz.
    Answer,
    /// For teachers.
    Teacher,
    /// More, for those who want it.
    More,
}

/// A `console` block: what a person types and what they see.
#[derive(Clone, Debug)]
pub struct Console {
    /// Whether it is meant to work.
    pub expects: Expectation,
    /// What is typed, in order.
    pub lines: Vec<Typed>,
    /// Where the block stands in the source.
    pub span: Range<usize>,
    /// Where it starts.
    pub place: Place,
}

/// Whether a console block is meant to work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Every command ends with status 0.
    Works,
    /// `console fails`: its last command does not.
    Fails,
    /// Not said: in a mistake anything goes.
    Either,
}

/// One complete command of a console block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The command as it is typed; continued lines joined by `\n`.
    pub command: String,
    /// The output shown under it, line by line; `...` elides.
    pub output: Vec<String>,
    /// What is typed when it asks: the lines of a following `input` block.
    pub answers: Vec<String>,
    /// The line in the file.
    pub line: usize,
}
