//! `inspect` on environments that a real conda made, and on what people do to them.

#![expect(clippy::disallowed_methods, reason = "tests start programs and lay out files; the program does not")]

use std::path::Path;

use snapbox::{assert_data_eq, str};

use crate::support::{Conda, Machine, Tools, skip};

/// Makes an environment by name with these packages and a Python of the base's line.
fn create(conda: &Conda, machine: &Machine, name: &str, packages: &[&str]) -> std::path::PathBuf {
    let python = format!("python={}", conda.lines()[0]);
    conda.run(machine, &[&["create", "--quiet", "--yes", "--name", name, &python], packages].concat());
    Conda::environments(machine).join(name)
}

/// Runs a program of an environment, which must succeed.
fn run(machine: &Machine, program: &Path, arguments: &[&str]) -> String {
    let output = machine.command(program).args(arguments).output().expect("it starts");
    assert!(output.status.success(), "{program:?} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn problems(report: &serde_json::Value) -> Vec<&str> {
    let problems = report["problems"].as_array().expect("problems");
    problems.iter().map(|problem| problem["id"].as_str().expect("a name")).collect()
}

fn why<'a>(report: &'a serde_json::Value, id: &str) -> &'a str {
    let problems = report["problems"].as_array().expect("problems");
    let found = problems.iter().find(|problem| problem["id"] == id);
    found.unwrap_or_else(|| panic!("no `{id}`: {report:#}"))["why"].as_str().expect("a sentence")
}

/// A screen as one line: where its lines break depends on how long the paths of this machine are.
fn words(screen: &str) -> String {
    // A line may break behind a dash too.
    screen.split_whitespace().collect::<Vec<_>>().join(" ").replace("- ", "-")
}

/// `name version kind installer`, a package a line.
fn packages(report: &serde_json::Value) -> Vec<String> {
    let packages = report["packages"].as_array().expect("packages");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let line =
        |package: &serde_json::Value| ["name", "version", "kind", "installer"].map(|key| text(&package[key])).join(" ");
    packages.iter().map(line).collect()
}

#[test]
fn an_environment_with_a_name_is_told_with_what_was_asked_for() {
    let Some((conda, machine)) = Conda::with_machine("an environment with a name") else { return };
    let demo = create(&conda, &machine, "demo", &["idna=3.6", "cowsay", "greet", "example-data"]);
    let outcome = conda.inspect(&machine, &demo);
    assert_eq!((outcome.talk.as_str(), outcome.status), ("", 0));
    assert_data_eq!(
        words(&outcome.data),
        str![
            "[MACHINE]/home/.conda/envs/demo: a conda environment, Python [..] to conda its environment `demo` made with conda create --quiet --yes --name demo python=[..] idna=3.6 cowsay greet example-data asked for cowsay, example-data, greet, idna=3.6, python=[..] channels file://[CONDA]/channel Packages conda: [MACHINE]/home/.conda/envs/demo/lib/python[..]/site-packages, 5 packages cowsay 6.1 idna 3.6 pip 25.3 setuptools 80.9.0 wheel 0.45.1 not Python's: 3 packages from conda example-data 1.0 greet 2024a python [..]"
        ]
    );

    let report = conda.report(&machine, &demo);
    let told = &report["conda"];
    assert_eq!((&told["role"], &told["name"]), (&"named".into(), &"demo".into()));
    assert_eq!(told["story"]["conda"], "24.7.1");
    let version = run(&machine, &demo.join("bin/python"), &["-c", "import sys; print(sys.version.split()[0])"]);
    assert_eq!(report["python"], version.as_str());
    let found = packages(&report);
    for expected in
        ["cowsay 6.1 python conda", "idna 3.6 python conda", "greet 2024a conda conda", "example-data 1.0 conda conda"]
    {
        assert_eq!(found.iter().filter(|line| *line == expected).count(), 1, "{expected}: {found:?}");
    }
    assert!(found.contains(&format!("python {version} conda conda")), "{found:?}");

    // What `pip install --user` puts into the home comes first in conda's environments.
    let pip = ["-m", "pip", "install", "--quiet", "--user", "--ignore-installed", "idna==3.7"];
    run(&machine, &demo.join("bin/python"), &pip);
    let report = conda.report(&machine, &demo);
    assert_eq!(problems(&report), ["user-site-visible", "user-site-shadows"]);
    let import = run(&machine, &demo.join("bin/python"), &["-c", "import idna; print(idna.__file__)"]);
    assert!(import.contains(".local"), "Python agrees: {import}");
}

