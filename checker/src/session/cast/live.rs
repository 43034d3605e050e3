//! A recording of a live session, written down as the session runs.
//!
//! A thread of its own writes, because a file system that hangs must not take the learner's keys away. When it cannot keep
//! up, what there is no room for is left out and the recording says so.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use crate::host::{FileError, GrowingFile};

use super::writer::{Manner, Writer};

/// How much may wait to be written, in bytes.
const MOST_WAITING: usize = 16 * 1024 * 1024;
/// How long the end of a recording is waited for.
const GOODBYE: Duration = Duration::from_secs(2);

/// Something that the terminal was shown.
enum Shown {
    Bytes(Duration, Vec<u8>),
    Size(Duration, (u16, u16)),
}

/// What is shown goes here.
#[derive(Debug)]
pub struct Recorder {
    shown: Sender<Shown>,
    waiting: Arc<AtomicUsize>,
    /// How many bytes had no room since the last that had.
    left_out: usize,
    begun: Instant,
}

/// How a recording ends; asked once its [`Recorder`] is gone.
#[derive(Debug)]
pub struct RecordingEnded(Receiver<Result<(), FileError>>);

impl Recorder {
    /// Begins a recording in a file that is there for nothing else.
    pub fn begin(file: GrowingFile, size: (u16, u16), title: &str) -> std::io::Result<(Self, RecordingEnded)> {
        let (shown, to_write) = channel();
        let (ended, end) = channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let writer = Writer::new(size, title, Manner::default());
        let written = Arc::clone(&waiting);
        std::thread::Builder::new().name("recording".to_owned()).spawn(move || {
            // Nobody may be left to hear it.
            let _ = ended.send(write(file, writer, &to_write, &written));
        })?;
        Ok((Recorder { shown, waiting, left_out: 0, begun: Instant::now() }, RecordingEnded(end)))
    }

    /// The terminal is shown these bytes.
    pub(in super::super) fn output(&mut self, bytes: &[u8]) {
        let at = self.begun.elapsed();
        if self.waiting.load(Ordering::Relaxed) + bytes.len() > MOST_WAITING {
            self.left_out += bytes.len();
            return;
        }
        if self.left_out > 0 {
            let gap = format!("\r\n[… {} bytes are not recorded …]\r\n", std::mem::take(&mut self.left_out));
            self.send(Shown::Bytes(at, gap.into_bytes()));
        }
        self.send(Shown::Bytes(at, bytes.to_vec()));
    }

    /// The terminal has another size now.
    pub(in super::super) fn resize(&self, size: (u16, u16)) {
        self.send(Shown::Size(self.begun.elapsed(), size));
    }

    fn send(&self, shown: Shown) {
        if let Shown::Bytes(_, bytes) = &shown {
            self.waiting.fetch_add(bytes.len(), Ordering::Relaxed);
        }
        // Whoever writes has failed, and says so at the end.
        let _ = self.shown.send(shown);
    }
}

impl RecordingEnded {
    /// Waits a moment for the last of it; nothing when that takes too long.
    pub fn wait(self) -> Option<Result<(), FileError>> {
        self.0.recv_timeout(GOODBYE).ok()
    }
}

fn write(
    mut file: GrowingFile,
    mut writer: Writer,
    to_write: &Receiver<Shown>,
    waiting: &AtomicUsize,
) -> Result<(), FileError> {
    while let Ok(first) = to_write.recv() {
        // All that has come meanwhile is written at once.
        for shown in std::iter::once(first).chain(to_write.try_iter()) {
            match shown {
                Shown::Bytes(at, bytes) => {
                    waiting.fetch_sub(bytes.len(), Ordering::Relaxed);
                    writer.output(at, &bytes);
                }
                Shown::Size(at, size) => writer.resize(at, size),
            }
        }
        let ready = writer.take();
        if !ready.is_empty() {
            file.append(ready.as_bytes())?;
        }
    }
    writer.end_line();
    file.append(writer.take().as_bytes())
}
