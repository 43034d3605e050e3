//! How exercises stand, as a sign and in words: the words alone are enough.

use std::collections::BTreeMap;

use crate::lesson::{Course, Exercise};

use super::paint::Paint;

/// How an exercise stands here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing was done.
    Untouched,
    /// It was begun.
    Working {
        /// How many goals are reached.
        reached: usize,
    },
    /// The learner went on without it.
    Skipped,
    /// Every goal was reached.
    Passed {
        /// How long it took, in seconds; 0 when that was not seen.
        seconds: u64,
    },
    /// This machine cannot do it.
    Deferred {
        /// What it lacks.
        missing: Vec<String>,
    },
}

/// Marks by the exercise's id.
pub type Marks = BTreeMap<String, Mark>;

/// Exercises by how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub all: usize,
    /// Those that are passed.
    pub passed: usize,
    /// Those that were skipped.
    pub skipped: usize,
    /// Those that cannot be done here.
    pub deferred: usize,
    /// Those that were begun.
    pub working: usize,
}

impl Mark {
    /// Whether there is something left to do.
    pub fn is_open(&self) -> bool {
        matches!(self, Mark::Untouched | Mark::Working { .. })
    }

    /// One column.
    pub(super) fn sign(&self, paint: Paint) -> String {
        match self {
            Mark::Untouched => " ".to_owned(),
            Mark::Working { .. } => paint.warn("▸"),
            Mark::Skipped => paint.faint("↷"),
            Mark::Passed { .. } => paint.good("✔"),
            Mark::Deferred { .. } => paint.faint("–"),
        }
    }

    /// The words; none where nothing was done.
    pub(super) fn words(&self, exercise: &Exercise) -> Option<String> {
        match self {
            Mark::Untouched => None,
            Mark::Working { reached } => Some(format!("{reached} of {} goals reached", exercise.goals.len())),
            Mark::Skipped => Some("skipped".to_owned()),
            Mark::Passed { seconds: 0 } => Some("passed".to_owned()),
            Mark::Passed { seconds } => Some(format!("passed in {} min", seconds.div_ceil(60))),
            Mark::Deferred { missing } => Some(format!("deferred: this machine has not {}", missing.join(", "))),
        }
    }
}

impl Tally {
    /// Counts them.
    pub fn of(marks: &Marks) -> Self {
        let mut tally = Tally { all: marks.len(), ..Tally::default() };
        for mark in marks.values() {
            match mark {
                Mark::Untouched => {}
                Mark::Working { .. } => tally.working += 1,
                Mark::Skipped => tally.skipped += 1,
                Mark::Passed { .. } => tally.passed += 1,
                Mark::Deferred { .. } => tally.deferred += 1,
            }
        }
        tally
    }

    /// What is done, and apart from it what is not counted as such; none where nothing was done or deferred.
    pub(super) fn words(&self) -> Option<String> {
        let apart: Vec<String> = [(self.working, "begun"), (self.skipped, "skipped"), (self.deferred, "deferred here")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        if self.passed == 0 && apart.is_empty() {
            return None;
        }
        let apart = if apart.is_empty() { String::new() } else { format!("; {}", apart.join(", ")) };
        Some(format!("{} of {} exercises passed{apart}.", self.passed, self.all))
    }
}

/// How many minutes are left: of the exercises that are open, and of the reading of their lessons. A lesson without an
/// exercise counts until one after it was begun.
pub fn minutes_left(course: &Course, marks: &Marks) -> u32 {
    let mark = |exercise: &Exercise| marks.get(&exercise.id).unwrap_or(&Mark::Untouched);
    let lessons = course.lessons.iter().enumerate();
    lessons
        .map(|(place, lesson)| {
            let open = lesson.exercises.iter().filter(|exercise| mark(exercise).is_open());
            let minutes: u32 = open.clone().map(|exercise| exercise.minutes).sum();
            let later = || course.lessons[place..].iter().flat_map(|lesson| &lesson.exercises);
            let is_ahead = lesson.exercises.is_empty() && later().all(|later| *mark(later) == Mark::Untouched);
            let reading = if is_ahead || open.count() > 0 { lesson.teaching } else { 0 };
            minutes + reading
        })
        .sum()
}
