//! `inspect` beside everybody else who lists packages, on sound environments: every Python of the machine, every tool that
//! makes environments, isolated and not, with packages that were copied, linked and put on the path.
//!
//! `cargo test inspect_peers` takes the oldest and the newest Python, with `-- --ignored` each takes a turn. Asked are Python
//! itself (`importlib.metadata`), `pip list --local` and `uv pip list`. On damaged environments these
//! differ among themselves; nothing is compared there.

#![expect(clippy::disallowed_methods, reason = "tests start real tools; the program does not")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use checker::packaging::normalize;

use crate::support::{Machine, Tools, skip};

/// What Python finds, the first of each name; nothing where it has nobody to ask.
const IMPORTLIB: &str = "
import json
try:
    from importlib.metadata import distributions
    found = [(d.metadata['Name'], d.version) for d in distributions()]
except ImportError:
    try:
        import pkg_resources
        found = [(d.project_name, d.version) for d in pkg_resources.working_set]
    except ImportError:
        found = None
print(json.dumps(found))
";

/// A build backend without requirements, which makes editable wheels as PEP 660 says.
const BACKEND: &str = r#"
import os, zipfile
def get_requires_for_build_editable(config_settings=None): return []
def get_requires_for_build_wheel(config_settings=None): return []
def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "linked_project-0.5-py3-none-any.whl"
    files = {"linked.pth": os.path.abspath("src") + "\n",
             "linked_project-0.5.dist-info/METADATA": "Metadata-Version: 2.1\nName: Linked.Project\nVersion: 0.5\n",
             "linked_project-0.5.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: own\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        for path, text in files.items(): wheel.writestr(path, text)
        lines = "".join(path + ",,\n" for path in files)
        wheel.writestr("linked_project-0.5.dist-info/RECORD", lines + "linked_project-0.5.dist-info/RECORD,,\n")
    return name
build_wheel = build_editable
"#;

/// A list: names as PEP 503 compares them, and versions.
type List = BTreeMap<String, String>;

/// A Python of this machine.
struct Python {
    program: PathBuf,
    minor: u32,
}

/// With which Pythons.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// The oldest and the newest.
    Ends,
    Every,
}

/// Every Python 3 in the places where they are: pyenv's folder, the search path, `/usr/bin`. Each once.
fn pythons(machine: &Machine) -> Vec<Python> {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let root = std::env::var_os("PYENV_ROOT").map_or_else(|| home.join(".pyenv"), PathBuf::from);
    let versions = std::fs::read_dir(root.join("versions")).into_iter().flatten().flatten();
    let mut candidates: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin/python3")).collect();
    let path = std::env::var_os("PATH").unwrap_or_default();
    for folder in std::env::split_paths(&path).chain([PathBuf::from("/usr/bin")]) {
        candidates.extend((6..=15).map(|minor| folder.join(format!("python3.{minor}"))));
    }
    let question = "import sys; print(sys.version_info[1], sys.prefix == getattr(sys, 'base_prefix', sys.prefix))";
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for program in candidates {
        // A shim of pyenv's is a script; it leads to what is found anyway.
        let Some(real) = std::fs::canonicalize(&program).ok().filter(|real| !is_script(real)) else { continue };
        let answer = machine.command(&program).args(["-I", "-c", question]).output();
        let said = answer.ok().filter(|output| output.status.success()).map(|output| output.stdout);
        let said = said.and_then(|said| String::from_utf8(said).ok()).unwrap_or_default();
        if let Some((minor, "True")) = said.trim().split_once(' ')
            && seen.insert(real)
        {
            found.push(Python { program, minor: minor.parse().expect("a number") });
        }
    }
    found.sort_by_key(|python| python.minor);
    found
}

fn is_script(program: &Path) -> bool {
    std::fs::read(program).is_ok_and(|bytes| bytes.starts_with(b"#!"))
}

/// One environment, and how to ask about it.
struct Example<'m> {
    machine: &'m Machine,
    folder: PathBuf,
    what: String,
}

