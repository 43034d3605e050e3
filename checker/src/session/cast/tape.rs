//! A recording of a scripted session, kept in memory until it is known whether it is worth keeping.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::writer::{Manner, Writer};

/// The longest pause of such a recording: nobody wants to watch an installer think.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// A recording that a session writes on; copies are the same recording.
#[derive(Clone, Debug)]
pub struct Tape(Arc<Mutex<Running>>);

#[derive(Debug)]
struct Running {
    writer: Writer,
    /// When something was shown for the first time.
    begun: Option<Instant>,
}

impl Tape {
    /// Begins one. What lies in one of the folders is shown as if it lay at home.
    pub fn new(size: (u16, u16), title: &str, folders: &[&Path]) -> Self {
        let replacements = folders.iter().map(|folder| (folder.display().to_string(), "~".to_owned())).collect();
        let manner = Manner { replacements, longest_pause: Some(LONGEST_PAUSE) };
        Tape(Arc::new(Mutex::new(Running { writer: Writer::new(size, title, manner), begun: None })))
    }

    /// The terminal was shown these bytes.
    pub(in super::super) fn output(&self, bytes: &[u8]) {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = running.begun.get_or_insert_with(Instant::now).elapsed();
        running.writer.output(at, bytes);
    }

    /// The whole recording.
    pub fn text(&self) -> String {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.writer.end_line();
        running.writer.take()
    }
}
