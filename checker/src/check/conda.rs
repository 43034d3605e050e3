//! Goals about environments of conda.

use crate::inspect::{self, Environment, Kind, NotAnEnvironment};

use super::environments::{other_python, relative};
use super::named::is_no_try;
use super::scene::{Scene, Shell};
use super::verdict::Verdict;

/// An environment that conda made, by path or by name, with a Python of this version.
pub(super) fn conda_env(scene: &Scene<'_>, written: &str, python: Option<&str>) -> Verdict {
    let at_path = inspect::look(&scene.path(written));
    if let Ok(environment) = at_path.as_ref()
        && environment.kind == Kind::Conda
    {
        return judged(environment, written, python);
    }
    let named: Vec<_> =
        inspect::conda_named(written, &scene.surroundings()).iter().map(|at| inspect::look(at)).collect();
    if let Some(environment) = named.iter().flatten().find(|environment| environment.kind == Kind::Conda) {
        return judged(environment, written, python);
    }
    let reason = named.into_iter().find_map(Result::err);
    match (at_path, reason) {
        (_, Some(reason)) => Verdict::NotYet(relative(scene, &reason.to_string())),
        (Ok(_), None) => {
            Verdict::NotYet(format!("`{written}` is a virtual environment, and the task asks for one of conda"))
        }
        (Err(reason), None) if is_no_try(&reason) => not_there(scene, written, &reason),
        (Err(reason), None) => Verdict::NotYet(relative(scene, &reason.to_string())),
    }
}

fn judged(environment: &Environment, written: &str, python: Option<&str>) -> Verdict {
    if let (Some(wanted), None) = (python, &environment.interpreter) {
        return Verdict::NotYet(format!(
            "the conda environment `{written}` has no Python, and the task asks for {wanted}: conda installs one when it \
             is told to"
        ));
    }
    if let Some(verdict) = other_python(environment, written, python) {
        return verdict;
    }
    Verdict::Reached(match &environment.python {
        Some(version) => format!("`{written}` is a conda environment with Python {version}"),
        None => format!("`{written}` is a conda environment without a Python"),
    })
}

