//! What people do inside: full-screen programs, pastes, type-ahead, completion, other sizes; all as without us.

#![expect(clippy::disallowed_methods, reason = "tests read and write files; the program does it through `host`")]

use vt100::Screen;

use crate::support::{Learner, Machine, PLAIN, Terminal, Tools, skip};

#[test]
fn two_hundred_pasted_lines_run_in_order_and_are_seen() {
    let Some(learner) = Learner::at_first_venv("two_hundred_pasted_lines") else { return };
    let mut lines: Vec<String> = (0..200).map(|number| format!("echo {number} >> out")).collect();
    lines[100] = "python3 -m venv --without-pip Example".to_owned();
    lines[199] = "echo all''done".to_owned();
    for (paste, expected) in [("\x1b[200~", "\x1b[201~\r"), ("", "\r")] {
        let file = learner.folder("first-venv").join("out");
        learner.terminal.mark();
        learner.terminal.type_keys(&format!("{paste}{}{expected}", lines.join("\r")));
        learner.terminal.wait_for("alldone");
        learner.wait_for_prompt();
        let numbers = std::fs::read_to_string(&file).expect("a file");
        assert_eq!(numbers.lines().count(), 198, "{numbers}");
        std::fs::remove_file(file).expect("it was there");
    }
    assert!(learner.terminal.transcript().contains("✔ 1/4"));
    assert!(!learner.terminal.transcript().contains('✘'));
}

#[test]
fn a_command_longer_than_a_fifo_holds_gets_its_prompt() {
    let Some(learner) = Learner::at_first_venv("a_command_longer") else { return };
    // pipe(7): 64 KiB.
    let lines: Vec<String> = (0..250).map(|number| format!("{number} {}", "x".repeat(400))).collect();
    learner.terminal.type_keys(&format!("\x1b[200~cat >out <<'END'\r{}\rEND\x1b[201~\r", lines.join("\r")));
    learner.wait_for_prompt();
    learner.step("clear; wc -l <out", "250");
    learner.step("python3 -m venv --without-pip Example", "1/4");
}

#[test]
fn a_trap_that_functions_inherit_does_not_print_into_what_the_shell_reports() {
    let Some(machine) = Machine::new() else { return skip("a_trap", "no python3 or no packages") };
    let bashrc = "PS1='$ '\nset -T\ntrap 'echo trapped' DEBUG\n";
    let learner = Learner::start(machine, bashrc, &["first-venv", "--color", "never"]);
    learner.wait_for_prompt();
    learner.step("clear; python3 -m venv --without-pip Example", "1/4");
}

#[test]
fn what_is_typed_ahead_is_run_and_each_command_is_seen() {
    let Some(learner) = Learner::at_first_venv("what_is_typed_ahead") else { return };
    learner
        .terminal
        .type_keys("sleep 1\rpython3 -m venv --without-pip Example\r. Example/bin/activate\recho all''done\r");
    learner.terminal.wait_for("alldone");
    learner.wait_for_prompt();
    let text = learner.terminal.text();
    assert!(text.contains("✔ 1/4") && text.contains("✔ 2/4"), "{text}");
}

#[test]
fn full_screen_programs_have_the_screen_to_themselves_also_when_its_size_changes() {
    let Some(learner) = Learner::at_first_venv("full_screen_programs") else { return };
    let terminal = &learner.terminal;
    if Tools::program("vim").is_none() {
        skip("full_screen_programs", "no vim");
    } else {
        terminal.enter("vim -u NONE note.txt");
        terminal.wait_until("vim's screen", Screen::alternate_screen);
        terminal.type_keys("ihello\x1b");
        terminal.resize(100, 30);
        terminal.wait_until("vim in the new size", |screen| {
            screen.size().0.get() == 30 && screen.contents().lines().any(|line| line == "hello")
        });
        terminal.type_keys("\x1a");
        terminal.wait_for("Stopped");
        learner.step("stty size", "30 100");
        terminal.enter("fg");
        terminal.wait_until("vim again", Screen::alternate_screen);
        terminal.type_keys(":wq\r");
        learner.wait_for_prompt();
        assert_eq!(std::fs::read_to_string(learner.folder("first-venv").join("note.txt")).expect("a file"), "hello\n");
    }
    terminal.enter("seq 200 | less");
    terminal.wait_until("less", |screen| screen.contents().contains("28"));
    terminal.type_keys("q");
    learner.wait_for_prompt();
    assert!(!terminal.alternate_screen());
    terminal.enter("python3 -q");
    terminal.wait_for(">>>");
    terminal.enter("print(6 * 7)");
    terminal.wait_for("\n42\n");
    terminal.enter("exit()");
    learner.wait_for_prompt();
    learner.step("python3 -m venv --without-pip Example", "2/4");
}