impl Example<'_> {
    fn python(&self) -> PathBuf {
        self.folder.join("bin/python")
    }

    /// Whether that works; what does not is no fault of ours, but is said.
    fn does(&self, program: &Path, words: &[&str]) -> bool {
        let output = self.machine.command(program).args(words).output().expect("it starts");
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            skip(&format!("{}: {words:?}", self.what), said.lines().last().unwrap_or_default());
        }
        output.status.success()
    }

    /// Puts packages into it: copied ones, an editable one as PEP 660 says, one as old setuptools does it.
    /// Says whether that could be done: the newest tools do not work with the oldest Pythons.
    fn fill(&self, minor: u32, install: &dyn Fn(&[&str]) -> bool) -> bool {
        let wanted: &[&str] = match minor {
            6 => &["idna==3.6", "wcwidth==0.2.13"],
            7 => &["idna==3.6", "wcwidth==0.2.13", "packaging==24.0"],
            _ => &["idna==3.6", "wcwidth==0.2.13", "packaging==24.0", "cowsay==6.1"],
        };
        if !install(wanted) {
            return false;
        }
        if minor >= 7 {
            let project = self.machine.here().join("linked");
            install(&["--editable", &project.display().to_string()]);
        }
        let python = self.python();
        let has_setuptools = self.machine.command(&python).args(["-c", "import setuptools"]).output();
        if has_setuptools.is_ok_and(|output| output.status.success()) {
            let project = self.machine.here().join(format!("developed-{}", self.folder.display()).replace('/', "_"));
            std::fs::create_dir_all(project.join("own_code")).expect("a folder");
            std::fs::write(project.join("own_code/__init__.py"), "").expect("a file");
            let setup =
                "from setuptools import setup\nsetup(name='Old.Project', version='0.9', packages=['own_code'])\n";
            std::fs::write(project.join("setup.py"), setup).expect("a file");
            let mut develop = self.machine.command(&python);
            develop.current_dir(&project).args(["setup.py", "-q", "develop", "--no-deps"]);
            let output = develop.output().expect("python");
            if !output.status.success() {
                skip(&format!("{}: setup.py develop", self.what), "this setuptools does it no more");
            }
        }
        true
    }

    /// The same with its own pip.
    fn fill_by_pip(&self, minor: u32) -> bool {
        let environment = self.python();
        self.fill(minor, &|packages| {
            let words = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"];
            self.does(&environment, &words.iter().chain(packages).copied().collect::<Vec<_>>())
        })
    }

    fn asked(&self, program: &Path, words: &[&str]) -> String {
        let output = self.machine.command(program).args(words).output().expect("it starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {words:?}: {said}", self.what);
        String::from_utf8(output.stdout).expect("text")
    }

    /// Every answer to "what is installed" is the same.
    fn is_listed_by_all_alike(&self, uv: Option<&Path>) {
        let root = self.folder.display().to_string();
        let ours = Path::new(env!("CARGO_BIN_EXE_checker"));
        let own: List = lines(&self.asked(ours, &["inspect", &root, "--list"]));
        assert!(own.contains_key("idna"), "{}: {own:?}", self.what);

        let report: serde_json::Value =
            serde_json::from_str(&self.asked(ours, &["inspect", &root, "--json"])).expect("JSON");
        let mut visible = List::new();
        let mut reported = List::new();
        for package in report["packages"].as_array().expect("packages") {
            let (name, version) = (text(&package["name"]), text(&package["version"]));
            if package["from"] == "environment" {
                reported.insert(name.clone(), version.clone());
            }
            visible.entry(name).or_insert(version);
        }
        assert_eq!(reported, own, "{}: `--json` and `--list`", self.what);

        let python = self.python();
        let importlib = self.asked(&python, &["-I", "-c", IMPORTLIB]);
        if let Some(found) = serde_json::from_str::<Option<Vec<(String, String)>>>(&importlib).expect("JSON") {
            let mut theirs = List::new();
            for (name, version) in found {
                theirs.entry(normalize(&name)).or_insert(version);
            }
            assert_eq!(visible, theirs, "{}: `--json` and importlib.metadata", self.what);
        }
        if self.folder.join("bin/pip").exists() {
            let pip = self.asked(&python, &["-m", "pip", "list", "--local", "--format", "json"]);
            assert_eq!(own, rows(&pip), "{}: `--list` and pip", self.what);
        }
        if let Some(uv) = uv {
            let words = ["pip", "list", "--format", "json", "--python", &python.display().to_string()];
            assert_eq!(own, rows(&self.asked(uv, &words)), "{}: `--list` and uv", self.what);
        }
    }
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().unwrap_or("none").to_owned()
}

/// `name==version` lines.
fn lines(text: &str) -> List {
    let pairs = text.lines().filter_map(|line| line.split_once("=="));
    pairs.map(|(name, version)| (normalize(name), version.to_owned())).collect()
}

/// `[{"name": …, "version": …}]`.
fn rows(json: &str) -> List {
    let rows: Vec<serde_json::Value> = serde_json::from_str(json).expect("JSON");
    rows.iter().map(|row| (normalize(&text(&row["name"])), text(&row["version"]))).collect()
}

