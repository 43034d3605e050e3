//! Real components that all tests share: packages, downloaded once, and the tools on the search path.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use checker::inspect::first_on_path;

/// Says loudly that a test is skipped, past the harness, which keeps what a passing test prints to itself.
pub(crate) fn skip(test: &str, why: &str) {
    writeln!(std::io::stderr(), "SKIPPED: {test}: {why}").expect("a place to say so");
}

/// What could be made.
#[derive(Debug)]
pub(crate) struct Tools {
    /// A folder of wheels.
    pub(crate) wheels: Option<PathBuf>,
}

/// The packages of the lessons.
const PACKAGES: [&str; 5] = ["idna==3.6", "idna==3.7", "cowsay==6.1", "wcwidth==0.2.13", "packaging==24.0"];

impl Tools {
    /// Made at the first call, below `target`, and kept for the next run.
    pub(crate) fn get() -> &'static Tools {
        static TOOLS: OnceLock<Tools> = OnceLock::new();
        TOOLS.get_or_init(|| Tools { wheels: wheels() })
    }

    /// The program of that name on the search path that the tests were started with.
    pub(crate) fn program(name: &str) -> Option<PathBuf> {
        first_on_path(name, &std::env::var("PATH").ok()?)
    }
}

/// A folder below `target` that earlier runs have left, or that this run makes.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a folder below target can be made");
    folder
}

fn wheels() -> Option<PathBuf> {
    let folder = folder("wheels");
    let complete = folder.join("complete");
    if complete.exists() {
        return Some(folder);
    }
    for package in PACKAGES {
        let downloaded = Command::new("python3")
            .args(["-m", "pip", "download", "--quiet", "--no-cache-dir", "--no-deps", "--dest"])
            .arg(&folder)
            .arg(package)
            .status();
        if !downloaded.is_ok_and(|status| status.success()) {
            return None;
        }
    }
    fs::write(complete, "").expect("a file below target can be made");
    Some(folder)
}
