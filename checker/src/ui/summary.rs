//! The screen after an exercise: what was learned, how long it took, what was typed beside the reference, what is next.

use std::time::Duration;

use crate::lesson::Exercise;

use super::clean::Clean;
use super::live::duration;
use super::markdown;
use super::screen::Screen;

/// The narrowest screen on which two columns stand side by side.
const TWO_COLUMNS: usize = 70;

/// An exercise that was passed.
#[derive(Debug)]
pub struct Summary<'s> {
    /// The exercise.
    pub exercise: &'s Exercise,
    /// How long it took.
    pub time: Duration,
    /// How many mistakes were made on the way.
    pub mistakes: usize,
    /// What the lesson says that one should take along.
    pub learned: Vec<String>,
    /// What the learner typed.
    pub typed: &'s [String],
    /// The reference solution.
    pub reference: Vec<String>,
    /// The next exercise.
    pub next: Option<&'s Exercise>,
    /// How many rows the terminal has.
    pub rows: usize,
}

/// Shows it on one screen: what does not fit is left out of the lists, the keys never.
pub fn show_summary(screen: &Screen, summary: &Summary<'_>) {
    let head = lines(screen, |page| show_head(page, summary));
    let foot = lines(screen, |page| show_foot(page, summary));
    // One row for the cursor below.
    let room = summary.rows.saturating_sub(head.len() + foot.len() + 1);
    let wanted = lines(screen, |page| show_commands(page, summary, usize::MAX));
    // Both count: the commands get what they need, up to two thirds.
    let commands = lines(screen, |page| show_commands(page, summary, wanted.len().min((room * 2 / 3).max(4))));
    let mut left = room.saturating_sub(commands.len());
    let mut learned = Vec::new();
    for point in &summary.learned {
        let point = lines(screen, |page| page.hanging("  • ", &markdown::inline(point, page.paint), 4));
        if point.len() > left {
            break;
        }
        left -= point.len();
        learned.extend(point);
    }
    for line in head.iter().chain(&learned).chain(&commands).chain(&foot) {
        screen.line(line);
    }
}

/// What a part looks like on a screen like this one, line by line.
fn lines(screen: &Screen, show: impl FnOnce(&Screen)) -> Vec<String> {
    let page = Screen::page(screen.paint, screen.width);
    show(&page);
    page.take().lines().map(str::to_owned).collect()
}

fn show_head(screen: &Screen, summary: &Summary<'_>) {
    let mistakes = match summary.mistakes {
        0 => String::new(),
        1 => ", one mistake made and mended".to_owned(),
        many => format!(", {many} mistakes made and mended"),
    };
    let title = format!("✔ {} is done", summary.exercise.id);
    let goals = match summary.exercise.goals.len() {
        1 => "1 goal".to_owned(),
        many => format!("{many} goals"),
    };
    let text = format!("{goals} in {}{mistakes}.", duration(summary.time));
    screen.hanging(&format!("{}: ", screen.paint.good(&title)), &text, 2);
}

fn show_foot(screen: &Screen, summary: &Summary<'_>) {
    let paint = screen.paint;
    let (stay, leave) = (paint.command("s"), paint.command("q"));
    if let Some(next) = summary.next {
        let title = markdown::inline(&next.title, paint);
        screen.hanging(
            &format!("{} ", paint.strong(&format!("Next: {}:", next.id))),
            &format!("{title} {}", paint.faint(&format!("(about {} min)", next.minutes))),
            2,
        );
        let enter = paint.command("Enter");
        screen.prose(&format!("{enter} next exercise · {stay} stay in this shell · {leave} pause"), 0);
    } else {
        screen.prose("That was the last exercise that can be done here.", 0);
        screen.prose(&format!("{stay} stay in this shell · {leave} leave"), 0);
    }
}

/// What was typed and the reference, in at most so many lines.
fn show_commands(screen: &Screen, summary: &Summary<'_>, room: usize) {
    if screen.width >= TWO_COLUMNS {
        side_by_side(screen, summary, room.saturating_sub(1));
    } else {
        one_below_the_other(screen, summary, room.saturating_sub(2));
    }
}

fn side_by_side(screen: &Screen, summary: &Summary<'_>, room: usize) {
    let paint = screen.paint;
    let column = screen.width / 2 - 2;
    let rows = summary.typed.len().max(summary.reference.len());
    let typed = format!("{:<column$}", "You typed");
    screen.line(&format!("{}  {}", paint.strong(&typed), paint.strong("The reference")));
    let shown = if rows > room { room.saturating_sub(1) } else { rows };
    let typed = &summary.typed[skipped(summary.typed.len(), shown)..];
    for row in 0..shown {
        let cell = |lines: &[String]| fitted(lines.get(row).map_or("", String::as_str), column);
        let (left, right) = (cell(typed), cell(&summary.reference));
        let padding = " ".repeat(column - textwrap::core::display_width(&left));
        screen.line(format!("{}{padding}  {}", paint.command(&left), paint.command(&right)).trim_end());
    }
    if shown < rows {
        screen.line(&paint.faint(&format!("… the whole reference: checker solution {}", summary.exercise.id)));
    }
}

fn one_below_the_other(screen: &Screen, summary: &Summary<'_>, room: usize) {
    let paint = screen.paint;
    let (typed, reference) = (summary.typed.len(), summary.reference.len());
    // Half of the room each, unless one needs less.
    let for_reference = reference.min(room.saturating_sub(typed.min(room / 2)));
    let for_typed = typed.min(room.saturating_sub(for_reference));
    let typed = &summary.typed[skipped(typed, for_typed)..];
    for (heading, lines, room) in
        [("You typed", typed, for_typed), ("The reference", summary.reference.as_slice(), for_reference)]
    {
        screen.line(&paint.strong(heading));
        for line in lines.iter().take(room) {
            screen.line(&format!("  {}", paint.command(&fitted(line, screen.width - 2))));
        }
    }
}

/// How many of the first lines are left out where not all have room: the last ones count more.
fn skipped(lines: usize, room: usize) -> usize {
    lines.saturating_sub(room)
}

/// A command as one line of at most so many columns.
fn fitted(command: &str, columns: usize) -> String {
    if command.is_empty() {
        return String::new();
    }
    let line = format!("$ {}", Clean(command).to_string().replace('\n', " ⏎ "));
    if textwrap::core::display_width(&line) <= columns {
        return line;
    }
    let mut short = String::new();
    for character in line.chars() {
        if textwrap::core::display_width(&short) + 2 > columns {
            break;
        }
        short.push(character);
    }
    short.push('…');
    short
}