#[test]
fn a_clone_tells_what_it_was_made_from() {
    let Some((conda, machine)) = Conda::with_machine("a clone") else { return };
    create(&conda, &machine, "demo", &["idna=3.6"]);
    conda.run(&machine, &["create", "--quiet", "--yes", "--name", "two", "--clone", "demo"]);
    let report = conda.report(&machine, &Conda::environments(&machine).join("two"));
    assert_eq!(report["conda"]["story"]["cloned_from"], "demo");
    assert_eq!(problems(&report), [""; 0]);
    assert!(packages(&report).contains(&"idna 3.6 python conda".to_owned()), "{report:#}");
}

#[test]
fn what_pip_did_to_conda_s_packages_is_told() {
    let Some((conda, machine)) = Conda::with_machine("pip over conda") else { return };
    let demo = create(&conda, &machine, "demo", &["idna=3.6", "cowsay"]);
    let python = demo.join("bin/python");
    run(&machine, &python, &["-m", "pip", "install", "--quiet", "idna==3.7", "wcwidth"]);
    let record = demo.join("conda-meta/idna-3.6-pyhd_0.json");
    let report = conda.report(&machine, &demo);
    assert_eq!(problems(&report), ["pip-over-conda"]);
    assert_data_eq!(
        why(&report, "pip-over-conda"),
        str![
            "conda installed `idna` 3.6 and `pip` put 3.7 in its place, of which conda does not know: its next change may break either"
        ]
    );
    assert!(record.is_file(), "nothing was cleaned up, as `conda list` does");
    let found = packages(&report);
    assert!(found.contains(&"idna 3.7 python pip".to_owned()), "{found:?}");
    assert!(found.contains(&"wcwidth 0.2.13 python pip".to_owned()), "{found:?}");
    assert!(!found.iter().any(|line| line.starts_with("idna 3.6")), "{found:?}");
    let screen = words(&conda.inspect(&machine, &demo).data);
    assert!(screen.contains("idna 3.7 (by pip)"), "{screen}");
    let asked = ["-c", "import importlib.metadata as it; print(it.version('idna'))"];
    assert_eq!(run(&machine, &python, &asked), "3.7", "Python agrees");

    // The way back that is told.
    run(&machine, &python, &["-m", "pip", "uninstall", "--quiet", "--yes", "idna"]);
    let report = conda.report(&machine, &demo);
    assert_data_eq!(
        why(&report, "pip-over-conda"),
        str!["conda's record says that `idna` 3.6 is here, and it is gone: not conda removed it"]
    );
    conda.run(&machine, &["install", "--quiet", "--yes", "--name", "demo", "--force-reinstall", "idna=3.6"]);
    let report = conda.report(&machine, &demo);
    assert_eq!(problems(&report), [""; 0]);
    assert_eq!(run(&machine, &python, &asked), "3.6", "Python agrees");

    // Without it: conda takes its own files away, and what pip wrote over them.
    run(&machine, &python, &["-m", "pip", "install", "--quiet", "idna==3.7"]);
    conda.run(&machine, &["remove", "--quiet", "--yes", "--name", "demo", "idna"]);
    assert_eq!(problems(&conda.report(&machine, &demo)), ["code-missing"]);
}

