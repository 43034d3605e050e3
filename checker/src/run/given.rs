//! The start of an exercise: its folder, its files, and what its `console given` commands prepare.

use crate::host::HostEnvironment;
use crate::lesson::{Exercise, Typed};
use crate::session::{Limits, Script, SessionError, Steps as _};

use super::stage::{Stage, StageError};

/// Why an exercise could not be prepared.
#[derive(Debug, thiserror::Error)]
pub enum GivenError {
    /// There is no place for it.
    #[error(transparent)]
    Stage(#[from] StageError),
    /// There is no shell for it.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// One of its commands failed.
    #[error("the command `{command}`, which prepares the exercise `{exercise}`, ended with {ending}: {said}")]
    Failed {
        /// The exercise.
        exercise: String,
        /// The command.
        command: String,
        /// Its status, in words.
        ending: String,
        /// The last thing it printed.
        said: String,
    },
}

/// Sets the stage for an exercise. What its given commands do is no step of anybody's; they run in a session of their own.
pub fn prepare(
    host: &HostEnvironment,
    exercise: &Exercise,
    limits: Limits,
    arrange: impl FnOnce(&mut Stage),
) -> Result<Stage, GivenError> {
    let mut stage = Stage::set(host, &exercise.id, &exercise.files)?;
    arrange(&mut stage);
    if exercise.given.is_empty() {
        return Ok(stage);
    }
    let mut session = stage.open(Vec::new(), limits)?;
    for Typed { command, answers, .. } in &exercise.given {
        let mut script = Script::new(command);
        while let Some(ran) = session.step(&mut script, answers, &mut |_| {})? {
            if ran.exit != Some(0) {
                let ending = ran.exit.map_or_else(|| "no status".to_owned(), |status| format!("status {status}"));
                let said = ran.output.last_line();
                return Err(GivenError::Failed { exercise: exercise.id.clone(), command: ran.command, ending, said });
            }
        }
    }
    drop(session);
    Ok(stage)
}
