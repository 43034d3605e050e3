//! The same terminal with tmux around it, as many people on a cluster have it: a server of its own for each test.
//!
//! tmux tells nobody when it has drawn something, so its screen is asked for again and again.

use std::process::{Command, Output};
use std::time::{Duration, Instant};

use super::machine::Machine;
use super::processes::Processes;
use super::terminal::{FAREWELL, MARK, PATIENCE, new_mark};
use super::tools::Tools;

/// The time between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// A window of a tmux server. Dropped, the server is ended, and a process of it that goes on is told.
pub(crate) struct Tmux {
    /// Where its socket is; also where its configuration would be.
    folder: tempfile::TempDir,
    processes: Processes,
}

impl Tmux {
    /// Starts a command of this machine in a new server; none where there is no tmux.
    pub(crate) fn start(machine: &Machine, columns: u16, rows: u16, command: &Command) -> Option<Self> {
        Tools::program("tmux")?;
        let name = new_mark();
        let tmux = Tmux { folder: tempfile::tempdir().expect("a folder"), processes: Processes::with(MARK, &name) };
        let mut started = machine.command("tmux".as_ref());
        started.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?)))).env(MARK, &name);
        if let Some(folder) = command.get_current_dir() {
            started.current_dir(folder);
        }
        tmux.address(&mut started);
        // The status line would take a row, and a window whose program has ended would be gone before it is looked at.
        for option in ["status off", "remain-on-exit on", "remain-on-exit-format ''"] {
            started.args(["set-option", "-g"]).args(option.split(' ').map(|word| word.trim_matches('\''))).arg(";");
        }
        started.args(["new-session", "-d", "-x", &columns.to_string(), "-y", &rows.to_string(), "--"]);
        started.arg(command.get_program()).args(command.get_args());
        succeeded(&started.output().expect("tmux"));
        Some(tmux)
    }

    /// Presses these keys; control characters as they are.
    pub(crate) fn type_keys(&self, keys: &str) {
        // In pieces: what one command may hold is limited.
        let keys: Vec<char> = keys.chars().collect();
        for piece in keys.chunks(1000) {
            self.run(&["send-keys", "-l", "--", &piece.iter().collect::<String>()]);
        }
    }

    /// Types a line and Enter.
    pub(crate) fn enter(&self, line: &str) {
        self.type_keys(&format!("{line}\r"));
    }

    /// Waits until this text is on the screen.
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(&format!("`{text}`"), |tmux| tmux.screen().contains(text));
    }

    /// Waits until this text is no longer on the screen.
    pub(crate) fn wait_gone(&self, text: &str) {
        self.wait_until(&format!("the end of `{text}`"), |tmux| !tmux.screen().contains(text));
    }

    /// Waits until it is as wanted.
    pub(crate) fn wait_until(&self, what: &str, wanted: impl Fn(&Tmux) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !wanted(self) {
            assert!(Instant::now() < deadline, "waited for {what}; on the screen:\n{}", self.screen());
            std::thread::sleep(PAUSE);
        }
    }

    /// The rows of the screen, lines that were wrapped made whole, without blanks at their ends.
    pub(crate) fn screen(&self) -> String {
        let screen = self.run(&["capture-pane", "-p", "-J"]);
        screen.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
    }

    /// The title of the window.
    pub(crate) fn title(&self) -> String {
        self.ask("#{pane_title}")
    }

    /// Whether a full-screen program has the screen.
    pub(crate) fn alternate_screen(&self) -> bool {
        self.ask("#{alternate_on}") == "1"
    }

    /// Gives the window another size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.run(&["resize-window", "-x", &columns.to_string(), "-y", &rows.to_string()]);
    }

    /// Waits for the program's end.
    pub(crate) fn exit_status(&self) -> i32 {
        // Of a program that a signal ended there is the signal instead.
        let end = || (self.ask("#{pane_dead_status}").parse::<i32>(), self.ask("#{pane_dead_signal}").parse::<i32>());
        self.wait_until("the end of the program", |tmux| {
            let is_known = !matches!(end(), (Err(_), Err(_)));
            if !is_known && tmux.ask("#{pane_dead}") == "1" {
                // tmux 3.3a now and then leaves a dead program unreaped until another child of its own has ended.
                tmux.run(&["run-shell", "true"]);
            }
            is_known
        });
        match end() {
            (Ok(status), _) => status,
            (_, signal) => 128 + signal.expect("a status or a signal"),
        }
    }

    /// The processes that were started in it, wherever they went.
    pub(crate) fn processes(&self) -> &Processes {
        &self.processes
    }

    fn ask(&self, format: &str) -> String {
        self.run(&["display-message", "-p", format]).trim_end_matches('\n').to_owned()
    }

    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("tmux");
        command.env_clear().env("LANG", "C.UTF-8");
        self.address(&mut command);
        succeeded(&command.args(arguments).output().expect("tmux"))
    }

    /// This server and no other; no configuration but its own.
    fn address(&self, command: &mut Command) {
        command.env("TMUX_TMPDIR", self.folder.path()).args(["-u", "-f", "/dev/null", "-L", "test"]);
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        let mut command = Command::new("tmux");
        self.address(&mut command);
        // A server that has ended already is as good.
        let _ = command.arg("kill-server").output();
        let left = self.processes.wait_gone(FAREWELL);
        self.processes.kill();
        assert!(left.is_empty() || std::thread::panicking(), "after the end of the server these went on: {left:#?}");
    }
}

fn succeeded(output: &Output) -> String {
    assert!(output.status.success(), "tmux: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
