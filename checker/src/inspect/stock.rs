//! The packages of the folders that a Python searches, read.
//!
//! One [`Stock`] is one folder. What a package is to others of its name, in the same folder or in another, is worked out over
//! all of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::confirm;
use super::direct;
use super::editable::{self, Editable};
use super::faults::{self, Fault, Read};
use super::files::Below;
use super::installed::{Found, Scan};
use super::kinds::{Layer, PackageKind};
use super::layers::Place;
use super::metadata::Metadata;
use super::names;
use super::record::Record;
use super::report::{Package, State};
use super::size::Shares;
use super::together;

/// One folder of packages, read.
pub(super) struct Stock {
    pub(super) layer: Layer,
    /// Whether a `.pth` file adds it.
    is_added: bool,
    pub(super) scan: Scan,
    pub(super) items: Vec<Item>,
}

/// One distribution of a folder.
pub(super) struct Item {
    pub(super) package: Package,
    /// Its place in the folder's list of records.
    pub(super) index: usize,
    pub(super) record: Option<Record>,
    /// What is wrong with it.
    pub(super) faults: Vec<Fault>,
}

impl Stock {
    /// Reads what the records of a folder say.
    pub(super) fn take(scan: Scan, place: &Place) -> Self {
        let below = Below::folder(&scan.site);
        let items = together::answers(scan.found.len(), |index| item(&below, &scan, index, place.layer));
        Stock { layer: place.layer, is_added: place.added_by.is_some(), scan, items }
    }

    /// The record of an item.
    pub(super) fn found(&self, item: &Item) -> &Found {
        &self.scan.found[item.index]
    }

    /// The items of each name that is recorded more than once. They stand together, since the records are sorted.
    pub(super) fn several(&self) -> impl Iterator<Item = &[Item]> {
        let same = |one: &Item, other: &Item| self.found(one).name == self.found(other).name;
        self.items.chunk_by(same).filter(|items| items.len() > 1)
    }

    /// The versions of these items: what their metadata says, or else their folder.
    pub(super) fn versions<'a>(&'a self, items: &'a [Item]) -> BTreeSet<&'a str> {
        let versions = items.iter().map(|item| item.package.version.as_deref().or(self.found(item).version.as_deref()));
        versions.map(Option::unwrap_or_default).collect()
    }

    /// Tells of each package the bytes of the entries that it alone has brought.
    pub(super) fn weigh(&mut self, shares: &Shares) {
        let mut claims: BTreeMap<&str, usize> = BTreeMap::new();
        for top in self.items.iter().filter_map(|item| item.record.as_ref()).flat_map(|record| &record.tops) {
            *claims.entry(top).or_default() += 1;
        }
        let weights: Vec<Option<u64>> = self
            .items
            .iter()
            .map(|item| {
                let record = item.record.as_ref()?;
                let own = self.found(item).path.file_name()?.to_string_lossy().into_owned();
                let alone = record.tops.iter().filter(|top| claims.get(top.as_str()) == Some(&1));
                Some(alone.chain([&own]).filter_map(|entry| shares.get(entry)).sum())
            })
            .collect();
        for (item, bytes) in self.items.iter_mut().zip(weights) {
            item.package.bytes = bytes;
        }
    }
}

fn item(below: &Below, scan: &Scan, index: usize, layer: Layer) -> Item {
    let found = &scan.found[index];
    let record = confirm::record_of(below, found);
    let metadata = confirm::whole(below, found);
    let direct = direct::direct(below, found);
    let editable = editable::editable(scan, found, record.as_ref(), direct.as_ref().ok().and_then(Option::as_ref));
    let read = Read { record: record.as_ref(), metadata: &metadata, direct: &direct, editable };
    let faults = faults::faults(below, scan, found, &read);
    let (name, version) = match metadata {
        Ok((Metadata { name, version }, _)) => (names::normalize(&name.unwrap_or_default()), version),
        Err(_) => (found.name.clone(), None),
    };
    let installer = confirm::installer(below, found);
    let package = Package {
        name,
        version,
        from: layer,
        kind: PackageKind::Python,
        installer,
        editable: editable != Editable::No,
        direct_url: direct.ok().flatten().map(|direct| direct.url),
        bytes: None,
        state: if faults.iter().any(Fault::spoils) { State::Broken } else { State::Ok },
        shadowed_by: None,
    };
    Item { package, index, record, faults }
}

/// Works out what each package is to the others of its name.
pub(super) fn settle(stocks: &mut [Stock]) {
    let mut first: HashMap<String, (usize, Layer)> = HashMap::new();
    let is_alone = stocks.len() == 1;
    for (at, stock) in stocks.iter_mut().enumerate() {
        let several = in_several_versions(stock);
        for item in &mut stock.items {
            if several.contains(&stock.scan.found[item.index].name) {
                item.package.state = State::Ambiguous;
            }
            if is_alone {
                continue;
            }
            let (winner, layer) = *first.entry(item.package.name.clone()).or_insert((at, stock.layer));
            item.package.shadowed_by = (winner != at).then_some(layer);
        }
    }
}

/// All packages that are installed, in the order of the folders.
pub(super) fn packages(stocks: Vec<Stock>) -> Vec<Package> {
    // What an earlier folder records as editable is not installed a second time by its sources.
    let is_installed = |stock: &Stock, item: &Item| {
        item.package.shadowed_by.is_none() || !stock.is_added || !stock.found(item).is_of_sources()
    };
    let mut packages = Vec::new();
    for mut stock in stocks {
        // Not a second time in memory: they may be many.
        let mut items = std::mem::take(&mut stock.items);
        items.retain(|item| is_installed(&stock, item));
        packages.extend(items.into_iter().map(|item| item.package));
    }
    packages
}

/// The names that one folder records in more than one version.
fn in_several_versions(stock: &Stock) -> BTreeSet<String> {
    let names = stock.several().filter(|items| stock.versions(items).len() > 1);
    names.map(|items| stock.found(&items[0]).name.clone()).collect()
}
