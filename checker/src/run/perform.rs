//! Commands of a lesson, typed for the learner in their own folder: what prepares an exercise there, or its solution.
//!
//! The shell has the learner's own home and none of their start-up files. It stops at the first command that fails: what
//! comes after, such as an install once an environment could not be made, would land somewhere else.

use std::path::Path;

use crate::host::{FileError, HostEnvironment, Scratch};
use crate::lesson::{Console, Expectation, Typed};
use crate::session::{Limits, Script, Session, SessionError, Steps};

use super::events::Event;
use super::stage::settings;
use super::surroundings::scripted;

/// A command, and whether it is meant to work.
pub type Expected<'t> = (&'t Typed, Expectation);

/// A command that failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the command `{command}` ended with {ending}")]
pub struct FailedCommand {
    /// The command.
    pub command: String,
    /// Its status and the last thing it printed, in words.
    pub ending: String,
}

/// Why commands could not be performed.
#[derive(Debug, thiserror::Error)]
pub enum PerformError {
    /// There is no place for the session's own files.
    #[error(transparent)]
    Place(#[from] FileError),
    /// There is no shell, or no more of it.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// One of the commands failed.
    #[error(transparent)]
    Failed(#[from] FailedCommand),
}

/// The commands of console blocks. Of a block that is meant to fail it is the last one that does.
pub fn expected(consoles: &[Console]) -> impl Iterator<Item = Expected<'_>> {
    consoles.iter().flat_map(|console| {
        let last = console.lines.len().saturating_sub(1);
        let lines = console.lines.iter().enumerate();
        lines.map(move |(index, typed)| (typed, if index == last { console.expects } else { Expectation::Works }))
    })
}

/// Performs commands in a folder that is there. Every one of them is told as it begins and as it ends.
pub fn perform<'t>(
    host: &HostEnvironment,
    folder: &Path,
    commands: impl IntoIterator<Item = Expected<'t>>,
    limits: Limits,
    emit: &mut dyn FnMut(Event<'_>),
) -> Result<(), PerformError> {
    let mut commands = commands.into_iter().peekable();
    if commands.peek().is_none() {
        return Ok(());
    }
    let scratch = Scratch::make(&host.temporary_folder())?;
    // Nobody's home, where there is none.
    let home = host.home().unwrap_or_else(|| scratch.path().to_owned());
    let environment = scripted(host, &home, &host.temporary_folder());
    let private = scratch.path().join("session");
    let mut session = Session::open(settings(environment, folder.to_owned(), private, Vec::new(), limits))?;
    type_all(&mut session, commands, emit)
}

/// Types commands into a session until one fails that should not.
pub(super) fn type_all<'t>(
    session: &mut dyn Steps,
    commands: impl IntoIterator<Item = Expected<'t>>,
    emit: &mut dyn FnMut(Event<'_>),
) -> Result<(), PerformError> {
    let mut step = 0;
    for (Typed { command, answers, .. }, expectation) in commands {
        let mut script = Script::new(command);
        while let Some(line) = script.peek_command_line().map(str::to_owned) {
            step += 1;
            emit(Event::Typing { step, line: &line });
            let Some(ran) = session.step(&mut script, answers, &mut |_| {})? else { break };
            emit(Event::Ran { step, ran: &ran });
            let is_fine = match expectation {
                Expectation::Works => ran.exit == Some(0),
                Expectation::Fails | Expectation::Either => ran.exit.is_some(),
            };
            if !is_fine {
                let status = ran.exit.map_or_else(|| "no status".to_owned(), |status| format!("status {status}"));
                let ending = match ran.output.last_line() {
                    said if said.is_empty() => status,
                    said => format!("{status}: {said}"),
                };
                return Err(FailedCommand { command: ran.command, ending }.into());
            }
        }
    }
    Ok(())
}
