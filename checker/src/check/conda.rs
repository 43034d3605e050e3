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
