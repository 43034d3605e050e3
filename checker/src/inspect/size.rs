//! How much an environment occupies, counted as a quota counts it.
//!
//! It agrees with `du -s --inodes` and `du -s -B1`: folders and links count, a file with several names in the
//! environment counts once, links are not followed. What may not be read is not counted, and that it is so is told.

use std::collections::HashMap;
use std::ffi::{CStr, CString};
use std::ops::ControlFlow;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::rc::Rc;

use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, CWD, FileType, RawMode, Statx, StatxFlags};
use rustix::path::Arg;

use super::folder;

/// How long a path below an open folder may become, in bytes, before a folder further down is kept open instead: the
/// kernel takes 4,096.
const LONGEST: usize = 2048;

/// Whether a report counts files and bytes; a walk costs a hundred times the rest of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// They stay unknown.
    Skip,
    /// They are counted.
    Count,
}

/// What lies under a folder, with the folder itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Occupied {
    /// Inodes: files, folders, links.
    pub files: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// Those of the bytes that lie in files with further names outside, as uv's hard links into its cache: they are
    /// not freed when the folder is deleted.
    pub shared_bytes: u64,
    /// Folders and files that could not be looked at, so that the counts are too low.
    pub unread: u64,
}

/// A file with several names.
#[derive(Default)]
struct Linked {
    names_seen: u32,
    /// Whether there are more names than were seen.
    is_shared: bool,
    bytes: u64,
}

/// A folder that is still to be read: a path below one that is open, so that neither a path becomes too long nor too
/// many folders are open.
struct Pending {
    above: Rc<OwnedFd>,
    path: CString,
    /// The entry of the folder with shares below which it lies.
    share: Option<usize>,
}

/// The bytes below each entry of one folder, by the entry's name.
pub(super) type Shares = HashMap<String, u64>;

/// Counts what lies under a folder.
#[must_use]
pub fn occupied(root: &Path) -> Occupied {
    occupied_with(root, Path::new("")).0
}

/// Counts what lies under a folder, and how much of it lies below each entry of another folder within.
pub(super) fn occupied_with(root: &Path, shared_out: &Path) -> (Occupied, Shares) {
    let within = shared_out.strip_prefix(root).ok().and_then(|path| CString::new(path.as_os_str().as_bytes()).ok());
    let mut counter = Counter { shared_out: within, ..Counter::default() };
    match about(CWD, root) {
        Ok(about) => {
            counter.add(&about);
        }
        Err(_) => counter.sum.unread += 1,
    }
    match folder::open(root) {
        Ok(open) => counter.walk(open),
        Err(_) => counter.sum.unread += 1,
    }
    let shared = counter.linked.values().filter(|file| file.is_shared);
    counter.sum.shared_bytes = shared.map(|file| file.bytes).sum();
    let shares = counter.shares.into_iter().map(|(name, bytes)| (name.to_string_lossy().into_owned(), bytes)).collect();
    (counter.sum, shares)
}

#[derive(Default)]
struct Counter {
    sum: Occupied,
    /// By device and inode.
    linked: HashMap<((u32, u32), u64), Linked>,
    /// The folder, below the root, whose entries are counted each by itself too.
    shared_out: Option<CString>,
    shares: Vec<(CString, u64)>,
}

impl Counter {
    /// Adds an entry; the bytes that it adds to the sum are returned.
    fn add(&mut self, about: &Statx) -> u64 {
        // Blocks are of 512 bytes, whatever the file system's own are.
        let bytes = about.stx_blocks * 512;
        if about.stx_nlink > 1 && !is_folder(about) {
            let device = (about.stx_dev_major, about.stx_dev_minor);
            let file = self.linked.entry((device, about.stx_ino)).or_default();
            file.names_seen += 1;
            file.is_shared = file.names_seen < about.stx_nlink;
            file.bytes = bytes;
            if file.names_seen > 1 {
                return 0;
            }
        }
        self.sum.files += 1;
        self.sum.bytes += bytes;
        bytes
    }

