//! What one person did in one exercise, made from the records of the attempts that are open.
//!
//! Times are the writers' own clocks: good for durations and for showing, and for nothing else.

use std::collections::{BTreeMap, BTreeSet};

use crate::progress::{ExerciseState, Happening, Id, Mended, Record, Standing, TaskMark};

use super::desk::{Call, Ticket};

/// What one person did in one exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Work {
    pub(super) standing: Standing,
    /// How many goals were reached.
    pub(super) reached: usize,
    pub(super) hints: u32,
    /// How often a mistake was recognised, and how many of them are mended.
    pub(super) mistakes: usize,
    pub(super) mended: usize,
    /// The first and the latest record.
    pub(super) began: u64,
    pub(super) last: u64,
    /// When the goal that is next became the next, or when the person came back.
    pub(super) since: u64,
    /// Mistakes since then, by id.
    pub(super) at_goal: BTreeMap<Id, usize>,
    /// Mistakes that were made and not mended, with when they were made last.
    pub(super) open: BTreeMap<Id, u64>,
    /// The calls for help that are not taken back.
    pub(super) calls: Vec<Call>,
    /// How often they asked.
    pub(super) asked: usize,
    pub(super) says_done: bool,
    /// How long each goal took, by how many were reached before it.
    pub(super) took: Vec<(usize, u64)>,
}

impl Work {
    /// From the records of one exercise, in order of time.
    pub(super) fn of<'r>(state: &ExerciseState, records: impl Iterator<Item = &'r Record>) -> Option<Self> {
        let mut work: Option<Work> = None;
        let mut goals: BTreeSet<TaskMark> = BTreeSet::new();
        for record in records.filter(|record| state.open.contains(&record.event.attempt)) {
            let at = record.at;
            let work = work.get_or_insert_with(|| Work::begun(at));
            work.last = at;
            match &record.event.what {
                Happening::Started => work.since = at,
                Happening::Reached { task, .. } => {
                    let before = goals.len();
                    if goals.insert(*task) {
                        work.took.push((before, at.saturating_sub(work.since)));
                        (work.since, work.at_goal) = (at, BTreeMap::new());
                    }
                }
                Happening::Found { mistake, mended: Mended::NotYet } => {
                    work.mistakes += 1;
                    *work.at_goal.entry(mistake.clone()).or_default() += 1;
                    work.open.insert(mistake.clone(), at);
                }
                Happening::Found { mistake, mended: Mended::Mended } => {
                    work.mended += usize::from(work.open.remove(mistake).is_some());
                }
                Happening::Help => {
                    work.asked += 1;
                    work.calls.push(Call { at, ticket: Ticket { log: record.log, number: record.number } });
                    work.says_done = false;
                }
                Happening::HelpOver => work.calls.clear(),
                Happening::Done => {
                    work.calls.clear();
                    work.says_done = true;
                }
                Happening::Passed { .. } | Happening::Skipped => {
                    work.calls.clear();
                    work.open.clear();
                }
                Happening::Hint { .. } | Happening::Reset { .. } => {}
            }
        }
        let mut work = work?;
        (work.standing, work.hints, work.reached) = (state.standing, state.hints, goals.len());
        Some(work)
    }

    fn begun(at: u64) -> Self {
        Work {
            standing: Standing::Untouched,
            reached: 0,
            hints: 0,
            mistakes: 0,
            mended: 0,
            began: at,
            last: at,
            since: at,
            at_goal: BTreeMap::new(),
            open: BTreeMap::new(),
            calls: Vec::new(),
            asked: 0,
            says_done: false,
            took: Vec::new(),
        }
    }
}
