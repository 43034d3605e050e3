//! How a proof looks at its end.

use crate::author::{CaseVerdict, Proof};

use super::clean::Clean;
use super::screen::Screen;

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
