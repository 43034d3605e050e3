//! What the course occupies on the disk.

use crate::inspect::Occupied;

use super::clean::Clean;
use super::counted::{counted, size};
use super::screen::Screen;

/// What there is to show.
#[derive(Debug)]
pub struct Holding {
    /// The folder of all exercises.
    pub work: String,
    /// The folders in it that the course has made.
    pub held: Vec<Held>,
    /// What to type to remove them.
    pub remove: String,
}

/// One folder.
#[derive(Debug)]
pub struct Held {
    /// The folder.
    pub folder: String,
    /// What lies in it.
    pub occupied: Occupied,
}

/// Shows what the course occupies, as a quota counts it.
pub fn show_storage(screen: &Screen, holding: &Holding) {
    let paint = screen.paint;
    if holding.held.is_empty() {
        screen.prose(
            &format!("The course occupies nothing: there is no folder of an exercise in {}.", Clean(&holding.work)),
            0,
        );
        return;
    }
    let amount = |files: u64, bytes: u64| format!("{:>14}  {:>7}", counted(files, "file"), size(bytes));
    for Held { folder, occupied } in &holding.held {
        screen.hanging(&format!("{}  ", amount(occupied.files, occupied.bytes)), &Clean(folder).to_string(), 25);
    }
    let files = holding.held.iter().map(|held| held.occupied.files).sum();
    let bytes = holding.held.iter().map(|held| held.occupied.bytes).sum();
    screen.line(&paint.strong(&format!("{}  in all", amount(files, bytes))));
    if holding.held.iter().any(|held| held.occupied.unread > 0) {
        screen.prose("Some of it could not be read: there is more than is counted here.", 0);
    }
    screen.line("");
    screen.hanging(&format!("{}  ", paint.command(&holding.remove)), "removes them all; your progress is kept", 2);
}
