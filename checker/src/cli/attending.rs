//! The class that a session belongs to: it hears what the learner's own log hears.
//!
//! What the class does not hear is no loss of the learner's; it is said once, and tried again with the next event.

use crate::host::seconds_since_1970;
use crate::progress::{Event, Log, Obstacle, ProgressError, Saved};
use crate::workshop::{self, Ears};

/// A class that hears of events.
#[derive(Debug)]
pub(super) struct Attending {
    log: Log,
    ears: Ears,
    /// Why the class does not hear, as far as that was said.
    is_lost: bool,
    news: Option<News>,
}

/// What is to be said of the class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// It hears nothing, for this reason.
    Lost(Obstacle),
    /// It has heard everything after all.
    Again,
}

/// Whether a class has heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// It has.
    Yes,
    /// It will, once its folder works again.
    NotYet,
}

impl Attending {
    pub(super) fn of(log: Log, ears: Ears) -> Self {
        Attending { log, ears, is_lost: false, news: None }
    }

    /// Tells the class, after what it has not heard yet.
    pub(super) fn hear(&mut self, event: &Event) {
        let saved = self.log.append(event);
        self.note(&saved);
    }

    /// Tells it what it has not heard yet, if there is something.
    pub(super) fn retry(&mut self) {
        if self.log.held_back() > 0 {
            let saved = self.log.retry();
            self.note(&saved);
        }
    }

    /// What the instructor has said since the last time. A class that cannot be reached says nothing; that it cannot be is
    /// told when it does not hear.
    pub(super) fn said(&mut self) -> Vec<workshop::Heard> {
        self.ears.hear(seconds_since_1970(), self.log.id()).unwrap_or_default()
    }

    /// Whether it has heard everything.
    pub(super) fn heard(&self) -> Heard {
        if self.is_lost { Heard::NotYet } else { Heard::Yes }
    }

    /// What was not said yet.
    pub(super) fn news(&mut self) -> Option<News> {
        self.news.take()
    }

    fn note(&mut self, saved: &Saved) {
        let obstacle = match saved {
            Saved::Saved => None,
            Saved::HeldBack(ProgressError::Write { obstacle, .. }) => Some(*obstacle),
            Saved::HeldBack(_) => Some(Obstacle::Other),
        };
        match obstacle {
            Some(obstacle) if !self.is_lost => self.news = Some(News::Lost(obstacle)),
            None if self.is_lost => self.news = Some(News::Again),
            _ => {}
        }
        self.is_lost = obstacle.is_some();
    }
}
