//! What state is a Python environment in?
//!
//! This room is the eyes of the checker: given a path it says which kind of environment stands there, which Python it
//! runs, which packages it sees and from where, and what is wrong with it. It reads files and nothing else: it never
//! runs a program (a damaged environment's Python could not answer, and a learner's could answer anything), never
//! writes, never talks to a network, and reads no environment variable: those are handed in as [`Surroundings`].
//! Broken is data, not an error: a report of a ruined environment is a full report with its problems.
//!
//! # The way through the room
//!
//! - A question enters at [`report()`] (everything), [`whereabouts()`] (one package), [`listed()`] (names and versions),
//!   [`compare_at()`] (a file beside an environment), or [`look()`] (is there a real environment at all).
//! - `subject` finds out what stands at a path: `survey` collects the marks of an environment (`pyvenv`, `interpreter`,
//!   `version`, `libraries`, `conda`), and `environment` judges them.
//! - `layers` says in which folders its Python looks, in its order; `searched` reads them one after the other, each once
//!   (`installed`), with those that `pth` files add.
//! - `package` answers for one name, `stock` for all: `confirm` looks whether a record is whole, by `metadata`, `record`,
//!   `direct` and `editable`; `faults` weighs what is wrong with it.
//! - `environment_problems`, `package_problems`, `shadows` and `conda` turn what was found into [`Problem`]s.
//! - `wanted` reads what a file asks for, `compare` sets it beside what is there.
//! - Every file of a learner's is opened by `files` and every folder by `folder`: bounded, and never waiting.

mod compare;
mod conda;
mod confirm;
mod denied;
mod direct;
mod editable;
mod environment;
mod environment_problems;
mod faults;
mod files;
mod folder;
pub mod formats;
mod installed;
mod interpreter;
mod judged_for;
mod kinds;
mod layers;
mod libraries;
mod listed;
mod metadata;
mod names;
mod owner;
mod package;
mod package_problems;
mod problem;
mod pth;
mod python;
mod pyvenv;
mod reason;
mod record;
mod report;
mod scripts;
mod searched;
mod shadows;
mod size;
mod stock;
mod subject;
mod survey;
#[cfg(test)]
mod tests;
mod together;
mod version;
mod wanted;
mod whereabouts;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use compare::{Comparison, Difference, Present, Verdict, compare, compare_at};
pub use conda::{Conda, NAMED_BY, Role, Story, conda_folders, conda_named};
pub use environment::{Environment, environment, look};
pub use installed::{Form, Found, installed};
pub use kinds::{Creator, Kind, Layer, PackageKind};
pub use layers::{Place, layers, user_site, visible};
pub use listed::{Listed, listed};
pub use owner::{first_on_path, owner_of};
pub use package::{Answer, package};
pub use problem::{Problem, ProblemId};
pub use python::{Python, python};
pub use reason::NotAnEnvironment;
pub use report::{Package, Report, Searched, State, report};
pub use size::{Occupied, Size, occupied};
pub use wanted::{FileKind, NotCompared, Position, Wanted, WantedError, requirements_file, wanted, wanted_text};
pub use whereabouts::{Asked, Has, Spot, Whereabouts, whereabouts};

/// What stands around an environment and changes what its Python sees. Handed in as data, so that "what would a batch
/// job see?" is a question like any other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The exported variables. Read are `PYTHONPATH`, `PYTHONUSERBASE`, `PYTHONNOUSERSITE`, `EBPYTHONPREFIXES`,
    /// for relative entries of `PYTHONPATH` `PWD`, and for the names of conda's environments [`NAMED_BY`].
    pub variables: BTreeMap<String, String>,
    /// The home folder, under which the user site lies (PEP 370).
    pub home: PathBuf,
}

impl Surroundings {
    /// The value of a variable; an empty one counts as unset, as it does for Python.
    fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}
