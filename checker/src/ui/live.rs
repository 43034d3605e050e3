//! What a learner sees in a live session: at its start, between prompts, and when they ask.

use std::time::Duration;

use crate::check::Verdict;
use crate::diagnose::Finding;
use crate::lesson::{Exercise, Goal, GoalKind};
use crate::run::Lacks;
use crate::session::live::{Lost, Silence, Waits};

use super::clean::Clean;
use super::counted::counted;
use super::feedback::show_finding;
use super::markdown;
use super::screen::Screen;

/// The most remarks on the machine at a start: what is said beyond that, nobody reads.
const MOST_REMARKS: usize = 3;

/// What stands before the first prompt.
#[derive(Debug)]
pub struct Start<'s> {
    /// The exercise.
    pub exercise: &'s Exercise,
    /// How many of its goals are reached.
    pub reached: usize,
    /// Its folder.
    pub folder: &'s str,
    /// What a new shell lacks of an earlier one.
    pub lacks: &'s [Lacks],
    /// What should be known before one begins, each with what to do about it.
    pub remarks: &'s [(String, String)],
}

/// Shows what to do now, where, how to get help, how to pause.
pub fn show_start(screen: &Screen, start: &Start<'_>) {
    let paint = screen.paint;
    let exercise = start.exercise;
    let title = markdown::inline(&exercise.title, paint);
    screen.hanging(
        &format!("{} ", paint.strong(&format!("{}:", exercise.id))),
        &format!("{title} {}", paint.faint(&format!("(about {} min)", exercise.minutes))),
        2,
    );
    let count = exercise.goals.len();
    if start.reached == count {
        let (next, anew) = (paint.command("checker next"), paint.command("checker reset"));
        screen.prose(&format!("You are back, and it is done: {next} goes on, {anew} starts it anew."), 2);
    } else if start.reached > 0 {
        screen.prose(&format!("You are back: {} of {count} goals are reached.", start.reached), 2);
    }
    show_next(screen, exercise, start.reached);
    screen.prose(&format!("Folder: {}", paint.command(&Clean(start.folder).to_string())), 2);
    if !start.lacks.is_empty() {
        screen.prose("This shell is a new one. What the last one had, type again:", 2);
        for lacks in start.lacks {
            screen.line(&format!("    {}", paint.command(&Clean(&again(lacks)).to_string())));
        }
    }
    show_remarks(screen, start.remarks);
    screen.prose("Type as always: this is your own shell.", 2);
    let help = [("checker goals", "where am I"), ("checker hint", "a nudge"), ("exit", "pause, all is kept")];
    let help: Vec<String> = help
        .into_iter()
        // Unbreakable, so that a narrow screen tears no command apart.
        .map(|(command, what)| format!("{}: {what}", paint.command(command)).replace(' ', "\u{a0}"))
        .collect();
    screen.hanging("  ", &help.join(" · "), 2);
}

/// Shows what should be known, each with what to do about it.
pub fn show_remarks(screen: &Screen, remarks: &[(String, String)]) {
    let paint = screen.paint;
    for (what, way) in remarks.iter().take(MOST_REMARKS) {
        let way = if way.is_empty() { String::new() } else { format!(" → {}", markdown::inline(way, paint)) };
        screen.hanging(&format!("  {} ", paint.warn("!")), &format!("{}{way}", markdown::inline(what, paint)), 4);
    }
    if remarks.len() > MOST_REMARKS {
        let more = remarks.len() - MOST_REMARKS;
        screen.prose(&format!("{more} more: {}", paint.command("checker doctor")), 4);
    }
}

/// Says that a signal ended the shell; of all other endings the learner knows.
pub fn show_ending(screen: &Screen, status: i32) {
    if status > 128 {
        screen.prose(&format!("Your shell was ended by signal {}.", status - 128), 0);
    }
}

/// The line that sets up again what a new shell lacks.
fn again(lacks: &Lacks) -> String {
    match lacks {
        Lacks::Environment(path) => format!("source {path}/bin/activate"),
        Lacks::CondaEnvironment(environment) => format!("conda activate {environment}"),
        Lacks::Module(name) => format!("module load {name}"),
        Lacks::Variable(name) => format!("export {name}=…"),
    }
}

/// Shows the goal that is next.
fn show_next(screen: &Screen, exercise: &Exercise, reached: usize) {
    if let Some(goal) = exercise.goals.get(reached) {
        let sign = format!("  {} {}/{} ", screen.paint.warn("▸"), reached + 1, exercise.goals.len());
        screen.hanging(&sign, &markdown::inline(&goal.task, screen.paint), 4);
    }
}

