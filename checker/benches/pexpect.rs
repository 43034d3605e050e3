//! What Python has to do with it. The peer is `pexpect.replwrap` with its built-in delay switched off, in an environment of
//! its own below `target/`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use checker::host::HostEnvironment;

use crate::table::Fallible;

/// What is installed.
const REQUIREMENT: &str = "pexpect==4.9.0";

/// Types `true` as often as its argument says, and prints the seconds that it took.
const PROGRAM: &str = "
import sys, time
from pexpect import replwrap
shell = replwrap.bash()
shell.child.delaybeforesend = None
count = int(sys.argv[1])
started = time.perf_counter()
for _ in range(count):
    shell.run_command('true')
print(time.perf_counter() - started)
";

/// A Python that has pexpect.
pub(crate) struct Peer {
    python: PathBuf,
}

impl Peer {
    /// Finds it, or makes it; else says why there is none.
    pub(crate) fn find() -> Result<Self, String> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench-peers");
        let python = folder.join("bin/python");
        if !has_pexpect(&python) {
            let steps: [(&Path, &[&str]); 2] = [
                (Path::new("python3"), &["-m", "venv", "--clear", &folder.display().to_string()]),
                (&python, &["-m", "pip", "install", "--quiet", "--disable-pip-version-check", REQUIREMENT]),
            ];
            for (program, arguments) in steps {
                run(program, arguments)?;
            }
        }
        Ok(Peer { python })
    }

    /// The seconds that so many steps take.
    pub(crate) fn steps(&self, host: &HostEnvironment, count: usize) -> Fallible<f64> {
        let mut command = Command::new(&self.python);
        command.args(["-c", PROGRAM, &count.to_string()]).stdin(Stdio::null()).stderr(Stdio::inherit());
        command.current_dir(host.temporary_folder());
        Ok(String::from_utf8(command.output()?.stdout)?.trim().parse()?)
    }
}

/// Whether `python3 -m venv` can be had, or why not.
pub(crate) fn can_make_environments() -> Result<(), String> {
    run(Path::new("python3"), &["-c", "import venv"])
}

fn has_pexpect(python: &Path) -> bool {
    let asked = format!("import importlib.metadata as m; assert 'pexpect==' + m.version('pexpect') == '{REQUIREMENT}'");
    run(python, &["-c", &asked]).is_ok()
}

fn run(program: &Path, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("`{}` cannot be started: {error}", program.display()))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    Err(format!("`{} {}` failed: {last}", program.display(), arguments.first().unwrap_or(&"")))
}
