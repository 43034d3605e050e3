//! What is there: the packages of the environment, and of the other folders that its Python sees.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::packaging::{Target, normalize};

use super::super::Surroundings;
use super::super::confirm;
use super::super::environment::Environment;
use super::super::files::Below;
use super::super::installed::{self, Found, Scan};
use super::super::judged_for::judged_for;
use super::super::kinds::{Kind, Layer};
use super::super::package::{self, Answer};
use super::super::searched::searched;
use super::super::subject::Subject;

/// What is compared with a file: an environment, or a Python by itself.
pub(super) struct Held {
    pub(super) root: PathBuf,
    pub(super) kind: Kind,
    /// The version of its Python, as full as files tell it.
    pub(super) python: Option<String>,
    pub(super) line: Option<(u32, u32)>,
    /// The environment's own folders.
    own: Vec<Scan>,
    /// All others, in the order in which they are searched.
    others: Vec<(Layer, Scan)>,
    /// A folder of its own that could not be read: what is not found may be there.
    pub(super) unread: Option<PathBuf>,
    /// The records of its own whose metadata has another name than their folder, by the name in the metadata. Asked for
    /// only where something is not found, because every record is opened.
    misnamed: OnceCell<BTreeMap<String, String>>,
}

/// How many records are opened for that. Environments have some hundreds.
const RECORDS: usize = 5_000;

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

impl Held {
    /// An environment, by its own packages alone.
    pub(super) fn alone(environment: &Environment) -> Self {
        let mut held = Self {
            root: environment.root.clone(),
            kind: environment.kind,
            python: environment.python.clone(),
            line: environment.minor,
            own: Vec::new(),
            others: Vec::new(),
            unread: None,
            misnamed: OnceCell::new(),
        };
        for site in &environment.site_packages {
            match installed::scan(site) {
                Ok(scan) => held.own.push(scan),
                Err(_) => held.unread = held.unread.or_else(|| Some(site.clone())),
            }
        }
        held
    }

    /// What stands at a path, with everything that its Python sees.
    pub(super) fn with_all(subject: &Subject, around: &Surroundings) -> Self {
        let (root, kind, line) = (subject.root().to_owned(), subject.kind(), subject.line());
        let python = subject.python();
        let (own, others, misnamed) = (Vec::new(), Vec::new(), OnceCell::new());
        let mut held = Self { root, kind, python, line, own, others, unread: None, misnamed };
        for (place, scan) in searched(subject, around) {
            match scan {
                Ok(scan) if place.layer == subject.own() => held.own.push(scan),
                Ok(scan) => held.others.push((place.layer, scan)),
                Err(_) if place.layer == subject.own() => held.unread = Some(place.path),
                Err(_) => {}
            }
        }
        held
    }

    /// What conditions are judged for.
    pub(super) fn target(&self) -> Target {
        let sites = self.own.iter().map(|scan| scan.site.as_path());
        judged_for(self.python.as_deref(), self.line, sites)
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
        let misnamed = self.misnamed.get_or_init(|| self.own().take(RECORDS).filter_map(misnamed).collect());
        misnamed.get(name).map_or(State::Absent, |why| State::Damaged(why.clone()))
    }

    /// The records in the environment itself, by name.
    pub(super) fn own(&self) -> impl Iterator<Item = &Found> {
        self.own.iter().flat_map(|scan| &scan.found)
    }
}

/// The name that a record's metadata tells, and a sentence, where its folder tells another.
fn misnamed(found: &Found) -> Option<(String, String)> {
    let own = confirm::head(&Below::nothing(), found).ok()?.name?;
    let name = normalize(&own);
    (name != found.name).then(|| (name, format!("`{}` calls itself `{own}`", found.path.display())))
}
