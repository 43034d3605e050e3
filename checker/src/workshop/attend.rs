//! A learner's session in a class: it puts its records into the drop box too.
//!
//! The records are those of `progress`: ids and numbers, no word that was typed, no path. The name of every file is noted
//! among the learner's own things before it is made, so that the learner can take it back: the drop box shows no names.

use std::io;
use std::path::{Path, PathBuf};

use crate::host::{self, FileError, GrowingFile, create_private_folder};
use crate::progress::{Log, ProgressError, random_number};

use super::class::Class;
use super::error::WorkshopError;

/// How large a file in the drop box becomes, in bytes: half of what is read.
const LARGE: usize = 512 * 1024;

/// The end of the name of every file in the drop box.
pub(super) const ENDING: &str = ".jsonl";

/// The log of a session in a class; its file is made with the first event. `state_folder` is this program's own.
pub fn attend(class: &Class, uid: u32, state_folder: &Path) -> Result<Log, WorkshopError> {
    let (drop_box, notes) = (class.drop_box(), notes(class, state_folder));
    Ok(Log::into_files(LARGE, move || make(&drop_box, &notes, uid))?)
}

fn make(drop_box: &Path, notes: &Path, uid: u32) -> Result<GrowingFile, ProgressError> {
    // What stands there may be anybody's link.
    let is_folder = std::fs::symlink_metadata(drop_box)
        .and_then(|about| if about.is_dir() { Ok(()) } else { Err(io::Error::from(io::ErrorKind::NotADirectory)) });
    let failed = |source| FileError { action: "cannot use", path: drop_box.to_owned(), source };
    is_folder.map_err(|error| ProgressError::write(failed(error)))?;
    let name = format!("{uid}.{:032x}{ENDING}", random_number()?);
    create_private_folder(notes).map_err(ProgressError::write)?;
    let note = notes.join(&name);
    host::write_new(&note, b"").map_err(ProgressError::write)?;
    GrowingFile::create_for_group(&drop_box.join(&name)).map_err(|error| {
        // Nothing to take back.
        let _ = std::fs::remove_file(&note);
        ProgressError::write(error)
    })
}

/// Where a learner's own notes about a class are.
pub(super) fn notes(class: &Class, state_folder: &Path) -> PathBuf {
    state_folder.join("classes").join(format!("{:032x}", class.about.id))
}
