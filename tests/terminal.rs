//! The terminal that tests of the live session stand on, tried on a plain bash and under `script`.

use std::process::Command;

use rustix::process::Signal;

use crate::support::{Machine, Terminal, Tmux, Tools, skip};

/// An interactive bash that reads no start-up files; its prompt is the same for everybody.
fn bash(machine: &Machine) -> Command {
    let mut command = machine.command("bash".as_ref());
    command.args(["--norc", "-i"]).env("PS1", "$ ");
    command
}

fn start(machine: &Machine) -> Terminal {
    Terminal::start(machine, 80, 24, &bash(machine))
}

#[test]
fn what_is_typed_runs_and_the_status_is_told() {
    let Some(machine) = Machine::new() else { return skip("what_is_typed_runs", "no python3 or no packages") };
    let mut terminal = start(&machine);
    terminal.wait_for("$ ");
    terminal.enter("echo $((40 + 2)) in $HOME");
    terminal.wait_for(&format!("\n42 in {}\n", machine.home().display()));
    assert_eq!(terminal.foreground(), Some(terminal.pid()), "the shell leads the session and has the terminal");
    terminal.enter("exit 7");
    assert_eq!(terminal.exit_status(), 7);
    assert!(terminal.screen().ends_with("exit 7\nexit"), "{}", terminal.screen());
    assert!(terminal.transcript().starts_with("\x1b[?2004h$ "), "{}", terminal.transcript());
}

#[test]
fn text_that_scrolled_away_or_was_wrapped_is_found_and_older_text_is_not() {
    let Some(machine) = Machine::new() else { return skip("text_that_scrolled_away", "no python3 or no packages") };
    let terminal = start(&machine);
    terminal.wait_for("$ ");
    terminal.enter("echo first; seq 300; printf %0100d 7; echo");
    terminal.wait_for(&format!("\n300\n{}7\n", "0".repeat(99)));
    terminal.wait_for("\nfirst\n1\n2\n");
    assert!(!terminal.screen().contains("first"), "{}", terminal.screen());
    terminal.enter("clear; echo cle''ared");
    terminal.wait_for("cleared");
    terminal.enter("echo la''st");
    terminal.wait_for("\nlast\n");
    assert!(!terminal.text().contains("cleared"), "{}", terminal.text());
    terminal.wait_gone("first");
}

#[test]
fn a_new_size_reaches_the_program() {
    let Some(machine) = Machine::new() else { return skip("a_new_size", "no python3 or no packages") };
    let terminal = start(&machine);
    terminal.wait_for("$ ");
    // `wait` is what a trap interrupts at once (bash(1), "SIGNALS").
    machine.write("watch", "trap 'stty size; kill $!; exit' WINCH\nsleep 1003 &\necho ready\nwait\n");
    terminal.enter("stty size; bash watch");
    terminal.wait_for("\n24 80\nready\n");
    terminal.resize(40, 12);
    terminal.wait_for("\n12 40\n");
}

#[test]
fn full_screen_programs_titles_and_colours_are_seen() {
    let Some(machine) = Machine::new() else { return skip("full_screen_programs", "no python3 or no packages") };
    let terminal = start(&machine);
    terminal.wait_for("$ ");
    terminal.enter(r"printf '\e]0;a title\a\e[31mred\e[m\n'");
    terminal.wait_for_title("a title");
    terminal.wait_for("\nred\n");
    assert!(terminal.screen_with_attributes().contains("\x1b[31mred"), "{}", terminal.screen_with_attributes());
    for (program, quit) in [("less", "q"), ("vim -u NONE", ":q!\r")] {
        if Tools::program(program.split(' ').next().expect("a name")).is_none() {
            skip("full_screen_programs", &format!("no `{program}`"));
            continue;
        }
        terminal.enter(&format!("seq 1000 2000 > numbers; {program} numbers"));
        terminal
            .wait_until(program, |screen| screen.alternate_screen() && screen.contents().starts_with("1000\n1001\n"));
        terminal.type_keys("G");
        terminal.wait_for("2000");
        terminal.type_keys(quit);
        terminal.wait_until("the shell", |screen| !screen.alternate_screen());
    }
    assert!(!terminal.alternate_screen());
    assert_eq!(terminal.title(), "a title");
}

#[test]
fn a_program_that_asks_the_terminal_is_answered() {
    let Some(machine) = Machine::new() else { return skip("a_program_that_asks", "no python3 or no packages") };
    let terminal = start(&machine);
    terminal.wait_for("$ ");
    terminal.enter(r"IFS='[;' read -rsdR -p $'abc\e[6n' _ row column; echo; echo at $row $column");
    terminal.wait_for("\nat 2 4\n");
}

