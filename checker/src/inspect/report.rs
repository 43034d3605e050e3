//! The report: everything that files tell about the environment at a path.
//!
//! It is never refused: where nothing stands it says so as a problem. It opens at most four files for each
//! distribution, and runs nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Surroundings;
use super::confirm;
use super::direct;
use super::editable::{self, Editable};
use super::environment_problems;
use super::faults::{self, Fault, Read};
use super::installed::Scan;
use super::interpreter::Proof;
use super::kinds::{Creator, Kind, Layer};
use super::metadata::Metadata;
use super::names;
use super::package_problems;
use super::problem::{Problem, ProblemId, lossy, lossy_option};
use super::record::Record;
use super::searched::searched;
use super::shadows;
use super::size::{self, Occupied, Size};
use super::subject::{Subject, subject};
use super::survey::Survey;

/// The state of an environment. Serialised it is the JSON of `checker inspect`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The version of this form.
    pub format: u32,
    /// The folder, links resolved; as it was given where there is none.
    #[serde(serialize_with = "lossy")]
    pub path: PathBuf,
    /// Which kind of environment.
    pub kind: Kind,
    /// Which tool made it.
    pub creator: Option<Creator>,
    /// The version of its Python, as full as files tell it; without an interpreter, of the one it was made with.
    pub python: Option<String>,
    /// The interpreter's name in it, such as `Example/bin/python`, where it leads to one.
    #[serde(serialize_with = "lossy_option")]
    pub interpreter: Option<PathBuf>,
    /// The prefix of the Python that it was made from.
    #[serde(serialize_with = "lossy_option")]
    pub base: Option<PathBuf>,
    /// Whether packages of the base are seen.
    pub system_site_packages: Option<bool>,
    /// The folders that its Python searches for packages, in its order.
    pub layers: Vec<Searched>,
    /// Inodes, where they were counted.
    pub files: Option<u64>,
    /// Bytes on disk, where they were counted.
    pub bytes: Option<u64>,
    /// Those of the bytes that deleting the environment would not free, since the files have further names elsewhere:
    /// uv links them into its cache.
    pub shared_bytes: Option<u64>,
    /// The packages that its Python sees, by name; of one name, the one first that import finds first.
    pub packages: Vec<Package>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// One folder that the environment's Python searches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Searched {
    /// The folder.
    #[serde(serialize_with = "lossy")]
    pub path: PathBuf,
    /// Whose it is.
    pub layer: Layer,
    /// The `.pth` file that adds it, where one does.
    #[serde(serialize_with = "lossy_option")]
    pub added_by: Option<PathBuf>,
    /// How many distributions it records; not known where it cannot be read.
    pub packages: Option<usize>,
}

/// A package that the environment's Python sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Package {
    /// Its name, normalised (PEP 503).
    pub name: String,
    /// Its version as its metadata spells it; none where the package is recorded and its metadata is broken.
    pub version: Option<String>,
    /// Where it lies.
    pub from: Layer,
    /// Which tool installed it, where that is recorded.
    pub installer: Option<String>,
    /// Whether it is read from its source folder.
    pub editable: bool,
    /// The address that it was installed from, where it came from no index; without passwords.
    pub direct_url: Option<String>,
    /// Whether it can be used.
    pub state: State,
    /// The layer in which import finds another of that name first, so that this one is not used.
    pub shadowed_by: Option<Layer>,
}

/// Whether a package that is recorded can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// As far as files tell.
    Ok,
    /// It is recorded in more than one version in one folder.
    Ambiguous,
    /// A problem says what is wrong with it.
    Broken,
}

