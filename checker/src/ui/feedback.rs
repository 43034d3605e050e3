//! What a learner sees of an attempt, as it happens and at its end.

use crate::diagnose::Finding;
use crate::lesson::Exercise;
use crate::run::{Event, Outcome, Report};
use crate::session::{Ended, Ran};

use super::clean::Clean;
use super::markdown;
use super::paint::Paint;
use super::screen::Screen;
use super::spinner::Spinner;

/// How much of what programs print is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The end of what failed.
    Failures,
    /// A few lines of everything.
    Everything,
}

/// The most lines of a step's output that are shown.
const LINES: usize = 8;

/// Shows the events of an attempt.
#[derive(Debug)]
pub struct Feedback {
    screen: Screen,
    talk: Screen,
    detail: Detail,
    spinner: Option<Spinner>,
}

impl Feedback {
    /// Feedback on this screen, signs of life on the other.
    pub fn new(screen: &Screen, talk: &Screen, detail: Detail) -> Self {
        Feedback { screen: screen.clone(), talk: talk.clone(), detail, spinner: None }
    }

    /// Shows an event.
    pub fn show(&mut self, event: &Event<'_>) {
        match event {
            Event::Typing { line, .. } => {
                if self.detail == Detail::Everything {
                    self.command(line);
                }
                self.spinner = Some(Spinner::start(&self.talk, line));
            }
            Event::Ran { ran, .. } => {
                self.spinner = None;
                if self.detail == Detail::Failures {
                    self.command(&ran.command);
                } else {
                    for line in ran.command.lines().skip(1) {
                        self.screen.line(&self.screen.paint.command(&format!("> {}", Clean(line))));
                    }
                }
                self.output(ran);
            }
            Event::Reached { index, goal, .. } => {
                self.spinner = None;
                let task = markdown::inline(&goal.task, self.screen.paint);
                let sign = self.screen.paint.good(&format!("  ✔ goal {} reached:", index + 1));
                self.screen.hanging(&format!("{sign} "), &task, 4);
            }
            Event::Waiting { job, .. } => {
                let said = format!("  … job {} is {}: waiting for it", Clean(&job.id), job.state);
                self.screen.line(&self.screen.paint.faint(&said));
                self.spinner = Some(Spinner::start(&self.talk, &format!("job {}", job.id)));
            }
            Event::Found { finding, .. } => show_finding(&self.screen, finding),
            Event::Ended(_) => self.spinner = None,
            // A script is reported as a whole at its end, and it is seen between the commands of a line, too.
            Event::Gone { .. } | Event::Mended { .. } | Event::Unseen { .. } => {}
        }
    }

    fn command(&self, command: &str) {
        for (number, line) in command.lines().enumerate() {
            let prompt = if number == 0 { "$" } else { ">" };
            self.screen.line(&self.screen.paint.command(&format!("{prompt} {}", Clean(line))));
        }
    }

    fn output(&self, ran: &Ran) {
        let failed = !matches!(ran.exit, Some(0)) || ran.ended != Ended::AtPrompt;
        if self.detail == Detail::Failures && !failed {
            return;
        }
        let text = ran.output.text();
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let skipped = lines.len().saturating_sub(LINES);
        if skipped > 0 {
            self.screen.line(&self.screen.paint.faint(&format!("  … {skipped} lines more above")));
        }
        for line in &lines[skipped..] {
            self.screen.line(&self.screen.paint.faint(&format!("  {}", Clean(line))));
        }
        if let Some(status) = ran.exit.filter(|&status| status != 0) {
            self.screen.line(&self.screen.paint.warn(&format!("  (status {status})")));
        }
    }
}

/// Shows a mistake: what was seen, why, and the way back.
pub(super) fn show_finding(screen: &Screen, finding: &Finding) {
    let paint = screen.paint;
    screen.line(&format!("  {} {}", paint.bad("✘ mistake:"), paint.strong(&markdown::inline(&finding.summary, paint))));
    screen.prose(&Clean(&finding.evidence).to_string(), 4);
    for paragraph in finding.words.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        screen.prose(&markdown::inline(&paragraph.replace('\n', " "), paint), 4);
    }
    if !finding.recover.is_empty() {
        screen.line("    To get back, type:");
        for command in &finding.recover {
            for line in command.lines() {
                screen.line(&format!("      {}", paint.command(&Clean(line).to_string())));
            }
        }
    }
}

/// A verdict and how many goals are reached, as a sentence.
pub(super) fn verdict_in_words(paint: Paint, verdict: Outcome, (reached, all): (usize, usize)) -> String {
    let count = format!("{reached} of {all} goals reached");
    match verdict {
        Outcome::Passed => paint.good(&format!("Passed: {count}.")),
        Outcome::NotYet => paint.warn(&format!("Not yet: {count}.")),
        Outcome::CannotTell => {
            paint.warn(&format!("Cannot tell: {count}; whether the next one is, cannot be seen from here."))
        }
    }
}

/// Shows the end of an attempt.
pub fn show_report(screen: &Screen, exercise: &Exercise, report: &Report) {
    let paint = screen.paint;
    screen.line("");
    for note in &report.notes {
        screen.prose(&format!("{} {}", paint.warn("note:"), Clean(note)), 0);
    }
    let reached = report.goals.iter().filter(|goal| goal.verdict.is_reached()).count();
    let verdict = verdict_in_words(paint, report.verdict, (reached, report.goals.len()));
    screen.line(&format!("{} {verdict}", paint.strong(&exercise.id)));
    let mut next_is_shown = false;
    for (number, goal) in report.goals.iter().enumerate() {
        let task = markdown::inline(&goal.task, paint);
        let number = number + 1;
        match goal.step {
            Some(step) => {
                let task = format!("{task} {}", paint.faint(&format!("(step {step})")));
                screen.hanging(&format!("  {} {number}. ", paint.good("✔")), &task, 7);
            }
            None if !next_is_shown => {
                next_is_shown = true;
                screen.hanging(&format!("  {} {number}. ", paint.warn("▸")), &task, 7);
                screen.prose(&Clean(&goal.why).to_string(), 7);
            }
            None => screen.hanging(&format!("    {number}. "), &task, 7),
        }
    }
    let open = report.findings.iter().filter(|finding| !finding.mended).count();
    if report.verdict != Outcome::Passed && open == 0 {
        screen.line("");
        screen.line(&format!("A hint: {}", paint.command(&format!("checker hint {}", exercise.id))));
    }
}
