//! What is seen of a step: the evidence that checks and diagnoses look at.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::output::Output;

/// What the shell says of itself at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShellState {
    /// Its working folder.
    pub folder: PathBuf,
    /// The watched variables that are set.
    pub variables: BTreeMap<String, String>,
}

impl ShellState {
    /// The value of a watched variable; empty when it is not set.
    pub fn variable(&self, name: &str) -> &str {
        self.variables.get(name).map_or("", String::as_str)
    }
}

/// One simple command, as the shell was about to run it (aliases expanded, variables not).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Its text.
    pub text: String,
    /// The shell just before it.
    pub before: Arc<ShellState>,
    /// Where it ran.
    pub place: Place,
    /// Its status; of a command in a subshell or a pipeline that of the whole; none while it is not known.
    pub status: Option<i32>,
    /// Where in the step's output that begins which was printed while it ran, in bytes.
    pub printed_from: u64,
    /// Where it ends.
    pub printed_to: u64,
}

/// Where a command ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the shell itself, or in a pipeline of it.
    Shell,
    /// In a subshell.
    Subshell,
    /// It is a function of the learner's and no program.
    Function,
}

/// A step between two of its commands.
#[derive(Clone, Copy, Debug)]
pub struct Glimpse<'g> {
    /// What was typed so far.
    pub command: &'g str,
    /// The shell now.
    pub state: &'g ShellState,
    /// The commands that have run.
    pub commands: &'g [Command],
    /// What was printed so far.
    pub output: &'g Output,
}

/// One step: a complete command that was typed, and what came of it.
#[derive(Clone, Debug)]
pub struct Ran {
    /// What was typed; continued lines joined by `\n`.
    pub command: String,
    /// Its exit status; none when it never ended by itself or was not run.
    pub exit: Option<i32>,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// What it printed.
    pub output: Output,
    /// The shell before it.
    pub before: Arc<ShellState>,
    /// The shell after it.
    pub after: Arc<ShellState>,
    /// The simple commands it was made of, as far as the shell showed them.
    pub commands: Vec<Command>,
    /// How it ended.
    pub ended: Ended,
}

/// How a step ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The shell showed its next prompt.
    AtPrompt,
    /// The shell itself ended.
    SessionOver,
    /// It waited for somebody at the keyboard, and was interrupted.
    Waited(WaitsFor),
    /// It ran longer than the limit, and was stopped.
    TimedOut,
    /// The shell never saw a complete command: nothing was run.
    Incomplete,
    /// It ran, but the shell no longer tells where it stands.
    OutOfSight,
    /// The session was over before it; nothing was run.
    NotRun,
}

/// What a step waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitsFor {
    /// The program that waited, when it is known.
    pub program: Option<String>,
    /// The last line it had printed: most often its question.
    pub question: String,
}

impl Ran {
    /// A step that was never run, because the session was over.
    pub fn not_run(command: String, state: Arc<ShellState>) -> Self {
        Ran {
            command,
            exit: None,
            seconds: 0.0,
            output: Output::default(),
            before: Arc::clone(&state),
            after: state,
            commands: Vec::new(),
            ended: Ended::NotRun,
        }
    }
}
