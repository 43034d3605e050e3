//! How a report on an environment looks: what it is, what is odd, then what its Python sees.
//!
//! Packages stand in columns on a terminal, one a line elsewhere, under the layer that they are in.

mod conda;
mod odd;
mod packages;

use crate::inspect::{Kind, Report};

use super::clean::Clean;
use super::counted::{counted, size};
use super::screen::Screen;

/// Shows what `inspect` found.
pub fn show_environment(screen: &Screen, report: &Report) {
    let path = Clean(&report.path.display().to_string()).to_string();
    screen.hanging("", &format!("{}: {}", screen.paint.strong(&path), what(report)), 2);
    let fact = |name: &str, value: &str| screen.hanging(&format!("  {name:<11} "), value, 14);
    if let (Some(base), Kind::Venv) = (&report.base, report.kind) {
        fact("made from", &Clean(&base.display().to_string()).to_string());
    }
    for (name, value) in report.conda.iter().flat_map(conda::facts) {
        fact(name, &value);
    }
    match report.system_site_packages {
        Some(true) => fact("isolated", "no: it sees the packages of the Python it was made from, and your user site"),
        Some(false) => fact("isolated", "yes: packages of the Python it was made from are not seen"),
        None => {}
    }
    if let (Some(files), Some(bytes)) = (report.files, report.bytes) {
        fact("occupies", &format!("{} and folders, {}", counted(files, "file"), size(bytes)));
        if let Some(shared) = report.shared_bytes.filter(|shared| *shared > 0) {
            fact(
                "",
                &format!(
                    "{} of it are shared with a cache: removing the environment frees nothing of those",
                    size(shared)
                ),
            );
        }
    }
    odd::show(screen, report);
    packages::show(screen, report);
}

/// What it is, in a line.
fn what(report: &Report) -> String {
    let made = match (report.kind, report.creator) {
        (Kind::Venv, Some(creator)) => format!("a virtual environment made by `{}`", creator.name()),
        (Kind::Venv, None) => "a virtual environment".to_owned(),
        (Kind::Conda, _) => "a conda environment".to_owned(),
        (Kind::Base, _) => "a Python without an environment".to_owned(),
        (Kind::None, _) => return "no environment".to_owned(),
    };
    match &report.python {
        Some(python) => format!("{made}, Python {}", Clean(python)),
        None => made,
    }
}
