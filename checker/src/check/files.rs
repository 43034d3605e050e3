//! Goals about files.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use crate::inspect::{self, Comparison, Difference};

use super::environments::relative;
use super::judge::matches;
use super::named::environment as named_environment;
use super::scene::Scene;
use super::verdict::Verdict;

/// The most that is read of a file, in bytes.
const MOST: u64 = 1024 * 1024;

/// A file that says something.
pub(super) fn file(scene: &Scene<'_>, path: &str, contains: Option<&str>) -> Verdict {
    let text = match text(&scene.path(path)) {
        Ok(text) => text,
        Err(verdict) => return verdict(path),
    };
    match contains {
        Some(pattern) if !matches(pattern, &text) => {
            Verdict::NotYet(format!("`{path}` is there, and nothing in it matches `{pattern}`"))
        }
        Some(pattern) => Verdict::Reached(format!("`{path}` is there and matches `{pattern}`")),
        None => Verdict::Reached(format!("`{path}` is there")),
    }
}

/// Nothing is at a path, and conda has no environment of that name.
pub(super) fn removed(scene: &Scene<'_>, path: &str) -> Verdict {
    match std::fs::symlink_metadata(scene.path(path)) {
        Ok(_) => Verdict::NotYet(format!("`{path}` is still there")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            match inspect::conda_named(path, &scene.surroundings()).first() {
                Some(folder) => {
                    Verdict::NotYet(format!("conda still has an environment `{path}`, in `{}`", scene.shown(folder)))
                }
                None => Verdict::Reached(format!("`{path}` is gone")),
            }
        }
        Err(error) => Verdict::CannotTell(format!("`{path}` cannot be looked at: {error}")),
    }
}

/// A requirements file equals an environment.
pub(super) fn requirements(scene: &Scene<'_>, path: &str, environment: &str) -> Verdict {
    let file = scene.path(path);
    if let Err(verdict) = text(&file) {
        return verdict(path);
    }
    let wanted = match inspect::requirements_file(&file, scene.folder) {
        Ok(wanted) => wanted,
        Err(error) => return Verdict::CannotTell(relative(scene, &error.to_string())),
    };
    let environment = match named_environment(scene, environment) {
        Ok(environment) => environment,
        Err(verdict) => return verdict,
    };
    let Comparison { missing, wrong_version, damaged, extra, needed, not_compared, .. } =
        inspect::compare(&wanted, &environment);
    // The file is to name everything: what something else pulled in too.
    let unnamed = extra.iter().chain(&needed).map(|present| present.name.as_str());
    let said = [
        clause(named(&missing), "the environment has no"),
        clause(named(&wrong_version), "the environment has another version of"),
        clause(named(&damaged), "the environment has a damaged"),
        clause(unnamed, "the file does not name"),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    match not_compared.first() {
        _ if !said.is_empty() => Verdict::NotYet(format!("`{path}`: {}", said.join("; "))),
        Some(_) => Verdict::CannotTell(format!("`{path}` has lines that cannot be compared with an environment")),
        None => Verdict::Reached(format!("`{path}` names what is installed")),
    }
}

/// The names of what the file itself asks for.
pub(super) fn named(differences: &[Difference]) -> impl Iterator<Item = &str> {
    differences.iter().filter(|difference| difference.needed_by.is_none()).map(|difference| difference.name.as_str())
}

/// A clause about these names; nothing where there is none.
pub(super) fn clause<'n>(names: impl Iterator<Item = &'n str>, what: &str) -> Option<String> {
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| format!("{what} {}", names.join(", ")))
}

pub(super) type Refusal = Box<dyn Fn(&str) -> Verdict>;

/// The text of a regular file, or what to say of the path.
pub(super) fn text(path: &Path) -> Result<String, Refusal> {
    let not_there: Refusal = Box::new(|path| Verdict::NotYet(format!("there is no file `{path}`")));
    // Asked before it is opened: to open a FIFO would wait for its writer.
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Err(Box::new(|path| Verdict::NotYet(format!("`{path}` is not a file")))),
        Err(_) => return Err(not_there),
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MOST).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(not_there),
        Err(error) => {
            let said = error.to_string();
            Err(Box::new(move |path| Verdict::CannotTell(format!("`{path}` cannot be read: {said}"))))
        }
    }
}
