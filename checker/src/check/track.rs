//! Which goals are reached, in order (design, section 4, rules 2 and 4).

use std::path::Path;

use crate::lesson::{Goal, GoalKind, Presence};
use crate::packaging::normalize;

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
    /// The step in which it was, counted from 1; none when that was in an earlier session.
    pub step: Option<usize>,
    /// Why it counts.
    pub why: String,
}

impl<'g> Track<'g> {
    /// At the start, with nothing reached.
    pub fn new(goals: &'g [Goal]) -> Self {
        Track { goals, reached: Vec::new() }
    }

    /// As an earlier session left it: the goals that it reached, from the first on, as far as what can still be seen of
    /// them holds. A goal that no longer does is open again, and with it those after it.
    pub fn resume(goals: &'g [Goal], reached: usize, scene: &Scene<'_>) -> Self {
        let before = |_| Reached { step: None, why: "was reached before".to_owned() };
        let mut track = Track { goals, reached: goals.iter().take(reached).map(before).collect() };
        track.reopen(scene);
        track
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
                Verdict::Reached(why) => self.reached.push(Reached { step: Some(step), why }),
                Verdict::NotYet(_) | Verdict::CannotTell(_) => break,
            }
        }
        self.reached.len() - before
    }

    /// Looks once more at what was reached, as at the end: the first goal that no longer holds is open again, and with it those
    /// after it. Returns which, and why.
    pub fn reopen(&mut self, scene: &Scene<'_>) -> Option<(usize, String)> {
        let verdicts = self.verdicts(scene);
        let reached = verdicts.into_iter().take(self.reached.len()).enumerate();
        let gone = reached.filter_map(|(index, verdict)| match verdict {
            Verdict::NotYet(why) => Some((index, why)),
            Verdict::Reached(_) | Verdict::CannotTell(_) => None,
        });
        let gone = gone.min_by_key(|(index, _)| *index);
        if let Some((index, _)) = gone {
            self.reached.truncate(index);
        }
        gone
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
                    Verdict::NotYet(why) => Verdict::NotYet(match reached.step {
                        Some(step) => format!("was reached in step {step}, gone at the end: {why}"),
                        None => format!("was reached before, gone now: {why}"),
                    }),
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
    matches!(goal, GoalKind::Active(_) | GoalKind::Module(_) | GoalKind::Ran { .. } | GoalKind::Job { .. })
}

/// Whether reaching `later` means that `earlier` no longer holds, or need not.
pub(super) fn undoes(later: &GoalKind, earlier: &GoalKind) -> bool {
    match (later, earlier) {
        (GoalKind::Active(_), GoalKind::Deactivated) => true,
        // A requirements file is compared with an environment, and holds no longer than that.
        (GoalKind::Removed(gone), GoalKind::Requirements { path, environment }) => {
            [path, environment].into_iter().any(|path| Path::new(path).starts_with(gone))
        }
        // A project of uv is these together, and holds no longer than each.
        (GoalKind::Removed(gone), GoalKind::UvProject(path)) => {
            ["pyproject.toml", "uv.lock", ".venv"].iter().any(|part| Path::new(path).join(part).starts_with(gone))
        }
        (GoalKind::Removed(gone), earlier) => place(earlier).is_some_and(|path| Path::new(path).starts_with(gone)),
        (later, GoalKind::Removed(gone)) => place(later).is_some_and(|path| Path::new(path).starts_with(gone)),
        (
            GoalKind::Venv { path: a, .. },
            GoalKind::Venv { path: b, .. } | GoalKind::CondaEnv { environment: b, .. },
        )
        | (GoalKind::CondaEnv { environment: a, .. }, GoalKind::Venv { path: b, .. })
        | (GoalKind::CondaEnv { environment: a, .. }, GoalKind::CondaEnv { environment: b, .. })
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
        GoalKind::CondaEnv { environment, .. } => Some(environment),
        GoalKind::UvProject(path) => Some(path),
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
    normalize(&requirement[..end])
}

#[cfg(test)]
mod tests {
    use super::super::jobs::Jobs;
    use super::super::scene::Shell;
    use super::*;
    use crate::session::ShellState;

    #[test]
    fn an_earlier_session_s_goals_count_as_far_as_they_can_still_be_seen() {
        let folder = tempfile::tempdir().unwrap();
        let file = |path: &str| GoalKind::File { path: path.to_owned(), contains: None };
        let kinds = [file("a"), GoalKind::Active("Example".to_owned()), file("b"), GoalKind::Removed("b".to_owned())];
        let goals: Vec<Goal> = kinds.into_iter().map(|kind| Goal { task: String::new(), kind }).collect();
        let start = ShellState::default();
        let scene = Scene {
            folder: folder.path(),
            home: folder.path(),
            start: &start,
            shell: Shell::Known(&start),
            happened: None,
            jobs: &Jobs::default(),
        };
        // An environment is no longer active in a new shell; that it was, stays true. A file has to be there.
        assert_eq!(Track::resume(&goals, 2, &scene).reached().len(), 0);
        std::fs::File::create(folder.path().join("a")).unwrap();
        assert_eq!(Track::resume(&goals, 2, &scene).reached().len(), 2);
        // What a later goal removes need not be there.
        assert_eq!(Track::resume(&goals, 4, &scene).reached().len(), 4);
        std::fs::remove_file(folder.path().join("a")).unwrap();
        let track = Track::resume(&goals, 4, &scene);
        assert_eq!((track.reached().len(), track.next().map(|(index, _)| index)), (0, Some(0)));
    }

    #[test]
    fn a_requirements_file_is_compared_only_as_long_as_its_environment_is_to_be_there() {
        let requirements = GoalKind::Requirements { path: "r.txt".to_owned(), environment: "box".to_owned() };
        assert!(undoes(&GoalKind::Removed("box".to_owned()), &requirements));
        assert!(undoes(&GoalKind::Removed("r.txt".to_owned()), &requirements));
        assert!(!undoes(&GoalKind::Removed("other".to_owned()), &requirements));
    }
}
