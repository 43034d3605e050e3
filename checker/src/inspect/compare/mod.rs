//! How does an environment differ from what a file asks for?
//!
//! Names, versions, addresses and conditions are compared; hashes are not, since an environment keeps none. What cannot
//! be told is set apart from what is wrong, and nothing is shouted that the file leaves open.

mod conda;
mod direct;
mod judge;
mod locked;
mod needs;
mod requires;
mod there;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Surroundings;
use super::environment::Environment;
use super::interpreter::Proof;
use super::kinds::Layer;
use super::problem::lossy;
use super::reason::NotAnEnvironment;
use super::subject::subject;
use super::wanted::{FileKind, NotCompared, Position, Wanted};

use judge::Judge;
use there::Held;

/// What an environment may hold without anyone having asked for it: the tools seed it with these.
const SEEDS: [&str; 4] = ["pip", "setuptools", "wheel", "uv"];

/// How a file and an environment compare. Serialised it is the JSON of `checker inspect --against`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The version of this form.
    pub format: u32,
    /// The file, as it was named.
    #[serde(serialize_with = "lossy")]
    pub file: PathBuf,
    /// Which kind of file.
    pub kind: FileKind,
    /// The environment's folder.
    #[serde(serialize_with = "lossy")]
    pub environment: PathBuf,
    /// The version of its Python, for which conditions were judged.
    pub python: Option<String>,
    /// All in one word.
    pub verdict: Verdict,
    /// Asked for and there, by name.
    pub matching: Vec<Present>,
    /// Asked for and absent.
    pub missing: Vec<Difference>,
    /// There in another version, or from elsewhere.
    pub wrong_version: Vec<Difference>,
    /// Recorded, but broken or ambiguous.
    pub damaged: Vec<Difference>,
    /// There and asked for by nobody; `pip`, `setuptools`, `wheel` and `uv` do not count.
    pub extra: Vec<Present>,
    /// There because something that the file asks for needs it.
    pub needed: Vec<Present>,
    /// The lines that could not be compared.
    pub not_compared: Vec<NotCompared>,
    /// For how many packages the file gives hashes. They are of archives, which an environment does not keep.
    pub hashes: usize,
    /// What else to know, in sentences.
    pub notes: Vec<String>,
}

/// The comparison in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything was compared, and nothing differs.
    Same,
    /// Something differs.
    Differs,
    /// Nothing differs as far as it could be compared.
    CannotTell,
}

/// A package that is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Present {
    /// The name, normalised.
    pub name: String,
    /// The version, as its metadata spells it.
    pub version: Option<String>,
    /// Where it lies, if not in the environment itself.
    pub from: Option<Layer>,
    /// The package that needs it.
    pub needed_by: Option<String>,
    /// What else to know of it.
    pub why: Option<String>,
}

/// One package in which file and environment differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The name, normalised.
    pub name: String,
    /// What is asked for, such as `==3.6` or an address; empty for any version.
    pub asked: String,
    /// What is there.
    pub found: Option<String>,
    /// What is wrong with it, where the lists' names do not say it.
    pub why: Option<String>,
    /// The package that needs it, where the file does not name it itself.
    pub needed_by: Option<String>,
    /// Where the file asks for it, or for what needs it; nothing where the file does not speak of it.
    #[serde(flatten)]
    pub position: Option<Position>,
}

/// Compares what a file asks for with an environment's own packages.
#[must_use]
pub fn compare(wanted: &Wanted, environment: &Environment) -> Comparison {
    of(wanted, Held::alone(environment))
}

/// Compares what a file asks for with what stands at a path, sound or not. What its Python finds elsewhere, such as in
/// the base or on `PYTHONPATH`, need not be in the environment, and is never one package too many.
///
/// # Errors
/// There is neither an environment nor a Python at the path.
pub fn compare_at(path: &Path, wanted: &Wanted, around: &Surroundings) -> Result<Comparison, NotAnEnvironment> {
    let subject = subject(path, Proof::Name)?;
    Ok(of(wanted, Held::with_all(&subject, around)))
}

fn of(wanted: &Wanted, held: Held) -> Comparison {
    let mut judge = Judge::new(wanted, held);
    judge.lines();
    if let Some(lock) = &wanted.lock {
        locked::compare(&mut judge, lock);
    } else {
        needs::compare(&mut judge);
    }
    judge.rest();
    let mut comparison = judge.comparison;
    // What one line finds in order and another does not is not as the file asks.
    let other: BTreeSet<&str> = comparison
        .wrong_version
        .iter()
        .filter(|other| other.needed_by.is_none())
        .map(|other| other.name.as_str())
        .collect();
    comparison.matching.retain(|present| !other.contains(present.name.as_str()));
    let place = |line: &NotCompared| (line.position.file != wanted.path, line.position.clone());
    comparison.not_compared.sort_by_cached_key(place);
    let lists = [&comparison.missing, &comparison.wrong_version];
    comparison.verdict = if lists.iter().any(|list| !list.is_empty()) || !comparison.extra.is_empty() {
        Verdict::Differs
    } else if comparison.damaged.is_empty() && comparison.not_compared.is_empty() {
        Verdict::Same
    } else {
        Verdict::CannotTell
    };
    comparison
}
