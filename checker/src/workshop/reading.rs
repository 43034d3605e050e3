//! The drop box as the instructor's side reads it, again and again.
//!
//! Everything in it may be hostile: a link, a FIFO, a file of a terabyte, ten thousand files of one person, a name that
//! claims to be somebody else. Files are opened relative to the folder, which stays open; they are never followed, never
//! waited for, and count for their owner or not at all. What is set aside is counted with its reason. Each look opens what it
//! reads anew, because a network file system shows what others wrote only then, and goes on where the last look ended.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::CString;
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::FileExt as _;

use rustix::fs::{CWD, Dir, FileType, Mode, OFlags, Stat, fstat, openat};
use rustix::io::Errno;

use crate::host::FileError;
use crate::progress::LONGEST_RECORD;

use super::attend::ENDING;
use super::class::Class;

/// The largest file that is read, in bytes: twice what a session writes into one.
pub(super) const LARGEST: u64 = 1024 * 1024;
/// The most that is read of one person, in bytes.
pub(super) const MOST_OF_ONE: u64 = 4 * 1024 * 1024;
/// The most files of one person: sessions of a long course, and not a flood.
pub(super) const MOST_FILES: usize = 100;
/// The most names that are listed in one look.
pub(super) const MOST_NAMES: usize = 200_000;
/// The most names that are looked at for the first time in one look; the others wait for the next.
pub(super) const MOST_NEW: usize = 1_000;

/// Why something in the drop box does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aside {
    /// Its name is not one that a session gives.
    Name,
    /// It is a link, a folder, a FIFO, a socket or a device.
    Kind,
    /// It has a second name elsewhere.
    Linked,
    /// It belongs to another person than its name says.
    Forged,
    /// It is larger than any session's file.
    Large,
    /// This person has more files, or more in them, than sessions make.
    TooMany,
    /// It cannot be read.
    Unreadable,
}

/// A file of a session: who it belongs to, and how far it was read.
#[derive(Debug)]
struct Known {
    uid: u32,
    inode: u64,
    /// Up to where it was read, after a whole line.
    read: u64,
    /// How large it was then: what is no longer is unchanged.
    size: u64,
}

/// A drop box that is looked at again and again.
#[derive(Debug)]
pub(super) struct DropBox {
    folder: OwnedFd,
    path: std::path::PathBuf,
    /// In a rehearsal every file is the instructor's own, and its name says whose it stands for.
    stands_in: Option<u32>,
    known: BTreeMap<CString, Known>,
    /// What does not count, by name, with its number: another file of that name is looked at anew.
    aside: BTreeMap<CString, (u64, Aside)>,
    /// What is read of each person: files and bytes.
    held: BTreeMap<u32, (usize, u64)>,
    /// Names that wait for the next look.
    waiting: usize,
}

/// What a look has found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Whole lines that are new, by person.
    pub(super) lines: Vec<(u32, Vec<u8>)>,
}

impl DropBox {
    /// Opens the drop box of a class.
    pub(super) fn open(class: &Class) -> Result<Self, FileError> {
        let path = class.drop_box();
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let failed = |source: Errno| FileError { action: "cannot open", path: path.clone(), source: source.into() };
        let folder = openat(CWD, &path, flags, Mode::empty()).map_err(failed)?;
        let stands_in = if class.about.simulated { Some(fstat(&folder).map_err(failed)?.st_uid) } else { None };
        Ok(DropBox {
            folder,
            path,
            stands_in,
            known: BTreeMap::new(),
            aside: BTreeMap::new(),
            held: BTreeMap::new(),
            waiting: 0,
        })
    }