/// Reports on the environment at a path.
#[must_use]
pub fn report(path: &Path, around: &Surroundings, size: Size) -> Report {
    let mut report = Report {
        format: 1,
        path: std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()),
        kind: Kind::None,
        creator: None,
        python: None,
        interpreter: None,
        base: None,
        system_site_packages: None,
        layers: Vec::new(),
        files: None,
        bytes: None,
        shared_bytes: None,
        packages: Vec::new(),
        problems: Vec::new(),
    };
    let subject = match subject(path, Proof::Content) {
        Ok(subject) => subject,
        Err(reason) => {
            report.problems.push(Problem::new(ProblemId::NotAnEnvironment, path, reason.to_string()));
            count(&mut report, size);
            return report;
        }
    };
    subject.root().clone_into(&mut report.path);
    report.kind = subject.kind();
    match &subject {
        Subject::Environment(survey) => of_survey(&mut report, survey, around),
        Subject::Base(base) => {
            report.python = base.version();
            report.interpreter = Some(base.interpreter.path.clone());
        }
    }
    count(&mut report, size);
    let mut stocks = Vec::new();
    for (place, scan) in searched(&subject, around) {
        let packages = scan.as_ref().ok().map(|scan| scan.found.len());
        match scan {
            Ok(scan) => stocks.push(take_stock(scan, place.layer)),
            Err(failure) if place.layer == subject.own() => {
                let why = format!("`{}` {}", place.path.display(), failure.says());
                report.problems.push(Problem::new(ProblemId::Unreadable, &place.path, why));
            }
            // Not the learner's to mend, and not theirs to miss.
            Err(_) => {}
        }
        report.layers.push(Searched { path: place.path, layer: place.layer, added_by: place.added_by, packages });
    }
    report.packages = packages(&mut stocks);
    report.problems.extend(shadows::by_user_site(&stocks));
    report.problems.extend(package_problems::of_packages(&stocks, subject.own(), subject.line()));
    report
}

/// The names that one folder records in more than one version.
fn in_several_versions(stock: &Stock) -> BTreeSet<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for item in &stock.items {
        let found = &stock.scan.found[item.index];
        let version = item.package.version.as_deref().or(found.version.as_deref()).unwrap_or_default();
        versions.entry(&found.name).or_default().insert(version);
    }
    versions.into_iter().filter(|(_, all)| all.len() > 1).map(|(name, _)| name.to_owned()).collect()
}

fn count(report: &mut Report, size: Size) {
    if size == Size::Count && report.path.is_dir() {
        let Occupied { files, bytes, shared_bytes, .. } = size::occupied(&report.path);
        (report.files, report.bytes, report.shared_bytes) = (Some(files), Some(bytes), Some(shared_bytes));
    }
}

fn of_survey(report: &mut Report, survey: &Survey, around: &Surroundings) {
    report.creator = survey.creator();
    report.python.clone_from(&survey.python);
    report.interpreter = survey.interpreter.as_ref().ok().map(|found| found.path.clone());
    report.base = survey.base();
    report.system_site_packages = survey.system_site_packages();
    report.problems = environment_problems::of_environment(survey, around);
}

/// All packages by name, each with what it is to the others of its name.
fn packages(stocks: &mut [Stock]) -> Vec<Package> {
    let mut first: BTreeMap<String, (usize, Layer)> = BTreeMap::new();
    for (at, stock) in stocks.iter_mut().enumerate() {
        let several = in_several_versions(stock);
        for item in &mut stock.items {
            let several = several.contains(&stock.scan.found[item.index].name);
            if several {
                item.package.state = State::Ambiguous;
            }
            let (winner, layer) = *first.entry(item.package.name.clone()).or_insert((at, stock.layer));
            item.package.shadowed_by = (winner != at).then_some(layer);
        }
    }
    let items = stocks.iter().flat_map(|stock| &stock.items);
    let mut packages: Vec<Package> = items.map(|item| item.package.clone()).collect();
    // Stable: of one name, the layers stay in the order in which they are searched.
    packages.sort_by(|one, other| one.name.cmp(&other.name));
    packages
}

/// One folder of packages, read.
pub(super) struct Stock {
    pub(super) layer: Layer,
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

fn take_stock(scan: Scan, layer: Layer) -> Stock {
    let items = (0..scan.found.len()).map(|index| item(&scan, index, layer)).collect();
    Stock { layer, scan, items }
}

fn item(scan: &Scan, index: usize, layer: Layer) -> Item {
    let found = &scan.found[index];
    let record = confirm::record_of(found);
    let metadata = confirm::whole(found);
    let direct = direct::direct(found);
    let editable = editable::editable(scan, found, record.as_ref(), direct.as_ref().ok().and_then(Option::as_ref));
    let read = Read { record: record.as_ref(), metadata: &metadata, direct: &direct, editable };
    let faults = faults::faults(scan, found, &read);
    let (name, version) = match metadata {
        Ok((Metadata { name, version }, _)) => (names::normalize(&name.unwrap_or_default()), version),
        Err(_) => (found.name.clone(), None),
    };
    let installer = confirm::installer(found);
    let package = Package {
        name,
        version,
        from: layer,
        installer,
        editable: editable != Editable::No,
        direct_url: direct.ok().flatten().map(|direct| direct.url),
        state: if faults.iter().any(Fault::spoils) { State::Broken } else { State::Ok },
        shadowed_by: None,
    };
    Item { package, index, record, faults }
}
