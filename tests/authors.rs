//! The author's tools on courses of their own: the smallest course, lint, and proofs that fail when they should.

use snapbox::{assert_data_eq, str};

use crate::support::{Machine, skip};

const EXERCISE: &str = r#"# One

## Exercise: a file

```toml exercise
id = "a-file"
minutes = 1

[[goal]]
task = "Make the file `done`."
file = "done"
contains = "yes"
```

<details class="solution">
<summary>Solution</summary>

```console
$ echo yes > done
```

</details>
"#;

const MISTAKE: &str = r#"
<details class="mistake" id="wrong-word">
<summary>Another word</summary>

```toml mistake
made = { file = "^done$" }
goal = "file"
```

```console
$ echo no > done
```

The file is there, and it says something else.

</details>

<details class="recover" for="wrong-word">
<summary>Get back</summary>

```console
$ rm done
```

</details>
"#;

/// A machine with a course of one lesson in `course`.
fn course(test: &str, lesson: &str) -> Option<Machine> {
    let Some(machine) = Machine::new() else {
        skip(test, "python3 with venv is missing");
        return None;
    };
    machine.write_course(lesson);
    Some(machine)
}

/// The cases of a proof that did not hold: name and reason.
fn failed(machine: &Machine) -> (i32, Vec<(String, String)>) {
    let outcome = machine.checker(&["prove", "--course", "course", "--json"]);
    let proof: serde_json::Value = serde_json::from_str(&outcome.data).unwrap_or_else(|_| panic!("{}", outcome.talk));
    let cases = proof["cases"].as_array().expect("cases");
    let failed = cases.iter().filter(|case| case["verdict"] == "failed");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    (outcome.status, failed.map(|case| (text(&case["case"]), text(&case["why"]))).collect())
}

#[test]
fn two_small_files_and_one_lesson_make_a_course() {
    let Some(machine) = course("two_small_files", &format!("{EXERCISE}{MISTAKE}")) else { return };
    let outcome = machine.checker_with(&["run", "a-file", "--course", "course"], "echo yes > done\n", &[]);
    assert_eq!(outcome.status, 0, "{}{}", outcome.data, outcome.talk);
    assert_eq!(failed(&machine), (0, vec![]));
}