    /// What is there that was not there at the last look.
    pub(super) fn look(&mut self) -> Result<Found, FileError> {
        let names =
            self.names().map_err(|source| FileError { action: "cannot list", path: self.path.clone(), source })?;
        // Removed since: by its owner, who may.
        self.aside.retain(|name, _| names.contains_key(name));
        let gone: Vec<CString> = self.known.keys().filter(|name| !names.contains_key(*name)).cloned().collect();
        for known in gone.iter().filter_map(|name| self.known.remove(name)).collect::<Vec<_>>() {
            self.let_go(&known);
        }
        let mut found = Found::default();
        let (old, new): (Vec<_>, Vec<_>) = names.iter().partition(|(name, _)| self.known.contains_key(*name));
        for (name, _) in old {
            self.read(name, &mut found);
        }
        let mut unseen = Vec::new();
        let mut again = Vec::new();
        for (name, inode) in new {
            match self.aside.get(name) {
                // A session that has just begun gives its file its mode a moment after its name.
                Some((seen, Aside::Unreadable)) if seen == inode => again.push((name.clone(), *inode)),
                Some((seen, _)) if seen == inode => {}
                _ => unseen.push((name.clone(), *inode)),
            }
        }
        let turns = [in_turns(unseen), again].concat();
        self.waiting = turns.len().saturating_sub(MOST_NEW);
        for (name, inode) in turns.into_iter().take(MOST_NEW) {
            match self.admit(&name) {
                Ok(known) => {
                    self.aside.remove(&name);
                    self.held.entry(known.uid).or_default().0 += 1;
                    self.known.insert(name.clone(), known);
                    self.read(&name, &mut found);
                }
                Err(Some(aside)) => {
                    self.aside.insert(name, (inode, aside));
                }
                // Gone since it was listed.
                Err(None) => {}
            }
        }
        Ok(found)
    }

    /// Whose files count.
    pub(super) fn people(&self) -> BTreeSet<u32> {
        self.known.values().map(|known| known.uid).collect()
    }

    /// What does not count: how many of each reason.
    pub(super) fn aside(&self) -> BTreeMap<Aside, usize> {
        let mut counts = BTreeMap::new();
        for (_, reason) in self.aside.values() {
            *counts.entry(*reason).or_default() += 1;
        }
        counts
    }

    /// How many names wait to be looked at.
    pub(super) fn waiting(&self) -> usize {
        self.waiting
    }

    /// The names and their inodes. New files are found by listing: on NFS a name that was asked for too early stays missing
    /// for half a minute.
    fn names(&self) -> io::Result<BTreeMap<CString, u64>> {
        let mut names = BTreeMap::new();
        for entry in Dir::read_from(&self.folder)?.take(MOST_NAMES) {
            let entry = entry?;
            // `.nfs…` and `.snapshot` are the file server's, and no session's name begins with a dot.
            if !entry.file_name().to_bytes().starts_with(b".") {
                names.insert(entry.file_name().to_owned(), entry.ino());
            }
        }
        Ok(names)
    }

    /// Whether a name counts, and for whom.
    fn admit(&self, name: &CString) -> Result<Known, Option<Aside>> {
        let uid = person(name).ok_or(Some(Aside::Name))?;
        let (files, bytes) = self.held.get(&uid).copied().unwrap_or_default();
        if files >= MOST_FILES || bytes >= MOST_OF_ONE {
            return Err(Some(Aside::TooMany));
        }
        let (_, about) = self.open_checked(name, uid)?;
        Ok(Known { uid, inode: about.st_ino, read: 0, size: 0 })
    }

    fn open_checked(&self, name: &CString, uid: u32) -> Result<(File, Stat), Option<Aside>> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let file = match openat(&self.folder, name, flags, Mode::empty()) {
            Ok(file) => File::from(file),
            Err(Errno::NOENT) => return Err(None),
            // A link; a socket, or a device that is not there.
            Err(Errno::LOOP | Errno::NXIO | Errno::NODEV) => return Err(Some(Aside::Kind)),
            Err(_) => return Err(Some(Aside::Unreadable)),
        };
        let about = fstat(&file).map_err(|_| Some(Aside::Unreadable))?;
        if FileType::from_raw_mode(about.st_mode) != FileType::RegularFile {
            return Err(Some(Aside::Kind));
        }
        if about.st_uid != self.stands_in.unwrap_or(uid) {
            return Err(Some(Aside::Forged));
        }
        if about.st_nlink != 1 {
            return Err(Some(Aside::Linked));
        }
        if u64::try_from(about.st_size).is_ok_and(|size| size > LARGEST) {
            return Err(Some(Aside::Large));
        }
        Ok((file, about))
    }

    /// Reads what a file has grown by.
    fn read(&mut self, name: &CString, found: &mut Found) {
        let Some(mut known) = self.known.remove(name) else { return };
        let (file, about) = match self.open_checked(name, known.uid) {
            Ok(opened) => opened,
            Err(aside) => {
                self.let_go(&known);
                self.aside.extend(aside.map(|aside| (name.clone(), (known.inode, aside))));
                return;
            }
        };
        let size = u64::try_from(about.st_size).unwrap_or_default();
        if about.st_ino != known.inode || size < known.read {
            // Another file of that name, or one that was cut: records count once, however often they are read.
            (known.inode, known.read, known.size) = (about.st_ino, 0, 0);
        }
        if size != known.size {
            let mut bytes = vec![0; usize::try_from(size - known.read).unwrap_or_default()];
            match read_at(&file, &mut bytes, known.read) {
                Ok(count) => bytes.truncate(count),
                Err(_) => bytes.clear(),
            }
            known.size = known.read + bytes.len() as u64;
            let whole = whole_lines(&bytes);
            bytes.truncate(whole);
            known.read += whole as u64;
            let held = self.held.entry(known.uid).or_default();
            held.1 += whole as u64;
            if held.1 > MOST_OF_ONE {
                held.0 = held.0.saturating_sub(1);
                self.aside.insert(name.clone(), (known.inode, Aside::TooMany));
                return;
            }
            if !bytes.is_empty() {
                found.lines.push((known.uid, bytes));
            }
        }
        self.known.insert(name.clone(), known);
    }

    fn let_go(&mut self, known: &Known) {
        let held = self.held.entry(known.uid).or_default();
        held.0 = held.0.saturating_sub(1);
    }
}

