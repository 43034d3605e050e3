//! Whose is this program, and which program would the shell find?
//!
//! Both answer from files alone; neither asks whether the environment is sound.

use std::path::{Path, PathBuf};

use rustix::fs::Access;

use super::conda;
use super::files;
use super::libraries::libraries;

/// The root of the environment that a program belongs to: `…/Example/bin/pip` is of `…/Example`.
///
/// Asked are the program's folder and the one above it, as Python does (PEP 405), and when neither is an environment, those
/// of what the program is a link to. So `Example/bin/python` is of `Example` although the interpreter itself lies
/// elsewhere, and a Python that was put deep into an environment, as below a home folder that is one, is not of it.
#[must_use]
pub fn owner_of(program: &Path) -> Option<PathBuf> {
    let mut at = program.to_owned();
    // As many links as the kernel follows.
    for _ in 0..40 {
        if let Some(root) = above(&at) {
            return Some(root);
        }
        let target = std::fs::read_link(&at).ok()?;
        at = at.parent()?.join(target);
    }
    None
}

fn above(program: &Path) -> Option<PathBuf> {
    let folder = program.parent()?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    // The folder's links are resolved and the program's is not: that one leads out of the environment.
    let folder = std::fs::canonicalize(folder).ok()?;
    folder.ancestors().take(2).find(|root| is_marked(root)).map(PathBuf::from)
}

fn is_marked(root: &Path) -> bool {
    files::is_file(&root.join("pyvenv.cfg"))
        || conda::is_prefix(root)
        // virtualenv before 20. Asked only where it can be, to spare a listing of every folder up to the root.
        || (files::is_file(&root.join("bin/activate"))
            && libraries(root).iter().any(|library| files::is_file(&library.path.join("orig-prefix.txt"))))
}

/// The first executable regular file of that name on a `PATH`, as a shell finds it: an empty entry is the working
/// folder, a name with a slash is not searched for. Aliases, functions and remembered places are the shell's business.
#[must_use]
pub fn first_on_path(program: &str, path_variable: &str) -> Option<PathBuf> {
    if program.is_empty() {
        return None;
    }
    if program.contains('/') {
        return Some(PathBuf::from(program)).filter(|path| is_executable(path));
    }
    path_variable
        .split(':')
        .map(|folder| Path::new(if folder.is_empty() { "." } else { folder }).join(program))
        .find(|path| is_executable(path))
}

fn is_executable(path: &Path) -> bool {
    files::is_file(path) && rustix::fs::access(path, Access::EXEC_OK).is_ok()
}
