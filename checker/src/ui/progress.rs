//! What is said of progress itself: that it could not be saved, and what of it could not be used.

use std::error::Error as _;

use crate::progress::{ProgressError, Trouble};

use super::clean::Clean;
use super::counted::counted;
use super::screen::Screen;

/// Says that something is kept in memory only, why, and what to do.
pub fn show_not_saved(screen: &Screen, error: &ProgressError) {
    let warning = screen.paint.warn("warning:");
    screen.hanging(&format!("{warning} "), &Clean(&error.to_string()).to_string(), 2);
    let mut next = error.source();
    while let Some(cause) = next {
        screen.hanging(&format!("  {} ", screen.paint.faint("caused by:")), &Clean(&cause.to_string()).to_string(), 4);
        next = cause.source();
    }
    if let Some(hint) = error.hint() {
        screen.hanging(&format!("{} ", screen.paint.good("hint:")), hint, 2);
    }
}

/// Says what of the progress could not be used, in one sentence; nothing where all could.
pub fn show_trouble(screen: &Screen, trouble: &Trouble) {
    let Trouble { torn, foreign, unreadable, later } = *trouble;
    let parts: Vec<String> = [
        (torn, "record", "not written whole"),
        (foreign, "file", "no log of ours"),
        (unreadable, "file", "not readable"),
        (later, "record", "of a later version of checker"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, noun, what)| {
        let verb = if count == 1 { "is" } else { "are" };
        format!("{} {verb} {what}", counted(count, noun))
    })
    .collect();
    if !parts.is_empty() {
        let note = screen.paint.warn("note:");
        screen.hanging(&format!("{note} "), &format!("of your progress {}; the rest counts.", parts.join(", ")), 2);
    }
}
