//! A step while it runs: what is noted of its commands, and what was tried where it fell silent.

use std::time::{Duration, Instant};

use super::evidence::{Command, Place};
use super::foreground::Foreground;
use super::records::Record;

/// What was tried to hear again of a shell that fell silent.
#[derive(Clone, Copy)]
pub(super) enum FindAgain {
    NotTried,
    Poked(Instant),
    HookedAnew(Instant),
}

/// A step while it runs.
pub(super) struct Underway<'s> {
    pub(super) command: String,
    pub(super) commands: Vec<Command>,
    pub(super) started: Instant,
    pub(super) answers: std::slice::Iter<'s, String>,
    /// Where in the output the command begins that runs now, and how many of the commands have ended.
    pub(super) segment: u64,
    pub(super) closed: usize,
    /// What the foreground was seen to wait with, and since when.
    pub(super) waiting: Option<(Foreground, Instant)>,
    pub(super) found_again: FindAgain,
    /// When to look at a silent foreground next, and how long to leave it after that.
    pub(super) next_look: Instant,
    pub(super) pause: Duration,
}

impl Underway<'_> {
    pub(super) fn note(&mut self, record: Record, place: Place, from: u64) {
        self.segment = from;
        self.commands.push(Command {
            text: record.command,
            before: record.state,
            place,
            status: None,
            printed_from: from,
            printed_to: from,
        });
    }

    /// Everything that was noted since the last look has ended, with this status.
    pub(super) fn close(&mut self, status: Option<i32>, here: u64) {
        for command in &mut self.commands[self.closed..] {
            command.status = status;
            command.printed_to = here;
        }
        self.closed = self.commands.len();
    }

    /// The command that was noted last is a function: what it does is noted after it.
    pub(super) fn is_function(&mut self) {
        if let Some(command) = self.commands.iter_mut().rfind(|command| command.place == Place::Shell) {
            command.place = Place::Function;
        }
    }
}