fn not_there(scene: &Scene<'_>, written: &str, reason: &NotAnEnvironment) -> Verdict {
    let is_path_alone = written.contains('/');
    if !is_path_alone && let Shell::OutOfSight(why) = scene.shell {
        // What the learner's shell was told about folders of environments, no file shows.
        return Verdict::CannotTell(format!("no conda environment `{written}` was found; {why}"));
    }
    Verdict::NotYet(match reason {
        NotAnEnvironment::NoMark(_) => {
            format!("`{written}` is a folder without a `conda-meta/history`, so conda made no environment there")
        }
        NotAnEnvironment::Nothing(_) if !is_path_alone => {
            format!("there is no conda environment `{written}`, neither by that name nor at that path")
        }
        _ => relative(scene, &reason.to_string()),
    })
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out files; the program does not")]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::super::{Jobs, Verdict, judge};
    use super::*;
    use crate::lesson::{GoalKind, Presence};
    use crate::session::ShellState;

    /// Lays out an environment as `conda create --name x` does without packages.
    fn make(folder: &Path) {
        fs::create_dir_all(folder.join("conda-meta")).unwrap();
        fs::write(folder.join("conda-meta/history"), "").unwrap();
    }

    /// A folder with an exercise's and a home's, and a shell in the first.
    fn machine() -> (tempfile::TempDir, ShellState) {
        let machine = tempfile::tempdir().unwrap();
        fs::create_dir_all(machine.path().join("one")).unwrap();
        fs::create_dir_all(machine.path().join("home")).unwrap();
        (machine, ShellState::default())
    }

    fn said(machine: &Path, state: &ShellState, goal: &GoalKind) -> (&'static str, String) {
        let (folder, home, start) = (machine.join("one"), machine.join("home"), ShellState::default());
        let shell = Shell::Known(state);
        let scene =
            Scene { folder: &folder, home: &home, start: &start, shell, happened: None, jobs: &Jobs::default() };
        let verdict = judge(goal, &scene);
        (verdict.word(), verdict.why().to_owned())
    }

    fn conda(environment: &str, python: Option<&str>) -> GoalKind {
        GoalKind::CondaEnv { environment: environment.to_owned(), python: python.map(str::to_owned) }
    }

    fn told(word: &'static str, why: &str) -> (&'static str, String) {
        (word, why.to_owned())
    }

    #[test]
    fn it_is_found_by_path_and_by_name() {
        let (machine, mut state) = machine();
        let at = |path: &str| machine.path().join(path);
        make(&at("one/env"));
        make(&at("home/.conda/envs/named"));
        make(&at("proj/far"));
        for written in ["env", "./env", "../one/env", "named", "~/.conda/envs/named"] {
            let why = format!("`{written}` is a conda environment without a Python");
            assert_eq!(said(machine.path(), &state, &conda(written, None)), ("reached", why));
        }
        let nowhere = "there is no conda environment `far`, neither by that name nor at that path";
        assert_eq!(said(machine.path(), &state, &conda("far", None)), told("not-yet", nowhere));
        state.variables.insert("CONDA_ENVS_DIRS".to_owned(), at("proj").display().to_string());
        assert_eq!(said(machine.path(), &state, &conda("far", None)).0, "reached");
        // With a slash it is a path and nothing else.
        assert_eq!(said(machine.path(), &state, &conda("./far", None)).1, "there is nothing at `./far`");
    }

    #[test]
    fn one_without_a_python_is_none_with_this_python() {
        let (machine, state) = machine();
        make(&machine.path().join("home/.conda/envs/box"));
        let why = "the conda environment `box` has no Python, and the task asks for >=3.11: conda installs one when it is told to";
        assert_eq!(said(machine.path(), &state, &conda("box", Some(">=3.11"))), told("not-yet", why));
    }

    #[test]
    fn what_conda_did_not_make_is_none() {
        let (machine, state) = machine();
        fs::create_dir_all(machine.path().join("one/box")).unwrap();
        let why = "`box` is a folder without a `conda-meta/history`, so conda made no environment there";
        assert_eq!(said(machine.path(), &state, &conda("box", None)), told("not-yet", why));
        // A project's folder often has the name of its environment.
        make(&machine.path().join("home/.conda/envs/box"));
        assert_eq!(said(machine.path(), &state, &conda("box", None)).0, "reached");
        let venv = GoalKind::Venv { path: "box".to_owned(), python: None, system_site_packages: None, creator: None };
        assert_eq!(said(machine.path(), &state, &venv).0, "not-yet");
        make(&machine.path().join("one/box"));
        let why = "`box` is a conda environment, and the task asks for a virtual environment";
        assert_eq!(said(machine.path(), &state, &venv), told("not-yet", why));
    }

    #[test]
    fn it_is_active_by_its_own_variable_and_gone_when_conda_has_none_of_that_name() {
        let (machine, mut state) = machine();
        let folder = machine.path().join("home/.conda/envs/box");
        make(&folder);
        let (active, gone) = (GoalKind::Active("box".to_owned()), GoalKind::Removed("box".to_owned()));
        let why = "no environment is active in this shell (`CONDA_PREFIX` is not set)";
        assert_eq!(said(machine.path(), &state, &active), told("not-yet", why));
        assert_eq!(
            said(machine.path(), &state, &gone),
            told("not-yet", "conda still has an environment `box`, in `~/.conda/envs/box`")
        );
        state.variables.insert("CONDA_PREFIX".to_owned(), folder.display().to_string());
        let why = "`CONDA_PREFIX` names `box`, but there is no `python` on `PATH`";
        assert_eq!(said(machine.path(), &state, &active), told("not-yet", why));
        state.variables.insert("PATH".to_owned(), folder.join("bin").display().to_string());
        assert_eq!(said(machine.path(), &state, &active), told("reached", "`box` is active, and has no Python"));
        let absent = GoalKind::Package {
            requirement: "idna".to_owned(),
            environment: Some("box".to_owned()),
            from: None,
            presence: Presence::Absent,
        };
        assert_eq!(said(machine.path(), &state, &absent), told("reached", "`idna` is not in `box`"));
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(said(machine.path(), &state, &gone), told("reached", "`box` is gone"));
    }

    #[test]
    fn a_name_that_files_do_not_show_is_not_known_without_the_shell() {
        let (machine, state) = machine();
        let (folder, home) = (machine.path().join("one"), machine.path().join("home"));
        let shell = Shell::OutOfSight("type x");
        let scene =
            Scene { folder: &folder, home: &home, start: &state, shell, happened: None, jobs: &Jobs::default() };
        let not_known = Verdict::CannotTell("no conda environment `box` was found; type x".to_owned());
        assert_eq!(judge(&conda("box", None), &scene), not_known);
        assert!(matches!(judge(&conda("./box", None), &scene), Verdict::NotYet(_)));
        make(&home.join(".conda/envs/box"));
        assert!(judge(&conda("box", None), &scene).is_reached());
    }
}