#[test]
fn names_are_completed_and_lines_are_edited_as_without_us() {
    let Some(learner) = Learner::at_first_venv("names_are_completed") else { return };
    let terminal = &learner.terminal;
    std::fs::create_dir(learner.folder("first-venv").join("a-long-name")).expect("a folder");
    terminal.mark();
    terminal.type_keys("cd a-l\t; pwd\r");
    terminal.wait_for("/first-venv/a-long-name\n");
    learner.wait_for_prompt();
    terminal.mark();
    terminal.type_keys("exho on\x01\x1b[C\x1b[C\x7fc\x05e\r");
    terminal.wait_for("\none\n");
    learner.wait_for_prompt();
    terminal.mark();
    terminal.type_keys("\x1b[A\r");
    terminal.wait_for("\none\n");
    learner.wait_for_prompt();
    terminal.type_keys("nothing\x03");
    terminal.wait_for("^C");
    // What comes before the next prompt may go with the line that was broken off.
    learner.wait_for_prompt();
    learner.step("echo $?", "130");
}

#[test]
fn the_title_says_that_one_is_inside() {
    let Some(learner) = Learner::at_first_venv("the_title") else { return };
    learner.terminal.wait_for_title("checker: first-venv 0/4");
    learner.step("printf '\\e]0;mine\\a'; python3 -m venv --without-pip Example", "2/4");
    learner.terminal.wait_for_title("checker: first-venv 1/4");
}

#[test]
fn twenty_sessions_at_once_are_all_right_and_leave_nothing() {
    let sessions: Vec<_> = (0..20)
        .map(|_| {
            std::thread::spawn(|| {
                let mut learner = Learner::at_first_venv("twenty_sessions")?;
                learner.step("python3 -m venv --without-pip Example", "2/4");
                learner.step("Example/bin/activate", "✘");
                learner.step(". Example/bin/activate", "3/4");
                learner.step("deactivate", "$");
                learner.terminal.enter("exit");
                assert_eq!(learner.terminal.exit_status(), 0);
                learner.wait_for_nothing_left();
                assert_eq!(learner.terminal.transcript().matches('✘').count(), 1);
                assert!(learner.screen().contains("2 of 4 goals are reached"), "{}", learner.screen());
                Some(())
            })
        })
        .collect();
    for session in sessions {
        session.join().expect("a session that is right");
    }
}

#[test]
fn a_full_disk_is_told_and_the_session_goes_on() {
    let test = "a_full_disk";
    let Some(machine) = Machine::new() else { return skip(test, "no python3 or no packages") };
    if !machine.command("unshare".as_ref()).args(["-rm", "true"]).status().is_ok_and(|status| status.success()) {
        return skip(test, "no user namespaces");
    }
    std::fs::write(machine.home().join(".bashrc"), PLAIN).expect("a start-up file");
    let checker = env!("CARGO_BIN_EXE_checker");
    // The mount is seen by the session alone. What fills it is removed within it.
    let script = format!(
        "mkdir -p ~/.local/state && mount -t tmpfs -o size=16k none ~/.local/state && \
         head -c 1M /dev/zero > ~/.local/state/filler 2>/dev/null; exec {checker} start first-venv --color never"
    );
    let mut command = machine.command("unshare".as_ref());
    command.args(["-rm", "bash", "-c", &script]);
    let mut learner = Learner { terminal: Terminal::start(&machine, 80, 24, &command), machine };
    learner.wait_for_prompt();
    assert!(learner.screen().contains("the disk or the quota is full"), "{}", learner.screen());
    learner.step("python3 -m venv --without-pip Example", "2/4");
    assert!(!learner.terminal.text().contains("quota"), "it is said once: {}", learner.terminal.text());
    learner.step("rm ~/.local/state/filler", "Everything is saved again");
    learner.step("cat ~/.local/state/checker/progress/*/*", "\"event\":\"reached\"");
    learner.terminal.enter("exit");
    assert_eq!(learner.terminal.exit_status(), 0);
}
