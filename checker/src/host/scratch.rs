//! A folder that is removed again.

use std::path::{Path, PathBuf};

use super::files::FileError;

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

    /// Keeps it, and says where it is.
    pub fn keep(self) -> PathBuf {
        self.folder.keep()
    }
}
