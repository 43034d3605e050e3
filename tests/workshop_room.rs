//! The instructor of a class: what is said to the room, and what is tried the evening before.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use snapbox::{assert_data_eq, str};

use crate::workshop::{beside_a_session, checker_at_terminal, joined, machine, new_class};

#[test]
fn what_the_instructor_says_is_shown_at_the_next_prompt_and_once() {
    let Some(machine) = machine("what_the_instructor_says") else { return };
    new_class(&machine, &["--name", "Python"]);
    let learner = joined(machine);
    let say = |words: &[&str]| beside_a_session(&learner.machine, &[&["workshop", "say", "class"][..], words].concat());
    for words in [&["Now on to storage."][..], &["--timer", "10"], &["--ask"]] {
        assert_eq!(say(words), "Said. Each session shows it at its next prompt.\n");
    }
    learner.step("clear; true", "checker help-me");
    assert_data_eq!(
        learner.screen(),
        str![[r#"
  » Your instructor says: Now on to storage.
  » Your instructor has set a timer: 10 minutes are left.
  » Your instructor asks how you stand: checker done or checker help-me
$
"#]]
    );
    learner.step("clear", "$");
    assert_eq!(learner.screen(), "$");
    let watched = beside_a_session(&learner.machine, &["workshop", "watch", "class", "--once", "--color", "never"]);
    assert!(watched.starts_with("Python · ") && watched.contains(" UTC · timer: 10 minutes left\n"), "{watched}");
    assert_data_eq!(
        say(&["\u{1b}[2J"]),
        str![[r#"
error: that cannot be said to a class: the message holds a control character

hint: a message has a line or two, a timer up to 480 minutes

"#]]
    );
}

#[test]
fn the_instructor_goes_to_who_waits_and_speaks_at_the_screen() {
    let Some(machine) = machine("the_instructor_goes_to_who_waits") else { return };
    new_class(&machine, &["--name", "Python"]);
    let learner = joined(machine);
    learner.step("checker help-me", "takes it back.");
    let mut watch = checker_at_terminal(&learner.machine, &["workshop", "watch", "class"]);
    watch.wait_for("1 !h");
    watch.type_keys("1");
    watch.wait_for("somebody goes there");
    learner.step("clear; true", "Somebody comes to help you.");
    // `Home` is no number.
    watch.type_keys("\x1b[1~");
    watch.type_keys("1");
    watch.wait_until("that they were helped", |screen| {
        screen.contents().contains("Helped.") && !screen.contents().contains("1 !h")
    });
    learner.step("checker help-me", "takes it back.");
    watch.wait_until("the second call", |screen| screen.contents().contains("1 !h"));
    watch.type_keys("mPlease look up.");
    watch.wait_for("Say to the room: Please look up.");
    watch.type_keys("\r");
    watch.wait_for("Said. Each session shows it at its next prompt.");
    watch.type_keys("t10\r");
    watch.wait_for("The timer is set: 10 min.");
    watch.type_keys("n");
    watch.wait_for("Everybody is told that you go on to welcome.");
    learner.terminal.enter("clear; true");
    learner.terminal.wait_until("all that was said", |screen| screen.contents().contains("stays as it is."));
    learner.wait_for_prompt();
    assert_data_eq!(
        learner.screen(),
        str![[r#"
  » Your instructor says: Please look up.
  » Your instructor has set a timer: 10 minutes are left.
  » Your instructor goes on to the lesson welcome: checker show welcome. What
    you are at stays as it is.
$
"#]]
    );
    watch.type_keys("q");
    assert_eq!(watch.exit_status(), 0);
    let seen = beside_a_session(&learner.machine, &["workshop", "watch", "class", "--json"]);
    let seen: serde_json::Value = serde_json::from_str(&seen).expect("JSON");
    assert_eq!((&seen["help"][0]["claimed"], seen["help"].as_array().map(Vec::len)), (&false.into(), Some(1)));
}

#[test]
fn the_evening_before_a_class_is_tried() {
    let Some(machine) = machine("the_evening_before") else { return };
    new_class(&machine, &["--name", "Python"]);
    let above = machine.here().parent().expect("the machine").to_owned();
    fs::set_permissions(&above, fs::Permissions::from_mode(0o711)).expect("its mode");
    let outcome = machine.checker(&["doctor", "--class", "class"]);
    assert_eq!(outcome.status, 0, "{}", outcome.data);
    // How long a record takes is the machine's.
    let told: String = outcome
        .data
        .split_inclusive('\n')
        .filter(|line| !line.contains(" ms") && !line.contains("may be faster"))
        .collect();
    assert_data_eq!(
        told,
        str![[r#"
The class Python, tried from this node by this account:
  ✔ the folders and files have the modes that protect them
  ✔ everybody may pass through all folders above it
  ✔ a record was saved, read again and removed
  ✔ files get the group of the folder, which is yours to read
  ✔ this node and the file server agree on the time
  ✔ records are kept until 20[..]-[..]-[..]
  ✔ its file system has room; a quota may have less
  ✔ its lessons are those of this checker

What only others can tell: the same on another login node, and a second account
that joins. `checker workshop simulate` rehearses the rest.

"#]]
    );
    fs::set_permissions(machine.here().join("class/drop"), fs::Permissions::from_mode(0o755)).expect("its mode");
    let outcome = machine.checker(&["doctor", "--class", "class", "--json"]);
    assert_eq!(outcome.status, 1);
    let report: serde_json::Value = serde_json::from_str(&outcome.data).expect("a report");
    assert_eq!((&report["trials"][0]["id"], &report["trials"][0]["went"]), (&"modes".into(), &"wrong".into()));
}
