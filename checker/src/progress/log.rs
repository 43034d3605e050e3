//! The log of one session.
//!
//! What it calls saved is on the disk. What could not be saved is held in memory, in order, and tried again with the next
//! event; nothing that was saved is touched. It refuses to continue a log of another session.

use std::collections::VecDeque;
use std::fmt;

use crate::host::{GrowingFile, seconds_since_1970};

use super::error::ProgressError;
use super::event::Event;
use super::folder::ProgressFolder;
use super::random;
use super::record::Record;
use super::shelf::{Files, Nowhere, Shelf};

/// The log of one session.
pub struct Log {
    shelf: Box<dyn Shelf + Send>,
    log: u128,
    /// The number of the last record, from 1.
    last: u64,
    /// Lines that are not saved, the oldest first.
    held: VecDeque<Vec<u8>>,
    end: End,
}

/// How the file ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// With a whole line, or it is empty.
    Whole,
    /// Perhaps with a part of a line.
    PerhapsTorn,
}

/// What became of events.
#[derive(Debug)]
#[must_use]
pub enum Saved {
    /// Everything is on the disk.
    Saved,
    /// Something is held in memory and will be lost with this process, for this reason.
    HeldBack(ProgressError),
}

impl Log {
    /// Begins a log in a course's folder; its file is made with the first event.
    pub fn open(folder: &ProgressFolder) -> Result<Self, ProgressError> {
        Ok(Log::over(Box::new(Files::within(folder)), random::number()?))
    }

    /// Begins a log whose files somebody else makes, each of about this size in bytes; the first with the first event.
    pub fn into_files(
        large: usize,
        make: impl FnMut() -> Result<GrowingFile, ProgressError> + Send + 'static,
    ) -> Result<Self, ProgressError> {
        Ok(Log::over(Box::new(Files::made_by(Box::new(make), large)), random::number()?))
    }

    /// Begins the log of this name on any shelf.
    pub(super) fn over(shelf: Box<dyn Shelf + Send>, log: u128) -> Self {
        Log { shelf, log, last: 0, held: VecDeque::new(), end: End::Whole }
    }

    /// A log that has no folder: everything in it is held back, for this reason.
    pub(super) fn nowhere() -> Result<Self, ProgressError> {
        Ok(Log::over(Box::new(Nowhere), random::number()?))
    }

    /// Saves an event, after those that are held back.
    pub fn append(&mut self, event: &Event) -> Saved {
        self.write(event, 0).1
    }

    /// Saves an event as one of a time of its own, in seconds since 1970: for a rehearsal, or a copy.
    pub fn append_at(&mut self, event: &Event, at: u64) -> Saved {
        self.last += 1;
        self.hold(event, at);
        self.retry()
    }

    /// Saves an event, and returns its record too.
    /// `seen` is the latest time that is known of any record: a clock that was ahead elsewhere must not make what happens now
    /// look older than what happened there.
    pub(super) fn write(&mut self, event: &Event, seen: u64) -> (Record, Saved) {
        self.last += 1;
        let now = seconds_since_1970();
        let at = if now < seen { seen.saturating_add(1) } else { now };
        let record = self.hold(event, at);
        (record, self.retry())
    }

    fn hold(&mut self, event: &Event, at: u64) -> Record {
        let record = Record { log: self.log, number: self.last, at, event: event.clone() };
        self.held.push_back(record.line());
        record
    }

    /// Saves what is held back, if there is something.
    pub fn retry(&mut self) -> Saved {
        while let Some(line) = self.held.front() {
            let put = match self.end {
                End::Whole => self.shelf.put(line),
                // One `write` all the same: ends what may be torn, then the line.
                End::PerhapsTorn => self.shelf.put(&[b"\n", line.as_slice()].concat()),
            };
            match put {
                Ok(()) => {
                    self.end = End::Whole;
                    self.held.pop_front();
                }
                Err(error) => {
                    // After a failed sync the line may be there, and it may be lost later although the next sync succeeds
                    // (fsync(2), "errors"): it is written again under the same number.
                    self.end = End::PerhapsTorn;
                    return Saved::HeldBack(error);
                }
            }
        }
        Saved::Saved
    }

    /// What its records name it by.
    pub fn id(&self) -> u128 {
        self.log
    }

    /// How many events are held back.
    pub fn held_back(&self) -> usize {
        self.held.len()
    }
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Log({:032x}, {} written, {} held back)", self.log, self.last, self.held.len())
    }
}
