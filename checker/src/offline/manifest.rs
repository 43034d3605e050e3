//! What a wheelhouse says of itself: for which Python each requirement is held, by which files, and what could not be had.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// The file `checker-wheelhouse.json` (format 1: fields may be added, never renamed).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format's number.
    pub format: u32,
    /// The files, by name.
    #[serde(default)]
    pub files: BTreeMap<String, HeldFile>,
    /// The Pythons for which it was filled, by version (`3.12`) and platform (`linux-x86_64`).
    #[serde(default)]
    pub pythons: Vec<HeldPython>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldFile {
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// What is held for one Python.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldPython {
    /// `3.12`.
    pub version: String,
    /// As Python names it: `linux-x86_64`.
    pub platform: String,
    /// The requirements.
    #[serde(default)]
    pub held: Vec<Held>,
}

/// A requirement that is held, with all that it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// As it is typed in the course.
    pub requirement: String,
    /// Whether it is held as source.
    #[serde(default)]
    pub source: bool,
    /// The files.
    pub files: BTreeSet<String>,
    /// Further requirements that must be held with it: what source needs to be built.
    #[serde(default)]
    pub with: Vec<String>,
}

impl Manifest {
    /// What is held for a Python; a new entry where there is none yet.
    pub(super) fn python_mut(&mut self, version: &str, platform: &str) -> &mut HeldPython {
        let is_it = |held: &HeldPython| held.version == version && held.platform == platform;
        let at = self.pythons.iter().position(is_it).unwrap_or_else(|| {
            let (version, platform) = (version.to_owned(), platform.to_owned());
            self.pythons.push(HeldPython { version, platform, held: Vec::new() });
            self.pythons.len() - 1
        });
        &mut self.pythons[at]
    }
}

impl HeldPython {
    /// The entry of a requirement.
    pub fn of(&self, requirement: &str, source: bool) -> Option<&Held> {
        self.held.iter().find(|held| held.requirement == requirement && held.source == source)
    }
}
