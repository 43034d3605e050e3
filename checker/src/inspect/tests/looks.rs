//! What is an environment, and what merely looks like one.

use std::path::Path;

use super::super::{Creator, Kind, NotAnEnvironment, environment, first_on_path, look, owner_of};
use super::{Scratch, example, lay, program};

fn reason(path: &Path) -> NotAnEnvironment {
    look(path).expect_err("no environment")
}

/// A sound environment with one thing done to it.
fn spoilt(spoil: impl FnOnce(&Scratch)) -> NotAnEnvironment {
    let scratch = example();
    spoil(&scratch);
    reason(&scratch.example())
}

fn remove(path: &Path) {
    let gone = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    gone.expect("something to remove");
}

#[test]
fn a_sound_environment_is_seen_with_all_that_is_known_of_it() {
    let scratch = example();
    let found = look(&scratch.example()).expect("an environment");
    assert_eq!((found.kind, found.creator), (Kind::Venv, Creator::Venv));
    assert_eq!((found.python.as_deref(), found.minor), (Some("3.11.7"), Some((3, 11))));
    assert_eq!(found.base, Some(scratch.root.join("base")));
    assert!(!found.system_site_packages);
    assert_eq!(found.site_packages, [scratch.site()]);
    lay(&scratch.root, "other -> Example");
    assert_eq!(environment(&scratch.root.join("other")), Some(found));
}

#[test]
fn a_folder_that_merely_looks_like_one_is_none() {
    let scratch = example();
    lay(
        &scratch.root,
        "Fake/pyvenv.cfg
         Fake/bin/python = #!/bin/sh\\n
         Empty/",
    );
    assert!(matches!(reason(&scratch.root.join("Fake")), NotAnEnvironment::NoHome(_)));
    assert!(matches!(reason(&scratch.root.join("Empty")), NotAnEnvironment::NoMark(_)));
    assert!(matches!(reason(&scratch.root.join("gone")), NotAnEnvironment::Nothing(_)));
    assert!(matches!(reason(&scratch.root.join("Fake/pyvenv.cfg")), NotAnEnvironment::File(_)));
}

#[test]
fn what_is_called_python_and_is_none_does_not_count() {
    let put = |bytes: &'static [u8]| {
        spoilt(move |scratch| {
            remove(&scratch.example().join("bin/python3"));
            remove(&scratch.example().join("bin/python"));
            program(&scratch.example().join("bin/python"), bytes);
        })
    };
    assert!(matches!(put(b""), NotAnEnvironment::NotPython(_)));
    assert!(matches!(put(b"\x7fELF and a program like true"), NotAnEnvironment::NotPython(_)));
    assert!(matches!(put(b"#!/bin/sh\necho Python 3.11.7\n"), NotAnEnvironment::Script(_)));
}

#[test]
fn a_copied_interpreter_counts_and_one_that_cannot_be_executed_does_not() {
    let scratch = example();
    let python = scratch.example().join("bin/python");
    remove(&python);
    std::fs::copy(scratch.root.join("base/bin/python3.11"), &python).expect("a copy");
    assert_eq!(environment(&scratch.example()).and_then(|found| found.python).as_deref(), Some("3.11.7"));
    lay(&scratch.root, "plain = text");
    // The copy takes the mode along, which is not executable.
    std::fs::copy(scratch.root.join("plain"), &python).expect("a copy");
    remove(&scratch.example().join("bin/python3"));
    assert!(environment(&scratch.example()).is_none());
}

#[test]
fn the_link_that_is_gone_is_named() {
    let scratch = example();
    remove(&scratch.root.join("base/bin/python3.11"));
    let NotAnEnvironment::InterpreterGone { link, target } = reason(&scratch.example()) else {
        unreachable!("another reason")
    };
    assert_eq!(link, scratch.root.join("base/bin/python3"));
    assert_eq!(target, scratch.root.join("base/bin/python3.11"));
}

#[test]
fn an_environment_whose_making_was_interrupted_is_none() {
    let gone = spoilt(|scratch| remove(&scratch.example().join("bin/activate")));
    assert!(matches!(gone, NotAnEnvironment::Unfinished(_)));
    let gone = spoilt(|scratch| remove(&scratch.example().join("lib/python3.11")));
    assert!(matches!(gone, NotAnEnvironment::NoSitePackages(_)));
    let gone = spoilt(|scratch| remove(&scratch.example().join("bin")));
    assert!(matches!(gone, NotAnEnvironment::NoInterpreter(_)));
}

