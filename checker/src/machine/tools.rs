//! Which tools that make environments are here, by `PATH` and by the variables that they leave.

use std::path::PathBuf;

use serde::Serialize;

use crate::host::HostEnvironment;
use crate::inspect;

use super::paths::lossy_option;

/// A tool, and the variable by which its own set-up names its program.
const TOOLS: [(&str, Option<&str>); 5] = [
    ("virtualenv", None),
    ("uv", None),
    ("conda", Some("CONDA_EXE")),
    ("mamba", None),
    ("micromamba", Some("MAMBA_EXE")),
];

/// A tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// Where it lies, when it is here.
    #[serde(serialize_with = "lossy_option")]
    pub path: Option<PathBuf>,
    /// The variable that tells, when `PATH` does not.
    pub by: Option<&'static str>,
}

pub(super) fn tools(host: &HostEnvironment) -> Vec<Tool> {
    let path = host.text("PATH").unwrap_or_default();
    let tool = |(name, variable): (&'static str, Option<&'static str>)| {
        if let Some(path) = inspect::first_on_path(name, path) {
            return Tool { name, path: Some(path), by: None };
        }
        let told = variable.and_then(|variable| Some((variable, inspect::first_on_path(host.text(variable)?, "")?)));
        // `MAMBA_EXE` names whichever of the two was set up (mamba's and micromamba's `shell init`).
        match told.filter(|(_, path)| path.file_name().is_some_and(|file| file == name)) {
            Some((variable, path)) => Tool { name, path: Some(path), by: Some(variable) },
            None => Tool { name, path: None, by: None },
        }
    };
    TOOLS.map(tool).to_vec()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;
    use std::path::Path;

    use super::*;

    #[test]
    fn a_tool_is_found_on_path_and_conda_also_by_its_variable() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["uv", "conda"] {
            symlink("/bin/sh", folder.path().join(name)).unwrap();
        }
        let here = folder.path().display();
        let of = |path: String, conda: String| {
            let variables = [("PATH".into(), path.into()), ("CONDA_EXE".into(), conda.into())];
            let tools = tools(&HostEnvironment::of(variables, Path::new("/")));
            let here = |tool: &Tool| tool.path.is_some().then_some((tool.name, tool.by));
            tools.iter().filter_map(here).collect::<Vec<_>>()
        };
        assert_eq!(of(here.to_string(), String::new()), [("uv", None), ("conda", None)]);
        assert_eq!(of("/nowhere".to_owned(), format!("{here}/conda")), [("conda", Some("CONDA_EXE"))]);
        assert_eq!(of("/nowhere".to_owned(), "/gone/conda".to_owned()), []);
    }
}
