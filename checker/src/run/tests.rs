//! The story told with a scripted twin of a session: what the steps did is stated, nothing is run.

use std::collections::VecDeque;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::jobs::Scheduler;
use crate::lesson::{Course, CourseFiles, parse_course};
use crate::session::{Ended, Look, Output, Ran, Script, SessionError, ShellState, Steps};

use super::{Attempt, Outcome, Report, tell};

/// What a step does in place of a shell.
type Does = fn(&Path, &mut ShellState) -> Ended;

/// Plays prepared steps.
struct Twin<'t> {
    folder: &'t Path,
    state: ShellState,
    does: VecDeque<Does>,
}

impl Steps for Twin<'_> {
    fn step(&mut self, script: &mut Script, _: &[String], _: Look<'_>) -> Result<Option<Ran>, SessionError> {
        let Some(does) = self.does.pop_front() else { return Ok(None) };
        let Some(command) = script.next_command_line() else { return Ok(None) };
        let before = self.state();
        let ended = does(self.folder, &mut self.state);
        let exit = matches!(ended, Ended::AtPrompt | Ended::SessionOver).then_some(0);
        if ended != Ended::AtPrompt {
            self.does.clear();
        }
        let output = Output::default();
        let after = self.state();
        Ok(Some(Ran { command, exit, seconds: 0.0, output, before, after, commands: Vec::new(), ended }))
    }

    fn state(&self) -> Arc<ShellState> {
        Arc::new(self.state.clone())
    }
}

/// A course of one exercise with these goals.
fn course(goals: &str) -> Course {
    let lesson = format!(
        "# One\n\n## Exercise: one\n\n```toml exercise\nid = \"one\"\nminutes = 1\n\n{goals}\n```\n\n\
         <details class=\"solution\">\n<summary>Solution</summary>\n\n```console\n$ true\n```\n\n</details>\n"
    );
    let files = [
        ("course.toml", "format = 1\ntitle = \"Small\"\n".to_owned()),
        ("SUMMARY.md", "# Summary\n\n- [One](one.md)\n".to_owned()),
        ("one.md", lesson),
    ];
    let files = files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
    parse_course(&CourseFiles { folder_name: "small".to_owned(), files }, "").expect("a course").0
}

fn told(goals: &str, script: &str, does: &[Does]) -> Report {
    let folder = tempfile::tempdir().expect("a folder");
    let course = course(goals);
    let exercise = course.exercise("one").expect("the exercise");
    let (place, home) = (folder.path().join("one"), folder.path().join("home"));
    fs::create_dir(&place).expect("its folder");
    fs::create_dir(&home).expect("its home");
    let attempt = Attempt {
        exercise,
        mistakes: Vec::new(),
        site: "laptop",
        folder: &place,
        home: &home,
        scheduler: &Scheduler::default(),
        job_limit: Duration::ZERO,
    };
    let mut twin = Twin { folder: &place, state: ShellState::default(), does: does.iter().copied().collect() };
    tell(&attempt, &mut twin, &mut Script::new(script), &mut |_| {}).expect("a report")
}

fn makes_a(folder: &Path, _: &mut ShellState) -> Ended {
    fs::create_dir(folder.join("a")).expect("made");
    Ended::AtPrompt
}

fn removes_a(folder: &Path, _: &mut ShellState) -> Ended {
    fs::remove_dir(folder.join("a")).expect("removed");
    Ended::AtPrompt
}

fn sets_colour(_: &Path, state: &mut ShellState) -> Ended {
    state.variables.insert("COLOUR".to_owned(), "blue".to_owned());
    Ended::AtPrompt
}

fn unsets_colour(_: &Path, state: &mut ShellState) -> Ended {
    state.variables.remove("COLOUR");
    Ended::AtPrompt
}

fn goes_out_of_sight(_: &Path, _: &mut ShellState) -> Ended {
    Ended::OutOfSight
}

fn exits(_: &Path, _: &mut ShellState) -> Ended {
    Ended::SessionOver
}

const VARIABLE: &str = "[[goal]]\ntask = \"Set it.\"\nvariable = \"COLOUR\"\nequals = \"blue\"\n";
const UNSET: &str = "[[goal]]\ntask = \"Unset it.\"\nvariable = \"COLOUR\"\nset = false\n";
const MODULE: &str = "[[goal]]\ntask = \"Load it.\"\nmodule = \"python\"\n";
const GONE: &str = "[[goal]]\ntask = \"Remove a.\"\nremoved = \"a\"\n";

fn verdicts(report: &Report) -> Vec<(&str, Option<usize>)> {
    report.goals.iter().map(|goal| (goal.verdict.word(), goal.step)).collect()
}

#[test]
fn goals_are_asked_in_order_and_one_step_may_reach_several() {
    // `a` is not there at the first step either, but its goal is asked only after the variable's.
    let report = told(&format!("{VARIABLE}\n{GONE}"), "one\ntwo\n", &[makes_a, removes_a]);
    assert_eq!(verdicts(&report), [("not-yet", None), ("not-yet", None)]);
    assert_eq!(report.goals[1].why, "asked once the goals before it are reached");
    let report = told(&format!("{VARIABLE}\n{GONE}"), "one\n", &[sets_colour]);
    assert_eq!(
        (report.verdict, verdicts(&report)),
        (Outcome::Passed, vec![("reached", Some(1)), ("reached", Some(1))])
    );
}

