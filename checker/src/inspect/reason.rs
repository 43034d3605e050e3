//! Why a path is no environment, in words for the person who thought that it was.
//!
//! Each reason is one fact about the files; what to do about it is for others to say.

use std::path::PathBuf;

use thiserror::Error;

/// Why there is no environment at a path.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotAnEnvironment {
    /// Nothing at all.
    #[error("there is nothing at `{}`", .0.display())]
    Nothing(PathBuf),
    /// A file, where an environment is a folder.
    #[error("`{}` is a file; an environment is a folder", .0.display())]
    File(PathBuf),
    /// A folder that may not be looked into.
    #[error("`{}` may not be read (permission denied)", .0.display())]
    Denied(PathBuf),
    /// A folder on the way to the interpreter, or to the packages, that may not be entered: what is in it cannot be told.
    #[error("`{}` may not be read (permission denied), so that nothing in it can be told", .0.display())]
    Closed(PathBuf),
    /// A folder without any mark of an environment.
    #[error("`{}` is a folder without a `pyvenv.cfg`, so no tool made an environment there", .0.display())]
    NoMark(PathBuf),
    /// The mark is there and is no readable regular file.
    #[error("`{}` {why}", path.display())]
    Mark {
        /// The `pyvenv.cfg`.
        path: PathBuf,
        /// The end of the sentence.
        why: &'static str,
    },
    /// conda's records without its history, by which conda itself knows an environment.
    #[error("`{}` has no `history`, so conda does not take this folder for an environment", .0.display())]
    NoHistory(PathBuf),
    /// `pyvenv.cfg` has no `home`, by which PEP 405 knows an environment.
    #[error("`{}` has no line `home = …`, which every tool writes that makes an environment", .0.display())]
    NoHome(PathBuf),
    /// No file of an interpreter's name.
    #[error("`{}` holds no `python`, so there is nothing that could run in this environment", .0.display())]
    NoInterpreter(PathBuf),
    /// A link in the chain from `bin/python` to the interpreter leads nowhere.
    #[error("`{}` leads to `{}`, which is gone", link.display(), target.display())]
    InterpreterGone {
        /// The link.
        link: PathBuf,
        /// Where it leads.
        target: PathBuf,
    },
    /// It is there and cannot be executed.
    #[error("`{}` is not an executable file", .0.display())]
    NotExecutable(PathBuf),
    /// A script: it may start a Python (some clusters wrap theirs), which reading alone cannot tell.
    #[error("`{}` is a script and not an interpreter; whether it starts one cannot be told by reading it", .0.display())]
    Script(PathBuf),
    /// A program, or nothing like one, but no Python.
    #[error("`{}` is not a Python interpreter", .0.display())]
    NotPython(PathBuf),
    /// No folder into which packages could go.
    #[error("`{}` has no `lib/python…/site-packages`, where packages would go", .0.display())]
    NoSitePackages(PathBuf),
    /// No `activate`: tools write it last, so the making of the environment was interrupted or failed.
    #[error("`{}` has no `activate`: the making of this environment did not finish", .0.display())]
    Unfinished(PathBuf),
}
