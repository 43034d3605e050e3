//! Recordings of solutions, read for a book.

use std::path::Path;

use crate::book::Recording;
use crate::host;
use crate::session::Played;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;

/// The recordings of a folder, each `EXERCISE.cast`. Other files in it are none.
pub(super) fn read_recordings(context: &Context, folder: &Path) -> Result<Vec<Recording>, Failure> {
    let hint = || format!("`{}` makes recordings", context.command("prove --record DIR"));
    let files = host::list(&context.host.working_folder().join(folder))
        .map_err(|error| Failure::of(&error, Exit::Usage).hint(hint()))?;
    let mut recordings = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "cast")) {
        let cast = host::read_text(file).map_err(|error| Failure::of(&error, Exit::Usage))?;
        let played = Played::read(&cast)
            .map_err(|error| Failure::usage(format!("`{}` is no recording: {error}", file.display())).hint(hint()))?;
        recordings.push(Recording {
            exercise: file.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            transcript: played.transcript(),
            frames: played.frames.into_iter().map(|frame| (frame.at, frame.shown)).collect(),
            cast,
        });
    }
    if recordings.is_empty() {
        return Err(Failure::usage(format!("there is no recording in `{}`", folder.display())).hint(hint()));
    }
    Ok(recordings)
}
