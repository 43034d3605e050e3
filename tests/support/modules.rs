//! A real Lmod for tests, with modules as the course's sites have them: made once by
//! `tests/components/modules/make target/peers/modules target/peers/conda`. Tests share it, and nobody can change it.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::machine::Machine;
use super::tools::skip;

/// Lmod and the modules.
#[derive(Debug)]
pub(crate) struct Modules {
    folder: PathBuf,
}

impl Modules {
    /// The modules that were made for the tests, if there are some.
    pub(crate) fn find() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peers/modules").canonicalize().ok()?;
        folder.join("complete").is_file().then_some(Self { folder })
    }

    /// A machine with modules; says loudly that the test is skipped where there are none.
    pub(crate) fn with_machine(test: &str) -> Option<(Self, Machine)> {
        let found = Self::find().zip(Machine::new());
        if found.is_none() {
            skip(
                test,
                "there are no modules for tests: `tests/components/modules/make target/peers/modules` makes some",
            );
        }
        found
    }

    /// The variables that somebody has who has logged in at a site, beside those of the machine: what Lmod needs, and its
    /// functions.
    pub(crate) fn login(&self, machine: &Machine, site: &str) -> Vec<(String, String)> {
        let names = |command: &mut Command| -> Vec<(String, String)> {
            let output = command.args(["-0"]).output().expect("env");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let text = String::from_utf8(output.stdout).expect("text");
            text.split_terminator('\0').filter_map(|line| line.split_once('=')).map(own).collect()
        };
        let before = names(&mut machine.command(Path::new("env")));
        let mut after = names(machine.command(&self.folder.join("at")).args([site, "env"]));
        after.retain(|variable| !before.contains(variable) && !["_", "SHLVL", "PWD"].contains(&variable.0.as_str()));
        after
    }
}

fn own((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}