/// Shows goals that were reached by one command, and the next one.
pub fn show_reached(screen: &Screen, exercise: &Exercise, before: usize, reached: usize) {
    let paint = screen.paint;
    let count = exercise.goals.len();
    match reached - before {
        0 => {}
        1 => {
            let sign = format!("  {} ", paint.good(&format!("✔ {reached}/{count}")));
            screen.hanging(&sign, &markdown::inline(&exercise.goals[before].task, paint), 4);
        }
        _ => {
            let text = format!("✔ goals {} to {reached} of {count} reached", before + 1);
            screen.prose(&paint.good(&text), 2);
        }
    }
    show_next(screen, exercise, reached);
}

/// Shows a mistake in two lines: what it was, in the learner's own line, and the way back.
pub fn show_mistake(screen: &Screen, finding: &Finding) {
    let paint = screen.paint;
    let summary = markdown::inline(&finding.summary, paint);
    let line = Clean(&finding.line).to_string();
    let own = if line.is_empty() { String::new() } else { format!(": {}", paint.command(&line)) };
    screen.hanging(&format!("  {} ", paint.bad("✘")), &format!("{}{own}", paint.strong(&summary)), 4);
    let why = format!("Why: {}", paint.command("checker goals"));
    let back: Vec<String> = finding.recover.iter().map(|line| paint.command(&Clean(line).to_string())).collect();
    let text = if back.is_empty() { why } else { format!("Back: {} · {why}", back.join("; ")) };
    screen.hanging("    ", &text, 4);
}

/// Shows that a goal no longer holds though everything else is done.
pub fn show_gone(screen: &Screen, exercise: &Exercise, index: usize, why: &str) {
    screen.hanging(&format!("  {} ", screen.paint.warn(&format!("! goal {}", index + 1))), &Clean(why).to_string(), 4);
    show_next(screen, exercise, index);
}

/// Shows that a line of several commands may have passed a goal unseen.
pub fn show_unseen(screen: &Screen, goal: &Goal) {
    let what = match &goal.kind {
        GoalKind::Active(path) => format!("whether `{path}` was active in between"),
        GoalKind::Module(name) => format!("whether `{name}` was loaded in between"),
        _ => "what ran in between, and how it ended,".to_owned(),
    };
    let text = format!("Several commands in one line: {} cannot be seen. Type them one by one.", Clean(&what));
    screen.hanging(&format!("  {} ", screen.paint.warn("?")), &text, 4);
}

/// Shows where the learner is, and why the next goal is not reached yet.
pub fn show_goals(screen: &Screen, exercise: &Exercise, verdicts: &[Verdict], finding: Option<&Finding>) {
    let paint = screen.paint;
    screen.hanging(
        &format!("{} ", paint.strong(&format!("{}:", exercise.id))),
        &markdown::inline(&exercise.title, paint),
        2,
    );
    let mut is_next = true;
    for (number, (goal, verdict)) in exercise.goals.iter().zip(verdicts).enumerate() {
        let task = markdown::inline(&goal.task, paint);
        let number = number + 1;
        if verdict.is_reached() {
            screen.hanging(&format!("  {} {number}. ", paint.good("✔")), &task, 7);
        } else if std::mem::take(&mut is_next) {
            screen.hanging(&format!("  {} {number}. ", paint.warn("▸")), &task, 7);
            let word = if matches!(verdict, Verdict::CannotTell(_)) { "cannot tell: " } else { "" };
            screen.prose(&format!("{word}{}", Clean(verdict.why())), 7);
        } else {
            screen.hanging(&format!("    {number}. "), &task, 7);
        }
    }
    if let Some(finding) = finding {
        screen.line("");
        show_finding(screen, finding);
    }
}

/// Says what a silent command waits for.
pub fn show_silence(screen: &Screen, silence: &Silence, full: Option<&str>) {
    let program = Clean(&silence.program).to_string();
    let seconds = silence.time.as_secs();
    let what = match (&silence.waits, full) {
        (_, Some(place)) => format!("no space is left in {}", Clean(place)),
        (Waits::Connection(address), None) => {
            format!("it tries to reach {address} and gets no answer (network, index or proxy)")
        }
        (Waits::Files, None) => "it waits for the file system".to_owned(),
        (Waits::Unknown, None) => "it may be working, or waiting for the network".to_owned(),
    };
    let text = format!("`{program}` has printed nothing for {seconds} s: {what}. Ctrl-C stops it.");
    screen.hanging(&format!("  {} ", screen.paint.warn("…")), &text, 4);
}

