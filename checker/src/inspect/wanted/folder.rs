//! The name of the project in a folder, as its own files tell it.
//!
//! Refused is `setup.py`: it would have to be run.

use std::path::Path;

use serde::Deserialize;

use crate::packaging::is_name;
use crate::packaging::normalize;

use super::super::files;

#[derive(Deserialize)]
struct Pyproject {
    project: Option<Project>,
}

#[derive(Deserialize)]
struct Project {
    name: Option<String>,
}

/// The normalised name, where `pyproject.toml` or `setup.cfg` tells it.
pub(super) fn project_name(folder: &Path) -> Option<String> {
    let pyproject = files::text(&folder.join("pyproject.toml"), files::LARGE).ok();
    let name = pyproject.and_then(|text| toml::from_str::<Pyproject>(&text).ok()?.project?.name);
    let name = name.or_else(|| from_setup_cfg(&files::text(&folder.join("setup.cfg"), files::SMALL).ok()?));
    name.filter(|name| is_name(name)).map(|name| normalize(&name))
}

/// `name = …` in the section `[metadata]`.
fn from_setup_cfg(text: &str) -> Option<String> {
    let metadata = text.lines().skip_while(|line| line.trim() != "[metadata]").skip(1);
    metadata
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('='))
        .find(|(key, _)| key.trim() == "name")
        .map(|(_, value)| value.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::from_setup_cfg;

    #[test]
    fn a_name_counts_in_its_section_only() {
        assert_eq!(from_setup_cfg("[x]\nname = a\n[metadata]\nname = My_Pkg\n"), Some("My_Pkg".to_owned()));
        assert_eq!(from_setup_cfg("[metadata]\nversion = 1\n[x]\nname = a\n"), None);
    }
}
