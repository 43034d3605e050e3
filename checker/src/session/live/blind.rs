//! Whether the shell can still be seen, and what is tried when its prompts fall silent.

use std::fs;
use std::time::{Duration, Instant};

use rustix::process::Pid;

use crate::session::foreground::{self, Foreground};

/// How long the answer to a poke may take.
const REPLY: Duration = Duration::from_millis(700);
/// Silence after which the foreground is looked at for the first time.
const FIRST_LOOK: Duration = Duration::from_secs(1);
/// The time between the first look and the second.
const SECOND_PAUSE: Duration = Duration::from_secs(3);
/// The longest time between two looks: each reads all of `/proc`.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How many lines may be entered at a prompt without a sign of the shell before that is strange: a function may be typed.
const MANY_LINES: usize = 4;

/// What the terminal's side knows of the shell's whereabouts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The start-up files are being read.
    Starting,
    /// The prompt of this number waits to be let go.
    Held(u64),
    /// The prompt is drawn.
    AtPrompt,
    /// A command runs.
    Running,
    /// The shell can no longer be seen.
    Blind,
}

/// When to look at a silent foreground, and what was seen.
#[derive(Debug)]
pub(super) struct Watch {
    shell: Pid,
    /// `/proc/PID/cmdline` of the shell that we started: another one means another program, or the same anew.
    started_as: Vec<u8>,
    next: Option<Instant>,
    last: Instant,
    pause: Duration,
    poked: Option<Instant>,
    /// Lines that were entered since the shell was last heard of.
    lines: usize,
    /// The shell within the shell that was told of.
    within: Option<String>,
}

/// What a look showed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// Nothing to be said.
    Fine,
    /// The shell takes keys and did not say so: it is to be poked.
    Poke,
    /// It did not answer.
    Silenced,
    /// Another program has taken its place.
    Replaced(String),
    /// A shell runs in it.
    Within(String),
    /// A command works, or waits for something that is not the keyboard.
    Busy,
}

impl Watch {
    pub(super) fn of(shell: Pid) -> Self {
        Watch {
            shell,
            started_as: cmdline(shell),
            next: Some(Instant::now() + FIRST_LOOK),
            last: Instant::now(),
            pause: FIRST_LOOK,
            poked: None,
            lines: 0,
            within: None,
        }
    }

    /// The shell was heard of, and draws its prompt.
    pub(super) fn at_prompt(&mut self) {
        (self.next, self.poked, self.lines, self.within) = (None, None, 0, None);
    }

    /// A command starts.
    pub(super) fn running(&mut self) {
        self.lines = 0;
        self.pause = FIRST_LOOK;
        self.next = Some(Instant::now() + self.pause);
    }

    /// Something was printed: the next look comes soon, and never later than it would have.
    pub(super) fn heard(&mut self, now: Instant) {
        if let (Some(next), None) = (self.next, self.poked) {
            self.pause = FIRST_LOOK;
            self.next = Some(next.min((now + FIRST_LOOK).max(self.last + SECOND_PAUSE)));
        }
    }

    /// Lines were entered at the prompt.
    pub(super) fn entered(&mut self, lines: usize) {
        self.lines += lines;
        if self.lines >= MANY_LINES && self.next.is_none() {
            self.pause = FIRST_LOOK;
            self.next = Some(Instant::now() + self.pause);
        }
    }

    /// When the next look is due.
    pub(super) fn due(&self) -> Option<Instant> {
        self.next
    }

    /// No look is needed until the shell is heard of again.
    pub(super) fn rest(&mut self) {
        self.next = None;
    }

    /// Looks at the foreground.
    pub(super) fn look(&mut self, foreground: Option<Pid>, takes_lines: bool, phase: Phase) -> Sight {
        let now = Instant::now();
        if let Some(poked) = self.poked {
            if poked.elapsed() < REPLY {
                self.next = Some(poked + REPLY);
                return Sight::Fine;
            }
            self.poked = None;
            return Sight::Silenced;
        }
        // After 1, 4, 10, 22 seconds of silence, and so on.
        self.pause = if self.pause < SECOND_PAUSE { SECOND_PAUSE } else { (self.pause * 2).min(LONGEST_PAUSE) };
        self.next = Some(now + self.pause);
        self.last = now;
        let seen = foreground::look(self.shell, foreground, takes_lines);
        let is_shell = foreground == Some(self.shell);
        let takes_keys =
            matches!(seen, Foreground::ShellEditor) || (is_shell && matches!(seen, Foreground::Waits { .. }));
        if is_shell && takes_keys && !foreground::is_bash(self.shell) {
            return Sight::Replaced(foreground::name(self.shell.as_raw_nonzero().get()));
        }
        match seen {
            Foreground::ShellEditor if cmdline(self.shell) != self.started_as => Sight::Replaced("bash".to_owned()),
            // A start-up file that asks is read with the line editor too, as `read -e`; only the shell itself has no `read`.
            Foreground::ShellEditor => {
                self.poked = Some(now);
                self.next = Some(now + REPLY);
                Sight::Poke
            }
            Foreground::Waits { program, is_shell: true } if self.within.as_ref() != Some(&program) => {
                self.within = Some(program.clone());
                Sight::Within(program)
            }
            Foreground::Busy if phase == Phase::Running => Sight::Busy,
            Foreground::Busy | Foreground::Stopped | Foreground::Waits { .. } => Sight::Fine,
        }
    }
}

fn cmdline(process: Pid) -> Vec<u8> {
    // A process that has just ended has none.
    fs::read(format!("/proc/{}/cmdline", process.as_raw_nonzero())).unwrap_or_default()
}
