//! Recordings of solutions, as files of a site.
//!
//! What they show stands on the pages as text. The recording itself is a script beside them, which is loaded when somebody
//! wants to see it: a page that was opened from a disk may read no other kind of file. What made them is no matter here.

use std::collections::BTreeMap;
use std::path::Path;

use crate::host::Scratch;
use crate::lesson::Course;

use super::error::BookError;

/// A recording of a solution.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// The exercise.
    pub exercise: String,
    /// The recording as it was made (asciicast).
    pub cast: String,
    /// What is shown, each with its time in seconds.
    pub frames: Vec<(f64, String)>,
    /// All of it as a person reads it.
    pub transcript: String,
}

/// Puts recordings where mdbook publishes them with the pages. One that is of no exercise of the course is refused.
pub(super) fn stage(
    recordings: &[Recording],
    course: &Course,
    staging: &Scratch,
    source: &Path,
) -> Result<(), BookError> {
    let folder = source.join("recordings");
    for Recording { exercise, cast, frames, .. } in recordings {
        if !course.lessons.iter().flat_map(|lesson| &lesson.exercises).any(|known| known.id == *exercise) {
            return Err(BookError::UnknownRecording(exercise.clone()));
        }
        let (name, frames) = (serde_json::to_string(exercise)?, serde_json::to_string(frames)?);
        let script = format!("checker.recordings[{name}] = {frames};\n");
        staging.write(&folder.join(format!("{exercise}.js")), script.as_bytes())?;
        staging.write(&folder.join(format!("{exercise}.cast")), cast.as_bytes())?;
    }
    Ok(())
}

/// What recordings show, by exercise.
pub(super) fn transcripts(recordings: &[Recording]) -> BTreeMap<String, String> {
    recordings.iter().map(|recording| (recording.exercise.clone(), recording.transcript.clone())).collect()
}
