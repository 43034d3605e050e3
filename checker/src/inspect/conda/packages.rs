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
use super::record::Record;

/// The packages that only conda's records know.
pub(super) fn of_conda_alone(prefix: &Prefix, stocks: &[Stock]) -> Vec<Package> {
    let own: Vec<&Stock> = stocks.iter().filter(|stock| stock.layer == prefix.layer).collect();
    let is_alone = |record: &&Record| {
        let brought = !record.distributions().is_empty();
        // `matplotlib` brings nothing and needs `matplotlib-base`, which brings Python's `matplotlib`: that is told once.
        let namesake = own.iter().any(|stock| stock.scan.of(&names::normalize(&record.name)).next().is_some());
        !brought && !namesake
    };
    let package = |record: &Record| Package {
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
    };
    prefix.records.iter().filter(is_alone).map(package).collect()
}

/// Says of the packages that conda's records prove to be conda's who installed them: old ones carry no mark of that.
pub(super) fn sign(prefix: &Prefix, stocks: &mut [Stock]) {
    let recorded = |name: &str, version: Option<&String>| {
        let mut brought = prefix.records.iter().flat_map(Record::distributions);
        brought.any(|it| it.name == name && it.version.as_ref() == version)
    };
    let own = stocks.iter_mut().filter(|stock| stock.layer == prefix.layer);
    let packages = own.flat_map(|stock| &mut stock.items).map(|item| &mut item.package);
    for package in packages.filter(|package| package.installer.is_none()) {
        if recorded(&package.name, package.version.as_ref()) {
            package.installer = Some("conda".to_owned());
        }
    }
}
