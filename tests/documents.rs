//! README, help texts and lessons that cannot rot: what they tell people to type is typed here.

#![expect(clippy::disallowed_methods, reason = "tests start programs; the program does not")]

use std::path::Path;

use crate::support::{Machine, Terminal, Tools, skip};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

/// A machine on which the examples make sense, with `checker` on its search path.
fn machine(test: &str) -> Option<Machine> {
    let Some(machine) = Machine::new() else {
        skip(test, "python3 with venv, or the packages, are missing");
        return None;
    };
    machine.add_program(Path::new(env!("CARGO_BIN_EXE_checker")));
    let steps = "python3 -m venv Example\nsource Example/bin/activate\npip install idna==3.6\ndeactivate\n";
    machine.write("steps.sh", steps);
    machine.write("requirements.txt", "idna==3.6\n");
    machine.write("my-course/course.toml", "format = 1\ntitle = \"Mine\"\n");
    machine.write("my-course/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
    machine.write("my-course/one.md", "# One\n\nA page.\n");
    machine.write("recordings/hello.cast", "{\"version\": 2, \"width\": 80, \"height\": 24}\n[0, \"o\", \"$ \"]\n");
    let made = machine.command("python3".as_ref()).args(["-m", "venv", "--without-pip", "Example"]).status();
    assert!(made.expect("python3").success());
    std::fs::create_dir_all(machine.home().join("checker/first-venv")).expect("a folder of an exercise");
    Some(machine)
}

/// Types a line into a shell of the machine: it must not be refused.
fn is_understood(machine: &Machine, line: &str) {
    let outcome = machine.shell(line);
    let (status, talk) = (outcome.status, outcome.talk);
    assert!(status == 0 || status == 1, "`{line}` ended with {status}: {talk}");
}

/// Types a line that begins a live session: it shows its first screen, and `exit` ends it well.
fn begins_a_session(machine: &Machine, line: &str) {
    let mut shell = machine.command("bash".as_ref());
    shell.args(["-c", line]);
    let mut terminal = Terminal::start(machine, 80, 24, &shell);
    terminal.wait_for("all is kept");
    terminal.enter("exit");
    assert_eq!(terminal.exit_status(), 0, "`{line}`: {}", terminal.screen());
}

/// Types a line that shows the book until Ctrl-C.
fn serves(machine: &Machine, line: &str) {
    let mut shell = machine.command("bash".as_ref());
    shell.args(["-c", &format!("exec {line}")]);
    let mut terminal = Terminal::start(machine, 80, 24, &shell);
    terminal.wait_for("Ctrl-C ends it.");
    terminal.type_keys("\x03");
    assert_eq!(terminal.exit_status(), 0, "`{line}`: {}", terminal.screen());
}

/// Tries a line: at a terminal where it needs one.
fn works(machine: &Machine, line: &str) {
    if line.starts_with("checker start") || line.starts_with("checker join") {
        begins_a_session(machine, line);
    } else if line.starts_with("checker book pdf") && Tools::program("chromium").is_none() {
        skip(line, "there is no chromium");
    } else if line.starts_with("checker book serve") {
        serves(machine, line);
    } else {
        is_understood(machine, line);
    }
}

/// The commands of the examples in a help text.
fn examples(help: &str) -> Vec<String> {
    let after = help.split_once("Example:").or_else(|| help.split_once("Examples:"));
    let lines = after.map(|(_, examples)| examples).unwrap_or_default().lines();
    let lines = lines.skip(1).take_while(|line| line.starts_with("  "));
    // Two blanks or more part a command from what is said of it.
    lines.map(|line| line.trim().split("   ").next().unwrap_or_default().trim().to_owned()).collect()
}

#[test]
fn every_example_in_the_help_works() {
    let Some(machine) = machine("every_example_in_the_help_works") else { return };
    // What the examples of a class are about; the README makes its own.
    for class in [&["my-class"][..], &["my-rehearsal", "--simulated"]] {
        assert_eq!(machine.checker(&[&["workshop", "new"], class].concat()).status, 0);
    }
    let top = machine.checker(&["--help"]).data;
    let commands = top.split_once("Commands:").expect("commands").1;
    let names = commands
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next());
    let mut helps = vec![top.clone()];
    for name in names.filter(|name| *name != "help") {
        helps.push(machine.checker(&[name, "--help"]).data);
    }
    // In this order: what is built is then checked.
    for action in ["build", "check", "pdf", "epub", "serve"] {
        helps.push(machine.checker(&["book", action, "--help"]).data);
    }
    // In this order: the last one removes the class that the others are about.
    for action in ["new", "simulate", "watch", "export", "forget-me", "close"] {
        helps.push(machine.checker(&["workshop", action, "--help"]).data);
    }
    let examples: Vec<String> = helps.iter().flat_map(|help| examples(help)).collect();
    assert!(examples.len() > 15, "{examples:#?}");
    // The whole course is proved by a step of its own in `tests/all.sh`.
    for example in examples.iter().filter(|example| !example.starts_with("checker prove")) {
        works(&machine, example);
    }
}

