//! Recordings: of a live session, of the solutions that a proof types, and in the book.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::support::{Learner, Machine, PLAIN, skip};

/// The lines of a recording, each read as JSON: the header, and the events.
fn read(file: &Path) -> (Value, Vec<Value>) {
    let text = fs::read_to_string(file).expect("a recording");
    let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    (lines.next().expect("a header"), lines.collect())
}

/// All that was shown.
fn shown(events: &[Value]) -> String {
    events.iter().filter(|event| event[1] == "o").map(|event| event[2].as_str().expect("text")).collect()
}

/// The times of events, which never go back.
fn times(events: &[Value]) -> Vec<f64> {
    let times: Vec<f64> = events.iter().map(|event| event[0].as_f64().expect("a time")).collect();
    assert!(times.is_sorted(), "{times:?}");
    times
}

#[test]
fn a_live_session_is_recorded_as_it_is_shown() {
    let Some(machine) = Machine::new() else { return skip("a_live_session_is_recorded", "no python3 or no packages") };
    let mut learner = Learner::start(machine, PLAIN, &["hello", "--color", "never", "--record", "mine.cast"]);
    learner.wait_for_prompt();
    learner.step("echo marker-$((40 + 2)) äöü", "marker-42 äöü");
    let file = learner.machine.here().join("mine.cast");
    // While the session runs: at the latest when the next line has ended.
    learner.enter_until("$ \n$ ");
    assert!(fs::read_to_string(&file).expect("it").contains("marker-42 äöü"));
    learner.terminal.resize(100, 30);
    learner.step("stty size", "30 100");
    learner.terminal.enter("exit");
    learner.terminal.wait_for("look it over before you give it away");
    assert_eq!(learner.terminal.exit_status(), 0);
    assert_eq!(fs::metadata(&file).expect("it").permissions().mode() & 0o777, 0o600);
    let (header, events) = read(&file);
    assert_eq!((&header["version"], &header["width"], &header["height"]), (&2.into(), &80.into(), &24.into()));
    assert!(events.iter().any(|event| event[1] == "r" && event[2] == "100x30"), "{events:?}");
    assert!(events.iter().all(|event| event[1] == "o" || event[1] == "r"), "{events:?}");
    times(&events);
    let recorded = shown(&events);
    let seen = learner.terminal.transcript();
    assert!(seen.contains(&recorded), "recorded:\n{recorded:?}\nseen:\n{seen:?}");
    assert!(recorded.contains("hello: say hello"), "what the checker says is shown too: {recorded}");
    learner.wait_for_nothing_left();
}

#[test]
fn what_looks_like_a_secret_and_what_is_not_echoed_is_not_recorded() {
    let Some(machine) = Machine::new() else { return skip("what_looks_like_a_secret", "no python3 or no packages") };
    let mut learner = Learner::start(machine, PLAIN, &["hello", "--color", "never", "--record", "mine.cast"]);
    learner.wait_for_prompt();
    for key in "export HF_TOKEN=hunterseven".chars() {
        learner.terminal.type_keys(&key.to_string());
    }
    learner.step("", "$ ");
    learner.step("echo \"password: $(echo hunter | tr h H)eight\"", "Huntereight");
    learner.terminal.enter("read -rs -p 'Password: ' word && echo length ${#word}");
    // On a line of its own: the command that was typed has the word too.
    learner.terminal.wait_for("\nPassword: ");
    learner.step("hunter-nine", "length 11");
    learner.terminal.enter("exit");
    learner.terminal.wait_for("look it over before you give it away");
    assert_eq!(learner.terminal.exit_status(), 0);
    let (_, events) = read(&learner.machine.here().join("mine.cast"));
    let recorded = shown(&events);
    assert!(recorded.contains("password: ***********\r\n") && recorded.contains(" 11\r\n"), "{recorded:?}");
    for secret in ["hunterseven", "Huntereight", "hunter-nine"] {
        assert!(!recorded.contains(secret), "{secret} in {recorded:?}");
    }
    // Key by key it is covered too: no event has one of the last letters.
    let keys: String = events.iter().filter_map(|event| event[2].as_str().filter(|text| text.len() == 1)).collect();
    assert!(!keys.contains("hunterseven"), "{keys}");
}

