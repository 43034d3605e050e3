//! The end of a class, and of what one learner has given to it: records are removed, and nothing with a user in it is kept.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::host::{self, FileError, NotEmptied, empty_folder};

use super::attend::notes;
use super::class::{CONTROL, Class, FILE, KEY};

/// What was removed at the end of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Files of sessions.
    pub files: u64,
    /// Whether the folder stays, because other things are in it.
    pub stays: bool,
}

/// Why a class is not closed.
#[derive(Debug, thiserror::Error)]
pub enum CloseError {
    /// Something in the drop box could not be removed.
    #[error(transparent)]
    NotEmptied(#[from] NotEmptied),
    /// A file of the class could not be removed.
    #[error(transparent)]
    File(#[from] FileError),
}

/// Removes the records of a class, and then the class. After an error it can be tried again: `class.toml` goes last.
pub fn close(class: &Class) -> Result<Closed, CloseError> {
    let drop_box = class.drop_box();
    let files = match fs::symlink_metadata(&drop_box) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
        _ => {
            let amount = empty_folder(&drop_box)?;
            fs::remove_dir(&drop_box).map_err(|source| failed(&drop_box, source))?;
            amount.files
        }
    };
    for name in [CONTROL, KEY, FILE] {
        remove(&class.folder.join(name))?;
    }
    Ok(Closed { files, stays: fs::remove_dir(&class.folder).is_err() })
}

/// Removes the files that this learner's sessions have put into a class, as far as they were noted; says how many.
pub fn forget(class: &Class, state_folder: &Path) -> Result<u64, FileError> {
    let (notes, drop_box) = (notes(class, state_folder), class.drop_box());
    let noted: Vec<PathBuf> = if notes.is_dir() { host::list(&notes)? } else { Vec::new() };
    let mut count = 0;
    for note in noted {
        let Some(name) = note.file_name() else { continue };
        count += u64::from(remove(&drop_box.join(name))?);
        remove(&note)?;
    }
    // Only now: what could not be removed is still noted.
    let _ = fs::remove_dir(&notes);
    Ok(count)
}

/// Whether something was there to be removed.
fn remove(path: &Path) -> Result<bool, FileError> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(failed(path, source)),
    }
}

fn failed(path: &Path, source: io::Error) -> FileError {
    FileError { action: "cannot remove", path: path.to_owned(), source }
}