/// A tool that makes environments: how it is told to make one that is isolated, or not.
type Make<'a> = dyn Fn(&Example<'_>, &Python, Option<&str>) -> bool + 'a;

/// Compares in environments that a tool makes with every Python.
fn compared(test: &str, reach: Reach, machine: &Machine, uv: Option<&Path>, make: &Make<'_>) {
    machine.write("linked/pyproject.toml", "[build-system]\nrequires = []\nbuild-backend = \"own\"\nbackend-path = [\".\"]\n\n[project]\nname = \"Linked.Project\"\nversion = \"0.5\"\n");
    machine.write("linked/own.py", BACKEND);
    machine.write("linked/src/linked_code.py", "");
    let mut count = 0;
    let mut pythons = pythons(machine);
    if reach == Reach::Ends && pythons.len() > 2 {
        pythons.drain(1..pythons.len() - 1);
    }
    for python in pythons {
        for system in [None, Some("--system-site-packages")] {
            let kind = if system.is_some() { "seeing" } else { "isolated" };
            let name = format!("{kind}-{}", python.program.display()).replace('/', "_");
            let what = format!("{test}: {} {kind}", python.program.display());
            let example = Example { machine, folder: machine.here().join(name), what };
            if !make(&example, &python, system) {
                continue;
            }
            // uv looks at no Python before 3.7.
            example.is_listed_by_all_alike(uv.filter(|_| python.minor >= 7));
            count += 1;
        }
    }
    if count == 0 {
        skip(test, "it made no environment with any Python of this machine");
    }
}

#[test]
fn what_venv_makes_is_listed_as_all_others_list_it() {
    by_venv(Reach::Ends);
}

fn by_venv(reach: Reach) {
    let test = "what_venv_makes_is_listed_as_all_others_list_it";
    let Some(machine) = Machine::new() else { return skip(test, "python3 with venv, or the packages, are missing") };
    let uv = Tools::program("uv");
    compared(test, reach, &machine, uv.as_deref(), &|example, python, system| {
        let folder = example.folder.display().to_string();
        let words: Vec<&str> = ["-m", "venv", &folder].into_iter().chain(system).collect();
        if !example.does(&python.program, &words) {
            return false;
        }
        example.fill_by_pip(python.minor)
    });
}

#[test]
fn what_virtualenv_makes_is_listed_as_all_others_list_it() {
    by_virtualenv(Reach::Ends);
}

fn by_virtualenv(reach: Reach) {
    let test = "what_virtualenv_makes_is_listed_as_all_others_list_it";
    let Some(machine) = Machine::new() else { return skip(test, "python3 with venv, or the packages, are missing") };
    let Some(virtualenv) = Tools::program("virtualenv") else { return skip(test, "there is no virtualenv") };
    let uv = Tools::program("uv");
    compared(test, reach, &machine, uv.as_deref(), &|example, python, system| {
        let (folder, interpreter) = (example.folder.display().to_string(), python.program.display().to_string());
        let words = ["--quiet", "--no-download", "--python", &interpreter, &folder];
        if !example.does(&virtualenv, &words.into_iter().chain(system).collect::<Vec<_>>()) {
            return false;
        }
        example.fill_by_pip(python.minor)
    });
}

#[test]
fn what_uv_makes_is_listed_as_all_others_list_it() {
    by_uv(Reach::Ends);
}

fn by_uv(reach: Reach) {
    let test = "what_uv_makes_is_listed_as_all_others_list_it";
    let Some(machine) = Machine::new() else { return skip(test, "python3 with venv, or the packages, are missing") };
    let Some(uv) = Tools::program("uv") else { return skip(test, "there is no uv") };
    compared(test, reach, &machine, Some(&uv), &|example, python, system| {
        let (folder, interpreter) = (example.folder.display().to_string(), python.program.display().to_string());
        let words = ["venv", "--quiet", "--no-project", "--python", &interpreter, &folder];
        if !example.does(&uv, &words.into_iter().chain(system).collect::<Vec<_>>()) {
            return false;
        }
        let environment = example.python().display().to_string();
        example.fill(python.minor, &|packages| {
            let words = ["pip", "install", "--quiet", "--no-deps", "--python", &environment];
            example.does(&uv, &words.iter().chain(packages).copied().collect::<Vec<_>>())
        })
    });
}

#[test]
#[ignore = "five minutes: every Python of the machine"]
fn what_any_tool_makes_with_any_python_is_listed_as_all_others_list_it() {
    by_venv(Reach::Every);
    by_virtualenv(Reach::Every);
    by_uv(Reach::Every);
}
