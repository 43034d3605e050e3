//! How far a long list has come.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::clean::Clean;
use super::screen::Screen;

/// Counts what is done, on a terminal only.
#[derive(Debug)]
pub struct Counting {
    screen: Screen,
    all: usize,
    done: AtomicUsize,
}

impl Counting {
    /// A count up to so many.
    pub fn new(screen: &Screen, all: usize) -> Self {
        Counting { screen: screen.clone(), all, done: AtomicUsize::new(0) }
    }

    /// One more is done: this.
    pub fn done(&self, name: &str) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.screen.is_terminal {
            let name: String = Clean(name).to_string().chars().take(self.screen.width.saturating_sub(14)).collect();
            self.screen.print(&format!("\r\x1b[K{}", self.screen.paint.faint(&format!("{done}/{} {name}", self.all))));
        }
    }
}

impl Drop for Counting {
    fn drop(&mut self) {
        if self.screen.is_terminal {
            self.screen.print("\r\x1b[K");
        }
    }
}
