//! What is wrong with a class folder, in words for an instructor or a learner.

use std::path::PathBuf;

use crate::host::FileError;
use crate::progress::ProgressError;

/// What went wrong with a class.
#[derive(Debug, thiserror::Error)]
pub enum WorkshopError {
    /// There is something in the folder that is to become a class.
    #[error("`{}` is there already, and not empty", .0.display())]
    NotEmpty(PathBuf),
    /// The folder is no class.
    #[error("`{}` is no class: it has no `class.toml`", .0.display())]
    NoClass(PathBuf),
    /// `class.toml` cannot be understood.
    #[error("`{}` is wrong: {why}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// `class.toml` has a format that only a later version knows.
    #[error("the class has the format {0}, and this program knows {format}", format = super::class::FORMAT)]
    Newer(i64),
    /// What the class is called cannot stand in one line.
    #[error("a class cannot be called so: {0}")]
    Name(&'static str),
    /// What is said to the room cannot be shown in a line or two.
    #[error("that cannot be said to a class: {0}")]
    Saying(&'static str),
    /// The file system has dropped bits of a mode.
    #[error("the file system did not keep the mode {asked:o} of `{}`: it is {kept:o}", folder.display())]
    Mode {
        /// The folder.
        folder: PathBuf,
        /// What it was to be.
        asked: u32,
        /// What it is.
        kept: u32,
    },
    /// A file or folder of the class.
    #[error(transparent)]
    File(#[from] FileError),
    /// No random bits.
    #[error(transparent)]
    Progress(#[from] ProgressError),
}

impl WorkshopError {
    /// The one thing to do.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            WorkshopError::NotEmpty(_) => {
                Some("give a folder that is not there yet: `checker workshop new DIR` makes it")
            }
            WorkshopError::NoClass(_) => {
                Some("`checker workshop new DIR` makes a class; its last line says what to type")
            }
            WorkshopError::Wrong { .. } => Some("only `checker workshop new` writes that file: ask who made the class"),
            WorkshopError::Newer(_) => Some("take the newest `checker`, or ask the instructor which one"),
            WorkshopError::Name(_) => Some("`--name` takes a few words, without control characters"),
            WorkshopError::Saying(_) => Some("a message has a line or two, a timer up to 480 minutes"),
            WorkshopError::Mode { asked, kept, .. } if asked & !kept == 0o2000 => {
                Some("its group is not one of yours: choose a folder whose group is yours (`chgrp`), or another place")
            }
            WorkshopError::Mode { .. } => {
                Some("choose a folder on a file system that keeps them, such as project storage")
            }
            WorkshopError::File(_) | WorkshopError::Progress(_) => None,
        }
    }
}
