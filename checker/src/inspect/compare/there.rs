//! What is there: the packages of the environment, and of the other folders that its Python sees.

use super::super::environment::Environment;
use super::super::installed::{self, Found, Scan};
use super::super::kinds::Layer;
use super::super::layers::Place;
use super::super::package::{self, Answer};

/// Everything that was read.
pub(super) struct There {
    /// The environment's own folders.
    own: Vec<Scan>,
    /// All others, in the order in which they are searched.
    others: Vec<(Layer, Scan)>,
}

/// What is there of one name.
pub(super) enum State<'t> {
    Absent,
    Is {
        version: String,
        /// Where, if not in the environment itself.
        from: Option<Layer>,
        record: &'t Found,
    },
    /// A sentence that says what is wrong.
    Damaged(String),
}

/// Where to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Into the environment itself.
    Inside,
    /// Everywhere its Python looks; the environment first.
    Everywhere,
}

impl There {
    pub(super) fn new(environment: &Environment, around: &[Place]) -> Self {
        let is_own = |place: &&Place| !environment.site_packages.contains(&place.path);
        let others = around.iter().filter(is_own);
        Self {
            own: environment.site_packages.iter().filter_map(|site| installed::scan(site).ok()).collect(),
            others: others.filter_map(|place| Some((place.layer, installed::scan(&place.path).ok()?))).collect(),
        }
    }

    /// What is there of a name, which is given normalised.
    pub(super) fn of(&self, name: &str, look: Look) -> State<'_> {
        let own = self.own.iter().map(|scan| (None, scan));
        let others = self.others.iter().map(|(layer, scan)| (Some(*layer), scan));
        let others = others.filter(|_| look == Look::Everywhere);
        for (from, scan) in own.chain(others) {
            let (Some(answer), Some(record)) = (package::within(scan, name, None), scan.of(name).next()) else {
                continue;
            };
            return match answer {
                Answer::Ok { version, .. } | Answer::WrongVersion { found: version, .. } => {
                    State::Is { version, from, record }
                }
                Answer::Absent => continue,
                Answer::Ambiguous { versions } => State::Damaged(format!(
                    "it is recorded more than once, as {}: which one is imported nobody can say",
                    versions.join(" and ")
                )),
                Answer::Broken { why } => State::Damaged(why),
            };
        }
        State::Absent
    }

    /// The records in the environment itself, by name.
    pub(super) fn own(&self) -> impl Iterator<Item = &Found> {
        self.own.iter().flat_map(|scan| &scan.found)
    }
}