    fn walk(&mut self, root: OwnedFd) {
        let mut buffer = folder::buffer();
        let root = Rc::new(root);
        let mut pending = Vec::new();
        self.read(&root, &root, c"", None, &mut buffer, &mut pending);
        while let Some(Pending { above, path, share }) = pending.pop() {
            let Ok(open) = folder::open_below(&*above, &path) else {
                self.sum.unread += 1;
                continue;
            };
            if path.as_bytes().len() > LONGEST {
                let open = Rc::new(open);
                self.read(&open, &open, c"", share, &mut buffer, &mut pending);
            } else {
                self.read(&open, &above, &path, share, &mut buffer, &mut pending);
            }
        }
    }

    /// Counts the entries of an open folder, which lies at `path` below `above`.
    fn read(
        &mut self,
        open: &impl AsFd,
        above: &Rc<OwnedFd>,
        path: &CStr,
        share: Option<usize>,
        buffer: &mut Vec<u8>,
        pending: &mut Vec<Pending>,
    ) {
        let is_shared_out = share.is_none() && self.shared_out.as_deref().is_some_and(|wanted| wanted == path);
        let read = folder::each(open, buffer, |name, _| {
            match about(open, name) {
                Ok(about) => {
                    let bytes = self.add(&about);
                    if is_shared_out {
                        self.shares.push((name.to_owned(), 0));
                    }
                    let share = if is_shared_out { self.shares.len().checked_sub(1) } else { share };
                    if let Some((_, sum)) = share.and_then(|share| self.shares.get_mut(share)) {
                        *sum += bytes;
                    }
                    if is_folder(&about) {
                        pending.push(Pending { above: Rc::clone(above), path: joined(path, name), share });
                    }
                }
                Err(_) => self.sum.unread += 1,
            }
            ControlFlow::Continue(())
        });
        self.sum.unread += u64::from(read.is_err());
    }
}

/// What is asked of each entry, and nothing more: a network's file system may answer that sooner.
fn about(folder: impl AsFd, name: impl Arg) -> rustix::io::Result<Statx> {
    let wanted = StatxFlags::TYPE | StatxFlags::NLINK | StatxFlags::INO | StatxFlags::BLOCKS;
    rustix::fs::statx(folder, name, AtFlags::SYMLINK_NOFOLLOW | AtFlags::NO_AUTOMOUNT, wanted)
}

fn is_folder(about: &Statx) -> bool {
    FileType::from_raw_mode(RawMode::from(about.stx_mode)) == FileType::Directory
}

fn joined(path: &CStr, name: &CStr) -> CString {
    let mut bytes = Vec::with_capacity(path.count_bytes() + 1 + name.count_bytes());
    if !path.is_empty() {
        bytes.extend_from_slice(path.to_bytes());
        bytes.push(b'/');
    }
    bytes.extend_from_slice(name.to_bytes());
    // Neither part has a zero byte in it, or it would be no `CStr`.
    CString::new(bytes).unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out files; the program does not")]
mod tests {
    use super::*;

    #[test]
    fn names_outside_make_bytes_that_deleting_does_not_free() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let inside = folder.path().join("inside");
        std::fs::create_dir(&inside).expect("a folder");
        std::fs::write(inside.join("one"), [1; 5000]).expect("a file");
        std::fs::hard_link(inside.join("one"), inside.join("two")).expect("a second name");
        let alone = occupied(&inside);
        assert_eq!((alone.files, alone.shared_bytes, alone.unread), (2, 0, 0));
        std::fs::hard_link(inside.join("one"), folder.path().join("cache")).expect("a name outside");
        let shared = occupied(&inside);
        assert_eq!((shared.files, shared.bytes), (2, alone.bytes));
        assert!(shared.shared_bytes >= 5000, "{shared:?}");
    }

    #[test]
    fn a_path_longer_than_the_kernel_takes_is_walked_to_its_end() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let name = CString::new("d".repeat(200)).expect("a name");
        let mut at = folder::open(folder.path()).expect("open");
        let mode = rustix::fs::Mode::RWXU;
        for _ in 0..60 {
            rustix::fs::mkdirat(&at, &name, mode).expect("a folder");
            rustix::fs::mkdirat(&at, c"beside", mode).expect("a folder");
            at = folder::open_below(&at, &name).expect("open");
        }
        let counted = occupied(folder.path());
        assert_eq!((counted.files, counted.unread), (121, 0));
    }

    #[test]
    fn what_is_not_there_is_told_as_unread() {
        assert_eq!(occupied(Path::new("/nowhere/at/all")).unread, 2);
    }
}
