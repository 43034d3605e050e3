//! How a session is set up, and why there may be none.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::bash::CommandMark;
use super::cast::Tape;

/// How a session is set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The shell's program.
    pub shell: PathBuf,
    /// Where it starts.
    pub folder: PathBuf,
    /// A private folder that does not exist yet: made with mode 0700, removed at the end.
    pub private: PathBuf,
    /// Its whole environment.
    pub environment: BTreeMap<OsString, OsString>,
    /// Variables to watch besides those that always are.
    pub watched: Vec<String>,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Where the mark that a command starts comes from.
    pub command_mark: CommandMark,
    /// How long to wait.
    pub limits: Limits,
    /// Where what the terminal shows from the first prompt on is recorded, if it is.
    pub tape: Option<Tape>,
}

/// How long to wait for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For the first prompt.
    pub first_prompt: Duration,
    /// For a step.
    pub step: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { first_prompt: Duration::from_secs(20), step: Duration::from_secs(300) }
    }
}

/// Why there is no session, or no more of it.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The shell could not be started.
    #[error("the shell `{}` could not be started", shell.display())]
    NotStarted {
        /// Its program.
        shell: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The shell never showed its first prompt.
    #[error("the shell `{}` showed no prompt within {seconds} seconds", shell.display())]
    NoPrompt {
        /// Its program.
        shell: PathBuf,
        /// How long was waited.
        seconds: u64,
    },
    /// The shell ended at once.
    #[error("the shell `{}` ended at once with status {status}: {said}", shell.display())]
    EndedAtOnce {
        /// Its program.
        shell: PathBuf,
        /// Its exit status.
        status: i32,
        /// The last thing it printed.
        said: String,
    },
    /// A signal asked to end.
    #[error("interrupted")]
    Interrupted,
    /// The terminal, a FIFO or `/proc` failed.
    #[error("the session's terminal failed")]
    Terminal(#[from] io::Error),
}
