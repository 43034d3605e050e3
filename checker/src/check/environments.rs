//! Goals about environments: there, active, left.

use std::path::{Path, PathBuf};

use crate::inspect::{self, Environment};
use crate::packaging::Specifiers;
use crate::session::ShellState;

use super::scene::Scene;
use super::verdict::Verdict;

/// An environment at a path, with these properties.
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
    let version = environment.python.as_deref();
    if let Some(wanted) = python {
        let (Some(version), Ok(specifiers)) = (version, wanted.parse::<Specifiers>()) else {
            return Verdict::CannotTell(format!("the version of the Python in `{path}` cannot be read"));
        };
        if !specifiers.allows(version) {
            return Verdict::NotYet(format!("`{path}` has Python {version}, and the task asks for {wanted}"));
        }
    }
    if let Some(wanted) = system.filter(|&wanted| wanted != environment.system_site_packages) {
        let (is, should) = if wanted { ("does not see", "should") } else { ("sees", "should not") };
        return Verdict::NotYet(format!(
            "`{path}` {is} the packages of its base Python, and it {should} (`include-system-site-packages`)"
        ));
    }
    let made_by = creator_name(&environment);
    if let Some(wanted) = creator.filter(|&wanted| wanted != made_by) {
        return Verdict::NotYet(format!("`{path}` was made by `{made_by}`, and the task asks for `{wanted}`"));
    }
    let version = version.map_or_else(String::new, |version| format!(" with Python {version}"));
    Verdict::Reached(format!("`{path}` is an environment{version}, made by `{made_by}`"))
}

fn creator_name(environment: &Environment) -> String {
    format!("{:?}", environment.creator).to_lowercase()
}

/// The shell works in an environment: its variables and the first `python` on its `PATH` are that environment's.
pub(super) fn active(scene: &Scene<'_>, state: &ShellState, path: &str) -> Verdict {
    let wanted = scene.path(path);
    let Ok(root) = std::fs::canonicalize(&wanted) else {
        return Verdict::NotYet(format!("there is no environment `{path}` that could be active"));
    };
    let Some(named) = named_environment(state) else {
        return Verdict::NotYet(match active_by_path(state) {
            Some(other) => format!("`PATH` begins with `{}`, but `VIRTUAL_ENV` is not set", scene.shown(&other)),
            None => "no environment is active in this shell (`VIRTUAL_ENV` is not set)".to_owned(),
        });
    };
    match std::fs::canonicalize(&named) {
        Ok(resolved) if resolved == root => {}
        Ok(_) => return Verdict::NotYet(format!("the active environment is `{}`, not `{path}`", scene.shown(&named))),
        Err(_) => {
            return Verdict::NotYet(format!(
                "the shell names `{}` as its environment, and nothing is there",
                scene.shown(&named)
            ));
        }
    }
    match inspect::look(&root) {
        Ok(_) => {}
        Err(reason) => return Verdict::NotYet(relative(scene, &reason.to_string())),
    }
    match first_python(state) {
        Some(python) if folder_of(&python).is_some_and(|bin| bin == root.join("bin")) => {
            Verdict::Reached(format!("`{path}` is active: `python` is `{}`", scene.shown(&python)))
        }
        Some(python) => Verdict::NotYet(format!(
            "`VIRTUAL_ENV` names `{path}`, but the first `python` on `PATH` is `{}`",
            scene.shown(&python)
        )),
        None => Verdict::NotYet(format!("`VIRTUAL_ENV` names `{path}`, but there is no `python` on `PATH`")),
    }
}

/// The shell works in no environment, as at its start.
pub(super) fn deactivated(scene: &Scene<'_>, state: &ShellState) -> Verdict {
    for name in ["VIRTUAL_ENV", "CONDA_PREFIX"] {
        let now = state.variable(name);
        if !now.is_empty() && now != scene.start.variable(name) {
            return Verdict::NotYet(format!("`{}` is still active (`{name}` is set)", scene.shown(Path::new(now))));
        }
    }
    let at_start: Vec<&str> = scene.start.variable("PATH").split(':').collect();
    let left_over =
        state.variable("PATH").split(':').filter(|entry| !entry.is_empty() && !at_start.contains(entry)).find_map(
            |entry| {
                let bin = state.folder.join(entry);
                ["python", "python3"].iter().find_map(|name| inspect::owner_of(&bin.join(name)))
            },
        );
    match left_over {
        Some(root) => Verdict::NotYet(format!("`PATH` still leads into the environment `{}`", scene.shown(&root))),
        None => Verdict::Reached("no environment is active".to_owned()),
    }
}

/// The environment that the shell itself works in: the one that its variables name and its `PATH` leads into first.
pub fn environment_of_shell(state: &ShellState) -> Option<PathBuf> {
    let named = std::fs::canonicalize(named_environment(state)?).ok()?;
    let bin = folder_of(&first_python(state)?)?;
    (bin == named.join("bin")).then_some(named)
}

/// The environment that the shell's variables name, sound or not.
pub fn named_environment(state: &ShellState) -> Option<PathBuf> {
    ["VIRTUAL_ENV", "CONDA_PREFIX"]
        .iter()
        .map(|name| state.variable(name))
        .find(|value| !value.is_empty())
        .map(PathBuf::from)
}

fn active_by_path(state: &ShellState) -> Option<PathBuf> {
    inspect::owner_of(&first_python(state)?)
}

fn first_python(state: &ShellState) -> Option<PathBuf> {
    program_of(state, "python")
}

/// The program that a shell would start by this name; relative entries of `PATH` begin at the shell's own folder.
pub(super) fn program_of(state: &ShellState, name: &str) -> Option<PathBuf> {
    let entries = state.variable("PATH").split(':').map(|entry| state.folder.join(entry).display().to_string());
    inspect::first_on_path(name, &entries.collect::<Vec<_>>().join(":"))
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
