//! The folder into which a site goes.
//!
//! mdbook empties its destination, so it never learns of this one: a site is built elsewhere and then brought here, file by
//! file. A folder with something else in it is refused, and only files that an earlier build brought are replaced or removed.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::host;

use super::error::BookError;
use super::manifest;
use super::manifest::MARKER;

/// Where a file is written before it is renamed into its place.
const PART: &str = ".checker-part";

/// A folder that may be built into.
#[derive(Debug)]
pub(super) struct Destination {
    folder: PathBuf,
    /// The files that earlier builds brought.
    ours: BTreeSet<PathBuf>,
}

impl Destination {
    /// Looks whether the folder may be built into: it is not there yet, or empty, or a site of ours. Nothing is changed.
    pub(super) fn look(folder: &Path) -> Result<Self, BookError> {
        let fresh = Destination { folder: folder.to_owned(), ours: BTreeSet::new() };
        // Of a link that leads nowhere too we must not make a folder.
        match fs::symlink_metadata(folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(fresh),
            _ if folder.is_dir() => {}
            _ => return Err(BookError::NotAFolder(folder.to_owned())),
        }
        if host::list(folder)?.is_empty() {
            return Ok(fresh);
        }
        let marker = folder.join(MARKER);
        if !marker.is_file() {
            return Err(BookError::NotOurs(folder.to_owned()));
        }
        Ok(Destination { ours: manifest::read(&host::read_text(&marker)?), ..fresh })
    }

    /// Brings a site here, each file as `finish` makes it, and removes what is left of the one before.
    pub(super) fn publish(&self, built: &Path, finish: &dyn Fn(&Path, Vec<u8>) -> Vec<u8>) -> Result<(), BookError> {
        let mut files = BTreeSet::new();
        files_in(built, built, &mut files)?;
        if let Some(path) = files.iter().find_map(|file| self.in_the_way(file)) {
            return Err(BookError::InTheWay(path));
        }
        host::create_folder(&self.folder)?;
        // The marker first, with old and new, so that a build that is interrupted leaves nothing that is nobody's.
        self.put(Path::new(MARKER), manifest::write(&files.union(&self.ours).cloned().collect()).as_bytes())?;
        for file in &files {
            if let Some(folder) = self.folder.join(file).parent() {
                host::create_folder(folder)?;
            }
            self.put(file, &finish(file, host::read(&built.join(file))?))?;
        }
        for file in self.ours.difference(&files) {
            self.remove(file)?;
        }
        self.put(Path::new(MARKER), manifest::write(&files).as_bytes())
    }

    /// What stands where a file must go and is not ours, or is no folder and must be one.
    fn in_the_way(&self, file: &Path) -> Option<PathBuf> {
        let path = self.folder.join(file);
        if path.symlink_metadata().is_ok() && !self.ours.contains(file) {
            return Some(path);
        }
        let mut above = file.ancestors().skip(1).map(|folder| self.folder.join(folder));
        above.find(|folder| folder.exists() && !folder.is_dir())
    }

    /// Writes a file beside the others and renames it, so that no reader meets half a page. A file that is as it
    /// should be is left alone, with its time, for those who copy what is new. Everybody may read it as far as
    /// the umask allows: a site is for others. It is not synced, because it can be built again.
    #[expect(clippy::disallowed_methods, reason = "written beside and renamed, with the umask's own mode")]
    fn put(&self, file: &Path, contents: &[u8]) -> Result<(), BookError> {
        let (part, path) = (self.folder.join(PART), self.folder.join(file));
        if host::read(&path).is_ok_and(|there| there == contents) {
            return Ok(());
        }
        fs::write(&part, contents).and_then(|()| fs::rename(&part, &path)).map_err(|source| BookError::Publish {
            action: "write",
            path,
            source,
        })
    }

    /// Removes a file of an earlier build, and the folders that are empty without it.
    fn remove(&self, file: &Path) -> Result<(), BookError> {
        let path = self.folder.join(file);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(BookError::Publish { action: "remove", path, source: error });
            }
            _ => {}
        }
        for folder in file.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()) {
            // A folder that is not empty stays.
            if fs::remove_dir(self.folder.join(folder)).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// Writes one file that stands alone, beside its place and then renamed, with the umask's own mode: a book is for others.
/// What stands there already is replaced only when it begins as such a file does.
#[expect(clippy::disallowed_methods, reason = "written beside and renamed, with the umask's own mode")]
pub(super) fn write_file(path: &Path, contents: &[u8], begins: &[u8]) -> Result<(), BookError> {
    if path.symlink_metadata().is_ok() && !host::read(path)?.starts_with(begins) {
        return Err(BookError::NotABook(path.to_owned()));
    }
    let mut part = path.as_os_str().to_owned();
    part.push(PART);
    fs::write(&part, contents).and_then(|()| fs::rename(&part, path)).map_err(|source| {
        // What was begun is of no use to anybody.
        let _ = fs::remove_file(&part);
        BookError::Publish { action: "write", path: path.to_owned(), source }
    })
}

/// The files in a folder and those in it, by their paths relative to `root`.
pub(super) fn files_in(root: &Path, folder: &Path, files: &mut BTreeSet<PathBuf>) -> Result<(), BookError> {
    for path in host::list(folder)? {
        if path.is_dir() {
            files_in(root, &path, files)?;
        } else if let Ok(file) = path.strip_prefix(root) {
            files.insert(file.to_owned());
        }
    }
    Ok(())
}
