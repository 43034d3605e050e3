//! Reading of files that may be anything: bounded, and never waiting.
//!
//! A learner's folder may hold a FIFO where a file is expected, or a file of a gigabyte. Only regular files are read,
//! only so far, and a folder is listed only so far. Nothing here is ever written.

use std::cell::Cell;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::File;
use std::ops::ControlFlow;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags};
use rustix::io::Errno;

use super::folder;

/// How much of a small text file is read, in bytes: METADATA heads, INSTALLER, `.pth` and their like.
pub(super) const SMALL: u64 = 64 * 1024;
/// How much of a file is read that may rightly be long, in bytes: RECORD, `pyvenv.cfg`, requirements.
pub(super) const LARGE: u64 = 4 * 1024 * 1024;
/// How much more is read of a file that is longer than it said, in bytes.
const GROWTH: usize = 8 * 1024;
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
    /// It holds more than is read.
    TooLarge,
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
            Self::TooLarge => "holds more than can be read",
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
}

/// The folder below which many files are asked for. The way to it is walked once, and not for each of them: on a large
/// environment that is a tenth of the time.
#[derive(Debug)]
pub(super) struct Below {
    /// The folder, as the paths of its files begin.
    path: PathBuf,
    folder: Option<OwnedFd>,
}

impl Below {
    /// None: paths are walked as they are.
    pub(super) fn nothing() -> Self {
        Self { path: PathBuf::new(), folder: None }
    }

    /// This one. Where it cannot be opened, paths are walked as they are.
    pub(super) fn folder(path: &Path) -> Self {
        Self { path: path.to_owned(), folder: folder::open(path).ok() }
    }

    /// From where a path is looked up, and what of it.
    fn split<'a>(&'a self, path: &'a Path) -> (BorrowedFd<'a>, &'a Path) {
        let end = || {
            let rest = path.as_os_str().as_bytes().strip_prefix(self.path.as_os_str().as_bytes())?;
            rest.strip_prefix(b"/").filter(|rest| !rest.is_empty() && !rest.starts_with(b"/"))
        };
        match (&self.folder, end()) {
            (Some(folder), Some(end)) => (folder.as_fd(), Path::new(OsStr::from_bytes(end))),
            _ => (CWD, path),
        }
    }

    /// Whether anything is there, links followed.
    pub(super) fn exists(&self, path: &Path) -> bool {
        let (folder, path) = self.split(path);
        rustix::fs::statat(folder, path, AtFlags::empty()).is_ok()
    }
}

/// A regular file, open for reading.
pub(super) struct Regular {
    /// The file.
    pub(super) file: File,
    /// Its length in bytes, as it was when it was opened.
    pub(super) length: u64,
}

/// Opens a regular file for reading, without waiting for a writer when it is a FIFO.
pub(super) fn open(path: &Path) -> Result<Regular, Failure> {
    open_below(&Below::nothing(), path)
}

fn open_below(below: &Below, path: &Path) -> Result<Regular, Failure> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let (folder, path) = below.split(path);
    let file = File::from(rustix::fs::openat(folder, path, flags, Mode::empty()).map_err(Failure::of_errno)?);
    let about = rustix::fs::fstat(&file).map_err(Failure::of_errno)?;
    if !FileType::from_raw_mode(about.st_mode).is_file() {
        return Err(Failure::WrongType);
    }
    Ok(Regular { file, length: u64::try_from(about.st_size).unwrap_or_default() })
}

impl Regular {
    /// Reads on until there are `limit` bytes in all, or the file ends: mostly with one call.
    pub(super) fn fill(&mut self, bytes: &mut Vec<u8>, limit: u64) -> Result<(), Failure> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let length = usize::try_from(self.length).unwrap_or(usize::MAX);
        // One more than there should be, so that the end shows.
        let mut room = limit.min(length.saturating_add(1));
        while bytes.len() < limit {
            if bytes.len() >= room {
                // It is longer than it was; the file systems that the kernel makes up tell no length at all.
                room = limit.min(bytes.len() + GROWTH);
            }
            bytes.reserve_exact(room - bytes.len());
            match rustix::io::read(&self.file, rustix::buffer::spare_capacity(bytes)) {
                Ok(0) => break,
                Ok(_) if bytes.len() == length && length < room => break,
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return Err(Failure::of_errno(error)),
            }
        }
        // More may have been read than was asked for, where the memory had room for it.
        bytes.truncate(limit);
        Ok(())
    }
}

