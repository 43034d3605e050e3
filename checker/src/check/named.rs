//! Which folder a goal means by what it writes for an environment: a path, or a name that conda knows.

use std::path::PathBuf;

use crate::inspect::{self, Environment, NotAnEnvironment};

use super::environments::relative;
use super::scene::Scene;
use super::verdict::Verdict;

/// The folder that is meant. Where an environment stands at the path, sound or not, that is it; else the one that conda
/// takes for the name; else the path, for what there is to say about it.
pub fn environment_folder(scene: &Scene<'_>, written: &str) -> PathBuf {
    let path = scene.path(written);
    let is_free = inspect::look(&path).is_err_and(|reason| is_no_try(&reason));
    let named = if is_free { inspect::conda_named(written, &scene.surroundings()) } else { Vec::new() };
    let sound = named.iter().position(|folder| inspect::look(folder).is_ok()).unwrap_or_default();
    named.into_iter().nth(sound).unwrap_or(path)
}

/// The environment that is meant, or that there is none.
pub(super) fn environment(scene: &Scene<'_>, written: &str) -> Result<Environment, Verdict> {
    inspect::look(&environment_folder(scene, written))
        .map_err(|reason| Verdict::NotYet(relative(scene, &reason.to_string())))
}

/// Whether nothing that any tool makes stands there.
pub(super) fn is_no_try(reason: &NotAnEnvironment) -> bool {
    matches!(reason, NotAnEnvironment::Nothing(_) | NotAnEnvironment::NoMark(_) | NotAnEnvironment::File(_))
}