fn read_at(file: &File, bytes: &mut [u8], from: u64) -> io::Result<usize> {
    let mut count = 0;
    while count < bytes.len() {
        match file.read_at(&mut bytes[count..], from + count as u64) {
            Ok(0) => break,
            Ok(more) => count += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(count)
}

/// How many bytes are whole lines. The rest may be half of a line that is just being written, unless it is longer than any:
/// then it is none, and is not read again.
fn whole_lines(bytes: &[u8]) -> usize {
    let whole = memchr::memrchr(b'\n', bytes).map_or(0, |end| end + 1);
    if bytes.len() - whole > LONGEST_RECORD { bytes.len() } else { whole }
}

/// Whom a name says that a file belongs to: `UID.SESSION.jsonl`, and one way to write each.
fn person(name: &CString) -> Option<u32> {
    let name = name.to_str().ok()?.strip_suffix(ENDING)?;
    let (uid, session) = name.split_once('.')?;
    let is_session = session.len() == 32 && session.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let number: u32 = uid.parse().ok()?;
    (is_session && number.to_string() == uid).then_some(number)
}

/// The names in turns, one of each person after the other: a flood of one keeps nobody else waiting.
fn in_turns(names: Vec<(CString, u64)>) -> Vec<(CString, u64)> {
    let mut turns: BTreeMap<Option<u32>, usize> = BTreeMap::new();
    let mut placed: Vec<(usize, (CString, u64))> = Vec::new();
    for (name, inode) in names {
        let turn = turns.entry(person(&name)).or_default();
        placed.push((*turn, (name, inode)));
        *turn += 1;
    }
    placed.sort_by_key(|(turn, _)| *turn);
    placed.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_one_person_in_one_way() {
        let of = |name: &str| person(&CString::new(name).unwrap());
        let session = "0123456789abcdef0123456789abcdef";
        assert_eq!(of(&format!("1001.{session}.jsonl")), Some(1001));
        assert_eq!(of(&format!("0.{session}.jsonl")), Some(0));
        for wrong in [
            format!("01001.{session}.jsonl"),
            format!("+1.{session}.jsonl"),
            format!("4294967296.{session}.jsonl"),
            format!("1001.{}.jsonl", session.to_uppercase()),
            format!("1001.{session}.log"),
            format!("1001.{session}x.jsonl"),
            format!("{session}.jsonl"),
        ] {
            assert_eq!(of(&wrong), None, "{wrong}");
        }
    }

    #[test]
    fn half_a_line_waits_and_what_is_longer_than_any_line_does_not() {
        assert_eq!(whole_lines(b"a\nb"), 2);
        assert_eq!(whole_lines(b"ab"), 0);
        assert_eq!(whole_lines(&[0; LONGEST_RECORD]), 0);
        assert_eq!(whole_lines(&[0; LONGEST_RECORD + 1]), LONGEST_RECORD + 1);
    }

    #[test]
    fn a_flood_of_one_keeps_nobody_waiting() {
        let name = |uid: u32, number: u32| (CString::new(format!("{uid}.{number:032x}.jsonl")).unwrap(), 1);
        let names = (0..9).map(|number| name(1, number)).chain([name(2, 0), name(3, 0)]).collect();
        let first: Vec<_> = in_turns(names).into_iter().take(3).filter_map(|(name, _)| person(&name)).collect();
        assert_eq!(first, [1, 2, 3]);
    }
}
