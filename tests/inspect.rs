//! `inspect` from the outside: the report, its JSON, and that nothing is run or written.

#![expect(clippy::disallowed_methods, reason = "tests lay out files and start real tools; the program does not")]

use snapbox::{assert_data_eq, str};

use crate::support::{Machine, skip};

/// A machine with an environment `Example` in its working folder.
fn machine(test: &str) -> Option<Machine> {
    let Some(machine) = Machine::new() else {
        skip(test, "python3 with venv, or the packages, are missing");
        return None;
    };
    let made = machine.command("python3".as_ref()).args(["-m", "venv", "Example"]).status().expect("python3");
    assert!(made.success());
    let pip = machine.here().join("Example/bin/pip");
    let installed = machine.command(&pip).args(["install", "--quiet", "idna==3.6"]).status().expect("pip");
    assert!(installed.success());
    Some(machine)
}

#[test]
fn a_healthy_environment_is_reported_with_its_packages() {
    let Some(machine) = machine("a_healthy_environment") else { return };
    let report: serde_json::Value =
        serde_json::from_str(&machine.checker(&["inspect", "Example", "--json"]).data).expect("JSON");
    assert_eq!((&report["kind"], &report["creator"]), (&"venv".into(), &"venv".into()));
    assert_eq!((&report["files"], &report["bytes"]), (&serde_json::Value::Null, &serde_json::Value::Null));
    let names: Vec<_> =
        report["packages"].as_array().expect("packages").iter().map(|package| &package["name"]).collect();
    assert!(names.contains(&&"idna".into()), "{report:#}");
    let idna = report["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .find(|package| package["name"] == "idna")
        .expect("idna");
    let expected = serde_json::json!({
        "name": "idna", "version": "3.6", "from": "environment", "kind": "python", "installer": "pip", "editable": false,
        "direct_url": null, "bytes": null, "state": "ok", "shadowed_by": null,
    });
    assert_eq!(idna, &expected);
    let sized: serde_json::Value =
        serde_json::from_str(&machine.checker(&["inspect", "--size", "Example", "--json"]).data).expect("JSON");
    assert!(sized["files"].as_u64() > Some(100) && sized["bytes"].as_u64() > Some(1_000_000), "{sized:#}");
}

#[test]
fn a_broken_environment_is_a_full_report() {
    let Some(machine) = machine("a_broken_environment") else { return };
    std::fs::remove_dir_all(machine.here().join("../python/bin")).expect("the base Python is gone");
    let outcome = machine.checker(&["inspect", "Example"]);
    assert_eq!((outcome.talk.as_str(), outcome.status), ("", 0));
    let problems: Vec<&str> = outcome.data.lines().filter(|line| line.contains('✘')).collect();
    assert!(problems.iter().any(|line| line.contains("interpreter-missing")), "{}", outcome.data);
    assert!(outcome.data.contains("idna"), "its packages are told all the same: {}", outcome.data);
}

#[test]
fn what_is_no_environment_is_said_to_be_none() {
    let Some(machine) = Machine::new() else { return skip("no environment", "python3 is missing") };
    let outcome = machine.checker(&["inspect"]);
    assert_eq!((outcome.talk.as_str(), outcome.status), ("", 0));
    assert_data_eq!(
        outcome.data,
        str![[r#"
[MACHINE]/here: no environment

What is odd
  ✘ not-an-environment: `[MACHINE]/here` is a folder without a
    `pyvenv.cfg`, so no tool made an environment there
    → name the folder of an environment, or make one: `python3 -m venv PATH`

"#]]
    );
}
