//! How an error looks: what, why, and the one thing to type.

use super::clean::Clean;
use super::screen::Screen;

/// Shows an error: its sentence, the chain of its causes, and a hint.
pub fn show_failure(screen: &Screen, what: &str, causes: &[String], hint: Option<&str>) {
    screen.line(&format!("{} {}", screen.paint.bad("error:"), Clean(what)));
    for cause in causes {
        screen.line(&format!("  {} {}", screen.paint.faint("caused by:"), Clean(cause)));
    }
    if let Some(hint) = hint {
        screen.line("");
        screen.line(&format!("{} {}", screen.paint.good("hint:"), Clean(hint)));
    }
}