/// Says once that the shell cannot be seen, and how to get back.
pub fn show_lost(screen: &Screen, lost: &Lost, has_begun: Begun, start: &str) {
    let paint = screen.paint;
    let start = Clean(start).to_string();
    let without = format!("{start} --no-startup-files");
    let text = match (lost, has_begun) {
        (Lost::Within(program), _) => format!(
            "{} runs inside the shell that is watched; nothing is ticked in here. {} leads back.",
            Clean(program),
            paint.command("exit")
        ),
        (Lost::Replaced(program), Begun::No) => format!(
            "Your start-up files put {} in the place of bash; it cannot be watched. {}, then {}",
            Clean(program),
            paint.command("exit"),
            paint.command(&without)
        ),
        (Lost::Silenced, Begun::No) => format!(
            "Something in your start-up files keeps this shell from being watched. {}, then {}",
            paint.command("exit"),
            paint.command(&without)
        ),
        (Lost::Replaced(program), Begun::Yes) => format!(
            "{} has taken the place of the watched shell; from here on nothing is ticked. {}, then {} goes on where you were.",
            Clean(program),
            paint.command("exit"),
            paint.command(&start)
        ),
        (Lost::Silenced, Begun::Yes) => format!(
            "This shell no longer tells where it stands; from here on nothing is ticked. {}, then {} goes on where you were.",
            paint.command("exit"),
            paint.command(&start)
        ),
    };
    screen.hanging(&format!("  {} ", paint.warn("?")), &text, 4);
}

/// Whether a shell ever showed a prompt that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It did.
    Yes,
    /// It did not.
    No,
}

/// A length of time as people say it.
pub(super) fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

/// Says that the start-up files have activated an environment, and asks.
pub fn show_own_environment(screen: &Screen, what: &str) {
    let paint = screen.paint;
    let text = format!(
        "Your start-up files have activated {}. It may stay; {} puts it down.",
        Clean(what),
        paint.command(if what.starts_with("conda") { "conda deactivate" } else { "deactivate" })
    );
    screen.hanging(&format!("  {} ", paint.warn("!")), &text, 4);
    screen.prose(&format!("{} go on · {} leave", paint.command("Enter"), paint.command("q")), 2);
}

/// Says that stopped programs would be lost with the shell.
pub fn show_stopped(screen: &Screen, programs: &[String]) {
    let names: Vec<String> = programs.iter().map(|name| Clean(name).to_string()).collect();
    let text = format!(
        "{} is stopped in this shell and would be lost with it. {} brings it back; end it, then ask again.",
        names.join(", "),
        screen.paint.command("fg")
    );
    screen.hanging(&format!("  {} ", screen.paint.warn("!")), &text, 4);
}

/// Says that nothing can be saved for now.
pub fn show_unsaved(screen: &Screen, what: &str, hint: Option<&str>) {
    let hint = hint.map_or_else(String::new, |hint| format!(" Now: {hint}."));
    let text = format!("{}. The session goes on.{}", Clean(what), Clean(&hint));
    screen.hanging(&format!("  {} ", screen.paint.warn("!")), &text, 4);
}

/// Says that what was held back is saved.
pub fn show_saved_again(screen: &Screen) {
    screen.prose(&format!("{} Everything is saved again.", screen.paint.good("✔")), 2);
}

/// What is said last.
///
/// `start` is what leads back, with the options that were given.
pub fn show_farewell(screen: &Screen, exercise: &Exercise, reached: usize, start: &str, unsaved: usize) {
    let paint = screen.paint;
    let count = exercise.goals.len();
    let start = paint.command(&Clean(start).to_string());
    let text = if reached == count {
        format!("{} is done. {start} goes on with the next.", exercise.id)
    } else {
        format!("Paused in {}: {reached} of {count} goals are reached. {start} goes on here.", exercise.id)
    };
    screen.prose(&text, 0);
    if unsaved > 0 {
        let text = format!("{} could not be saved, so some of this is lost.", counted(unsaved as u64, "record"));
        screen.prose(&paint.bad(&text), 0);
    }
}

/// Says where the work went that stood in the folder.
pub fn show_set_aside(screen: &Screen, place: Option<&str>) {
    if let Some(place) = place {
        screen.prose(&format!("What you had is set aside, whole: {}", Clean(place)), 0);
    }
}

/// Says what starting anew removes.
pub fn show_what_reset_removes(screen: &Screen, folder: &str, files: u64, reached: usize) {
    let goals = match reached {
        0 => String::new(),
        reached => format!(", and {} that you reached", counted(reached as u64, "goal")),
    };
    screen.prose(&format!("This removes everything in {}: {}{goals}.", Clean(folder), counted(files, "file")), 0);
}
