//! Every error a person can make at the command line: one clear message, what to do, the right exit code, and no panic.

use snapbox::{IntoData, assert_data_eq, str};

use crate::support::{Machine, skip};

/// What a wrong command says; nothing may reach standard output.
fn refused(arguments: &[&str], said: impl IntoData) {
    let Some(machine) = Machine::new() else { return skip("command_line", "python3 with venv is missing") };
    machine.write("a-file", "");
    machine.write("a-folder/x", "");
    machine.write("bytes.sh", "\u{fffd}");
    let outcome = machine.checker(arguments);
    assert_eq!((outcome.data.as_str(), outcome.status), ("", 2), "{}", outcome.talk);
    assert_data_eq!(outcome.talk, said.into_data());
}

#[test]
fn an_unknown_exercise() {
    refused(
        &["run", "first-vnev", "a-file"],
        str![[r#"
error: there is no exercise `first-vnev`

hint: did you mean `first-venv`? `checker list` shows all

"#]],
    );
}

#[test]
fn an_unknown_exercise_with_json() {
    refused(
        &["run", "nothing-like-it", "--json"],
        str![[r#"
error: there is no exercise `nothing-like-it`

hint: `checker list` shows all

"#]],
    );
}

#[test]
fn a_missing_file() {
    refused(
        &["run", "first-venv", "nothing.sh"],
        str![[r#"
error: cannot read `[MACHINE]/here/nothing.sh`
  caused by: No such file or directory (os error 2)

hint: `checker run first-venv FILE` takes a file of shell commands, one step after the other

"#]],
    );
}

#[test]
fn a_folder_where_a_file_should_be() {
    refused(
        &["run", "first-venv", "a-folder"],
        str![[r#"
error: cannot read `[MACHINE]/here/a-folder`
  caused by: it is a folder

hint: `checker run first-venv FILE` takes a file of shell commands, one step after the other

"#]],
    );
}

#[test]
fn an_unknown_lesson() {
    refused(
        &["show", "venf"],
        str![[r#"
error: there is no lesson `venf`

hint: did you mean `venv`? `checker list` shows all

"#]],
    );
}

#[test]
fn an_exercise_where_a_lesson_should_be() {
    refused(
        &["show", "first-venv"],
        str![[r#"
error: there is no lesson `first-venv`

hint: `first-venv` is an exercise of the lesson `venv`: `checker show venv`

"#]],
    );
}

#[test]
fn a_course_that_is_not_there() {
    refused(
        &["--course", "nowhere", "list"],
        str![[r#"
error: there is no folder `[MACHINE]/here/nowhere`

hint: `--course` takes a folder with a `course.toml` in it

"#]],
    );
}

#[test]
fn a_file_where_a_course_should_be() {
    refused(
        &["list", "--course", "a-file"],
        str![[r#"
error: the course `[MACHINE]/here/a-file` is not a folder

hint: `--course` takes a folder with a `course.toml` in it

"#]],
    );
}

#[test]
fn a_folder_that_is_no_course() {
    refused(
        &["list", "--course", "a-folder"],
        str![[r#"
error: `a-folder` is no course: it has no `course.toml`; write `format = 1` and `title = "…"` into one

hint: a course is a folder with `course.toml`, `SUMMARY.md` and its lessons

"#]],
    );
}

#[test]
fn an_unknown_site() {
    refused(
        &["list", "--site", "mars"],
        str![[r#"
error: there is no site `mars`

hint: the sites of this course are: hpc2n, laptop, mila, polaris, ubelix, uppmax

"#]],
    );
}

#[test]
fn an_unknown_command() {
    refused(
        &["frobnicate"],
        str![[r#"
error: unrecognized subcommand 'frobnicate'

Usage: checker [OPTIONS] [COMMAND]

For more information, try '--help'.

"#]],
    );
}

#[test]
fn an_option_with_a_value_that_it_does_not_take() {
    refused(
        &["run", "first-venv", "a-file", "--step-limit", "0"],
        str![[r#"
error: invalid value '0' for '--step-limit <SECONDS>': 0 is not in 1..=604800

For more information, try '--help'.

"#]],
    );
}

#[test]
fn nothing_to_inspect() {
    refused(
        &["inspect", "nothing-here"],
        str![[r#"
error: there is nothing at `nothing-here`

hint: `checker inspect PATH` takes the folder of an environment, such as `Example`

"#]],
    );
}

#[test]
fn a_book_where_other_files_are() {
    refused(
        &["book", "build", "--dest", "a-folder"],
        str![[r#"
error: the destination `[MACHINE]/here/a-folder` is not empty, and no site was built there before: nothing was changed

hint: `--dest` takes a folder that is empty, or not there yet, or a site that this command built

"#]],
    );
}

#[test]
fn a_lesson_that_does_not_lint_is_refused_with_its_first_complaint() {
    let Some(machine) = Machine::new() else { return skip("lint", "python3 with venv is missing") };
    machine.write_course("# One\n\n## Exercise: a\n\n```toml exercise\nid = \"a\"\nminuts = 1\n```\n");
    let outcome = machine.checker(&["run", "a", "--course", "course"]);
    assert_eq!((outcome.data.as_str(), outcome.status), ("", 2));
    assert_data_eq!(
        outcome.talk,
        str![[r#"
error: one.md:5: exercise without a solution (and 1 more)

hint: `checker lint --course course` shows every complaint

"#]]
    );
}

#[test]
fn no_place_for_temporary_files_cannot_tell() {
    let Some(machine) = Machine::new() else { return skip("no_place", "python3 with venv is missing") };
    let outcome = machine.checker_with(&["run", "hello"], "true\n", &[("TMPDIR", "/nowhere/at/all")]);
    assert_eq!((outcome.data.as_str(), outcome.status), ("", 3));
    assert_data_eq!(
        outcome.talk,
        str![[r#"
error: cannot make a folder in `/nowhere/at/all`
  caused by: No such file or directory (os error 2) at path "/nowhere/at/all/checker-[..]"

hint: the folder for temporary files (`TMPDIR`) must exist, be yours to write, and have room

"#]]
    );
}

#[test]
fn an_interrupted_run_leaves_nothing_behind() {
    let Some(machine) = Machine::new() else { return skip("interrupted", "python3 with venv is missing") };
    let marker = format!("{}", 700_000 + std::process::id());
    let steps = format!("sleep {marker} &\n(env -i setsid sleep {marker} &)\nkill -INT $PPID; sleep {marker}\n");
    let outcome = machine.checker_with(&["run", "hello", "--json"], &steps, &[]);
    assert_eq!((outcome.data.as_str(), outcome.talk.as_str(), outcome.status), ("", "error: interrupted\n", 130));
    let left = std::fs::read_dir("/proc").expect("/proc").flatten();
    let mut left = left.filter_map(|entry| std::fs::read_to_string(entry.path().join("cmdline")).ok());
    assert!(left.all(|command| !command.contains(&marker)));
}

#[test]
fn data_that_cannot_be_written_is_no_success() {
    let Some(machine) = Machine::new() else { return skip("full", "python3 with venv is missing") };
    machine.add_program(std::path::Path::new(env!("CARGO_BIN_EXE_checker")));
    let outcome = machine.shell("checker list > /dev/full");
    assert_eq!((outcome.talk.lines().next(), outcome.status), (Some("error: standard output could not be written"), 3));
}

#[test]
fn no_python_is_a_finding_and_no_crash() {
    let Some(machine) = Machine::new() else { return skip("no_python", "python3 with venv is missing") };
    // Only what a shell needs, so that no Python is found.
    let programs = machine.here().join("bare");
    std::fs::create_dir(&programs).expect("a folder");
    for name in ["bash", "sh", "stty"] {
        let real = ["/bin", "/usr/bin"]
            .iter()
            .map(|folder| std::path::Path::new(folder).join(name))
            .find(|path| path.exists());
        std::os::unix::fs::symlink(real.expect("a shell"), programs.join(name)).expect("a link");
    }
    let path = programs.display().to_string();
    let outcome = machine.checker_with(&["run", "first-venv"], "python3 -m venv Example\n", &[("PATH", &path)]);
    assert_eq!((outcome.talk.as_str(), outcome.status), ("", 1));
    assert_data_eq!(
        outcome.data,
        str![[r#"
$ python3 -m venv Example
  bash: python3: command not found
  (status 127)
  ✘ mistake: There is no Python of that name
    `python3 -m venv Example`: it ended with status 127; it printed: `bash:
    python3: command not found`
    The shell answered that it did not find the command. It looks for a program
    in the folders that stand in `PATH`, and in none of them is a program of
    that name. Nothing was run and nothing has changed.
    There are two usual reasons. The program has another name here: on many
    systems it is `python3` and there is no `python`. Or you want a version that
    comes as a module, and the module is not loaded. `module spider Python`
    lists the modules.
    Remember: first a Python, then an environment.
    To get back, type:
      python3 --version

first-venv Not yet: 0 of 4 goals reached.
  ▸ 1. Create a virtual environment called `Example`.
       there is nothing at `Example`
    2. Activate it.
    3. Install idna 3.6 into it.
    4. Leave it.

"#]]
    );
}
