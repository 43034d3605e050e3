//! What can be wrong with an environment, by name.
//!
//! The names are an interface: lessons and scripts match on them, so they are added to and never renamed. Only what is
//! found is listed here.

use std::path::{Path, PathBuf};

use serde::{Serialize, Serializer};

/// A problem's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemId {
    /// There is no environment at the path.
    NotAnEnvironment,
    /// `pyvenv.cfg` cannot be read, or has no `home`.
    PyvenvCfgBroken,
    /// There is no interpreter, or its link leads nowhere.
    InterpreterMissing,
    /// What is called `python` is none that could be recognised.
    NotAnInterpreter,
    /// The making of the environment did not finish.
    Unfinished,
    /// It was made at another place, where nothing is left of it.
    Moved,
    /// It was made at another place, where there still is an environment: its scripts act on that one.
    Copied,
    /// The `home` in `pyvenv.cfg` is gone.
    HomeStale,
    /// The interpreter is of another line than the environment was made with.
    PythonChanged,
    /// It has no pip: what is typed as `pip` acts elsewhere.
    NoPip,
    /// A key of `pyvenv.cfg` is misspelt or has a value that Python does not know.
    MisspeltKey,
    /// `pyvenv.cfg` says nothing about isolation, which Python takes for "not isolated".
    KeyMissing,
    /// A folder of packages may not be read.
    Unreadable,
    /// An uninstall was interrupted.
    HalfUninstalled,
    /// A distribution's metadata is missing, unreadable, or contradicts its folder.
    MetadataBroken,
    /// A distribution is recorded and its code is gone.
    CodeMissing,
    /// A distribution's files are links into a cache, and the cache was cleaned.
    CacheGone,
    /// A distribution is recorded more than once.
    AmbiguousPackage,
    /// Code that no distribution claims.
    ImportableNotInstalled,
    /// A `.pth` file that no distribution claims runs code at every start of Python.
    RunsCode,
    /// A `.pth` file is not UTF-8, at which Python ends when it starts.
    PthBroken,
    /// conda installed a Python package, and another tool replaced it or took it away.
    PipOverConda,
    /// A conda environment into which nothing was installed, not even a Python.
    EmptyCondaEnvironment,
    /// There are conda's records and no history, so that conda takes the folder for no environment.
    CondaHistoryMissing,
    /// Packages of the user site are seen.
    UserSiteVisible,
    /// A package of the user site hides one of the environment or of its base.
    UserSiteShadows,
    /// A folder on `PYTHONPATH` holds what the environment holds too, and wins.
    PythonpathShadows,
}

impl std::fmt::Display for ProblemId {
    /// The name as lessons write it: the variant's own, in kebab case.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, letter) in format!("{self:?}").char_indices() {
            if letter.is_ascii_uppercase() && at > 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", letter.to_ascii_lowercase())?;
        }
        Ok(())
    }
}

/// A problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Its name.
    pub id: ProblemId,
    /// The file or folder that shows it.
    #[serde(serialize_with = "lossy")]
    pub path: PathBuf,
    /// A sentence for the learner.
    pub why: String,
}

impl Problem {
    pub(super) fn new(id: ProblemId, path: impl Into<PathBuf>, why: impl Into<String>) -> Self {
        Self { id, path: path.into(), why: why.into() }
    }
}

/// Writes a path as text. One that is not UTF-8 is data too, and must not stop the report.
pub(super) fn lossy<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&path.to_string_lossy())
}

/// Writes a path as text, or `null`.
pub(super) fn lossy_option<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
    match path {
        Some(path) => lossy(path, serializer),
        None => serializer.serialize_none(),
    }
}
