//! Folders and files with modes that must hold exactly, because other people write there.

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use super::files::{FileError, failed, replace};

/// Makes a folder, unless an empty one is there, gives it this mode whatever the user's mask says, and returns the mode that
/// the file system kept: some drop bits without an error (chmod(2): the setgid bit of a group that is not one's own).
pub fn create_folder_with_mode(path: &Path, mode: u32) -> Result<u32, FileError> {
    let create = || {
        match DirBuilder::new().mode(0o700).create(path) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && path.is_dir() => {}
            made => made?,
        }
        fs::set_permissions(path, Permissions::from_mode(mode))?;
        Ok(fs::symlink_metadata(path)?.mode() & 0o7777)
    };
    create().map_err(failed("cannot make the folder", path))
}

/// Writes a file that must not be there yet, with this mode whatever the user's mask says.
pub fn write_new_with_mode(path: &Path, contents: &[u8], mode: u32) -> Result<(), FileError> {
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(contents)?;
        file.set_permissions(Permissions::from_mode(mode))?;
        file.sync_all()
    };
    write().map_err(failed("cannot write", path))
}

/// Writes a file whole, as [`write_whole`](super::write_whole) does, with this mode whatever the user's mask says.
pub fn replace_with_mode(path: &Path, contents: &[u8], mode: u32) -> Result<(), FileError> {
    replace(path, contents, |file| file.set_permissions(Permissions::from_mode(mode)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_are_as_asked_whatever_the_mask() {
        let scratch = tempfile::tempdir().unwrap();
        let (folder, file) = (scratch.path().join("drop"), scratch.path().join("control"));
        assert_eq!(create_folder_with_mode(&folder, 0o3733).unwrap(), 0o3733);
        assert_eq!(create_folder_with_mode(&folder, 0o755).unwrap(), 0o755, "an empty one that is there is taken");
        write_new_with_mode(&file, b"", 0o644).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().mode() & 0o7777, 0o644);
        write_new_with_mode(&file, b"", 0o644).unwrap_err();
        replace_with_mode(&file, b"more", 0o640).unwrap();
        assert_eq!((fs::metadata(&file).unwrap().mode() & 0o7777, fs::read(&file).unwrap()), (0o640, b"more".to_vec()));
        create_folder_with_mode(&file, 0o755).unwrap_err();
    }
}
