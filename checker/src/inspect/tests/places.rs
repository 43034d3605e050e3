//! Where a Python looks, in which order, and whose each place is.

#![expect(clippy::disallowed_methods, reason = "tests lay out files and start real tools; the program does not")]

use std::path::Path;

use super::super::{Layer, NotAnEnvironment, Surroundings, layers, python, user_site};
use super::{Scratch, example, lay, program};

fn around(scratch: &Scratch, variables: &[(&str, &str)]) -> Surroundings {
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Surroundings { variables, home: scratch.root.join("home") }
}

fn order(interpreter: &Path, around: &Surroundings) -> Vec<Layer> {
    layers(interpreter, around).expect("a known Python").into_iter().map(|place| place.layer).collect()
}

fn furnished() -> (Scratch, String) {
    let scratch = example();
    lay(
        &scratch.root,
        "home/.local/lib/python3.11/site-packages/
         module/
         eb/lib/python3.11/site-packages/",
    );
    let module = scratch.root.join("module").display().to_string();
    (scratch, module)
}

#[test]
fn an_isolated_environment_sees_itself_and_pythonpath() {
    let (scratch, module) = furnished();
    let around = around(&scratch, &[("PYTHONPATH", &module), ("EBPYTHONPREFIXES", "/nowhere")]);
    assert_eq!(order(&scratch.example().join("bin/python"), &around), [Layer::Pythonpath, Layer::Environment]);
}

#[test]
fn an_environment_that_is_not_isolated_sees_all_in_python_s_order() {
    let (scratch, module) = furnished();
    let cfg = scratch.example().join("pyvenv.cfg");
    let text = std::fs::read_to_string(&cfg).expect("it").replace("= false", "= true");
    std::fs::write(cfg, text).expect("it");
    let eb = scratch.root.join("eb").display().to_string();
    let variables = [("PYTHONPATH", module.as_str()), ("EBPYTHONPREFIXES", &eb)];
    let python = scratch.example().join("bin/python");
    let all = [Layer::Pythonpath, Layer::Environment, Layer::User, Layer::Base, Layer::Ebpythonprefixes];
    assert_eq!(order(&python, &around(&scratch, &variables)), all);
    let without = around(&scratch, &[("PYTHONNOUSERSITE", "1")]);
    assert_eq!(order(&python, &without), [Layer::Environment, Layer::Base]);
}

#[test]
fn for_a_base_python_the_user_site_comes_first() {
    let (scratch, _) = furnished();
    let python = scratch.root.join("base/bin/python3");
    assert_eq!(order(&python, &around(&scratch, &[])), [Layer::User, Layer::Base]);
}

#[test]
fn a_conda_environment_sees_the_user_site_before_its_own_packages() {
    let (scratch, _) = furnished();
    lay(
        &scratch.root,
        "conda/conda-meta/history
         conda/conda-meta/python-3.11.9-h1_0.json
         conda/bin/python *
         conda/lib/python3.11/site-packages/",
    );
    let python = scratch.root.join("conda/bin/python");
    assert_eq!(order(&python, &around(&scratch, &[])), [Layer::User, Layer::Conda]);
}

#[test]
fn debian_s_folders_are_known() {
    let (scratch, _) = furnished();
    lay(
        &scratch.root,
        "base/lib/python3/dist-packages/
         base/local/lib/python3.11/dist-packages/",
    );
    let places = layers(&scratch.root.join("base/bin/python3"), &around(&scratch, &[("PYTHONNOUSERSITE", "1")]));
    let places: Vec<_> = places.expect("a known Python").into_iter().map(|place| place.path).collect();
    let base = scratch.root.join("base");
    assert_eq!(places, [base.join("local/lib/python3.11/dist-packages"), base.join("lib/python3/dist-packages")]);
}

#[test]
fn relative_entries_of_pythonpath_are_meant_from_the_working_folder() {
    let (scratch, _) = furnished();
    let python = scratch.example().join("bin/python");
    assert_eq!(order(&python, &around(&scratch, &[("PYTHONPATH", "module")])), [Layer::Environment]);
    let here = scratch.root.display().to_string();
    let known = around(&scratch, &[("PYTHONPATH", "module"), ("PWD", &here)]);
    assert_eq!(order(&python, &known), [Layer::Pythonpath, Layer::Environment]);
}

#[test]
fn an_environment_s_own_folder_stays_its_own_on_pythonpath() {
    let (scratch, _) = furnished();
    let own = scratch.site().display().to_string();
    let python = scratch.example().join("bin/python");
    assert_eq!(order(&python, &around(&scratch, &[("PYTHONPATH", &own)])), [Layer::Environment]);
}

#[test]
fn a_python_by_itself_tells_its_version_and_what_its_library_offers() {
    let scratch = example();
    let base = python(&scratch.root.join("base/bin/python3")).expect("a Python");
    assert_eq!((base.version.as_deref(), base.environment.as_ref()), (Some("3.11.7"), None));
    assert_eq!(base.library, Some(scratch.root.join("base/lib/python3.11")));
    assert_eq!((base.has_ensurepip(), base.is_externally_managed()), (Some(false), false));
    lay(
        &scratch.root.join("base/lib/python3.11"),
        "venv/
         ensurepip/
         EXTERNALLY-MANAGED",
    );
    assert_eq!((base.has_ensurepip(), base.is_externally_managed()), (Some(true), true));

    let own = python(&scratch.example().join("bin/python")).expect("a Python");
    assert_eq!((own.version.as_deref(), own.environment.as_ref()), (Some("3.11.7"), Some(&scratch.example())));
    assert_eq!(
        (own.has_ensurepip(), own.is_externally_managed()),
        (Some(true), false),
        "inside, the marker does not count"
    );

    program(&scratch.root.join("python3"), b"#!/bin/sh\n");
    assert!(matches!(python(&scratch.root.join("python3")), Err(NotAnEnvironment::Script(_))));
}

#[test]
fn the_python_behind_a_script_is_not_guessed() {
    let (scratch, _) = furnished();
    lay(&scratch.root, "shims/");
    program(&scratch.root.join("shims/python3"), b"#!/usr/bin/env bash\nexec python\n");
    assert_eq!(layers(&scratch.root.join("shims/python3"), &around(&scratch, &[])), None);
    assert_eq!(layers(&scratch.root.join("nowhere/python3"), &around(&scratch, &[])), None);
}

#[test]
fn the_user_site_follows_its_variable() {
    let scratch = example();
    let elsewhere = around(&scratch, &[("PYTHONUSERBASE", "/elsewhere")]);
    assert_eq!(user_site((3, 9), &elsewhere), Path::new("/elsewhere/lib/python3.9/site-packages"));
}
