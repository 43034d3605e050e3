//! A guided way through a course: its core, what is the site's own, and what time each takes.

use super::{Course, Exercise, Lesson};

/// A guided way through a course.
#[derive(Clone, Debug)]
pub struct Track {
    /// Its id: that of a site means that it is followed there. The first track is for all others.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Ids of the lessons of its core, in order.
    pub lessons: Vec<String>,
    /// Ids of the lessons that come after the core, in order: what is the site's own.
    pub branch: Vec<String>,
    /// Ids of exercises for those who have time left. Their minutes are not counted.
    pub further: Vec<String>,
}

/// Where a lesson stands on a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leg {
    /// It is what everybody does.
    Core,
    /// It comes after the core.
    Branch,
    /// The way does not lead through it.
    Beyond,
}

impl Track {
    /// Whether it leads through a lesson.
    pub fn has(&self, lesson: &Lesson) -> bool {
        self.leg(lesson) != Leg::Beyond
    }

    /// Where a lesson stands on it.
    pub fn leg(&self, lesson: &Lesson) -> Leg {
        if self.lessons.contains(&lesson.id) {
            Leg::Core
        } else if self.branch.contains(&lesson.id) {
            Leg::Branch
        } else {
            Leg::Beyond
        }
    }

    /// All its lessons, by their ids: the core, then the branch.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.lessons.iter().chain(&self.branch)
    }

    /// Whether an exercise is for those who have time left.
    pub fn is_further(&self, exercise: &Exercise) -> bool {
        self.further.contains(&exercise.id)
    }

    /// The exercises of a lesson that are counted: all but those for people with time left.
    pub fn counted<'l>(&self, lesson: &'l Lesson) -> impl Iterator<Item = &'l Exercise> {
        lesson.exercises.iter().filter(|exercise| !self.is_further(exercise))
    }

    /// How long a lesson takes on this way: its teaching, and the exercises that are counted.
    pub fn minutes_of(&self, lesson: &Lesson) -> u32 {
        lesson.teaching + self.counted(lesson).map(|exercise| exercise.minutes).sum::<u32>()
    }

    /// How long its core or its branch takes; breaks are not in it.
    pub fn minutes(&self, course: &Course, leg: Leg) -> u32 {
        let on_it = course.lessons.iter().filter(|lesson| self.leg(lesson) == leg);
        on_it.map(|lesson| self.minutes_of(lesson)).sum()
    }
}
