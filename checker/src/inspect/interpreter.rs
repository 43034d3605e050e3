//! Is there a Python interpreter in a `bin` folder, and which?
//!
//! An interpreter is recognised by what every one has: it is a program (ELF or Mach-O) in which Python's own entry
//! points or variables are named. So an empty file, a script and a copy of `/bin/true` are none, however they are
//! called. Nothing is ever run to find out.

use std::io::Read;
use std::path::{Path, PathBuf};

use rustix::fs::Access;

use super::denied::denied;
use super::files::{self, Failure};
use super::names;
use super::reason::NotAnEnvironment;

/// How many links a chain may have, as the kernel counts.
const LINKS: usize = 40;
/// How far a program is searched, in bytes. Static builds of Python are that large, and tools that move a program's
/// string table put it at the end.
const PROGRAM: u64 = 512 * 1024 * 1024;
/// What a Python program names and others do not: its main functions (each line of Python had its own), the library
/// that holds them, its variable, PyPy's library, GraalPy.
const MARKS: [&[u8]; 8] =
    [b"Py_BytesMain", b"Py_Main", b"Py_UnixMain", b"Py_RunMain", b"libpython", b"PYTHONHOME", b"libpypy", b"graalpy"];

/// An interpreter of an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Interpreter {
    /// The name in the environment, such as `Example/bin/python`.
    pub(super) path: PathBuf,
    /// The program itself, all links resolved.
    pub(super) program: PathBuf,
    /// Its line, where its name or the library that it loads says it.
    pub(super) line: Option<(u32, u32)>,
}

/// How surely an interpreter is to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// Its program is searched for what every Python holds: megabytes are read.
    Content,
    /// A program that is called `python3.11` is taken for one; only another name is looked into.
    Name,
}

/// The interpreter of a `bin` folder: `python`, else `python3`, else `python3.N` or PyPy's names. Where all fail, the
/// reason is that of the first which is there at all.
pub(super) fn find(bin: &Path, proof: Proof) -> Result<Interpreter, NotAnEnvironment> {
    let mut first = None;
    for name in ["python", "python3"] {
        match examine(&bin.join(name), proof) {
            Ok(found) => return Ok(found),
            Err(NotAnEnvironment::NoInterpreter(_)) => {}
            Err(reason) => first = first.or(Some(reason)),
        }
    }
    for name in files::names(bin) {
        let stem = ["python", "pypy", "graalpy"].iter().find_map(|stem| name.strip_prefix(stem));
        if stem.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.' || c == 't')) {
            match examine(&bin.join(&name), proof) {
                Ok(found) => return Ok(found),
                Err(reason) => first = first.or(Some(reason)),
            }
        }
    }
    Err(first.unwrap_or_else(|| NotAnEnvironment::NoInterpreter(bin.to_owned())))
}

/// Looks at one name.
pub(super) fn examine(path: &Path, proof: Proof) -> Result<Interpreter, NotAnEnvironment> {
    if let Some(folder) = denied(path) {
        return Err(NotAnEnvironment::Closed(folder));
    }
    if std::fs::symlink_metadata(path).is_err() {
        return Err(NotAnEnvironment::NoInterpreter(path.to_owned()));
    }
    if let Some((link, target)) = broken_link(path) {
        return Err(NotAnEnvironment::InterpreterGone { link, target });
    }
    let Ok(program) = std::fs::canonicalize(path) else {
        return Err(NotAnEnvironment::NotExecutable(path.to_owned()));
    };
    if !files::is_file(&program) || rustix::fs::access(&program, Access::EXEC_OK).is_err() {
        return Err(NotAnEnvironment::NotExecutable(path.to_owned()));
    }
    let name = program.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let named = names::python_line(&name);
    if proof == Proof::Name && named.is_some() {
        return Ok(Interpreter { path: path.to_owned(), program, line: named });
    }
    let line = match content(&program) {
        Content::Python(line) => named.or(line).or_else(|| beside(&program)),
        Content::Script => return Err(NotAnEnvironment::Script(path.to_owned())),
        Content::Other => return Err(NotAnEnvironment::NotPython(path.to_owned())),
        // Some sites let programs be run and not read; then the name must do.
        Content::Denied if name.contains("python") || name.contains("pypy") => named.or_else(|| beside(&program)),
        Content::Denied => return Err(NotAnEnvironment::NotPython(path.to_owned())),
    };
    Ok(Interpreter { path: path.to_owned(), program, line })
}