#[test]
fn what_no_longer_holds_at_the_end_is_not_reached() {
    let report = told(VARIABLE, "one\ntwo\n", &[sets_colour, unsets_colour]);
    assert_eq!(report.verdict, Outcome::NotYet);
    assert_eq!(report.goals[0].why, "was reached in step 1, gone at the end: `COLOUR` is not set");
}

#[test]
fn what_a_later_goal_undoes_stays_reached() {
    let report = told(&format!("{VARIABLE}\n{UNSET}"), "one\ntwo\n", &[sets_colour, unsets_colour]);
    assert_eq!(
        (report.verdict, verdicts(&report)),
        (Outcome::Passed, vec![("reached", Some(1)), ("reached", Some(2))])
    );
}

#[test]
fn what_cannot_be_seen_is_cannot_tell_and_never_wrong() {
    let report = told(MODULE, "exec zsh\nmodule load python\n", &[goes_out_of_sight]);
    assert_eq!((report.verdict, verdicts(&report)), (Outcome::CannotTell, vec![("cannot-tell", None)]));
    assert_eq!(report.goals[0].why, "after step 1 (`exec zsh`) the shell no longer told where it stands");
    assert_eq!(report.notes.last().map(String::as_str), Some("1 step after that was not run"));
}

#[test]
fn after_the_end_of_the_shell_the_rest_is_not_run() {
    let report = told(VARIABLE, "exit\n# nothing\nif true\nthen echo\nfi\nlast\n", &[exits]);
    let commands: Vec<_> = report.steps.iter().map(|step| (step.command.as_str(), step.exit, step.not_run)).collect();
    let expected = [("exit", Some(0), None), ("if true\nthen echo\nfi", None, Some(true)), ("last", None, Some(true))];
    assert_eq!(commands, expected);
    assert_eq!(report.notes[1], "2 steps after that were not run");
}

#[test]
fn nothing_typed_reaches_nothing() {
    let report = told(GONE, "# only a comment\n", &[]);
    assert_eq!((report.verdict, report.steps.len()), (Outcome::NotYet, 0));
}

/// The base of a conda beside the exercise's folder.
fn base(folder: &Path) -> PathBuf {
    folder.parent().expect("its parent").join("conda")
}

fn goes_first(state: &mut ShellState, bin: &Path) -> Ended {
    let path = format!("{}:{}", bin.display(), state.variable("PATH"));
    state.variables.insert("PATH".to_owned(), path);
    Ended::AtPrompt
}

fn puts_conda_on_the_path(folder: &Path, state: &mut ShellState) -> Ended {
    let base = base(folder);
    fs::create_dir_all(base.join("conda-meta")).expect("made");
    fs::create_dir_all(base.join("bin")).expect("made");
    crate::host::write_new(&base.join("conda-meta/history"), b"").expect("written");
    symlink("/bin/sh", base.join("bin/python")).expect("made");
    goes_first(state, &base.join("bin"))
}

fn loads_conda(folder: &Path, state: &mut ShellState) -> Ended {
    state.variables.insert("LOADEDMODULES".to_owned(), "Anaconda3/2024.02-1".to_owned());
    puts_conda_on_the_path(folder, state)
}

fn activates_base(folder: &Path, state: &mut ShellState) -> Ended {
    state.variables.insert("CONDA_PREFIX".to_owned(), base(folder).display().to_string());
    goes_first(state, &base(folder).join("bin"))
}

fn leaves_base(_: &Path, state: &mut ShellState) -> Ended {
    state.variables.remove("CONDA_PREFIX");
    let path = state.variable("PATH").split_once(':').map(|(_, rest)| rest.to_owned());
    state.variables.insert("PATH".to_owned(), path.expect("an entry"));
    Ended::AtPrompt
}

fn loads_conda_and_activates_a_venv(folder: &Path, state: &mut ShellState) -> Ended {
    loads_conda(folder, state);
    fs::create_dir_all(folder.join("box/bin")).expect("made");
    crate::host::write_new(&folder.join("box/pyvenv.cfg"), b"").expect("written");
    symlink("/bin/sh", folder.join("box/bin/python")).expect("made");
    state.variables.insert("VIRTUAL_ENV".to_owned(), folder.join("box").display().to_string());
    goes_first(state, &folder.join("box/bin"))
}

fn forgets_the_venv(_: &Path, state: &mut ShellState) -> Ended {
    state.variables.remove("VIRTUAL_ENV");
    Ended::AtPrompt
}

#[test]
fn what_a_module_put_on_the_path_is_no_environment_that_was_not_left() {
    let left = |does: &[Does]| {
        let goal = "[[goal]]\ntask = \"Leave it.\"\ndeactivated = true\n";
        let report = told(goal, &"step\n".repeat(does.len()), does);
        (report.verdict, report.goals[0].why.clone())
    };
    assert_eq!(left(&[loads_conda, activates_base, leaves_base]).0, Outcome::Passed);
    let (verdict, why) = left(&[loads_conda, activates_base]);
    assert!(verdict == Outcome::NotYet && why.contains("is still active (`CONDA_PREFIX` is set)"), "{why}");
    let on_the_path = "`PATH` still leads into the environment";
    let (verdict, why) = left(&[puts_conda_on_the_path]);
    assert!(verdict == Outcome::NotYet && why.contains(on_the_path), "no module put it there: {why}");
    let (verdict, why) = left(&[loads_conda_and_activates_a_venv, forgets_the_venv]);
    assert!(verdict == Outcome::NotYet && why.ends_with(&format!("{on_the_path} `box`")), "{why}");
}
