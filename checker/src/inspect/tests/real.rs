//! Environments made by the real tools, as far as this machine has them.

#![expect(clippy::disallowed_methods, reason = "tests lay out files and start real tools; the program does not")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::{Creator, ProblemId, Size, Surroundings, first_on_path, layers, look, owner_of, report};

/// A tool on the `PATH`; says loudly when there is none.
fn tool(name: &str) -> Option<PathBuf> {
    let found = std::env::var("PATH").ok().and_then(|path| first_on_path(name, &path));
    if found.is_none() {
        skip(&format!("there is no `{name}` on the PATH, so what it makes was not looked at"));
    }
    found
}

/// Past the test harness, which keeps what a passing test prints to itself.
fn skip(why: &str) {
    writeln!(std::io::stderr(), "SKIPPED: {why}").expect("a place to say so");
}

/// A program with a search path, a home of its own, and nothing else of this machine's environment.
fn command(program: &Path, home: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("HOME", home).env("PATH", std::env::var_os("PATH").expect("a search path"));
    command
}

fn run(program: &Path, arguments: &[&str]) -> String {
    let home = tempfile::tempdir().expect("a home");
    let output = command(program, home.path()).args(arguments).output().expect("it starts");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Makes an environment and compares what we say with what its own Python says.
fn agrees(program: &Path, arguments: &[&str], creator: Creator) {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let root = std::fs::canonicalize(folder.path()).expect("its path").join("Example");
    let mut all = arguments.to_vec();
    let place = root.display().to_string();
    all.push(&place);
    run(program, &all);

    let found = look(&root).expect("a real environment");
    assert_eq!(found.creator, creator);
    let python = root.join("bin/python");
    let asked = "import sys, sysconfig; print('.'.join(map(str, sys.version_info[:3])), \
                 getattr(sys, 'base_prefix', ''), sysconfig.get_path('purelib'), sep='\\n')";
    let told = run(&python, &["-I", "-c", asked]);
    let told: Vec<&str> = told.lines().collect();
    assert_eq!(found.python.as_deref(), told.first().copied());
    assert_eq!(found.base.as_deref(), told.get(1).map(Path::new));
    assert_eq!(found.site_packages.first().map(PathBuf::as_path), told.get(2).map(Path::new));

    let around = Surroundings { home: root.clone(), ..Surroundings::default() };
    let report = report(&root, &around, Size::Count);
    let problems: Vec<_> = report.problems.iter().filter(|problem| problem.id != ProblemId::NoPip).collect();
    assert!(problems.is_empty(), "{problems:?}");
    assert!(report.files.is_some_and(|files| files > 10));
    assert_eq!(owner_of(&python), Some(root));
    assert!(layers(&python, &around).is_some());
}

#[test]
fn what_venv_makes_is_seen_as_its_own_python_sees_it() {
    let Some(python) = tool("python3") else {
        return;
    };
    agrees(&python, &["-m", "venv", "--without-pip"], Creator::Venv);
    agrees(&python, &["-m", "venv", "--without-pip", "--copies"], Creator::Venv);
    agrees(&python, &["-m", "venv", "--without-pip", "--system-site-packages"], Creator::Venv);
}

#[test]
fn what_venv_makes_with_pip_holds_a_whole_pip() {
    let Some(python) = tool("python3") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a scratch folder");
    let root = folder.path().join("Example");
    if !command(&python, folder.path()).args(["-m", "venv"]).arg(&root).status().is_ok_and(|status| status.success()) {
        skip("`python3 -m venv` cannot install pip here");
        return;
    }
    let report = report(&root, &Surroundings::default(), Size::Skip);
    assert_eq!(report.problems, []);
    let pip = report.packages.iter().find(|package| package.name == "pip").expect("pip");
    assert_eq!(pip.installer.as_deref(), Some("pip"));
}

#[test]
fn what_uv_makes_is_seen_as_its_own_python_sees_it() {
    let Some(uv) = tool("uv") else { return };
    agrees(&uv, &["venv", "--offline"], Creator::Uv);
    agrees(&uv, &["venv", "--offline", "--relocatable"], Creator::Uv);
}

#[test]
fn what_virtualenv_makes_is_seen_as_its_own_python_sees_it() {
    let Some(virtualenv) = tool("virtualenv") else {
        return;
    };
    agrees(&virtualenv, &["--no-download"], Creator::Virtualenv);
    agrees(&virtualenv, &["--no-download", "--always-copy"], Creator::Virtualenv);
}
