//! The exercises that this machine cannot offer, and how to come back to them.

use serde::Serialize;

use crate::host::HostEnvironment;
use crate::lesson::Course;
use crate::site::Profile;

use super::needs::lack;

/// An exercise that waits: no failure, and no part of what is left to do here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deferred {
    /// The exercise.
    pub exercise: String,
    /// Its lesson, which can be read all the same.
    pub lesson: String,
    /// What is missing, in words.
    pub missing: Vec<String>,
    /// How to come by each of it.
    pub back: Vec<String>,
}

/// The exercises whose own needs, or whose lesson's, this machine cannot meet.
pub fn deferred(course: &Course, site: &Profile, host: &HostEnvironment) -> Vec<Deferred> {
    let exercises = course.lessons.iter().flat_map(|lesson| lesson.exercises.iter().map(move |each| (lesson, each)));
    exercises
        .filter_map(|(lesson, exercise)| {
            let mut needs: Vec<&String> = lesson.needs.iter().chain(&exercise.needs).collect();
            let mut seen = std::collections::BTreeSet::new();
            needs.retain(|need| seen.insert(*need));
            let lacks: Vec<_> = needs.into_iter().filter_map(|need| lack(need, site, host)).collect();
            let (missing, back): (Vec<_>, Vec<_>) = lacks.into_iter().map(|lack| (lack.what, lack.back)).unzip();
            let (exercise, lesson) = (exercise.id.clone(), lesson.id.clone());
            (!missing.is_empty()).then_some(Deferred { exercise, lesson, missing, back })
        })
        .collect()
}
