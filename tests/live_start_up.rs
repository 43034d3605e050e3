//! Learners whose start-up files do something: no false tick, no false finding, what is theirs stays theirs; and where the
//! shell cannot be seen it is said, with the way back.

use crate::support::{Learner, Machine, START_UPS, Sight, StartUp, Tools, skip};

/// The start-up files whose place in the list leaves this rest, so that several can be tried at once.
fn try_those(rest: usize) {
    let test = "start_up_files_in_a_live_session";
    for (_, start_up) in START_UPS.iter().enumerate().filter(|(place, _)| place % PARTS == rest) {
        let Some(machine) = Machine::new() else { return skip(test, "no python3 or no packages") };
        if let Some(program) = start_up.needs.filter(|program| Tools::program(program).is_none()) {
            skip(test, &format!("{}: no `{program}`", start_up.name));
            continue;
        }
        std::panic::catch_unwind(move || try_out(machine, start_up))
            .unwrap_or_else(|_| panic!("the start-up file: {}", start_up.name));
    }
}

const PARTS: usize = 3;

#[test]
fn a_first_part_of_the_start_up_files_does_no_harm() {
    try_those(0);
}

#[test]
fn a_second_part_of_the_start_up_files_does_no_harm() {
    try_those(1);
}

#[test]
fn a_third_part_of_the_start_up_files_does_no_harm() {
    try_those(2);
}

fn try_out(machine: Machine, start_up: &StartUp) {
    let mut learner = Learner::start(machine, start_up.bashrc, &["first-venv"]);
    if let Some((question, answer)) = start_up.asks {
        learner.terminal.wait_for(question);
        learner.terminal.type_keys(answer);
    }
    match start_up.expect {
        Sight::Full => sees_everything(&mut learner, start_up),
        Sight::Lost { .. } => {
            learner.enter_until("in the place of bash");
            assert!(learner.screen().contains("checker start --no-startup-files"), "{}", learner.screen());
            learner.terminal.enter("exit");
            assert_eq!(learner.terminal.exit_status(), 0);
        }
        Sight::Ends { status } => {
            assert_eq!(learner.terminal.exit_status(), 3);
            let told = format!("your shell ended before its first prompt, with status {status}");
            assert!(learner.screen().contains(&told), "{}", learner.screen());
        }
    }
    assert!(!learner.terminal.transcript().contains('✘'), "{}", learner.terminal.transcript());
}

/// Two goals are ticked, one at a time; lines that reach nothing tick nothing; the learner's own settings hold.
fn sees_everything(learner: &mut Learner, start_up: &StartUp) {
    let terminal = &learner.terminal;
    if start_up.name.starts_with("activates") {
        terminal.wait_for("q leave");
        terminal.type_keys("\r");
    } else {
        terminal.wait_for("all is kept");
    }
    terminal.enter("python3 -m venv --without-pip Example");
    terminal.wait_for("▸ 2/4 Activate it.");
    terminal.enter("echo nothing is re''ached");
    terminal.wait_for("nothing is reached");
    terminal.enter(". Example/bin/activate");
    terminal.wait_for("▸ 3/4 Install");
    terminal.enter("deactivate");
    // To activate another environment puts down what the file has activated, as it would without us.
    let still = if start_up.name.starts_with("activates") { &[] } else { start_up.still };
    if let Some((condition, before)) = still.split_last() {
        for (at, line) in before.iter().enumerate() {
            terminal.enter(&format!("echo a''t {at}; {line}"));
            terminal.wait_for(&format!("at {at}\n"));
        }
        terminal.enter(&format!("{condition} && echo it ho''lds"));
        terminal.wait_for("it holds");
    }
    assert_eq!(terminal.transcript().matches("✔ 1/4").count(), 1);
    assert_eq!(terminal.transcript().matches("✔ 2/4").count(), 1);
    assert!(!terminal.transcript().contains("✔ 3/4"));
    terminal.enter("exit");
    assert_eq!(learner.terminal.exit_status(), 0);
}
