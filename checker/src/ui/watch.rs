//! What a learner sees between the rounds of `watch`.

use super::clean::Clean;
use super::screen::Screen;

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// The file to appear.
    File,
    /// The next save.
    Save,
}

/// Whether somebody can press keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyboard {
    /// Yes.
    There,
    /// There is no terminal.
    Missing,
}

/// A rule above a round, with its number and the time of day.
pub fn show_round(screen: &Screen, number: u64, seconds_since_1970: u64) {
    let day = seconds_since_1970 % (24 * 3600);
    let (hours, minutes, seconds) = (day / 3600, day / 60 % 60, day % 60);
    let text = format!("── round {number}, {hours:02}:{minutes:02}:{seconds:02} UTC ");
    let rest = screen.width.min(80).saturating_sub(text.chars().count());
    screen.line(&screen.paint.faint(&format!("{text}{}", "─".repeat(rest))));
}

/// Says what is waited for, and which keys there are.
pub fn show_waiting(screen: &Screen, file: &str, waits: WaitsFor, keyboard: Keyboard) {
    let file = Clean(file);
    let what = match waits {
        WaitsFor::File => format!("There is no file {file} yet; waiting for it."),
        WaitsFor::Save => format!("Waiting for the next save of {file}."),
    };
    screen.prose(&what, 0);
    if keyboard == Keyboard::There {
        let keys = [("Enter", "runs it again"), ("h", "shows the next hint"), ("q", "quits")];
        let keys = keys.map(|(key, does)| format!("{} {does}", screen.paint.command(key)));
        screen.prose(&format!("Keys: {}.", keys.join(", ")), 0);
    }
}
