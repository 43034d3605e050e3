//! A folder that is removed again.

use std::path::{Path, PathBuf};

use super::files::{FileError, create_folder, failed};

/// A fresh folder, removed when this value is dropped unless it is kept.
#[derive(Debug)]
pub struct Scratch {
    folder: tempfile::TempDir,
}

impl Scratch {
    /// Makes a fresh folder, readable by this user alone, in a folder for temporary files.
    pub fn make(within: &Path) -> Result<Self, FileError> {
        // Resolved, so that paths which programs report compare equal to ours.
        let resolved = std::fs::canonicalize(within).unwrap_or_else(|_| within.to_owned());
        tempfile::Builder::new()
            .prefix("checker-")
            .tempdir_in(&resolved)
            .map(|folder| Scratch { folder })
            .map_err(|source| FileError { action: "cannot make a folder in", path: resolved, source })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file into it, at a relative path; the folders on the way are made. It is not synced: nothing here has to
    /// outlive this program.
    #[expect(clippy::disallowed_methods, reason = "half a file after a full disk is removed with the folder")]
    pub fn write(&self, relative: &Path, contents: &[u8]) -> Result<(), FileError> {
        let path = self.path().join(relative);
        create_folder(path.parent().unwrap_or(self.path()))?;
        std::fs::write(&path, contents).map_err(failed("cannot write", &path))
    }

    /// Keeps it, and says where it is.
    pub fn keep(self) -> PathBuf {
        self.folder.keep()
    }
}
