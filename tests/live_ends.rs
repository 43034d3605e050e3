//! Live sessions that end otherwise than planned, and shells that go out of sight: modes restored, what was saved kept,
//! nothing of ours left, the learner's own programs untouched.

#![expect(clippy::disallowed_methods, reason = "tests read what was written")]

use rustix::process::Signal;
use snapbox::{assert_data_eq, str};

use crate::support::{Learner, Machine, PLAIN, Terminal, skip};

/// The lines of the learner's progress.
fn saved(learner: &Learner) -> String {
    let folder = learner.machine.home().join(".local/state/checker/progress");
    let files = std::fs::read_dir(folder).expect("progress").flatten().flat_map(|course| {
        std::fs::read_dir(course.path()).expect("a course").flatten().map(|log| log.path()).collect::<Vec<_>>()
    });
    files.map(|log| std::fs::read_to_string(log).expect("a log")).collect()
}

#[test]
fn a_killed_checker_leaves_the_terminal_as_it_was_and_nothing_else() {
    for signal in [Signal::KILL, Signal::HUP, Signal::TERM] {
        let Some(mut learner) = Learner::at_first_venv("a_killed_checker") else { return };
        let before = Terminal::start(&learner.machine, 80, 24, &learner.machine.command("cat".as_ref())).modes();
        learner.step("python3 -m venv --without-pip Example", "2/4");
        assert_ne!(learner.terminal.modes(), before, "the terminal is ours");
        learner.terminal.kill(signal);
        let expected = if signal == Signal::KILL { 137 } else { 130 };
        assert_eq!(learner.terminal.exit_status(), expected, "{signal:?}");
        learner.wait_for_nothing_left();
        assert_eq!(learner.terminal.modes(), before, "{signal:?}");
        assert!(saved(&learner).contains(r#""event":"reached""#), "{}", saved(&learner));
    }
}

#[test]
fn a_closed_terminal_keeps_what_was_reached() {
    let Some(mut learner) = Learner::at_first_venv("a_closed_terminal") else { return };
    learner.step("python3 -m venv --without-pip Example", "2/4");
    learner.terminal.hang_up();
    learner.terminal.exit_status();
    learner.wait_for_nothing_left();
    let learner = learner.again(&[]);
    learner.wait_for_prompt();
    assert!(learner.screen().contains("You are back: 1 of 4 goals are reached."), "{}", learner.screen());
}

#[test]
fn a_shell_that_is_killed_is_told_with_what_is_kept() {
    let Some(mut learner) = Learner::at_first_venv("a_killed_shell") else { return };
    learner.step("python3 -m venv --without-pip Example", "2/4");
    learner.terminal.enter("kill -9 $$");
    assert_eq!(learner.terminal.exit_status(), 0);
    assert_data_eq!(
        learner.screen(),
        str![[r#"
first-venv: your first environment (about 10 min)
  ▸ 1/4 Create a virtual environment called `Example`.
  Folder: ~/checker/first-venv
  Type as always: this is your own shell.
  checker goals: where am I · checker hint: a nudge · exit: pause, all is kept
$ python3 -m venv --without-pip Example
  ✔ 1/4 Create a virtual environment called `Example`.
  ▸ 2/4 Activate it.
$ kill -9 $$
Your shell was ended by signal 9.
Paused in first-venv: 1 of 4 goals are reached. checker start goes on here.
"#]]
    );
}

#[test]
fn what_a_learner_detached_lives_on_and_what_they_stopped_is_not_lost() {
    let Some(mut learner) = Learner::at_first_venv("what_a_learner_detached") else { return };
    // It says when it goes on, which is when it has the terminal again.
    let sleeps = "import os, signal as s; s.signal(s.SIGCONT, lambda *_: os.write(1, b're' + b'sumed' + bytes([10]))); \
                  print('be' + 'gun', flush=True); [s.pause() for _ in range(9)]";
    learner.terminal.enter(&format!("nohup sleep 1003 >/dev/null 2>&1 & setsid sleep 1004 & python3 -c \"{sleeps}\""));
    // It has the terminal once it prints.
    learner.terminal.wait_for("begun\n");
    learner.terminal.type_keys("\x1a");
    learner.terminal.wait_for("Stopped");
    learner.wait_for_prompt();
    learner.step("checker pause", "then ask again");
    // The shell may tell of other jobs in between.
    let told = "  ! python3 is stopped in this shell and would be lost with it. fg brings it\n    back; end it, then ask again.\n$";
    assert!(learner.screen().ends_with(told), "{}", learner.screen());
    learner.terminal.enter("fg");
    learner.terminal.wait_for("resumed\n");
    learner.terminal.type_keys("\x03");
    learner.wait_for_prompt();
    learner.terminal.enter("exit");
    assert_eq!(learner.terminal.exit_status(), 0);
    for detached in ["1003", "1004"] {
        let pid = learner.terminal.processes().with_word(detached).expect("it lives on");
        rustix::process::kill_process(pid, Signal::KILL).expect("a process");
    }
}

#[test]
fn a_shell_inside_the_shell_is_told_once() {
    let Some(learner) = Learner::at_first_venv("a_shell_inside") else { return };
    learner.step("PS1='in $ ' bash --norc", "in $");
    learner.enter_until("runs inside the shell");
    learner.step("exit", "$");
    learner.step("python3 -m venv --without-pip Example", "2/4");
}

#[test]
fn a_shell_that_another_program_has_replaced_is_told_with_the_way_back() {
    let Some(mut learner) = Learner::at_first_venv("a_replaced_shell") else { return };
    learner.terminal.enter("exec env PS1='sh> ' sh");
    learner.terminal.wait_for("sh> ");
    learner.enter_until("has taken the place");
    learner.terminal.enter("exit");
    assert_eq!(learner.terminal.exit_status(), 0);
    assert!(!learner.screen().contains('✘'), "{}", learner.screen());
}

#[test]
fn a_prompt_command_that_was_replaced_is_put_back() {
    let Some(learner) = Learner::at_first_venv("a_prompt_command") else { return };
    learner.step("PROMPT_COMMAND=", "$");
    learner.step("python3 -m venv --without-pip Example", "2/4");
    learner.step("unset PROMPT_COMMAND; PS0=", "$");
    learner.step(". Example/bin/activate", "3/4");
    assert!(!learner.terminal.transcript().contains("7717"));
}

#[test]
fn a_command_that_waits_in_silence_is_told_while_it_runs() {
    let Some(learner) = Learner::at_first_venv("a_silent_command") else { return };
    let program = "import socket as s; l = s.socket(); l.bind(('127.0.0.1', 0)); l.listen(0)\n\
                   a = [s.socket() for _ in range(4)]\n\
                   for c in a[:3]: c.setblocking(False); c.connect_ex(l.getsockname())\n\
                   a[3].connect(l.getsockname())\n";
    std::fs::write(learner.folder("first-venv").join("knock.py"), program).expect("a file");
    learner.terminal.enter("python3 knock.py");
    learner.terminal.wait_for("gets no answer");
    learner.terminal.type_keys("\x03");
    learner.wait_for_prompt();
    let screen = learner.terminal.screen();
    assert!(screen.contains("`python3` has printed nothing for 1"), "{screen}");
}

/// Kills a session when it has printed so many bytes, and checks that what was ticked on its screen is in the logs.
fn kill_after(machine: Machine, bytes: usize) -> Machine {
    let outcome = machine.checker(&["reset", "hello", "--yes"]);
    assert_eq!(outcome.status, 0, "{}", outcome.talk);
    let mut learner = Learner::start(machine, PLAIN, &["hello", "--color", "never"]);
    learner.terminal.type_keys("echo ready > hello.txt\rchecker hint\rcat hello.txt\r");
    learner.terminal.wait_for_bytes(bytes);
    learner.terminal.kill(Signal::KILL);
    learner.terminal.exit_status();
    learner.wait_for_nothing_left();
    let shown = learner.terminal.transcript();
    let Learner { terminal, machine } = learner;
    drop(terminal);
    let known = machine.checker(&["list", "--json"]);
    assert_eq!((known.status, known.talk.as_str()), (0, ""), "readers take what a kill leaves");
    let list: serde_json::Value = serde_json::from_str(&known.data).expect("a list");
    let reached = list["lessons"][0]["exercises"][0]["reached"].as_array().expect("goals").len();
    for (tick, goals) in [("✔ 1/2", 1), ("✔ 2/2", 2)] {
        assert!(!shown.contains(tick) || reached >= goals, "{reached} of what was shown: {shown}");
    }
    machine
}

fn kill_at_random(times: usize) {
    let Some(mut machine) = Machine::new() else { return skip("killed_at_any_moment", "no python3 or no packages") };
    // Every point of a session's output, in an order that looks like none (a full-period generator).
    let mut place = 7_usize;
    for _ in 0..times {
        place = (place * 1_103_515_245 + 12_345) % 2048;
        machine = kill_after(machine, place);
    }
}

#[test]
fn a_session_killed_at_any_moment_has_saved_what_it_ticked() {
    kill_at_random(25);
}

#[test]
#[ignore = "takes ten minutes"]
fn a_thousand_sessions_killed_at_any_moment_have_saved_what_they_ticked() {
    kill_at_random(1000);
}

#[test]
fn what_a_killed_session_left_in_the_environment_keeps_nobody_out() {
    let Some(machine) = Machine::new() else { return skip("what_a_killed_session_left", "no python3 or no packages") };
    let socket = machine.here().join("ask");
    drop(std::os::unix::net::UnixListener::bind(&socket).expect("a socket"));
    let mut command = Learner::command(&machine, PLAIN, &["hello"]);
    command.env("CHECKER_LIVE", &socket).env("CHECKER_EXERCISE", "first-venv");
    let mut learner = Learner::at(machine, 80, 24, &command);
    learner.wait_for_prompt();
    learner.step("checker goals", "hello: say hello");
    learner.terminal.enter("exit");
    assert_eq!(learner.terminal.exit_status(), 0);
}
