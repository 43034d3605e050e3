//! How the filling of a wheelhouse looks, while it goes on and at its end.

use crate::offline::{Filled, Need, Weight};

use super::clean::Clean;
use super::counted::{counted, size};
use super::screen::Screen;
use super::spinner::Spinner;

/// What is being done; each step has a sign of life of its own.
#[derive(Debug)]
pub struct Steps {
    screen: Screen,
    spinner: Option<Spinner>,
}

impl Steps {
    /// Nothing is being done yet.
    pub fn new(screen: &Screen) -> Self {
        Steps { screen: screen.clone(), spinner: None }
    }

    /// The next thing.
    pub fn next(&mut self, step: &str) {
        // The one before must have cleared its line first.
        drop(self.spinner.take());
        self.spinner = Some(Spinner::start(&self.screen, step));
    }
}

/// What there is to show.
#[derive(Debug)]
pub struct Prepared<'p> {
    /// The folder.
    pub place: String,
    /// For how many exercises.
    pub exercises: usize,
    /// What came of it, Python by Python.
    pub filled: &'p [Filled],
    /// How many files it holds.
    pub files: usize,
    /// How much they are.
    pub bytes: u64,
    /// The exercises that need packages of conda's channels.
    pub of_conda: &'p [&'p str],
    /// Why the index cannot be reached.
    pub unreachable: Option<String>,
}

/// Shows what a wheelhouse holds now, what could not be had and why, and how it is used.
pub fn show_prepared(screen: &Screen, prepared: &Prepared<'_>) {
    let paint = screen.paint;
    let place = Clean(&prepared.place);
    for filled in prepared.filled {
        match &filled.python {
            Ok((version, _)) => {
                let is_short = filled.missing.iter().any(|(need, _)| need.weight == Weight::Needed);
                let sign = if is_short { paint.warn("!") } else { paint.good("✔") };
                let held = format!("{} new, {} held before", filled.new, filled.kept);
                screen.hanging(&format!("  {sign} "), &format!("Python {version}: {held}"), 4);
                for (need, why) in &filled.missing {
                    missing(screen, need, why);
                }
            }
            Err(why) => {
                let text = format!("{} cannot be used: {}", filled.program.display(), Clean(why));
                screen.hanging(&format!("  {} ", paint.warn("!")), &text, 4);
            }
        }
    }
    screen.line("");
    let what = format!("{}, {}", counted(prepared.files as u64, "file"), size(prepared.bytes));
    let exercises = counted(prepared.exercises as u64, "exercise");
    screen.prose(&format!("{place} holds {what}; asked for by {exercises} and the pages around them."), 0);
    if let Some(why) = &prepared.unreachable {
        let again = "Run this again where it can; what is held stays.";
        screen.prose(&format!("The index cannot be reached: {}. {again}", Clean(why)), 0);
    }
    if !prepared.of_conda.is_empty() {
        let what = format!("Not among them: what conda installs, for {}.", prepared.of_conda.join(", "));
        screen.prose(&what, 0);
    }
    screen.line("");
    for (command, what) in [
        (format!("checker start --wheelhouse {place}"), "uses it"),
        (format!("export CHECKER_WHEELHOUSE={place}"), "lets every command use it"),
    ] {
        screen.hanging(&format!("  {}  ", paint.command(&command)), what, 6);
    }
    screen.prose("`wheelhouse = \"…\"` in the site's file does so for everybody there.", 2);
}

fn missing(screen: &Screen, need: &Need, why: &str) {
    let by: Vec<&str> = need.asked_by.iter().map(String::as_str).collect();
    let source = if need.source { " as source" } else { "" };
    let meant = match need.weight {
        Weight::Needed => String::new(),
        Weight::Mistake => "; only a mistake asks for it, which may be meant to fail".to_owned(),
    };
    let text = format!("{}{source} (for {}{meant}): {}", Clean(&need.requirement), by.join(", "), Clean(why));
    screen.hanging("      could not be had: ", &text, 8);
}
