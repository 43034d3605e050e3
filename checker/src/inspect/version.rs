//! Which Python an interpreter is, to the last number, without running it.
//!
//! The interpreter's name gives the line (`3.11`). The rest stands in the Python's own files (conda's record,
//! `build-details.json` of PEP 739, the header `patchlevel.h`), and in `pyvenv.cfg`, which tells the version at the
//! time of creation: a base may have been upgraded since, so an interpreter that is a link out of the environment is
//! asked first. Nothing is guessed: where only the line is known, the line is the answer.

use std::path::Path;

use serde::Deserialize;

use super::conda;
use super::files;
use super::interpreter::Interpreter;
use super::names;
use super::pyvenv::Pyvenv;

/// The version of an environment's Python, as full as its files tell it. Without an interpreter it is the version that
/// the environment was made with.
pub(super) fn of_environment(root: &Path, interpreter: Option<&Interpreter>, cfg: Option<&Pyvenv>) -> Option<String> {
    let Some(interpreter) = interpreter else {
        return cfg.and_then(Pyvenv::version);
    };
    let line = interpreter.line;
    let agrees = |version: &String| line.is_none() || names::line(version) == line;
    let written = || cfg.and_then(Pyvenv::version).filter(agrees);
    let prefix = prefix(&interpreter.program);
    let full = match prefix {
        Some(prefix) if !interpreter.program.starts_with(root) => of_prefix(prefix, line).or_else(written),
        // A copy keeps the version that it was copied from.
        _ => written().or_else(|| cfg.and_then(Pyvenv::base).and_then(|base| of_prefix(&base, line))),
    };
    full.or_else(|| line.map(|(major, minor)| format!("{major}.{minor}")))
}

/// The version of the Python that virtualenv copied in its days before `pyvenv.cfg`, by the library's folder.
pub(super) fn of_original(base: &Path, library: &Path) -> Option<String> {
    let line = names::python_line(&library.file_name()?.to_string_lossy())?;
    of_prefix(base, Some(line)).or_else(|| Some(format!("{}.{}", line.0, line.1)))
}

/// The prefix of a program: the folder above its `bin`.
pub(super) fn prefix(program: &Path) -> Option<&Path> {
    program.parent()?.parent()
}

/// The version of the Python installed under a prefix.
pub(super) fn of_prefix(prefix: &Path, line: Option<(u32, u32)>) -> Option<String> {
    let agrees = |version: &String| line.is_none() || names::line(version) == line;
    if let Some(version) = of_conda(prefix).filter(agrees) {
        return Some(version);
    }
    let (major, minor) = line?;
    // A header is small and everywhere that Python can be built against; the JSON came with 3.14.
    for folder in ["python", "pypy"] {
        for flag in ["", "m", "t", "d"] {
            let header = prefix.join(format!("include/{folder}{major}.{minor}{flag}/patchlevel.h"));
            if let Some(version) = files::text(&header, files::SMALL).ok().as_deref().and_then(of_header) {
                return Some(version);
            }
        }
    }
    ["", "t"].iter().find_map(|flag| {
        let details = prefix.join(format!("lib/python{major}.{minor}{flag}/build-details.json"));
        of_details(&files::head(&details, files::SMALL).ok()?)
    })
}

/// The version that conda's records name: `conda-meta/python-3.11.7-h955ad1f_0.json`.
pub(super) fn of_conda(prefix: &Path) -> Option<String> {
    conda::names(prefix).find(|record| record.name == "python").map(|record| record.version)
}

fn of_header(text: &str) -> Option<String> {
    let value =
        text.lines().find_map(|line| line.trim().strip_prefix("#define PY_VERSION")?.trim().strip_prefix('"'))?;
    // A `+` marks a build from a repository.
    let version = value.split('"').next()?.trim_end_matches('+');
    names::line(version)?;
    Some(version.to_owned())
}

/// What PEP 739 says about the implementation, as far as it is used here.
#[derive(Deserialize)]
struct Details {
    language: Language,
}

#[derive(Deserialize)]
struct Language {
    version_info: Numbers,
}

#[derive(Deserialize)]
struct Numbers {
    major: u32,
    minor: u32,
    micro: u32,
}

fn of_details(bytes: &[u8]) -> Option<String> {
    let Numbers { major, minor, micro } = serde_json::from_slice::<Details>(bytes).ok()?.language.version_info;
    Some(format!("{major}.{minor}.{micro}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_and_the_json_are_read() {
        let header = "/* Version as a string */\n#define PY_VERSION      \t\"3.11.7+\"\n";
        assert_eq!(of_header(header).as_deref(), Some("3.11.7"));
        let json = br#"{"language": {"version": "3.14", "version_info": {"major": 3, "minor": 14, "micro": 2}}}"#;
        assert_eq!(of_details(json).as_deref(), Some("3.14.2"));
    }
}