/// The first link of the chain that leads to nothing, and where it leads.
pub(super) fn broken_link(path: &Path) -> Option<(PathBuf, PathBuf)> {
    // What may not be looked at is not said to be gone.
    if denied(path).is_some() {
        return None;
    }
    let mut at = path.to_owned();
    for _ in 0..LINKS {
        let target = at.parent().unwrap_or(Path::new("/")).join(std::fs::read_link(&at).ok()?);
        if std::fs::symlink_metadata(&target).is_err() {
            return Some((at, target));
        }
        at = target;
    }
    // More links than the kernel follows: a circle.
    Some((path.to_owned(), at))
}

/// What a program file holds.
enum Content {
    /// Python, with the line of the library that it loads.
    Python(Option<(u32, u32)>),
    Script,
    Other,
    Denied,
}

fn content(program: &Path) -> Content {
    let mut file = match files::open(program) {
        Ok(opened) => opened.file.take(PROGRAM),
        Err(Failure::Denied) => return Content::Denied,
        Err(_) => return Content::Other,
    };
    const CHUNK: usize = 256 * 1024;
    // A mark may lie across two chunks, so the end of each is kept in front of the next.
    const KEEP: usize = 64;
    let mut window = Vec::with_capacity(CHUNK + KEEP);
    let mut start = true;
    loop {
        match file.by_ref().take(CHUNK as u64).read_to_end(&mut window) {
            Ok(0) | Err(_) => return Content::Other,
            Ok(_) => {}
        }
        if start {
            if window.starts_with(b"#!") {
                return Content::Script;
            }
            if !is_program(&window) {
                return Content::Other;
            }
            start = false;
        }
        if MARKS.iter().any(|mark| memchr::memmem::find(&window, mark).is_some()) {
            return Content::Python(library_line(&window));
        }
        let kept = window.len().saturating_sub(KEEP);
        window.drain(..kept);
    }
}

/// ELF, or Mach-O of one or of several machines.
fn is_program(bytes: &[u8]) -> bool {
    const MACH: [[u8; 4]; 4] =
        [[0xcf, 0xfa, 0xed, 0xfe], [0xce, 0xfa, 0xed, 0xfe], [0xca, 0xfe, 0xba, 0xbe], [0xca, 0xfe, 0xba, 0xbf]];
    bytes.starts_with(b"\x7fELF") || MACH.iter().any(|magic| bytes.starts_with(magic))
}

/// The line named by a `libpython3.11.so` in the program's strings.
fn library_line(bytes: &[u8]) -> Option<(u32, u32)> {
    let at = memchr::memmem::find(bytes, b"libpython")?;
    let end = bytes.len().min(at + 24);
    names::python_line(&String::from_utf8_lossy(&bytes[at..end]))
}

/// The line of the one standard library that lies beside a program called plainly `python3`.
fn beside(program: &Path) -> Option<(u32, u32)> {
    let library = program.parent()?.parent()?.join("lib");
    let mut lines = files::names(&library)
        .into_iter()
        .filter(|name| name.starts_with("python") || name.starts_with("pypy"))
        .filter(|name| files::is_file(&library.join(name).join("os.py")))
        .filter_map(|name| names::python_line(&name));
    let line = lines.next()?;
    lines.all(|other| other == line).then_some(line)
}
