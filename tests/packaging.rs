//! The room `packaging` beside the reference implementation: what the tests of PyPA's `packaging` ask of it, asked of us.
//!
//! Its source distribution is taken from the package index, its tests are run, and a plugin
//! (`support/packaging_rows.py`) writes every question and its answer down. Nothing of it is part of this project.

#![expect(clippy::disallowed_methods, reason = "the test sets a real peer up; the program does not")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use checker::packaging::{Marker, Requirement, Specifiers, Target, Version, is_name, normalize};
use serde_json::Value;

use crate::support::{folder, skip};

/// What a first run downloads; the newest of its day, pinned so that a table changes with this line alone.
const PEER: &str = "packaging==26.3";

/// What its tests are run with.
const TOOLS: [&str; 2] = ["pytest==9.2.0", "pretend==1.0.9"];

/// The tables that are about this room.
const TABLES: [&str; 5] =
    ["test_version.py", "test_specifiers.py", "test_markers.py", "test_requirements.py", "test_utils.py"];

const PLUGIN: &str = include_str!("support/packaging_rows.py");

fn run(command: &mut Command) -> Result<(), String> {
    match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            let said = String::from_utf8_lossy(&said).into_owned();
            let end: Vec<&str> = said.lines().rev().take(3).collect();
            Err(end.into_iter().rev().collect::<Vec<_>>().join("; "))
        }
        Err(error) => Err(error.to_string()),
    }
}

/// The rows, made once for this peer and this plugin, and kept below `target`.
fn rows() -> Result<String, String> {
    let folder = folder("packaging-rows");
    let (kept, made_by) = (folder.join("rows.jsonl"), folder.join("made-by"));
    let recipe = format!("{PEER} {TOOLS:?} {TABLES:?}\n{PLUGIN}");
    if fs::read_to_string(&made_by).is_ok_and(|text| text == recipe) {
        return fs::read_to_string(&kept).map_err(|error| error.to_string());
    }
    let work = tempfile::tempdir().map_err(|error| error.to_string())?;
    let python = work.path().join("venv/bin/python");
    run(Command::new("python3").args(["-m", "venv"]).arg(work.path().join("venv")))?;
    let pip = |arguments: &[&str]| {
        run(Command::new(&python)
            .args(["-m", "pip", "--quiet", "--no-cache-dir"])
            .args(arguments)
            .current_dir(work.path()))
    };
    pip(&["install", TOOLS[0], TOOLS[1]])?;
    pip(&["download", "--no-deps", "--no-binary", ":all:", PEER])?;
    let unpack = "import sys, tarfile; tarfile.open(sys.argv[1]).extractall('.')";
    let archive = format!("{}.tar.gz", PEER.replace("==", "-"));
    run(Command::new(&python).args(["-c", unpack, &archive]).current_dir(work.path()))?;
    fs::write(work.path().join("packaging_rows.py"), PLUGIN).map_err(|error| error.to_string())?;
    record(&python, work.path(), &kept)?;
    fs::write(made_by, recipe).map_err(|error| error.to_string())?;
    fs::read_to_string(&kept).map_err(|error| error.to_string())
}

/// Runs its tests; that they pass is what makes its answers count.
fn record(python: &Path, work: &Path, rows: &Path) -> Result<(), String> {
    let peer = work.join(PEER.replace("==", "-"));
    let path = std::env::join_paths([peer.join("src"), work.to_owned()]).map_err(|error| error.to_string())?;
    run(Command::new(python)
        .args(["-m", "pytest", "--quiet", "-p", "packaging_rows", "-p", "no:cacheprovider"])
        .args(TABLES.map(|table| format!("tests/{table}")))
        .env("PYTHONPATH", path)
        .env("CHECKER_ROWS", rows)
        .current_dir(&peer))
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_else(|| panic!("`{key}` of {row}"))
}

fn specifiers(text: &str) -> Specifiers {
    text.parse().unwrap_or_else(|error| panic!("`{text}`: {error}"))
}

fn target(environment: &Value) -> Target {
    let mut target = Target::default();
    for (name, value) in environment.as_object().expect("an object") {
        match value {
            Value::String(value) => target = target.with(name, value),
            Value::Array(names) => {
                for one in names {
                    target = target.with(name, one.as_str().expect("a name"));
                }
            }
            other => panic!("{other} as the value of `{name}`"),
        }
    }
    target
}

