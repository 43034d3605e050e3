//! Tests of the whole room: what a drop box may hold, what a picture shows, and what kills and floods do to it.

mod killed;
mod pictures;
mod reading;
mod tick;

use std::path::Path;

use crate::progress::{Attempt, Event, Happening, Id, Log, Mended, Saved, TaskMark};

use super::attend::attend;
use super::class::{About, Class};
use super::control::desk;
use super::make::make;
use super::picture::{Picture, picture};
use super::roster::Roster;

/// A class below this folder.
pub(super) fn class(within: &Path, simulated: bool) -> Class {
    let about = About {
        id: 7,
        name: "Python".to_owned(),
        course: "course".to_owned(),
        course_hash: "00".to_owned(),
        site: None,
        track: None,
        retain_until: "2026-12-21".to_owned(),
        simulated,
    };
    make(&within.join("class"), about).unwrap().class
}

/// The log of a session of this user.
fn session(class: &Class, within: &Path, uid: u32) -> Log {
    attend(class, uid, &within.join("state")).unwrap()
}

fn uid() -> u32 {
    rustix::process::geteuid().as_raw()
}

fn event(exercise: &str, what: Happening) -> Event {
    Event { exercise: Id::new(exercise).unwrap(), attempt: Attempt::FIRST, what }
}

fn reached(goal: usize) -> Happening {
    let kind = crate::lesson::GoalKind::Deactivated;
    Happening::Reached { goal, task: TaskMark::of(&crate::lesson::Goal { task: format!("Goal {goal}."), kind }) }
}

fn found(mistake: &str, mended: Mended) -> Happening {
    Happening::Found { mistake: Id::new(mistake).unwrap(), mended }
}

/// Tells a class what happened at these times.
fn tell(log: &mut Log, exercise: &str, events: impl IntoIterator<Item = (u64, Happening)>) {
    for (at, what) in events {
        assert!(matches!(log.append_at(&event(exercise, what), at), Saved::Saved));
    }
}

/// A picture of a class at this time, with these exercises.
fn seen(class: &Class, at: u64) -> Picture {
    let mut roster = Roster::open(class).unwrap();
    roster.look().unwrap();
    let desk = desk(class).unwrap();
    picture(&roster, ["one", "two"].map(str::to_owned).to_vec(), &desk, at)
}
