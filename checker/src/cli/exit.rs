//! Exit codes: one table, used everywhere.

use std::process::ExitCode;

use crate::ui::{Screen, data_was_lost};

use super::failure::Failure;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done, or passed.
    Done,
    /// Not passed yet.
    NotYet,
    /// Usage, or a lesson or site file is wrong.
    Usage,
    /// Cannot tell.
    CannotTell,
    /// Our own bug.
    Bug,
    /// A signal asked to end; 128 and the number of SIGINT, as shells have it.
    Interrupted,
}

impl Exit {
    /// The number that a shell sees.
    pub(super) fn status(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::NotYet => 1,
            Exit::Usage => 2,
            Exit::CannotTell => 3,
            Exit::Bug => 70,
            Exit::Interrupted => 130,
        }
    }

    /// What a number stands for that one of our own commands ended with.
    pub(super) fn of_status(status: u8) -> Self {
        [Exit::Done, Exit::NotYet, Exit::Usage, Exit::CannotTell, Exit::Interrupted]
            .into_iter()
            .find(|exit| exit.status() == status)
            .unwrap_or(Exit::Bug)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.status())
    }
}

/// Shows a failure, if there is one, and ends.
pub(super) fn of_result(talk: &Screen, result: Result<Exit, Failure>) -> ExitCode {
    match result {
        Ok(_) if data_was_lost() => {
            let failure = Failure::cannot_tell("standard output could not be written").hint("is its disk full?");
            failure.show(talk);
            failure.exit.into()
        }
        Ok(exit) => exit.into(),
        Err(failure) => {
            failure.show(talk);
            failure.exit.into()
        }
    }
}

/// What `clap` has to say: help goes to standard output, errors of usage to standard error.
pub(super) fn of_usage(error: &clap::Error) -> ExitCode {
    // A closed stream leaves nobody to tell.
    let _ = error.print();
    if error.use_stderr() { Exit::Usage.into() } else { Exit::Done.into() }
}
