//! How a complaint about a lesson looks.

use crate::lesson::{Complaint, Severity};

use super::clean::Clean;
use super::screen::Screen;

/// Shows a complaint with its place, its source line and what to write instead.
pub fn show_complaint(screen: &Screen, complaint: &Complaint) {
    let paint = screen.paint;
    let severity = match complaint.severity {
        Severity::Error => paint.bad("error:"),
        Severity::Warning => paint.warn("warning:"),
    };
    let place = &complaint.place;
    let number = place.line.to_string();
    screen.line(&format!("{severity} {}", Clean(&complaint.what)));
    screen.line(&format!("{}——▶ {}:{number}", " ".repeat(number.len() + 1), Clean(&place.file)));
    screen.line(&format!("{} │", " ".repeat(number.len())));
    screen.line(&format!("{} │ {}", paint.faint(&number), Clean(&place.text)));
    screen.line(&format!("  {} {}", paint.good("hint:"), Clean(&complaint.hint)));
    screen.line("");
}
