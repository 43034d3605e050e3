//! The start-up files that tests of the live session loop over: each does to a plain bash what its name says.

#![expect(clippy::disallowed_methods, reason = "tests write files; the program does it through `host`")]

use crate::support::{Machine, START_UPS, Sight, StartUp, Terminal, Tools, skip};

#[test]
fn start_up_files_do_what_their_names_say() {
    let test = "start_up_files_do_what_their_names_say";
    let Some(machine) = Machine::new() else { return skip(test, "no python3 or no packages") };
    for start_up in &START_UPS {
        if let Some(program) = start_up.needs.filter(|program| Tools::program(program).is_none()) {
            skip(test, &format!("{}: no `{program}`", start_up.name));
            continue;
        }
        std::panic::catch_unwind(|| try_out(&machine, start_up))
            .unwrap_or_else(|_| panic!("the start-up file that {}", start_up.name));
    }
}

fn try_out(machine: &Machine, start_up: &StartUp) {
    std::fs::write(machine.home().join(".bashrc"), start_up.bashrc).expect("a file");
    let mut command = machine.command("bash".as_ref());
    command.arg("-i").current_dir(machine.home());
    let mut terminal = Terminal::start(machine, 80, 24, &command);
    if let Some((question, answer)) = start_up.asks {
        terminal.wait_for(question);
        terminal.type_keys(answer);
    }
    match start_up.expect {
        Sight::Full => {
            let (condition, before) = start_up.still.split_last().expect("a condition");
            for (at, line) in before.iter().enumerate() {
                // One at a prompt: what a prompt does is part of what is looked at.
                terminal.enter(&format!("echo a''t {at}; {line}"));
                terminal.wait_for(&format!("\nat {at}\n"));
            }
            terminal.enter(&format!("{condition} && echo it ho''lds"));
            terminal.wait_for("it holds");
        }
        Sight::Lost { why } => {
            terminal.enter("echo \"this is $(cat /proc/$$/comm)\"");
            terminal.wait_for(&format!("this is {why}\n"));
        }
        Sight::Ends { status } => assert_eq!(terminal.exit_status(), status),
    }
}
