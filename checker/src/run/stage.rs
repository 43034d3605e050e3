//! Where an attempt takes place: a scratch folder with the exercise's folder and a home of its own.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::host::{self, FileError, HostEnvironment, Scratch};
use crate::inspect::{self, NAMED_BY};
use crate::lesson::{Exercise, GivenFile, GoalKind, Mistake};
use crate::session::{CommandMark, Limits, Session, SessionError, Settings, Tape};

use super::surroundings::scripted;

/// Columns and rows of a scripted session: wide, so that programs do not wrap the lines that mistakes are recognised by.
const SIZE: (u16, u16) = (200, 50);

/// A scratch folder for one attempt, removed with everything in it.
#[derive(Debug)]
pub struct Stage {
    scratch: Scratch,
    folder: PathBuf,
    home: PathBuf,
    environment: BTreeMap<OsString, OsString>,
    sessions: AtomicUsize,
    tape: Option<Tape>,
}

/// Why a stage could not be set.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// A folder or file could not be made.
    #[error(transparent)]
    File(#[from] FileError),
}

impl Stage {
    /// Sets a stage for an exercise of this name, with these files in its folder.
    pub fn set(host: &HostEnvironment, name: &str, files: &[GivenFile]) -> Result<Self, StageError> {
        let scratch = Scratch::make(&host.temporary_folder())?;
        let (folder, home, temporary) =
            (scratch.path().join(name), scratch.path().join("home"), scratch.path().join("tmp"));
        for each in [&folder, &home, &temporary] {
            host::create_folder(each)?;
        }
        for file in files {
            host::write_new_below(&folder, &file.path, file.contents.as_bytes())?;
        }
        let environment = scripted(host, &home, &temporary);
        Ok(Stage { scratch, folder, home, environment, sessions: AtomicUsize::new(0), tape: None })
    }

    /// The exercise's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The home folder of its sessions.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The folder that holds all of it.
    pub fn root(&self) -> &Path {
        self.scratch.path()
    }

    /// Puts a folder in front of the search path of its sessions.
    pub fn prepend_path(&mut self, folder: &Path) {
        let path = self.environment.entry("PATH".into()).or_default();
        let mut longer = folder.as_os_str().to_owned();
        longer.push(":");
        longer.push(&*path);
        *path = longer;
    }

    /// Records what its sessions show from now on. Where it stands on this machine is not told.
    pub fn record(&mut self, title: &str) -> Tape {
        let tape = Tape::new(SIZE, title, &[&self.home, self.root()]);
        self.tape.insert(tape).clone()
    }

    /// Starts a shell in the exercise's folder.
    pub fn open(&self, watched: Vec<String>, limits: Limits) -> Result<Session, SessionError> {
        let number = self.sessions.fetch_add(1, Ordering::Relaxed);
        let private = self.scratch.path().join(format!(".session-{number}"));
        let settings = settings(self.environment.clone(), self.folder.clone(), private, watched, limits);
        Session::open(Settings { tape: self.tape.clone(), ..settings })
    }

    /// Keeps everything, and says where it is.
    pub fn keep(self) -> PathBuf {
        self.scratch.keep()
    }
}

/// A scripted session with this environment: the first `bash` on its path, and nobody's start-up files.
pub(super) fn settings(
    environment: BTreeMap<OsString, OsString>,
    folder: PathBuf,
    private: PathBuf,
    watched: Vec<String>,
    limits: Limits,
) -> Settings {
    let path = environment.get(OsStr::new("PATH")).and_then(|path| path.to_str()).unwrap_or_default();
    let shell = inspect::first_on_path("bash", path).unwrap_or_else(|| PathBuf::from("/bin/bash"));
    let command_mark = CommandMark::Native;
    Settings { shell, folder, private, environment, watched, size: SIZE, command_mark, limits, tape: None }
}

/// The variables that an exercise's goals ask for, and those that say which environments conda knows by a name.
pub fn watched(exercise: &Exercise, catalogue: &[Mistake]) -> Vec<String> {
    let goals = exercise.goals.iter().filter_map(|goal| match &goal.kind {
        GoalKind::Variable { name, .. } => Some(name.clone()),
        _ => None,
    });
    let conditions = exercise.mistakes.iter().chain(catalogue).flat_map(|mistake| &mistake.when);
    goals
        .chain(NAMED_BY.iter().map(ToString::to_string))
        .chain(conditions.filter_map(|condition| condition.variable.as_ref().map(|variable| variable.name.clone())))
        .collect()
}
