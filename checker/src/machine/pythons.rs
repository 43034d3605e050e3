//! Every Python that can be typed here: `python3`, `python`, `python3.N` on `PATH`, what each is, and whether it makes
//! environments.
//!
//! Names that lead to the same program are one entry. Scripts that start a Python (pyenv's shims, some clusters' wrappers)
//! are told as scripts: which Python they start cannot be read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::host;
use crate::inspect;

use super::paths::{lossy, lossy_option};

/// A Python on `PATH`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Python {
    /// What to type for it; the most usual name first. One that another hides has its path alone.
    pub names: Vec<String>,
    /// Where the first name is found.
    #[serde(serialize_with = "lossy")]
    pub path: PathBuf,
    /// Its version, as full as files tell.
    pub version: Option<String>,
    /// Whether it can make environments with pip in them.
    pub venv: Option<bool>,
    /// Whether pip refuses to install beside it (PEP 668).
    pub externally_managed: bool,
    /// The environment that it belongs to.
    #[serde(serialize_with = "lossy_option")]
    pub environment: Option<PathBuf>,
    /// Why nothing more can be told of it.
    pub why: Option<String>,
}

/// The Pythons on a search path: first those that a name leads to, then those that another one hides, which are there by
/// their path.
pub fn pythons(path: &str) -> Vec<Python> {
    let mut found: Vec<(PathBuf, Python)> = Vec::new();
    let mut add = |name: String, at: PathBuf, is_hidden: bool| {
        let (key, python) = python(name.clone(), at);
        match found.iter_mut().find(|(other, _)| *other == key) {
            Some(_) if is_hidden => {}
            Some((_, first)) => first.names.push(name),
            None => found.push((key, python)),
        }
    };
    let names = names(path);
    for name in &names {
        if let Some(at) = inspect::first_on_path(name, path) {
            add(name.clone(), at, false);
        }
    }
    for name in &names {
        for at in folders(path).filter_map(|folder| inspect::first_on_path(name, folder)) {
            add(at.display().to_string(), at, true);
        }
    }
    found.into_iter().map(|(_, python)| python).collect()
}

/// The folders of a search path. An empty entry means the working folder to a shell; what lies there by chance is not this
/// machine's.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.split(':').filter(|folder| !folder.is_empty())
}

/// `python3`, `python`, then `python3.N` from the newest on.
fn names(path: &str) -> Vec<String> {
    let mut numbered = BTreeSet::new();
    for folder in folders(path) {
        // A folder on `PATH` that is not there, or may not be listed, is usual.
        for file in host::list(Path::new(folder)).unwrap_or_default() {
            let number = file.file_name().and_then(|name| name.to_str()?.strip_prefix("python3.")?.parse::<u32>().ok());
            numbered.extend(number);
        }
    }
    let numbered = numbered.into_iter().rev().map(|number| format!("python3.{number}"));
    ["python3", "python"].map(str::to_owned).into_iter().chain(numbered).collect()
}

/// A Python, and what tells it from others: its program and environment, or the folder of a script.
fn python(name: String, path: PathBuf) -> (PathBuf, Python) {
    let unknown = Python {
        names: vec![name],
        path: path.clone(),
        version: None,
        venv: None,
        externally_managed: false,
        environment: None,
        why: None,
    };
    match inspect::python(&path) {
        Ok(python) => {
            let key = python.environment.clone().unwrap_or_else(|| python.program.clone());
            let known = Python {
                venv: python.has_ensurepip(),
                externally_managed: python.is_externally_managed(),
                version: python.version,
                environment: python.environment,
                ..unknown
            };
            (key, known)
        }
        Err(inspect::NotAnEnvironment::Script(script)) => {
            let folder = script.parent().map_or_else(|| script.clone(), Path::to_owned);
            let why = if folder.ends_with("shims") {
                "a script of pyenv; which Python it starts cannot be read from it"
            } else {
                "a script; which Python it starts cannot be read from it"
            };
            (folder, Python { why: Some(why.to_owned()), ..unknown })
        }
        Err(reason) => (path, Python { why: Some(reason.to_string()), ..unknown }),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    /// A Python 3.11.7 below `prefix`, recognised by the marks that `inspect` looks for.
    fn lay(prefix: &Path) {
        let library = prefix.join("lib/python3.11");
        for folder in [prefix.join("bin"), library.join("venv"), library.join("ensurepip")] {
            host::create_folder(&folder).unwrap();
        }
        host::create_folder(&prefix.join("include/python3.11")).unwrap();
        program(&prefix.join("bin/python3.11"), b"\x7fELF\x02\x01\0\0Py_BytesMain\0libpython3.11.so.1.0\0");
        symlink("python3.11", prefix.join("bin/python3")).unwrap();
        host::write_new(&library.join("os.py"), b"").unwrap();
        let header = b"#define PY_VERSION \"3.11.7\"\n";
        host::write_new(&prefix.join("include/python3.11/patchlevel.h"), header).unwrap();
    }

    fn program(path: &Path, bytes: &[u8]) {
        host::write_new(path, bytes).unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn names_of_one_program_are_one_python_with_version_and_marks() {
        let folder = tempfile::tempdir().unwrap();
        lay(folder.path());
        let bin = folder.path().join("bin");
        let path = format!("/nowhere:{}", bin.display());
        let [python] = &pythons(&path)[..] else { panic!("one Python") };
        assert_eq!(python.names, ["python3", "python3.11"]);
        assert_eq!((python.version.as_deref(), python.venv), (Some("3.11.7"), Some(true)));
        assert!(!python.externally_managed);

        std::fs::remove_dir(folder.path().join("lib/python3.11/ensurepip")).unwrap();
        host::write_new(&folder.path().join("lib/python3.11/EXTERNALLY-MANAGED"), b"").unwrap();
        let [python] = &pythons(&path)[..] else { panic!("one Python") };
        assert_eq!((python.venv, python.externally_managed), (Some(false), true));
    }

    #[test]
    fn shims_are_one_entry_and_nothing_is_guessed_of_them() {
        let folder = tempfile::tempdir().unwrap();
        let shims = folder.path().join("shims");
        host::create_folder(&shims).unwrap();
        for name in ["python", "python3", "python3.9", "python3.12"] {
            program(&shims.join(name), b"#!/bin/sh\nexec pyenv exec\n");
        }
        let [python] = &pythons(&shims.display().to_string())[..] else { panic!("one entry") };
        assert_eq!(python.names, ["python3", "python", "python3.12", "python3.9"]);
        assert_eq!((python.version.as_ref(), python.venv), (None, None));
        assert!(python.why.as_ref().is_some_and(|why| why.contains("pyenv")), "{python:?}");
    }

    #[test]
    fn a_python_that_another_hides_is_there_by_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("first"), folder.path().join("second"));
        lay(&first);
        lay(&second);
        let names: Vec<Vec<String>> = pythons(&format!("{}/bin:{}/bin", first.display(), second.display()))
            .into_iter()
            .map(|p| p.names)
            .collect();
        let hidden = second.join("bin/python3").display().to_string();
        assert_eq!(names, [vec!["python3".to_owned(), "python3.11".to_owned()], vec![hidden]]);
    }

    #[test]
    fn a_path_of_broken_things_has_no_python() {
        assert_eq!(pythons(""), []);
        assert_eq!(pythons("/nowhere:/etc/passwd:::"), []);
    }
}
