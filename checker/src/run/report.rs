//! What came of an attempt, as data (`checker run --json`, format 1: fields may be added, never renamed).

use serde::Serialize;

use crate::check::Verdict;
use crate::diagnose::Finding;
use crate::session::{Ended, Ran};

/// The report of an attempt.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The format's number.
    pub format: u32,
    /// The exercise.
    pub exercise: String,
    /// The site it was run for.
    pub site: String,
    /// The shell it was run in.
    pub shell: String,
    /// The verdict of the whole.
    pub verdict: Outcome,
    /// The goals, in order.
    pub goals: Vec<GoalReport>,
    /// The steps, in order.
    pub steps: Vec<StepReport>,
    /// The mistakes that were recognised, in order.
    pub findings: Vec<FindingReport>,
    /// What else should be known: steps that waited, were stopped or were not run.
    pub notes: Vec<String>,
}

/// The verdict of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Every goal is reached.
    Passed,
    /// A goal is not reached.
    NotYet,
    /// Whether a goal is reached cannot be seen from here.
    CannotTell,
}

impl Outcome {
    /// The verdict of the whole is that of the first goal that is not reached.
    pub fn of(verdicts: &[Verdict]) -> Self {
        match verdicts.iter().find(|verdict| !verdict.is_reached()) {
            None => Outcome::Passed,
            Some(Verdict::CannotTell(_)) => Outcome::CannotTell,
            Some(_) => Outcome::NotYet,
        }
    }
}

/// A goal in a report.
#[derive(Clone, Debug, Serialize)]
pub struct GoalReport {
    /// The task, in the author's words.
    pub task: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// The step in which it was reached.
    pub step: Option<usize>,
    /// The reason.
    pub why: String,
}

/// A step in a report.
#[derive(Clone, Debug, Serialize)]
pub struct StepReport {
    /// What was typed.
    pub command: String,
    /// Its exit status.
    pub exit: Option<i32>,
    /// How long it took.
    pub seconds: f64,
    /// What it printed: its first and last 64 KiB as plain text.
    pub output: String,
    /// How much it printed, in bytes.
    pub output_bytes: u64,
    /// Set when the session was over before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_run: Option<bool>,
    /// Set when it was stopped, with the reason: `waited`, `timed-out`, `incomplete`, `out-of-sight`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<&'static str>,
}

/// A finding in a report.
#[derive(Clone, Debug, Serialize)]
pub struct FindingReport {
    /// The mistake's id.
    pub mistake: String,
    /// The step it was made in.
    pub step: usize,
    /// What was seen.
    pub evidence: String,
    /// Why it happened, and the commands that get back.
    pub advice: String,
    /// Whether it was mended later.
    pub mended: bool,
    /// The whole finding, for those who show it.
    #[serde(skip)]
    pub finding: Finding,
}

impl StepReport {
    /// What a report says of a step.
    pub(super) fn of(ran: &Ran, output: String) -> Self {
        let stopped = match ran.ended {
            Ended::AtPrompt | Ended::SessionOver | Ended::NotRun => None,
            Ended::Waited(_) => Some("waited"),
            Ended::TimedOut => Some("timed-out"),
            Ended::Incomplete => Some("incomplete"),
            Ended::OutOfSight => Some("out-of-sight"),
        };
        StepReport {
            command: ran.command.clone(),
            exit: if ran.ended == Ended::Incomplete { None } else { ran.exit },
            seconds: (ran.seconds * 1000.0).round() / 1000.0,
            output,
            output_bytes: ran.output.total(),
            not_run: matches!(ran.ended, Ended::NotRun | Ended::Incomplete).then_some(true),
            stopped,
        }
    }
}

/// A finding's words for a report: the reason as one paragraph, then the commands.
pub(super) fn advice(finding: &Finding) -> String {
    let mut advice: String =
        finding.words.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect::<Vec<_>>().join("\n");
    for command in &finding.recover {
        advice.push_str("\n$ ");
        advice.push_str(command);
    }
    advice
}