#[test]
fn a_pyvenv_cfg_that_is_no_plain_file_neither_hangs_nor_counts() {
    let fifo = spoilt(|scratch| {
        let cfg = scratch.example().join("pyvenv.cfg");
        remove(&cfg);
        rustix::fs::mknodat(rustix::fs::CWD, &cfg, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0)
            .expect("a FIFO");
    });
    assert!(matches!(fifo, NotAnEnvironment::Mark { .. }));
    let folder = spoilt(|scratch| {
        remove(&scratch.example().join("pyvenv.cfg"));
        lay(&scratch.example(), "pyvenv.cfg/");
    });
    assert!(matches!(folder, NotAnEnvironment::Mark { .. }));
}

#[test]
fn a_circle_of_links_is_told_and_does_not_hang() {
    let circle = spoilt(|scratch| {
        remove(&scratch.example().join("bin/python3"));
        lay(&scratch.example(), "bin/python3 -> python");
    });
    assert!(matches!(circle, NotAnEnvironment::InterpreterGone { .. }));
}

#[test]
fn a_conda_environment_is_known_by_its_history_and_may_be_without_python() {
    let scratch = example();
    lay(
        &scratch.root,
        "empty/conda-meta/history
         full/conda-meta/history
         full/conda-meta/python-3.12.4-h194c7f8_0.json = {}
         full/conda-meta/python-dateutil-2.9.0-py312_0.json = {}
         full/bin/python3.12 *
         full/bin/python -> python3.12
         full/lib/python3.12/site-packages/
         torn/conda-meta/history
         torn/conda-meta/python-3.12.4-h194c7f8_0.json = {}",
    );
    let full = look(&scratch.root.join("full")).expect("an environment");
    assert_eq!((full.kind, full.creator, full.python.as_deref()), (Kind::Conda, Creator::Conda, Some("3.12.4")));
    assert_eq!(full.site_packages.len(), 1);
    assert!(environment(&scratch.root.join("empty")).is_some_and(|found| found.python.is_none()));
    assert!(environment(&scratch.root.join("torn")).is_none());
}

#[test]
fn an_old_virtualenv_without_pyvenv_cfg_is_one() {
    let scratch = example();
    let here = scratch.root.display();
    lay(
        &scratch.root,
        &format!(
            "Old/lib/python3.11/orig-prefix.txt = {here}/base
             Old/lib/python3.11/no-global-site-packages.txt
             Old/lib/python3.11/site-packages/
             Old/bin/python3 *
             Old/bin/python -> python3
             Old/bin/activate = x"
        ),
    );
    let old = look(&scratch.root.join("Old")).expect("an environment");
    assert_eq!((old.creator, old.python.as_deref()), (Creator::Virtualenv, Some("3.11.7")));
    assert!(!old.system_site_packages);
    assert_eq!(owner_of(&scratch.root.join("Old/bin/pip")), Some(scratch.root.join("Old")));
}

#[test]
fn a_program_belongs_to_the_environment_it_lies_in() {
    let scratch = example();
    lay(&scratch.root, "Example/bin/pip *\nshort -> Example/bin/pip\nalone *");
    let owner = Some(scratch.example());
    assert_eq!(owner_of(&scratch.root.join("Example/bin/pip")), owner);
    assert_eq!(owner_of(&scratch.root.join("Example/bin/python")), owner);
    assert_eq!(owner_of(&scratch.root.join("short")), owner);
    assert_eq!(owner_of(&scratch.root.join("base/bin/python3")), None);
    lay(&scratch.root, "Example/.pyenv/versions/3.13.0/bin/python3.13 *");
    assert_eq!(owner_of(&scratch.root.join("Example/.pyenv/versions/3.13.0/bin/python3.13")), None);
    assert_eq!(owner_of(&scratch.root.join("nowhere/bin/python")), None);
}

#[test]
fn the_first_executable_file_on_the_path_is_found() {
    let scratch = example();
    lay(&scratch.root, "one/python3/\ntwo/python3 = text\nthree/python3 *");
    let folders: Vec<String> =
        ["gone", "one", "two", "three"].iter().map(|name| scratch.root.join(name).display().to_string()).collect();
    assert_eq!(first_on_path("python3", &folders.join(":")), Some(scratch.root.join("three/python3")));
    assert_eq!(first_on_path("pip", &folders.join(":")), None);
    let direct = scratch.root.join("three/python3");
    assert_eq!(first_on_path(&direct.display().to_string(), ""), Some(direct));
}
