//! What conda wrote about an environment: its records, its history, and what they say that files elsewhere do not.
//!
//! conda keeps a JSON record of each package it installed, and a history of what was asked for. For Python packages
//! they are the second witness: what Python imports is what `site-packages` holds, and where the two differ the
//! difference is the finding. conda itself is never run: its `conda list` deletes the records that pip outdated.
//! Passwords and tokens, which stand in histories, never leave this room.

mod address;
mod folders;
mod history;
mod moved;
mod packages;
mod problems;
mod record;
mod role;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

pub use folders::{NAMED_BY, conda_folders, conda_named};
pub use history::Story;
pub use record::{CondaRecord, Distribution, parse as conda_record};
pub(super) use record::{Record, names, read as records};
pub use role::Role;

use super::Surroundings;
use super::files;
use super::kinds::Layer;
use super::package_problems::Brought;
use super::problem::lossy;
use super::report::Report;
use super::stock::Stock;
use super::survey::Survey;

/// What conda's files say about an environment, or about the one that its Python comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conda {
    /// The folder that conda made: the environment itself, or, of a virtual environment, the prefix of its Python.
    #[serde(serialize_with = "lossy")]
    pub prefix: PathBuf,
    /// What that folder is to conda.
    pub role: Role,
    /// The name that `conda activate` takes; none where only the path will do, or where that cannot be told.
    pub name: Option<String>,
    /// How it came to be; not told of the prefix that a virtual environment was made from.
    pub story: Option<Story>,
}

/// The records of one prefix, read.
struct Prefix {
    root: PathBuf,
    /// The layer that is its own.
    layer: Layer,
    records: Vec<Record>,
}

/// Adds to a report on an environment what conda knows about it, and tells who else brought code.
pub(super) fn add(report: &mut Report, survey: &Survey, stocks: &mut [Stock], around: &Surroundings) -> Brought {
    if !is_prefix(&survey.root) && !survey.is_conda() {
        let base = survey.base().filter(|base| is_prefix(base));
        report.conda = base.map(|base| told(base, around, None));
        return Brought::Entries(BTreeSet::new());
    }
    let layer = if survey.is_conda() { Layer::Conda } else { Layer::Environment };
    let prefix = Prefix { root: survey.root.clone(), layer, records: record::read(&survey.root) };
    let story = history::read(&prefix.root).map(|history| history.told(&prefix.records));
    report.conda = Some(told(prefix.root.clone(), around, story));
    packages::sign(&prefix, stocks);
    report.packages = packages::of_conda_alone(&prefix, stocks);
    report.problems.extend(problems::of_conda(&prefix, survey, stocks));
    if prefix.records.iter().any(|record| record.content.is_err()) {
        return Brought::Unknown;
    }
    let contents = prefix.records.into_iter().filter_map(|record| record.content.ok());
    Brought::Entries(contents.flat_map(|content| content.entries).collect())
}

/// The version of a package of conda's that is none of Python's, such as `python` itself, by its name.
pub(super) fn version_of(prefix: &Path, name: &str) -> Option<String> {
    let record = record::named(prefix, name)?;
    record.content.is_ok_and(|content| content.distributions.is_empty()).then_some(record.version)
}

fn told(prefix: PathBuf, around: &Surroundings, story: Option<Story>) -> Conda {
    let (role, name) = role::role(&prefix, around);
    Conda { prefix, role, name, story }
}

/// Whether conda takes this folder for an environment: it asks for this file and no other.
pub(super) fn is_prefix(root: &Path) -> bool {
    files::is_file(&root.join("conda-meta/history"))
}

/// Whether conda began to make an environment here and wrote no history.
pub(super) fn is_without_history(root: &Path) -> bool {
    let meta = root.join("conda-meta");
    !is_prefix(root) && meta.is_dir() && (root.join(problems::TEMPORARY).is_dir() || names(root).next().is_some())
}
