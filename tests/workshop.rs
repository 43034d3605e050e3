//! A class: its folder, its learners, and the instructor's commands.

#![expect(clippy::disallowed_methods, reason = "tests read and write files; the program does it through `host`")]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use snapbox::{assert_data_eq, str};

use crate::support::{Learner, Machine, Outcome, PLAIN, Terminal, skip};

pub(crate) fn machine(test: &str) -> Option<Machine> {
    let machine = Machine::new();
    if machine.is_none() {
        skip(test, "python3 with venv, or the packages, are missing");
    }
    machine
}

/// Makes the class `class` in the working folder.
pub(crate) fn new_class(machine: &Machine, options: &[&str]) -> Outcome {
    let outcome = machine.checker(&[&["workshop", "new", "class"][..], options].concat());
    assert_eq!(outcome.status, 0, "{}", outcome.talk);
    outcome
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).expect("it is there").mode() & 0o7777
}

/// The files in the drop box of the class `class`.
pub(crate) fn dropped(machine: &Machine) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(machine.here().join("class/drop")).expect("it").flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

/// Events as they stand in logs, one a line: what happened and to which exercise.
fn events(logs: &[PathBuf]) -> Vec<String> {
    let text: String = logs.iter().map(|log| fs::read_to_string(log).expect("a log")).collect();
    let field = |line: &str, name: &str| {
        let start = line.find(&format!("\"{name}\":\"")).expect("the field") + name.len() + 4;
        line[start..].split('"').next().expect("its end").to_owned()
    };
    // A line feed stands first where a writer began anew after an error.
    let lines = text.lines().filter(|line| !line.is_empty());
    lines.map(|line| format!("{} {}", field(line, "event"), field(line, "exercise"))).collect()
}

