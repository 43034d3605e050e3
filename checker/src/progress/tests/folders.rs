//! Real folders: made when needed, shared by sessions, and full of things that are no logs.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::host::GrowingFile;

use super::super::{Attempt, Log, Obstacle, ProgressError, ProgressFolder, Saved, State, Trouble, read};
use super::{course, event, goals, log, reached};

fn save(log: &mut Log, goal: usize) {
    assert!(matches!(log.append(&event(Attempt::FIRST, reached(goal))), Saved::Saved));
}

fn put(folder: &ProgressFolder, name: &str, bytes: &[u8]) {
    GrowingFile::create(&folder.path().join(name)).unwrap().append(bytes).unwrap();
}

fn files(folder: &ProgressFolder) -> usize {
    fs::read_dir(folder.path()).map_or(0, Iterator::count)
}

#[test]
fn nothing_is_made_before_the_first_event() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = course(&scratch.path().join("not/yet"));
    let mut log = Log::open(&folder).unwrap();
    assert_eq!(read(&folder), State::default());
    assert!(!scratch.path().join("not").exists());
    save(&mut log, 0);
    save(&mut log, 1);
    assert_eq!((files(&folder), goals(&read(&folder))), (1, vec![0, 1]));
}

#[test]
fn courses_do_not_meet() {
    let scratch = tempfile::tempdir().unwrap();
    let (mine, other) = (course(scratch.path()), ProgressFolder::of(scratch.path(), "another").unwrap());
    save(&mut Log::open(&mine).unwrap(), 0);
    assert_eq!(read(&other), State::default());
}

#[test]
fn sessions_at_the_same_time_each_write_their_own_and_all_counts() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = course(&scratch.path().join("state"));
    thread::scope(|scope| {
        for session in 0..8 {
            let folder = &folder;
            scope.spawn(move || {
                let mut log = Log::open(folder).unwrap();
                (0..25).for_each(|goal| save(&mut log, session * 25 + goal));
            });
        }
    });
    let state = read(&folder);
    assert_eq!((files(&folder), goals(&state)), (8, (0..200).collect()));
    assert_eq!(state.trouble, Trouble::default());
}

#[test]
fn a_folder_that_was_removed_is_made_again() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = course(scratch.path());
    let mut log = Log::open(&folder).unwrap();
    save(&mut log, 0);
    fs::remove_dir_all(folder.path()).unwrap();
    let Saved::HeldBack(ProgressError::Write { obstacle: Obstacle::Gone, .. }) =
        log.append(&event(Attempt::FIRST, reached(1)))
    else {
        panic!("saved into nowhere")
    };
    save(&mut log, 2);
    assert_eq!(goals(&read(&folder)), [1, 2]);
}

#[test]
fn a_file_where_the_folder_should_be_is_told_with_its_path() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = course(scratch.path());
    GrowingFile::create(&scratch.path().join("progress")).unwrap();
    let mut log = Log::open(&folder).unwrap();
    let Saved::HeldBack(error) = log.append(&event(Attempt::FIRST, reached(0))) else { panic!("saved") };
    assert_eq!(error.to_string(), "progress could not be saved: its file or folder cannot be used");
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(cause, format!("cannot make the folder `{}`", folder.path().display()));
    assert_eq!(read(&folder).trouble, Trouble { unreadable: 1, ..Trouble::default() });
}

#[test]
fn what_is_no_log_is_set_aside_and_never_waited_for() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = course(scratch.path());
    save(&mut Log::open(&folder).unwrap(), 0);
    let place = |name: &str| folder.path().join(name);

    let elsewhere = scratch.path().join("elsewhere.log");
    GrowingFile::create(&elsewhere).unwrap().append(&log(9, &[event(Attempt::FIRST, reached(9))])).unwrap();
    symlink(&elsewhere, place("link.log")).unwrap();
    symlink("nowhere", place("dangling.log")).unwrap();
    mknodat(CWD, place("fifo.log"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    fs::create_dir(place("folder.log")).unwrap();
    put(&folder, "notes.txt", b"mine");
    File::create(place("sparse.log")).unwrap().set_len(1 << 30).unwrap();
    // Not ours, and nobody's fault.
    put(&folder, ".nfs0001", b"");

    let begun = Instant::now();
    let state = read(&folder);
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(goals(&state), [0]);
    assert_eq!(state.trouble, Trouble { foreign: 6, ..Trouble::default() });
}

#[test]
fn a_sparse_log_of_the_largest_size_is_read_in_a_moment() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = course(scratch.path());
    save(&mut Log::open(&folder).unwrap(), 0);
    File::create(folder.path().join("sparse.log")).unwrap().set_len(16 << 20).unwrap();
    let state = read(&folder);
    assert_eq!((goals(&state), state.trouble.torn), (vec![0], 1));
}
