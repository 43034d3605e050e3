//! What can be said of goals without a session (design, section 4, rule 9).
//!
//! Files show how things are, and not how they became so: what a shell did counts when it was seen before, and is otherwise
//! not known.

use std::collections::BTreeSet;

use crate::lesson::{Goal, GoalKind};

use super::judge::judge;
use super::scene::{Scene, Shell};
use super::track::undoes;
use super::verdict::Verdict;

/// How each goal stands, in order. `before` are those that earlier sessions reached, from 0; the scene's shell is out of
/// sight, and says what to do about it. A goal is asked when none before it is known to be open.
pub fn by_files(goals: &[Goal], before: &BTreeSet<usize>, scene: &Scene<'_>) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(goals.len());
    let mut is_open = false;
    for index in 0..goals.len() {
        let verdict = if is_open {
            Verdict::NotYet("asked once the goals before it are reached".to_owned())
        } else {
            one(goals, index, before, scene)
        };
        is_open |= matches!(verdict, Verdict::NotYet(_));
        verdicts.push(verdict);
    }
    verdicts
}

fn one(goals: &[Goal], index: usize, before: &BTreeSet<usize>, scene: &Scene<'_>) -> Verdict {
    let (kind, was_reached) = (&goals[index].kind, before.contains(&index));
    let mut undoing = goals[index + 1..].iter().filter(|later| undoes(&later.kind, kind));
    if is_about_the_shell(kind) {
        return if was_reached {
            Verdict::Reached("was reached in an earlier session".to_owned())
        } else {
            Verdict::CannotTell(match scene.shell {
                Shell::OutOfSight(why) => why.to_owned(),
                Shell::Known(_) => "what a shell did cannot be seen in files".to_owned(),
            })
        };
    }
    match judge(kind, scene) {
        // It was true once, and had to be no longer than until that goal.
        Verdict::NotYet(_) if was_reached && undoing.next().is_some() => {
            Verdict::Reached("was reached in an earlier session".to_owned())
        }
        Verdict::NotYet(why) if was_reached => Verdict::NotYet(format!("was reached before, gone now: {why}")),
        Verdict::NotYet(why) if undoing.any(|later| judge(&later.kind, scene).is_reached()) => {
            Verdict::CannotTell(format!("{why}, as a later goal asks; how it was before cannot be seen"))
        }
        verdict => verdict,
    }
}

/// Whether only a shell can show that a goal is reached.
fn is_about_the_shell(kind: &GoalKind) -> bool {
    match kind {
        GoalKind::Active(_)
        | GoalKind::Deactivated
        | GoalKind::Variable { .. }
        | GoalKind::Module(_)
        | GoalKind::Ran { .. }
        | GoalKind::Job { .. }
        | GoalKind::Package { environment: None, .. } => true,
        // Variables of the shell lead to these.
        GoalKind::Package { from: Some(layer), .. } => layer == "pythonpath" || layer == "ebpythonprefixes",
        GoalKind::Venv { .. }
        | GoalKind::CondaEnv { .. }
        | GoalKind::Package { .. }
        | GoalKind::File { .. }
        | GoalKind::Requirements { .. }
        | GoalKind::UvProject(_)
        | GoalKind::Removed(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::jobs::Jobs;
    use super::*;
    use crate::session::ShellState;

    fn file(path: &str) -> GoalKind {
        GoalKind::File { path: path.to_owned(), contains: None }
    }

    fn said(kinds: &[GoalKind], before: &[usize], files: &[&str]) -> Vec<(&'static str, String)> {
        let folder = tempfile::tempdir().unwrap();
        for name in files {
            std::fs::File::create(folder.path().join(name)).unwrap();
        }
        let goals: Vec<Goal> = kinds.iter().map(|kind| Goal { task: String::new(), kind: kind.clone() }).collect();
        let start = ShellState::default();
        let shell = Shell::OutOfSight("type x");
        let scene = Scene {
            folder: folder.path(),
            home: folder.path(),
            start: &start,
            shell,
            happened: None,
            jobs: &Jobs::default(),
        };
        let verdicts = by_files(&goals, &before.iter().copied().collect(), &scene);
        verdicts.iter().map(|verdict| (verdict.word(), verdict.why().to_owned())).collect()
    }

    fn words(kinds: &[GoalKind], before: &[usize], files: &[&str]) -> Vec<&'static str> {
        said(kinds, before, files).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn what_a_shell_did_counts_when_it_was_seen_and_is_else_not_known() {
        let ran = GoalKind::Ran { program: "ls".to_owned(), prints: None };
        let goals = [file("a"), GoalKind::Active("E".to_owned()), ran, GoalKind::Deactivated, file("b")];
        assert_eq!(
            words(&goals, &[], &["a", "b"]),
            ["reached", "cannot-tell", "cannot-tell", "cannot-tell", "reached"]
        );
        assert_eq!(said(&goals, &[], &["a"])[1].1, "type x");
        assert_eq!(words(&goals, &[1, 2, 3], &["a", "b"]), ["reached"; 5]);
    }

    #[test]
    fn after_a_goal_that_is_open_none_is_asked() {
        assert_eq!(words(&[file("a"), file("b")], &[], &["b"]), ["not-yet", "not-yet"]);
    }

    #[test]
    fn what_was_there_once_is_not_yet_again_unless_a_later_goal_undoes_it() {
        let gone = GoalKind::Removed("a".to_owned());
        assert_eq!(said(&[file("a")], &[0], &[])[0].1, "was reached before, gone now: there is no file `a`");
        assert_eq!(words(&[file("a"), gone.clone()], &[0], &[]), ["reached", "reached"]);
        // Nobody saw whether it ever was there: that is no reason to call it wrong.
        assert_eq!(words(&[file("a"), gone.clone()], &[], &[]), ["cannot-tell", "reached"]);
        assert_eq!(words(&[file("a"), gone], &[], &["a"]), ["reached", "not-yet"]);
    }
}
