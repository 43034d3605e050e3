//! The learner's shell: its environment, with nothing active in it that was active outside.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::host::HostEnvironment;

/// The environment for a learner's shell, and what was put down in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Clean {
    pub(super) variables: BTreeMap<OsString, OsString>,
    /// The environment that was active outside.
    pub(super) put_down: Option<PathBuf>,
}

/// Variables that say that an environment is active (`bin/activate` of venv and virtualenv; conda's activation).
const OF_AN_ENVIRONMENT: [&str; 8] = [
    "CONDA_DEFAULT_ENV",
    "CONDA_PREFIX",
    "CONDA_PROMPT_MODIFIER",
    "CONDA_SHLVL",
    "VIRTUAL_ENV",
    "VIRTUAL_ENV_PROMPT",
    "_OLD_VIRTUAL_PATH",
    "_OLD_VIRTUAL_PYTHONHOME",
];

/// Everything the learner has, but for an environment that is active.
pub(super) fn clean(host: &HostEnvironment) -> Clean {
    let mut variables: BTreeMap<OsString, OsString> =
        host.variables().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let roots: Vec<PathBuf> =
        ["VIRTUAL_ENV", "CONDA_PREFIX"].into_iter().filter_map(|name| host.variable(name).map(PathBuf::from)).collect();
    for name in OF_AN_ENVIRONMENT {
        variables.remove(OsStr::new(name));
    }
    // Those below it on conda's pile: `CONDA_PREFIX_1`, and what conda puts in place of a prompt.
    variables.retain(|name, _| !name.to_str().is_some_and(|name| name.starts_with("CONDA_PREFIX_")));
    if let Some(path) = host.variable("PATH") {
        // `condabin` holds the `conda` command itself, which is there without any environment.
        let kept = std::env::split_paths(path).filter(|entry| !roots.iter().any(|root| *entry == root.join("bin")));
        if let Ok(path) = std::env::join_paths(kept) {
            variables.insert("PATH".into(), path);
        }
    }
    Clean { variables, put_down: roots.into_iter().next() }
}

/// Adds what those within need to know.
pub(super) fn mark(variables: &mut BTreeMap<OsString, OsString>, socket: &Path, exercise: &str) {
    variables.insert(super::inside::SOCKET.into(), socket.as_os_str().to_owned());
    variables.insert(super::inside::EXERCISE.into(), exercise.into());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Clean {
        let variables = variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
        clean(&HostEnvironment::of(variables, Path::new("/")))
    }

    #[test]
    fn an_active_environment_is_put_down() {
        let clean = of(&[("VIRTUAL_ENV", "/lab/env"), ("PATH", "/lab/env/bin:/usr/bin"), ("PYTHONPATH", "/p")]);
        assert_eq!(clean.put_down, Some(PathBuf::from("/lab/env")));
        assert_eq!(clean.variables[OsStr::new("PATH")], "/usr/bin");
        assert_eq!(clean.variables[OsStr::new("PYTHONPATH")], "/p", "the learner's own settings stay");
        assert!(!clean.variables.contains_key(OsStr::new("VIRTUAL_ENV")));
    }

    #[test]
    fn a_conda_base_is_put_down_and_conda_stays() {
        let clean = of(&[
            ("CONDA_PREFIX", "/conda"),
            ("CONDA_SHLVL", "2"),
            ("CONDA_PREFIX_1", "/other"),
            ("CONDA_EXE", "/conda/bin/conda"),
            ("PATH", "/conda/bin:/conda/condabin:/usr/bin"),
        ]);
        assert_eq!(clean.variables[OsStr::new("PATH")], "/conda/condabin:/usr/bin");
        let names: Vec<_> = clean.variables.keys().map(|name| name.to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["CONDA_EXE", "PATH"]);
    }

    #[test]
    fn where_nothing_is_active_nothing_changes() {
        assert_eq!(of(&[("PATH", "/usr/bin::/bin")]).put_down, None);
    }
}
