//! The instructor of a class: what is said to the room, and what is tried the evening before.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use snapbox::{assert_data_eq, str};

use crate::workshop::{beside_a_session, joined, machine, new_class};

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
