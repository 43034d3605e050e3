//! What happens while an exercise is worked on.

use crate::diagnose::Finding;
use crate::jobs::Job;
use crate::lesson::Goal;
use crate::session::Ran;

use super::report::Report;

/// Something that happened; borrowed, because listeners only look.
#[derive(Debug)]
pub enum Event<'e> {
    /// A command is about to be typed; this is its first line.
    Typing {
        /// The step's number, from 1.
        step: usize,
        /// The line.
        line: &'e str,
    },
    /// A step has ended.
    Ran {
        /// Its number, from 1.
        step: usize,
        /// What was seen of it.
        ran: &'e Ran,
    },
    /// A goal was reached.
    Reached {
        /// In which step.
        step: usize,
        /// Which goal, from 0.
        index: usize,
        /// The goal.
        goal: &'e Goal,
        /// Why it counts.
        why: &'e str,
    },
    /// A mistake was recognised.
    Found {
        /// In which step.
        step: usize,
        /// The mistake.
        finding: &'e Finding,
    },
    /// The next goal waits for a job.
    Waiting {
        /// After which step.
        step: usize,
        /// The job.
        job: &'e Job,
    },
    /// Everything else is reached, and this goal no longer holds: it is open again.
    Gone {
        /// Which goal, from 0.
        index: usize,
        /// What is to be said of it.
        why: &'e str,
    },
    /// A mistake that was recognised before is made good.
    Mended {
        /// The mistake's id.
        mistake: &'e str,
    },
    /// Several commands were typed in one line, and the next goal may have been passed within it, where a live session does
    /// not look.
    Unseen {
        /// The goal.
        goal: &'e Goal,
    },
    /// The attempt is over.
    Ended(&'e Report),
}
