//! What is said of a class: to the learners in it, and to who has made it.

use std::path::Path;

use crate::progress::Obstacle;
use crate::workshop::{About, Heard, Trial, Went};

use super::clean::Clean;
use super::counted::counted;
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

/// What the instructor has said to the class.
pub fn show_said(screen: &Screen, said: &[Heard]) {
    let sign = format!("  {} ", screen.paint.strong("»"));
    for heard in said {
        let text = match heard {
            Heard::Message(text) => format!("Your instructor says: {}", Clean(text)),
            Heard::Timer(seconds) => {
                format!("Your instructor has set a timer: {} are left.", counted(seconds.div_ceil(60), "minute"))
            }
            Heard::Lesson(id) => format!(
                "Your instructor goes on to the lesson {id}: {}. What you are at stays as it is.",
                screen.paint.command(&format!("checker show {id}"))
            ),
            Heard::Coming => "Somebody comes to help you.".to_owned(),
            Heard::TimeIsOver => "The time that your instructor has set is over.".to_owned(),
            Heard::Ask => format!(
                "Your instructor asks how you stand: {} or {}",
                screen.paint.command("checker done"),
                screen.paint.command("checker help-me")
            ),
        };
        screen.hanging(&sign, &text, 4);
    }
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

/// Shows whether a class will work, each trial with what to do about it.
pub fn show_trials(screen: &Screen, about: &About, trials: &[Trial]) {
    screen.line(&format!(
        "The class {}, tried from this node by this account:",
        screen.paint.strong(&Clean(&about.name).to_string())
    ));
    for trial in trials {
        let sign = match trial.went {
            Went::Well => screen.paint.good("✔"),
            Went::Wrong => screen.paint.bad("✘"),
            Went::Doubtful => screen.paint.warn("!"),
        };
        screen.hanging(&format!("  {sign} "), &Clean(&trial.said).to_string(), 4);
        if let Some(way) = &trial.way {
            screen.hanging("    → ", &Clean(way).to_string(), 6);
        }
    }
    screen.line("");
    screen.prose(
        "What only others can tell: the same on another login node, and a second account that joins. `checker workshop simulate` \
         rehearses the rest.",
        0,
    );
}
