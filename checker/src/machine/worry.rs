//! What a worry is, and what it is found in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::host::HostEnvironment;
use crate::inspect::Surroundings;

use super::around::{ETC, surroundings};
use super::index::IndexAnswer;
use super::space::Spaces;

/// Something that looks wrong before an exercise has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Worry {
    /// Its name. Names are added to and never changed.
    pub id: &'static str,
    /// One sentence, with the value that was seen.
    pub what: String,
    /// The one thing to type or to do.
    pub way: String,
}

/// The state that worries are looked for in: of this process, or of a learner's shell.
#[derive(Clone, Debug, Default)]
pub struct Surrounding {
    /// The exported variables, and the home folder.
    pub around: Surroundings,
    /// The shell's aliases; empty where they cannot be seen.
    pub aliases: BTreeMap<String, String>,
    /// The shell's name, in whose words the way is given; `bash` when it is empty.
    pub shell: String,
    /// The folder of the exercise, or the one for all of them.
    pub folder: PathBuf,
    /// What is left on the disks.
    pub spaces: Spaces,
    /// Whether the package index can be reached, once that is known.
    pub index: Option<IndexAnswer>,
    /// Where settings for the whole machine lie.
    pub(super) etc: PathBuf,
}

impl Surrounding {
    /// A learner's shell with these variables. Aliases, spaces and the index's answer are filled in by who knows them.
    pub fn of(variables: BTreeMap<String, String>, home: &Path, folder: &Path) -> Self {
        Surrounding {
            around: Surroundings { variables, home: home.to_owned() },
            folder: folder.to_owned(),
            etc: PathBuf::from(ETC),
            ..Surrounding::default()
        }
    }

    /// This process.
    pub fn of_process(host: &HostEnvironment, folder: &Path) -> Self {
        let Surroundings { variables, home } = surroundings(host);
        let login = host.variable("SHELL").and_then(|shell| Path::new(shell).file_name());
        let shell = login.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Surrounding { shell, ..Surrounding::of(variables, &home, folder) }
    }
}
