//! A real Slurm of one node for tests: unpacked once by `tests/components/slurm/make target/peers/slurm`, started and stopped by
//! each test that asks for it.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use super::machine::Machine;
use super::tools::skip;

/// A cluster that runs until this is dropped.
pub(crate) struct Slurm {
    cluster: Child,
    /// The cluster ends when nobody holds this any longer, also when the test is killed.
    held: Option<ChildStdin>,
    variables: Vec<(String, String)>,
}

impl Slurm {
    fn program() -> Option<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peers/slurm").canonicalize().ok()?;
        folder.join("complete").is_file().then(|| folder.join("with"))
    }

    /// A machine beside a cluster; says loudly that the test is skipped where there is none.
    pub(crate) fn with_machine(test: &str) -> Option<(Self, Machine)> {
        let Some((program, machine)) = Self::program().zip(Machine::new()) else {
            skip(test, "there is no Slurm for tests: `tests/components/slurm/make target/peers/slurm` makes one");
            return None;
        };
        let mut command = machine.command(&program);
        // It is up when it says where it is reached, and it stays until its input ends.
        command.args(["bash", "-c", "echo \"$SLURM_CONF\"; echo \"$PATH\"; cat >/dev/null"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut cluster = command.spawn().expect("a cluster starts");
        let held = cluster.stdin.take();
        let mut said = BufReader::new(cluster.stdout.take().expect("its output"));
        let variables = ["SLURM_CONF", "PATH"].map(|name| {
            let mut line = String::new();
            said.read_line(&mut line).expect("a line");
            assert!(!line.is_empty(), "the cluster did not start");
            (name.to_owned(), line.trim_end().to_owned())
        });
        Some((Slurm { cluster, held, variables: variables.to_vec() }, machine))
    }

    /// The variables by which it is reached.
    pub(crate) fn variables(&self) -> Vec<(&str, &str)> {
        self.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// What a command of it prints on a machine.
    pub(crate) fn says(&self, machine: &Machine, line: &str) -> String {
        let mut command: Command = machine.command(Path::new("/bin/bash"));
        let output = command.args(["-c", line]).envs(self.variables()).output().expect("bash");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Slurm {
    fn drop(&mut self) {
        drop(self.held.take());
        // It stops what it has started before it ends.
        let _ = self.cluster.wait();
    }
}
