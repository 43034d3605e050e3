//! conda's packages beside what an `environment.yml` asks for.
//!
//! In a conda environment `conda-meta` tells which packages conda installed, in which version and build, and which of
//! them someone asked for. In any other environment the names are compared as Python packages, and that is said.

use std::collections::{BTreeMap, BTreeSet};

use crate::packaging::normalize;

use super::super::conda::{self, Record};
use super::super::confirm;
use super::super::files::Below;
use super::super::installed::Found;
use super::super::kinds::Kind as EnvironmentKind;
use super::super::wanted::{CondaSpec, Extent};
use super::judge::{Asked, Judge};
use super::there::{Held, Look, State};
use super::{Present, SEEDS};

/// The packages that conda installed, by name.
#[derive(Debug, Default)]
pub(super) struct Records {
    by_name: BTreeMap<String, Record>,
    /// The Python packages among them, by their normalised names, that pip has not replaced.
    python: BTreeSet<String>,
}

impl Records {
    /// The records of a conda environment; of any other there are none.
    pub(super) fn of(held: &Held) -> Self {
        if held.kind != EnvironmentKind::Conda {
            return Self::default();
        }
        let records = conda::records(&held.root).into_iter();
        let by_name: BTreeMap<_, _> = records.map(|record| (record.name.to_lowercase(), record)).collect();
        let by_conda =
            |found: &&Found| confirm::installer(&Below::nothing(), found).is_none_or(|installer| installer == "conda");
        let python = held.own().filter(by_conda).map(|found| found.name.clone());
        let python = python.filter(|name| by_name.keys().any(|conda| normalize(conda) == *name)).collect();
        Self { by_name, python }
    }

    /// Whether a Python package is one of conda's, which is told of among conda's.
    pub(super) fn accounts_for(&self, name: &str) -> bool {
        self.python.contains(name)
    }
}

/// Judges a line that asks conda for a package.
pub(super) fn spec(judge: &mut Judge<'_>, asked: &Asked<'_>, spec: &CondaSpec) {
    if judge.held.kind != EnvironmentKind::Conda {
        return as_python_package(judge, asked, spec);
    }
    let name = spec.name.as_str();
    if name.starts_with("__") {
        return judge.not_compared(asked.line, "it speaks of the machine and not of a package");
    }
    match judge.records.by_name.get(name) {
        None => {
            let python = judge.held.of(&normalize(name), Look::Inside);
            if let State::Is { version, .. } = python {
                let why = "pip installed it, and not conda".to_owned();
                return judge.other_version(asked, name, spec.to_string(), version, Some(why));
            }
            judge.absent(asked, name, spec.to_string());
        }
        Some(Record { path, content: Err(why), .. }) => {
            let why = format!("`{}` {why}", path.display());
            judge.damaged(asked, name, spec.to_string(), why);
        }
        Some(Record { version, content: Ok(content), .. }) => {
            let (version, build) = (version.clone(), content.build.clone());
            // What pip installed over it is what Python sees.
            let over = match judge.held.of(&normalize(name), Look::Inside) {
                State::Is { version: seen, .. } if !judge.records.accounts_for(&normalize(name)) => Some(seen),
                _ => None,
            };
            let replaced = over.as_ref().is_some_and(|seen| *seen != version);
            let seen = over.unwrap_or(version);
            match spec.allows_version(&seen) {
                None => judge.not_compared(asked.line, &format!("`{seen}` is no version that conda could compare")),
                Some(true) if spec.allows_build(&build) && !replaced => judge.there_is(asked, name, seen, None),
                Some(true) if !replaced => {
                    judge.other_version(asked, name, spec.to_string(), format!("{seen} {build}"), None);
                }
                Some(true) => judge.there_is(asked, name, seen, None),
                Some(false) => {
                    let why = replaced.then(|| "pip installed it over conda's".to_owned());
                    judge.other_version(asked, name, spec.to_string(), seen, why);
                }
            }
        }
    }
}

fn as_python_package(judge: &mut Judge<'_>, asked: &Asked<'_>, spec: &CondaSpec) {
    judge.note("this is no conda environment: the names were compared as those of Python packages");
    if spec.name == "python" {
        return judge.judge_python(asked, &spec.to_string(), |version| spec.allows_version(version));
    }
    let name = normalize(&spec.name);
    match judge.held.of(&name, judge.look) {
        State::Absent => judge.absent(asked, &name, spec.to_string()),
        State::Damaged(why) => judge.damaged(asked, &name, spec.to_string(), why),
        State::Is { version, from, .. } => match spec.allows_version(&version) {
            Some(true) => judge.there_is(asked, &name, version, from),
            Some(false) => judge.other_version(asked, &name, spec.to_string(), version, None),
            None => judge.not_compared(asked.line, &format!("`{version}` is no version that conda could compare")),
        },
    }
}

/// What someone asked conda for and the file does not name. What conda pulled in is nobody's wish.
pub(super) fn rest(judge: &mut Judge<'_>) {
    let mut extra = Vec::new();
    for (name, record) in &judge.records.by_name {
        let requested = record.content.as_ref().is_ok_and(|content| content.requested.is_some());
        let named = judge.named.contains(name) || judge.named.contains(&normalize(name));
        let is_seed = SEEDS.contains(&name.as_str()) || name == "python";
        // A list of Python packages says nothing of conda's others.
        let counts = judge.is_of_conda() || judge.records.python.contains(&normalize(name));
        if requested && counts && !named && !is_seed && !judge.needed.contains(&normalize(name)) {
            extra.push(Present::new(name, Some(record.version.clone()), None));
        }
    }
    if judge.extent == Extent::Whole {
        judge.comparison.extra.extend(extra);
    }
}
