//! From logs to what the learner has reached.
//!
//! The fold is a union of what the records say: their order, their times, and how often one of them is read do not matter.
//! It refuses to guess what a spoilt line may have said.

use std::collections::{BTreeMap, BTreeSet};

use super::attempt::Attempt;
use super::event::Happening;
use super::id::Id;
use super::record::{Line, Record, read_line};
use super::state::{ExerciseState, State, Trouble};
use super::tally::Tally;

/// What these logs, each given as its bytes, say together.
pub fn fold<'l>(logs: impl IntoIterator<Item = &'l [u8]>) -> State {
    let mut fold = Fold::default();
    for log in logs {
        fold.add_log(log);
    }
    fold.state()
}

/// A fold that is under way: for a reader who comes again when logs have grown.
#[derive(Debug, Default)]
pub struct Fold {
    exercises: BTreeMap<Id, Attempts>,
    /// What could not be used until now.
    pub trouble: Trouble,
}

#[derive(Debug, Default)]
struct Attempts {
    tallies: BTreeMap<Attempt, Tally>,
    ended: BTreeSet<Attempt>,
    last_seen: u64,
}

impl Fold {
    /// Adds a log. Its last line may lack the line feed: when the checksum holds, nothing else is missing.
    pub fn add_log(&mut self, bytes: &[u8]) {
        self.add_log_and(bytes, |_| {});
    }

    /// The same, and hands on each record.
    pub fn add_log_and(&mut self, bytes: &[u8], mut hand_on: impl FnMut(Record)) {
        // Two line feeds in a row stand where a writer began anew after an error.
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let record = match read_line(line) {
                Line::Record(record) => record,
                Line::WithLaterFields(record) => {
                    self.trouble.later += 1;
                    record
                }
                Line::Later => {
                    self.trouble.later += 1;
                    continue;
                }
                Line::Torn => {
                    self.trouble.torn += 1;
                    continue;
                }
            };
            self.add(&record);
            hand_on(record);
        }
    }

    /// Adds a record.
    pub(super) fn add(&mut self, record: &Record) {
        let event = &record.event;
        let attempts = self.exercises.entry(event.exercise.clone()).or_default();
        attempts.last_seen = attempts.last_seen.max(record.at);
        attempts.tallies.entry(event.attempt).or_default().add(record);
        if let Happening::Reset { ends } = &event.what {
            attempts.ended.extend(ends);
        }
    }

    /// The latest time of a record.
    pub(super) fn last_seen(&self) -> u64 {
        self.exercises.values().map(|attempts| attempts.last_seen).max().unwrap_or_default()
    }

    /// What is known.
    pub fn state(&self) -> State {
        let exercises = self.exercises.iter().map(|(id, attempts)| (id.clone(), attempts.state()));
        State { exercises: exercises.collect(), trouble: self.trouble }
    }
}

impl Attempts {
    fn state(&self) -> ExerciseState {
        let known = self.tallies.keys().copied().chain([Attempt::FIRST]);
        let open: BTreeSet<Attempt> = known.filter(|attempt| !self.ended.contains(attempt)).collect();
        let mut together = Tally::default();
        for tally in open.iter().filter_map(|attempt| self.tallies.get(attempt)) {
            together.join(tally);
        }
        let standing = |attempt: &Attempt| self.tallies.get(attempt).map(Tally::standing).unwrap_or_default();
        ExerciseState {
            standing: together.standing(),
            hints: together.hints,
            mistakes: together.mistakes(),
            reached: together.reached,
            ended: self.ended.iter().map(|attempt| (*attempt, standing(attempt))).collect(),
            last_seen: Some(self.last_seen),
            open,
        }
    }
}
