//! Goals about projects of uv.

use std::path::{Path, PathBuf};

use crate::inspect::{self, Comparison, WantedError};

use super::environments::relative;
use super::files::{clause, named, text};
use super::scene::Scene;
use super::verdict::Verdict;

/// A folder with a project file, its lock, and an environment that holds what the lock asks for, no less and no more.
pub(super) fn uv_project(scene: &Scene<'_>, path: &str) -> Verdict {
    let folder = scene.path(path);
    for (name, command) in [("pyproject.toml", "uv init"), ("uv.lock", "uv lock")] {
        if let Err(verdict) = text(&folder.join(name)) {
            let verdict = verdict(&scene.shown(&folder.join(name)));
            return match verdict {
                Verdict::NotYet(why) => Verdict::NotYet(format!("{why}, which `{command}` writes")),
                other => other,
            };
        }
    }
    let place = environment_of(scene, &folder);
    let environment = match inspect::look(&place) {
        Ok(environment) => environment,
        Err(reason) => {
            let why = relative(scene, &reason.to_string());
            return Verdict::NotYet(format!("`{path}` has no environment: {why}; `uv sync` makes it"));
        }
    };
    match inspect::wanted(&folder.join("pyproject.toml"), scene.folder) {
        Ok(wanted) => compared(scene, path, &place, inspect::compare(&wanted, &environment)),
        Err(error) => unread(scene, &error),
    }
}

/// Where uv keeps a project's environment: `UV_PROJECT_ENVIRONMENT`, relative to the project, else `.venv`.
fn environment_of(scene: &Scene<'_>, project: &Path) -> PathBuf {
    let variables = scene.surroundings().variables;
    let set = variables.get("UV_PROJECT_ENVIRONMENT").filter(|set| !set.is_empty());
    project.join(set.map_or(".venv", String::as_str))
}

/// What to say of files that say nothing. A lock of another form than the one that is read here may be a good one.
fn unread(scene: &Scene<'_>, error: &WantedError) -> Verdict {
    let why = relative(scene, &error.to_string());
    match error {
        WantedError::Malformed { .. } => Verdict::NotYet(why),
        WantedError::UnknownKind { path, .. } if path.ends_with("pyproject.toml") => Verdict::NotYet(why),
        WantedError::UnknownKind { .. } | WantedError::Unreadable { .. } => Verdict::CannotTell(why),
    }
}

fn compared(scene: &Scene<'_>, path: &str, environment: &Path, comparison: Comparison) -> Verdict {
    let Comparison { missing, wrong_version, damaged, extra, not_compared, .. } = comparison;
    let extra = extra.iter().map(|present| present.name.as_str());
    let said = [
        clause(named(&missing), "it has no"),
        clause(named(&wrong_version), "it has another version of"),
        clause(named(&damaged), "it has a damaged"),
        clause(extra, "nobody asks for"),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let shown = scene.shown(environment);
    match not_compared.first() {
        _ if !said.is_empty() => {
            Verdict::NotYet(format!("`{shown}` is not what `{path}` asks for: {}", said.join("; ")))
        }
        Some(line) => {
            Verdict::CannotTell(format!("`{path}` asks for `{}`, which cannot be compared: {}", line.text, line.why))
        }
        None => Verdict::Reached(format!("`{shown}` holds what the lock of `{path}` asks for")),
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out files; the program does not")]
mod tests {
    use std::fs;

    use super::super::jobs::Jobs;
    use super::super::scene::Shell;
    use super::*;
    use crate::session::ShellState;

    #[test]
    fn what_a_project_lacks_is_said_one_after_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let mut state = ShellState::default();
        let said = |state: &ShellState| {
            let shell = Shell::Known(state);
            let scene = Scene {
                folder: folder.path(),
                home: folder.path(),
                start: state,
                shell,
                happened: None,
                jobs: &Jobs::default(),
            };
            let verdict = uv_project(&scene, "demo");
            (verdict.word(), verdict.why().to_owned())
        };
        let not_yet = |why: &str| ("not-yet", why.to_owned());
        assert_eq!(said(&state), not_yet("there is no file `demo/pyproject.toml`, which `uv init` writes"));
        fs::create_dir(folder.path().join("demo")).unwrap();
        fs::write(folder.path().join("demo/pyproject.toml"), "[project]\nname = \"demo\"\nversion = \"1\"\n").unwrap();
        assert_eq!(said(&state), not_yet("there is no file `demo/uv.lock`, which `uv lock` writes"));
        fs::write(folder.path().join("demo/uv.lock"), "version = 1\n").unwrap();
        let why = "`demo` has no environment: there is nothing at `demo/.venv`; `uv sync` makes it";
        assert_eq!(said(&state), not_yet(why));
        state.variables.insert("UV_PROJECT_ENVIRONMENT".to_owned(), "other".to_owned());
        let why = "`demo` has no environment: there is nothing at `demo/other`; `uv sync` makes it";
        assert_eq!(said(&state), not_yet(why));
    }

    #[test]
    fn a_lock_of_a_form_that_is_not_known_is_no_wrong_one() {
        let scene_of = |path: &str, malformed: bool| {
            let (path, why) = (PathBuf::from(path), "is odd".to_owned());
            if malformed { WantedError::Malformed { path, why } } else { WantedError::UnknownKind { path, why } }
        };
        let state = ShellState::default();
        let (folder, shell) = (Path::new("/lab"), Shell::Known(&state));
        let scene = Scene { folder, home: folder, start: &state, shell, happened: None, jobs: &Jobs::default() };
        let word = |path, malformed| unread(&scene, &scene_of(path, malformed)).word();
        assert_eq!(word("/lab/uv.lock", false), "cannot-tell");
        assert_eq!(word("/lab/uv.lock", true), "not-yet");
        assert_eq!(word("/lab/pyproject.toml", false), "not-yet");
    }
}
