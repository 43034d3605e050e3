//! An exercise, and the goals that must become true in it.

use super::{Console, Mistake, Place, Typed};

/// A task inside a lesson.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// Unique in the course.
    pub id: String,
    /// The heading without `Exercise:`.
    pub title: String,
    /// The lesson it stands in.
    pub lesson: String,
    /// How long it takes.
    pub minutes: u32,
    /// What a machine must have for it.
    pub needs: Vec<String>,
    /// The sentence or two under the heading, as markdown.
    pub prose: String,
    /// What must become true, in order.
    pub goals: Vec<Goal>,
    /// Files that stand in its folder at the start.
    pub files: Vec<GivenFile>,
    /// Commands that prepare the start.
    pub given: Vec<Typed>,
    /// Hints, from the first nudge to the last.
    pub hints: Vec<Hint>,
    /// Reference solutions.
    pub solutions: Vec<Solution>,
    /// Its own mistakes, in page order; they come before the catalogue's.
    pub mistakes: Vec<Mistake>,
    /// Where its fence stands.
    pub place: Place,
}

/// A file that stands in the exercise's folder at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenFile {
    /// Relative to the exercise's folder.
    pub path: String,
    /// What is in it.
    pub contents: String,
}

/// One hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What the fold is called.
    pub summary: String,
    /// The hint, as markdown.
    pub body: String,
}

/// A reference solution.
#[derive(Clone, Debug)]
pub struct Solution {
    /// The sites it is for; empty for all.
    pub sites: Vec<String>,
    /// What is typed.
    pub consoles: Vec<Console>,
    /// The whole fold's content, as markdown.
    pub body: String,
    /// Where it stands.
    pub place: Place,
}

/// One thing that must become true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The task, in the author's words.
    pub task: String,
    /// What is looked at.
    pub kind: GoalKind,
}

/// What a goal looks at. Paths are relative to the exercise's folder (design, rule 5). Where an environment is named, that
/// is a path, or a word without a slash by which conda knows one; where both are there, the path is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalKind {
    /// A virtual environment at this path.
    Venv {
        /// Where.
        path: String,
        /// A PEP 440 specifier for its Python, such as `>=3.9`.
        python: Option<String>,
        /// Whether it must, or must not, see the base's packages.
        system_site_packages: Option<bool>,
        /// Which tool must have made it: `venv`, `virtualenv` or `uv`.
        creator: Option<String>,
    },
    /// A conda environment.
    CondaEnv {
        /// Its path or its name.
        environment: String,
        /// A PEP 440 specifier for its Python, such as `>=3.9`.
        python: Option<String>,
    },
    /// The shell works in this environment.
    Active(String),
    /// The shell works in no environment, as at its start.
    Deactivated,
    /// A package is there, in a version.
    Package {
        /// A requirement such as `idna==3.6` or `idna`.
        requirement: String,
        /// The environment, by path or by conda's name.
        environment: Option<String>,
        /// The layer it must come from (`environment`, `user`, `base`, …).
        from: Option<String>,
        /// Whether it must be there or must not.
        presence: Presence,
    },
    /// A file is there, and says something.
    File {
        /// Where.
        path: String,
        /// A regular expression that must match somewhere in it.
        contains: Option<String>,
    },
    /// A requirements file equals an environment.
    Requirements {
        /// The file.
        path: String,
        /// The environment, by path or by conda's name.
        environment: String,
    },
    /// Nothing is at this path, and conda has no environment of that name.
    Removed(String),
    /// A variable of the shell.
    Variable {
        /// Its name.
        name: String,
        /// What it must be.
        value: VariableValue,
    },
    /// A uv project at this path, whose environment holds what its lock asks for.
    UvProject(String),
    /// A module is loaded.
    Module(String),
    /// A program ran and ended well.
    Ran {
        /// The program and its first words, such as `pip list`.
        program: String,
        /// A regular expression that must match in what it printed.
        prints: Option<String>,
    },
    /// A job was submitted, and stands or ended as asked.
    Job {
        /// The script that was submitted.
        script: String,
        /// Where it must stand: `completed`, `failed`, `pending`, …
        state: String,
        /// A regular expression that must match in what it printed.
        prints: Option<String>,
        /// The environment that its Python must be of: it prints `sys.prefix`, and did not borrow the environment from the
        /// shell that submitted it. By path, or by conda's name.
        environment: Option<String>,
    },
}

/// Whether a package must be there or must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must be there.
    Present,
    /// It must not be there.
    Absent,
}

/// What a variable must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VariableValue {
    /// Set, to whatever.
    Set,
    /// Not set, or empty.
    Unset,
    /// Exactly this.
    Equals(String),
    /// A regular expression that must match somewhere in it.
    Matches(String),
}

impl GoalKind {
    /// The kind's name, as it is written in a lesson.
    pub fn name(&self) -> &'static str {
        match self {
            GoalKind::Venv { .. } => "venv",
            GoalKind::CondaEnv { .. } => "conda-env",
            GoalKind::Active(_) => "active",
            GoalKind::Deactivated => "deactivated",
            GoalKind::Package { .. } => "package",
            GoalKind::File { .. } => "file",
            GoalKind::Requirements { .. } => "requirements",
            GoalKind::Removed(_) => "removed",
            GoalKind::Variable { .. } => "variable",
            GoalKind::UvProject(_) => "uv-project",
            GoalKind::Module(_) => "module",
            GoalKind::Ran { .. } => "ran",
            GoalKind::Job { .. } => "job",
        }
    }
}
