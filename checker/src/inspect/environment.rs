//! Is there a real environment at this path?
//!
//! A folder that merely looks like one is none. What is asked is what every tool leaves behind that makes
//! environments (`venv` of Python 3.6 to 3.14 with links, with copies, without pip; virtualenv 16 to 21; `uv venv`;
//! conda), and what a hand does not leave by accident:
//!
//! 1. `pyvenv.cfg` is a readable regular file (virtualenv before 20: `lib/pythonX.Y/orig-prefix.txt`): by it Python
//!    itself knows that it runs in an environment.
//! 2. It has a `home`: PEP 405 makes that key the sign, and `touch pyvenv.cfg` does not write it.
//! 3. `bin/python` (or `python3`, `python3.N`) resolves to an executable program in which Python's own names occur:
//!    not an empty file, not a script, not a copy of another program.
//! 4. There is a `lib/pythonX.Y/site-packages`: the tools make it before anything is installed.
//! 5. There is a `bin/activate` of some shell, not empty: tools write it last, so that it is missing where the making
//!    failed half-way (Debian without `ensurepip`, a full quota). virtualenv alone can be told to write none.
//!
//! Not asked, because real environments differ there: that `home` still exists (Python starts all the same), that
//! there is a pip, that the paths in `activate` are right (a moved environment is one; [`super::report()`] says that it
//! was moved). A conda environment is one by `conda-meta/history`, and needs an interpreter only when conda's records
//! say that Python was installed into it.

use std::path::{Path, PathBuf};

use super::files;
use super::interpreter::Proof;
use super::kinds::{Creator, Kind};
use super::reason::NotAnEnvironment;
use super::survey::{Mark, Survey, survey};

/// A real environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// Its folder, links resolved.
    pub root: PathBuf,
    /// `Venv` or `Conda`.
    pub kind: Kind,
    /// The tool that made it.
    pub creator: Creator,
    /// The interpreter's name in it, such as `Example/bin/python`, not resolved; a conda environment may have none.
    pub interpreter: Option<PathBuf>,
    /// The version of its Python, as full as files tell it: `3.11.7`, or `3.11` where only that is known.
    pub python: Option<String>,
    /// Major and minor number of its Python.
    pub minor: Option<(u32, u32)>,
    /// The prefix of the Python that it was made from (`sys.base_prefix`).
    pub base: Option<PathBuf>,
    /// Whether packages of the base are seen too.
    pub system_site_packages: bool,
    /// Its own folders of packages, those of its Python's line only.
    pub site_packages: Vec<PathBuf>,
}

/// The environment at a path, if there is a real one.
#[must_use]
pub fn environment(path: &Path) -> Option<Environment> {
    look(path).ok()
}

/// The environment at a path, or why there is none.
///
/// # Errors
/// The first of the marks above that is missing.
pub fn look(path: &Path) -> Result<Environment, NotAnEnvironment> {
    let survey = survey(path, Proof::Content)?;
    judge(&survey)?;
    Ok(survey.as_environment())
}

/// Whether what the first look found is an environment.
pub(super) fn judge(survey: &Survey) -> Result<(), NotAnEnvironment> {
    match &survey.mark {
        Mark::Unreadable(failure) => {
            return Err(NotAnEnvironment::Mark { path: survey.root.join("pyvenv.cfg"), why: failure.says() });
        }
        Mark::Cfg(cfg) if cfg.home().is_none() => {
            return Err(NotAnEnvironment::NoHome(survey.root.join("pyvenv.cfg")));
        }
        Mark::CondaWithoutHistory => return Err(NotAnEnvironment::NoHistory(survey.root.join("conda-meta"))),
        Mark::Conda => {
            // `conda create -n empty` makes an environment without any Python.
            return if survey.python.is_some() { survey.interpreter.clone().map(|_| ()) } else { Ok(()) };
        }
        Mark::Cfg(_) | Mark::OriginalPrefix { .. } => {}
    }
    survey.interpreter.clone()?;
    if let Some(library) = survey.closed_library() {
        return Err(NotAnEnvironment::Closed(library));
    }
    if !survey.has_site_packages() {
        return Err(NotAnEnvironment::NoSitePackages(survey.root.clone()));
    }
    if survey.creator() != Some(Creator::Virtualenv) && !can_be_activated(&survey.root.join("bin")) {
        return Err(NotAnEnvironment::Unfinished(survey.root.clone()));
    }
    Ok(())
}

fn can_be_activated(bin: &Path) -> bool {
    let written = |name: &str| std::fs::metadata(bin.join(name)).is_ok_and(|about| about.is_file() && about.len() > 0);
    // The listing is only for environments with another shell's script alone.
    written("activate") || files::names(bin).iter().any(|name| name.starts_with("activate.") && written(name))
}
