//! Tests of the whole room: the format, the fold, and what full disks, kills and hostile folders do to it.

mod any;
mod fold;
mod folders;
mod format;
mod full;
mod held;
mod killed;

use std::path::Path;

use super::record::Record;
use super::{Attempt, Event, Happening, Id, ProgressFolder, State, TaskMark};

/// An attempt with this name.
fn attempt(number: u8) -> Attempt {
    Attempt::parse(&format!("{number:016x}")).unwrap()
}

/// A goal of this number, as its own task.
fn reached(goal: usize) -> Happening {
    Happening::Reached { goal, task: TaskMark::parse(&format!("{goal:08x}")).unwrap() }
}

/// Something that happened in an attempt at `first-venv`.
fn event(attempt: Attempt, what: Happening) -> Event {
    Event { exercise: Id::new("first-venv").unwrap(), attempt, what }
}

/// The bytes of the log with this name.
fn log(name: u128, events: &[Event]) -> Vec<u8> {
    let lines = events
        .iter()
        .zip(1..)
        .map(|(event, number)| Record { log: name, number, at: 1_700_000_000 + number, event: event.clone() }.line());
    lines.flatten().collect()
}

/// What logs say together.
fn folded(logs: &[Vec<u8>]) -> State {
    super::fold(logs.iter().map(Vec::as_slice))
}

/// The goals that were reached in `first-venv`.
fn goals(state: &State) -> Vec<usize> {
    state.exercise("first-venv").reached.iter().map(|reached| reached.goal).collect()
}

/// The folder of the course `course` below a state folder.
fn course(state_folder: &Path) -> ProgressFolder {
    ProgressFolder::of(state_folder, "course").unwrap()
}
