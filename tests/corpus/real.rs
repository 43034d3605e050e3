//! Environments that real tools made, and one thing that people then do to them.

use std::path::Path;

use serde_json::Value;

use crate::support::{Machine, Tools, skip};

/// A machine with an environment `Example` of `venv`, with idna 3.6; none, and loudly, where something is missing.
fn example(test: &str) -> Option<Machine> {
    let Some(machine) = Machine::new() else {
        skip(test, "python3 with venv, or the packages, are missing");
        return None;
    };
    done(&machine, "python3 -m venv Example && Example/bin/pip install --quiet idna==3.6");
    Some(machine)
}

/// A machine with an environment `Example` of uv, with idna 3.6 linked into its cache.
fn linked(test: &str) -> Option<Machine> {
    let (Some(machine), Some(uv)) = (Machine::new(), Tools::program("uv")) else {
        skip(test, "there is no `uv` on the PATH, or no python3");
        return None;
    };
    machine.add_program(&uv);
    let install = "VIRTUAL_ENV=$PWD/Example uv --cache-dir cache pip install --quiet --link-mode symlink idna==3.6";
    done(&machine, &format!("uv --cache-dir cache venv --quiet Example && {install}"));
    Some(machine)
}

fn done(machine: &Machine, line: &str) {
    let outcome = machine.shell(line);
    assert_eq!(outcome.status, 0, "{line}: {outcome:?}");
}

/// The problems that are told of an environment, each once, in no order.
fn problems(machine: &Machine, path: &str) -> Vec<String> {
    let outcome = machine.checker(&["inspect", path, "--json"]);
    let report: Value = serde_json::from_str(&outcome.data).expect("JSON");
    let told = report["problems"].as_array().expect("problems").iter();
    let mut ids: Vec<String> = told.map(|problem| problem["id"].as_str().expect("an id").to_owned()).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// The exit status and the word of the answer to "is idna 3.6 here?".
fn has_idna(machine: &Machine, path: &str) -> (i32, String) {
    let outcome = machine.checker(&["inspect", path, "--has", "idna==3.6", "--json"]);
    let answer: Value = serde_json::from_str(&outcome.data).expect("JSON");
    (outcome.status, answer["answer"].as_str().expect("a word").to_owned())
}

fn said(status: i32, word: &str) -> (i32, String) {
    (status, word.to_owned())
}

#[test]
fn nothing_is_wrong_with_what_venv_and_pip_made() {
    let Some(machine) = example("a sound environment") else { return };
    assert_eq!(problems(&machine, "Example"), [""; 0]);
    assert_eq!(has_idna(&machine, "Example"), said(0, "ok"));
}

#[test]
fn a_moved_and_a_copied_environment_are_told_apart() {
    let Some(machine) = example("moved and copied") else { return };
    done(&machine, "cp -a Example Copy");
    assert_eq!(problems(&machine, "Copy"), ["copied"]);
    done(&machine, "mv Example Moved");
    assert_eq!(problems(&machine, "Moved"), ["moved"]);
    assert_eq!(has_idna(&machine, "Moved"), said(0, "ok"));
    // A new environment at the old place: the moved one's pip acts on that one now.
    done(&machine, "python3 -m venv --without-pip Example");
    assert_eq!(problems(&machine, "Moved"), ["copied"]);
}

#[test]
fn what_was_deleted_by_hand_is_missed() {
    let Some(machine) = example("deleted by hand") else { return };
    let site = "Example/lib/python3.*/site-packages";
    done(&machine, &format!("mv {site}/idna idna"));
    assert_eq!(problems(&machine, "Example"), ["code-missing"]);
    assert_eq!(has_idna(&machine, "Example"), said(3, "broken"));
    done(&machine, &format!("mv idna {site}/ && cd {site} && mv idna-3.6.dist-info '~dna-3.6.dist-info'"));
    assert_eq!(problems(&machine, "Example"), ["half-uninstalled", "importable-not-installed"]);
    assert_eq!(has_idna(&machine, "Example"), said(1, "absent"));
}

#[test]
fn a_package_in_the_user_site_is_not_one_of_the_environment() {
    let Some(machine) = Machine::new() else { return skip("the user site", "python3 or the packages are missing") };
    done(&machine, "python3 -m pip install --quiet --user --break-system-packages idna==3.6");
    done(
        &machine,
        "python3 -m venv --without-pip Isolated && python3 -m venv --without-pip --system-site-packages Open",
    );
    assert_eq!(has_idna(&machine, "Isolated"), said(1, "absent"));
    assert_eq!(has_idna(&machine, "Open"), said(0, "ok"));
    assert_eq!(problems(&machine, "Isolated"), ["no-pip"]);
    assert_eq!(problems(&machine, "Open"), ["no-pip", "user-site-visible"]);
}

#[test]
fn a_package_that_pip_put_into_a_folder_is_seen_through_pythonpath_only() {
    let Some(machine) = example("pip --target") else { return };
    done(&machine, "Example/bin/pip install --quiet --target module idna==3.7");
    assert_eq!(has_idna(&machine, "Example"), said(0, "ok"));
    let module = machine.here().join("module").display().to_string();
    let asked = ["inspect", "Example", "--has", "idna==3.6"];
    let outcome = machine.checker_with(&asked, "", &[("PYTHONPATH", &module)]);
    assert_eq!(outcome.status, 1, "{outcome:?}");
    assert!(outcome.data.contains("idna 3.7 is on `PYTHONPATH`"), "{outcome:?}");
}

#[test]
fn an_environment_of_uv_whose_cache_was_cleaned_is_broken() {
    let Some(machine) = linked("a cleaned cache") else { return };
    assert_eq!(problems(&machine, "Example"), ["no-pip"]);
    assert_eq!(has_idna(&machine, "Example"), said(0, "ok"));
    done(&machine, "uv --cache-dir cache cache clean --quiet");
    assert_eq!(problems(&machine, "Example"), ["cache-gone", "no-pip"]);
    assert_eq!(has_idna(&machine, "Example"), said(3, "broken"));
    assert!(Path::new(&machine.here()).join("Example/pyvenv.cfg").exists(), "and nothing was mended");
}

#[test]
fn a_relocatable_environment_of_uv_may_be_moved() {
    let (Some(machine), Some(uv)) = (Machine::new(), Tools::program("uv")) else {
        return skip("a relocatable environment", "there is no `uv` on the PATH, or no python3");
    };
    machine.add_program(&uv);
    done(&machine, "uv --cache-dir cache venv --quiet --relocatable Example && mv Example Moved");
    assert_eq!(problems(&machine, "Moved"), ["no-pip"]);
    done(&machine, "uv --cache-dir cache venv --quiet Example && rm -r Moved && mv Example Moved");
    assert_eq!(problems(&machine, "Moved"), ["moved", "no-pip"]);
}
