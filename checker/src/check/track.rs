//! Which goals are reached, in order (design, section 4, rules 2 and 4).

use std::path::Path;

use crate::lesson::{Goal, GoalKind, Presence};

use super::judge::judge;
use super::scene::Scene;
use super::verdict::Verdict;

/// The goals of an exercise and how far they are reached.
#[derive(Clone, Debug)]
pub struct Track<'g> {
    goals: &'g [Goal],
    reached: Vec<Reached>,
}

/// A goal that was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The step in which it was, counted from 1.
    pub step: usize,
    /// Why it counts.
    pub why: String,
}

impl<'g> Track<'g> {
    /// At the start, with nothing reached.
    pub fn new(goals: &'g [Goal]) -> Self {
        Track { goals, reached: Vec::new() }
    }

    /// The goal that is next, and its number from 0.
    pub fn next(&self) -> Option<(usize, &'g Goal)> {
        let index = self.reached.len();
        self.goals.get(index).map(|goal| (index, goal))
    }

    /// How many are not reached.
    pub fn left(&self) -> usize {
        self.goals.len() - self.reached.len()
    }

    /// Those that are reached, in order.
    pub fn reached(&self) -> &[Reached] {
        &self.reached
    }

    /// Asks the goals not yet reached, in order, until one is not; returns how many were reached now.
    pub fn advance(&mut self, scene: &Scene<'_>, step: usize) -> usize {
        let before = self.reached.len();
        while let Some((_, goal)) = self.next() {
            match judge(&goal.kind, scene) {
                Verdict::Reached(why) => self.reached.push(Reached { step, why }),
                Verdict::NotYet(_) | Verdict::CannotTell(_) => break,
            }
        }
        self.reached.len() - before
    }

    /// The verdicts at the end: what was reached is looked at once more, unless it stays reached or a later goal undoes it.
    pub fn verdicts(&self, scene: &Scene<'_>) -> Vec<Verdict> {
        let mut verdicts = Vec::with_capacity(self.goals.len());
        for (index, goal) in self.goals.iter().enumerate() {
            let verdict = match self.reached.get(index) {
                Some(reached)
                    if stays(&goal.kind)
                        || self.goals[index + 1..].iter().any(|later| undoes(&later.kind, &goal.kind)) =>
                {
                    Verdict::Reached(reached.why.clone())
                }
                Some(reached) => match judge(&goal.kind, scene) {
                    Verdict::NotYet(why) => {
                        Verdict::NotYet(format!("was reached in step {}, gone at the end: {why}", reached.step))
                    }
                    Verdict::Reached(_) => Verdict::Reached(reached.why.clone()),
                    cannot_tell @ Verdict::CannotTell(_) => cannot_tell,
                },
                None if index == self.reached.len() => match judge(&goal.kind, scene) {
                    // Between its last step and its end a session changes nothing of its own; a goal is reached by steps.
                    Verdict::Reached(why) | Verdict::NotYet(why) => Verdict::NotYet(why),
                    cannot_tell @ Verdict::CannotTell(_) => cannot_tell,
                },
                None => Verdict::NotYet("asked once the goals before it are reached".to_owned()),
            };
            verdicts.push(verdict);
        }
        verdicts
    }
}

/// Whether a goal, once reached, stays so whatever comes.
fn stays(goal: &GoalKind) -> bool {
    matches!(goal, GoalKind::Active(_) | GoalKind::Module(_) | GoalKind::Ran { .. })
}

/// Whether reaching `later` means that `earlier` no longer holds, or need not.
fn undoes(later: &GoalKind, earlier: &GoalKind) -> bool {
    match (later, earlier) {
        (GoalKind::Active(_), GoalKind::Deactivated) => true,
        (GoalKind::Removed(gone), earlier) => place(earlier).is_some_and(|path| Path::new(path).starts_with(gone)),
        (later, GoalKind::Removed(gone)) => place(later).is_some_and(|path| Path::new(path).starts_with(gone)),
        (GoalKind::Venv { path: a, .. }, GoalKind::Venv { path: b, .. })
        | (GoalKind::File { path: a, .. }, GoalKind::File { path: b, .. }) => same_path(a, b),
        (
            GoalKind::Package { requirement: a, environment: in_a, presence: presence_a, .. },
            GoalKind::Package { requirement: b, environment: in_b, presence: presence_b, .. },
        ) => {
            in_a == in_b
                && package_name(a) == package_name(b)
                && (presence_a != presence_b || a != b || *presence_a == Presence::Absent)
        }
        (GoalKind::Variable { name: a, .. }, GoalKind::Variable { name: b, .. }) => a == b,
        _ => false,
    }
}

/// The path that a goal is about.
fn place(goal: &GoalKind) -> Option<&str> {
    match goal {
        GoalKind::Venv { path, .. } | GoalKind::File { path, .. } | GoalKind::Requirements { path, .. } => Some(path),
        GoalKind::Package { environment, .. } => environment.as_deref(),
        _ => None,
    }
}

fn same_path(a: &str, b: &str) -> bool {
    Path::new(a).components().eq(Path::new(b).components())
}

fn package_name(requirement: &str) -> String {
    let end = requirement
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')))
        .unwrap_or(requirement.len());
    crate::inspect::normalize(&requirement[..end])
}
