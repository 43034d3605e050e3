//! A learner at a terminal, in a live session of their own machine.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::machine::Machine;
use super::terminal::Terminal;
use super::tools::skip;

/// A learner, their machine, and the terminal they sit at.
pub(crate) struct Learner {
    pub(crate) terminal: Terminal,
    pub(crate) machine: Machine,
}

/// What a learner's start-up file says where nothing else is tried: a prompt that is the same everywhere.
pub(crate) const PLAIN: &str = "PS1='$ '\n";

impl Learner {
    /// Types `checker start` with these arguments at a terminal of 80 by 24, with this `~/.bashrc`.
    pub(crate) fn start(machine: Machine, bashrc: &str, arguments: &[&str]) -> Self {
        let command = Self::command(&machine, bashrc, arguments);
        Learner::at(machine, 80, 24, &command)
    }

    /// At the first prompt of `first-venv`; none, and loudly, where the machine lacks something.
    pub(crate) fn at_first_venv(test: &str) -> Option<Self> {
        let Some(machine) = Machine::new() else {
            skip(test, "no python3 or no packages");
            return None;
        };
        let learner = Learner::start(machine, PLAIN, &["first-venv", "--color", "never"]);
        learner.wait_for_prompt();
        Some(learner)
    }

    /// The command itself, for those who want it otherwise.
    pub(crate) fn command(machine: &Machine, bashrc: &str, arguments: &[&str]) -> Command {
        std::fs::write(machine.home().join(".bashrc"), bashrc).expect("a start-up file");
        let mut command = machine.command(Path::new(env!("CARGO_BIN_EXE_checker")));
        command.arg("start").args(arguments);
        command
    }

    /// At a terminal of this size.
    pub(crate) fn at(machine: Machine, columns: u16, rows: u16, command: &Command) -> Self {
        Learner { terminal: Terminal::start(&machine, columns, rows, command), machine }
    }

    /// Comes back on the same machine.
    pub(crate) fn again(self, arguments: &[&str]) -> Self {
        let Learner { terminal, machine } = self;
        drop(terminal);
        Learner::start(machine, PLAIN, arguments)
    }

    /// Types a line, and waits for what is to come and for the prompt after it.
    pub(crate) fn step(&self, line: &str, expected: &str) {
        self.terminal.enter(line);
        self.terminal.wait_for(expected);
        self.wait_for_prompt();
    }

    /// Waits until the shell takes keys.
    pub(crate) fn wait_for_prompt(&self) {
        self.terminal.wait_until("a prompt", |screen| {
            let (row, column) = screen.cursor_position();
            let line = screen.rows(0, screen.size().1.get()).nth(usize::from(row)).unwrap_or_default();
            let line = line.trim_end();
            line.ends_with('$') && usize::from(column) == line.chars().count() + 1
        });
    }

    /// Enters empty lines until this is said: it waits for a line to end.
    pub(crate) fn enter_until(&self, expected: &str) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while !self.terminal.text().contains(expected) {
            assert!(Instant::now() < deadline, "`{expected}` was not said; on the screen:\n{}", self.screen());
            self.terminal.type_keys("\r");
            self.terminal.wait_for_change(Duration::from_millis(500));
        }
    }

    /// Waits until every process of the session has ended by itself, and checks that no file of ours is left.
    pub(crate) fn wait_for_nothing_left(&self) {
        let left = self.terminal.processes().wait_gone(Duration::from_secs(10));
        assert!(left.is_empty(), "left behind: {left:?}");
        let files: Vec<_> = std::fs::read_dir(self.machine.temporary()).expect("it").flatten().collect();
        assert!(files.is_empty(), "left behind: {files:?}");
    }

    /// The screen, without what differs from one machine to the next: a slow one lets a command be silent for so long that
    /// it is told, on two lines or more.
    pub(crate) fn screen(&self) -> String {
        let screen = self.machine.redact(&self.terminal.screen());
        let mut in_remark = false;
        let kept = screen.split('\n').filter(|line| {
            in_remark = line.starts_with("  … `") || (in_remark && line.starts_with("    "));
            !in_remark
        });
        kept.collect::<Vec<_>>().join("\n")
    }

    /// What the exercise's folder is.
    pub(crate) fn folder(&self, exercise: &str) -> std::path::PathBuf {
        self.machine.home().join("checker").join(exercise)
    }
}
