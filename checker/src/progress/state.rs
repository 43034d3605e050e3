//! What the learner has reached, as data.

use std::collections::{BTreeMap, BTreeSet};

use crate::lesson::Exercise;

use super::attempt::Attempt;
use super::event::{Event, Happening, MOST_ENDED, Mended};
use super::id::Id;
use super::task::TaskMark;

/// What all logs of a course say together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The exercises that a log speaks of.
    pub exercises: BTreeMap<Id, ExerciseState>,
    /// What could not be used.
    pub trouble: Trouble,
}

/// What is known of one exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExerciseState {
    /// The attempts that no reset has ended: one, or more after resets that did not know of each other. They count
    /// together.
    pub open: BTreeSet<Attempt>,
    /// How the open attempts stand.
    pub standing: Standing,
    /// The goals that were reached in them.
    pub reached: BTreeSet<ReachedGoal>,
    /// How many hints were seen in them.
    pub hints: u32,
    /// The mistakes that were met in them, by id.
    pub mistakes: BTreeMap<Id, Met>,
    /// How the attempts stood that a reset has ended.
    pub ended: BTreeMap<Attempt, Standing>,
    /// The latest time that a record names, in seconds since 1970, UTC. For display only: clocks disagree.
    pub last_seen: Option<u64>,
}

/// How an exercise stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing was done.
    #[default]
    Untouched,
    /// It was begun.
    Working,
    /// The learner went on without it; it can still be passed, and a reset makes it untouched again.
    Skipped,
    /// Every goal was reached.
    Passed {
        /// The shortest time it took, in seconds.
        seconds: u64,
    },
}

/// A goal that was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReachedGoal {
    /// Which goal it was then, from 0.
    pub goal: usize,
    /// What it asked.
    pub task: TaskMark,
}

/// A mistake that was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    /// How often it was recognised.
    pub times: usize,
    /// Whether it was ever mended.
    pub mended: Mended,
}

/// What could not be used, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    /// Lines that were not written whole, or are spoilt; also one that another session is writing just now.
    pub torn: u64,
    /// Entries of the folder that are no logs: other names, links, FIFOs, files larger than any log.
    pub foreign: u64,
    /// Logs that could not be read; the folder itself counts as one.
    pub unreadable: u64,
    /// Records with something that only a later version knows.
    pub later: u64,
}

impl State {
    /// What is known of an exercise, also when that is nothing.
    pub fn exercise(&self, id: &str) -> ExerciseState {
        self.exercises.get(id).cloned().unwrap_or_default()
    }
}

impl Default for ExerciseState {
    fn default() -> Self {
        ExerciseState {
            open: BTreeSet::from([Attempt::FIRST]),
            standing: Standing::default(),
            reached: BTreeSet::new(),
            hints: 0,
            mistakes: BTreeMap::new(),
            ended: BTreeMap::new(),
            last_seen: None,
        }
    }
}

impl ExerciseState {
    /// The attempt that new events belong to: the same on every machine that has read the same logs.
    pub fn attempt(&self) -> Attempt {
        self.open.last().or(self.ended.keys().last()).copied().unwrap_or(Attempt::FIRST)
    }

    /// The event that starts the exercise anew in `attempt`, and ends what is open.
    pub fn reset(&self, exercise: &Id, attempt: Attempt) -> Event {
        let ends = self.open.iter().copied().filter(|open| *open != attempt).take(MOST_ENDED).collect();
        Event { exercise: exercise.clone(), attempt, what: Happening::Reset { ends } }
    }

    /// Which goals of an exercise as it is now were reached, from 0: those that ask what was reached, wherever they
    /// stand.
    pub fn goals(&self, exercise: &Exercise) -> BTreeSet<usize> {
        let marks: BTreeSet<TaskMark> = self.reached.iter().map(|reached| reached.task).collect();
        let goals = exercise.goals.iter().enumerate();
        goals.filter(|(_, goal)| marks.contains(&TaskMark::of(goal))).map(|(index, _)| index).collect()
    }
}
