//! What a folder is to conda: a base, an environment with a name, or one that is known by its path.
//!
//! A name is a folder's own name in one of conda's folders of environments: `envs` of an installation, `~/.conda/envs`,
//! those of `CONDA_ENVS_DIRS` (or `CONDA_ENVS_PATH`) and those of `~/.condarc`. Other settings files, which a site or an
//! installation may have, are not sought: an environment that only they name is known by its path, which always does.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::super::Surroundings;
use super::super::files;

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
    let above = folder.parent().filter(|_| folder.file_name().is_some_and(|name| name == "envs"));
    if above.is_some_and(|root| root.join("condabin").is_dir() || root.join("pkgs").is_dir()) {
        return true;
    }
    let Some(identity) = files::identity(folder) else { return false };
    let mut folders = vec![around.home.join(".conda/envs")];
    for name in ["CONDA_ENVS_DIRS", "CONDA_ENVS_PATH"] {
        folders.extend(around.variable(name).into_iter().flat_map(|value| listed(value, around)));
    }
    let settings = files::text(&around.home.join(".condarc"), files::SMALL).unwrap_or_default();
    folders.extend(of_settings(&settings).into_iter().map(|path| at(path, around)));
    folders.iter().any(|other| files::identity(other) == Some(identity))
}

/// The folders of a variable: conda takes commas and colons.
fn listed(value: &str, around: &Surroundings) -> Vec<PathBuf> {
    value.split([',', ':']).map(str::trim).filter(|path| !path.is_empty()).map(|path| at(path, around)).collect()
}

fn at(path: &str, around: &Surroundings) -> PathBuf {
    let home = around.home.to_string_lossy();
    let path = path.replacen("${HOME}", &home, 1).replacen("$HOME", &home, 1);
    path.strip_prefix("~/").map_or_else(|| PathBuf::from(&path), |rest| around.home.join(rest))
}

/// The folders under `envs_dirs:` of a `.condarc`, in the two forms that people and conda write: a list of lines, and
/// `[one, two]`.
fn of_settings(text: &str) -> Vec<&str> {
    let mut lines = text.lines().skip_while(|line| !(line.starts_with("envs_dirs:") || line.starts_with("envs_path:")));
    let Some((_, rest)) = lines.next().and_then(|line| line.split_once(':')) else { return Vec::new() };
    let plain = |text: &'_ str| -> usize { text.find(" #").unwrap_or(text.len()) };
    if let Some(list) = rest.trim().strip_prefix('[') {
        return list.split([',', ']']).map(unquoted).filter(|path| !path.is_empty()).collect();
    }
    lines
        .map_while(|line| {
            let line = line.trim();
            let blank = line.is_empty() || line.starts_with('#');
            if blank { Some("") } else { line.strip_prefix("- ").map(|path| unquoted(&path[..plain(path)])) }
        })
        .filter(|path| !path.is_empty())
        .collect()
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['\'', '"'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folders_of_environments_are_read_from_settings() {
        let text =
            "channels:\n  - conda-forge\nenvs_dirs:\n  - /proj/envs # ours\n\n  - '~/more'\npkgs_dirs:\n  - /p\n";
        assert_eq!(of_settings(text), ["/proj/envs", "~/more"]);
        assert_eq!(of_settings("envs_dirs: [/a, \"/b c\"]\n"), ["/a", "/b c"]);
        assert!(of_settings("channels:\n  - envs_dirs\n").is_empty());
    }
}