#[test]
fn a_class_is_a_folder_with_these_modes_and_the_line_that_learners_type() {
    let Some(machine) = machine("a_class_is_a_folder") else { return };
    let above = machine.here().parent().expect("the machine").to_owned();
    fs::set_permissions(&above, fs::Permissions::from_mode(0o700)).expect("its mode");
    let outcome = new_class(&machine, &["--name", "Python", "--retention-days", "3650"]);
    assert_data_eq!(
        outcome.data,
        str![[r#"
checker join [MACHINE]/here/class

"#]]
    );
    assert_data_eq!(
        outcome.talk.replace("\n  ", " "),
        str![[r#"
The class Python is made. Its records are to be removed after [..].
note: by its mode [MACHINE] lets nobody else in, and learners could not reach the class: chmod o+x that folder, or take another place.
Learners type:

"#]]
    );
    let class = machine.here().join("class");
    let modes = ["", "class.toml", "control.jsonl", "pseudonyms.key", "drop"].map(|name| mode(&class.join(name)));
    assert_eq!(
        modes.map(|mode| mode & !0o2000 | if mode == 0o3733 { 0o2000 } else { 0 }),
        [0o755, 0o644, 0o644, 0o600, 0o3733]
    );
    assert_data_eq!(
        fs::read_to_string(class.join("class.toml")).expect("the file"),
        str![[r#"
format = 1
id = "[..]"
name = "Python"
course = "isolated-python"
course-hash = "[..]"
track = "laptop"
retain-until = "20[..]-[..]-[..]"

"#]]
    );
    let again = machine.checker(&["workshop", "new", "class"]);
    assert_data_eq!(
        again.talk,
        str![[r#"
error: `[MACHINE]/here/class` is there already, and not empty

hint: give a folder that is not there yet: `checker workshop new DIR` makes it

"#]]
    );
    assert_eq!((again.status, again.data.as_str()), (2, ""));
}

#[test]
fn a_class_of_another_course_and_site_says_so_and_its_line_leads_there() {
    let Some(machine) = machine("a_class_of_another_course") else { return };
    machine.write("my-course/course.toml", "format = 1\ntitle = \"Mine\"\n");
    machine.write("my-course/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
    machine.write("my-course/one.md", "# One\n\nA page.\n");
    let outcome = new_class(&machine, &["--course", "my-course"]);
    assert_data_eq!(
        outcome.data,
        str![[r#"
checker join [MACHINE]/here/class --course [MACHINE]/here/my-course

"#]]
    );
    let mut terminal = checker_at_terminal(&machine, &["join", "class"]);
    assert_eq!(terminal.exit_status(), 2);
    assert_data_eq!(
        terminal.screen(),
        str![[r#"
error: the class "class" is about the course `my-course`, and this is `isolated-python`

hint: `--course DIR` takes the folder of that course: ask your instructor
"#]]
    );
    for (folder, why) in [("nowhere", "is no class: it has no `class.toml`"), ("my-course", "is no class")] {
        let mut terminal = checker_at_terminal(&machine, &["join", folder]);
        assert_eq!(terminal.exit_status(), 2);
        assert!(terminal.screen().replace('\n', " ").contains(why), "{}", terminal.screen());
    }
}

pub(crate) fn checker_at_terminal(machine: &Machine, arguments: &[&str]) -> Terminal {
    let mut command = machine.command(Path::new(env!("CARGO_BIN_EXE_checker")));
    command.args(arguments);
    Terminal::start(machine, 80, 24, &command)
}

/// A learner who has joined the class `class`, at the first prompt.
pub(crate) fn joined(machine: Machine) -> Learner {
    fs::write(machine.home().join(".bashrc"), PLAIN).expect("a start-up file");
    let mut command = machine.command(Path::new(env!("CARGO_BIN_EXE_checker")));
    command.args(["join", "class", "first-venv", "--color", "never"]);
    let learner = Learner::at(machine, 80, 24, &command);
    learner.wait_for_prompt();
    learner
}

#[test]
fn the_class_hears_what_the_learner_s_own_log_hears_and_no_word_that_was_typed() {
    let Some(machine) = machine("the_class_hears") else { return };
    new_class(&machine, &["--name", "Python"]);
    let mut learner = joined(machine);
    assert_data_eq!(
        learner.screen(),
        str![[r#"
first-venv: your first environment (about 10 min)
  ▸ 1/4 Create a virtual environment called `Example`.
  Folder: ~/checker/first-venv
  ! You are in the class Python. Your instructor sees exercises, goals and
    mistakes, and nothing that you type.
  Type as always: this is your own shell.
  checker goals: where am I · checker hint: a nudge · exit: pause, all is kept
$
"#]]
    );
    learner.step("python3 -m venv --without-pip Example; : secret", "2/4");
    let files = dropped(&learner.machine);
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(mode(&files[0]), 0o640);
    let uid = rustix::process::geteuid().as_raw();
    let name = files[0].file_name().expect("a name").to_string_lossy().into_owned();
    let parts: Vec<&str> = name.split('.').collect();
    assert_eq!((parts[0], parts[1].len(), parts[2]), (uid.to_string().as_str(), 32, "jsonl"));
    assert_eq!(events(&files), ["started first-venv", "reached first-venv"]);
    let text = fs::read_to_string(&files[0]).expect("it");
    assert!(!text.contains("secret") && !text.contains('/'), "ids only: {text}");
    learner.terminal.enter("exit");
    assert_eq!(learner.terminal.exit_status(), 0);
}

#[test]
fn a_class_that_is_gone_is_told_once_and_nothing_is_lost() {
    let Some(machine) = machine("a_class_that_is_gone") else { return };
    new_class(&machine, &[]);
    let mut learner = joined(machine);
    let (class, away) = (learner.machine.here().join("class"), learner.machine.here().join("away"));
    fs::rename(&class, &away).expect("moved");
    // The file itself is still open, and hears: only a removed one is gone.
    fs::remove_file(fs::read_dir(away.join("drop")).expect("it").flatten().next().expect("a file").path()).expect("it");
    learner.step("python3 -m venv --without-pip Example", "Not heard by your class");
    assert_data_eq!(
        learner.screen(),
        str![[r#"
...
$ python3 -m venv --without-pip Example
  ! Not heard by your class: its folder is gone. Your own progress goes on.
  ✔ 1/4 Create a virtual environment called `Example`.
  ▸ 2/4 Activate it.
$
"#]]
    );
    learner.step("source Example/bin/activate", "3/4");
    assert!(!learner.terminal.text().contains("class"), "it is said once: {}", learner.terminal.text());
    fs::rename(&away, &class).expect("moved back");
    learner.step("deactivate", "");
    learner.step("pip --version >/dev/null; checker hint", "Your class has heard of everything now.");
    assert_eq!(events(&dropped(&learner.machine))[..2], ["reached first-venv", "reached first-venv"]);
    learner.terminal.enter("exit");
    assert_eq!(learner.terminal.exit_status(), 0);
}

#[test]
fn the_variable_of_a_module_file_joins_and_where_it_leads_nowhere_one_works_all_the_same() {
    let Some(machine) = machine("the_variable_of_a_module_file") else { return };
    new_class(&machine, &["--name", "Python"]);
    let start = |machine: Machine, folder: &str| {
        let mut command = Learner::command(&machine, PLAIN, &["first-venv", "--color", "never"]);
        command.env("CHECKER_CLASS", machine.here().join(folder));
        let learner = Learner::at(machine, 80, 24, &command);
        learner.wait_for_prompt();
        learner
    };
    let learner = start(machine, "class");
    assert!(learner.screen().contains("You are in the class Python."), "{}", learner.screen());
    assert_eq!(dropped(&learner.machine).len(), 1);
    let Learner { terminal, machine } = learner;
    drop(terminal);
    let learner = start(machine, "nowhere");
    let screen = learner.screen().replace("\n    ", " ");
    assert!(screen.contains("! You are in no class: `[MACHINE]/here/nowhere` is no class"), "{screen}");
    assert!(screen.contains("unset CHECKER_CLASS"), "{screen}");
    assert_eq!(dropped(&learner.machine).len(), 1);
}

#[test]
fn a_mended_lesson_is_told_and_the_site_of_the_class_is_used() {
    let Some(machine) = machine("a_mended_lesson") else { return };
    new_class(&machine, &["--site", "uppmax"]);
    let file = machine.here().join("class/class.toml");
    let text = fs::read_to_string(&file).expect("it");
    assert!(text.contains("site = \"uppmax\"\ntrack = \"uppmax\"\n"), "{text}");
    let hash = text.lines().find(|line| line.starts_with("course-hash")).expect("the line");
    fs::write(&file, text.replace(hash, "course-hash = \"00\"").replace("uppmax", "laptop")).expect("it");
    let learner = joined(machine);
    let screen = learner.screen().replace("\n    ", " ");
    assert!(screen.contains("The class was made with other lessons than these"), "{screen}");
    learner.step("checker site", "laptop");
}

#[test]
fn a_mask_that_hides_everything_hides_nothing_from_the_class() {
    let Some(machine) = machine("a_mask") else { return };
    new_class(&machine, &[]);
    fs::write(machine.home().join(".bashrc"), PLAIN).expect("a start-up file");
    let mut command = machine.command("bash".as_ref());
    let checker = env!("CARGO_BIN_EXE_checker");
    command.args(["-c", &format!("umask 077; exec {checker} join class first-venv")]);
    let learner = Learner::at(machine, 80, 24, &command);
    learner.wait_for_prompt();
    assert_eq!(mode(&dropped(&learner.machine)[0]), 0o640);
}

/// What `checker` prints while a session runs, whose files are in use.
pub(crate) fn beside_a_session(machine: &Machine, arguments: &[&str]) -> String {
    let output = machine.command(Path::new(env!("CARGO_BIN_EXE_checker"))).args(arguments).output().expect("checker");
    machine.redact(&String::from_utf8_lossy(&[output.stdout, output.stderr].concat()))
}

#[test]
fn who_asks_for_help_stands_in_the_queue_until_they_are_done() {
    let Some(machine) = machine("who_asks_for_help") else { return };
    new_class(&machine, &["--name", "Python"]);
    let learner = joined(machine);
    learner.step("pip -q install idna==3.6", "Why:");
    learner.step("clear; checker help-me", "takes it back.");
    assert_data_eq!(
        learner.screen(),
        str![[r#"
Your instructor sees that you ask for help with first-venv. checker help-me
--over takes it back.
$
"#]]
    );
    assert_data_eq!(
        beside_a_session(&learner.machine, &["workshop", "watch", "class", "--once", "--color", "never"]),
        str![[r#"
Python · [..] UTC
1 learner · 0 working · 0 stuck · 1 for help · 0 idle · in the middle 0 of 10
exercises done

Help, first come first served
1 !h [..] first-venv · just now

Problems now
  1  pip ran before an environment was active (pip-before-activate) · in first-
     venv · just now
     Say: [..]
...
"#]]
    );
    let learners = |machine: &Machine| {
        let seen = beside_a_session(machine, &["workshop", "watch", "class", "--json"]);
        serde_json::from_str::<serde_json::Value>(&seen).expect("JSON")
    };
    assert_eq!(learners(&learner.machine)["help"][0]["exercise"], "first-venv");
    learner.step("checker help-me --over", "you need no more help");
    let seen = learners(&learner.machine);
    assert_eq!(seen["help"].as_array().map(Vec::len), Some(0));
    assert_eq!(seen["learners"][0]["now"]["state"], "working");
    assert_eq!(seen["problems"][0]["mistake"], "pip-before-activate");
    learner.step("checker done", "you are done with");
    assert_eq!(learners(&learner.machine)["learners"][0]["exercises"]["first-venv"], "done");
}

#[test]
fn outside_of_a_class_nobody_hears() {
    let Some(learner) = Learner::at_first_venv("outside_of_a_class") else { return };
    learner.step("clear; checker help-me", "begins one that does");
    assert_data_eq!(
        learner.screen(),
        str![[r#"
error: this session belongs to no class

hint: `checker join DIR` begins one that does
$
"#]]
    );
    assert_data_eq!(
        beside_a_session(&learner.machine, &["done"]),
        str![[r#"
error: `checker done` belongs inside a session, and this shell is in none

hint: `checker start` begins one

"#]]
    );
}

/// A rehearsal of twelve in the folder `class`.
fn rehearsal(machine: &Machine) {
    new_class(machine, &["--name", "Trial", "--simulated"]);
    let outcome = machine.checker(&["workshop", "simulate", "class", "--learners", "12"]);
    assert_data_eq!(
        outcome.data,
        str![[r#"
12 made-up learners have worked until now: [..] records.
See them: checker workshop watch class

"#]]
    );
}

#[test]
fn a_rehearsal_looks_like_a_class_and_says_that_it_is_none() {
    let Some(machine) = machine("a_rehearsal") else { return };
    rehearsal(&machine);
    let seen = machine.checker(&["workshop", "watch", "class", "--once", "--color", "never"]);
    assert_data_eq!(
        seen.data.as_str(),
        str![[r#"
Trial (a rehearsal: these learners are made up) · [..] UTC
12 learners · [..]
...
                                      1
                    1 2 3 4 5 6 7 8 9 0[..]
...
Now in: [..]
...
"#]]
    );
    let rows = seen.data.lines().filter(|line| line.contains("✔d✔d")).count();
    assert!(rows >= 5, "many have done something: {}", seen.data);
    assert!(seen.data.contains("!h help  ?s stuck  ▸w working"), "{}", seen.data);
    assert!(seen.data.lines().all(|line| line.chars().count() <= 80), "{}", seen.data);
    let table = machine.checker(&["workshop", "export", "class", "--csv"]);
    let mut lines = table.data.lines();
    assert_eq!(lines.next(), Some("who,exercise,standing,goals,hints,mistakes,mended,help,seconds,began,last"));
    assert!(lines.clone().count() > 24, "{}", table.data);
    assert!(lines.all(|line| line.split(',').count() == 11), "{}", table.data);
    let objects = machine.checker(&["workshop", "export", "class", "--jsonl"]);
    for line in objects.data.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("an object");
        assert!(row["who"].as_str().is_some_and(|who| who.contains('-')), "a pseudonym: {row}");
    }
    // Made-up learners in a real class would stand among people.
    fs::rename(machine.here().join("class"), machine.here().join("rehearsal")).expect("moved");
    new_class(&machine, &[]);
    let refused = machine.checker(&["workshop", "simulate", "class"]);
    assert_data_eq!(
        refused.talk,
        str![[r#"
error: this class is for real learners, and made-up ones would stand among them

hint: `checker workshop new DIR --simulated` makes a class for a rehearsal

"#]]
    );
    for file in fs::read_dir(machine.here().join("rehearsal/drop")).expect("it").flatten() {
        fs::copy(file.path(), machine.here().join("class/drop").join(file.file_name())).expect("a copy");
    }
    let seen = machine.checker(&["workshop", "watch", "class", "--json"]);
    let seen: serde_json::Value = serde_json::from_str(&seen.data).expect("JSON");
    assert_eq!((seen["learners"].as_array().map(Vec::len), &seen["aside"]["forged"]), (Some(0), &12.into()));
}

#[test]
fn the_screen_fills_a_terminal_follows_its_size_and_gives_it_back() {
    let Some(machine) = machine("the_screen") else { return };
    new_class(&machine, &["--name", "Trial", "--simulated"]);
    assert_eq!(machine.checker(&["workshop", "simulate", "class", "--learners", "100"]).status, 0);
    let before = Terminal::start(&machine, 80, 24, &machine.command("cat".as_ref())).modes();
    let mut terminal = checker_at_terminal(&machine, &["workshop", "watch", "class"]);
    terminal.wait_until("the keys at the bottom", |screen| screen.contents().contains("q quit"));
    assert!(terminal.alternate_screen());
    let screen = terminal.screen();
    assert!(screen.starts_with("Trial (a rehearsal"), "{screen}");
    assert!(screen.contains(" more: "), "a hundred do not fit: {screen}");
    // On a large one they do.
    terminal.resize(140, 60);
    terminal.wait_until("everybody", |screen| {
        let text = screen.contents();
        text.contains("q quit") && !text.contains(" more: ") && text.lines().count() > 40
    });
    // What changes is seen by itself.
    assert_eq!(machine.checker(&["workshop", "simulate", "class", "--learners", "1", "--seed", "2"]).status, 0);
    terminal.type_keys("q");
    assert_eq!(terminal.exit_status(), 0);
    assert!(!terminal.alternate_screen());
    assert_eq!(terminal.modes(), before);
}

#[test]
fn a_change_is_seen_by_itself() {
    let Some(machine) = machine("a_change") else { return };
    new_class(&machine, &["--simulated"]);
    let mut terminal = checker_at_terminal(&machine, &["workshop", "watch", "class"]);
    terminal.wait_for("Nobody is here yet");
    assert_eq!(machine.checker(&["workshop", "simulate", "class", "--learners", "3"]).status, 0);
    terminal.wait_for("3 learners");
    terminal.kill(rustix::process::Signal::TERM);
    assert_eq!(terminal.exit_status(), 130);
    assert!(!terminal.alternate_screen());
}

#[test]
fn a_learner_takes_back_what_they_gave_and_a_class_ends_on_its_day() {
    let Some(machine) = machine("a_learner_takes_back") else { return };
    new_class(&machine, &["--name", "Python", "--retention-days", "1"]);
    let Learner { mut terminal, machine } = joined(machine);
    terminal.enter("exit");
    assert_eq!(terminal.exit_status(), 0);
    drop(terminal);
    assert_eq!(dropped(&machine).len(), 1);
    let forgotten = machine.checker(&["workshop", "forget-me", "class"]);
    assert_data_eq!(
        forgotten.data.replace("\n", " "),
        str!["The class Python has nothing of yours any more: 1 file removed. Your own progress is kept. "]
    );
    assert!(dropped(&machine).is_empty());
    assert!(!machine.home().join(".local/state/checker/classes").read_dir().expect("it").any(|_| true));
    let again = machine.checker(&["workshop", "forget-me", "class"]);
    assert_eq!((again.status, again.data.as_str()), (0, "The class Python had nothing of yours.\n"));

    let Learner { terminal, machine } = joined(machine);
    drop(terminal);
    let early = machine.checker(&["workshop", "close", "class"]);
    assert_data_eq!(
        early.talk,
        str![[r#"
error: the records of this class are kept until [..]

hint: `checker workshop close class --now` removes them today

"#]]
    );
    assert_eq!(early.status, 1);
    let nobody = machine.checker(&["workshop", "close", "class", "--now"]);
    assert_data_eq!(
        nobody.talk,
        str![[r#"
error: this removes the class Python with all its records

hint: there is nobody to ask here: `checker workshop close class --now --yes` goes ahead

"#]]
    );
    let mut terminal = checker_at_terminal(&machine, &["workshop", "close", "class", "--now"]);
    terminal.wait_for("Go ahead? [y/N]");
    terminal.enter("n");
    assert_eq!(terminal.exit_status(), 0);
    assert!(terminal.screen().contains("Nothing was changed."), "{}", terminal.screen());
    // The day after the last: nobody has to say `--now`.
    let file = machine.here().join("class/class.toml");
    let text = fs::read_to_string(&file).expect("it");
    let day = text.lines().find(|line| line.starts_with("retain-until")).expect("the line");
    fs::write(&file, text.replace(day, "retain-until = \"2020-01-01\"")).expect("it");
    fs::write(machine.here().join("class/notes.txt"), "mine").expect("it");
    let closed = machine.checker(&["workshop", "close", "class", "--yes"]);
    assert_eq!(closed.data, "Closed: 1 file removed. Its folder holds other things, and stays.\n");
    let left: Vec<_> =
        fs::read_dir(machine.here().join("class")).expect("it").flatten().map(|e| e.file_name()).collect();
    assert_eq!(left, ["notes.txt"]);
}

#[test]
fn nothing_that_lies_in_a_drop_box_reaches_the_screen_as_text() {
    let Some(machine) = machine("nothing_that_lies") else { return };
    new_class(&machine, &[]);
    let drop_box = machine.here().join("class/drop");
    let uid = rustix::process::geteuid().as_raw();
    let hostile = "\u{1b}]0;title\u{7}\u{1b}[2J<script>alert(1)</script>\u{202e}";
    fs::write(drop_box.join(hostile.replace('/', "")), hostile).expect("a file");
    // One with a checksum that holds, and one without.
    let json = format!("{{\"format\":1,\"event\":\"found\",\"exercise\":\"{hostile}\",\"mistake\":\"{hostile}\"}}");
    fs::write(
        drop_box.join(format!("{uid}.{}.jsonl", "0".repeat(32))),
        format!("{json}\n{:08x} {json}\n", crc32(&json)),
    )
    .expect("a file");
    for arguments in [&["watch", "class", "--once"][..], &["watch", "class", "--json"], &["export", "class", "--csv"]] {
        let outcome = machine.checker(&[&["workshop"], arguments, &["--color", "never"]].concat());
        assert_eq!(outcome.status, 0, "{}", outcome.talk);
        let text = outcome.data + &outcome.talk;
        assert!(!text.contains('\u{1b}') && !text.contains("script") && !text.contains('\u{202e}'), "{text:?}");
    }
}

/// CRC-32 of ISO 3309, bit by bit.
fn crc32(text: &str) -> u32 {
    let step = |value: u32| if value & 1 == 1 { value >> 1 ^ 0xedb8_8320 } else { value >> 1 };
    !text.bytes().fold(u32::MAX, |value, byte| (0..8).fold(value ^ u32::from(byte), |value, _| step(value)))
}
