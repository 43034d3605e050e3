//! Packages of the user site that come before others of the same name.
//!
//! The user site is one folder for every Python of a line (PEP 370), so what lies there reaches into environments that
//! nobody installed it for. For a conda environment, and for a Python by itself, it comes before their own packages; for
//! a virtual environment that sees the base's packages it comes before those.

use std::collections::BTreeSet;

use super::kinds::Layer;
use super::problem::{Problem, ProblemId};
use super::stock::Stock;

/// What the user site hides, a problem for each package.
pub(super) fn by_user_site(stocks: &[Stock]) -> Vec<Problem> {
    if stocks.iter().all(|stock| stock.layer != Layer::User) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    let mut earlier: BTreeSet<&str> = BTreeSet::new();
    for (at, stock) in stocks.iter().enumerate() {
        if stock.layer == Layer::User {
            let mine = stock.items.iter().filter(|item| !earlier.contains(item.package.name.as_str()));
            problems.extend(mine.filter_map(|item| {
                let name = &item.package.name;
                let hidden = stocks[at + 1..].iter().filter(|other| other.layer != Layer::User).find_map(|other| {
                    Some((other.layer, other.items.iter().find(|other| other.package.name == *name)?))
                });
                let (layer, hidden) = hidden?;
                let version =
                    |version: &Option<String>| version.clone().unwrap_or_else(|| "of unknown version".to_owned());
                let why = format!(
                    "`import` finds {name} {} in your user site, not the {} {}",
                    version(&item.package.version),
                    version(&hidden.package.version),
                    whose(layer)
                );
                Some(Problem::new(ProblemId::UserSiteShadows, &stock.found(item).path, why))
            }));
        }
        earlier.extend(stock.items.iter().map(|item| item.package.name.as_str()));
    }
    problems
}

fn whose(layer: Layer) -> &'static str {
    match layer {
        Layer::Environment => "of the environment",
        Layer::Conda => "of the conda environment",
        Layer::Base => "of the base Python",
        Layer::Ebpythonprefixes => "of a loaded module",
        Layer::User | Layer::Pythonpath | Layer::Pth => "of another folder",
    }
}
