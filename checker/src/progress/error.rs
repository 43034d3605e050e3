//! Why something could not be saved, in words for the learner.

use std::io;

use crate::host::FileError;

/// What went wrong with progress.
#[derive(Debug, thiserror::Error)]
pub enum ProgressError {
    /// A course whose id can be no folder's name.
    #[error("`{id}` cannot be the id of a course: it is empty or too long")]
    Course {
        /// The id.
        id: String,
    },
    /// An exercise or a mistake with an id that is none.
    #[error("`{id}` cannot be an id: it is not made of lower-case letters, digits and dashes")]
    Id {
        /// The id.
        id: String,
    },
    /// The kernel gave no random bits.
    #[error("no name could be drawn for a log")]
    Random {
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Nobody says where the user's files are.
    #[error("progress could not be saved: there is no home folder")]
    Nowhere,
    /// A record is not safe on the disk.
    #[error("progress could not be saved: {}", obstacle.says())]
    Write {
        /// What kind of trouble it is.
        obstacle: Obstacle,
        /// Where and why.
        #[source]
        source: FileError,
    },
}

/// What stands in the way of saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// No space or no files are left: the disk's, or the user's quota.
    Full,
    /// The place may not be written.
    Denied,
    /// The file is gone: it was removed, or its server has lost it.
    Gone,
    /// Anything else.
    Other,
}

impl Obstacle {
    fn of(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Obstacle::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Obstacle::Denied,
            io::ErrorKind::StaleNetworkFileHandle | io::ErrorKind::NotFound => Obstacle::Gone,
            _ => Obstacle::Other,
        }
    }

    /// The end of the sentence "progress could not be saved: …".
    fn says(self) -> &'static str {
        match self {
            Obstacle::Full => "the disk or the quota is full",
            Obstacle::Denied => "its folder may not be written",
            Obstacle::Gone => "its file is gone",
            Obstacle::Other => "its file or folder cannot be used",
        }
    }
}

impl ProgressError {
    /// The error of a write.
    pub fn write(source: FileError) -> Self {
        ProgressError::Write { obstacle: Obstacle::of(&source.source), source }
    }

    /// The one thing to do.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            ProgressError::Course { .. } => Some("give the course an `id` in `course.toml`"),
            ProgressError::Write { obstacle: Obstacle::Full, .. } => Some("remove files that you do not need"),
            ProgressError::Nowhere | ProgressError::Write { obstacle: Obstacle::Denied | Obstacle::Other, .. } => {
                Some("set `XDG_STATE_HOME` to a folder that you may write")
            }
            ProgressError::Id { .. } | ProgressError::Random { .. } | ProgressError::Write { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_quota_and_a_full_disk_are_told_alike_and_with_what_to_do() {
        for number in [28, 122] {
            // ENOSPC, EDQUOT (errno(3), Linux)
            let source = io::Error::from_raw_os_error(number);
            let error = ProgressError::write(FileError { action: "cannot append to", path: "/h/a.log".into(), source });
            assert_eq!(error.to_string(), "progress could not be saved: the disk or the quota is full");
            assert!(error.hint().is_some_and(|hint| hint.starts_with("remove files")));
        }
    }
}
