//! Commands as the kernel accounts for them: processor time and peak memory of each, by `wait4`.
//!
//! No safe library tells what one child used, so a Python starts them, which `skip`s where there is none.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::tools::Tools;

/// How long a command may take before it counts as hanging, in seconds of the clock: far more than a busy machine needs.
const PATIENCE: u32 = 60;

/// Reads `[home, [[program, argument…]…]]` and writes what each command printed and used.
const PROGRAM: &str = r#"
import json, os, signal, subprocess, sys, tempfile
home, patience, commands = json.load(sys.stdin)
results = []
for command in commands:
    with tempfile.TemporaryFile() as data, tempfile.TemporaryFile() as talk:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=data, stderr=talk, cwd=home, env={"HOME": home})
        signal.signal(signal.SIGALRM, lambda *_: child.kill())
        signal.alarm(patience)
        _, status, used = os.wait4(child.pid, 0)
        signal.alarm(0)
        child.returncode = os.waitstatus_to_exitcode(status) if hasattr(os, "waitstatus_to_exitcode") else (
            os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status))
        texts = []
        for file in (data, talk):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
        results.append({"command": command, "data": texts[0], "talk": texts[1], "status": child.returncode,
                        "seconds": used.ru_utime + used.ru_stime, "kibibytes": used.ru_maxrss})
json.dump(results, sys.stdout)
"#;

/// What one command printed and used.
#[derive(Debug, Deserialize)]
pub(crate) struct Measured {
    /// What was run.
    pub(crate) command: Vec<String>,
    /// Standard output.
    pub(crate) data: String,
    /// Standard error.
    pub(crate) talk: String,
    /// The exit status; less than zero is a signal, and `-9` one that did not end by itself.
    pub(crate) status: i32,
    /// Processor time, in seconds: unlike the clock it does not depend on what else the machine does.
    pub(crate) seconds: f64,
    /// The most memory that it had resident, in KiB.
    pub(crate) kibibytes: u64,
}

/// Runs commands one after the other in an empty environment with this home; nothing where there is no Python.
pub(crate) fn measured(home: &Path, commands: &[Vec<String>]) -> Option<Vec<Measured>> {
    let python = Tools::program("python3")?;
    let mut child = Command::new(python)
        .args(["-I", "-c", PROGRAM])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 starts");
    let asked = serde_json::to_vec(&(home, PATIENCE, commands)).expect("JSON");
    child.stdin.take().expect("its input").write_all(&asked).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "the measuring program failed");
    Some(serde_json::from_slice(&output.stdout).expect("what it measured"))
}
