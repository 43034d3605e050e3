//! When a file was saved, found out by asking again and again.
//!
//! The kernel tells nobody what another machine has saved on a network file system (inotify(7), "Limitations"), and that is
//! where home folders are. A save counts when two looks in a row see the same: one that is still being written, or that an
//! editor is just renaming into place, is left to the next look.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// What tells two saves of a file apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Save {
    /// Seconds and nanoseconds: of the contents, and of anything else.
    times: [(i64, i64); 2],
    size: u64,
    inode: u64,
}

impl Save {
    /// The save that is at a path now; none while there is no file.
    pub fn at(path: &Path) -> Option<Self> {
        let about = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        let times = [(about.mtime(), about.mtime_nsec()), (about.ctime(), about.ctime_nsec())];
        Some(Save { times, size: about.size(), inode: about.ino() })
    }
}

/// The saves of a file, one after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Saves {
    /// The one that was handed out last.
    taken: Option<Save>,
    /// What the last look has seen.
    seen: Option<Save>,
}

impl Saves {
    /// Whether what is there now is a save that was not handed out yet, and is whole.
    pub fn is_new(&mut self, now: Option<Save>) -> bool {
        let is_still = now.is_some() && now == self.seen;
        self.seen = now;
        let is_new = is_still && now != self.taken;
        if is_new {
            self.taken = now;
        }
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_save_counts_once_and_only_when_two_looks_agree() {
        let save = |size| Some(Save { times: [(1, 2); 2], size, inode: 7 });
        let mut saves = Saves::default();
        let looks = [
            None,
            save(1),
            save(1),
            save(1),
            save(2),
            save(3),
            save(3),
            None,
            None,
            save(3),
            save(3),
            save(1),
            save(1),
        ];
        let news: Vec<bool> = looks.into_iter().map(|now| saves.is_new(now)).collect();
        let expected = [false, false, true, false, false, false, true, false, false, false, false, false, true];
        assert_eq!(news, expected);
    }

    #[test]
    fn a_file_that_was_renamed_into_place_is_another_save_and_a_folder_is_none() {
        let scratch = tempfile::tempdir().unwrap();
        let (path, new) = (scratch.path().join("a"), scratch.path().join("new"));
        assert_eq!(Save::at(&path), None);
        for file in [&path, &new] {
            fs::File::create(file).unwrap();
        }
        let before = Save::at(&path);
        assert_eq!(Save::at(&path), before);
        fs::rename(&new, &path).unwrap();
        assert_ne!(Save::at(&path), before);
        assert_eq!(Save::at(scratch.path()), None);
    }
}
