//! A file that only grows, and that is safe on the disk each time it has grown.
//!
//! There is no way to open one that is already there: on a shared file system two writers of one file overwrite each
//! other, also with `O_APPEND` (open(2), "O_APPEND may lead to corrupted files on NFS"). Nothing is ever cut off or
//! written over.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use super::files::{FileError, failed};

/// A file of our own that only grows.
#[derive(Debug)]
pub struct GrowingFile {
    file: File,
    path: PathBuf,
}

impl GrowingFile {
    /// Makes a file that must not be there yet, not even as a link; readable by this user alone.
    pub fn create(path: &Path) -> Result<Self, FileError> {
        GrowingFile::create_with(path, 0o600)
    }

    /// The same, readable by the file's group too, whatever the user's mask says: in a folder that hands down its group
    /// that is the folder's.
    pub fn create_for_group(path: &Path) -> Result<Self, FileError> {
        GrowingFile::create_with(path, 0o640)
    }

    fn create_with(path: &Path, mode: u32) -> Result<Self, FileError> {
        let create = || {
            let mut options = OpenOptions::new();
            let no_follow = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
            options.append(true).create_new(true).mode(mode).custom_flags(no_follow);
            let file = options.open(path)?;
            if file.metadata()?.mode() & 0o777 != mode {
                file.set_permissions(Permissions::from_mode(mode))?;
            }
            if let Err(error) = sync_folder_of(path) {
                // Its name is not safe yet, and the next attempt takes another name.
                let _ = fs::remove_file(path);
                return Err(error);
            }
            Ok(file)
        };
        let file = create().map_err(failed("cannot make", path))?;
        Ok(GrowingFile { file, path: path.to_owned() })
    }

    /// Appends `bytes` with one `write` and syncs them. An error leaves open how much of them is in the file: none, a
    /// part or all.
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let append = || {
            // A second `write` happens only after a short one, and tells why it was short.
            (&self.file).write_all(bytes)?;
            // On NFS it is here that a full disk or quota is told.
            self.file.sync_data()?;
            if self.file.metadata()?.nlink() == 0 {
                return Err(io::Error::new(io::ErrorKind::NotFound, "the file was removed"));
            }
            Ok(())
        };
        append().map_err(failed("cannot append to", &self.path))
    }
}

/// Makes a folder and those above it that are missing, each for this user alone, as the XDG Base Directory Specification
/// asks.
pub fn create_private_folder(path: &Path) -> Result<(), FileError> {
    make(path).map_err(failed("cannot make the folder", path))
}

fn make(path: &Path) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => sync_folder_of(path).inspect_err(|_| {
            // Made and synced anew by the next attempt.
            let _ = fs::remove_dir(path);
        }),
        Err(_) if path.is_dir() => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make(path.parent().ok_or(error)?)?;
            make(path)
        }
        Err(error) => Err(error),
    }
}

/// A new name is safe only once the folder that holds it is.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some network file systems sync no folders (fsync(2): EINVAL), and a drop box can be written but not opened.
        Err(error) if can_never_be_synced(&error) => Ok(()),
        other => other,
    }
}

fn can_never_be_synced(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn it_grows_and_is_for_this_user_alone() {
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path().join("a/b/c");
        create_private_folder(&folder).unwrap();
        create_private_folder(&folder).unwrap();
        let path = folder.join("one.log");
        let mut file = GrowingFile::create(&path).unwrap();
        file.append(b"one\n").unwrap();
        file.append(b"two\n").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one\ntwo\n");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(scratch.path().join("a")).unwrap().mode() & 0o777, 0o700);
    }

    #[test]
    fn what_is_there_is_never_opened() {
        let scratch = tempfile::tempdir().unwrap();
        let (path, link) = (scratch.path().join("one.log"), scratch.path().join("link.log"));
        symlink(scratch.path().join("nowhere"), &link).unwrap();
        GrowingFile::create(&path).unwrap();
        for path in [&path, &link] {
            assert_eq!(GrowingFile::create(path).unwrap_err().source.kind(), io::ErrorKind::AlreadyExists);
        }
        assert!(!scratch.path().join("nowhere").exists());
    }

    #[test]
    fn a_removed_file_is_told() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("one.log");
        let mut file = GrowingFile::create(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let error = file.append(b"one\n").unwrap_err();
        assert_eq!(error.to_string(), format!("cannot append to `{}`", path.display()));
        assert_eq!(error.source.to_string(), "the file was removed");
    }

    #[test]
    fn a_folder_below_a_file_cannot_be_made() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("one");
        GrowingFile::create(&path).unwrap();
        create_private_folder(&path.join("a/b")).unwrap_err();
    }
}