#[test]
fn environments_by_path_empty_ones_and_those_on_top_are_told_apart() {
    let Some((conda, machine)) = Conda::with_machine("environments by path") else { return };
    let python = format!("python={}", conda.lines()[0]);
    conda.run(&machine, &["create", "--quiet", "--yes", "--prefix", "./mine", &python]);
    let mine = machine.here().join("mine");
    let report = conda.report(&machine, &mine);
    assert_eq!((&report["conda"]["role"], &report["conda"]["name"]), (&"path".into(), &serde_json::Value::Null));
    assert_eq!(problems(&report), [""; 0]);

    conda.run(&machine, &["create", "--quiet", "--yes", "--name", "empty"]);
    let empty = conda.inspect(&machine, &Conda::environments(&machine).join("empty"));
    assert_data_eq!(
        words(&empty.data),
        str![
            "[MACHINE]/home/.conda/envs/empty: a conda environment to conda its environment `empty` made with conda create --quiet --yes --name empty What is odd ✘ empty-conda-environment: conda put nothing into it, not even a Python: a `python` or `pip` that is typed here is another's → `conda install python pip`, with its name or path, puts a Python in"
        ]
    );

    run(&machine, &mine.join("bin/python"), &["-m", "venv", "top"]);
    let report = conda.report(&machine, &machine.here().join("top"));
    assert_eq!((&report["kind"], &report["creator"]), (&"venv".into(), &"venv".into()));
    assert_eq!(report["base"], report["conda"]["prefix"]);
    assert_eq!((&report["conda"]["role"], &report["conda"]["story"]), (&"path".into(), &serde_json::Value::Null));
    assert_eq!(problems(&report), [""; 0]);

    let Some(virtualenv) = Tools::program("virtualenv") else {
        return skip("virtualenv on top of conda", "there is no virtualenv");
    };
    let of = mine.join("bin/python").display().to_string();
    // The pip within virtualenv leaves a certificate's file where temporary files are, which is not checker's to answer for.
    let elsewhere = format!("TMPDIR={}", machine.here().display());
    let words = ["--quiet", "--no-download", "--python", &of, "virtual"];
    run(&machine, "env".as_ref(), &[&[elsewhere.as_str(), &virtualenv.display().to_string()], &words[..]].concat());
    let report = conda.report(&machine, &machine.here().join("virtual"));
    assert_eq!((&report["creator"], &report["conda"]["role"]), (&"virtualenv".into(), &"path".into()));
    assert_eq!(report["python"], conda.report(&machine, &mine)["python"]);
}

#[test]
fn the_base_is_told_as_the_base() {
    let Some((conda, machine)) = Conda::with_machine("the base") else { return };
    let report = conda.report(&machine, &conda.base());
    assert_eq!((&report["conda"]["role"], &report["conda"]["name"]), (&"base".into(), &"base".into()));
    assert_eq!(problems(&report), [""; 0]);
    assert!(packages(&report).contains(&"conda 24.7.1 python conda".to_owned()), "{report:#}");
    let of_python = packages(&report).iter().filter(|line| line.contains(" python conda")).count();
    let question = "import importlib.metadata as it; print(len(list(it.distributions())))";
    let told = run(&machine, &conda.base().join("bin/python"), &["-I", "-c", question]);
    assert_eq!(told, of_python.to_string(), "its own Python counts as many");

    run(&machine, &conda.base().join("bin/python"), &["-m", "venv", "--without-pip", "top"]);
    let screen = words(&conda.inspect(&machine, &machine.here().join("top")).data);
    assert!(screen.contains("to conda the base of an installation isolated"), "{screen}");
}

#[test]
fn a_moved_environment_and_a_copied_one_are_told_apart() {
    let Some((conda, machine)) = Conda::with_machine("a moved environment") else { return };
    let demo = create(&conda, &machine, "demo", &["cowsay"]);
    let copy = machine.here().join("copy");
    let status = machine.command("cp".as_ref()).arg("-a").args([&demo, &copy]).status().expect("cp");
    assert!(status.success());
    let report = conda.report(&machine, &copy);
    assert_eq!(problems(&report), ["copied"]);
    assert_eq!(problems(&conda.report(&machine, &demo)), [""; 0]);
    // It is so: the copy's program starts the original's Python.
    let first = std::fs::read_to_string(copy.join("bin/cowsay")).expect("a script");
    assert!(first.starts_with(&format!("#!{}/bin/python", demo.display())), "{first}");

    let moved = machine.here().join("moved");
    std::fs::rename(&demo, &moved).expect("it moves");
    let report = conda.report(&machine, &moved);
    assert_eq!(problems(&report), ["moved"]);
    assert_data_eq!(
        machine.redact(why(&report, "moved")),
        str![
            "it was made as `[MACHINE]/home/.conda/envs/demo`, and the scripts in `bin` still look for its Python there"
        ]
    );
    assert_eq!(report["conda"]["role"], "path");
    assert!(machine.command(&moved.join("bin/cowsay")).output().is_err(), "its scripts do not start");

    // A second path to the same folder is not another place.
    std::os::unix::fs::symlink(&moved, &demo).expect("a link");
    assert_eq!(problems(&conda.report(&machine, &moved)), [""; 0]);
}