/// The first `limit` bytes of a regular file.
pub(super) fn head(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    open(path)?.fill(&mut bytes, limit)?;
    Ok(bytes)
}

thread_local! {
    /// What [`read`] reads into. Fresh memory for each of hundreds of files costs more than the reading of most of them.
    static SCRATCH: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// How much memory is kept from one file to the next, in bytes.
const KEPT: usize = 1024 * 1024;

/// What is made of the first `limit` bytes of a regular file.
pub(super) fn read<T>(path: &Path, limit: u64, make: impl FnOnce(&[u8]) -> T) -> Result<T, Failure> {
    read_below(&Below::nothing(), path, limit, make)
}

/// The same of one of many files below a folder.
pub(super) fn read_below<T>(
    below: &Below,
    path: &Path,
    limit: u64,
    make: impl FnOnce(&[u8]) -> T,
) -> Result<T, Failure> {
    with(below, path, |file, bytes| file.fill(bytes, limit).map(|()| make(bytes)))
}

/// The same, for who reads on when the beginning does not do.
pub(super) fn with<T>(
    below: &Below,
    path: &Path,
    read: impl FnOnce(&mut Regular, &mut Vec<u8>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut file = open_below(below, path)?;
    let mut bytes = SCRATCH.take();
    bytes.clear();
    let made = read(&mut file, &mut bytes);
    if bytes.capacity() <= KEPT {
        SCRATCH.set(bytes);
    }
    made
}

/// The first `limit` bytes of a regular file as text. What is not UTF-8 is replaced: one wrong byte hides nothing else.
pub(super) fn text(path: &Path, limit: u64) -> Result<String, Failure> {
    read(path, limit, |bytes| String::from_utf8_lossy(bytes).into_owned())
}

/// Hands over the names in a folder, in no order, those that are UTF-8. Where not all can be told, that is a failure: what
/// was not seen would be taken for absent.
pub(super) fn each_name(folder: &Path, mut name: impl FnMut(&str)) -> Result<(), Failure> {
    let open = folder::open(folder).map_err(Failure::of_errno)?;
    let mut count = 0;
    folder::each(open, &mut folder::buffer(), |entry, _| {
        if count == ENTRIES {
            count += 1;
            return ControlFlow::Break(());
        }
        count += 1;
        if let Ok(text) = entry.to_str() {
            name(text);
        }
        ControlFlow::Continue(())
    })
    .map_err(Failure::of_errno)?;
    if count > ENTRIES { Err(Failure::TooLarge) } else { Ok(()) }
}

/// The names in a folder that are UTF-8, sorted; none where it cannot be read.
pub(super) fn names(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    if each_name(folder, |name| names.push(name.to_owned())).is_err() {
        return Vec::new();
    }
    names.sort_unstable();
    names
}

/// Whether a folder may not be looked into.
pub(super) fn is_closed(folder: &Path) -> bool {
    folder::open(folder).is_err_and(|error| Failure::of_errno(error) == Failure::Denied)
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
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for folder in folders {
        let Ok(about) = std::fs::metadata(&folder) else {
            continue;
        };
        let identity = (about.dev(), about.ino());
        if about.is_dir() && seen.insert(identity) {
            kept.push(folder);
        }
    }
    kept
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out files; the program does not")]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_to_its_end_or_to_the_limit() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("file");
        for length in [0_usize, 1, 8191, 8192, 8193, 70_000] {
            let content: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            std::fs::write(&path, &content).expect("a file");
            for limit in [0, 1, 4096, 8192, SMALL, LARGE] {
                let expected = &content[..length.min(usize::try_from(limit).expect("small"))];
                assert_eq!(head(&path, limit).expect("read"), expected, "{length} bytes, at most {limit}");
            }
            let (mut file, mut bytes) = (open(&path).expect("open"), Vec::new());
            file.fill(&mut bytes, 4096).expect("read");
            file.fill(&mut bytes, SMALL).expect("read");
            assert_eq!(bytes, content[..length.min(65536)], "in two goes");
        }
        // The kernel tells no length of these.
        let status = head(Path::new("/proc/self/status"), SMALL).expect("read");
        assert!(status.starts_with(b"Name:") && status.ends_with(b"\n"));
    }
}
