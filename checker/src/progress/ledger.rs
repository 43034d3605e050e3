//! All logs of a course as one session sees them: those that were there when it began, and its own.
//!
//! What the session adds counts for it at once, saved or held back. What other sessions write meanwhile is seen by the next
//! one that begins.

use super::attempt::Attempt;
use super::error::ProgressError;
use super::event::{Event, Happening};
use super::fold::Fold;
use super::folder::ProgressFolder;
use super::gather::read_fold;
use super::id::Id;
use super::log::{Log, Saved};
use super::state::State;

/// What is known of a course, and the log that adds to it.
#[derive(Debug)]
pub struct Ledger {
    fold: Fold,
    state: State,
    log: Log,
}

impl Ledger {
    /// Reads all logs of a course and begins one; its file is made with the first event.
    pub fn open(folder: &ProgressFolder) -> Result<Self, ProgressError> {
        let fold = read_fold(folder);
        Ok(Ledger { state: fold.state(), fold, log: Log::open(folder)? })
    }

    /// One that nothing is read from or saved in, where there is no folder.
    pub fn nowhere() -> Result<Self, ProgressError> {
        Ok(Ledger { fold: Fold::default(), state: State::default(), log: Log::nowhere()? })
    }

    /// What is known now.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Something that happened in the attempt that is open, as an event.
    pub fn event(&self, exercise: &str, what: Happening) -> Result<Event, ProgressError> {
        let attempt = self.state.exercise(exercise).attempt();
        Ok(Event { exercise: Id::new(exercise)?, attempt, what })
    }

    /// The event that starts an exercise anew: what was reached in it no longer counts.
    pub fn reset(&self, exercise: &str) -> Result<Event, ProgressError> {
        Ok(self.state.exercise(exercise).reset(&Id::new(exercise)?, Attempt::fresh()?))
    }

    /// Saves what is held back, if there is something.
    pub fn retry(&mut self) -> Saved {
        self.log.retry()
    }

    /// How many events are held back.
    pub fn held_back(&self) -> usize {
        self.log.held_back()
    }

    /// Adds an event; it counts at once, saved or not.
    pub fn write(&mut self, event: &Event) -> Saved {
        let (record, saved) = self.log.write(event, self.fold.last_seen());
        self.fold.add(&record);
        self.state = self.fold.state();
        saved
    }
}

#[cfg(test)]
mod tests {
    use super::super::state::Standing;
    use super::super::{ProgressError, read};
    use super::*;

    fn add(ledger: &mut Ledger, what: Happening) -> Saved {
        let event = ledger.event("one", what).unwrap();
        ledger.write(&event)
    }

    #[test]
    fn what_is_added_counts_at_once_and_is_what_another_session_reads() {
        let scratch = tempfile::tempdir().unwrap();
        let folder = ProgressFolder::of(scratch.path(), "course").unwrap();
        let mut ledger = Ledger::open(&folder).unwrap();
        assert!(!folder.path().exists(), "nothing is made before the first event");
        for what in [Happening::Started, Happening::Hint { count: 2 }, Happening::Passed { seconds: 7 }] {
            assert!(matches!(add(&mut ledger, what), Saved::Saved));
        }
        assert_eq!(ledger.state().exercise("one").standing, Standing::Passed { seconds: 7 });
        assert_eq!(&read(&folder), ledger.state());
        let reset = ledger.reset("one").unwrap();
        assert!(matches!(ledger.write(&reset), Saved::Saved));
        assert!(matches!(add(&mut ledger, Happening::Skipped), Saved::Saved));
        let one = ledger.state().exercise("one");
        assert_eq!((one.standing, one.hints, one.ended.len()), (Standing::Skipped, 0, 1));
        assert_eq!(&read(&folder), ledger.state());
    }

    #[test]
    fn without_a_folder_everything_is_held_in_memory_and_said() {
        let mut ledger = Ledger::nowhere().unwrap();
        let saved = add(&mut ledger, Happening::Skipped);
        assert!(matches!(saved, Saved::HeldBack(ProgressError::Nowhere)));
        assert_eq!(ledger.state().exercise("one").standing, Standing::Skipped);
    }

    #[test]
    fn what_is_no_id_is_refused() {
        let ledger = Ledger::nowhere().unwrap();
        assert!(matches!(ledger.event("../one", Happening::Skipped), Err(ProgressError::Id { .. })));
        assert!(matches!(ledger.reset("../one"), Err(ProgressError::Id { .. })));
    }
}
