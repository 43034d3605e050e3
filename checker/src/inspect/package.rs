//! Is this package here? Five answers, because "no" has four meanings that ask for different advice.
//!
//! One reading of each folder, then only the records of the asked-for name are opened and confirmed.

use std::path::PathBuf;

use crate::packaging::Specifiers;

use super::confirm;
use super::files::{Below, Failure};
use super::installed::{self, Scan};
use super::names::normalize;
use super::together;

/// Whether a package is installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Installed and whole, in a version that was asked for.
    Ok {
        /// The version, as its metadata spells it.
        version: String,
        /// The `site-packages` that holds it.
        place: PathBuf,
    },
    /// Installed and whole, in another version.
    WrongVersion {
        /// The version that is there.
        found: String,
        /// The `site-packages` that holds it.
        place: PathBuf,
    },
    /// Not there.
    Absent,
    /// Recorded more than once in one folder: which one is imported nobody can say.
    Ambiguous {
        /// The recorded versions.
        versions: Vec<String>,
    },
    /// Recorded, but not usable.
    Broken {
        /// A sentence for the learner.
        why: String,
    },
}

/// Whether a package is in one of these folders, the first that has it deciding, as Python's import does.
#[must_use]
pub fn package(places: &[PathBuf], name: &str, specifiers: Option<&Specifiers>) -> Answer {
    let mut scans = Vec::new();
    let mut unread = None;
    // One folder after the other, so that those behind the first that has it are not even read.
    for place in places {
        match installed::scan(place) {
            Ok(scan) => scans.push(scan),
            Err(Failure::Missing) => continue,
            Err(failure) => {
                unread = unread.or_else(|| Some(format!("`{}` {}", place.display(), failure.says())));
                continue;
            }
        }
        let answer = decide(scans.last().into_iter(), name, specifiers);
        if answer != Answer::Absent {
            return answer;
        }
    }
    // What cannot be read cannot be said to be absent.
    let broken = unread.or_else(|| scans.iter().find_map(|scan| under_another_name(scan, name)));
    broken.map_or(Answer::Absent, |why| Answer::Broken { why })
}

/// How many records of a folder are opened before a package is said to be absent. Environments have some hundreds.
const RECORDS: usize = 5_000;

/// A record whose folder has another name than its metadata: some tools see it by the one, some by the other.
pub(super) fn under_another_name(scan: &Scan, name: &str) -> Option<String> {
    let name = normalize(name);
    let below = Below::folder(&scan.site);
    let told = together::answers(scan.found.len().min(RECORDS), |index| {
        let found = &scan.found[index];
        let own = confirm::head(&below, found).ok()?.name?;
        (normalize(&own) == name).then(|| format!("`{}` calls itself `{own}`", found.path.display()))
    });
    told.into_iter().flatten().next()
}

fn decide<'a>(mut scans: impl Iterator<Item = &'a Scan>, name: &str, specifiers: Option<&Specifiers>) -> Answer {
    let name = normalize(name);
    scans.find_map(|scan| within(scan, &name, specifiers)).unwrap_or(Answer::Absent)
}

/// What one folder says of a package, whose name is given normalised; `None` where it does not record it.
pub(super) fn within(scan: &Scan, name: &str, specifiers: Option<&Specifiers>) -> Option<Answer> {
    let found: Vec<_> = scan.of(name).collect();
    let first = found.first()?;
    if found.len() > 1 {
        let mut versions: Vec<String> = found.iter().map(|found| recorded_version(found)).collect();
        versions.sort();
        versions.dedup();
        if versions.len() > 1 {
            return Some(Answer::Ambiguous { versions });
        }
    }
    // Two records of one version, such as an egg-info beside a dist-info, contradict nothing.
    let confirmed = found.iter().find_map(|found| confirm::confirm(scan, found).ok());
    let version = match confirmed.map_or_else(|| confirm::confirm(scan, first), Ok) {
        Ok(version) => version,
        Err(why) => return Some(Answer::Broken { why }),
    };
    let place = scan.site.clone();
    Some(if specifiers.is_none_or(|specifiers| specifiers.allows(&version)) {
        Answer::Ok { version, place }
    } else {
        Answer::WrongVersion { found: version, place }
    })
}

fn recorded_version(found: &installed::Found) -> String {
    let told = confirm::head(&Below::nothing(), found)
        .ok()
        .and_then(|head| head.version)
        .map(|version| super::names::version(&version));
    told.or_else(|| found.version.clone()).unwrap_or_else(|| "unknown".to_owned())
}