#[test]
fn what_the_readme_tells_to_type_works() {
    let Some(machine) = machine("what_the_readme_tells_to_type_works") else { return };
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README.md");
    let blocks = readme.split("```console\n").skip(1).map(|rest| rest.split("```").next().expect("a block"));
    let lines: Vec<&str> = blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix("$ ")).collect();
    assert!(lines.iter().any(|line| line.starts_with("cargo run --release -- demo")), "{lines:#?}");
    assert!(lines.contains(&"tests/all.sh"), "{lines:#?}");
    assert!(root().join("tests/all.sh").exists());
    for line in lines {
        // Cargo itself is at work already; what it would build is what is tested here.
        let line = line.replace("cargo run --release --", "checker");
        if line.starts_with("checker") && !line.starts_with("checker prove") || line.starts_with("printf") {
            works(&machine, &line);
        }
    }
}

#[test]
fn the_import_table_of_the_contributors_page_is_the_one_that_is_enforced() {
    let page = std::fs::read_to_string(root().join("CONTRIBUTING.md")).expect("CONTRIBUTING.md");
    for (room, imports) in crate::architecture::MAY_IMPORT {
        if ["main", "lib"].contains(&room) {
            continue;
        }
        let imports = if imports.is_empty() { "–".to_owned() } else { imports.join(", ") };
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{room}` |")))
            .unwrap_or_else(|| panic!("no row for {room}"));
        assert!(row.ends_with(&format!("| {imports} |")), "`{row}` should end with `{imports}`");
    }
}

#[test]
fn the_page_about_inspect_names_every_problem_and_every_field() {
    let page = std::fs::read_to_string(root().join("docs/inspect.md")).expect("docs/inspect.md");
    let problems = std::fs::read_to_string(root().join("checker/src/inspect/problem.rs")).expect("problem.rs");
    let listed = problems.split_once("pub enum ProblemId {").expect("the list").1.split_once("\n}").expect("its end").0;
    let variants = listed.lines().filter_map(|line| line.trim().strip_suffix(','));
    let ids: Vec<String> = variants.map(kebab).collect();
    assert!(ids.len() > 20, "{ids:?}");
    for id in ids {
        assert!(page.contains(&format!("| `{id}` |")), "`{id}` is not on the page");
    }
    let Some(machine) = machine("the_page_about_inspect") else { return };
    for words in [&["--size"][..], &["--has", "idna"], &["--against", "requirements.txt"]] {
        let outcome = machine.checker(&[&["inspect", "Example", "--json"], words].concat());
        let told: serde_json::Value = serde_json::from_str(&outcome.data).expect("JSON");
        for field in told.as_object().expect("an object").keys() {
            assert!(page.contains(&format!("`{field}`")), "{words:?}: `{field}` is not on the page");
        }
    }
}

/// `NoPip` as `no-pip`.
fn kebab(variant: &str) -> String {
    let mut id = String::new();
    for letter in variant.chars() {
        if letter.is_ascii_uppercase() && !id.is_empty() {
            id.push('-');
        }
        id.push(letter.to_ascii_lowercase());
    }
    id
}
