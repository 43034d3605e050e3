//! `inspect PATH --against FILE` with real environments, made by venv, pip and uv.

#![expect(clippy::disallowed_methods, reason = "tests lay out files and start real tools; the program does not")]

use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::support::{Machine, Outcome, skip};

/// A wheel is a zip file with three files of metadata (the binary distribution format); `requires` are its
/// `Requires-Dist` lines.
const WHEEL: &str = r#"
import base64, hashlib, sys, zipfile
folder, name, version, *requires = sys.argv[1:]
info = f"{name}-{version}.dist-info"
extras = sorted({need.split("extra == '")[1].split("'")[0] for need in requires if "extra ==" in need})
lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
lines += [f"Provides-Extra: {extra}" for extra in extras] + [f"Requires-Dist: {need}" for need in requires]
files = {
    f"{name}.py": f"version = '{version}'\n",
    f"{info}/METADATA": "\n".join(lines) + "\n",
    f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}
record = ""
with zipfile.ZipFile(f"{folder}/{name}-{version}-py3-none-any.whl", "w") as wheel:
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(text)}\n"
        wheel.writestr(path, text)
    wheel.writestr(f"{info}/RECORD", record + f"{info}/RECORD,,\n")
"#;

/// A build backend (PEP 517, PEP 660) of a project `mine` that needs nothing to be downloaded.
const BACKEND: &str = r#"
import os, zipfile
def _wheel(folder, name, text):
    path = "mine-0.1-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(folder, path), "w") as wheel:
        wheel.writestr(name, text)
        wheel.writestr("mine-0.1.dist-info/METADATA", "Metadata-Version: 2.1\nName: mine\nVersion: 0.1\n")
        wheel.writestr("mine-0.1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("mine-0.1.dist-info/RECORD", "\n".join(f"{file},," for file in wheel.namelist()) + "\n")
    return path
def build_wheel(folder, config_settings=None, metadata_directory=None):
    return _wheel(folder, "mine.py", "")
def build_editable(folder, config_settings=None, metadata_directory=None):
    return _wheel(folder, "__editable__mine.pth", os.getcwd() + "\n")
"#;

/// A machine with an environment `Example` in which pip has installed these.
pub(crate) fn machine(test: &str, install: &[&str]) -> Option<Machine> {
    let Some(machine) = Machine::new() else {
        skip(test, "python3 with venv, or the packages, are missing");
        return None;
    };
    shell(&machine, "python3 -m venv Example");
    pip(&machine, install);
    Some(machine)
}

pub(crate) fn pip(machine: &Machine, install: &[&str]) {
    if !install.is_empty() {
        let words: Vec<String> = install.iter().map(|word| format!("'{word}'")).collect();
        shell(machine, &format!("Example/bin/pip install --quiet --find-links wheels {}", words.join(" ")));
    }
}

pub(crate) fn shell(machine: &Machine, line: &str) -> String {
    let outcome = machine.shell(line);
    assert_eq!(outcome.status, 0, "{line}\n{}{}", outcome.data, outcome.talk);
    outcome.data
}

/// Puts a wheel into the folder `wheels`.
pub(crate) fn wheel(machine: &Machine, name: &str, version: &str, requires: &[&str]) {
    std::fs::create_dir_all(machine.here().join("wheels")).expect("a folder");
    let made = machine.command("python3".as_ref()).args(["-c", WHEEL, "wheels", name, version]).args(requires).status();
    assert!(made.expect("python3").success());
}

pub(crate) fn ask(machine: &Machine, file: &str) -> Outcome {
    machine.checker(&["inspect", "Example", "--against", file])
}

/// The comparison as data, and that the exit status is what its verdict stands for.
pub(crate) fn data(machine: &Machine, file: &str) -> Value {
    let outcome = machine.checker(&["inspect", "Example", "--against", file, "--json"]);
    assert_eq!(outcome.talk, "");
    let data: Value = serde_json::from_str(&outcome.data).expect("JSON");
    let expected = match data["verdict"].as_str() {
        Some("same") => 0,
        Some("differs") => 1,
        _ => 3,
    };
    assert_eq!(outcome.status, expected, "{data:#}");
    data
}

/// The names in a list of the comparison.
pub(crate) fn names(data: &Value, list: &str) -> Vec<String> {
    let list = data[list].as_array().unwrap_or_else(|| panic!("{list} in {data:#}"));
    list.iter().map(|entry| entry["name"].as_str().expect("a name").to_owned()).collect()
}

/// Asks about a `requirements.txt` of this text.
pub(crate) fn requirements(machine: &Machine, text: &str) -> Value {
    machine.write("requirements.txt", text);
    data(machine, "requirements.txt")
}

#[test]
fn a_frozen_environment_is_what_its_file_asks_for() {
    let Some(machine) = machine("a_frozen_environment", &["idna==3.6", "cowsay==6.1"]) else { return };
    shell(&machine, "Example/bin/pip freeze > requirements.txt");
    let outcome = ask(&machine, "requirements.txt");
    assert_eq!((outcome.talk.as_str(), outcome.status), ("", 0));
    assert_data_eq!(
        outcome.data,
        str![[r#"
✔ `Example` holds what `requirements.txt` asks for
  2 packages as asked for.

"#]]
    );
}

#[test]
fn what_is_missing_other_and_extra_is_told_with_its_line() {
    let Some(machine) = machine("what_is_missing", &["idna==3.6", "cowsay==6.1"]) else { return };
    machine.write(
        "requirements.txt",
        "# for the course\nidna==3.7\nwcwidth>=0.2\ntomli ; python_version < '3.0'\nhere @ https://user:hunter2@h/x.whl\n\
         packaging=24\n-r more.txt\n",
    );
    machine.write("more.txt", "cowsay>=7\n");
    let outcome = ask(&machine, "requirements.txt");
    assert_eq!((outcome.talk.as_str(), outcome.status), ("", 1));
    assert_data_eq!(
        outcome.data,
        str![[r#"
✘ `Example` differs from what `requirements.txt` asks for
  ✘ wcwidth>=0.2 is missing (line 3)
  ✘ here (`here @ https://…@h/x.whl`) is missing (line 5)
  ✘ idna is 3.6, not `==3.7` (line 2)
  ✘ cowsay is 6.1, not `>=7` (more.txt:1)
  ? line 6, `packaging=24`, was not compared: `packaging=24` has one `=`; a
    version is asked for with `==`
  0 packages as asked for.

"#]]
    );
    let data = data(&machine, "requirements.txt");
    assert_eq!(names(&data, "missing"), ["wcwidth", "here"]);
    assert_eq!(names(&data, "wrong_version"), ["idna", "cowsay"]);
    let cowsay = &data["wrong_version"][1];
    assert_eq!((&cowsay["file"], &cowsay["line"]), (&"more.txt".into(), &1.into()));
    assert!(!data.to_string().contains("hunter2"));
}

#[test]
fn conditions_are_judged_for_the_python_of_the_environment() {
    let Some(machine) = machine("conditions", &["idna==3.6"]) else { return };
    let data = requirements(
        &machine,
        "idna==3.6 ; python_version >= '3'\nidna==3.7 ; python_version < '3'\ncowsay ; sys_platform == 'win32'\n\
         wcwidth ; platform_release == 'no such'\nwcwidth ; platform_release == 'no such' and os_name == 'nt'\n",
    );
    assert_eq!(names(&data, "matching"), ["idna"]);
    assert!(names(&data, "missing").is_empty() && names(&data, "wrong_version").is_empty());
    let unjudged = data["not_compared"].as_array().expect("a list");
    assert_eq!((unjudged.len(), &unjudged[0]["line"], &data["verdict"]), (1, &4.into(), &"cannot-tell".into()));
    let data = requirements(&machine, "idna ; python_version < '3'\n");
    assert_eq!(names(&data, "extra"), ["idna"], "what is asked for elsewhere only is asked for by nobody here");
}

#[test]
fn an_address_is_compared_with_what_the_installer_recorded() {
    let Some(machine) = machine("an_address", &["cowsay==6.1"]) else { return };
    wheel(&machine, "beast", "1.0", &[]);
    std::fs::create_dir_all(machine.here().join("other")).expect("a folder");
    shell(
        &machine,
        "cp wheels/beast-1.0-py3-none-any.whl other; Example/bin/pip install --quiet wheels/beast-1.0-py3-none-any.whl",
    );
    let here = machine.here().display().to_string();
    for (line, verdict) in [
        (format!("beast @ file://{here}/wheels/beast-1.0-py3-none-any.whl"), "same"),
        (format!("{here}/wheels/beast-1.0-py3-none-any.whl"), "same"),
        ("./wheels/beast-1.0-py3-none-any.whl".to_owned(), "same"),
        ("beast".to_owned(), "same"),
        (format!("beast @ file://{here}/other/beast-1.0-py3-none-any.whl"), "differs"),
        ("beast @ git+https://host/beast@v1".to_owned(), "differs"),
    ] {
        assert_eq!(requirements(&machine, &format!("{line}\ncowsay\n"))["verdict"], verdict, "{line}");
    }
    // pip records nothing of what came from an index.
    let data = requirements(&machine, "beast\ncowsay @ https://name:hunter2@host/cowsay-6.1-py3-none-any.whl\n");
    assert_eq!(data["verdict"], "cannot-tell");
    assert!(!data.to_string().contains("hunter2"));
    assert!(!ask(&machine, "requirements.txt").data.contains("hunter2"));
}

#[test]
fn an_editable_project_is_found_by_its_folder() {
    let Some(machine) = machine("an_editable_project", &[]) else { return };
    machine.write("project/backend.py", BACKEND);
    machine.write(
        "project/pyproject.toml",
        "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n\
         [project]\nname = \"mine\"\nversion = \"0.1\"\n",
    );
    shell(&machine, "Example/bin/pip install --quiet --editable project");
    for (line, verdict) in [
        ("-e project", "same"),
        ("-e ./project/", "same"),
        ("--editable=./project", "same"),
        ("./project", "same"),
        ("mine", "same"),
        ("mine==0.2", "differs"),
    ] {
        assert_eq!(requirements(&machine, &format!("{line}\n"))["verdict"], verdict, "{line}");
    }
    machine.write("sub/requirements.txt", "-e ../project\n");
    assert_eq!(data(&machine, "sub/requirements.txt")["verdict"], "same");
    shell(&machine, "Example/bin/pip install --quiet --force-reinstall ./project");
    assert_eq!(requirements(&machine, "-e ./project\n")["verdict"], "differs");
    shell(&machine, "Example/bin/pip uninstall --quiet --yes mine");
    assert_eq!(names(&requirements(&machine, "-e ./project\n"), "missing"), ["mine"]);
}

#[test]
fn hashes_and_continued_lines_are_what_pip_takes_them_for() {
    let Some(machine) = machine("hashes", &[]) else { return };
    wheel(&machine, "beast", "1.0", &[]);
    let hash = shell(&machine, "Example/bin/pip hash wheels/beast-1.0-py3-none-any.whl | tail -n 1");
    let text = format!("beast==1.0 \\\n    {} \\\n    --hash=sha256:{}\n", hash.trim(), "0".repeat(64));
    machine.write("requirements.txt", &text);
    shell(&machine, "Example/bin/pip install --quiet --find-links wheels --require-hashes -r requirements.txt");
    let data = requirements(&machine, &text);
    assert_eq!((&data["verdict"], &data["hashes"]), (&"same".into(), &1.into()));
}

#[test]
fn other_files_are_followed_from_where_they_are_named() {
    let Some(machine) = machine("other_files", &["idna==3.6", "cowsay==6.1"]) else { return };
    machine.write("sub/base.txt", "-r ../more.txt\nidna\n-c limits.txt\n");
    machine.write("more.txt", "cowsay\n-r sub/base.txt\n");
    machine.write("sub/limits.txt", "idna<3.7\nwcwidth==0.1\n");
    let data = requirements(&machine, "-r sub/base.txt\n");
    assert_eq!(names(&data, "matching"), ["cowsay", "idna"]);
    assert_eq!(data["not_compared"][0]["why"], "`sub/../sub/base.txt` names itself in the end");
}

#[test]
fn a_constraint_restricts_what_is_there_and_asks_for_nothing() {
    let Some(machine) = machine("a_constraint", &["idna==3.6"]) else { return };
    machine.write("limits.txt", "idna<3.6\nwcwidth==0.1\n-e .\nidna[x]\n");
    let data = requirements(&machine, "-c limits.txt\nidna\n");
    assert_eq!(names(&data, "wrong_version"), ["idna"]);
    assert!(names(&data, "missing").is_empty());
    assert_eq!(data["not_compared"].as_array().map(Vec::len), Some(2), "{data:#}");
    let data = requirements(&machine, "-c limits.txt\n");
    assert_eq!(names(&data, "extra"), ["idna"]);
}

#[test]
fn a_file_that_is_missing_leaves_open_what_is_too_much() {
    let Some(machine) = machine("a_missing_file", &["idna==3.6", "cowsay==6.1"]) else { return };
    machine.write("requirements.txt", "idna\n-r gone.txt\n");
    let outcome = ask(&machine, "requirements.txt");
    assert_eq!(outcome.status, 3);
    assert_data_eq!(
        outcome.data,
        str![[r#"
? cannot tell whether `Example` holds what `requirements.txt` asks for
  ? line 2, `-r gone.txt`, was not compared: `gone.txt` is missing
  1 package as asked for.
  Note: what the environment has beside it was not judged, because not all of
  the file could be read.

"#]]
    );
}

#[test]
fn what_was_pulled_in_is_told_from_what_nobody_asks_for() {
    let Some(machine) = Machine::new() else { return skip("pulled_in", "python3 is missing") };
    shell(&machine, "python3 -m venv Example");
    wheel(&machine, "top", "1.0", &["middle>=1", "never ; python_version < '3'", "only; extra == 'more'"]);
    wheel(&machine, "middle", "1.0", &["bottom"]);
    for name in ["bottom", "only", "stray"] {
        wheel(&machine, name, "1.0", &[]);
    }
    pip(&machine, &["top", "stray"]);
    let data = requirements(&machine, "top\n");
    assert_eq!(
        (names(&data, "extra"), names(&data, "needed")),
        (vec!["stray".to_owned()], vec!["bottom".to_owned(), "middle".to_owned()])
    );
    let data = requirements(&machine, "top[more]\nstray\n");
    assert_eq!(names(&data, "missing"), ["only"], "the extra that is asked for is not there");
    assert_eq!((&data["missing"][0]["needed_by"], &data["missing"][0]["line"]), (&"top".into(), &1.into()));
    pip(&machine, &["top[more]"]);
    assert_eq!(requirements(&machine, "top[more]\nstray\n")["verdict"], "same");
    shell(&machine, "Example/bin/pip uninstall --quiet --yes bottom");
    let data = requirements(&machine, "top[more]\nstray\n");
    assert_eq!(
        (names(&data, "missing"), &data["missing"][0]["needed_by"]),
        (vec!["bottom".to_owned()], &"middle".into())
    );
    // What is needed by what stands in a wrong line is not shouted either.
    let data = requirements(&machine, "top=1.0\nstray\nonly\n");
    assert_eq!((names(&data, "extra"), &data["verdict"]), (Vec::new(), &"cannot-tell".into()));
}

#[test]
fn nothing_is_too_much_where_a_line_may_ask_for_it() {
    let Some(machine) = machine("nothing_is_too_much", &["idna==3.6", "cowsay==6.1"]) else { return };
    for line in
        ["-e ./folder", "git+https://example.org/x/y", "base-requirements.txt", "“cowsay”", "pip install cowsay"]
    {
        let data = requirements(&machine, &format!("{line}\nidna\n"));
        assert_eq!((names(&data, "extra"), &data["verdict"]), (Vec::new(), &"cannot-tell".into()), "{line}");
    }
    for list in ["\"cowsay\"", "[1, \"idna\"]", "[\"“cowsay”\", \"idna\"]", "[\"cowsay=6\", \"idna\"]"] {
        machine.write("pyproject.toml", &format!("[project]\nname = \"x\"\ndependencies = {list}\n"));
        let data = data(&machine, "pyproject.toml");
        assert_eq!((names(&data, "extra"), &data["verdict"]), (Vec::new(), &"cannot-tell".into()), "{list}");
    }
    machine.write(
        "pyproject.toml",
        "[project]\nname = \"x\"\nrequires-python = 3\ndependencies = [\"idna\", \"cowsay\"]\n",
    );
    assert_eq!(data(&machine, "pyproject.toml")["verdict"], "cannot-tell");
}

#[test]
fn a_package_is_not_as_asked_for_where_one_line_says_otherwise() {
    let Some(machine) = machine("one_line_says_otherwise", &["idna==3.6", "cowsay==6.1"]) else { return };
    let data = requirements(&machine, "idna==3.6\nidna==3.7\ncowsay\nwhat is this\n-e ./folder\nand this\n");
    assert_eq!((names(&data, "matching"), names(&data, "wrong_version")), (vec!["cowsay".into()], vec!["idna".into()]));
    let lines: Vec<_> = data["not_compared"].as_array().expect("lines").iter().map(|line| &line["line"]).collect();
    assert_eq!(lines, [4, 5, 6], "in the order of the file");
}

#[test]
fn every_answer_is_pip_s_own() {
    let Some(machine) = machine("every_answer_is_pip_s", &["idna==3.6", "cowsay==6.1"]) else { return };
    wheel(&machine, "top", "1.0", &["idna<4", "only; extra == 'more'"]);
    wheel(&machine, "only", "1.0", &[]);
    pip(&machine, &["top"]);
    for (at, text) in [
        "idna==3.6",
        "IDNA==3.6.0",
        "idna>3.6",
        "idna~=3.5",
        "idna===3.6",
        "wcwidth",
        "wcwidth ; python_version < '3'",
        "wcwidth ; extra == 'x'",
        "top[more]",
        "top[nothing]",
        "-c c.txt\nidna",
        "cowsay==6.1 # comment\nidna \\\n ==3.6",
        "--pre\nidna!=3.6\r\ncowsay\r\n",
        "\u{feff}idna",
    ]
    .into_iter()
    .enumerate()
    {
        machine.write("c.txt", "idna==3.7\n");
        let data = requirements(&machine, text);
        let would = machine.shell("Example/bin/pip install --dry-run --find-links wheels -r requirements.txt");
        assert_eq!(would.status, 0, "{at} {text}: {}", would.talk);
        let installs = would.data.lines().any(|line| line.starts_with("Would install"));
        let differs = !names(&data, "missing").is_empty() || !names(&data, "wrong_version").is_empty();
        assert_eq!(differs, installs, "{text}: {}\n{data:#}", would.data);
        assert_eq!(data["not_compared"], serde_json::json!([]), "{text}");
    }
}

#[test]
fn the_base_s_packages_count_where_they_are_seen() {
    let Some(machine) = Machine::new() else { return skip("the_base", "python3 is missing") };
    wheel(&machine, "below", "1.0", &[]);
    shell(&machine, "python3 -m pip install --quiet --find-links wheels below && python3 -m venv Example");
    assert_eq!(names(&requirements(&machine, "below\n"), "missing"), ["below"]);
    shell(&machine, "rm -r Example && python3 -m venv --system-site-packages Example");
    let data = requirements(&machine, "below==1.0\n");
    assert_eq!((&data["verdict"], &data["matching"][0]["from"]), (&"same".into(), &"base".into()));
    assert_eq!(names(&requirements(&machine, "below==2.0\n"), "wrong_version"), ["below"]);
}

#[test]
fn a_damaged_package_is_not_called_wrong() {
    let Some(machine) = machine("a_damaged_package", &["idna==3.6"]) else { return };
    shell(&machine, "rm Example/lib/python3*/site-packages/idna-3.6.dist-info/METADATA");
    let data = requirements(&machine, "idna==3.6\n");
    assert_eq!((names(&data, "damaged"), &data["verdict"]), (vec!["idna".to_owned()], &"cannot-tell".into()));
}

#[test]
fn an_environment_file_is_compared_by_names_where_conda_is_not() {
    let Some(machine) = machine("an_environment_file", &["idna==3.6", "cowsay==6.1"]) else { return };
    machine.write(
        "environment.yml",
        "name: x\nchannels:\n  - https://host/t/hunter2/chan\ndependencies:\n  - python>=3\n  - idna=3.6\n  - https://host/t/hunter2/c::wcwidth>=1\n  - pip:\n      - cowsay==6.1\n",
    );
    let outcome = ask(&machine, "environment.yml");
    assert_eq!((outcome.talk.as_str(), outcome.status), ("", 1));
    assert_data_eq!(
        outcome.data,
        str![[r#"
✘ `Example` differs from what `environment.yml` asks for
  ✘ wcwidth>=1 is missing (line 7)
  3 packages as asked for.
  Note: this is no conda environment: the names were compared as those of Python
  packages.

"#]]
    );
}

#[test]
fn what_is_no_such_file_is_refused_with_a_hint() {
    let Some(machine) = machine("no_such_file", &[]) else { return };
    machine.write("notes.md", "# Notes\n");
    machine.write("environment.yml", "name: x\ndependencies: [a\n");
    machine.write("pyproject.toml", "[project\n");
    machine.write("uv.lock", "version = 2\n");
    let mut said = String::new();
    for file in ["gone.txt", ".", "notes.md", "environment.yml", "pyproject.toml", "uv.lock"] {
        let outcome = ask(&machine, file);
        assert_eq!((outcome.data.as_str(), outcome.status), ("", 2), "{file}");
        said.push_str(&outcome.talk);
    }
    assert_data_eq!(
        said,
        str![[r#"
error: `gone.txt` is missing

hint: `--against FILE` takes the path of a file, such as `requirements.txt`
error: `.` is not what it should be: neither a plain file nor a folder of that kind

hint: `--against FILE` takes the path of a file, such as `requirements.txt`
error: `notes.md` is no file that names packages

hint: `--against` takes a `requirements.txt`, an `environment.yml`, a `pyproject.toml` or a `uv.lock`
error: cannot read `environment.yml`: line 3: while parsing a flow sequence, expected ',' or ']'

hint: open the file at that place: the tool that it is for cannot read it either
error: cannot read `pyproject.toml`: line 1: unclosed table, expected `]`

hint: open the file at that place: the tool that it is for cannot read it either
error: `uv.lock` has version 2 of its form, and version 1 is read here

hint: `--against` takes a `requirements.txt`, an `environment.yml`, a `pyproject.toml` or a `uv.lock`

"#]]
    );
    machine.write("requirements.txt", "idna\n");
    let outcome = machine.checker(&["inspect", "sub", "--against", "requirements.txt"]);
    assert_eq!(outcome.status, 2, "there is nothing at that path");
    let outcome = machine.checker(&["inspect", ".", "--against", "requirements.txt"]);
    assert_eq!(outcome.status, 3, "no environment");
    let outcome = machine.checker(&["inspect", "Example", "--against", "requirements.txt", "--list"]);
    assert_eq!(outcome.status, 2);
}

#[test]
fn what_pip_list_wrote_and_what_powershell_wrote_is_understood() {
    let Some(machine) = machine("pip_list", &["idna==3.6"]) else { return };
    shell(&machine, "Example/bin/pip list > requirements.txt");
    let data = data(&machine, "requirements.txt");
    assert_eq!(data["not_compared"][0]["why"], "`pip list` writes this; `pip freeze` writes requirements");
    assert_eq!(names(&data, "extra"), Vec::<String>::new(), "idna is spoken of");
    let wide: Vec<u8> = "\u{feff}idna==3.6\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(machine.here().join("requirements.txt"), wide).expect("a file");
    assert_eq!(self::data(&machine, "requirements.txt")["verdict"], "same");
}
