//! Emptying a folder, and nothing beside it.
//!
//! Links are removed and never followed, also when somebody puts one where a folder was a moment ago: every step goes
//! through the folder above it, which stays open (openat(2), `O_NOFOLLOW`). What cannot be removed does not keep the rest.

use std::ffi::CString;
use std::fs;
use std::io;
use std::os::fd::{AsFd as _, AsRawFd as _, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, Stat, fchmod, fstat, openat, statat, unlinkat};
use rustix::io::Errno;

use super::files::{FileError, failed};

/// How much is, or was, in a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Everything but folders.
    pub files: u64,
    /// What they take on the disk.
    pub bytes: u64,
}

/// A folder that is not empty, although it should be.
#[derive(Debug, thiserror::Error)]
#[error("{first}{}", others(*more))]
pub struct NotEmptied {
    /// The first thing that could not be removed.
    pub first: FileError,
    /// How many others there are.
    pub more: u64,
}

fn others(more: u64) -> String {
    if more == 0 { String::new() } else { format!(" (and {more} more)") }
}

/// How much is in a folder; what may not be read is not counted.
pub fn amount(folder: &Path) -> Amount {
    let mut amount = Amount::default();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok) {
            match entry.metadata() {
                Ok(about) if about.is_dir() => folders.push(entry.path()),
                Ok(about) => amount.add(about.blocks()),
                // Gone since the folder was listed.
                Err(_) => {}
            }
        }
    }
    amount
}

/// Removes everything in a folder, and keeps the folder itself: a shell may stand in it.
pub fn empty_folder(folder: &Path) -> Result<Amount, NotEmptied> {
    let alone = |source: Errno| NotEmptied { first: failed("cannot open", folder)(source.into()), more: 0 };
    let opened = open(CWD, folder.as_os_str().as_bytes()).map_err(alone)?;
    let about = fstat(&opened).map_err(alone)?;
    let mut emptying = Emptying { device: about.st_dev, amount: Amount::default(), first: None, failures: 0 };
    emptying.empty(&opened, &about, folder);
    match emptying.first {
        None => Ok(emptying.amount),
        Some(first) => Err(NotEmptied { first, more: emptying.failures - 1 }),
    }
}

impl Amount {
    /// Blocks are of 512 bytes, whatever the file system's own are (stat(2)).
    fn add(&mut self, blocks: u64) {
        self.files += 1;
        self.bytes += blocks * 512;
    }
}

struct Emptying {
    /// The file system of the folder.
    device: u64,
    amount: Amount,
    first: Option<FileError>,
    failures: u64,
}

impl Emptying {
    fn fail(&mut self, action: &'static str, path: PathBuf, source: impl Into<io::Error>) {
        self.failures += 1;
        let source = source.into();
        self.first.get_or_insert(FileError { action, path, source });
    }

    fn empty(&mut self, folder: &OwnedFd, about: &Stat, path: &Path) {
        if let Err(error) = make_writable(folder, about) {
            return self.fail("cannot change the permissions of", path.to_owned(), error);
        }
        // All names first: what a listing says of a folder that changes meanwhile is open (readdir(3)).
        let names = Dir::read_from(folder).and_then(|entries| {
            entries.map(|entry| entry.map(|entry| entry.file_name().to_owned())).collect::<Result<Vec<CString>, _>>()
        });
        match names {
            Ok(names) => {
                for name in names.iter().filter(|name| !matches!(name.to_bytes(), b"." | b"..")) {
                    self.remove(folder.as_fd(), name, path);
                }
            }
            Err(error) => self.fail("cannot list", path.to_owned(), error),
        }
    }

    fn remove(&mut self, within: BorrowedFd<'_>, name: &CString, folder: &Path) {
        let path = folder.join(std::ffi::OsStr::from_bytes(name.to_bytes()));
        let about = match statat(within, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(about) => about,
            // Somebody else has removed it.
            Err(Errno::NOENT) => return,
            Err(error) => return self.fail("cannot look at", path, error),
        };
        if FileType::from_raw_mode(about.st_mode) != FileType::Directory {
            match unlinkat(within, name, AtFlags::empty()) {
                Ok(()) => self.amount.add(about.st_blocks as u64),
                Err(Errno::NOENT) => {}
                Err(error) => self.fail("cannot remove", path, error),
            }
            return;
        }
        if about.st_dev != self.device {
            let mounted = io::Error::new(io::ErrorKind::CrossesDevices, "another file system is mounted there");
            return self.fail("cannot remove", path, mounted);
        }
        let before = self.failures;
        match open(within, name.to_bytes()) {
            Ok(inner) => self.empty(&inner, &about, &path),
            Err(error) => self.fail("cannot open", path.clone(), error),
        }
        // With something left in it, that is what is told.
        if self.failures == before
            && let Err(error) = unlinkat(within, name, AtFlags::REMOVEDIR)
            && error != Errno::NOENT
        {
            self.fail("cannot remove", path, error);
        }
    }
}

