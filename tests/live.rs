//! The live session, by hand: what a learner sees from the first screen to the last.

#![expect(clippy::disallowed_methods, reason = "tests write files; the program does it through `host`")]

use snapbox::{assert_data_eq, str};

use crate::support::{Learner, Machine, PLAIN, skip};

/// The whole of `first-venv`, with a mistake that is named and mended.
fn first_venv(learner: &Learner) {
    let terminal = &learner.terminal;
    learner.step("python3 -m venv Example", "2/4 Activate");
    learner.step("pip -q install idna==3.6", "Why:");
    learner.step("pip -q uninstall -y idna", "$ ");
    learner.step("source Example/bin/activate", "3/4 Install");
    learner.step("pip -q install idna==3.6", "4/4 Leave");
    terminal.enter("deactivate");
    terminal.wait_for("q pause");
}

#[test]
fn an_exercise_is_done_by_hand_with_a_mistake_on_the_way() {
    let Some(machine) = Machine::new() else { return skip("an_exercise_by_hand", "no python3 or no packages") };
    let mut learner = Learner::start(machine, PLAIN, &["first-venv", "--color", "never"]);
    learner.wait_for_prompt();
    assert_data_eq!(
        learner.screen(),
        str![[r#"
first-venv: your first environment (about 10 min)
  ▸ 1/4 Create a virtual environment called `Example`.
  Folder: ~/checker/first-venv
  Type as always: this is your own shell.
  checker goals: where am I · checker hint: a nudge · exit: pause, all is kept
$
"#]]
    );
    first_venv(&learner);
    assert_data_eq!(
        learner.screen(),
        str![[r#"
  ✔ 2/4 Activate it.
  ▸ 3/4 Install idna 3.6 into it.
(Example) $ pip -q install idna==3.6
  ✔ 3/4 Install idna 3.6 into it.
  ▸ 4/4 Leave it.
(Example) $ deactivate
  ✔ 4/4 Leave it.
✔ first-venv is done: 4 goals in [..], one mistake made and mended.
  • An environment is a folder. Make one for each project, in project storage.
  • Activate with `source`, leave with `deactivate`. Both change only the shell
    in which you type.
  • Activate first, then `pip install`, with pins.
  • The prompt is text. `sys.prefix` tells the truth.
  • In a new shell: modules first, then activate.
You typed                               The reference
$ python3 -m venv Example               $ python3 -m venv Example
$ pip -q install idna==3.6              $ source Example/bin/activate
$ pip -q uninstall -y idna              $ pip install idna==3.6
$ source Example/bin/activate           $ deactivate
$ pip -q install idna==3.6
$ deactivate
Next: course-environment: an environment for a course (about 15 min)
Enter next exercise · s stay in this shell · q pause
"#]]
    );
    learner.terminal.type_keys("q");
    assert_eq!(learner.terminal.exit_status(), 0);
    assert!(!learner.terminal.transcript().contains("7717"), "no mark of ours reaches the terminal");
}

#[test]
fn a_small_screen_shows_the_same() {
    let Some(machine) = Machine::new() else { return skip("a_small_screen", "no python3 or no packages") };
    let command = Learner::command(&machine, PLAIN, &["first-venv"]);
    let mut learner = Learner::at(machine, 40, 15, &command);
    learner.wait_for_prompt();
    assert_data_eq!(
        learner.screen(),
        str![[r#"
first-venv: your first environment
  (about 10 min)
  ▸ 1/4 Create a virtual environment
    called `Example`.
  Folder: ~/checker/first-venv
  Type as always: this is your own
  shell.
  checker goals: where am I ·
  checker hint: a nudge ·
  exit: pause, all is kept
$
"#]]
    );
    first_venv(&learner);
    assert_data_eq!(
        learner.screen(),
        str![[r#"
✔ first-venv is done: 4 goals in [..],
  one mistake made and mended.
  • An environment is a folder. Make one
    for each project, in project
    storage.
You typed
  $ deactivate
The reference
  $ python3 -m venv Example
  $ source Example/bin/activate
Next: course-environment: an environment
  for a course (about 15 min)
Enter next exercise · s stay in this
shell · q pause
"#]]
    );
    learner.terminal.type_keys("q");
    assert_eq!(learner.terminal.exit_status(), 0);
}

#[test]
fn a_pause_keeps_what_was_reached_and_coming_back_says_what_the_new_shell_lacks() {
    let Some(machine) = Machine::new() else { return skip("a_pause", "no python3 or no packages") };
    let mut learner = Learner::start(machine, PLAIN, &["first-venv"]);
    learner.wait_for_prompt();
    learner.step("python3 -m venv Example", "2/4");
    learner.step(". Example/bin/activate", "3/4");
    learner.terminal.enter("exit");
    assert_eq!(learner.terminal.exit_status(), 0);
    assert_data_eq!(
        learner.screen(),
        str![[r#"
first-venv: your first environment (about 10 min)
  ▸ 1/4 Create a virtual environment called `Example`.
  Folder: ~/checker/first-venv
  Type as always: this is your own shell.
  checker goals: where am I · checker hint: a nudge · exit: pause, all is kept
$ python3 -m venv Example
  ✔ 1/4 Create a virtual environment called `Example`.
  ▸ 2/4 Activate it.
$ . Example/bin/activate
  ✔ 2/4 Activate it.
  ▸ 3/4 Install idna 3.6 into it.
(Example) $ exit
exit
Paused in first-venv: 2 of 4 goals are reached. checker start goes on here.
"#]]
    );
    let learner = learner.again(&[]);
    learner.wait_for_prompt();
    assert_data_eq!(
        learner.screen(),
        str![[r#"
first-venv: your first environment (about 10 min)
  You are back: 2 of 4 goals are reached.
  ▸ 3/4 Install idna 3.6 into it.
  Folder: ~/checker/first-venv
  This shell is a new one. What the last one had, type again:
    source Example/bin/activate
  Type as always: this is your own shell.
  checker goals: where am I · checker hint: a nudge · exit: pause, all is kept
$
"#]]
    );
    learner.step(". Example/bin/activate; pip -q install idna==3.6", "4/4");
    // The environment was left by nothing but an end of a shell: that is no leaving.
    let mut learner = learner.again(&[]);
    learner.wait_for_prompt();
    learner.step("true", "$");
    learner.step("checker goals", "Leave it");
    assert_data_eq!(
        learner.screen(),
        str![[r#"
first-venv: your first environment (about 10 min)
  You are back: 3 of 4 goals are reached.
  ▸ 4/4 Leave it.
  Folder: ~/checker/first-venv
  This shell is a new one. What the last one had, type again:
    source Example/bin/activate
  Type as always: this is your own shell.
  checker goals: where am I · checker hint: a nudge · exit: pause, all is kept
$ true
$ checker goals
first-venv: your first environment
  ✔ 1. Create a virtual environment called `Example`.
  ✔ 2. Activate it.
  ✔ 3. Install idna 3.6 into it.
  ▸ 4. Leave it.
       in this new shell `Example` is not active: activate it, then leave it
$
"#]]
    );
    learner.step(". Example/bin/activate", "$");
    learner.terminal.enter("deactivate");
    learner.terminal.wait_for("is done");
    learner.terminal.type_keys("q");
    assert_eq!(learner.terminal.exit_status(), 0);
}

#[test]
fn the_words_typed_inside_answer_about_the_exercise_that_is_open() {
    let Some(machine) = Machine::new() else { return skip("the_words_inside", "no python3 or no packages") };
    let mut learner = Learner::start(machine, PLAIN, &["hello"]);
    learner.wait_for_prompt();
    learner.step("checker hint", "One more");
    learner.step("checker hint", "no further hint");
    learner.step("checker next", "Not done yet");
    learner.step("checker start; echo status $?", "status 2");
    assert_data_eq!(
        learner.screen(),
        str![[r#"
hello: say hello (about 1 min)
  ▸ 1/2 Make a file called `hello.txt` with the word `ready` in it.
  Folder: ~/checker/hello
  Type as always: this is your own shell.
  checker goals: where am I · checker hint: a nudge · exit: pause, all is kept
$ checker hint
Where does the text go?
  echo prints what you give it. The shell can send what a command prints into a
  file.

One more: checker hint
$ checker hint
Which sign sends it into a file?
  > followed by the name of the file: echo "some words" > some-file.txt.

There is no further hint. The solution: checker solution
$ checker next
Not done yet: 2 goals are left. checker skip goes on without it.
$ checker start; echo status $?
error: this shell is watched already: a second session cannot run in it

hint: `checker goals` shows where you are in `hello`, `exit` pauses
status 2
$
"#]]
    );
    learner.step("clear; checker solution; module() { :; }; PATH=/usr/bin:/bin; checker goals", "2.");
    assert_data_eq!(
        learner.screen(),
        str![[r#"
    $ echo "ready" > hello.txt
    $ cat hello.txt
    ready

hello: say hello
  ▸ 1. Make a file called `hello.txt` with the word `ready` in it.
       there is no file `hello.txt`
    2. Show the file with `cat`.
$
"#]]
    );
    learner.step("checker skip", "first-venv:");
    learner.terminal.enter("checker pause");
    assert_eq!(learner.terminal.exit_status(), 0);
    assert_data_eq!(
        learner.screen(),
        str![[r#"
    $ echo "ready" > hello.txt
    $ cat hello.txt
    ready

hello: say hello
  ▸ 1. Make a file called `hello.txt` with the word `ready` in it.
       there is no file `hello.txt`
    2. Show the file with `cat`.
$ checker skip
On to first-venv.
first-venv: your first environment (about 10 min)
  ▸ 1/4 Create a virtual environment called `Example`.
  Folder: ~/checker/first-venv
  Type as always: this is your own shell.
  checker goals: where am I · checker hint: a nudge · exit: pause, all is kept
$ checker pause
Paused in first-venv: 0 of 4 goals are reached. checker start goes on here.
"#]]
    );
}

#[test]
fn a_line_of_several_commands_is_asked_for_one_by_one() {
    let Some(machine) = Machine::new() else { return skip("a_line_of_several", "no python3 or no packages") };
    let learner = Learner::start(machine, PLAIN, &["first-venv"]);
    learner.wait_for_prompt();
    let line = "python3 -m venv Example && . Example/bin/activate && pip -q install idna==3.6 && deactivate";
    learner.step(line, "one by one");
    assert_data_eq!(
        learner.screen(),
        str![[r#"
first-venv: your first environment (about 10 min)
  ▸ 1/4 Create a virtual environment called `Example`.
  Folder: ~/checker/first-venv
  Type as always: this is your own shell.
  checker goals: where am I · checker hint: a nudge · exit: pause, all is kept
$ python3 -m venv Example && . Example/bin/activate && pip -q install idna==3.6 && deactivate
  ✔ 1/4 Create a virtual environment called `Example`.
  ▸ 2/4 Activate it.
  ? Several commands in one line: whether `Example` was active in between cannot
    be seen. Type them one by one.
$
"#]]
    );
}

#[test]
fn what_the_session_was_started_with_holds_inside() {
    let Some(machine) = Machine::new() else { return skip("what_the_session_was_started_with", "no python3") };
    let goal = "# One\n\n## Exercise: one\n\nMake it.\n\n```toml exercise\nid = \"one\"\nminutes = 1\n\n[[goal]]\n\
                task = \"Make a folder.\"\nfile = \"made\"\n```\n\n<details class=\"solution\">\n\
                <summary>Solution</summary>\n\n```console\n$ mkdir made\n```\n\n</details>\n";
    machine.write("mine/course.toml", "format = 1\ntitle = \"Mine\"\n");
    machine.write("mine/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
    machine.write("mine/one.md", goal);
    let mut learner = Learner::start(machine, PLAIN, &["--course", "mine", "--work", "my work", "--color", "never"]);
    learner.wait_for_prompt();
    learner.step("cd /; checker check", "my work/one");
    learner.terminal.enter("exit");
    assert_eq!(learner.terminal.exit_status(), 0);
}

#[test]
fn what_a_site_cannot_know_is_asked_once() {
    let Some(machine) = Machine::new() else { return skip("what_a_site_cannot_know", "no python3 or no packages") };
    let place = machine.here();
    let site = format!(
        "format = 1\nname = \"Mine\"\nhas = [\"venv\", \"index\"]\nwork = \"{}/{{{{project}}}}\"\n",
        place.display()
    );
    let folder = machine.home().join(".config/checker/sites");
    std::fs::create_dir_all(&folder).expect("settings");
    std::fs::write(folder.join("mine.toml"), site).expect("a site");
    let mut learner = Learner::start(machine, PLAIN, &["hello", "--site", "mine", "--color", "never"]);
    learner.terminal.wait_for("none, work in ~/checker): ");
    learner.terminal.enter("blue");
    learner.wait_for_prompt();
    learner.step("pwd", "/here/blue/hello");
    learner.terminal.enter("exit");
    assert_eq!(learner.terminal.exit_status(), 0);
    let learner = learner.again(&["hello", "--site", "mine"]);
    learner.wait_for_prompt();
    learner.step("pwd", "/here/blue/hello");
    assert!(!learner.terminal.transcript().contains("project"), "{}", learner.terminal.transcript());
}

#[test]
fn what_was_performed_for_the_learner_is_no_tick_of_theirs() {
    let Some(machine) = Machine::new() else { return skip("what_was_performed", "no python3 or no packages") };
    let mut learner = Learner::start(machine, PLAIN, &["hello", "--color", "never"]);
    learner.wait_for_prompt();
    learner.step("checker skip --do", "first-venv:");
    assert!(!learner.terminal.transcript().contains('✔'), "{}", learner.screen());
    learner.terminal.enter("checker pause");
    assert_eq!(learner.terminal.exit_status(), 0);
}

#[test]
fn an_exercise_that_is_done_can_be_started_anew() {
    let Some(machine) = Machine::new() else { return skip("an_exercise_that_is_done", "no python3 or no packages") };
    let learner = Learner::start(machine, PLAIN, &["hello"]);
    learner.wait_for_prompt();
    learner.step("echo ready > hello.txt", "2/2");
    learner.terminal.enter("cat hello.txt");
    learner.terminal.wait_for("q pause");
    learner.terminal.type_keys("s");
    learner.wait_for_prompt();
    // After the end nothing is judged any more.
    learner.step("Example/bin/activate; pip list; cat helo.txt", "helo.txt");
    assert!(!learner.terminal.transcript().contains('✘'), "{}", learner.screen());
    let mut learner = learner.again(&["hello", "--color", "never"]);
    learner.wait_for_prompt();
    learner.terminal.enter("checker reset");
    learner.terminal.wait_for("[y/N]");
    learner.terminal.type_keys("y\r");
    learner.terminal.wait_for("1/2 Make a file");
    learner.wait_for_prompt();
    assert_data_eq!(
        learner.screen(),
        str![[r#"
hello: say hello (about 1 min)
  You are back, and it is done: checker next goes on, checker reset starts it
  anew.
  Folder: ~/checker/hello
  Type as always: this is your own shell.
  checker goals: where am I · checker hint: a nudge · exit: pause, all is kept
$ checker reset
This removes everything in ~/checker/hello: 1 file, and 2 goals that you
reached.
Go ahead? [y/N] y
hello starts anew.
hello: say hello (about 1 min)
  ▸ 1/2 Make a file called `hello.txt` with the word `ready` in it.
  Folder: ~/checker/hello
  Type as always: this is your own shell.
  checker goals: where am I · checker hint: a nudge · exit: pause, all is kept
$
"#]]
    );
    learner.terminal.enter("exit");
    assert_eq!(learner.terminal.exit_status(), 0);
}
