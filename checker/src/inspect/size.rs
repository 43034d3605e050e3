//! How much an environment occupies, counted as a quota counts it.
//!
//! It agrees with `du -s --inodes` and `du -s -B1`: folders and links count, a file with several names in the
//! environment counts once, links are not followed. It refuses nothing but what may not be read, which is not counted.

use std::collections::HashSet;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Whether a report counts files and bytes; a walk costs a hundred times the rest of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// They stay unknown.
    Skip,
    /// They are counted.
    Count,
}

/// Files (inodes) and bytes (on disk) under a folder, with the folder itself.
pub(super) fn count(root: &Path) -> (u64, u64) {
    let (mut files, mut bytes) = (0, 0);
    let mut several = HashSet::new();
    let mut add = |about: &std::fs::Metadata| {
        if about.nlink() > 1 && !about.is_dir() && !several.insert((about.dev(), about.ino())) {
            return;
        }
        files += 1;
        // Blocks are of 512 bytes, whatever the file system's own are.
        bytes += about.blocks() * 512;
    };
    if let Ok(about) = std::fs::symlink_metadata(root) {
        add(&about);
    }
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok) {
            let Ok(about) = entry.metadata() else {
                continue;
            };
            add(&about);
            if about.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    (files, bytes)
}
