//! Goals about environments: there, active, left.

use std::path::{Path, PathBuf};

use crate::inspect::{self, Environment, Kind};
use crate::packaging::Specifiers;
use crate::session::ShellState;

use super::named::environment_folder;
use super::scene::Scene;
use super::verdict::Verdict;

/// The variables by which a shell names its environment. A virtual one is made active on top of a base of conda, seldom beneath.
const NAMING: [&str; 2] = ["VIRTUAL_ENV", "CONDA_PREFIX"];

/// A virtual environment at a path, with these properties.
pub(super) fn venv(
    scene: &Scene<'_>,
    path: &str,
    python: Option<&str>,
    system: Option<bool>,
    creator: Option<&str>,
) -> Verdict {
    let environment = match inspect::look(&scene.path(path)) {
        Ok(environment) => environment,
        Err(reason) => return Verdict::NotYet(relative(scene, &reason.to_string())),
    };
    if environment.kind != Kind::Venv {
        return Verdict::NotYet(format!(
            "`{path}` is a conda environment, and the task asks for a virtual environment"
        ));
    }
    if let Some(verdict) = other_python(&environment, path, python) {
        return verdict;
    }
    if let Some(wanted) = system.filter(|&wanted| wanted != environment.system_site_packages) {
        let (is, should) = if wanted { ("does not see", "should") } else { ("sees", "should not") };
        return Verdict::NotYet(format!(
            "`{path}` {is} the packages of its base Python, and it {should} (`include-system-site-packages`)"
        ));
    }
    let made_by = environment.creator.name();
    if let Some(wanted) = creator.filter(|&wanted| wanted != made_by) {
        return Verdict::NotYet(format!("`{path}` was made by `{made_by}`, and the task asks for `{wanted}`"));
    }
    let version = environment.python.as_deref().map_or_else(String::new, |version| format!(" with Python {version}"));
    Verdict::Reached(format!("`{path}` is an environment{version}, made by `{made_by}`"))
}

/// What to say where the environment's Python is not, or cannot be told to be, of the version that is asked for.
pub(super) fn other_python(environment: &Environment, written: &str, asked: Option<&str>) -> Option<Verdict> {
    let wanted = asked?;
    let (Some(version), Ok(specifiers)) = (environment.python.as_deref(), wanted.parse::<Specifiers>()) else {
        return Some(Verdict::CannotTell(format!("the version of the Python in `{written}` cannot be read")));
    };
    (!specifiers.allows(version))
        .then(|| Verdict::NotYet(format!("`{written}` has Python {version}, and the task asks for {wanted}")))
}

/// The shell works in an environment: its variables and the first `python` on its `PATH` are that environment's.
pub(super) fn active(scene: &Scene<'_>, state: &ShellState, written: &str) -> Verdict {
    let Ok(root) = std::fs::canonicalize(environment_folder(scene, written)) else {
        return Verdict::NotYet(format!("there is no environment `{written}` that could be active"));
    };
    let environment = inspect::look(&root);
    // An environment of conda says so in a variable of its own, whatever virtual environment is set beside it.
    let is_conda = environment.as_ref().is_ok_and(|environment| environment.kind == Kind::Conda);
    let variable = if is_conda { "CONDA_PREFIX" } else { "VIRTUAL_ENV" };
    let named = if is_conda { set(state, variable) } else { named_environment(state) };
    let Some(named) = named else {
        return Verdict::NotYet(match active_by_path(state) {
            Some(other) => format!("`PATH` begins with `{}`, but `{variable}` is not set", scene.shown(&other)),
            None => format!("no environment is active in this shell (`{variable}` is not set)"),
        });
    };
    match std::fs::canonicalize(&named) {
        Ok(resolved) if resolved == root => {}
        Ok(_) => {
            return Verdict::NotYet(format!("the active environment is `{}`, not `{written}`", scene.shown(&named)));
        }
        Err(_) => {
            return Verdict::NotYet(format!(
                "the shell names `{}` as its environment, and nothing is there",
                scene.shown(&named)
            ));
        }
    }
    let environment = match environment {
        Ok(environment) => environment,
        Err(reason) => return Verdict::NotYet(relative(scene, &reason.to_string())),
    };
    // Without a Python there may not even be a `bin`; conda puts it on `PATH` all the same.
    if environment.interpreter.is_none() && search_path(state).contains(&named.join("bin")) {
        return Verdict::Reached(format!("`{written}` is active, and has no Python"));
    }
    match first_python(state) {
        Some(python) if folder_of(&python).is_some_and(|bin| bin == root.join("bin")) => {
            Verdict::Reached(format!("`{written}` is active: `python` is `{}`", scene.shown(&python)))
        }
        Some(python) => Verdict::NotYet(format!(
            "`{variable}` names `{written}`, but the first `python` on `PATH` is `{}`",
            scene.shown(&python)
        )),
        None => Verdict::NotYet(format!("`{variable}` names `{written}`, but there is no `python` on `PATH`")),
    }
}