#[test]
fn a_mistake_is_found_and_mended() {
    let Some(machine) = course("a_mistake", &format!("{EXERCISE}{MISTAKE}")) else { return };
    let outcome =
        machine.checker_with(&["run", "a-file", "--course", "course"], "echo no > done\necho yes > done\n", &[]);
    assert_data_eq!(
        outcome.data,
        str![[r#"
$ echo no > done
  ✘ mistake: Another word
    `echo no > done`: there is now `done`
    The file is there, and it says something else.
    To get back, type:
      rm done
$ echo yes > done
  ✔ goal 1 reached: Make the file `done`.

a-file Passed: 1 of 1 goals reached.
  ✔ 1. Make the file `done`. (step 2)

"#]]
    );
}

#[test]
fn an_exercise_that_is_passed_from_the_start_is_not_proved() {
    let lesson = EXERCISE.replace("## Exercise: a file\n", "## Exercise: a file\n\n```text file=done\nyes\n```\n");
    let Some(machine) = course("untouched", &lesson) else { return };
    assert_eq!(
        failed(&machine),
        (1, vec![("untouched".to_owned(), "it is passed before anything is done".to_owned())])
    );
}

#[test]
fn a_solution_that_does_not_solve_is_not_proved() {
    let Some(machine) = course("solution", &EXERCISE.replace("$ echo yes > done", "$ echo nearly > done")) else {
        return;
    };
    let (status, failed) = failed(&machine);
    assert_eq!((status, failed.len()), (1, 1));
    assert!(failed[0].1.starts_with("goal 1 is not reached: `done` is there, and nothing in it matches"), "{failed:?}");
}

#[test]
fn a_solution_that_shows_other_output_is_not_proved() {
    let lesson = EXERCISE.replace("$ echo yes > done", "$ echo yes > done\n$ cat done\nno");
    let Some(machine) = course("output", &lesson) else { return };
    let (status, failed) = failed(&machine);
    assert_eq!((status, failed.len()), (1, 1));
    assert!(failed[0].1.contains("the lesson shows `no`"), "{failed:?}");
}

#[test]
fn a_mistake_that_is_not_recognised_is_not_proved() {
    let mistake = MISTAKE.replace("^done$", "^nothing-like-it$");
    let Some(machine) = course("mistake", &format!("{EXERCISE}{mistake}")) else { return };
    let (status, failed) = failed(&machine);
    assert_eq!((status, failed.len()), (1, 1));
    assert!(failed[0].1.starts_with("the attempt should show `wrong-word`, and shows nothing"), "{failed:?}");
}

#[test]
fn the_text_of_a_page_is_typed_too() {
    let lesson = EXERCISE.replace("# One\n", "# One\n\n```console\n$ true\n$ ls /nothing\n```\n");
    let Some(machine) = course("page", &lesson) else { return };
    let (status, failed) = failed(&machine);
    assert_eq!((status, failed.len()), (1, 1));
    assert!(failed[0].1.starts_with("line 5: `ls /nothing` ends with status 2"), "{failed:?}");
}

#[test]
fn given_files_and_commands_prepare_the_start_and_are_no_steps() {
    let start = "## Exercise: a file\n\n```text file=sub/word.txt\nyes\n```\n\n```console given\n$ mkdir made\n$ cp sub/word.txt made/\n```\n";
    let lesson =
        EXERCISE.replace("## Exercise: a file\n", start).replace("$ echo yes > done", "$ cp made/word.txt done");
    let Some(machine) = course("given", &lesson) else { return };
    let outcome =
        machine.checker_with(&["run", "a-file", "--course", "course", "--json"], "cp made/word.txt done\n", &[]);
    let report: serde_json::Value = serde_json::from_str(&outcome.data).expect("a report");
    assert_eq!((&report["verdict"], report["steps"].as_array().map(Vec::len)), (&"passed".into(), Some(1)));
}

#[test]
fn a_program_counts_as_run_only_when_it_ran_ended_well_and_printed_it_itself() {
    let lesson = EXERCISE
        .replace("file = \"done\"\ncontains = \"yes\"", "ran = \"cat\"\nprints = \"yes\"")
        .replace("$ echo yes > done", "$ echo yes > done; cat done");
    let Some(machine) = course("ran", &lesson) else { return };
    let verdict = |steps: &str| machine.checker_with(&["run", "a-file", "--course", "course"], steps, &[]).status;
    let passes = [
        "echo yes > a; cat a; false",
        "echo yes > a\ncat a | tail -n 1",
        "echo yes > a; (cd .; cat a)",
        "f() { cat a; }; echo yes > a\nf",
    ];
    for steps in passes {
        assert_eq!(verdict(steps), 0, "{steps}");
    }
    let fails = [
        "echo yes; cat /dev/null",
        "cat /nothing; echo yes",
        "false && (cat x); echo yes",
        "if false; then cat x; fi; echo yes",
        "cat() { echo yes; }\ncat",
        "echo cat yes",
    ];
    for steps in fails {
        assert_eq!(verdict(steps), 1, "{steps}");
    }
    assert_eq!(failed(&machine), (0, vec![]));
}

#[test]
fn what_a_proof_tells_is_a_page_of_the_book() {
    let Some(machine) = course("proof_page", &format!("{EXERCISE}{MISTAKE}")) else { return };
    let prove = ["prove", "--course", "course", "--report", "proofs/laptop.json"];
    let early = machine.checker(&prove);
    assert_eq!(early.status, 2);
    assert_data_eq!(
        machine.redact(&early.talk),
        str![[r#"
error: there is no folder `[MACHINE]/here/proofs` for the report

hint: `mkdir -p [MACHINE]/here/proofs` makes it

"#]]
    );
    machine.write("proofs/readme.txt", "Only reports are read.\n");
    let build = ["book", "build", "--course", "course", "--proofs", "proofs"];
    let empty = machine.checker(&build);
    assert_eq!(empty.status, 2);
    assert_data_eq!(
        machine.redact(&empty.talk),
        str![[r#"
error: there is no report of a proof in `[MACHINE]/here/proofs`

hint: `--proofs` takes a folder of reports: `checker prove --report DIR/laptop.json` writes one

"#]]
    );
    let proved = machine.checker(&prove);
    assert_eq!(proved.status, 0, "{}", proved.data);
    assert_eq!(machine.checker(&build).status, 0);
    let page = std::fs::read_to_string(machine.here().join("site/proved.html")).expect("a page");
    for told in ["<h1 id=\"what-was-proved\">", "solution, 1 of 1 mistakes", "With bash 5.", "python3 3."] {
        assert!(page.contains(told), "{told} is not in {page}");
    }
}

#[test]
fn lint_reports_every_complaint_with_its_line() {
    let lesson = EXERCISE.replace("minutes = 1", "minuts = 1").replace("class=\"solution\"", "class=\"soluton\"");
    let Some(machine) = course("lint", &lesson) else { return };
    let outcome = machine.checker(&["lint", "--course", "course"]);
    assert_eq!(outcome.status, 2);
    assert_data_eq!(
        outcome.data,
        str![[r#"
warning: lesson without the box `Questions`
  ——▶ one.md:1
  │
1 │ # One
  hint: write a quote that begins with `> **Questions**`

warning: lesson without the box `Objectives`
  ——▶ one.md:1
  │
1 │ # One
  hint: write a quote that begins with `> **Objectives**`

warning: lesson without the box `Key points`
  ——▶ one.md:1
  │
1 │ # One
  hint: write a quote that begins with `> **Key points**`

error: exercise without a solution
  ——▶ one.md:5
  │
5 │ ```toml exercise
  hint: write a fold `<details class="solution">` with a `console` block: the proof types it

error: unknown key `minuts`
  ——▶ one.md:7
  │
7 │ minuts = 1
  hint: did you mean `minutes`?

error: unknown fold class `soluton`
   ——▶ one.md:15
   │
15 │ <details class="soluton">
  hint: did you mean `solution`?

2 pages, 3 errors, 3 warnings

"#]]
    );
}

#[test]
fn lint_follows_links_from_page_to_page() {
    let lesson = format!("{EXERCISE}\nSee [the other](onee.md) and [the exercise](one.md#a-fil).\n");
    let Some(machine) = course("lint_links", &lesson) else { return };
    let outcome = machine.checker(&["lint", "--course", "course"]);
    assert_eq!(outcome.status, 2);
    let errors = outcome.data.split_once("error: ").map(|(_, errors)| errors.to_owned());
    assert_data_eq!(
        errors.unwrap_or_default(),
        str![[r#"
dead link: there is no `onee.md`
   ——▶ one.md:24
   │
24 │ See [the other](onee.md) and [the exercise](one.md#a-fil).
  hint: did you mean `one.md`?

error: dead link: `one.md` has no `#a-fil`
   ——▶ one.md:24
   │
24 │ See [the other](onee.md) and [the exercise](one.md#a-fil).
  hint: did you mean `#a-file`?

2 pages, 2 errors, 3 warnings

"#]]
    );
}

#[test]
fn the_built_in_course_has_no_complaints() {
    let Some(machine) = Machine::new() else { return skip("lint", "python3 with venv is missing") };
    let outcome = machine.checker(&["lint"]);
    assert_eq!((outcome.data.ends_with(" 0 errors, 0 warnings\n"), outcome.status), (true, 0), "{}", outcome.data);
}
