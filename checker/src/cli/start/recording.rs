//! `checker start --record FILE`.

use std::io::ErrorKind;
use std::path::Path;

use crate::host::{FileError, GrowingFile};
use crate::session::{Recorder, RecordingEnded};

use super::super::context::Context;
use super::super::exit::Exit;
use super::super::failure::Failure;
use super::of_io;

/// A recording that goes on.
pub(super) struct Recording<'r> {
    context: &'r Context,
    file: &'r Path,
    ended: RecordingEnded,
}

impl<'r> Recording<'r> {
    /// Makes the file, which must not be there yet.
    pub(super) fn begin(
        context: &'r Context,
        file: &'r Path,
        size: (u16, u16),
        exercise: &str,
    ) -> Result<(Self, Recorder), Failure> {
        let made = GrowingFile::create(&context.host.working_folder().join(file)).map_err(|error| of_file(&error))?;
        let (recorder, ended) = Recorder::begin(made, size, exercise).map_err(|error| of_io(&error))?;
        Ok((Recording { context, file, ended }, recorder))
    }

    /// Says what has become of it, once nothing is shown any more.
    pub(super) fn end(self) {
        let talk = &self.context.talk;
        let name = talk.paint.command(&self.context.shown(self.file));
        match self.ended.wait() {
            Some(Ok(())) => talk.prose(
                &format!(
                    "The recording is in {name}. What looked like a secret was replaced by stars; that cannot be \
                     complete, so look it over before you give it away."
                ),
                0,
            ),
            Some(Err(error)) => of_file(&error).show(talk),
            None => talk.prose(&format!("The end of the recording could not be written to {name} in time."), 0),
        }
    }
}

fn of_file(error: &FileError) -> Failure {
    let failure = Failure::of(error, Exit::Usage);
    match error.source.kind() {
        ErrorKind::AlreadyExists => failure.hint("a recording is never written over: give another name"),
        _ => failure.hint("`--record` takes a file that is not there yet, in a folder that is"),
    }
}
