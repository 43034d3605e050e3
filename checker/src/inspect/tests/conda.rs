//! conda environments, laid out: what real ones of this machine cannot show.

use crate::packaging::Requirement;

use super::super::{
    Answer, Creator, Kind, PackageKind, ProblemId, Report, Role, Size, Surroundings, look, report, whereabouts,
};
use super::{Scratch, example, lay};

/// A conda environment with Python 3.11 in `envs/demo` of an installation, beside what `example` makes.
fn demo() -> Scratch {
    let scratch = example();
    lay(
        &scratch.root,
        "conda/condabin/conda
         conda/conda-meta/history
         conda/envs/demo/conda-meta/history
         conda/envs/demo/conda-meta/python-3.11.9-h955ad1f_0_cpython.json = {\"name\": \"python\", \"version\": \"3.11.9\"}
         conda/envs/demo/bin/python -> python3.11
         conda/envs/demo/bin/python3.11 *
         conda/envs/demo/lib/python3.11/site-packages/",
    );
    scratch.install(&scratch.root.join("conda/envs/demo/lib/python3.11/site-packages"), "pip", "24.0");
    scratch
}

fn of(scratch: &Scratch, path: &str) -> Report {
    let around = Surroundings { home: scratch.root.join("home"), ..Surroundings::default() };
    report(&scratch.root.join(path), &around, Size::Skip)
}

fn ids(report: &Report) -> Vec<ProblemId> {
    report.problems.iter().map(|problem| problem.id).collect()
}

#[test]
fn what_is_none_of_python_s_is_there_too() {
    let scratch = demo();
    let ask = |text: &str| {
        let requirement = Requirement::parse(text).expect("a requirement");
        whereabouts(&scratch.root.join("conda/envs/demo"), &requirement, &Surroundings::default())
            .expect("it is conda's")
    };
    assert!(matches!(ask("python>=3.11").answer, Answer::Ok { version, .. } if version == "3.11.9"));
    assert!(matches!(ask("python<3").answer, Answer::WrongVersion { .. }));
    assert_eq!(ask("openssl").answer, Answer::Absent);
}

#[test]
fn a_role_is_told_by_where_a_prefix_lies() {
    let scratch = demo();
    let history = "x/conda-meta/history
         home/.condarc = envs_dirs:\\n  - ~/course\\n
         home/course/one/conda-meta/history
         home/.conda/envs/two/conda-meta/history
         proj/envs/three/conda-meta/history
         conda/envs/inner/conda-meta/history
         conda/envs/inner/condabin/conda";
    lay(&scratch.root, history);
    for (path, role, name) in [
        ("conda", Role::Base, Some("base")),
        ("conda/envs/demo", Role::Named, Some("demo")),
        // An environment into which conda was installed is none the less one.
        ("conda/envs/inner", Role::Named, Some("inner")),
        ("home/course/one", Role::Named, Some("one")),
        ("home/.conda/envs/two", Role::Named, Some("two")),
        // `envs` of no installation that can be seen.
        ("proj/envs/three", Role::Path, None),
        ("x", Role::Path, None),
    ] {
        let told = of(&scratch, path).conda.expect(path);
        assert_eq!((told.role, told.name.as_deref()), (role, name), "{path}");
    }
    let variables = [("CONDA_ENVS_DIRS".to_owned(), format!("/nowhere,{}/proj/envs", scratch.root.display()))];
    let around = Surroundings { variables: variables.into(), home: scratch.root.join("home") };
    let told = report(&scratch.root.join("proj/envs/three"), &around, Size::Skip).conda.expect("it is conda's");
    assert_eq!(told.name.as_deref(), Some("three"));
}

#[test]
fn a_package_is_told_once_whatever_conda_calls_it() {
    let scratch = demo();
    let site = scratch.root.join("conda/envs/demo/lib/python3.11/site-packages");
    for name in ["torch", "matplotlib", "lost"] {
        scratch.install(&site, name, "2.0");
    }
    std::fs::remove_file(site.join("torch-2.0.dist-info/INSTALLER")).expect("it");
    lay(
        &scratch.root.join("conda/envs/demo/conda-meta"),
        "pytorch-2.0-py_0.json = {\"files\": [\"lib/python3.11/site-packages/torch-2.0.dist-info/METADATA\"]}
         matplotlib-2.0-h1_0.json = {\"name\": \"matplotlib\", \"files\": []}
         matplotlib-base-2.0-h1_0.json = {\"files\": [\"lib/python3.11/site-packages/matplotlib-2.0.dist-info/METADATA\"]}
         lost-2.0-h1_0.json = {\"files\": [\"lib/python3.11/site-pack
         _libgcc_mutex-0.1-main.json = no JSON at all",
    );
    let report = of(&scratch, "conda/envs/demo");
    let told: Vec<(&str, PackageKind, Option<&str>)> = report
        .packages
        .iter()
        .map(|package| (package.name.as_str(), package.kind, package.installer.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("_libgcc_mutex", PackageKind::Conda, Some("conda")),
            ("lost", PackageKind::Python, Some("pip")),
            ("matplotlib", PackageKind::Python, Some("pip")),
            ("pip", PackageKind::Python, Some("pip")),
            ("python", PackageKind::Conda, Some("conda")),
            // No tool left its mark, and conda's record claims it.
            ("torch", PackageKind::Python, Some("conda")),
        ]
    );
    // pip's mark at the very place that conda's record names may be conda's own: old packages carry it.
    assert_eq!(ids(&report), []);
}

#[test]
fn a_version_beside_conda_s_own_is_told_and_what_cannot_be_looked_at_is_not() {
    let scratch = demo();
    let site = scratch.root.join("conda/envs/demo/lib/python3.11/site-packages");
    scratch.install(&site, "idna", "3.7");
    lay(
        &scratch.root.join("conda/envs/demo/conda-meta"),
        "idna-3.8-py_0.json = {\"files\": [\"lib/python3.11/site-packages/idna-3.8.dist-info/METADATA\"]}
         old-1.0-py_0.json = {\"files\": [\"lib/python3.11/site-packages/old-1.0-py3.11.egg-info\"]}
         here-1.0-py_0.json = {\"files\": [\"lib/python3.11/site-packages/here-1.0-py3.11.egg-info\"]}",
    );
    lay(&site, "here-1.0-py3.11.egg-info = Name: here\\nVersion: 1.0\\n\n here.py");
    let report = of(&scratch, "conda/envs/demo");
    assert_eq!(ids(&report), [ProblemId::PipOverConda, ProblemId::PipOverConda]);
    let why: Vec<&str> = report.problems.iter().map(|problem| problem.why.as_str()).collect();
    assert!(why[0].contains("`idna` 3.8 and `pip` put 3.7"), "{why:?}");
    assert!(why[1].contains("`old` 1.0 is here, and it is gone"), "{why:?}");
}

#[test]
fn pypy_and_free_threaded_pythons_of_conda_are_seen() {
    let scratch = demo();
    lay(
        &scratch.root,
        "pypy/conda-meta/history
         pypy/conda-meta/python-3.9.18-0_73_pypy.json = {}
         pypy/conda-meta/pypy3.9-7.3.15-h9557127_1.json = {}
         pypy/bin/python -> pypy3.9
         pypy/bin/pypy3.9 *
         pypy/lib/pypy3.9/site-packages/
         free/conda-meta/history
         free/conda-meta/python-3.13.2-h4724d56_1_cp313t.json = {}
         free/bin/python -> python3.13t
         free/bin/python3.13t *
         free/lib/python3.13t/site-packages/",
    );
    for (path, library, version) in [("pypy", "pypy3.9", "3.9.18"), ("free", "python3.13t", "3.13.2")] {
        let site = scratch.root.join(path).join("lib").join(library).join("site-packages");
        scratch.install(&site, "pip", "24.0");
        let report = of(&scratch, path);
        assert_eq!(report.python.as_deref(), Some(version));
        assert!(report.packages.iter().any(|package| package.name == "pip"), "{path}: {report:?}");
        assert_eq!(ids(&report), [], "{path}");
    }
}

#[test]
fn a_venv_inside_a_conda_prefix_is_a_venv_that_knows_of_conda() {
    let scratch = demo();
    lay(&scratch.example(), "conda-meta/history\n conda-meta/openssl-3.3.0-h1_0.json = {}");
    let report = of(&scratch, "Example");
    assert_eq!((report.kind, report.creator), (Kind::Venv, Some(Creator::Venv)));
    assert_eq!(report.conda.as_ref().map(|conda| conda.role), Some(Role::Path));
    assert!(report.packages.iter().any(|package| package.name == "openssl" && package.kind == PackageKind::Conda));
    assert_eq!(ids(&report), []);
}

#[test]
fn records_without_a_history_are_no_environment_and_are_told_as_conda_s() {
    let scratch = demo();
    let root = scratch.root.join("conda/envs/demo");
    std::fs::remove_file(root.join("conda-meta/history")).expect("the history");
    assert!(look(&root).is_err());
    assert_eq!(ids(&of(&scratch, "conda/envs/demo")), [ProblemId::CondaHistoryMissing]);
    std::fs::create_dir(root.join(".condatmp")).expect("a folder");
    assert_eq!(ids(&of(&scratch, "conda/envs/demo")), [ProblemId::CondaHistoryMissing, ProblemId::Unfinished]);
    // A folder of that name alone says nothing.
    lay(&scratch.root, "other/conda-meta/notes.txt");
    assert_eq!(ids(&of(&scratch, "other")), [ProblemId::NotAnEnvironment]);
}

#[test]
fn an_environment_without_python_is_wrong_only_when_it_is_empty() {
    let scratch = demo();
    lay(&scratch.root, "r/conda-meta/history\n r/conda-meta/r-base-4.3.1-h1_0.json = {}\n none/conda-meta/history");
    assert_eq!(ids(&of(&scratch, "r")), []);
    assert_eq!(ids(&of(&scratch, "none")), [ProblemId::EmptyCondaEnvironment]);
}

#[test]
fn scripts_of_another_prefix_count_only_where_none_is_its_own() {
    let scratch = demo();
    let demo = scratch.root.join("conda/envs/demo");
    let here = scratch.root.display();
    lay(&demo, &format!("bin/pip = #!{here}/elsewhere/bin/python3.11\\n"));
    assert_eq!(ids(&of(&scratch, "conda/envs/demo")), [ProblemId::Moved]);
    lay(&demo, &format!("bin/other = #!{here}/third/bin/python3.11\\n"));
    assert_eq!(ids(&of(&scratch, "conda/envs/demo")), []);
    std::fs::remove_file(demo.join("bin/other")).expect("it");
    lay(&demo, &format!("bin/own = #!{}/bin/python\\n", demo.display()));
    assert_eq!(ids(&of(&scratch, "conda/envs/demo")), []);
}
