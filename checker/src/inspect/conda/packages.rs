//! The packages of a conda environment that are none of Python's, and who installed those that are.
//!
//! A Python package is told by its metadata in `site-packages`, once, whoever recorded it: conda's name for it may be
//! another (`pytorch` brings `torch`). What conda installed without any such metadata (a compiler, a library, Python
//! itself) is told by conda's record.

use super::super::kinds::PackageKind;
use super::super::names;
use super::super::report::{Package, State};
use super::super::stock::Stock;
use super::Prefix;

/// Adds what conda's records know to the packages that were found.
pub(super) fn add_packages(prefix: &Prefix, stocks: &[Stock], packages: &mut Vec<Package>) {
    let own: Vec<&Stock> = stocks.iter().filter(|stock| stock.layer == prefix.layer).collect();
    for record in &prefix.records {
        let brought = record.distributions.iter().flatten().next().is_some();
        // `matplotlib` brings nothing and needs `matplotlib-base`, which brings Python's `matplotlib`: that is told once.
        let namesake = own.iter().any(|stock| stock.scan.of(&names::normalize(&record.name)).next().is_some());
        if !brought && !namesake {
            packages.push(Package {
                name: record.name.clone(),
                version: Some(record.version.clone()),
                from: prefix.layer,
                kind: PackageKind::Conda,
                installer: Some("conda".to_owned()),
                editable: false,
                direct_url: None,
                bytes: None,
                state: State::Ok,
                shadowed_by: None,
            });
        }
    }
    let recorded = |name: &str, version: Option<&String>| {
        let brought = prefix.records.iter().filter_map(|record| record.distributions.as_ref()).flatten();
        brought.into_iter().any(|it| it.name == name && it.version.as_ref() == version)
    };
    // Old packages of conda's carry no mark of the installer; the record is proof.
    for package in packages.iter_mut().filter(|package| package.from == prefix.layer && package.installer.is_none()) {
        if recorded(&package.name, package.version.as_ref()) {
            package.installer = Some("conda".to_owned());
        }
    }
    // Stable: of one name, the layers stay in the order in which they are searched.
    packages.sort_by(|one, other| one.name.cmp(&other.name));
}
