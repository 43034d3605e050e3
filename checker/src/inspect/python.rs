//! One interpreter by itself: which Python it is, and what its standard library offers.
//!
//! Asked of the Pythons of a machine before any environment is there. Scripts such as pyenv's shims are not guessed at.

use std::path::{Path, PathBuf};

use super::files;
use super::interpreter::{self, Proof};
use super::libraries::libraries;
use super::owner;
use super::reason::NotAnEnvironment;
use super::survey;
use super::version;

/// A Python.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Python {
    /// The program itself, all links resolved.
    pub program: PathBuf,
    /// Its version, as full as its files tell it.
    pub version: Option<String>,
    /// Its line, such as `(3, 11)`.
    pub line: Option<(u32, u32)>,
    /// The environment that it belongs to, if it is one's.
    pub environment: Option<PathBuf>,
    /// Its standard library, the folder with `os.py`; not known where it lies elsewhere than below the prefix.
    pub library: Option<PathBuf>,
}

impl Python {
    /// Whether `python -m venv` can put pip into an environment: Debian leaves `ensurepip` to a package of its own.
    pub fn has_ensurepip(&self) -> Option<bool> {
        let library = self.library.as_ref()?;
        Some(library.join("venv").is_dir() && library.join("ensurepip").is_dir())
    }

    /// Whether it carries the marker `EXTERNALLY-MANAGED`, which makes pip refuse (PEP 668). Inside an environment the
    /// marker does not count.
    pub fn is_externally_managed(&self) -> bool {
        let marked = |library: &PathBuf| files::is_file(&library.join("EXTERNALLY-MANAGED"));
        self.environment.is_none() && self.library.as_ref().is_some_and(marked)
    }
}

/// Looks at an interpreter by its path; the reason where it is none that could be recognised.
pub fn python(interpreter: &Path) -> Result<Python, NotAnEnvironment> {
    let found = interpreter::examine(interpreter, Proof::Content)?;
    let environment = owner::owner_of(interpreter);
    let survey = environment.as_ref().and_then(|root| survey::survey(root, Proof::Content).ok());
    let line = found.line.or_else(|| survey.as_ref().and_then(|survey| survey.line));
    let own = version::prefix(&found.program).map(Path::to_owned);
    let version = match &survey {
        Some(survey) => survey.python.clone(),
        None => own.as_deref().and_then(|prefix| version::of_prefix(prefix, line)),
    };
    let version = version.or_else(|| line.map(|(major, minor)| format!("{major}.{minor}")));
    let prefixes = [survey.and_then(|survey| survey.base()), own];
    let library = prefixes.iter().flatten().find_map(|prefix| library(prefix, line?));
    Ok(Python { program: found.program, version, line, environment, library })
}

/// The standard library of a line under a prefix. Fedora has a `lib` and a `lib64`, and `os.py` in one of them.
fn library(prefix: &Path, line: (u32, u32)) -> Option<PathBuf> {
    let mine = libraries(prefix).into_iter().filter(|library| library.line == line);
    mine.map(|library| library.path).find(|library| files::is_file(&library.join("os.py")))
}