#[test]
fn a_recording_is_never_written_over() {
    let Some(machine) = Machine::new() else { return skip("a_recording_is_never_written_over", "no python3") };
    machine.write("mine.cast", "another");
    let mut learner = Learner::start(machine, PLAIN, &["hello", "--color", "never", "--record", "mine.cast"]);
    learner.terminal.wait_for("hint:");
    assert_eq!(learner.terminal.exit_status(), 2);
    assert_data_eq!(
        learner.screen(),
        str![[r#"
error: cannot make `[MACHINE]/here/mine.cast`
  caused by: File exists (os error 17)

hint: a recording is never written over: give another name
"#]]
    );
    assert_eq!(fs::read_to_string(learner.machine.here().join("mine.cast")).expect("it"), "another");
}

/// A course of two exercises, of which the second is solved wrongly.
const LESSON: &str = r#"# One

## Exercise: a file

```toml exercise
id = "a-file"
minutes = 1

[[goal]]
task = "Make the file `done`."
file = "done"
```

<details class="solution">
<summary>Solution</summary>

```console
$ echo "$PWD and $HOME <b>"
...
$ sleep 2.5
$ touch done
```

</details>

## Exercise: another file

```toml exercise
id = "another-file"
minutes = 1

[[goal]]
task = "Make the file `more`."
file = "more"
```

<details class="solution">
<summary>Solution</summary>

```console
$ touch less
```

</details>
"#;

fn machine(test: &str) -> Option<Machine> {
    let Some(machine) = Machine::new() else {
        skip(test, "no python3 or no packages");
        return None;
    };
    machine.write_course(LESSON);
    Some(machine)
}

#[test]
fn a_proof_records_the_solutions_that_hold_and_the_book_shows_them() {
    let Some(machine) = machine("a_proof_records_the_solutions") else { return };
    let proved = machine.checker(&["prove", "--course", "course", "--record", "casts/here"]);
    assert_eq!(proved.status, 1, "{}", proved.data);
    let folder = machine.here().join("casts/here");
    let names: Vec<_> = fs::read_dir(&folder).expect("the folder").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(names, ["a-file.cast"]);
    let (header, events) = read(&folder.join("a-file.cast"));
    assert_eq!((&header["version"], &header["title"]), (&2.into(), &"a-file".into()));
    let times = times(&events);
    let pauses = times.windows(2).map(|pair| pair[1] - pair[0]);
    let longest = pauses.fold(0.0, f64::max);
    assert!((1.99..=2.001).contains(&longest), "{longest}");
    let recorded = shown(&events);
    assert!(recorded.contains("~/a-file and ~ <b>\r\n"), "{recorded:?}");
    assert!(!recorded.contains("checker-"), "{recorded:?}");
    assert!(recorded.starts_with("\u{1b}[?2004h$ ") || recorded.starts_with("$ "), "{recorded:?}");

    let built = machine.checker(&["book", "build", "--course", "course", "--recordings", "casts/here"]);
    assert_eq!(built.status, 0, "{}", built.talk);
    let page = fs::read_to_string(machine.here().join("site/one.html")).expect("the page");
    assert_eq!(page.matches("class=\"recording\"").count(), 1);
    let transcript = "<pre class=\"transcript\" tabindex=\"0\">$ echo \"$PWD and $HOME &lt;b&gt;\"\n~/a-file and ~ &lt;b&gt;\n$ sleep 2.5\n$ touch done\n</pre>";
    let written = page.split("<pre class=\"transcript\"").nth(1).unwrap_or_default().split("</details>").next();
    assert!(page.contains(transcript), "{written:?}");
    let script = fs::read_to_string(machine.here().join("site/recordings/a-file.js")).expect("the script");
    assert!(script.starts_with("checker.recordings[\"a-file\"] = [["), "{script}");
    assert!(machine.here().join("site/recordings/a-file.cast").is_file());
    let checked = machine.checker(&["book", "check"]);
    assert_eq!(checked.status, 0, "{}", checked.data);

    // The same course without them: nothing of them is left.
    let built = machine.checker(&["book", "build", "--course", "course"]);
    assert_eq!(built.status, 0, "{}", built.talk);
    assert!(!machine.here().join("site/recordings").exists());
}

#[test]
fn what_is_no_recording_of_this_course_is_refused() {
    let Some(machine) = machine("what_is_no_recording") else { return };
    machine.write("wrong/a-file.cast", "{\"version\": 2}\nhello\n");
    machine.write("strange/b-file.cast", "{\"version\": 2}\n[0, \"o\", \"x\"]\n");
    machine.write("empty/a-file.txt", "");
    let build = |folder: &str| machine.checker(&["book", "build", "--course", "course", "--recordings", folder]);
    let all: String = ["wrong", "strange", "empty", "nothing"]
        .into_iter()
        .map(|folder| {
            let outcome = build(folder);
            assert_eq!((outcome.data.as_str(), outcome.status), ("", 2), "{folder}");
            outcome.talk
        })
        .collect();
    assert_data_eq!(
        all,
        str![[r#"
error: `[MACHINE]/here/wrong/a-file.cast` is no recording: line 2: it is not JSON

hint: `checker prove --record DIR --course course` makes recordings
error: there is a recording of `b-file`, and the course has no such exercise

hint: `--recordings` takes a folder that `checker prove --record` made of this course
error: there is no recording in `empty`

hint: `checker prove --record DIR --course course` makes recordings
error: cannot list `[MACHINE]/here/nothing`
  caused by: No such file or directory (os error 2)

hint: `checker prove --record DIR --course course` makes recordings

"#]]
    );
    assert!(!machine.here().join("site").exists());
}
