//! `doctor`: what it finds, what it says against it, and that it leaves no trace.

use std::net::TcpListener;
use std::path::Path;

use snapbox::{assert_data_eq, str};

use crate::support::{Machine, Outcome, Tools, skip};

/// A machine with its own Python, bash and nothing else on its search path.
struct Bare {
    machine: Machine,
    path: String,
}

impl Bare {
    fn new(test: &str) -> Option<Self> {
        let (Some(machine), Some(bash)) = (Machine::new(), Tools::program("bash")) else {
            skip(test, "python3 with venv, the packages, or bash are missing");
            return None;
        };
        machine.add_program(&bash);
        let root = machine.here().parent().expect("its folder").to_owned();
        let path = format!("{}:{}", root.join("python/bin").display(), root.join("programs").display());
        Some(Bare { machine, path })
    }

    /// `checker doctor` with these further variables and no settings of pip but theirs.
    fn doctor(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Outcome {
        let own = [("PATH", self.path.as_str()), ("PIP_CONFIG_FILE", "/dev/null"), ("SHELL", "/bin/bash")];
        let outcome =
            self.machine.checker_with(&[&["doctor"], arguments].concat(), "", &[&own[..], variables].concat());
        assert_eq!((outcome.talk.as_str(), outcome.status), ("", 0));
        outcome
    }

    fn json(&self, variables: &[(&str, &str)]) -> serde_json::Value {
        serde_json::from_str(&self.doctor(&["--json"], variables).data).expect("JSON")
    }
}

/// An address at which nobody listens.
fn nobody() -> String {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").to_string()
}

/// The page from this heading on.
fn from(page: &str, heading: &str) -> String {
    page[page.find(heading).unwrap_or_else(|| panic!("no `{heading}`: {page}"))..].to_owned()
}

#[test]
fn a_machine_on_which_all_is_well_is_shown_section_by_section() {
    let Some(bare) = Bare::new("doctor: all is well") else { return };
    let links = ("PIP_FIND_LINKS", "/");
    assert_data_eq!(
        bare.doctor(&[], &[links]).data,
        str![[r#"
What this machine has, at the site `laptop`.

Shells
  ✔ bash       [..]
...
  – tcsh       not on `PATH`

Python
  ✔ python3    3.[..]
...

Tools
  – virtualenv not here
  – uv         not here
  – conda      not here
  – mamba      not here
  – micromamba not here

Modules and jobs
  – modules    no module system
  – Slurm      no `sbatch` on `PATH`

Package index
  – not asked  https://pypi.org/simple (pip's own): pip is told to ask no index
    Packages are looked for in: /.

Space
  ✔ exercises  [..]
...
  ✔ home       [..]
...
  ✔ temporary  [..]
...
  ✔ progress   [..]
...
    A quota of yours may leave less than the disk has.

Looks wrong already
  ✔ nothing    in your settings, as far as can be seen from outside your shell

Deferred here
  – first-job, mend-the-job
    This machine has not Slurm (`sbatch`).
    To come back: log in to a cluster that has Slurm, and start `checker` there.
    To read meanwhile: `checker show batch-jobs`.
  – load-python
    This machine has not a module system (`module`).
    To come back: log in to a cluster that has one, and start `checker` there.
    To read meanwhile: `checker show find-python`.
  – with-virtualenv
    This machine has not `virtualenv`.
    To come back: install `virtualenv`, then start `checker` again.
    To read meanwhile: `checker show virtualenv`.
  – conda-first, conda-from-file, conda-then-pip, mend-a-mixture, venv-on-conda-
    base, conda-trial-clone
    This machine has not `conda`.
    To come back: install `conda`, then start `checker` again.
    To read meanwhile: `checker show conda`.
    To read meanwhile: `checker show conda-and-pip`.
    To read meanwhile: `checker show conda-clone`.
  – uv-environment, uv-first-project, uv-mend-project
    This machine has not `uv`.
    To come back: install `uv`, then start `checker` again.
    To read meanwhile: `checker show uv`.

Next: checker says where you are and what comes.

"#]]
    );
}

#[test]
fn what_looks_wrong_is_said_with_what_to_type_against_it() {
    let Some(bare) = Bare::new("doctor: worries") else { return };
    let url = format!("http://ada:secret@{}/simple", nobody());
    let variables = [
        ("PIP_NO_INDEX", "0"),
        ("PIP_INDEX_URL", url.as_str()),
        ("PYTHONPATH", "/apps/scipy:"),
        ("PIP_USER", "1"),
        ("SHELL", "/bin/tcsh"),
    ];
    let page = bare.doctor(&[], &variables).data;
    assert_data_eq!(
        from(&page, "Looks wrong already"),
        str![[r#"
Looks wrong already
  ! `PYTHONPATH` is `/apps/scipy:`: what lies there comes before the packages of
    every environment, and so does the folder that you are in (an empty entry).
    → unsetenv PYTHONPATH
  ! `PIP_USER` is on: pip wants to install into your home folder, and refuses
    inside an environment.
    → unsetenv PIP_USER
  ! The package index `http://ada:****@127.0.0.1:[..]/simple` cannot be
    reached: `127.0.0.1:[..]` refuses the connection.
    → begin where the internet can be reached, such as a login node, or set
      `https_proxy` as your centre says

Deferred here
  – first-job, mend-the-job
    This machine has not Slurm (`sbatch`).
    To come back: log in to a cluster that has Slurm, and start `checker` there.
    To read meanwhile: `checker show batch-jobs`.
  – load-python
    This machine has not a module system (`module`).
    To come back: log in to a cluster that has one, and start `checker` there.
    To read meanwhile: `checker show find-python`.
  – with-virtualenv
    This machine has not `virtualenv`.
    To come back: install `virtualenv`, then start `checker` again.
    To read meanwhile: `checker show virtualenv`.
  – conda-first, conda-from-file, conda-then-pip, mend-a-mixture, venv-on-conda-
    base, conda-trial-clone
    This machine has not `conda`.
    To come back: install `conda`, then start `checker` again.
    To read meanwhile: `checker show conda`.
    To read meanwhile: `checker show conda-and-pip`.
    To read meanwhile: `checker show conda-clone`.
  – uv-environment, uv-first-project, uv-mend-project
    This machine has not `uv`.
    To come back: install `uv`, then start `checker` again.
    To read meanwhile: `checker show uv`.

Next: mend what looks wrong, from the top; then checker doctor.

"#]]
    );
    assert!(page.contains("  ! refused    http://ada:****@127.0.0.1"), "{page}");
    assert!(!page.contains("secret"), "{page}");
}

#[test]
fn exercises_that_wait_are_told_with_what_is_missing_and_how_to_come_back() {
    let Some(bare) = Bare::new("doctor: deferred") else { return };
    let page = bare.doctor(&[], &[("PATH", "/nowhere")]).data;
    assert_data_eq!(
        from(&page, "Deferred here"),
        str![[r#"
Deferred here
  – first-venv, course-environment, two-projects, freeze-and-recreate, mend-the-
...
    This machine has not a `python3` on `PATH`.
    To come back: install Python 3 (Debian: `apt-get install python3-venv`).
    To read meanwhile: `checker show venv`.
...
Next: get a `python3`, then look again with checker doctor.

"#]]
    );
}

#[test]
fn broken_settings_a_missing_home_and_folders_that_are_not_there_stop_nothing() {
    let Some(bare) = Bare::new("doctor: broken things") else { return };
    bare.machine.write("pip.conf", "user = true\n");
    std::fs::create_dir(bare.machine.here().join("folder")).expect("a folder");
    let page = bare.doctor(&[], &[("HOME", ""), ("PIP_CONFIG_FILE", "pip.conf"), ("PATH", "/nowhere:::/etc/passwd")]);
    assert!(page.data.contains("`HOME` is not set"), "{}", page.data);
    let report = bare.json(&[("PIP_CONFIG_FILE", "pip.conf")]);
    assert_eq!(report["worries"][0]["id"], "pip-settings-broken", "{report:#}");
    let report = bare.json(&[("PIP_CONFIG_FILE", "folder"), ("TMPDIR", "/nowhere/tmp")]);
    assert_eq!(report["worries"], serde_json::json!([]), "what cannot be read is no worry: {report:#}");
}

#[test]
fn the_report_is_an_object_with_these_keys() {
    let Some(bare) = Bare::new("doctor: JSON") else { return };
    let report = bare.json(&[]);
    let keys: Vec<&String> = report.as_object().expect("an object").keys().collect();
    let expected = [
        "checks",
        "deferred",
        "format",
        "index",
        "modules",
        "pythons",
        "quota",
        "scheduler",
        "shells",
        "site",
        "spaces",
        "state",
        "tools",
        "wheelhouse",
        "worries",
    ];
    assert_eq!(keys, expected);
    assert_eq!((&report["format"], &report["site"]), (&1.into(), &"laptop".into()));
    assert_eq!(report["pythons"][0]["names"][0], "python3");
    assert_eq!(
        (&report["index"]["answer"], &report["spaces"]["home"]["answer"]),
        (&"not-asked".into(), &"known".into())
    );
    let report = bare.json(&[("PIP_NO_INDEX", "0"), ("https_proxy", &nobody())]);
    assert_eq!(report["index"]["answer"], "refused", "{report:#}");
    assert_eq!(report["worries"][0]["id"], "index-unreachable");
}

#[test]
fn the_work_folder_is_the_one_that_was_given_and_nothing_is_written() {
    let Some(bare) = Bare::new("doctor: work") else { return };
    let report = bare.json(&[]);
    assert_eq!(report["spaces"]["work"]["path"], "[MACHINE]/home/checker");
    let outcome = bare.doctor(&["--json", "--work", "a:b"], &[]);
    let report: serde_json::Value = serde_json::from_str(&outcome.data).expect("JSON");
    assert_eq!(report["spaces"]["work"]["path"], "[MACHINE]/here/a:b");
    assert_eq!(report["worries"][0]["id"], "folder-colon");
    let at = bare.doctor(&["--json", "--site", "uppmax"], &[]);
    let report: serde_json::Value = serde_json::from_str(&at.data).expect("JSON");
    assert_eq!(report["quota"], "uquota");
    assert_eq!(
        report["spaces"]["work"]["path"], "[MACHINE]/home/checker",
        "a template that nobody can fill says nothing"
    );
    let is_empty = |folder: &Path| std::fs::read_dir(folder).expect("a folder").next().is_none();
    assert!(is_empty(&bare.machine.home()) && is_empty(&bare.machine.here()));
}
