//! A real conda for tests, with a channel of its own: made once by `tests/components/conda/make target/peers/conda`.
//!
//! Tests share the installation and never change it. Named environments lie in the home of the test's machine, as on a
//! cluster whose installation belongs to somebody else, and packages that are not in the shared cache in its own cache.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::machine::{Machine, Outcome};
use super::tools::skip;

/// The installation and its channel.
#[derive(Debug)]
pub(crate) struct Conda {
    folder: PathBuf,
}

impl Conda {
    /// The conda that was made for the tests, if there is one.
    pub(crate) fn find() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peers/conda").canonicalize().ok()?;
        folder.join("complete").is_file().then_some(Self { folder })
    }

    /// A machine with a conda; says loudly that the test is skipped where there is none.
    pub(crate) fn with_machine(test: &str) -> Option<(Self, Machine)> {
        let found = Self::find().zip(Machine::new());
        if found.is_none() {
            skip(test, "there is no conda for tests: `tests/components/conda/make target/peers/conda` makes one");
        }
        found
    }

    /// The base.
    pub(crate) fn base(&self) -> PathBuf {
        self.folder.join("installation")
    }

    /// The folder of its only channel.
    pub(crate) fn channel(&self) -> PathBuf {
        self.folder.join("channel")
    }

    /// The lines of Python that the channel has, such as `3.11`: the base's first.
    pub(crate) fn lines(&self) -> Vec<String> {
        let line = |name: &str| {
            let version = name.strip_prefix("python-")?.split('-').next()?;
            Some(version.rsplit_once('.')?.0.to_owned())
        };
        let of = |folder: PathBuf| -> Vec<String> {
            let entries = std::fs::read_dir(folder).expect("a folder of conda's").flatten();
            entries.filter_map(|entry| line(&entry.file_name().to_string_lossy())).collect()
        };
        let mut lines = of(self.base().join("conda-meta"));
        let mut others = of(self.channel().join("linux-64"));
        others.retain(|other| !lines.contains(other));
        others.sort();
        lines.extend(others);
        lines
    }

    /// Where named environments of a machine lie.
    pub(crate) fn environments(machine: &Machine) -> PathBuf {
        machine.home().join(".conda/envs")
    }

    /// A command of conda on a machine.
    pub(crate) fn command(&self, machine: &Machine) -> Command {
        let mut command = machine.command(&self.base().join("bin/conda"));
        let own = machine.home().join(".conda/pkgs");
        let caches = format!("{},{}", own.display(), self.base().join("pkgs").display());
        command.env("CONDA_ENVS_DIRS", Self::environments(machine)).env("CONDA_PKGS_DIRS", caches);
        command
    }

    /// Runs conda, which must succeed.
    pub(crate) fn run(&self, machine: &Machine, arguments: &[&str]) {
        let output = self.command(machine).args(arguments).output().expect("conda starts");
        let talk = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "conda {arguments:?}: {}{talk}", String::from_utf8_lossy(&output.stdout));
    }

    /// What `checker inspect` prints of a path.
    pub(crate) fn inspect(&self, machine: &Machine, path: &Path) -> Outcome {
        let outcome = machine.checker(&["inspect", &path.display().to_string()]);
        Outcome { data: outcome.data.replace(&self.folder.display().to_string(), "[CONDA]"), ..outcome }
    }

    /// What `checker inspect --json` prints of a path.
    pub(crate) fn report(&self, machine: &Machine, path: &Path) -> serde_json::Value {
        let outcome = machine.checker(&["inspect", "--json", &path.display().to_string()]);
        let text = outcome.data.replace(&self.folder.display().to_string(), "[CONDA]");
        serde_json::from_str(&text).expect("JSON")
    }
}
