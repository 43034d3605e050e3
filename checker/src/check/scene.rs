//! The moment at which goals are looked at.

use std::path::{Path, PathBuf};

use crate::inspect::Surroundings;
use crate::session::Output;
use crate::session::ShellState;

use super::jobs::Jobs;
use super::tried::Invocation;

/// Everything that goals may look at, at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'s> {
    /// The exercise's folder.
    pub folder: &'s Path,
    /// The home folder of the session.
    pub home: &'s Path,
    /// The shell at the start of the session, and what modules have put on its `PATH` since.
    pub start: &'s ShellState,
    /// The shell now.
    pub shell: Shell<'s>,
    /// What the step has done so far.
    pub happened: Option<Happened<'s>>,
    /// What is known of jobs.
    pub jobs: &'s Jobs,
}

/// What is known of the shell.
#[derive(Clone, Copy, Debug)]
pub enum Shell<'s> {
    /// What it says of itself.
    Known(&'s ShellState),
    /// It cannot be seen, for this reason.
    OutOfSight(&'s str),
}

/// What a step did, or has done so far.
#[derive(Clone, Copy, Debug)]
pub struct Happened<'s> {
    /// The programs that it ran.
    pub invocations: &'s [Invocation],
    /// What it printed.
    pub output: &'s Output,
}

impl Scene<'_> {
    /// A path of a goal: relative to the exercise's folder, `~` for the home folder.
    pub fn path(&self, written: &str) -> PathBuf {
        match written.strip_prefix("~/") {
            Some(rest) => self.home.join(rest),
            None => self.folder.join(written),
        }
    }

    /// A path as it is shown to the learner: relative to the exercise's folder where it lies in it.
    pub fn shown(&self, path: &Path) -> String {
        let resolved = std::fs::canonicalize(self.folder);
        let relative =
            path.strip_prefix(self.folder).ok().or_else(|| path.strip_prefix(resolved.as_deref().ok()?).ok());
        match relative {
            Some(relative) if !relative.as_os_str().is_empty() => relative.display().to_string(),
            Some(_) => ".".to_owned(),
            None => match path.strip_prefix(self.home) {
                Ok(rest) => format!("~/{}", rest.display()),
                Err(_) => path.display().to_string(),
            },
        }
    }

    /// What surrounds a Python that this shell would start.
    pub fn surroundings(&self) -> Surroundings {
        let state = match self.shell {
            Shell::Known(state) => state,
            Shell::OutOfSight(_) => self.start,
        };
        let mut variables = state.variables.clone();
        variables.insert("PWD".to_owned(), state.folder.display().to_string());
        Surroundings { variables, home: self.home.to_owned() }
    }
}
