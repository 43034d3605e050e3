//! What is remembered of an attempt.

use super::attempt::Attempt;
use super::id::Id;
use super::task::TaskMark;

/// The most attempts that one reset ends: its record must stay below 4 KiB. More are open only after as many resets on
/// machines that did not know of each other.
pub const MOST_ENDED: usize = 100;

/// Something that happened in an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The exercise.
    pub exercise: Id,
    /// The attempt; for a reset the one that it opens.
    pub attempt: Attempt,
    /// What happened.
    pub what: Happening,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The learner began, or came back.
    Started,
    /// A goal was reached.
    Reached {
        /// Which goal, from 0.
        goal: usize,
        /// What it asked.
        task: TaskMark,
    },
    /// A mistake was recognised, or mended later.
    Found {
        /// The mistake's id.
        mistake: Id,
        /// Which of the two.
        mended: Mended,
    },
    /// Every goal was reached.
    Passed {
        /// How long the learner worked on it, in seconds.
        seconds: u64,
    },
    /// The learner went on without it.
    Skipped,
    /// A hint was shown.
    Hint {
        /// How many hints the learner has seen now.
        count: u32,
    },
    /// The learner asks for help with it.
    Help,
    /// The learner needs no help any more.
    HelpOver,
    /// The learner says that it is done: also where no goal can tell.
    Done,
    /// The exercise was started anew.
    Reset {
        /// The attempts that are over; of more than [`MOST_ENDED`] the others stay open.
        ends: Vec<Attempt>,
    },
}

/// Whether a mistake is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mended {
    /// It is.
    NotYet,
    /// It was made good.
    Mended,
}
