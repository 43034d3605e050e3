//! The house: which room may import which, how long files may be, and that no test file is forgotten.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The longest a source file may be, in lines.
const LONGEST: usize = 600;

/// The import table of `CONTRIBUTING.md`: a room, and the rooms that it may import.
pub(crate) const MAY_IMPORT: [(&str, &[&str]); 23] = [
    ("packaging", &[]),
    ("lesson", &["packaging"]),
    ("host", &[]),
    ("inspect", &["packaging"]),
    ("site", &["host", "lesson"]),
    ("machine", &["host", "inspect", "lesson", "site"]),
    ("session", &["host"]),
    ("programs", &["host"]),
    ("jobs", &["host", "programs"]),
    ("check", &["inspect", "jobs", "lesson", "packaging", "session"]),
    ("diagnose", &["check", "inspect", "lesson", "packaging", "session"]),
    ("run", &["check", "diagnose", "host", "inspect", "jobs", "lesson", "packaging", "session", "site"]),
    ("progress", &["check", "host", "lesson"]),
    ("supply", &["host", "lesson", "site"]),
    ("book", &["host", "lesson", "programs", "site"]),
    (
        "author",
        &["check", "diagnose", "host", "inspect", "jobs", "lesson", "machine", "run", "session", "site", "supply"],
    ),
    ("checkup", &["host", "lesson", "machine", "run", "session", "site"]),
    ("workshop", &["host", "lesson", "progress"]),
    ("offline", &["author", "check", "host", "lesson", "machine", "packaging", "run", "session", "site"]),
    (
        "ui",
        &[
            "author",
            "check",
            "checkup",
            "diagnose",
            "host",
            "inspect",
            "lesson",
            "machine",
            "offline",
            "packaging",
            "progress",
            "run",
            "session",
            "site",
            "workshop",
        ],
    ),
    (
        "cli",
        &[
            "author",
            "book",
            "check",
            "checkup",
            "diagnose",
            "host",
            "inspect",
            "jobs",
            "lesson",
            "machine",
            "offline",
            "packaging",
            "programs",
            "progress",
            "run",
            "session",
            "site",
            "supply",
            "ui",
            "workshop",
        ],
    ),
    ("main", &["cli"]),
    ("lib", &[]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

/// Source files by room.
fn rooms() -> BTreeMap<String, Vec<PathBuf>> {
    let source = root().join("checker/src");
    let mut rooms: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for path in files(&source) {
        let relative = path.strip_prefix(&source).expect("below it");
        let first = relative.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
        rooms.entry(first.trim_end_matches(".rs").to_owned()).or_default().push(path);
    }
    rooms
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_room_imports_only_what_the_table_allows() {
    let table: BTreeMap<&str, &[&str]> = MAY_IMPORT.into_iter().collect();
    for (room, files) in rooms() {
        let allowed = table.get(room.as_str()).unwrap_or_else(|| panic!("the room `{room}` is not in the table"));
        for file in files {
            let text = fs::read_to_string(&file).expect("a source file");
            assert!(!text.contains("use crate::{"), "{}: write one `use crate::room::…` a line", file.display());
            for (number, line) in text.lines().enumerate() {
                // Comments may point anywhere.
                let code = line.split("//").next().unwrap_or_default();
                for (at, _) in code.match_indices("crate::") {
                    let name: String =
                        code[at + 7..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                    let is_room = table.contains_key(name.as_str());
                    assert!(
                        !is_room || name == room || allowed.contains(&name.as_str()),
                        "{}:{}: the room `{room}` may not import `{name}`",
                        file.display(),
                        number + 1
                    );
                }
            }
        }
    }
}

#[test]
fn every_room_says_what_it_is_for() {
    for file in rooms().into_values().flatten() {
        let text = fs::read_to_string(&file).expect("a source file");
        assert!(text.starts_with("//! "), "{} has no `//!` at its top", file.display());
    }
}

#[test]
fn no_file_is_too_long_to_hold_in_mind() {
    for file in rooms().into_values().flatten().chain(files(&root().join("tests"))) {
        let lines = fs::read_to_string(&file).expect("a source file").lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines: where would a stranger cut it?", file.display());
    }
}

#[test]
fn no_test_file_is_forgotten() {
    let main = fs::read_to_string(root().join("tests/main.rs")).expect("main.rs");
    for file in fs::read_dir(root().join("tests")).expect("tests").flatten().map(|entry| entry.path()) {
        let stem = file.file_stem().expect("a name").to_string_lossy().into_owned();
        if file.extension().is_some_and(|extension| extension == "rs") && stem != "main" {
            assert!(main.contains(&format!("mod {stem};")), "{} is not in main.rs", file.display());
        }
    }
}

#[test]
fn only_one_room_names_expectrl_and_only_one_names_colored() {
    for (room, files) in rooms() {
        for file in files {
            let text = fs::read_to_string(&file).expect("a source file");
            for (name, owner) in [("expectrl::", "session"), ("colored::", "ui")] {
                assert!(room == owner || !text.contains(name), "{} names {name}", file.display());
            }
        }
    }
}