#[test]
fn modes_are_told_also_after_the_end() {
    let Some(machine) = Machine::new() else { return skip("modes_are_told", "no python3 or no packages") };
    let mut command = machine.command("bash".as_ref());
    command.args(["--norc", "-c", "stty raw -echo; echo raw; read -r; stty sane; echo sane; read -r; stty -echo"]);
    let mut terminal = Terminal::start(&machine, 80, 24, &command);
    terminal.wait_for("raw");
    let raw = terminal.modes();
    terminal.type_keys("\n");
    terminal.wait_for("sane");
    let sane = terminal.modes();
    terminal.enter("");
    assert_eq!(terminal.exit_status(), 0);
    assert!(sane.contains("ICANON") && sane.contains("ECHO |") && !raw.contains("ICANON"), "{sane}\n{raw}");
    assert_eq!(terminal.modes(), sane.replace(" ECHO |", ""), "what the program left");
}

#[test]
fn a_hang_up_ends_the_shell_and_what_runs_in_it() {
    let Some(machine) = Machine::new() else { return skip("a_hang_up_ends", "no python3 or no packages") };
    let mut terminal = start(&machine);
    terminal.wait_for("$ ");
    // What says that it is ready has been put into the foreground; a hang-up just before is missed by bash.
    terminal.enter("sleep 1000 & bash -c 'echo read''y; read'");
    terminal.wait_for("\nready\n");
    let commands = terminal.processes().commands();
    assert!(commands.iter().any(|command| command.starts_with("bash -c ")), "{commands:?}");
    assert_ne!(terminal.foreground(), Some(terminal.pid()));
    terminal.hang_up();
    assert_eq!(terminal.exit_status(), 128 + Signal::HUP.as_raw());
    assert_eq!(terminal.processes().wait_gone(std::time::Duration::from_secs(10)), Vec::<String>::new());
}

#[test]
#[should_panic(expected = "after the hang-up these went on: [\n    \"sleep 1002\",\n]")]
fn a_process_that_goes_on_is_told_and_ended() {
    let Some(machine) = Machine::new() else {
        skip("a_process_that_goes_on", "no python3 or no packages");
        panic!("after the hang-up these went on: [\n    \"sleep 1002\",\n]");
    };
    let terminal = start(&machine);
    terminal.wait_for("$ ");
    terminal.enter("setsid -f nohup sleep 1002 </dev/null >/dev/null 2>&1; echo sta''rted");
    terminal.wait_for("started");
}

#[test]
fn a_signal_is_a_status() {
    let Some(machine) = Machine::new() else { return skip("a_signal_is_a_status", "no python3 or no packages") };
    let mut terminal = start(&machine);
    terminal.wait_for("$ ");
    terminal.kill(Signal::KILL);
    assert_eq!(terminal.exit_status(), 137);
}

#[test]
fn a_terminal_inside_the_terminal_is_seen_through() {
    let Some(machine) = Machine::new() else { return skip("a_terminal_inside", "no python3 or no packages") };
    if Tools::program("script").is_none() {
        return skip("a_terminal_inside", "no `script`");
    }
    let mut command = machine.command("script".as_ref());
    command.args(["-qfc", "bash --norc -i", "/dev/null"]).env("SHELL", "/bin/sh").env("PS1", "$ ");
    let mut terminal = Terminal::start(&machine, 80, 24, &command);
    terminal.wait_for("$ ");
    let modes = terminal.modes();
    assert!(!modes.contains("ICANON"), "{modes}");
    terminal.resize(50, 20);
    // The inner terminal gets its size after the outer one did.
    terminal.enter("until [ \"$(stty size)\" = '20 50' ]; do :; done; echo re''sized");
    terminal.wait_for("resized");
    terminal.enter("exit 5");
    // Without `--return` it does not pass the status on.
    assert_eq!(terminal.exit_status(), 0);
    assert!(terminal.modes().contains("ICANON"), "the modes are restored");
}

#[test]
fn tmux_has_the_same_verbs() {
    let Some(machine) = Machine::new() else { return skip("tmux_has_the_same_verbs", "no python3 or no packages") };
    let Some(tmux) = Tmux::start(&machine, 80, 24, &bash(&machine)) else {
        return skip("tmux_has_the_same_verbs", "no `tmux`");
    };
    tmux.wait_for("$");
    tmux.enter(r"printf '\e]2;a title\a'; echo $((40 + 2)) in $HOME; stty size");
    tmux.wait_for(&format!("\n42 in {}\n24 80\n", machine.home().display()));
    tmux.wait_until("the title", |tmux| tmux.title() == "a title");
    tmux.resize(50, 10);
    tmux.enter("until [ \"$(stty size)\" = '10 50' ]; do :; done; clear; echo re''sized");
    tmux.wait_for("resized\n$");
    tmux.wait_gone("42 in");
    if Tools::program("less").is_some() {
        tmux.enter("seq 1000 2000 | less");
        tmux.wait_until("less", |tmux| tmux.alternate_screen() && tmux.screen().starts_with("1000\n"));
        tmux.type_keys("q");
        tmux.wait_until("the shell", |tmux| !tmux.alternate_screen());
    }
    assert!(tmux.processes().commands().contains(&"bash --norc -i".to_owned()));
    tmux.enter("exit 7");
    assert_eq!(tmux.exit_status(), 7);
}
