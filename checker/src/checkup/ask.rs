//! Questions to a shell of this machine.

use std::time::Duration;

use crate::host::HostEnvironment;
use crate::run::{Stage, StageError};
use crate::session::{Limits, Script, Session, SessionError, Steps as _};

/// How long one question may take: module systems on slow disks need their time.
const PATIENCE: Duration = Duration::from_secs(30);

/// A shell that answers questions.
pub(super) struct Asked {
    session: Session,
    // The session's folder goes with it.
    _stage: Stage,
}

/// What a question came to.
pub(super) struct Answered {
    /// Its status; none where it did not end in time.
    pub(super) status: Option<i32>,
    /// What was printed, without blank lines.
    pub(super) lines: Vec<String>,
}

/// Why there is nobody to ask.
#[derive(Debug, thiserror::Error)]
pub enum CheckupError {
    /// There is no place for it.
    #[error(transparent)]
    Stage(#[from] StageError),
    /// There is no shell for it.
    #[error(transparent)]
    Session(#[from] SessionError),
}

impl Asked {
    pub(super) fn begin(host: &HostEnvironment) -> Result<Self, CheckupError> {
        let stage = Stage::set(host, "checkup", &[])?;
        let session = stage.open(Vec::new(), Limits { step: PATIENCE, ..Limits::default() })?;
        Ok(Asked { session, _stage: stage })
    }

    /// Types a question into it, in a shell of its own, so that nothing of it stays.
    pub(super) fn ask(&mut self, question: &str) -> Result<Answered, CheckupError> {
        let ran = self.session.step(&mut Script::new(&format!("( {question} )")), &[], &mut |_| {})?;
        Ok(ran.map_or(Answered { status: None, lines: Vec::new() }, |ran| Answered {
            status: ran.exit,
            lines: ran
                .output
                .text()
                .lines()
                .map(str::trim_end)
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
        }))
    }

    pub(super) fn holds(&mut self, question: &str) -> Result<bool, CheckupError> {
        Ok(self.ask(question)?.status == Some(0))
    }
}
