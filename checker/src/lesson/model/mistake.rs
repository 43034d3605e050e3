//! A mistake: how it is recognised, and the way back.

use std::fmt;
use std::sync::OnceLock;

use super::{Place, Typed};

/// A known wrong turn.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// Its id, unique in the catalogue and the course.
    pub id: String,
    /// What the fold is called: the mistake in a few words.
    pub summary: String,
    /// How it is recognised: any one of these.
    pub when: Vec<Condition>,
    /// The look-alikes that it beats.
    pub over: Vec<String>,
    /// The exercise in which it is proved; for a general mistake.
    pub exercise: Option<String>,
    /// The kind of base Python its proof needs.
    pub base: BasePython,
    /// The wrong attempt, as it is typed.
    pub attempt: Vec<Typed>,
    /// Words for the learner, as markdown, without the attempt.
    pub words: String,
    /// The way back.
    pub recover: Option<Recover>,
    /// Where it stands.
    pub place: Place,
}

/// The kind of base Python a mistake's proof needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BasePython {
    /// As a cluster's module: pip may install beside it or into `~/.local`.
    #[default]
    Plain,
    /// As a distribution's own: marked `EXTERNALLY-MANAGED` (PEP 668).
    ExternallyManaged,
}

/// The way back from a mistake.
#[derive(Clone, Debug)]
pub struct Recover {
    /// What is typed to get back; run by the proof.
    pub commands: Vec<Typed>,
    /// The whole fold's content, as markdown.
    pub body: String,
    /// Where it stands.
    pub place: Place,
}

/// What must be seen for a mistake; everything that is given must hold together.
#[derive(Clone, Debug, Default)]
pub struct Condition {
    /// One of these programs was run, with these first words.
    pub tried: Vec<String>,
    /// One of these packages was asked for; `goal` stands for the package of the next goal.
    pub wanted: Vec<String>,
    /// Packages appeared in one of these layers.
    pub added: Vec<AddedTo>,
    /// Something was made.
    pub made: Option<Thing>,
    /// Something was removed.
    pub removed: Option<Thing>,
    /// An environment became active.
    pub activated: Option<Which>,
    /// What was active when the command ran.
    pub active: Option<Which>,
    /// How the step ended.
    pub exit: Option<Exit>,
    /// A pattern in the step's output.
    pub output: Option<Pattern>,
    /// A variable before or after the step.
    pub variable: Option<VariableCondition>,
    /// A problem that `inspect` sees in an environment of the exercise.
    pub problem: Vec<String>,
    /// The kind of the goal that was next.
    pub goal: Vec<String>,
    /// What `inspect` says of the next goal's package after the step.
    pub package: Option<PackageState>,
    /// Where the command ran.
    pub ran_in: Option<RanIn>,
    /// How much was left to do when the step ended.
    pub at: Option<Moment>,
    /// A pattern in the step as typed; the last resort.
    pub command: Option<Pattern>,
    /// None of what is given here may hold.
    pub unless: Option<Box<Condition>>,
}

/// Where packages appeared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddedTo {
    /// In an environment.
    Environment,
    /// In `~/.local`.
    User,
    /// Beside the base Python.
    Base,
    /// Anywhere but in the environment of the next goal.
    Elsewhere,
}

/// Something that was made or removed.
#[derive(Clone, Debug)]
pub enum Thing {
    /// Any environment.
    AnyEnvironment,
    /// Any file (or folder) that is no environment.
    AnyFile,
    /// The environment or the file (or folder) at exactly this path, relative to the exercise's folder.
    Path(String),
    /// An environment whose path relative to the exercise's folder matches.
    Environment(Pattern),
    /// A file (or folder) whose path relative to the exercise's folder matches.
    File(Pattern),
}

/// Which environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// None.
    None,
    /// Any.
    Any,
    /// The one at this path, relative to the exercise's folder.
    Named(String),
}

/// How a step ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exit {
    /// With a status that is not 0.
    Failed,
    /// With one of these.
    OneOf(Vec<i32>),
}

/// A variable before or after a step.
#[derive(Clone, Debug)]
pub struct VariableCondition {
    /// Its name.
    pub name: String,
    /// What it was before; an unset variable is empty.
    pub before: Option<Pattern>,
    /// What it is after; an unset variable is empty.
    pub after: Option<Pattern>,
}

/// What `inspect` says of the next goal's package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackageState {
    /// It is there in another version.
    WrongVersion,
    /// It is not in the goal's environment.
    Absent,
    /// It is not in the goal's environment, and it is in another layer or environment.
    Elsewhere,
}

/// Where a command ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RanIn {
    /// In the learner's shell itself.
    Shell,
    /// In a child or a subshell of it.
    Child,
}

/// How much was left to do when a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Nothing was typed after it.
    End,
    /// One goal was left.
    LastGoal,
}

/// A regular expression with its source. A course has hundreds of them and a session needs few: each is compiled when it is
/// first used.
#[derive(Clone)]
pub struct Pattern {
    source: String,
    compiled: OnceLock<Option<regex::Regex>>,
}

impl Pattern {
    /// Reads a pattern; `^` and `$` match at line ends.
    pub fn new(source: &str) -> Result<Self, Box<regex_syntax::Error>> {
        regex_syntax::ParserBuilder::new().multi_line(true).build().parse(source).map_err(Box::new)?;
        Ok(Pattern { source: source.to_owned(), compiled: OnceLock::new() })
    }

    /// As it is written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it is too large to be used: it then matches nothing, and lint complains of it.
    pub fn is_too_large(&self) -> bool {
        self.compiled().is_none()
    }

    /// Whether it matches somewhere in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled().is_some_and(|pattern| pattern.is_match(text))
    }

    /// The first match in `text`.
    pub fn find<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.compiled()?.find(text).map(|found| found.as_str())
    }

    /// None when it would take more memory than `regex` allows: its syntax was looked at before.
    fn compiled(&self) -> Option<&regex::Regex> {
        let compile = || regex::RegexBuilder::new(&self.source).multi_line(true).build().ok();
        self.compiled.get_or_init(compile).as_ref()
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({:?})", self.source)
    }
}

impl Condition {
    /// Its patterns, those of `unless` too.
    pub fn patterns(&self) -> Vec<&Pattern> {
        let things = [&self.made, &self.removed].into_iter().flatten().filter_map(|thing| match thing {
            Thing::Environment(pattern) | Thing::File(pattern) => Some(pattern),
            Thing::AnyEnvironment | Thing::AnyFile | Thing::Path(_) => None,
        });
        let variable = self.variable.iter().flat_map(|variable| [&variable.before, &variable.after]);
        let texts = [&self.output, &self.command].into_iter().chain(variable).flatten();
        let unless = self.unless.iter().flat_map(|unless| unless.patterns());
        things.chain(texts).chain(unless).collect()
    }
}
