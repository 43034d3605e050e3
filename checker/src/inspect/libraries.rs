//! The `lib/pythonX.Y` folders under a prefix, and which of them a Python reads.
//!
//! A Python reads those of its own line only, and of its own build: `python3.13t` is not `python3.13`. Next to `lib` it
//! reads a `lib64` only where it was built for one (`sys.platlibdir`, as on Fedora and its relatives), and that one first.

use std::path::{Path, PathBuf};

use super::files;
use super::names;

/// One library folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Library {
    /// The line that it is for.
    pub(super) line: (u32, u32),
    /// The folder, such as `…/lib/python3.11`.
    pub(super) path: PathBuf,
    home: Home,
}

impl Library {
    /// Which Python reads it, such as `3.13t`.
    pub(super) fn reader(&self) -> String {
        let name = self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.strip_prefix("python").map(str::to_owned).unwrap_or(name)
    }

    /// Whether it is for the free-threaded build and the program is not, or the other way round.
    pub(super) fn is_of_another_build(&self, program: &Path) -> bool {
        let own = program.file_name().and_then(|name| build(&name.to_string_lossy()));
        own.is_some_and(|own| own != build_of(self))
    }
}

/// The name of the library folder that a program of a line reads: `python3.11`, `python3.13t`, `pypy3.10`.
pub(super) fn folder_of((major, minor): (u32, u32), program: Option<&Path>) -> String {
    let name = program.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = if name.starts_with("pypy") { "pypy" } else { "python" };
    let tag = if build(&name) == Some(Build::FreeThreaded) { "t" } else { "" };
    format!("{stem}{major}.{minor}{tag}")
}

/// Which of the two it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Home {
    Lib,
    /// A `lib64` that is no link to `lib`.
    Lib64,
}

/// Which Python reads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    /// Its line.
    pub(super) line: (u32, u32),
    /// The program, whose name tells a free-threaded build.
    pub(super) program: Option<&'a Path>,
    /// The prefix under which its standard library lies.
    pub(super) base: Option<&'a Path>,
}

/// `lib/python3.11`, `lib/python3.13t`, `lib/pypy3.10`, and the same of a `lib64` that is no link to `lib`.
pub(super) fn libraries(prefix: &Path) -> Vec<Library> {
    let mut found = Vec::new();
    let homes = [(prefix.join("lib"), Home::Lib), (prefix.join("lib64"), Home::Lib64)];
    for folder in files::existing(homes.iter().map(|(folder, _)| folder.clone())) {
        let home = homes.iter().find(|(other, _)| *other == folder).map_or(Home::Lib, |(_, home)| *home);
        for name in files::names(&folder) {
            if let Some(line) = ["python", "pypy"].iter().find_map(|stem| names::line(name.strip_prefix(stem)?)) {
                found.push(Library { line, path: folder.join(&name), home });
            }
        }
    }
    found
}

/// Those of these libraries that a Python reads, in its order.
pub(super) fn read_by(libraries: &[Library], reader: Reader<'_>) -> Vec<PathBuf> {
    let build = reader.program.and_then(|program| build(&program.file_name()?.to_string_lossy()));
    let mut mine: Vec<&Library> = libraries
        .iter()
        .filter(|library| library.line == reader.line)
        .filter(|library| build.is_none_or(|build| build == build_of(library)))
        .collect();
    if mine.iter().any(|library| library.home == Home::Lib64) {
        match reader.base.and_then(|base| wide(base, reader.line)) {
            Some(Home::Lib64) => mine.sort_by_key(|library| library.home == Home::Lib),
            Some(Home::Lib) => mine.retain(|library| library.home == Home::Lib),
            // Nothing tells: what may be read is not left out.
            None => {}
        }
    }
    mine.into_iter().map(|library| library.path.clone()).collect()
}

/// Where the standard library of a line lies under its prefix, which is what `sys.platlibdir` says.
fn wide(base: &Path, (major, minor): (u32, u32)) -> Option<Home> {
    let has = |folder: &str| {
        ["", "t"].iter().any(|build| files::is_file(&base.join(format!("{folder}/python{major}.{minor}{build}/os.py"))))
    };
    // `lib64` may be a link to `lib`, and then both are true and both are the same.
    match (has("lib"), has("lib64")) {
        (true, _) => Some(Home::Lib),
        (false, true) => Some(Home::Lib64),
        (false, false) => None,
    }
}

/// With the interpreter's lock or without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Build {
    Usual,
    FreeThreaded,
}

fn build_of(library: &Library) -> Build {
    let name = library.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    build(&name).unwrap_or(Build::Usual)
}

/// The build that a name with a line in it speaks of: `python3.13t`.
fn build(name: &str) -> Option<Build> {
    names::python_line(name)?;
    Some(if name.ends_with('t') { Build::FreeThreaded } else { Build::Usual })
}
