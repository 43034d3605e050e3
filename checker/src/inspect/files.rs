//! Reading of files that may be anything: bounded, and never waiting.
//!
//! A learner's folder may hold a FIFO where a file is expected, or a file of a gigabyte. Only regular files are read,
//! only so far, and a folder is listed only so far. Nothing here is ever written.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

/// How much of a small text file is read, in bytes: METADATA heads, INSTALLER, `.pth` and their like.
pub(super) const SMALL: u64 = 64 * 1024;
/// How much of a file is read that may rightly be long, in bytes: RECORD, `pyvenv.cfg`, requirements.
pub(super) const LARGE: u64 = 4 * 1024 * 1024;
/// How many entries of one folder are looked at. A `site-packages` of 100,000 entries is read whole.
const ENTRIES: usize = 400_000;

/// Why a file or folder could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// There is no such file, or a link to it leads nowhere.
    Missing,
    /// It is there and is no regular file (or no folder).
    WrongType,
    /// It is there and may not be read.
    Denied,
    /// Reading failed otherwise.
    Failed,
}

impl Failure {
    /// The end of the sentence "PATH …".
    pub(super) fn says(self) -> &'static str {
        match self {
            Self::Missing => "is missing",
            Self::WrongType => "is not what it should be: neither a plain file nor a folder of that kind",
            Self::Denied => "may not be read (permission denied)",
            Self::Failed => "cannot be read",
        }
    }

    fn of_errno(error: Errno) -> Self {
        match error {
            Errno::NOENT => Self::Missing,
            // A folder in the place of a file's parent, a socket, a loop of links.
            Errno::NOTDIR | Errno::ISDIR | Errno::NXIO | Errno::LOOP => Self::WrongType,
            Errno::ACCESS | Errno::PERM => Self::Denied,
            _ => Self::Failed,
        }
    }

    fn of(error: &std::io::Error) -> Self {
        Errno::from_io_error(error).map_or(Self::Failed, Self::of_errno)
    }
}

/// Opens a regular file for reading, without waiting for a writer when it is a FIFO.
pub(super) fn open(path: &Path) -> Result<File, Failure> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(path, flags, Mode::empty()).map_err(Failure::of_errno)?);
    let about = file.metadata().map_err(|error| Failure::of(&error))?;
    if about.is_file() { Ok(file) } else { Err(Failure::WrongType) }
}

/// The first `limit` bytes of a regular file.
pub(super) fn head(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    open(path)?.take(limit).read_to_end(&mut bytes).map_err(|error| Failure::of(&error))?;
    Ok(bytes)
}

/// The first `limit` bytes of a regular file as text. What is not UTF-8 is replaced: one wrong byte hides nothing else.
pub(super) fn text(path: &Path, limit: u64) -> Result<String, Failure> {
    head(path, limit).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// The names in a folder, in no order.
pub(super) fn list(folder: &Path) -> Result<Vec<OsString>, Failure> {
    let read = std::fs::read_dir(folder).map_err(|error| Failure::of(&error))?;
    Ok(read.take(ENTRIES).filter_map(Result::ok).map(|entry| entry.file_name()).collect())
}

/// The names in a folder that are UTF-8, sorted; none where it cannot be read.
pub(super) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        list(folder).unwrap_or_default().into_iter().filter_map(|name| name.into_string().ok()).collect();
    names.sort();
    names
}

/// Whether something regular stands there, links followed.
pub(super) fn is_file(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|about| about.is_file())
}

/// What makes a file or folder itself under whatever path: its device and inode, links followed.
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    std::fs::metadata(path).ok().map(|about| (about.dev(), about.ino()))
}

/// The folders of these that exist, each once: `lib64` is a link to `lib` in most environments, and one folder seen
/// twice would make every package in it ambiguous.
pub(super) fn existing(folders: impl IntoIterator<Item = PathBuf>) -> Vec<PathBuf> {
    let mut seen = Vec::new();
    let mut kept = Vec::new();
    for folder in folders {
        let Ok(about) = std::fs::metadata(&folder) else {
            continue;
        };
        let identity = (about.dev(), about.ino());
        if about.is_dir() && !seen.contains(&identity) {
            seen.push(identity);
            kept.push(folder);
        }
    }
    kept
}
