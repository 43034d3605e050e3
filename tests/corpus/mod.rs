//! A corpus of damaged environments: one fault each, and the right answer, written by hand.
//!
//! Learners' environments are damaged environments, and there the tools differ from one another: no tool's answer is
//! taken over here. The cases are data; each table asks the real program about all of its cases, and tells at its end
//! everything that is wrong.

#![expect(clippy::disallowed_methods, reason = "tests lay out files and start the program; the program does not")]

mod ask;
mod case;
mod cfg;
mod conda;
mod damage;
mod interpreter;
mod layers;
mod layout;
mod names;
mod permissions;
mod places;
mod real;

use ask::{User, hold};

use crate::support::{Tools, skip};

#[test]
fn names_and_versions_are_told_however_they_are_spelled() {
    hold(names::CASES, User::Same);
}

#[test]
fn damage_is_told_and_hides_nothing_else() {
    hold(damage::CASES, User::Same);
}

#[test]
fn packages_are_found_where_python_finds_them() {
    hold(places::CASES, User::Same);
}

#[test]
fn a_pyvenv_cfg_is_read_as_python_reads_it() {
    hold(cfg::CASES, User::Same);
}

#[test]
fn broken_interpreters_and_moved_environments_are_told_and_hide_no_package() {
    hold(interpreter::CASES, User::Same);
}

#[test]
fn each_layer_is_named_and_the_first_wins() {
    hold(layers::CASES, User::Same);
}

#[test]
fn faults_of_conda_environments_are_told() {
    hold(conda::CASES, User::Same);
}

#[test]
fn what_may_not_be_read_is_never_said_to_be_absent() {
    let is_root = rustix::process::geteuid().is_root();
    if is_root && Tools::program("setpriv").is_none() {
        return skip("what may not be read", "root may read everything, and there is no `setpriv`");
    }
    hold(permissions::CASES, if is_root { User::Nobody } else { User::Same });
}
