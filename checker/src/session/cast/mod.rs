//! Recordings of what a terminal shows, in asciicast v2 (its specification, docs.asciinema.org/manual/asciicast/v2).
//!
//! Only what the terminal shows is recorded: keys are seen as far as they are echoed, and a password that is typed without
//! an echo is nowhere in it. What looks like a secret is replaced by stars, line by line, before it is written. That cannot
//! be complete: a secret that looks like any other word is one.

mod line;
mod live;
mod play;
mod secrets;
mod tape;
mod writer;

pub use live::{Recorder, RecordingEnded};
pub use play::{Frame, NotARecording, Played};
pub use tape::Tape;
