//! `inspect PATH --against FILE` with projects that a real uv has locked and synced.

use std::path::Path;

use crate::inspect_against::{data, names, wheel};
use crate::support::{Machine, Outcome, Tools, skip};

/// A machine with uv, and a project that was locked and synced into `Example`.
fn project(test: &str, pyproject: &str) -> Option<Machine> {
    let (Some(machine), Some(program)) = (Machine::new(), Tools::program("uv")) else {
        skip(test, "python3, the packages or uv are missing");
        return None;
    };
    machine.add_program(Path::new(&program));
    wheel(&machine, "top", "1.0", &["middle>=1", "other ; sys_platform == 'win32'", "only; extra == 'more'"]);
    for name in ["middle", "other", "only", "tester", "plotter", "stray"] {
        wheel(&machine, name, "1.0", &[]);
        wheel(&machine, name, "2.0", &[]);
    }
    machine.write("pyproject.toml", pyproject);
    machine.write("src/work/__init__.py", "");
    uv(&machine, "sync --quiet");
    Some(machine)
}

fn uv(machine: &Machine, words: &str) -> Outcome {
    let outcome = try_uv(machine, words);
    assert_eq!(outcome.status, 0, "uv {words}\n{}{}", outcome.data, outcome.talk);
    outcome
}

fn try_uv(machine: &Machine, words: &str) -> Outcome {
    machine.shell(&format!(
        "UV_PROJECT_ENVIRONMENT=Example VIRTUAL_ENV=$PWD/Example UV_NO_INDEX=1 UV_OFFLINE=1 UV_FIND_LINKS=wheels \
         UV_PYTHON_DOWNLOADS=never UV_CACHE_DIR=$PWD/cache TMPDIR=$PWD/wheels uv {words}"
    ))
}

/// Whether `uv sync` would change nothing, and whether we find nothing to change.
fn agree(machine: &Machine, what: &str) {
    let check = try_uv(machine, "sync --check --offline");
    let locked = data(machine, "uv.lock");
    assert_eq!(locked["verdict"] == "same", check.status == 0, "{what}: {}\n{locked:#}", check.talk);
    let project = data(machine, "pyproject.toml");
    assert_eq!(project["verdict"], locked["verdict"], "{what}: {project:#}");
    assert_eq!(locked["not_compared"], serde_json::json!([]), "{what}");
}

const VIRTUAL: &str = "[project]\nname = \"work\"\nversion = \"0.1\"\nrequires-python = \">=3.8\"\n\
    dependencies = [\"top[more]\", \"middle<2\"]\n\
    [project.optional-dependencies]\nplot = [\"plotter\"]\n\
    [dependency-groups]\ndev = [\"tester\"]\nslow = [\"stray\"]\n";

#[test]
fn a_synced_project_is_what_uv_says_it_is() {
    let Some(machine) = project("a_synced_project", VIRTUAL) else { return };
    agree(&machine, "synced");
    assert_eq!(names(&data(&machine, "uv.lock"), "matching"), ["middle", "only", "tester", "top"]);
    for (what, words) in [
        ("one too many", "pip install stray"),
        ("another version", "pip install middle==2.0"),
        ("one missing", "pip uninstall top"),
        ("back", "sync"),
        ("seeds do not count", "pip install pip"),
        ("an extra", "sync --extra plot"),
        ("without the group", "sync --no-dev"),
        ("another group", "sync --group slow"),
        ("everything", "sync --all-extras --all-groups"),
        ("back again", "sync"),
        ("from an address", "pip install --reinstall ./wheels/middle-1.0-py3-none-any.whl"),
    ] {
        let outcome = try_uv(&machine, words);
        // The wheels of a lesson's machine may hold no pip.
        if outcome.status == 0 {
            agree(&machine, what);
        }
    }
    uv(&machine, "sync");
    uv(&machine, "pip install stray plotter");
    let data = data(&machine, "uv.lock");
    assert_eq!(names(&data, "extra"), ["plotter", "stray"]);
    assert_eq!(data["extra"][0]["why"], "the lock has it for an extra or group that is not asked for");
}

#[test]
fn a_project_that_is_installed_itself_is_editable() {
    let pyproject =
        format!("{VIRTUAL}[build-system]\nrequires = [\"uv_build>=0.7,<0.10\"]\nbuild-backend = \"uv_build\"\n");
    let Some(machine) = project("a_project_itself", &pyproject) else { return };
    agree(&machine, "synced");
    assert!(names(&data(&machine, "uv.lock"), "matching").contains(&"work".to_owned()));
    for (what, words) in
        [("not editable", "sync --no-editable"), ("back", "sync"), ("uninstalled", "pip uninstall work")]
    {
        uv(&machine, words);
        agree(&machine, what);
    }
}

#[test]
fn what_the_lock_does_not_know_yet_is_asked_for_by_the_project() {
    let Some(machine) = project("an_old_lock", VIRTUAL) else { return };
    machine.write("pyproject.toml", &VIRTUAL.replace("\"middle<2\"", "\"middle>=2\", \"stray\""));
    let data = data(&machine, "pyproject.toml");
    assert_eq!(
        (names(&data, "missing"), names(&data, "wrong_version")),
        (vec!["stray".to_owned()], vec!["middle".to_owned()])
    );
    assert_eq!(data["missing"][0]["file"], "pyproject.toml");
}

#[test]
fn a_project_without_a_lock_is_compared_by_what_it_asks_for() {
    let Some(machine) = project("no_lock", VIRTUAL) else { return };
    std::fs::remove_file(machine.here().join("uv.lock")).expect("the lock");
    let same = data(&machine, "pyproject.toml");
    assert_eq!(
        (&same["verdict"], names(&same, "matching")),
        (&"same".into(), vec!["middle".to_owned(), "tester".into(), "top".into()])
    );
    uv(&machine, "pip uninstall tester");
    assert_eq!(data(&machine, "pyproject.toml")["verdict"], "same", "groups need not be installed");
    machine.write("pyproject.toml", &VIRTUAL.replace(">=3.8", ">=4").replace("\"middle<2\"", "\"middle>=2\""));
    assert_eq!(names(&data(&machine, "pyproject.toml"), "wrong_version"), ["python", "middle"]);
}
