//! Where a session puts its records: files of its own, made one after the other.
//!
//! It never opens a file that is there. A file that has failed in a way that will not pass, or that has grown large, is
//! left as it is, and the next record goes into a new one.

use std::fmt;

use crate::host::{GrowingFile, create_private_folder};

use super::error::{Obstacle, ProgressError};
use super::folder::ProgressFolder;
use super::random;

/// How large one file becomes, in bytes. A reader sets aside what is much larger.
const LARGE: usize = 4 * 1024 * 1024;

/// The end of the name of every log.
pub(super) const ENDING: &str = "log";

/// Something that takes records.
pub(super) trait Shelf {
    /// Puts these bytes after what is there; they are safe when this returns. After an error any part of them may be
    /// there.
    fn put(&mut self, bytes: &[u8]) -> Result<(), ProgressError>;
}

/// Makes the next file.
pub(super) type Make = Box<dyn FnMut() -> Result<GrowingFile, ProgressError> + Send>;

/// Files of a session's own.
pub(super) struct Files {
    make: Make,
    file: Option<GrowingFile>,
    /// Bytes in it.
    size: usize,
    /// How large one becomes.
    large: usize,
}

impl Files {
    /// In a course's folder; nothing is made before the first record.
    pub(super) fn within(folder: &ProgressFolder) -> Self {
        let folder = folder.path().to_owned();
        let make = move || {
            create_private_folder(&folder).map_err(ProgressError::write)?;
            // 128 random bits are nobody else's; were they, making the file would fail, and the next attempt draws again.
            let path = folder.join(format!("{:032x}.{ENDING}", random::number()?));
            GrowingFile::create(&path).map_err(ProgressError::write)
        };
        Files::made_by(Box::new(make), LARGE)
    }

    /// Made by `make` when they are needed, each of about this size.
    pub(super) fn made_by(make: Make, large: usize) -> Self {
        Files { make, file: None, size: 0, large }
    }

    /// The file that the next record goes into.
    fn file(&mut self) -> Result<&mut GrowingFile, ProgressError> {
        let file = match self.file.take() {
            Some(file) if self.size < self.large => file,
            // Where no new file can be made the large one has to do.
            Some(large) => (self.make)().inspect(|_| self.size = 0).unwrap_or(large),
            None => (self.make)().inspect(|_| self.size = 0)?,
        };
        Ok(self.file.insert(file))
    }
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Files({:?}, {} bytes in it)", self.file, self.size)
    }
}

/// No place at all.
#[derive(Debug)]
pub(super) struct Nowhere;

impl Shelf for Nowhere {
    fn put(&mut self, _: &[u8]) -> Result<(), ProgressError> {
        Err(ProgressError::Nowhere)
    }
}

impl Shelf for Files {
    fn put(&mut self, bytes: &[u8]) -> Result<(), ProgressError> {
        let Err(error) = self.file()?.append(bytes) else {
            self.size += bytes.len();
            return Ok(());
        };
        let error = ProgressError::write(error);
        // With room again the same file goes on, which needs no new inode. All else may be for ever: the server has
        // forgotten the file (ESTALE), it was removed, its disk fails.
        if !matches!(error, ProgressError::Write { obstacle: Obstacle::Full, .. }) {
            self.file = None;
        }
        Err(error)
    }
}
