//! A sign of life for what takes longer than a second; on a terminal only.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::clean::Clean;
use super::screen::Screen;

/// Shows what is going on, and for how long, until it is dropped.
#[derive(Debug)]
pub struct Spinner {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Spinner {
    /// Begins to show `text`; nothing is printed within the first second.
    pub fn start(screen: &Screen, text: &str) -> Self {
        if !screen.is_terminal {
            return Spinner { stop: None, thread: None };
        }
        let (stop, stopped) = mpsc::channel::<()>();
        let screen = screen.clone();
        let text: Arc<str> = Clean(text).to_string().replace('\n', " ").into();
        let thread = std::thread::spawn(move || {
            let begun = Instant::now();
            let mut shown = false;
            while stopped.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
                let seconds = format!(" {} s", begun.elapsed().as_secs());
                let room = screen.width.saturating_sub(seconds.len() + 3);
                let text: String = text.chars().take(room).collect();
                screen.print(&format!("\r\x1b[K{}", screen.paint.faint(&format!("… {text}{seconds}"))));
                shown = true;
            }
            if shown {
                screen.print("\r\x1b[K");
            }
        });
        Spinner { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A spinner that failed has nothing to say.
            let _ = thread.join();
        }
    }
}