#[test]
fn what_pip_installed_for_another_python_is_told() {
    let Some((conda, machine)) = Conda::with_machine("another Python") else { return };
    let [_, other, ..] = &conda.lines()[..] else {
        return skip("another Python", "the channel has one line of Python only");
    };
    let demo = create(&conda, &machine, "demo", &["cowsay"]);
    run(&machine, &demo.join("bin/python"), &["-m", "pip", "install", "--quiet", "wcwidth"]);
    conda.run(&machine, &["install", "--quiet", "--yes", "--name", "demo", &format!("python={other}")]);
    let report = conda.report(&machine, &demo);
    assert!(report["python"].as_str().is_some_and(|version| version.starts_with(other.as_str())), "{report:#}");
    assert_eq!(problems(&report), ["python-changed"]);
    let found = packages(&report);
    assert!(!found.iter().any(|line| line.starts_with("wcwidth")), "Python does not see it: {found:?}");
    // conda's own Python packages came along.
    assert!(found.contains(&"cowsay 6.1 python conda".to_owned()), "{found:?}");
}

/// How often the making of an environment is killed at most.
const ATTEMPTS: usize = 10;

/// Kills conda between its first record and its history; whether that came out.
fn is_killed_half_way(conda: &Conda, machine: &Machine, half: &Path) -> bool {
    if half.exists() {
        std::fs::remove_dir_all(half).expect("what the last attempt left");
    }
    let python = format!("python={}", conda.lines()[0]);
    let mut create = conda.command(machine);
    create.args(["create", "--quiet", "--yes", "--name", "half", &python, "cowsay"]);
    let mut create = create.stdout(std::process::Stdio::null()).spawn().expect("conda starts");
    let begun = || std::fs::read_dir(half.join("conda-meta")).is_ok_and(|names| names.flatten().next().is_some());
    // Nothing tells of the first record but the record.
    while !begun() && create.try_wait().expect("its state").is_none() {
        std::thread::yield_now();
    }
    create.kill().expect("it is killed");
    create.wait().expect("it ends");
    // The folder that it works in may be gone before the history is there.
    !half.join("conda-meta/history").exists() && half.join(".condatmp").is_dir()
}

#[test]
fn an_environment_whose_making_was_killed_is_told_as_that() {
    let Some((conda, machine)) = Conda::with_machine("a killed conda") else { return };
    let half = Conda::environments(&machine).join("half");
    // conda may be done sooner than it is killed.
    if !(0..ATTEMPTS).any(|_| is_killed_half_way(&conda, &machine, &half)) {
        return skip("a killed conda", "it was always done before it was killed");
    }
    let report = conda.report(&machine, &half);
    assert_eq!(report["kind"], "conda");
    // The record that conda was writing may be damaged, too.
    for expected in ["conda-history-missing", "unfinished"] {
        assert!(problems(&report).contains(&expected), "{report:#}");
    }
    let refused = conda.command(&machine).args(["install", "--quiet", "--yes", "--name", "half", "idna"]).output();
    assert!(!refused.expect("conda starts").status.success(), "conda does not take it for an environment either");
}

#[test]
fn what_opens_a_channel_is_never_shown() {
    let Some((conda, machine)) = Conda::with_machine("a channel with a token") else { return };
    let folder = machine.here().join("t/tk-SECRET-1");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::os::unix::fs::symlink(conda.channel(), folder.join("private")).expect("a link");
    let channel = format!("file://{}/private", folder.display());
    let all = ["create", "--quiet", "--yes", "--name", "demo", "--override-channels", "--channel", &channel, "greet"];
    conda.run(&machine, &all);
    let demo = Conda::environments(&machine).join("demo");
    let history = std::fs::read_to_string(demo.join("conda-meta/history")).expect("a history");
    assert!(history.contains("SECRET"), "conda wrote it down: {history}");
    let (screen, report) = (conda.inspect(&machine, &demo).data, conda.report(&machine, &demo).to_string());
    for text in [screen, report] {
        assert!(text.contains("/t/<TOKEN>/private") && !text.contains("SECRET"), "{text}");
    }
}
