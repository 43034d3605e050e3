//! Goals about files.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use crate::inspect::{self, Difference, Differences};

use super::environments::relative;
use super::judge::matches;
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

/// Nothing is at a path.
pub(super) fn removed(scene: &Scene<'_>, path: &str) -> Verdict {
    match std::fs::symlink_metadata(scene.path(path)) {
        Ok(_) => Verdict::NotYet(format!("`{path}` is still there")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Verdict::Reached(format!("`{path}` is gone")),
        Err(error) => Verdict::CannotTell(format!("`{path}` cannot be looked at: {error}")),
    }
}

/// A requirements file equals an environment.
pub(super) fn requirements(scene: &Scene<'_>, path: &str, environment: &str) -> Verdict {
    let text = match text(&scene.path(path)) {
        Ok(text) => text,
        Err(verdict) => return verdict(path),
    };
    let environment = match inspect::look(&scene.path(environment)) {
        Ok(environment) => environment,
        Err(reason) => return Verdict::NotYet(relative(scene, &reason.to_string())),
    };
    let differences = inspect::compare(&inspect::requirements_file(&text), &environment);
    let Differences { missing, wrong_version, damaged, extra, not_compared } = &differences;
    let said = [
        clause(missing, "the environment has no"),
        clause(wrong_version, "the environment has another version of"),
        clause(damaged, "the environment has a damaged"),
        clause(extra, "the file does not name"),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    match not_compared.first() {
        _ if !said.is_empty() => Verdict::NotYet(format!("`{path}`: {}", said.join("; "))),
        Some(_) => Verdict::CannotTell(format!("`{path}` has lines that cannot be compared with an environment")),
        None => Verdict::Reached(format!("`{path}` names what is installed")),
    }
}

fn clause(differences: &[Difference], what: &str) -> Option<String> {
    let names: Vec<&str> = differences.iter().map(|difference| difference.name.as_str()).collect();
    (!names.is_empty()).then(|| format!("{what} {}", names.join(", ")))
}

type Refusal = Box<dyn Fn(&str) -> Verdict>;

/// The text of a regular file, or what to say of the path.
fn text(path: &Path) -> Result<String, Refusal> {
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
