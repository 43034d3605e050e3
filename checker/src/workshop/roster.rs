//! Everybody in a class, as far as their sessions' files say: read once, and then what has grown.

use std::collections::{BTreeMap, BTreeSet};

use crate::host::FileError;
use crate::progress::{Fold, Id, Record, Trouble};

use super::class::Class;
use super::error::WorkshopError;
use super::pseudonym::pseudonyms;
use super::reading::{Aside, DropBox};
use super::work::Work;

/// Everybody in a class.
#[derive(Debug)]
pub struct Roster {
    drop_box: DropBox,
    key: Vec<u8>,
    class: u128,
    people: BTreeMap<u32, Person>,
    names: BTreeMap<u32, String>,
}

/// What is known of one person.
#[derive(Debug, Default)]
pub(super) struct Person {
    fold: Fold,
    /// In order of time; a record that was read twice stands here once.
    records: BTreeMap<(u64, u128, u64), Record>,
    pub(super) work: BTreeMap<Id, Work>,
}

impl Roster {
    /// Opens the drop box of a class; only who made the class can.
    pub fn open(class: &Class) -> Result<Self, WorkshopError> {
        Ok(Roster {
            drop_box: DropBox::open(class)?,
            key: class.key()?,
            class: class.about.id,
            people: BTreeMap::new(),
            names: BTreeMap::new(),
        })
    }

    /// Looks for what is new; whether there was something.
    pub fn look(&mut self) -> Result<bool, FileError> {
        let found = self.drop_box.look()?;
        let mut changed: BTreeSet<u32> = BTreeSet::new();
        for (uid, lines) in found.lines {
            let person = self.people.entry(uid).or_default();
            let records = &mut person.records;
            person.fold.add_log_and(&lines, |record| {
                records.insert((record.at, record.log, record.number), record);
            });
            changed.insert(uid);
        }
        for uid in &changed {
            if let Some(person) = self.people.get_mut(uid) {
                person.work_anew();
            }
        }
        // Who has taken back all they had given is not known any more.
        let there = self.drop_box.people();
        let before = self.people.len();
        self.people.retain(|uid, _| there.contains(uid));
        let is_other = !changed.is_empty() || self.people.len() != before;
        if is_other {
            self.names = pseudonyms(&self.key, self.class, self.people.keys().copied());
        }
        Ok(is_other)
    }

    /// Everybody of whom something is known, with their pseudonyms.
    pub(super) fn people(&self) -> impl Iterator<Item = (u32, &str, &Person)> {
        self.people.iter().map(|(uid, person)| (*uid, self.names.get(uid).map_or("", String::as_str), person))
    }

    /// The users of whom something is known.
    pub fn users(&self) -> Vec<u32> {
        self.people.keys().copied().collect()
    }

    /// What could not be used, of all files together.
    pub fn trouble(&self) -> Trouble {
        let mut all = Trouble::default();
        for person in self.people.values() {
            all.torn += person.fold.trouble.torn;
            all.later += person.fold.trouble.later;
        }
        all
    }

    /// What does not count: how many of each reason.
    pub fn aside(&self) -> BTreeMap<Aside, usize> {
        self.drop_box.aside()
    }

    /// How many files wait to be looked at.
    pub fn waiting(&self) -> usize {
        self.drop_box.waiting()
    }
}

impl Person {
    fn work_anew(&mut self) {
        let state = self.fold.state();
        let mut by_exercise: BTreeMap<&Id, Vec<&Record>> = BTreeMap::new();
        for record in self.records.values() {
            by_exercise.entry(&record.event.exercise).or_default().push(record);
        }
        let work = by_exercise.into_iter().filter_map(|(id, records)| {
            let exercise = state.exercises.get(id)?;
            Some((id.clone(), Work::of(exercise, records.into_iter())?))
        });
        self.work = work.collect();
    }
}
