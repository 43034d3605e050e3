//! The report: its JSON, and each problem on an environment with that one fault.

#![expect(clippy::disallowed_methods, reason = "tests lay out files and start real tools; the program does not")]

use serde_json::json;

use super::super::{Kind, Layer, ProblemId, Report, Size, Surroundings, report};
use super::{Scratch, example, lay};

fn of(scratch: &Scratch) -> Report {
    report(&scratch.example(), &Surroundings::default(), Size::Skip)
}

fn problems(scratch: &Scratch) -> Vec<ProblemId> {
    of(scratch).problems.into_iter().map(|problem| problem.id).collect()
}

fn rewrite(scratch: &Scratch, file: &str, from: &str, to: &str) {
    let path = scratch.example().join(file);
    let text = std::fs::read_to_string(&path).expect("it").replace(from, to);
    std::fs::write(path, text).expect("it");
}

#[test]
fn the_json_is_the_one_that_was_promised() {
    let scratch = example();
    let text = serde_json::to_string(&of(&scratch)).expect("JSON");
    assert!(text.starts_with(r#"{"format":1,"path":"#), "{text}");
    let expected = json!({
        "format": 1, "path": scratch.example(), "kind": "venv", "creator": "venv", "python": "3.11.7",
        "interpreter": scratch.example().join("bin/python"), "base": scratch.root.join("base"),
        "system_site_packages": false, "conda": null, "files": null, "bytes": null, "shared_bytes": null,
        "layers": [{"path": scratch.site(), "layer": "environment", "added_by": null, "packages": 1}],
        "packages": [{
            "name": "pip", "version": "24.0", "from": "environment", "kind": "python", "installer": "pip", "editable": false,
            "direct_url": null, "bytes": null, "state": "ok", "shadowed_by": null,
        }],
        "problems": [],
    });
    assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON"), expected);
}

#[test]
fn where_nothing_stands_the_report_says_so() {
    let scratch = example();
    let empty = report(&scratch.root.join("nowhere"), &Surroundings::default(), Size::Count);
    assert_eq!((empty.kind, empty.files), (Kind::None, None));
    assert_eq!(empty.problems.first().map(|problem| problem.id), Some(ProblemId::NotAnEnvironment));
}

#[test]
fn files_and_bytes_are_counted_on_request() {
    let scratch = example();
    let counted = report(&scratch.example(), &Surroundings::default(), Size::Count);
    // Example, pyvenv.cfg, bin with 3, lib, lib64, python3.11, site-packages, pip with 1, its record with 3.
    assert_eq!(counted.files, Some(16));
    assert!(counted.bytes.is_some_and(|bytes| bytes > 0));
}

#[test]
fn an_environment_without_its_interpreter_is_still_reported() {
    let scratch = example();
    scratch.install(&scratch.site(), "idna", "3.6");
    std::fs::remove_dir_all(scratch.root.join("base")).expect("the base");
    let found = of(&scratch);
    assert_eq!(found.python.as_deref(), Some("3.11.7"));
    assert_eq!(found.packages.len(), 2);
    assert_eq!(problems(&scratch), [ProblemId::InterpreterMissing, ProblemId::HomeStale]);
}

#[test]
fn moved_and_copied_are_told_apart() {
    let scratch = example();
    rewrite(&scratch, "bin/activate", "/Example", "/Original");
    assert_eq!(problems(&scratch), [ProblemId::Moved]);
    lay(&scratch.root, "Original/pyvenv.cfg = home = /usr/bin");
    assert_eq!(problems(&scratch), [ProblemId::Copied]);
}

#[test]
fn the_faults_of_pyvenv_cfg_are_told() {
    let fault = |from: &str, to: &str| {
        let scratch = example();
        rewrite(&scratch, "pyvenv.cfg", from, to);
        problems(&scratch)
    };
    assert_eq!(fault("include-system-site-packages", "include-system-sitepackages"), [ProblemId::MisspeltKey]);
    assert_eq!(fault("= false", "= no"), [ProblemId::MisspeltKey]);
    assert_eq!(fault("include-system-site-packages = false", ""), [ProblemId::KeyMissing]);
    assert_eq!(fault("version = 3.11.7", "version = 3.13.0"), [ProblemId::PythonChanged]);
    assert_eq!(fault("home = /", "home = /nowhere/"), [ProblemId::HomeStale]);
    assert_eq!(fault("home = ", "homes = "), [ProblemId::PyvenvCfgBroken, ProblemId::MisspeltKey]);
}

#[test]
fn packages_of_another_line_are_told() {
    let scratch = example();
    scratch.install(&scratch.example().join("lib/python3.10/site-packages"), "idna", "3.6");
    assert_eq!(problems(&scratch), [ProblemId::PythonChanged]);
    assert!(of(&scratch).packages.iter().all(|package| package.name != "idna"));
}

#[test]
fn a_name_of_the_interpreter_that_leads_nowhere_is_told_although_another_works() {
    let scratch = example();
    std::fs::remove_file(scratch.example().join("bin/python")).expect("it");
    lay(&scratch.example(), "bin/python -> python3.9");
    assert_eq!(problems(&scratch), [ProblemId::InterpreterMissing]);
    assert_eq!(of(&scratch).python.as_deref(), Some("3.11.7"));
}

#[test]
fn a_missing_pip_is_told() {
    let scratch = example();
    for name in ["pip", "pip-24.0.dist-info"] {
        std::fs::remove_dir_all(scratch.site().join(name)).expect("pip");
    }
    assert_eq!(problems(&scratch), [ProblemId::NoPip]);
}

#[test]
fn the_faults_of_packages_are_told() {
    let fault = |layout: &str| {
        let scratch = example();
        scratch.install(&scratch.site(), "idna", "3.6");
        lay(&scratch.site(), layout);
        problems(&scratch)
    };
    assert_eq!(fault(""), []);
    assert_eq!(fault("~dna-3.6.dist-info/METADATA"), [ProblemId::HalfUninstalled]);
    assert_eq!(fault("six-1.0.dist-info/"), [ProblemId::MetadataBroken]);
    assert_eq!(
        fault("six-1.0.dist-info/RECORD = six.py,,\nsix-1.0.dist-info/METADATA = Name: six\\nVersion: 1.0"),
        [ProblemId::CodeMissing]
    );
    assert_eq!(fault("copied/__init__.py"), [ProblemId::ImportableNotInstalled]);
    assert_eq!(fault("copied.py"), [ProblemId::ImportableNotInstalled]);
    assert_eq!(fault("odd.pth = import os; os.system('true')"), [ProblemId::RunsCode]);
    assert_eq!(
        fault(
            "idna-2.0.dist-info/METADATA = Name: idna\\nVersion: 2.0\nidna-2.0.dist-info/RECORD = idna/__init__.py,,"
        ),
        [ProblemId::AmbiguousPackage]
    );
}

#[test]
fn what_wins_over_the_environment_is_told_with_its_layer() {
    let scratch = example();
    scratch.install(&scratch.site(), "packaging", "24.0");
    let module = scratch.root.join("module");
    scratch.install(&module, "packaging", "21.3");
    let user = scratch.root.join("home/.local/lib/python3.11/site-packages");
    scratch.install(&user, "idna", "2.0");
    rewrite(&scratch, "pyvenv.cfg", "= false", "= true");
    let around = Surroundings {
        variables: [("PYTHONPATH".to_owned(), module.display().to_string())].into(),
        home: scratch.root.join("home"),
    };
    let found = report(&scratch.example(), &around, Size::Skip);
    let seen: Vec<_> = found
        .packages
        .iter()
        .map(|package| (package.name.as_str(), package.version.as_deref(), package.from))
        .collect();
    assert_eq!(
        seen,
        [
            ("idna", Some("2.0"), Layer::User),
            ("packaging", Some("21.3"), Layer::Pythonpath),
            ("packaging", Some("24.0"), Layer::Environment),
            ("pip", Some("24.0"), Layer::Environment),
        ]
    );
    let ids: Vec<_> = found.problems.iter().map(|problem| problem.id).collect();
    assert_eq!(ids, [ProblemId::UserSiteVisible, ProblemId::PythonpathShadows]);
}

#[test]
fn a_module_on_pythonpath_without_any_record_shadows_too() {
    let scratch = example();
    scratch.install(&scratch.site(), "idna", "3.6");
    lay(&scratch.root, "module/idna.py\nmodule/mine.py");
    let module = scratch.root.join("module").display().to_string();
    let around = Surroundings { variables: [("PYTHONPATH".to_owned(), module)].into(), ..Surroundings::default() };
    let found = report(&scratch.example(), &around, Size::Skip).problems;
    assert_eq!(found.len(), 1);
    assert_eq!(found.first().map(|problem| problem.path.clone()), Some(scratch.root.join("module/idna.py")));
}

#[test]
fn folders_that_pth_files_add_are_seen_and_labelled() {
    let scratch = example();
    scratch.install(&scratch.root.join("outside"), "idna", "3.6");
    let outside = scratch.root.join("outside");
    lay(&scratch.site(), &format!("mine.pth = # ours\\n{}\\n/nowhere", outside.display()));
    let found = of(&scratch);
    assert_eq!(found.packages.first().map(|package| package.from), Some(Layer::Pth));
}
