//! Whether the files of a course have changed, found out by looking again and again.
//!
//! The kernel tells nobody what another machine has saved on a network file system, and that is where courses are written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::host;
use crate::host::Save;

/// How deep folders of lessons may lie in each other.
const DEEPEST: usize = 4;

/// What was seen of a course's folder.
#[derive(Debug)]
pub struct Look {
    folder: PathBuf,
    /// What the site was built from.
    taken: BTreeMap<PathBuf, Save>,
    /// What the last look has seen.
    seen: BTreeMap<PathBuf, Save>,
}

impl Look {
    /// The folder as it is now.
    pub fn at(folder: &Path) -> Self {
        let now = saves(folder);
        Look { folder: folder.to_owned(), taken: now.clone(), seen: now }
    }

    /// Whether there is something new, and it was the same twice: an editor may be at work.
    pub fn is_new(&mut self) -> bool {
        let now = saves(&self.folder);
        let is_still = now == self.seen;
        self.seen.clone_from(&now);
        let is_new = is_still && now != self.taken;
        if is_new {
            self.taken = now;
        }
        is_new
    }
}

/// The files of a folder and of those in it. What cannot be read now is there at the next look.
fn saves(folder: &Path) -> BTreeMap<PathBuf, Save> {
    let mut saves = BTreeMap::new();
    gather(folder, DEEPEST, &mut saves);
    saves
}

fn gather(folder: &Path, depth: usize, saves: &mut BTreeMap<PathBuf, Save>) {
    for path in host::list(folder).unwrap_or_default() {
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if is_hidden {
            continue;
        }
        if path.is_dir() {
            if depth > 1 {
                gather(&path, depth - 1, saves);
            }
        } else if let Some(save) = Save::at(&path) {
            saves.insert(path, save);
        }
    }
}
