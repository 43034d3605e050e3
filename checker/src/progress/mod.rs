//! What the learner has reached, kept on disk.
//!
//! Each session writes one log of its own that only grows; every record carries a checksum, is written whole and synced
//! before anybody is told that it is saved. What the learner has reached is the fold over all logs. The fold is a union, so
//! neither the order of logs nor any clock matters, and two login nodes at once do no harm. A reset is a record too: it ends
//! attempts by name and opens another one.
//!
//! This room refuses to lock, to write into another session's file, to change or remove a record, to believe a clock, and
//! to fail because of a record that it does not understand: those are counted.

mod attempt;
mod checksum;
mod error;
mod event;
mod fold;
mod folder;
mod gather;
mod hexadecimal;
mod id;
mod ledger;
mod log;
mod random;
mod record;
mod shelf;
mod state;
mod tally;
mod task;

#[cfg(test)]
mod tests;

pub use attempt::Attempt;
pub use error::{Obstacle, ProgressError};
pub use event::{Event, Happening, MOST_ENDED, Mended};
pub use fold::{Fold, fold};
pub use folder::ProgressFolder;
pub use gather::read;
pub use id::Id;
pub use ledger::Ledger;
pub use log::{Log, Saved};
pub use random::number as random_number;
pub use record::{LONGEST as LONGEST_RECORD, Record};
pub use state::{ExerciseState, Met, ReachedGoal, Standing, State, Trouble};
pub use task::TaskMark;
