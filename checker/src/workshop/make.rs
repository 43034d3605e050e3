//! Making a class folder.
//!
//! The modes are the whole protection: in `drop` everybody may make a file (write, search), nobody but the instructor sees
//! names (no read), nobody touches another's file (sticky), and every file belongs to the folder's group (setgid). Where the
//! file system does not keep these, there is no class.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::host::{self, create_folder_with_mode, write_new_with_mode};
use crate::progress::random_number;

use super::class::{About, CONTROL, Class, DROP, FILE, KEY};
use super::error::WorkshopError;

/// Learners come in and read; only the instructor makes files.
pub(super) const FOLDER: u32 = 0o755;
/// See above.
pub(super) const DROP_BOX: u32 = 0o3733;

/// What was made.
#[derive(Debug)]
pub struct Made {
    /// The class.
    pub class: Class,
    /// A folder on the way to it that lets nobody else in by its mode, if there is one.
    pub closed: Option<PathBuf>,
}

/// Makes a class in a folder that is not there yet, or is empty. What cannot be made whole is removed again.
pub fn make(folder: &Path, about: About) -> Result<Made, WorkshopError> {
    if fs::symlink_metadata(folder).is_ok() && !host::list(folder)?.is_empty() {
        return Err(WorkshopError::NotEmpty(folder.to_owned()));
    }
    let was_there = folder.is_dir();
    fill(folder, &about).inspect_err(|_| {
        for name in [FILE, CONTROL, KEY] {
            let _ = fs::remove_file(folder.join(name));
        }
        let _ = fs::remove_dir(folder.join(DROP));
        if !was_there {
            let _ = fs::remove_dir(folder);
        }
    })?;
    // Resolved: it is typed by people who stand elsewhere.
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    Ok(Made { closed: closed(&folder), class: Class { folder, about } })
}

fn fill(folder: &Path, about: &About) -> Result<(), WorkshopError> {
    with_mode(folder, FOLDER)?;
    with_mode(&folder.join(DROP), DROP_BOX)?;
    write_new_with_mode(&folder.join(KEY), format!("{:032x}\n", random_number()?).as_bytes(), 0o600)?;
    write_new_with_mode(&folder.join(CONTROL), b"", 0o644)?;
    // Last: a folder with it is a class.
    write_new_with_mode(&folder.join(FILE), about.text().as_bytes(), 0o644)?;
    Ok(())
}

fn with_mode(folder: &Path, asked: u32) -> Result<(), WorkshopError> {
    let kept = create_folder_with_mode(folder, asked)?;
    if is_as_asked(asked, kept) { Ok(()) } else { Err(WorkshopError::Mode { folder: folder.to_owned(), asked, kept }) }
}

/// Every bit counts, but for one: some file systems hand down the group whatever was asked.
pub(super) fn is_as_asked(asked: u32, kept: u32) -> bool {
    kept == asked || kept == asked | 0o2000
}

/// A folder above that others may not pass through.
pub(super) fn closed(folder: &Path) -> Option<PathBuf> {
    let above = folder.ancestors().skip(1);
    above.filter(|above| fs::metadata(above).is_ok_and(|about| about.mode() & 0o001 == 0)).last().map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_that_lacks_a_bit_is_no_class_s_and_the_way_is_told() {
        assert!(is_as_asked(DROP_BOX, 0o3733) && is_as_asked(FOLDER, 0o2755));
        let told = |kept| {
            assert!(!is_as_asked(DROP_BOX, kept), "{kept:o}");
            let error = WorkshopError::Mode { folder: "/c/drop".into(), asked: DROP_BOX, kept };
            (error.to_string(), error.hint().unwrap_or_default())
        };
        let (what, way) = told(0o1733);
        assert_eq!(what, "the file system did not keep the mode 3733 of `/c/drop`: it is 1733");
        assert!(way.starts_with("its group is not one of yours"), "{way}");
        for kept in [0o2733, 0o755, 0o777, 0o3777, 0o3773] {
            assert!(told(kept).1.starts_with("choose a folder on a file system that keeps them"), "{kept:o}");
        }
    }

    #[test]
    fn what_cannot_be_made_whole_is_removed_again() {
        let scratch = tempfile::tempdir().unwrap();
        let about = About { simulated: false, ..super::super::tests::class(scratch.path(), true).about };
        let folder = scratch.path().join("other");
        fs::create_dir(&folder).unwrap();
        // A name that cannot be a folder's: the second step fails.
        assert!(make(&scratch.path().join("class/class.toml/other"), about.clone()).is_err());
        assert!(matches!(make(&scratch.path().join("class"), about.clone()), Err(WorkshopError::NotEmpty(_))));
        // An empty one that is there is taken.
        make(&folder, about).unwrap();
        assert!(folder.join(FILE).exists());
    }
}
