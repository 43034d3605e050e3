//! Progress: what `check`, `reset`, `skip` and `hint` leave behind, and what `list` and the overview make of it.

#![expect(clippy::disallowed_methods, reason = "tests make the files that a learner would")]

use std::fs;

use snapbox::{IntoData, assert_data_eq, str};

use crate::support::{Machine, Terminal, skip};

/// The machine, or a loud skip.
pub(crate) fn machine(test: &str) -> Option<Machine> {
    let machine = Machine::new();
    if machine.is_none() {
        skip(test, "python3 with venv, or the packages, are missing");
    }
    machine
}

/// A course of exercises that files can show, one that this machine cannot do, and one whose solution does not work.
pub(crate) fn write_course(machine: &Machine) {
    let exercise = |id: &str, more: &str, goals: &str, solution: &str| {
        format!(
            "## Exercise: {id}\n\nDo it.\n\n```toml exercise\nid = \"{id}\"\nminutes = 4\n{more}\n{goals}```\n\n\
             <details class=\"solution\">\n<summary>Solution</summary>\n\n```console\n{solution}```\n\n</details>\n\n"
        )
    };
    let given = "```text file=data/list.txt\none\n```\n\n```console given\n$ ln -s data/list.txt start\n```\n\n";
    let lesson = [
        "# One\n\n```toml lesson\nteaching = 3\n```\n\n".to_owned(),
        exercise(
            "files",
            "",
            "[[goal]]\ntask = \"Make `a`.\"\nfile = \"a\"\n\n[[goal]]\ntask = \"Make `b` with an x in it.\"\nfile = \"b\"\ncontains = \"x\"\n",
            "$ touch a\n$ echo x > b\n",
        ),
        given.to_owned(),
        exercise("batch", "needs = [\"slurm\"]\n", "[[goal]]\ntask = \"Make `a`.\"\nfile = \"a\"\n", "$ touch a\n"),
        exercise(
            "hopeless",
            "",
            "[[goal]]\ntask = \"Make `a`.\"\nfile = \"a\"\n",
            "$ echo half > half\n$ cat nothing\n$ touch a\n",
        ),
    ];
    machine.write("course/course.toml", "format = 1\nid = \"small\"\ntitle = \"Small\"\n");
    machine.write("course/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
    machine.write("course/one.md", &lesson.concat());
}

/// Runs `checker` with that course: status, standard output, standard error.
pub(crate) fn small(machine: &Machine, arguments: &[&str]) -> (i32, String, String) {
    let outcome = machine.checker(&[&["--course", "course"], arguments].concat());
    (outcome.status, outcome.data, outcome.talk)
}

/// What a command prints on standard output, and its status.
fn prints(machine: &Machine, arguments: &[&str], status: i32, expected: impl IntoData) {
    let outcome = machine.checker(arguments);
    assert_eq!((outcome.talk.as_str(), outcome.status), ("", status), "{}", outcome.data);
    assert_data_eq!(outcome.data, expected.into_data());
}

/// The one log that a course of this machine has.
fn only_log(machine: &Machine, course: &str) -> std::path::PathBuf {
    let folder = machine.home().join(".local/state/checker/progress").join(course);
    let logs: Vec<_> = fs::read_dir(folder).expect("the logs").flatten().map(|entry| entry.path()).collect();
    assert_eq!(logs.len(), 1, "{logs:?}");
    logs[0].clone()
}

#[test]
fn a_real_environment_is_judged_by_its_files_and_what_a_shell_did_is_not_guessed() {
    let Some(machine) = machine("check") else { return };
    let folder = machine.home().join("checker/first-venv");
    fs::create_dir_all(&folder).expect("its folder");
    prints(
        &machine,
        &["check"],
        1,
        str![[r#"
first-venv Not yet: 0 of 4 goals reached.
As the files in ~/checker/first-venv show it now.
  ▸ 1. Create a virtual environment called `Example`.
       there is nothing at `Example`
    2. Activate it.
    3. Install idna 3.6 into it.
    4. Leave it.

A hint: checker hint first-venv

"#]],
    );
    let made = machine.shell("cd ~/checker/first-venv && python3 -m venv Example");
    assert_eq!(made.status, 0, "{}", made.talk);
    prints(
        &machine,
        &["check", "first-venv"],
        3,
        str![[r#"
first-venv Cannot tell: 1 of 4 goals reached; whether the next one is, cannot be
  seen from here.
As the files in ~/checker/first-venv show it now.
  ✔ 1. Create a virtual environment called `Example`.
  ? 2. Activate it.
       cannot tell: only a watched shell shows this: `checker start first-venv`
    3. Install idna 3.6 into it.
       idna is not in `Example`
    4. Leave it.

Go on: checker start first-venv

"#]],
    );
    // Only the goals before the first that cannot be seen are remembered.
    prints(
        &machine,
        &[],
        0,
        str![[r#"
Isolated Python environments
0 of [..] exercises passed; 1 begun[..]. Left: about [..].
...
Site: Your own computer (no cluster was recognised).
Your way: [..]
The core takes [..]

You were at first-venv, your first environment: 1 of 4 goals reached
  Next task: Activate it.
  Its folder: ~/checker/first-venv

  checker show venv         read its lesson
  checker start first-venv  go on with it
  checker list              all lessons and exercises
  checker --help            all commands

"#]],
    );
    let report = machine.checker(&["check", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&report.data).expect("a report");
    assert_eq!((report["verdict"].as_str(), report["format"].as_u64()), (Some("cannot-tell"), Some(1)));
    let verdicts: Vec<_> = report["goals"].as_array().expect("goals").iter().map(|goal| &goal["verdict"]).collect();
    assert_eq!(verdicts, ["reached", "cannot-tell", "not-yet", "not-yet"]);
    // The environment goes, and with it the goal that was reached.
    fs::remove_dir_all(folder.join("Example")).expect("removed");
    let outcome = machine.checker(&["check"]);
    assert_eq!(outcome.status, 1);
    assert!(outcome.data.contains("was reached before, gone now: there is nothing at `Example`"), "{}", outcome.data);
}

#[test]
fn an_exercise_goes_from_its_folder_to_passed_and_anew() {
    let Some(machine) = machine("reset") else { return };
    write_course(&machine);
    let (status, _, talk) = small(&machine, &["check", "files"]);
    assert_eq!(status, 1);
    assert_data_eq!(
        talk,
        str![[r#"
error: `files` has no folder yet: there is no `~/checker/files`

hint: `checker start files --course course` makes it and begins

"#]]
    );
    let (status, data, talk) = small(&machine, &["reset", "files"]);
    assert_eq!((status, talk.as_str()), (0, ""));
    assert_data_eq!(
        data,
        str![[r#"
files starts anew: 0 files removed, ~/checker/files laid out.
Go on: checker start files --course course

"#]]
    );
    let folder = machine.home().join("checker/files");
    assert_eq!(fs::read_to_string(folder.join("start")).expect("what was prepared"), "one\n");
    fs::write(folder.join("a"), "").expect("a file");
    fs::write(folder.join("b"), "x").expect("a file");
    let (status, data, talk) = small(&machine, &["check"]);
    assert_eq!((status, talk.as_str()), (0, ""));
    assert_data_eq!(
        data,
        str![[r#"
files Passed: 2 of 2 goals reached.
As the files in ~/checker/files show it now.
  ✔ 1. Make `a`.
  ✔ 2. Make `b` with an x in it.

Next: checker start hopeless --course course

"#]]
    );
    let (status, data, talk) = small(&machine, &["list"]);
    assert_eq!((status, talk.as_str()), (0, ""));
    assert_data_eq!(
        data,
        str![[r#"
Small

one  One (15 min)
  ✔ files     files (4 min, 2 goals): passed
  – batch     batch (4 min, 1 goal): deferred: this machine has not Slurm
              (`sbatch`)
    hopeless  hopeless (4 min, 1 goal)

1 of 3 exercises passed; 1 deferred here.
Read one:  checker show LESSON
Do one:    checker start EXERCISE
Watch one: checker demo EXERCISE

"#]]
    );
    let (status, data, talk) = small(&machine, &["reset", "files"]);
    assert_eq!((status, data.as_str()), (2, ""));
    assert_data_eq!(
        talk,
        str![[r#"
error: this removes everything in ~/checker/files: 4 files, and 2 goals that you reached

hint: there is nobody to ask here: `checker reset files --yes --course course` goes ahead

"#]]
    );
    assert!(folder.join("a").exists(), "nothing was agreed to");
    let (status, data, _) = small(&machine, &["reset", "files", "--yes"]);
    assert_eq!(status, 0);
    assert_data_eq!(
        data,
        str![[r#"
files starts anew: 4 files removed, ~/checker/files laid out.
Go on: checker start files --course course

"#]]
    );
    assert!(!folder.join("a").exists() && folder.join("start").exists());
    let (_, data, _) = small(&machine, &["list", "--json"]);
    let list: serde_json::Value = serde_json::from_str(&data).expect("a list");
    assert_eq!(list["lessons"][0]["exercises"][0]["standing"], "untouched");
    assert_eq!(list["lessons"][0]["exercises"][1]["missing"][0], "Slurm (`sbatch`)");
}

#[test]
fn a_person_is_asked_before_anything_is_removed() {
    let Some(machine) = machine("reset_asks") else { return };
    let file = machine.home().join("checker/hello/hello.txt");
    fs::create_dir_all(file.parent().expect("a folder")).expect("its folder");
    fs::write(&file, "mine").expect("a file");
    let mut command = machine.command(std::path::Path::new(env!("CARGO_BIN_EXE_checker")));
    command.args(["reset", "hello"]).env("NO_COLOR", "1");
    for (answer, told) in [("", "Nothing was changed."), ("y", "hello starts anew: 1 file removed")] {
        let mut terminal = Terminal::start(&machine, 80, 24, &command);
        terminal.wait_for("This removes everything in ~/checker/hello: 1 file.");
        terminal.wait_for("Go ahead? [y/N]");
        terminal.enter(answer);
        terminal.wait_for(told);
        assert_eq!((terminal.exit_status(), file.exists()), (0, answer.is_empty()));
    }
}

#[test]
fn what_a_link_leads_to_is_never_emptied() {
    let Some(machine) = machine("reset_link") else { return };
    let beside = machine.home().join("thesis");
    fs::create_dir_all(machine.home().join("checker")).expect("the work folder");
    fs::create_dir(&beside).expect("a folder");
    fs::write(beside.join("chapter"), "").expect("a file");
    std::os::unix::fs::symlink(&beside, machine.home().join("checker/hello")).expect("a link");
    let outcome = machine.checker(&["reset", "hello", "--yes"]);
    assert_eq!((outcome.data.as_str(), outcome.status), ("", 3));
    assert_data_eq!(
        outcome.talk,
        str![[r#"
error: `[MACHINE]/home/checker/hello` is a link, and what it leads to is not emptied

hint: give it another name, or let exercises live elsewhere: `--work DIR`

"#]]
    );
    assert!(beside.join("chapter").exists());
}

#[test]
fn a_skipped_exercise_can_be_done_for_the_learner_and_theirs_is_set_aside() {
    let Some(machine) = machine("skip") else { return };
    let folder = machine.home().join("checker/hello");
    fs::create_dir_all(&folder).expect("its folder");
    fs::write(folder.join("hello.txt"), "mine").expect("a file");
    prints(
        &machine,
        &["skip", "hello", "--do"],
        0,
        str![[r#"
$ echo "ready" > hello.txt
$ cat hello.txt
  ready

What you had is set aside, whole: ~/checker/hello.before-1
The solution stands in ~/checker/hello
hello is skipped. You can come back to it at any time.
Next: checker start first-venv

"#]],
    );
    assert_eq!(fs::read_to_string(folder.join("hello.txt")).expect("the solution"), "ready\n");
    let aside = machine.home().join("checker/hello.before-1/hello.txt");
    assert_eq!(fs::read_to_string(aside).expect("what was there"), "mine");
    prints(
        &machine,
        &["skip", "first-venv"],
        0,
        str![[r#"
first-venv is skipped. You can come back to it at any time.
Next: checker start course-environment

"#]],
    );
    prints(
        &machine,
        &[],
        0,
        str![[r#"
Isolated Python environments
0 of [..] exercises passed; 2 skipped[..]. Left: about [..].
...
Site: Your own computer (no cluster was recognised).
Your way: [..]
The core takes [..]

You were at first-venv, your first environment: skipped

  checker show venv                 read its lesson
  checker start course-environment  begin the next exercise
  checker list                      all lessons and exercises
  checker --help                    all commands

"#]],
    );
}

#[test]
fn a_solution_that_fails_changes_nothing() {
    let Some(machine) = machine("skip_fails") else { return };
    write_course(&machine);
    let folder = machine.home().join("checker/hopeless");
    fs::create_dir_all(&folder).expect("its folder");
    fs::write(folder.join("mine"), "").expect("a file");
    let (status, data, talk) = small(&machine, &["skip", "hopeless", "--do"]);
    assert_eq!(status, 3);
    assert_data_eq!(
        data,
        str![[r#"
$ echo half > half
$ cat nothing
  cat: nothing: No such file or directory
  (status 1)

"#]]
    );
    assert_data_eq!(
        talk,
        str![[r#"
error: the command `cat nothing` ended with status 1: cat: nothing: No such file or directory

hint: it was not skipped, and everything is as it was; without `--do` nothing is run

"#]]
    );
    let left: Vec<_> = fs::read_dir(machine.home().join("checker")).expect("work").flatten().collect();
    assert_eq!((left.len(), folder.join("mine").exists(), folder.join("half").exists()), (1, true, false));
    let (status, _, talk) = small(&machine, &["skip", "batch", "--do"]);
    assert_eq!(status, 3);
    assert_data_eq!(
        talk,
        str![[r#"
error: `batch` cannot be done here: this machine has not Slurm (`sbatch`)

hint: go on without it: `checker skip batch --course course`

"#]]
    );
    assert!(!machine.home().join(".local/state").exists(), "nothing was recorded");
}

#[test]
fn an_exercise_that_cannot_be_prepared_leaves_no_half_folder() {
    let Some(machine) = machine("unprepared") else { return };
    write_course(&machine);
    let lesson = fs::read_to_string(machine.here().join("course/one.md")).expect("the lesson");
    machine.write("course/one.md", &lesson.replace("$ ln -s data/list.txt start", "$ ln -s a start\n$ cat nothing"));
    let (status, data, talk) = small(&machine, &["reset", "files"]);
    assert_eq!((status, data.as_str()), (3, ""));
    assert_data_eq!(
        talk,
        str![[r#"
error: the command `cat nothing`, which prepares the exercise `files`, ended with status 1: cat: nothing: No such file or directory

hint: the exercise could not be prepared on this machine; `checker prove` tells its author more

"#]]
    );
    assert!(!machine.home().join("checker/files").exists());
}

#[test]
fn hints_come_one_at_a_time_and_are_counted() {
    let Some(machine) = machine("hints") else { return };
    prints(
        &machine,
        &["hint", "hello"],
        0,
        str![[r#"
Where does the text go?
  echo prints what you give it. The shell can send what a command prints into a
  file.

One more: checker hint hello

"#]],
    );
    prints(
        &machine,
        &["hint"],
        0,
        str![[r#"
Which sign sends it into a file?
  > followed by the name of the file: echo "some words" > some-file.txt.

There is no further hint. The solution: checker solution hello
All hints again: checker hint hello 2

"#]],
    );
    prints(
        &machine,
        &["hint"],
        0,
        str![[r#"
There is no further hint. The solution: checker solution hello
All hints again: checker hint hello 2

"#]],
    );
}

#[test]
fn two_nodes_at_once_lose_nothing() {
    let Some(machine) = machine("two_nodes") else { return };
    std::thread::scope(|scope| {
        for arguments in [["skip", "hello"], ["hint", "first-venv"], ["skip", "two-projects"], ["hint", "first-venv"]] {
            let machine = &machine;
            scope.spawn(move || {
                let outcome = machine.checker(&arguments);
                assert_eq!((outcome.talk.as_str(), outcome.status), ("", 0));
            });
        }
    });
    prints(
        &machine,
        &["list"],
        0,
        str![[r#"
Isolated Python environments
Your way: [..]
The core takes [..]

welcome  Welcome (6 min)
  ↷ hello [..] say hello (1 min, 2 goals): skipped
...
  ▸ first-venv [..] your first environment (10 min, 4 goals): 0 of 4 goals
...
  ↷ two-projects [..] two projects (10 min, 8 goals; further, not counted):
                         skipped
...
0 of [..] exercises passed; 1 begun, 2 skipped[..].
Read one:  checker show LESSON
Do one:    checker start EXERCISE
Watch one: checker demo EXERCISE

"#]],
    );
}

#[test]
fn a_torn_record_and_a_foreign_file_are_said_in_one_line_and_the_rest_counts() {
    let Some(machine) = machine("torn") else { return };
    assert_eq!(machine.checker(&["skip", "hello"]).status, 0);
    let log = only_log(&machine, "isolated-python");
    let text = fs::read_to_string(&log).expect("the log");
    fs::write(&log, format!("{text}{}", &text[..40])).expect("a torn log");
    fs::write(log.with_file_name("notes.txt"), "").expect("a foreign file");
    prints(
        &machine,
        &["list"],
        0,
        str![[r#"
Isolated Python environments
Your way: [..]
The core takes [..]

welcome  Welcome (6 min)
  ↷ hello [..] say hello (1 min, 2 goals): skipped
...
0 of [..] exercises passed; 1 skipped[..].
note: of your progress 1 record is not written whole, 1 file is no log of ours;
  the rest counts.
Read one:  checker show LESSON
Do one:    checker start EXERCISE
Watch one: checker demo EXERCISE

"#]],
    );
    let overview = machine.checker(&[]).data;
    assert!(overview.contains("note: of your progress 1 record is not written whole"), "{overview}");
}

#[test]
fn progress_lives_where_the_user_keeps_such_things() {
    let Some(machine) = machine("xdg") else { return };
    let state = machine.here().join("state");
    let variables = [("XDG_STATE_HOME", state.to_str().expect("text"))];
    assert_eq!(machine.checker_with(&["skip", "hello"], "", &variables).status, 0);
    assert!(state.join("checker/progress/isolated-python").is_dir());
    assert!(!machine.home().join(".local").exists());
    assert!(machine.checker_with(&["list"], "", &variables).data.contains("skipped"));
    assert!(!machine.checker(&["list"]).data.contains("skipped"));
}

#[test]
fn what_cannot_be_saved_is_said_once_and_the_verdict_stands() {
    let Some(machine) = machine("not_saved") else { return };
    write_course(&machine);
    let folder = machine.home().join("checker/files");
    fs::create_dir_all(&folder).expect("its folder");
    fs::write(folder.join("a"), "").expect("a file");
    fs::write(folder.join("b"), "x").expect("a file");
    // No folder can be made below a file, whoever asks.
    fs::write(machine.here().join("state"), "").expect("a file");
    let state = machine.here().join("state");
    let arguments = ["--course", "course", "check", "files"];
    let outcome = machine.checker_with(&arguments, "", &[("XDG_STATE_HOME", state.to_str().expect("text"))]);
    assert_eq!(outcome.status, 0, "{}", outcome.data);
    assert_data_eq!(
        outcome.talk,
        str![[r#"
warning: progress could not be saved: its file or folder cannot be used
  caused by: cannot make the folder
    `[MACHINE]/here/state/checker/progress/small`
  caused by: Not a directory (os error 20)
hint: set `XDG_STATE_HOME` to a folder that you may write

"#]]
    );
    // Nobody's home: the same, in its own words.
    let work = folder.parent().expect("work").to_str().expect("text");
    let arguments = ["--course", "course", "--work", work, "check", "files"];
    let outcome = machine.checker_with(&arguments, "", &[("HOME", "")]);
    assert_eq!(outcome.status, 0, "{}", outcome.data);
    assert_data_eq!(
        outcome.talk,
        str![[r#"
warning: progress could not be saved: there is no home folder
hint: set `XDG_STATE_HOME` to a folder that you may write

"#]]
    );
    let outcome = machine.checker_with(&["check", "hello"], "", &[("HOME", "")]);
    assert_eq!((outcome.data.as_str(), outcome.status), ("", 3));
    assert_data_eq!(
        outcome.talk,
        str![[r#"
error: there is no home folder to work in

hint: `--work DIR` says where exercises live

"#]]
    );
}