/// Our answer to a row, in the words of the row.
fn ours(row: &Value) -> Value {
    let mut ours = row.clone();
    match text(row, "what") {
        "version" => {
            let version = text(row, "text").parse::<Version>().ok();
            ours["early"] = version.as_ref().is_some_and(Version::is_prerelease).into();
            ours["normal"] = version.map(|version| version.to_string()).into();
        }
        "order" => {
            let version = |key| text(row, key).parse::<Version>().expect("a version");
            ours["order"] = (version("left").cmp(&version("right")) as i8).into();
        }
        "specifier" => {
            let read = text(row, "text").parse::<Specifiers>().ok().filter(|read| read.len() == 1);
            ours["valid"] = read.is_some().into();
            ours["normal"] = read.map(|read| read.to_string()).into();
        }
        "specifiers" => {
            let read = text(row, "text").parse::<Specifiers>().ok();
            ours["valid"] = read.is_some().into();
            // Repeated ones are one to the peer, once it has looked at them.
            if row["count"].is_null() || read.as_ref().is_none() {
                ours["count"] = read.map(|read| read.len()).into();
            }
        }
        "same" => ours["same"] = (specifiers(text(row, "left")) == specifiers(text(row, "right"))).into(),
        "allows" => ours["allowed"] = specifiers(text(row, "specifiers")).allows(text(row, "installed")).into(),
        "marker" => ours["valid"] = text(row, "text").parse::<Marker>().is_ok().into(),
        "holds" => {
            let marker: Marker = text(row, "marker").parse().expect("a marker");
            ours["holds"] = marker.holds(&target(&row["environment"])).into();
        }
        "requirement" => {
            ours["parts"] = Requirement::parse(text(row, "text")).map_or(Value::Null, |read| parts(read, row));
        }
        "name" => {
            if !row["normal"].is_null() {
                ours["normal"] = normalize(text(row, "text")).into();
            }
            if !row["is_name"].is_null() {
                ours["is_name"] = is_name(text(row, "text")).into();
            }
        }
        other => panic!("a row of an unknown kind: {other}"),
    }
    ours
}

/// A requirement in the words of a row; the order and the spelling of its specifiers are the peer's, if they agree.
fn parts(read: Requirement, row: &Value) -> Value {
    let mut extras = read.extras;
    extras.sort();
    extras.dedup();
    let theirs = row["parts"]["specifiers"].as_str();
    let specifiers = match theirs {
        Some(theirs) if specifiers(theirs) == read.specifiers => theirs.to_owned(),
        _ => read.specifiers.to_string(),
    };
    serde_json::json!({
        "name": read.spelled, "extras": extras, "specifiers": specifiers, "url": read.url, "marker": read.marker.is_some(),
    })
}

#[test]
fn every_row_of_packaging_s_own_tests_is_answered_alike() {
    let rows = match rows() {
        Ok(rows) => rows,
        Err(why) => return skip("every_row_of_packaging_s_own_tests", &format!("{PEER} could not be set up: {why}")),
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut different = Vec::new();
    for row in rows.lines() {
        let row: Value = serde_json::from_str(row).expect("JSON");
        *counts.entry(text(&row, "what").to_owned()).or_default() += 1;
        let ours = ours(&row);
        if ours != row {
            different.push(format!("packaging: {row}\n  checker: {ours}"));
        }
    }
    // Past the harness, which keeps what a passing test prints to itself.
    writeln!(std::io::stderr(), "{} rows of {PEER}: {counts:?}", rows.lines().count()).expect("a place to say so");
    assert!(different.is_empty(), "{} rows differ:\n{}", different.len(), different.join("\n"));
    // A table that has moved away must not go unseen.
    for (what, at_least) in [
        ("allows", 10_000),
        ("holds", 50),
        ("marker", 2_000),
        ("name", 40),
        ("order", 10_000),
        ("requirement", 5_000),
        ("same", 100),
        ("specifier", 1_000),
        ("specifiers", 400),
        ("version", 1_000),
    ] {
        let compared = counts.get(what).copied().unwrap_or(0);
        assert!(compared >= at_least, "only {compared} rows about `{what}` were compared");
    }
}
