//! Which programs a line runs, however it is spelled.

use std::path::PathBuf;
use std::sync::Arc;

use crate::session::{Command, Place, ShellState};

use super::{Invocation, Tried, invocations};

/// What a line ran, known from its text alone.
fn of(line: &str) -> Vec<Invocation> {
    let mut state = ShellState { folder: PathBuf::from("/lab/one"), ..ShellState::default() };
    state.variables.insert("HOME".to_owned(), "/home/ada".to_owned());
    state.variables.insert("VIRTUAL_ENV".to_owned(), "/lab/one/Example".to_owned());
    let state = Arc::new(state);
    invocations(line, &[], &state)
}

fn tried(line: &str, wanted: &str) -> bool {
    of(line).iter().any(|invocation| Tried::parse(wanted).matches(invocation))
}

#[test]
fn pip_is_pip_by_whatever_name() {
    for line in [
        "pip install idna",
        "pip3.11 install idna",
        "/usr/bin/pip install idna",
        "python -m pip install idna",
        "python3.12 -I -m pip install idna",
        "$VIRTUAL_ENV/bin/python -m pip --quiet install idna",
        "PIP_USER=1 pip install idna",
        "env A=b command pip install idna",
        "true && (cd x; pip install idna) | cat",
        "bash -c 'pip install idna'",
    ] {
        assert!(tried(line, "pip install"), "{line}");
        assert!(tried(line, "python -m pip install"), "{line}");
        assert!(!tried(line, "pip uninstall"), "{line}");
    }
    for line in ["echo pip install idna", "pip download idna", "uv pip install idna", "f() { pip install idna; }"] {
        assert!(!tried(line, "pip install"), "{line}");
    }
}

#[test]
fn a_function_that_stands_for_a_program_is_that_program_and_others_are_their_own() {
    let state = Arc::new(ShellState::default());
    let programs = |text: &str| {
        let command = Command {
            text: text.to_owned(),
            before: Arc::clone(&state),
            place: Place::Function,
            status: Some(0),
            printed_from: 0,
            printed_to: 0,
        };
        invocations(text, &[command], &state).into_iter().map(|ran| ran.program).collect::<Vec<_>>()
    };
    assert_eq!(programs("module load Python/3.12"), ["module"]);
    assert_eq!(programs("conda activate box"), ["conda"]);
    assert!(programs("pip install idna").is_empty());
}

#[test]
fn activation_is_known_whether_it_is_read_or_run() {
    for line in ["source Example/bin/activate", ". ./Example/bin/activate", ". bin/activate"] {
        assert!(tried(line, "source activate") && !tried(line, "activate"), "{line}");
    }
    for line in ["Example/bin/activate", "bash Example/bin/activate", "sh -e ./activate"] {
        assert!(tried(line, "activate") && !tried(line, "source activate"), "{line}");
    }
}

#[test]
fn the_packages_that_an_installer_is_asked_for_are_known() {
    let wanted = |line: &str| of(line)[0].wanted();
    assert_eq!(
        wanted("pip install -r r.txt --index-url https://x idna==3.6 'Zope.Interface>=5' six[x]"),
        ["idna", "zope-interface", "six"]
    );
    assert_eq!(wanted("pip install idna=3.6"), ["idna"]);
    assert_eq!(wanted("pip list"), Vec::<String>::new());
    let files = of("pip install -r a.txt --requirement=b.txt -rc.txt")[0].requirement_files();
    assert_eq!(files, ["a.txt", "b.txt", "c.txt"].map(|name| PathBuf::from("/lab/one").join(name)));
}
