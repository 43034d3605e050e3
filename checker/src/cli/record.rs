//! The learner's progress in the course at hand.

use crate::lesson::Exercise;
use crate::progress::{Event, ExerciseState, Happening, Ledger, ProgressError, ProgressFolder, Saved, State};
use crate::ui::{Screen, show_not_saved};
use crate::workshop;

use super::attending::{Attending, Heard, News};
use super::context::{Context, Loaded};
use super::exit::Exit;
use super::failure::Failure;

/// What is known of the learner's progress, and the log of this session. No file is made before the first event.
#[derive(Debug)]
pub(super) struct Record {
    ledger: Ledger,
    /// Whether it was said that something is not saved.
    is_warned: bool,
    /// The class that hears of everything too.
    class: Option<Attending>,
}

impl Record {
    /// Reads the progress in a course. Where there is no place for it, it is held in memory.
    pub(super) fn open(context: &Context, loaded: &Loaded) -> Result<Self, Failure> {
        let folder = context.host.state_folder().map(|state| ProgressFolder::of(&state, &loaded.course.id)).transpose();
        let ledger = folder.and_then(|folder| folder.map_or_else(Ledger::nowhere, |folder| Ledger::open(&folder)));
        Ok(Record { ledger: ledger.map_err(|error| of_progress(&error))?, is_warned: false, class: None })
    }

    /// Lets a class hear of what is added from now on.
    pub(super) fn attend(&mut self, class: Attending) {
        self.class = Some(class);
    }

    /// Tells the class alone; none where there is no class.
    pub(super) fn tell_class(&mut self, exercise: &Exercise, what: Happening) -> Option<Heard> {
        let class = self.class.as_mut()?;
        let event = self.ledger.event(&exercise.id, what).ok()?;
        class.hear(&event);
        Some(class.heard())
    }

    /// Tells the class what it could not hear before.
    pub(super) fn retry_class(&mut self) {
        if let Some(class) = &mut self.class {
            class.retry();
        }
    }

    /// What the instructor has said since the last time.
    pub(super) fn class_said(&mut self) -> Vec<workshop::Heard> {
        self.class.as_mut().map(Attending::said).unwrap_or_default()
    }

    /// What is to be said of the class.
    pub(super) fn class_news(&mut self) -> Option<News> {
        self.class.as_mut()?.news()
    }

    /// What is known of the whole course.
    pub(super) fn state(&self) -> &State {
        self.ledger.state()
    }

    /// What is known of an exercise.
    pub(super) fn exercise(&self, exercise: &Exercise) -> ExerciseState {
        self.state().exercise(&exercise.id)
    }

    /// Adds something that happened; it counts at once, saved or not.
    pub(super) fn add(&mut self, exercise: &Exercise, what: Happening) -> Saved {
        let event = self.ledger.event(&exercise.id, what);
        self.write(event)
    }

    /// Starts an exercise anew: what was reached in it no longer counts.
    pub(super) fn start_anew(&mut self, exercise: &Exercise) -> Saved {
        let event = self.ledger.reset(&exercise.id);
        self.write(event)
    }

    fn write(&mut self, event: Result<Event, ProgressError>) -> Saved {
        let event = match event {
            Ok(event) => event,
            Err(error) => return Saved::HeldBack(error),
        };
        let saved = self.ledger.write(&event);
        // After the learner's own, and whatever became of that.
        if let Some(class) = &mut self.class {
            class.hear(&event);
        }
        saved
    }

    /// Saves what is held back, if there is something.
    pub(super) fn retry(&mut self) -> Saved {
        self.ledger.retry()
    }

    /// How many events are held back.
    pub(super) fn held_back(&self) -> usize {
        self.ledger.held_back()
    }

    /// Says that something is not saved, at the first time.
    pub(super) fn warn(&mut self, screen: &Screen, saved: &Saved) {
        if let Saved::HeldBack(error) = saved
            && !self.is_warned
        {
            self.is_warned = true;
            show_not_saved(screen, error);
        }
    }
}

fn of_progress(error: &ProgressError) -> Failure {
    let exit = if matches!(error, ProgressError::Course { .. }) { Exit::Usage } else { Exit::CannotTell };
    let failure = Failure::of(error, exit);
    match error.hint() {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}
