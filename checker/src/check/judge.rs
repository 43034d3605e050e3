//! One goal, looked at once.

use crate::lesson::{GoalKind, Pattern, VariableValue};

use super::conda;
use super::environments;
use super::files;
use super::jobs;
use super::packages;
use super::projects;
use super::scene::{Happened, Scene, Shell};
use super::tried::Tried;
use super::verdict::Verdict;

/// Whether a goal is reached at this moment.
pub fn judge(goal: &GoalKind, scene: &Scene<'_>) -> Verdict {
    match goal {
        GoalKind::Venv { path, python, system_site_packages, creator } => {
            environments::venv(scene, path, python.as_deref(), *system_site_packages, creator.as_deref())
        }
        GoalKind::CondaEnv { environment, python } => conda::conda_env(scene, environment, python.as_deref()),
        GoalKind::Active(path) => with_shell(scene, |state| environments::active(scene, state, path)),
        GoalKind::Deactivated => with_shell(scene, |state| environments::deactivated(scene, state)),
        GoalKind::Package { requirement, environment, from, presence } => {
            packages::package(scene, requirement, environment.as_deref(), from.as_deref(), *presence)
        }
        GoalKind::File { path, contains } => files::file(scene, path, contains.as_deref()),
        GoalKind::Requirements { path, environment } => files::requirements(scene, path, environment),
        GoalKind::Removed(path) => files::removed(scene, path),
        GoalKind::Variable { name, value } => {
            with_shell(scene, |state| variable(name, value, state.variables.get(name).map(String::as_str)))
        }
        GoalKind::UvProject(path) => projects::uv_project(scene, path),
        GoalKind::Module(name) => with_shell(scene, |state| module(name, state.variable("LOADEDMODULES"))),
        GoalKind::Job { .. } => jobs::job(scene, goal),
        GoalKind::Ran { program, prints } => match scene.happened {
            Some(happened) => ran(program, prints.as_deref(), &happened),
            None => Verdict::NotYet(format!("`{program}` has not run yet")),
        },
    }
}

fn with_shell(scene: &Scene<'_>, look: impl FnOnce(&crate::session::ShellState) -> Verdict) -> Verdict {
    match scene.shell {
        Shell::Known(state) => look(state),
        Shell::OutOfSight(why) => Verdict::CannotTell(why.to_owned()),
    }
}

fn variable(name: &str, wanted: &VariableValue, value: Option<&str>) -> Verdict {
    let shown = match value {
        None => format!("`{name}` is not set"),
        Some("") => format!("`{name}` is empty"),
        Some(value) => format!("`{name}` is `{value}`"),
    };
    let reached = match wanted {
        VariableValue::Set => value.is_some(),
        VariableValue::Unset => value.is_none_or(str::is_empty),
        VariableValue::Equals(wanted) => value == Some(wanted),
        VariableValue::Matches(pattern) => value.is_some_and(|value| matches(pattern, value)),
    };
    if reached { Verdict::Reached(shown) } else { Verdict::NotYet(shown) }
}

fn module(name: &str, loaded: &str) -> Verdict {
    let found = loaded
        .split(':')
        .find(|module| *module == name || module.strip_prefix(name).is_some_and(|rest| rest.starts_with('/')));
    match found {
        Some(module) => Verdict::Reached(format!("the module `{module}` is loaded")),
        None if loaded.is_empty() => Verdict::NotYet("no module is loaded (`LOADEDMODULES` is empty)".to_owned()),
        None => Verdict::NotYet(format!("the module `{name}` is not loaded; loaded: {}", loaded.replace(':', ", "))),
    }
}

fn ran(program: &str, prints: Option<&str>, happened: &Happened<'_>) -> Verdict {
    let tried = Tried::parse(program);
    let mut why = format!("`{program}` has not run yet");
    for invocation in happened.invocations.iter().filter(|invocation| tried.matches(invocation)) {
        match invocation.status {
            None => {
                return Verdict::CannotTell(format!(
                    "`{program}` was typed, and whether it ran and ended well was not seen; give it a line of its own"
                ));
            }
            Some(0) => match prints {
                Some(pattern)
                    if !matches(pattern, &happened.output.part(invocation.printed.0, invocation.printed.1)) =>
                {
                    why = format!("`{program}` ran and printed nothing that matches `{pattern}`");
                }
                _ => return Verdict::Reached(format!("`{program}` ran")),
            },
            Some(status) => why = format!("`{program}` ran and ended with status {status}"),
        }
    }
    Verdict::NotYet(why)
}

/// Whether a pattern that the parser has accepted matches.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    Pattern::new(pattern).is_ok_and(|pattern| pattern.is_match(text))
}
