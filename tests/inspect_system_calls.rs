//! `inspect` as the kernel sees it: it starts nothing, writes nothing, talks to nobody, and opens little.
//!
//! Everything is asked of the real program under `strace`.

#![expect(clippy::disallowed_methods, reason = "tests start real tools; the program does not")]

use std::path::Path;

use crate::support::{Machine, Tools, skip};

/// Every way to ask.
const MODES: [&[&str]; 8] = [
    &[],
    &["--json"],
    &["--size"],
    &["--size", "--json"],
    &["--has", "idna>=3"],
    &["--has", "idna>=3", "--json"],
    &["--has", "numpy"],
    &["--list"],
];

/// Calls that write, start, or talk; those that only open are looked at more closely.
const REFUSED: [&str; 34] = [
    "accept",
    "bind",
    "chmod",
    "chown",
    "connect",
    "creat",
    "fallocate",
    "fchmod",
    "fchmodat",
    "fchown",
    "fchownat",
    "fork",
    "ftruncate",
    "kill",
    "link",
    "linkat",
    "listen",
    "mkdir",
    "mkdirat",
    "mknod",
    "mknodat",
    "rename",
    "renameat",
    "renameat2",
    "rmdir",
    "sendto",
    "setxattr",
    "socket",
    "symlink",
    "symlinkat",
    "truncate",
    "unlink",
    "unlinkat",
    "utimensat",
];

/// Ways to open that change something.
const WRITING: [&str; 5] = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"];

/// One call of the system: its name, and the rest of the line.
struct Call {
    name: String,
    line: String,
}

/// A machine with an environment `Example` that holds `idna`, and `strace`; else the reason.
fn traceable() -> Result<Machine, &'static str> {
    let strace = Tools::program("strace").ok_or("there is no strace")?;
    let machine = Machine::new().ok_or("python3 with venv, or the packages, are missing")?;
    machine.add_program(&strace);
    let may = machine.shell("strace -f -o /dev/null true");
    if may.status != 0 {
        return Err("strace may not trace here");
    }
    let made = machine.shell("python3 -m venv Example && Example/bin/pip install --quiet idna==3.6");
    assert_eq!(made.status, 0, "{}", made.talk);
    Ok(machine)
}

/// The calls of one way to ask.
fn calls(machine: &Machine, mode: &[&str]) -> Vec<Call> {
    let file = machine.here().join("calls");
    // `-y` shows the path of each descriptor.
    let mut command = machine.command(Path::new("strace"));
    command
        .args(["-f", "-y", "-o"])
        .arg(&file)
        .arg(env!("CARGO_BIN_EXE_checker"))
        .args(["inspect", "Example"])
        .args(mode);
    let output = command.output().expect("strace");
    assert!(
        output.status.code().is_some_and(|code| code <= 1),
        "{mode:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8_lossy(&std::fs::read(&file).expect("what it wrote")).into_owned();
    let calls: Vec<Call> = text.lines().filter_map(call).collect();
    assert!(calls.iter().any(|call| call.name == "read" && call.line.contains("pyvenv.cfg")), "{mode:?}: {text}");
    calls
}

/// `1234 openat(AT_FDCWD</here>, "x", O_RDONLY) = 3</here/x>`; signals and the second half of a call that was
/// interrupted by another thread are none.
fn call(line: &str) -> Option<Call> {
    let (_, rest) = line.split_once(' ')?;
    let (name, _) = rest.trim_start().split_once('(')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name.then(|| Call { name: name.to_owned(), line: rest.trim_start().to_owned() })
}

impl Call {
    fn opens(&self) -> bool {
        ["open", "openat", "openat2"].contains(&self.name.as_str())
    }
}

#[test]
fn no_way_to_ask_starts_writes_or_connects() {
    let machine = match traceable() {
        Ok(machine) => machine,
        Err(why) => return skip("no_way_to_ask_starts_writes_or_connects", why),
    };
    for mode in MODES {
        let calls = calls(&machine, mode);
        let lines = |wanted: &dyn Fn(&Call) -> bool| -> Vec<&str> {
            calls.iter().filter(|call| wanted(call)).map(|call| call.line.as_str()).collect()
        };
        let started = lines(&|call| call.name == "execve" || call.name == "execveat");
        assert_eq!(started.len(), 1, "{mode:?}: {started:#?}");
        let refused = lines(&|call| REFUSED.contains(&call.name.as_str()));
        assert!(refused.is_empty(), "{mode:?}: {refused:#?}");
        let writing = lines(&|call| call.opens() && WRITING.iter().any(|flag| call.line.contains(flag)));
        assert!(writing.is_empty(), "{mode:?}: {writing:#?}");
        let written = lines(&|call| ["write", "writev"].contains(&call.name.as_str()));
        let elsewhere: Vec<_> = written.iter().filter(|line| !line.contains("(1<") && !line.contains("(2<")).collect();
        assert!(elsewhere.is_empty(), "{mode:?}: {elsewhere:#?}");
    }
}

#[test]
fn asking_for_one_package_opens_few_files_of_the_environment() {
    let machine = match traceable() {
        Ok(machine) => machine,
        Err(why) => return skip("asking_for_one_package_opens_few_files_of_the_environment", why),
    };
    let inside = machine.here().join("Example").display().to_string();
    let opened = |mode: &[&str]| -> Vec<String> {
        let calls = calls(&machine, mode).into_iter().filter(|call| call.opens() && call.line.contains(&inside));
        calls.map(|call| call.line).collect()
    };
    let has = opened(&["--has", "idna>=3"]);
    // `pyvenv.cfg`, `lib` twice, `site-packages`, its one `.pth` file, `METADATA`, `RECORD`, `direct_url.json`.
    assert!(has.len() <= 8, "{has:#?}");
    // Before a package is called absent, every METADATA is asked for its name: of pip, idna and, in old Pythons, setuptools.
    // The folder and its `.pth` file are read once more for that, and the folder is opened for the files below it.
    let absent = opened(&["--has", "numpy"]);
    assert!(absent.len() <= 5 + 2 + 1 + 3, "{absent:#?}");
    let list = opened(&["--list"]);
    assert!(list.len() <= 5 + 1 + 3, "{list:#?}");
    assert!(!list.iter().any(|line| line.contains("RECORD")), "{list:#?}");
}
