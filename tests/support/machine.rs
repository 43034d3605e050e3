//! One machine for one test.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use checker::lesson::BasePython;
use checker::supply::{BasePythons, QUESTION};

use super::tools::Tools;

/// A machine of its own: home, temporary folder, base Python, packages.
pub(crate) struct Machine {
    folder: tempfile::TempDir,
    path: String,
}

/// What a command printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// Standard output.
    pub(crate) data: String,
    /// Standard error.
    pub(crate) talk: String,
    /// The exit status.
    pub(crate) status: i32,
}

impl Machine {
    /// A machine, or nothing where python3 or the packages are missing.
    pub(crate) fn new() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a scratch folder");
        for name in ["home", "tmp", "here", "programs"] {
            std::fs::create_dir(folder.path().join(name)).expect("a folder in it");
        }
        Tools::get().wheels.as_ref()?;
        let base = pattern()?.make(&folder.path().join("python"), BasePython::Plain).expect("a base Python");
        let path = format!("{}:{}:/usr/bin:/bin", base.display(), folder.path().join("programs").display());
        Some(Machine { folder, path })
    }

    /// The working folder of its commands.
    pub(crate) fn here(&self) -> PathBuf {
        self.folder.path().join("here")
    }

    /// The home folder of its user.
    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Its folder for temporary files.
    pub(crate) fn temporary(&self) -> PathBuf {
        self.folder.path().join("tmp")
    }

    /// Puts a program on the search path.
    pub(crate) fn add_program(&self, program: &Path) {
        let name = program.file_name().expect("a name");
        std::os::unix::fs::symlink(program, self.folder.path().join("programs").join(name)).expect("a link");
    }

    /// Writes a file into the working folder.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.here().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("its folder");
        std::fs::write(path, text).expect("a file");
    }

    /// Writes a course of one lesson into the folder `course`.
    pub(crate) fn write_course(&self, lesson: &str) {
        self.write("course/course.toml", "format = 1\ntitle = \"Small\"\n");
        self.write("course/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
        self.write("course/one.md", lesson);
    }

    /// A command with this machine's environment and nothing else.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().current_dir(self.here()).stdin(Stdio::null());
        command.env("HOME", self.home()).env("TMPDIR", self.temporary()).env("PATH", &self.path).env("LANG", "C.UTF-8");
        if let Some(wheels) = &Tools::get().wheels {
            command.env("PIP_NO_INDEX", "1").env("PIP_FIND_LINKS", wheels);
            command.env("UV_NO_INDEX", "1").env("UV_FIND_LINKS", wheels).env("UV_OFFLINE", "1");
        }
        command
    }

    /// Runs `checker` with these arguments.
    pub(crate) fn checker(&self, arguments: &[&str]) -> Outcome {
        self.checker_with(arguments, "", &[])
    }

    /// Runs `checker` with these arguments, this standard input and these further variables.
    pub(crate) fn checker_with(&self, arguments: &[&str], input: &str, variables: &[(&str, &str)]) -> Outcome {
        use std::io::Write as _;
        let mut command = self.command(Path::new(env!("CARGO_BIN_EXE_checker")));
        command.args(arguments).envs(variables.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("checker starts");
        let mut stdin = child.stdin.take().expect("its input");
        // A program that ends before it has read its input is a result like any other.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().expect("checker ends");
        let outcome = Outcome {
            data: self.redact(&String::from_utf8(output.stdout).expect("text")),
            talk: self.redact(&String::from_utf8(output.stderr).expect("text")),
            status: output.status.code().expect("a status, not a signal"),
        };
        let left: Vec<_> =
            std::fs::read_dir(self.temporary()).expect("the folder").flatten().map(|e| e.path()).collect();
        assert!(left.is_empty(), "left behind: {left:?}");
        outcome
    }

    /// Types a line into a shell of this machine.
    pub(crate) fn shell(&self, line: &str) -> Outcome {
        let output = self.command("bash".as_ref()).args(["-c", line]).output().expect("bash");
        Outcome {
            data: self.redact(&String::from_utf8_lossy(&output.stdout)),
            talk: self.redact(&String::from_utf8_lossy(&output.stderr)),
            status: output.status.code().expect("a status"),
        }
    }

    /// Runs steps on an exercise of the built-in course and returns the report.
    pub(crate) fn run(&self, exercise: &str, steps: &str) -> serde_json::Value {
        let outcome = self.checker_with(&["run", exercise, "--json"], steps, &[]);
        assert_eq!(outcome.talk, "", "nothing but data");
        let report: serde_json::Value = serde_json::from_str(&outcome.data).expect("a report");
        let expected = match report["verdict"].as_str() {
            Some("passed") => 0,
            Some("not-yet") => 1,
            _ => 3,
        };
        assert_eq!(outcome.status, expected, "{report:#}");
        report
    }

    /// A text without what differs from one machine to the next.
    pub(crate) fn redact(&self, text: &str) -> String {
        let text = text.replace(&self.folder.path().display().to_string(), "[MACHINE]");
        text.replace(env!("CARGO_TARGET_TMPDIR"), "[TARGET]")
    }
}

/// The pattern of a base Python, laid out once.
fn pattern() -> Option<&'static BasePythons> {
    static PATTERN: OnceLock<Option<(tempfile::TempDir, BasePythons)>> = OnceLock::new();
    let pattern = PATTERN.get_or_init(|| {
        let answer =
            Command::new("sh").arg("-c").arg(QUESTION).output().ok().filter(|output| output.status.success())?;
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a scratch folder");
        let bases =
            BasePythons::lay_out(&folder.path().join("python"), &String::from_utf8_lossy(&answer.stdout)).ok()?;
        let pip = Command::new("sh").arg("-c").arg(bases.pip_command()).output().ok()?;
        pip.status.success().then_some((folder, bases))
    });
    pattern.as_ref().map(|(_, bases)| bases)
}
