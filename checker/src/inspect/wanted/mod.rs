//! What a file asks of an environment: `requirements.txt`, `environment.yml`, `pyproject.toml`, `uv.lock`.
//!
//! Read into data, line by line, with what is wrong said at its line. It refuses to compare: that is
//! [`super::compare()`]'s matter; it fetches nothing, and it never shows a password that stands in an address.

mod address;
mod conda_spec;
mod conda_version;
mod environment_yml;
mod folder;
mod hidden;
mod kind;
mod pyproject;
mod requirements_txt;
mod source;
mod toml_text;
mod uv_lock;
mod yaml;

use std::path::{Path, PathBuf};

use serde::Serialize;
use thiserror::Error;

use crate::packaging::Marker;
use crate::packaging::Specifiers;

use super::problem::lossy;

pub(super) use address::{Address, Direct, Match};
pub(super) use conda_spec::CondaSpec;
pub use kind::FileKind;
pub(super) use uv_lock::{Belongs, Certainty, Lock, Origin};

/// What a file asks for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which kind of file.
    pub kind: FileKind,
    /// The file, as it was named.
    pub path: PathBuf,
    /// The lines that ask for something, in order.
    pub(super) lines: Vec<Line>,
    /// The lines that cannot be compared, and why.
    pub(super) not_read: Vec<NotCompared>,
    /// The names that wrong lines seem to speak of: whatever else they ask, these are not unasked for.
    pub(super) spoken_of: Vec<String>,
    /// Whether everything that the file asks for is known.
    pub(super) extent: Extent,
    /// For how many packages hashes are given.
    pub(super) hashes: usize,
    /// What locks the packages, and the groups of it that are asked for.
    pub(super) lock: Option<Lock>,
}

/// Whether a file's list is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// What is not named is not asked for.
    Whole,
    /// A part could not be read: what is not named may be asked for there.
    Open,
}

/// One thing that a file asks for.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) position: Position,
    /// The line as it may be shown.
    pub(super) text: String,
    pub(super) need: Need,
    /// The package's name, normalised; an address may not tell it.
    pub(super) name: Option<String>,
    /// The extras, normalised.
    pub(super) extras: Vec<String>,
    pub(super) what: What,
    /// When it counts.
    pub(super) marker: Option<Marker>,
}

/// How strongly something is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// It must be there.
    Must,
    /// It may be there, and then as it is described: optional dependencies, the project itself.
    May,
    /// If it is there for another reason, it must be as described: constraints.
    Restricts,
}

/// What is asked of a package.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// One of these versions.
    Versions(Specifiers),
    /// What lies at an address.
    Address(Address),
    /// A conda package.
    Conda(CondaSpec),
    /// The Python itself, in one of these versions.
    Python(Specifiers),
}

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// The file, as it was named or as a file names it.
    #[serde(serialize_with = "lossy")]
    pub file: PathBuf,
    /// The number of the line, from 1; a continued line has that of its start.
    pub line: usize,
}

/// A line that could not be compared with an environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotCompared {
    /// Where it stands.
    #[serde(flatten)]
    pub position: Position,
    /// The line, without passwords.
    pub text: String,
    /// The reason: a sentence without its full stop.
    pub why: String,
}

/// Why a file says nothing that could be compared with an environment.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WantedError {
    /// It cannot be read.
    #[error("`{}` {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The end of the sentence.
        why: &'static str,
    },
    /// It is of a kind that is not read here.
    #[error("`{}` {why}", path.display())]
    UnknownKind {
        /// The file.
        path: PathBuf,
        /// The end of the sentence.
        why: String,
    },
    /// It is not written as its kind asks.
    #[error("cannot read `{}`: {why}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the line.
        why: String,
    },
}

/// Reads a file of any of the known kinds, told by its name and by what is in it. Addresses that are relative paths are
/// resolved against the folder of the file that names them and against `working_folder`, since pip takes the second.
///
/// # Errors
/// It cannot be read, is of no known kind, or is not written as its kind asks.
pub fn wanted(path: &Path, working_folder: &Path) -> Result<Wanted, WantedError> {
    let text = text_of(path, working_folder)?;
    wanted_text(kind::of(path, &text)?, path, &text, working_folder)
}

/// Reads a requirements file, whatever it is called and whatever it looks like.
///
/// # Errors
/// It cannot be read.
pub fn requirements_file(path: &Path, working_folder: &Path) -> Result<Wanted, WantedError> {
    Ok(requirements_txt::read(path, &text_of(path, working_folder)?, working_folder))
}

/// Reads the text of a file of that kind, as if it lay under that name in `working_folder`.
///
/// # Errors
/// It is not written as its kind asks.
pub fn wanted_text(kind: FileKind, path: &Path, text: &str, working_folder: &Path) -> Result<Wanted, WantedError> {
    match kind {
        FileKind::RequirementsTxt => Ok(requirements_txt::read(path, text, working_folder)),
        FileKind::EnvironmentYml => environment_yml::read(path, text, working_folder),
        FileKind::Pyproject => pyproject::read(path, text, working_folder),
        FileKind::UvLock => uv_lock::read(path, text, working_folder),
    }
}

fn text_of(path: &Path, working_folder: &Path) -> Result<String, WantedError> {
    source::read(&working_folder.join(path)).map_err(|why| WantedError::Unreadable { path: path.to_owned(), why })
}

impl Wanted {
    fn new(kind: FileKind, path: &Path) -> Self {
        Self {
            kind,
            path: path.to_owned(),
            lines: Vec::new(),
            not_read: Vec::new(),
            spoken_of: Vec::new(),
            extent: Extent::Whole,
            hashes: 0,
            lock: None,
        }
    }

    /// Whether the file asks for a package of that normalised name, under whatever condition.
    #[must_use]
    pub fn names(&self, name: &str) -> bool {
        self.lines.iter().any(|line| line.need == Need::Must && line.name.as_deref() == Some(name))
    }
}
