//! What is known of a step when mistakes are looked for.

use std::path::{Path, PathBuf};

use crate::check::{Invocation, Standing};
use crate::lesson::Goal;
use crate::session::Ran;

/// One step, with everything that mistakes may be recognised by.
#[derive(Clone, Copy)]
pub struct StepEvidence<'e> {
    /// The step.
    pub ran: &'e Ran,
    /// What it printed, as plain text.
    pub output: &'e str,
    /// The programs that it ran.
    pub invocations: &'e [Invocation],
    /// What changed in the files.
    pub changes: &'e Changes,
    /// The exercise's folder.
    pub folder: &'e Path,
    /// The goal that was next before the step, and the one that is next after it.
    pub goals: WorkingOn<'e>,
    /// How it stands with the package of the goal that is being worked on; looked up in the files at the first asking.
    pub package: &'e dyn Fn() -> Option<&'e PackageWanted>,
    /// Ids of the problems that `inspect` sees in environments of the exercise.
    pub problems: &'e [String],
    /// Whether nothing was typed after it.
    pub is_last: bool,
}

/// The goals around a step.
#[derive(Clone, Copy, Debug)]
pub struct WorkingOn<'e> {
    /// The goal that was next before it.
    pub before: Option<&'e Goal>,
    /// The goal that is next after it.
    pub after: Option<&'e Goal>,
    /// The goal that was next when each of the step's commands began, as far as the shell showed them.
    pub during: &'e [Option<&'e Goal>],
    /// How many are not reached after it.
    pub left: usize,
}

impl<'e> WorkingOn<'e> {
    /// The goal that was next when a command began.
    pub fn at(&self, invocation: &Invocation) -> Option<&'e Goal> {
        self.during.get(invocation.nth).copied().unwrap_or(self.before)
    }

    /// The goals that a step as a whole was about: the next one, and the one it began with if that is still open.
    pub fn around(&self) -> impl Iterator<Item = &'e Goal> {
        let still_open = self.before.filter(|before| self.after.is_some_and(|after| std::ptr::eq(*before, after)));
        self.after.into_iter().chain(still_open)
    }
}

/// The package of the goal that is being worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageWanted {
    /// Its name, normalised.
    pub name: String,
    /// The environment it should be in, as the goal writes it, and resolved.
    pub environment: Option<(String, PathBuf)>,
    /// How it stands after the step.
    pub standing: Standing,
    /// Whether the step asked for it, by name or in a requirements file.
    pub asked_for: AskedFor,
}

/// Whether a step asked for a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedFor {
    /// It did.
    Yes,
    /// It did not.
    No,
}

/// What changed in the files during a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Environments that appeared; relative to the exercise's folder where they lie in it.
    pub made_environments: Vec<PathBuf>,
    /// Other files and folders that appeared.
    pub made_files: Vec<PathBuf>,
    /// Environments that are gone.
    pub removed_environments: Vec<PathBuf>,
    /// Other files and folders that are gone.
    pub removed_files: Vec<PathBuf>,
    /// Packages that appeared, or changed their version.
    pub added: Vec<Added>,
}

/// A package that appeared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Its name, normalised.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Where.
    pub layer: Layer,
}

/// Where a package appeared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// In this environment, links resolved.
    Environment(PathBuf),
    /// In this user site.
    User(PathBuf),
    /// Beside the base Python.
    Base(PathBuf),
}
