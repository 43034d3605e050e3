//! What there is to prove in a course.

use crate::lesson::{Course, Exercise, Lesson, Mistake};

/// One thing to prove.
#[derive(Clone, Copy, Debug)]
pub struct Case<'c> {
    /// The lesson it belongs to.
    pub lesson: &'c Lesson,
    /// The exercise; none for a lesson's own session.
    pub exercise: Option<&'c Exercise>,
    /// What is to hold.
    pub kind: CaseKind<'c>,
}

/// What is to hold.
#[derive(Clone, Copy, Debug)]
pub enum CaseKind<'c> {
    /// The commands of a lesson's page work, and print what it shows.
    Page,
    /// An exercise to which nothing was done is not passed.
    Untouched,
    /// The solution passes.
    Solution,
    /// A wrong attempt is recognised, by this mistake alone.
    Mistake(&'c Mistake),
    /// After the way back, the exercise can still be completed.
    Recovery(&'c Mistake),
}

impl CaseKind<'_> {
    /// The word for it in reports.
    pub fn word(&self) -> &'static str {
        match self {
            CaseKind::Page => "page",
            CaseKind::Untouched => "untouched",
            CaseKind::Solution => "solution",
            CaseKind::Mistake(_) => "mistake",
            CaseKind::Recovery(_) => "recovery",
        }
    }
}

impl Case<'_> {
    /// Whether the next case is the way back from the mistake that this one makes: they are one session.
    pub fn is_followed_by(&self, next: &Case<'_>) -> bool {
        match (self.kind, next.kind) {
            (CaseKind::Mistake(made), CaseKind::Recovery(mended)) => std::ptr::eq(made, mended),
            _ => false,
        }
    }

    /// What it is called in reports: the exercise (or the lesson), the kind, the mistake.
    pub fn name(&self) -> String {
        let subject = self.exercise.map_or(self.lesson.id.as_str(), |exercise| exercise.id.as_str());
        match self.kind {
            CaseKind::Mistake(mistake) | CaseKind::Recovery(mistake) => {
                format!("{subject} {} {}", self.kind.word(), mistake.id)
            }
            _ => format!("{subject} {}", self.kind.word()),
        }
    }
}

/// Everything there is to prove, in the order of the course; of these exercises only, when any are named.
pub fn cases<'c>(course: &'c Course, only: &[String]) -> Vec<Case<'c>> {
    let mut cases = Vec::new();
    for lesson in &course.lessons {
        if only.is_empty() {
            cases.push(Case { lesson, exercise: None, kind: CaseKind::Page });
        }
        for exercise in lesson.exercises.iter().filter(|exercise| only.is_empty() || only.contains(&exercise.id)) {
            let mut add = |kind| cases.push(Case { lesson, exercise: Some(exercise), kind });
            add(CaseKind::Untouched);
            add(CaseKind::Solution);
            let proved_here = course.catalogue.iter().filter(|mistake| mistake.exercise.as_ref() == Some(&exercise.id));
            for mistake in exercise.mistakes.iter().chain(proved_here) {
                add(CaseKind::Mistake(mistake));
                if mistake.recover.is_some() {
                    add(CaseKind::Recovery(mistake));
                }
            }
        }
    }
    cases
}
