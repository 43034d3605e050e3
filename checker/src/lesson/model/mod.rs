//! What a course says, as the rest of the program works with it.
//!
//! These types are not the files' own shape (that is `written`): they are checked, complete, and know where in the
//! markdown they came from. Nothing here reads or writes anything.

mod exercise;
mod mistake;
mod page;
mod quiz;
mod track;

use std::sync::Arc;

pub use exercise::*;
pub use mistake::*;
pub use page::*;
pub use quiz::*;
pub use track::*;

/// A place in a lesson's markdown: what an error message points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, relative to the course folder.
    pub file: Arc<str>,
    /// The line, counted from 1.
    pub line: usize,
    /// That line as it stands in the file, without its end.
    pub text: String,
}

/// Something an author has to mend, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Whether the course can be used all the same.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong: lower case, no full stop.
    pub what: String,
    /// What to write instead.
    pub hint: String,
}

/// How much a complaint matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The text does not say what it must: nobody should learn from it before it is mended.
    Error,
    /// A matter of style: everything works.
    Warning,
}

/// A course: its lessons in the order of `SUMMARY.md`.
#[derive(Clone, Debug)]
pub struct Course {
    /// Keys progress and work folders: `id` of `course.toml`, else the folder's name.
    pub id: String,
    /// What the course is called.
    pub title: String,
    /// Guided ways through.
    pub tracks: Vec<Track>,
    /// The track that is followed, if one is: its lessons stand first.
    pub followed: Option<Track>,
    /// The lessons, in order.
    pub lessons: Vec<Lesson>,
    /// The general mistakes: the built-in catalogue with the course's own `troubleshooting.md` over it, in page order.
    pub catalogue: Vec<Mistake>,
}

impl Course {
    /// Follows the track of a site: its lessons come first, in its order, and behind them what it leaves out.
    pub fn follow(&mut self, site: &str) {
        let track = self.tracks.iter().find(|track| track.id == site).or_else(|| self.tracks.first());
        self.followed = track.cloned();
        if let Some(track) = &self.followed {
            let place = |lesson: &Lesson| track.all().position(|id| *id == lesson.id).unwrap_or(usize::MAX);
            self.lessons.sort_by_key(place);
        }
    }

    /// Whether an exercise is, on the way that is followed, for those who have time left.
    pub fn is_further(&self, exercise: &Exercise) -> bool {
        self.followed.as_ref().is_some_and(|track| track.is_further(exercise))
    }

    /// The exercise with this id.
    pub fn exercise(&self, id: &str) -> Option<&Exercise> {
        self.exercises().find(|exercise| exercise.id == id)
    }

    /// The lesson with this id.
    pub fn lesson(&self, id: &str) -> Option<&Lesson> {
        self.lessons.iter().find(|lesson| lesson.id == id)
    }

    /// All exercises, in the order of the course.
    pub fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.lessons.iter().flat_map(|lesson| &lesson.exercises)
    }

    /// The mistakes that are looked for in an exercise: its own first, then the catalogue's that it does not define itself.
    pub fn mistakes_of<'c>(&'c self, exercise: &'c Exercise) -> Vec<&'c Mistake> {
        let own = exercise.mistakes.iter();
        let general = self.catalogue.iter().filter(|general| exercise.mistakes.iter().all(|own| own.id != general.id));
        own.chain(general).collect()
    }
}