/// The shell works in no environment, as at its start: what was on `PATH` then, or was brought there by a module, may stay.
pub(super) fn deactivated(scene: &Scene<'_>, state: &ShellState) -> Verdict {
    for name in NAMING {
        let now = state.variable(name);
        if !now.is_empty() && now != scene.start.variable(name) {
            let shown = scene.shown(Path::new(now));
            let why = format!("`{shown}` is still active (`{name}` is set)");
            // `conda deactivate` goes back by one, and what is below is often the base.
            let is_below = state.variable("CONDA_SHLVL") == "1" && Path::new(now).join("condabin").is_dir();
            let way = if is_below { "; conda's base was not at the start: `conda deactivate` once more" } else { "" };
            return Verdict::NotYet(format!("{why}{way}"));
        }
    }
    let at_start: Vec<&str> = scene.start.variable("PATH").split(':').collect();
    let left_over =
        state.variable("PATH").split(':').filter(|entry| !entry.is_empty() && !at_start.contains(entry)).find_map(
            |entry| {
                let bin = state.folder.join(entry);
                let owner = ["python", "python3"].iter().find_map(|name| inspect::owner_of(&bin.join(name)))?;
                // conda keeps its own command in `condabin`, which is there without any environment.
                (std::fs::canonicalize(&bin).ok()? == owner.join("bin")).then_some(owner)
            },
        );
    match left_over {
        Some(root) => Verdict::NotYet(format!("`PATH` still leads into the environment `{}`", scene.shown(&root))),
        None => Verdict::Reached("no environment is active".to_owned()),
    }
}

/// The environment that the shell itself works in: one that its variables name and its `PATH` leads into first.
pub fn environment_of_shell(state: &ShellState) -> Option<PathBuf> {
    let bin = folder_of(&first_python(state)?)?;
    let named = NAMING.iter().filter_map(|name| std::fs::canonicalize(set(state, name)?).ok());
    named.into_iter().find(|named| bin == named.join("bin"))
}

/// The environment that the shell's variables name, sound or not.
pub fn named_environment(state: &ShellState) -> Option<PathBuf> {
    NAMING.iter().find_map(|name| set(state, name))
}

/// What a variable holds, as a path.
fn set(state: &ShellState, name: &str) -> Option<PathBuf> {
    Some(state.variable(name)).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn active_by_path(state: &ShellState) -> Option<PathBuf> {
    inspect::owner_of(&first_python(state)?)
}

fn first_python(state: &ShellState) -> Option<PathBuf> {
    program_of(state, "python")
}

/// The program that a shell would start by this name; relative entries of `PATH` begin at the shell's own folder.
pub(super) fn program_of(state: &ShellState, name: &str) -> Option<PathBuf> {
    let entries: Vec<String> = search_path(state).iter().map(|entry| entry.display().to_string()).collect();
    inspect::first_on_path(name, &entries.join(":"))
}

/// The entries of `PATH`; relative ones begin at the shell's own folder.
fn search_path(state: &ShellState) -> Vec<PathBuf> {
    state.variable("PATH").split(':').map(|entry| state.folder.join(entry)).collect()
}

/// The folder that a program lies in, links in the folder's own path resolved.
fn folder_of(program: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(program.parent()?).ok()
}

/// A sentence about absolute paths, with those of the exercise's folder made short.
pub(super) fn relative(scene: &Scene<'_>, sentence: &str) -> String {
    let mut short = sentence.to_owned();
    let resolved = std::fs::canonicalize(scene.folder).unwrap_or_else(|_| scene.folder.to_owned());
    for folder in [resolved.as_path(), scene.folder] {
        short = short.replace(&format!("`{}/", folder.display()), "`");
    }
    short.replace(&format!("`{}/", scene.home.display()), "`~/")
}
