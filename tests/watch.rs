//! `watch`: rounds at each save, keys on a terminal, and an end that says how the last round went.

#![expect(clippy::disallowed_methods, reason = "tests start programs; the program does not")]

use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use snapbox::{assert_data_eq, str};

use crate::support::{Machine, Terminal, skip};

const SOLUTION: &str = "echo ready > hello.txt\ncat hello.txt\n";

fn machine(test: &str) -> Option<Machine> {
    let machine = Machine::new();
    if machine.is_none() {
        skip(test, "python3 with venv, or the packages, are missing");
    }
    machine
}

/// `checker watch hello steps.sh`, with nobody at its terminal.
struct Watch {
    child: Child,
    lines: Receiver<String>,
    /// Lines that nobody has waited for yet: which of its two streams is heard first is open.
    heard: Vec<String>,
}

impl Watch {
    fn start(machine: &Machine) -> Self {
        let mut command = machine.command(Path::new(env!("CARGO_BIN_EXE_checker")));
        command.args(["watch", "hello", "steps.sh"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("checker starts");
        let (send, lines) = mpsc::channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().expect("its data")), Box::new(child.stderr.take().expect("its talk"))];
        for stream in streams {
            let send = send.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    if send.send(line).is_err() {
                        break;
                    }
                }
            });
        }
        Watch { child, lines, heard: Vec::new() }
    }

    /// Waits for a line that begins so; each line counts once.
    fn wait_for(&mut self, beginning: &str) {
        loop {
            if let Some(place) = self.heard.iter().position(|line| line.starts_with(beginning)) {
                self.heard.remove(place);
                return;
            }
            match self.lines.recv_timeout(Duration::from_secs(60)) {
                Ok(line) => self.heard.push(line),
                Err(error) => panic!("no line begins with `{beginning}` ({error}): {:#?}", self.heard),
            }
        }
    }

    /// Tells it to stop, and returns its exit status.
    fn stop(mut self) -> Option<i32> {
        kill_process(Pid::from_child(&self.child), Signal::TERM).expect("it is there");
        self.child.wait().expect("it ends").code()
    }
}

#[test]
fn each_save_is_a_round_and_the_end_says_how_the_last_one_went() {
    let Some(machine) = machine("watch") else { return };
    let mut watch = Watch::start(&machine);
    watch.wait_for("There is no file steps.sh yet; waiting for it.");
    machine.write("steps.sh", "true\n");
    watch.wait_for("── round 1, ");
    watch.wait_for("hello Not yet: 0 of 2 goals reached.");
    watch.wait_for("Waiting for the next save of steps.sh.");
    // As editors save: a new file, renamed over the old one.
    machine.write("steps.sh~", SOLUTION);
    std::fs::rename(machine.here().join("steps.sh~"), machine.here().join("steps.sh")).expect("renamed");
    watch.wait_for("── round 2, ");
    watch.wait_for("hello Passed: 2 of 2 goals reached.");
    watch.wait_for("Next: checker start first-venv");
    watch.wait_for("Waiting for the next save of steps.sh.");
    assert_eq!(watch.stop(), Some(0));
}

#[test]
fn what_does_not_pass_in_the_last_round_is_told_by_the_exit_status() {
    let Some(machine) = machine("watch_not_yet") else { return };
    machine.write("steps.sh", "true\n");
    let mut watch = Watch::start(&machine);
    watch.wait_for("Waiting for the next save");
    assert_eq!(watch.stop(), Some(1));
}

#[test]
fn a_save_while_a_round_runs_is_seen_after_it() {
    let Some(machine) = machine("watch_meanwhile") else { return };
    machine.write("next.sh", SOLUTION);
    let (next, steps) = (machine.here().join("next.sh"), machine.here().join("steps.sh"));
    machine.write("steps.sh", &format!("cp '{}' '{}'\n", next.display(), steps.display()));
    let mut watch = Watch::start(&machine);
    watch.wait_for("── round 1, ");
    watch.wait_for("── round 2, ");
    watch.wait_for("hello Passed: 2 of 2 goals reached.");
    assert_eq!(watch.stop(), Some(0));
}

#[test]
fn a_person_has_keys_and_gets_their_terminal_back() {
    let Some(machine) = machine("watch_keys") else { return };
    machine.write("steps.sh", SOLUTION);
    let mut before = Terminal::start(&machine, 80, 24, &machine.command("true".as_ref()));
    assert_eq!(before.exit_status(), 0);
    let mut command = machine.command(Path::new(env!("CARGO_BIN_EXE_checker")));
    command.args(["watch", "hello", "steps.sh"]).env("NO_COLOR", "1");
    let mut terminal = Terminal::start(&machine, 80, 40, &command);
    terminal.wait_for("Keys: Enter runs it again, h shows the next hint, q quits.");
    terminal.mark();
    terminal.type_keys("h");
    terminal.wait_for("One more: checker hint hello");
    terminal.wait_for("Keys:");
    terminal.mark();
    terminal.type_keys("\r");
    terminal.wait_for("round 2,");
    terminal.wait_for("Keys:");
    terminal.type_keys("q");
    assert_eq!(terminal.exit_status(), 0);
    assert_eq!(terminal.modes(), before.modes());
}

#[test]
fn a_terminal_that_is_told_to_stop_is_put_right_too() {
    let Some(machine) = machine("watch_signal") else { return };
    let mut before = Terminal::start(&machine, 80, 24, &machine.command("true".as_ref()));
    assert_eq!(before.exit_status(), 0);
    let mut command = machine.command(Path::new(env!("CARGO_BIN_EXE_checker")));
    command.args(["watch", "hello", "steps.sh"]);
    let mut terminal = Terminal::start(&machine, 40, 24, &command);
    terminal.wait_for("quits");
    assert_data_eq!(
        terminal.screen(),
        str![[r#"
There is no file steps.sh yet; waiting
for it.
Keys: Enter runs it again, h shows the
next hint, q quits.
"#]]
    );
    terminal.kill(Signal::TERM);
    assert_eq!(terminal.exit_status(), 1);
    assert_eq!(terminal.modes(), before.modes());
}

#[test]
fn a_folder_cannot_be_watched() {
    let Some(machine) = machine("watch_folder") else { return };
    machine.write("a-folder/x", "");
    let outcome = machine.checker(&["watch", "hello", "a-folder"]);
    assert_eq!((outcome.data.as_str(), outcome.status), ("", 2));
    assert_data_eq!(
        outcome.talk,
        str![[r#"
error: `a-folder` is a folder

hint: `checker watch EXERCISE FILE` takes a file of shell commands

"#]]
    );
}
