//! Does a conda environment stand where conda made it?
//!
//! conda works out its paths when an environment is activated, so a moved one can be activated. But its path stands in
//! every script. The scripts are asked; where they name no environment, or several, nothing is told.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::super::denied::is_there;
use super::super::files;
use super::super::problem::{Problem, ProblemId};
use super::super::scripts;
use super::super::version;

/// How many files of a `bin` are opened. The first script of a sound environment ends the search.
const FILES: usize = 400;

/// Whether the environment was moved or copied.
pub(super) fn moved(root: &Path) -> Option<Problem> {
    let bin = root.join("bin");
    // Not by path: clusters show one folder under several.
    let here = files::identity(root)?;
    let mut made = BTreeSet::new();
    for name in files::names(&bin).iter().take(FILES) {
        let interpreter = scripts::interpreter_of(&bin.join(name));
        let prefix = interpreter.as_deref().and_then(version::prefix).filter(|prefix| !is_systems(prefix));
        let Some(prefix) = prefix else { continue };
        if files::identity(prefix) == Some(here) {
            return None;
        }
        made.insert(PathBuf::from(prefix));
    }
    // A script that was copied in from elsewhere would be a second path, beside those of the environment's own.
    let old = made.first().filter(|_| made.len() == 1)?;
    let shown = old.display();
    if super::is_prefix(old) {
        let why = format!("the scripts in `bin` start the Python of `{shown}`, from which this one was copied");
        return Some(Problem::new(ProblemId::Copied, bin, why));
    }
    let why = format!("it was made as `{shown}`, and the scripts in `bin` still look for its Python there");
    matches!(is_there(&old.join("bin")), Ok(false)).then(|| Problem::new(ProblemId::Moved, bin, why))
}

/// A script that asks for the system's Python says nothing about the environment.
fn is_systems(prefix: &Path) -> bool {
    ["/", "/usr", "/usr/local"].iter().any(|system| prefix == Path::new(system))
}
