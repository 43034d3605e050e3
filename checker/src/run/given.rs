//! The start of an exercise: its folder, its files, and what its `console given` commands prepare.

use crate::host::HostEnvironment;
use crate::lesson::{Exercise, Expectation};
use crate::session::{Limits, SessionError};

use super::perform::{Expected, FailedCommand, PerformError, type_all};
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
    #[error("the command `{}`, which prepares the exercise `{exercise}`, ended with {}", failed.command, failed.ending)]
    Failed {
        /// The exercise.
        exercise: String,
        /// The command.
        failed: FailedCommand,
    },
}

/// The commands that prepare an exercise.
pub fn given(exercise: &Exercise) -> impl Iterator<Item = Expected<'_>> {
    exercise.given.iter().map(|typed| (typed, Expectation::Works))
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
    let typed = type_all(&mut session, given(exercise), &mut |_| {});
    drop(session);
    typed.map_err(|error| GivenError::of(exercise, error))?;
    Ok(stage)
}

impl GivenError {
    /// What prevented the commands that prepare an exercise.
    pub fn of(exercise: &Exercise, error: PerformError) -> Self {
        match error {
            PerformError::Place(error) => StageError::File(error).into(),
            PerformError::Session(error) => error.into(),
            PerformError::Failed(failed) => GivenError::Failed { exercise: exercise.id.clone(), failed },
        }
    }
}
