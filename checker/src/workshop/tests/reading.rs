//! What a drop box may hold: each hostile thing is set aside with its reason, and nobody else is the worse for it.

#![expect(clippy::disallowed_methods, reason = "tests write what is hostile; the program does not")]

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{FileExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::progress::Happening;

use super::super::reading::{Aside, LARGEST, MOST_FILES};
use super::super::roster::Roster;
use super::{class, reached, seen, session, tell, uid};

/// A name that a session could give.
fn name(uid: u32, number: u32) -> String {
    format!("{uid}.{number:032x}.jsonl")
}

#[test]
fn what_is_hostile_is_set_aside_with_its_reason_and_the_rest_counts() {
    let scratch = tempfile::tempdir().unwrap();
    let class = class(scratch.path(), false);
    let drop_box = class.folder.join("drop");
    tell(&mut session(&class, scratch.path(), uid()), "one", [(100, Happening::Started), (110, reached(0))]);
    let put = |number: u32| drop_box.join(name(uid(), number));
    let own: PathBuf = fs::read_dir(&drop_box).unwrap().flatten().next().unwrap().path();
    fs::write(drop_box.join("notes.txt"), "\u{1b}[2J").unwrap();
    fs::write(drop_box.join("\u{1b}]0;x\u{7}.jsonl"), "").unwrap();
    fs::write(drop_box.join(name(uid() + 1, 1)), fs::read(&own).unwrap()).unwrap();
    symlink("/etc/passwd", put(2)).unwrap();
    symlink(&own, put(3)).unwrap();
    mknodat(CWD, put(4), FileType::Fifo, Mode::from_raw_mode(0o644), 0).unwrap();
    fs::create_dir(put(5)).unwrap();
    let _socket = UnixListener::bind(put(6)).unwrap();
    fs::write(put(7), "").unwrap();
    fs::hard_link(put(7), scratch.path().join("second")).unwrap();
    File::create(put(8)).unwrap().set_len(1 << 40).unwrap();
    File::create(put(9)).unwrap().write_at(b"x", LARGEST).unwrap();
    // A hole that is small enough is read, as one line that is none.
    File::create(put(10)).unwrap().set_len(LARGEST).unwrap();
    fs::write(put(11), [b"\n\n\xff\xfe\n".as_slice(), &fs::read(&own).unwrap()].concat()).unwrap();
    fs::write(drop_box.join(".nfs0001"), "").unwrap();
    let began = Instant::now();
    let picture = seen(&class, 120);
    assert!(began.elapsed() < Duration::from_secs(5), "nothing is waited for");
    assert_eq!(picture.rows.len(), 1);
    assert_eq!(picture.trouble.torn, 2);
    let aside: Vec<(Aside, usize)> = picture.aside.into_iter().collect();
    assert_eq!(aside, [(Aside::Name, 2), (Aside::Kind, 5), (Aside::Linked, 1), (Aside::Forged, 1), (Aside::Large, 2)]);
}

#[test]
fn a_look_goes_on_where_the_last_one_ended() {
    let scratch = tempfile::tempdir().unwrap();
    let class = class(scratch.path(), false);
    let mut roster = Roster::open(&class).unwrap();
    assert!(!roster.look().unwrap());
    let mut log = session(&class, scratch.path(), uid());
    tell(&mut log, "one", [(100, Happening::Started)]);
    assert!(roster.look().unwrap());
    assert!(!roster.look().unwrap());
    tell(&mut log, "one", [(101, reached(0))]);
    assert!(roster.look().unwrap());
    // Half of a line is left to the next look.
    let own = fs::read_dir(class.folder.join("drop")).unwrap().flatten().next().unwrap().path();
    let whole = fs::read(&own).unwrap();
    let mut file = OpenOptions::new().append(true).open(&own).unwrap();
    file.write_all(&whole[..20]).unwrap();
    assert!(!roster.look().unwrap());
    file.write_all(&whole[20..]).unwrap();
    assert!(roster.look().unwrap());
    assert_eq!(roster.trouble().torn, 0);
    // Who takes back what they gave is not known any more.
    fs::remove_file(&own).unwrap();
    assert!(roster.look().unwrap());
    assert!(roster.users().is_empty());
}

#[test]
fn ten_thousand_files_of_one_person_hide_nobody_and_are_looked_at_once() {
    let scratch = tempfile::tempdir().unwrap();
    let class = class(scratch.path(), true);
    tell(&mut session(&class, scratch.path(), 2), "one", [(100, Happening::Started)]);
    for number in 0..10_000 {
        fs::write(class.folder.join("drop").join(name(1, number)), "x\n").unwrap();
    }
    let mut roster = Roster::open(&class).unwrap();
    roster.look().unwrap();
    assert_eq!(roster.users(), [1, 2], "the other one is seen at the first look");
    while roster.waiting() > 0 {
        roster.look().unwrap();
    }
    assert_eq!(roster.aside()[&Aside::TooMany], 10_000 - MOST_FILES);
    let began = Instant::now();
    assert!(!roster.look().unwrap());
    assert!(began.elapsed() < Duration::from_secs(1), "a tick stays fast: {:?}", began.elapsed());
}
