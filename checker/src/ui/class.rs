//! What is said of a class: to the learners in it, and to who has made it.

use std::path::Path;

use crate::progress::Obstacle;
use crate::workshop::About;

use super::clean::Clean;
use super::screen::Screen;

/// Says that the class does not hear of what happens, for this reason; or that it has heard of everything after all.
pub fn show_class_news(screen: &Screen, lost: Option<Obstacle>) {
    let Some(obstacle) = lost else {
        let sign = format!("  {} ", screen.paint.good("✔"));
        screen.hanging(&sign, "Your class has heard of everything now.", 4);
        return;
    };
    let why = match obstacle {
        Obstacle::Full => "its disk or your quota is full",
        Obstacle::Denied => "its folder may not be written",
        Obstacle::Gone => "its folder is gone",
        Obstacle::Other => "its folder cannot be used",
    };
    let sign = format!("  {} ", screen.paint.warn("!"));
    screen.hanging(&sign, &format!("Not heard by your class: {why}. Your own progress goes on."), 4);
}

/// Says what class was made, for how long its records are kept, and what learners type: the line that follows.
pub fn show_made_class(screen: &Screen, about: &About, closed: Option<&Path>) {
    let what = if about.simulated { "rehearsal" } else { "class" };
    let name = Clean(&about.name).to_string();
    screen.prose(
        &format!(
            "The {what} {} is made. Its records are to be removed after {}.",
            screen.paint.strong(&name),
            about.retain_until
        ),
        0,
    );
    if let Some(closed) = closed {
        let closed = Clean(&closed.display().to_string()).to_string();
        let way = screen.paint.command("chmod o+x");
        screen.hanging(
            &format!("{} ", screen.paint.warn("note:")),
            &format!("by its mode {closed} lets nobody else in, and learners could not reach the class: {way} that folder, or take another place."),
            2,
        );
    }
    screen.line("Learners type:");
}
