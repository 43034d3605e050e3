//! What is said of a goal.

use serde::Serialize;

/// Whether a goal is reached, with the reason in words for the learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Reached(String),
    /// It is not, or not yet.
    NotYet(String),
    /// It cannot be seen from here. Never shown as wrong.
    CannotTell(String),
}

impl Verdict {
    /// The reason.
    pub fn why(&self) -> &str {
        match self {
            Verdict::Reached(why) | Verdict::NotYet(why) | Verdict::CannotTell(why) => why,
        }
    }

    /// Whether it is reached.
    pub fn is_reached(&self) -> bool {
        matches!(self, Verdict::Reached(_))
    }

    /// The word for it in reports.
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::Reached(_) => "reached",
            Verdict::NotYet(_) => "not-yet",
            Verdict::CannotTell(_) => "cannot-tell",
        }
    }
}

impl Serialize for Verdict {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}
