//! What a folder is to conda: a base, an environment with a name, or one that is known by its path.
//!
//! A name is a folder's own name in one of conda's folders of environments: `envs` of an installation, `~/.conda/envs`,
//! those of `CONDA_ENVS_DIRS` (or `CONDA_ENVS_PATH`) and those of `~/.condarc`. Other settings files, which a site or an
//! installation may have, are not sought: an environment that only they name is known by its path, which always does.

use std::path::Path;

use serde::Serialize;

use super::super::Surroundings;
use super::super::files;
use super::folders;

/// What a folder is to conda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// An installation of conda itself.
    Base,
    /// An environment that `conda activate` finds by its name.
    Named,
    /// An environment that is activated by its path.
    Path,
}

/// The role of a folder, and its name.
pub(super) fn role(prefix: &Path, around: &Surroundings) -> (Role, Option<String>) {
    let name = prefix.file_name().map(|name| name.to_string_lossy().into_owned());
    if prefix.parent().is_some_and(|folder| holds_environments(folder, around)) {
        return (Role::Named, name);
    }
    // Asked second: an environment into which conda itself was installed has a `condabin` too.
    if prefix.join("condabin").is_dir() { (Role::Base, Some("base".to_owned())) } else { (Role::Path, None) }
}

fn holds_environments(folder: &Path, around: &Surroundings) -> bool {
    if folders::is_of_installation(folder) {
        return true;
    }
    let Some(identity) = files::identity(folder) else { return false };
    let mut set = folders::of_settings(around);
    set.push(folders::own(around));
    set.iter().any(|other| files::identity(other) == Some(identity))
}
