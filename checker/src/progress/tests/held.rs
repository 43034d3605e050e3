//! Shelves that fail in every way: what was called saved is there, and what was not comes later.

use std::io;
use std::sync::{Arc, Mutex};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::host::FileError;

use super::super::shelf::Shelf;
use super::super::{Attempt, Log, Obstacle, ProgressError, Saved, State};
use super::{event, folded, goals, reached};

/// How one write goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Write {
    Whole,
    /// So much of it fits, in percent.
    Part(u8),
    /// All of it is there, and the sync fails.
    Unsynced,
    /// All of it seems to be there, and is lost after the failed sync, as on NFS: zeros stand in its place.
    Zeros,
}

/// A disk in memory that follows a plan, and then has room.
#[derive(Default)]
struct Disk {
    bytes: Arc<Mutex<Vec<u8>>>,
    plan: std::vec::IntoIter<Write>,
}

impl Shelf for Disk {
    fn put(&mut self, bytes: &[u8]) -> Result<(), ProgressError> {
        let mut disk = self.bytes.lock().unwrap();
        let write = self.plan.next().unwrap_or(Write::Whole);
        match write {
            Write::Whole | Write::Unsynced => disk.extend(bytes),
            Write::Part(percent) => disk.extend(&bytes[..bytes.len() * usize::from(percent) / 100]),
            Write::Zeros => disk.extend(vec![0; bytes.len()]),
        }
        if write == Write::Whole {
            return Ok(());
        }
        let source = io::Error::from(io::ErrorKind::QuotaExceeded);
        Err(ProgressError::write(FileError { action: "cannot append to", path: "/h/a.log".into(), source }))
    }
}

struct Bench {
    log: Log,
    disk: Arc<Mutex<Vec<u8>>>,
}

fn bench(plan: Vec<Write>) -> Bench {
    let disk = Disk { plan: plan.into_iter(), ..Disk::default() };
    let bytes = disk.bytes.clone();
    Bench { log: Log::over(Box::new(disk), 1), disk: bytes }
}

impl Bench {
    fn append(&mut self, goal: usize) -> Saved {
        self.log.append(&event(Attempt::FIRST, reached(goal)))
    }

    fn state(&self) -> State {
        folded(&[self.disk.lock().unwrap().clone()])
    }
}

#[test]
fn a_full_disk_is_told_and_what_was_held_back_comes_when_there_is_room() {
    let mut bench = bench(vec![Write::Whole, Write::Part(60), Write::Part(0), Write::Part(30)]);
    assert!(matches!(bench.append(0), Saved::Saved));
    for goal in 1..4 {
        let Saved::HeldBack(ProgressError::Write { obstacle, .. }) = bench.append(goal) else { panic!("saved") };
        assert_eq!((obstacle, bench.log.held_back()), (Obstacle::Full, goal));
        assert_eq!(goals(&bench.state()), [0]);
    }
    assert!(matches!(bench.log.retry(), Saved::Saved));
    assert_eq!((bench.log.held_back(), goals(&bench.state())), (0, vec![0, 1, 2, 3]));
    assert_eq!(bench.state().trouble.torn, 2);
}

#[test]
fn an_event_that_is_on_the_disk_after_a_failed_sync_counts_once() {
    let mut bench = bench(vec![Write::Unsynced]);
    assert!(matches!(bench.append(0), Saved::HeldBack(_)));
    assert!(matches!(bench.log.retry(), Saved::Saved));
    assert_eq!((goals(&bench.state()), bench.state().trouble.torn), (vec![0], 0));
}

proptest! {
    #[test]
    fn what_was_called_saved_is_there_at_once_and_everything_in_the_end(
        plan in vec(select(vec![
            Write::Whole, Write::Whole, Write::Part(0), Write::Part(1), Write::Part(50), Write::Part(99), Write::Part(100),
            Write::Unsynced, Write::Zeros,
        ]), 0..40),
    ) {
        let mut bench = bench(plan);
        for goal in 0..20 {
            if let Saved::Saved = bench.append(goal) {
                prop_assert_eq!(goals(&bench.state()), (0..=goal).collect::<Vec<_>>());
            }
            let unsaved = bench.log.held_back();
            let known = goals(&bench.state());
            prop_assert!((0..=goal - unsaved.min(goal)).take(goal + 1 - unsaved).all(|saved| known.contains(&saved)));
        }
        while let Saved::HeldBack(_) = bench.log.retry() {}
        prop_assert_eq!(goals(&bench.state()), (0..20).collect::<Vec<_>>());
    }
}
