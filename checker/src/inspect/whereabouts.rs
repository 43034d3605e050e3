//! Where an environment's Python finds a package, and what it finds no more because of that.
//!
//! The first folder that records the package decides, as Python's import does; that one is told with its layer, and
//! the others as what it shadows.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::packaging::Requirement;

use super::Surroundings;
use super::conda;
use super::installed::Found;
use super::interpreter::Proof;
use super::judged_for::judged_for;
use super::kinds::{Kind, Layer};
use super::layers::Place;
use super::package::{self, Answer};
use super::problem::{lossy, lossy_option};
use super::reason::NotAnEnvironment;
use super::searched::{searched, searched_for};
use super::subject::{Subject, subject};

/// Whether a requirement asks for its package here at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It has no condition, or one that holds for this Python.
    Yes,
    /// Its condition does not hold.
    No,
    /// Whether its condition holds cannot be told from files.
    Unknown,
}

/// A package as an environment's Python sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// Whether it is asked for.
    pub asked: Asked,
    /// Whether it is there, in a version that was asked for.
    pub answer: Answer,
    /// Where, when it is anywhere.
    pub found: Option<Spot>,
    /// Where it is too, without being seen: another one comes first.
    pub shadowed: Vec<Spot>,
    /// A folder in which code of that name lies that no package claims, when no package is found.
    pub unclaimed: Option<PathBuf>,
    /// The folders of the environment's own that could not be read: it may be there.
    pub unread: Vec<PathBuf>,
}

/// One place in which a package is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// The folder.
    #[serde(serialize_with = "lossy")]
    pub place: PathBuf,
    /// Whose it is.
    #[serde(rename = "from")]
    pub layer: Layer,
    /// The version that is recorded there, if it can be read.
    pub version: Option<String>,
}

/// Where the Python of the environment at a path finds a package.
///
/// # Errors
/// There is neither an environment nor a Python at the path.
pub fn whereabouts(
    path: &Path,
    requirement: &Requirement,
    around: &Surroundings,
) -> Result<Whereabouts, NotAnEnvironment> {
    let subject = subject(path, Proof::Name)?;
    let own = subject.own();
    let mut whereabouts = Whereabouts {
        asked: asked(requirement, &subject, around),
        answer: Answer::Absent,
        found: None,
        shadowed: Vec::new(),
        unclaimed: None,
        unread: Vec::new(),
    };
    let module = requirement.name.replace('-', "_");
    for (place, scan) in searched_for(&subject, around, &requirement.name) {
        let Ok(scan) = scan else {
            if place.layer == own {
                whereabouts.unread.push(place.path);
            }
            continue;
        };
        let Some(answer) = package::within(&scan, &requirement.name, Some(&requirement.specifiers)) else {
            if whereabouts.found.is_none() && whereabouts.unclaimed.is_none() && scan.has_module(&module) {
                whereabouts.unclaimed = Some(place.path.clone());
            }
            continue;
        };
        let is_of_sources = || scan.of(&requirement.name).all(Found::is_of_sources);
        if whereabouts.found.is_some() && place.added_by.is_some() && is_of_sources() {
            continue;
        }
        let version = match &answer {
            Answer::Ok { version, .. } | Answer::WrongVersion { found: version, .. } => Some(version.clone()),
            Answer::Absent | Answer::Ambiguous { .. } | Answer::Broken { .. } => None,
        };
        let spot = Spot { place: place.path, layer: place.layer, version };
        if whereabouts.found.is_none() {
            (whereabouts.answer, whereabouts.found) = (answer, Some(spot));
        } else {
            whereabouts.shadowed.push(spot);
        }
    }
    whereabouts.unread.extend(subject.closed());
    if whereabouts.found.is_none() {
        // Read once more, now for all: such a record has another name.
        let read = searched(&subject, around).filter_map(|(place, scan)| Some((place, scan.ok()?)));
        let impostor = |(place, scan)| Some((place, package::under_another_name(&scan, &requirement.name)?));
        if let Some((Place { path, layer, .. }, why)) = read.filter_map(impostor).next() {
            whereabouts.answer = Answer::Broken { why };
            whereabouts.found = Some(Spot { place: path, layer, version: None });
        }
    }
    if let (Answer::Absent, Kind::Conda) = (&whereabouts.answer, subject.kind())
        && let Some(version) = conda::version_of(subject.root(), &requirement.name)
    {
        let place = subject.root().join("conda-meta");
        whereabouts.answer = if requirement.specifiers.allows(&version) {
            Answer::Ok { version: version.clone(), place: place.clone() }
        } else {
            Answer::WrongVersion { found: version.clone(), place: place.clone() }
        };
        whereabouts.found = Some(Spot { place, layer: own, version: Some(version) });
    }
    Ok(whereabouts)
}

fn asked(requirement: &Requirement, subject: &Subject, around: &Surroundings) -> Asked {
    let Some(condition) = &requirement.marker else { return Asked::Yes };
    let places = subject.places(around);
    let sites = places.iter().filter(|place| place.layer == subject.own()).map(|place| place.path.as_path());
    let target = judged_for(subject.python().as_deref(), subject.line(), sites);
    match condition.holds(&target) {
        Some(true) => Asked::Yes,
        Some(false) => Asked::No,
        None => Asked::Unknown,
    }
}

/// The JSON of `checker inspect --has`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Has<'w> {
    /// The version of this form.
    pub format: u32,
    /// The name that was asked for, normalised.
    pub name: &'w str,
    /// The versions that were asked for; empty for any.
    pub wanted: String,
    /// Whether the requirement's condition holds here; `true` where it has none, `null` where files do not tell.
    pub asked: Option<bool>,
    /// `ok`, `wrong-version`, `absent`, `ambiguous` or `broken`.
    pub answer: &'static str,
    /// Why, where the answer does not say it all.
    pub why: Option<String>,
    /// Where it is, when it is anywhere.
    pub found: Option<&'w Spot>,
    /// Where it is too, hidden by that one.
    pub shadowed: &'w [Spot],
    /// A folder with code of that name that no package claims.
    #[serde(serialize_with = "lossy_option")]
    pub unclaimed: Option<PathBuf>,
}

impl Whereabouts {
    /// The answer as it is serialised.
    #[must_use]
    pub fn as_json<'w>(&'w self, requirement: &'w Requirement) -> Has<'w> {
        let (answer, why) = match &self.answer {
            Answer::Ok { .. } => ("ok", None),
            Answer::WrongVersion { .. } => ("wrong-version", None),
            Answer::Absent => match self.unread.first() {
                // It may be there; "absent" would be a guess.
                Some(path) => ("broken", Some(format!("`{}` may not be read", path.display()))),
                None => ("absent", None),
            },
            Answer::Ambiguous { versions } => ("ambiguous", Some(format!("recorded as {}", versions.join(" and ")))),
            Answer::Broken { why } => ("broken", Some(why.clone())),
        };
        Has {
            format: 1,
            name: &requirement.name,
            wanted: requirement.specifiers.to_string(),
            asked: match self.asked {
                Asked::Yes => Some(true),
                Asked::No => Some(false),
                Asked::Unknown => None,
            },
            answer,
            why,
            found: self.found.as_ref(),
            shadowed: &self.shadowed,
            unclaimed: self.unclaimed.clone(),
        }
    }
}
