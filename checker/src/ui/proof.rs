//! How a proof looks, while it goes on and at its end.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::author::{CaseReport, CaseVerdict, Proof};

use super::clean::Clean;
use super::screen::Screen;

/// Counts the cases that are done, on a terminal only.
#[derive(Debug)]
pub struct ProofProgress {
    screen: Screen,
    all: usize,
    done: AtomicUsize,
}

impl ProofProgress {
    /// Progress over so many cases.
    pub fn new(screen: &Screen, all: usize) -> Self {
        ProofProgress { screen: screen.clone(), all, done: AtomicUsize::new(0) }
    }

    /// One more is done.
    pub fn done(&self, report: &CaseReport) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.screen.is_terminal {
            let name: String =
                Clean(&report.name).to_string().chars().take(self.screen.width.saturating_sub(14)).collect();
            self.screen.print(&format!("\r\x1b[K{}", self.screen.paint.faint(&format!("{done}/{} {name}", self.all))));
        }
    }
}

impl Drop for ProofProgress {
    fn drop(&mut self) {
        if self.screen.is_terminal {
            self.screen.print("\r\x1b[K");
        }
    }
}

/// Shows what came of a proof.
pub fn show_proof(screen: &Screen, proof: &Proof) {
    let paint = screen.paint;
    for case in &proof.cases {
        let sign = match case.verdict {
            CaseVerdict::Proved => paint.good("✔ proved  "),
            CaseVerdict::Failed => paint.bad("✘ failed  "),
            CaseVerdict::Deferred => paint.warn("– deferred"),
        };
        screen.line(&format!("{sign} {} {}", Clean(&case.name), paint.faint(&format!("({:.1} s)", case.seconds))));
        if let Some(why) = &case.why {
            screen.prose(&Clean(why).to_string(), 11);
        }
    }
    let count = |verdict| proof.count(verdict);
    screen.line("");
    screen.line(&format!(
        "{} proved, {} failed, {} deferred (site {})",
        count(CaseVerdict::Proved),
        count(CaseVerdict::Failed),
        count(CaseVerdict::Deferred),
        Clean(&proof.site)
    ));
}
