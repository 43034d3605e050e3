//! Files, read and written whole; every error names its path.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The largest file that is read whole, in bytes: lessons and scripts are far smaller.
const LARGEST: u64 = 16 * 1024 * 1024;

/// What went wrong with a file.
#[derive(Debug, thiserror::Error)]
#[error("{action} `{}`", path.display())]
pub struct FileError {
    /// What was tried, such as `cannot read`.
    pub action: &'static str,
    /// The file.
    pub path: PathBuf,
    /// Why it failed.
    #[source]
    pub source: io::Error,
}

pub(super) fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FileError {
    let path = path.to_owned();
    move |source| FileError { action, path, source }
}

/// The bytes of a regular file.
pub fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    let read = || {
        let metadata = fs::metadata(path)?;
        if metadata.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        // Opening a FIFO would wait for somebody to write into it.
        if !metadata.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
        }
        if metadata.len() > LARGEST {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 16 MiB"));
        }
        let mut bytes = Vec::new();
        File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(failed("cannot read", path))
}

/// The text of a regular file.
pub fn read_text(path: &Path) -> Result<String, FileError> {
    String::from_utf8(read(path)?)
        .map_err(|_| failed("cannot read", path)(io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text")))
}

/// The text of a file that the user named, which may be a pipe (`<(…)`, `/dev/stdin`).
pub fn read_script(path: &Path) -> Result<String, FileError> {
    if fs::metadata(path).is_ok_and(|metadata| metadata.is_file() || metadata.is_dir()) {
        return read_text(path);
    }
    let mut text = String::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST).read_to_string(&mut text))
        .map_err(failed("cannot read", path))?;
    Ok(text)
}

/// The names in a folder, sorted.
pub fn list(path: &Path) -> Result<Vec<PathBuf>, FileError> {
    let mut entries = fs::read_dir(path)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>())
        .map_err(failed("cannot list", path))?;
    entries.sort();
    Ok(entries)
}

/// Makes a folder and those above it.
pub fn create_folder(path: &Path) -> Result<(), FileError> {
    fs::create_dir_all(path).map_err(failed("cannot make the folder", path))
}

/// Writes a file that must not be there yet.
pub fn write_new(path: &Path, contents: &[u8]) -> Result<(), FileError> {
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(contents)?;
        file.sync_all()
    };
    write().map_err(failed("cannot write", path))
}

/// Writes a file that must not be there yet, at a path below a folder; the folders on the way to it are made.
pub fn write_new_below(folder: &Path, relative: &str, contents: &[u8]) -> Result<(), FileError> {
    let path = folder.join(relative);
    if let Some(parent) = path.parent() {
        create_folder(parent)?;
    }
    write_new(&path, contents)
}

/// Writes a file whole: a temporary one beside it, synced, then renamed over it. What was there stays until then, also
/// when the disk is full.
pub fn write_whole(path: &Path, contents: &[u8]) -> Result<(), FileError> {
    replace(path, contents, |_| Ok(()))
}

/// As [`write_whole`]; `prepare` has the temporary file before it is synced.
pub(super) fn replace(
    path: &Path,
    contents: &[u8],
    prepare: impl FnOnce(&File) -> io::Result<()>,
) -> Result<(), FileError> {
    let write = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = tempfile::Builder::new().prefix(".checker-").tempfile_in(folder)?;
        file.write_all(contents)?;
        prepare(file.as_file())?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        // The rename itself is safe only once the folder is.
        File::open(folder)?.sync_all()
    };
    write().map_err(failed("cannot write", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_write_replaces_and_leaves_nothing_beside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(read_text(&path).unwrap(), "two");
        assert_eq!(list(folder.path()).unwrap(), [path]);
    }

    #[test]
    fn an_error_names_its_path_and_its_cause() {
        let folder = tempfile::tempdir().unwrap();
        let error = read_text(folder.path()).unwrap_err();
        assert_eq!(error.to_string(), format!("cannot read `{}`", folder.path().display()));
        assert_eq!(error.source.to_string(), "it is a folder");
    }
}