/// Opens a folder, not a link to one; also one that its owner may not read.
fn open(within: BorrowedFd<'_>, name: &[u8]) -> Result<OwnedFd, Errno> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    match openat(within, name, flags, Mode::empty()) {
        Err(Errno::ACCESS) => {
            let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let handle = openat(within, name, flags, Mode::empty())?;
            // A handle of this kind cannot be given to fchmod(2) (open(2), `O_PATH`); its name below /proc can be to chmod.
            let name_of_handle = format!("/proc/self/fd/{}", handle.as_raw_fd());
            rustix::fs::chmod(name_of_handle, Mode::RWXU)?;
            openat(within, name, flags - OFlags::PATH, Mode::empty())
        }
        other => other,
    }
}

/// What packages and caches leave read-only is the learner's all the same.
fn make_writable(folder: &OwnedFd, about: &Stat) -> Result<(), Errno> {
    let mode = Mode::from_raw_mode(about.st_mode);
    let is_own = about.st_uid == rustix::process::geteuid().as_raw();
    if is_own && !mode.contains(Mode::RWXU) { fchmod(folder, mode | Mode::RWXU) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn everything_goes_but_the_folder_and_what_links_lead_to() {
        let scratch = tempfile::tempdir().unwrap();
        let (folder, beside) = (scratch.path().join("one"), scratch.path().join("beside"));
        for path in [&folder.join("a/b"), &folder.join("locked/in"), &folder.join("blind"), &beside] {
            fs::create_dir_all(path).unwrap();
        }
        for file in [folder.join("a/b/x"), folder.join(".hidden"), folder.join("locked/in/y"), beside.join("kept")] {
            fs::File::create(file).unwrap();
        }
        symlink(&beside, folder.join("link")).unwrap();
        symlink("nowhere", folder.join("a/dangling")).unwrap();
        let permit = |path: &str, mode| fs::set_permissions(folder.join(path), fs::Permissions::from_mode(mode));
        permit("locked/in", 0o500).unwrap();
        permit("locked", 0o500).unwrap();
        permit("blind", 0).unwrap();
        let before = fs::metadata(&folder).unwrap().ino();
        assert_eq!(amount(&folder).files, 5);
        assert_eq!(empty_folder(&folder).unwrap().files, 5);
        assert_eq!((fs::metadata(&folder).unwrap().ino(), amount(&folder)), (before, Amount::default()));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        assert!(beside.join("kept").exists());
    }

    #[test]
    fn a_link_to_a_folder_is_not_opened() {
        let scratch = tempfile::tempdir().unwrap();
        let (link, beside) = (scratch.path().join("one"), scratch.path().join("beside"));
        fs::create_dir(&beside).unwrap();
        fs::File::create(beside.join("kept")).unwrap();
        symlink(&beside, &link).unwrap();
        let error = empty_folder(&link).unwrap_err();
        assert_eq!(error.to_string(), format!("cannot open `{}`", link.display()));
        assert!(beside.join("kept").exists());
    }

    #[test]
    fn what_cannot_be_removed_is_told_by_path_and_the_rest_goes() {
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path().join("one");
        fs::create_dir_all(folder.join("a")).unwrap();
        fs::File::create(folder.join("x")).unwrap();
        // Another device number stands in for a mounted file system, which a test cannot make.
        let opened = open(CWD, folder.as_os_str().as_bytes()).unwrap();
        let about = fstat(&opened).unwrap();
        let mut emptying = Emptying { device: about.st_dev + 1, amount: Amount::default(), first: None, failures: 0 };
        emptying.empty(&opened, &about, &folder);
        let first = emptying.first.unwrap();
        assert_eq!(
            (first.path, first.source.to_string()),
            (folder.join("a"), "another file system is mounted there".to_owned())
        );
        assert_eq!((emptying.failures, emptying.amount.files, folder.join("a").exists()), (1, 1, true));
    }
}
