//! The report: everything that files tell about the environment at a path.
//!
//! It is never refused: where nothing stands it says so as a problem. It opens at most four files for each
//! distribution, and runs nothing.

use std::path::{Path, PathBuf};

use serde::{Serialize, Serializer};

use super::Surroundings;
use super::confirm::{self, Editable};
use super::environment_problems;
use super::files;
use super::installed::{self, Scan};
use super::kinds::{Creator, Kind, Layer};
use super::layers::{self, Place};
use super::names;
use super::package_problems;
use super::problem::{Problem, ProblemId, lossy};
use super::pth;
use super::record::Record;
use super::size::{self, Size};
use super::survey::survey;

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
    /// The prefix of the Python that it was made from.
    #[serde(serialize_with = "lossy_option")]
    pub base: Option<PathBuf>,
    /// Whether packages of the base are seen.
    pub system_site_packages: Option<bool>,
    /// Inodes, where they were counted.
    pub files: Option<u64>,
    /// Bytes on disk, where they were counted.
    pub bytes: Option<u64>,
    /// The packages that its Python sees, by name; of one name, the one first that import finds first.
    pub packages: Vec<Package>,
    /// What is wrong.
    pub problems: Vec<Problem>,
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
        base: None,
        system_site_packages: None,
        files: None,
        bytes: None,
        packages: Vec::new(),
        problems: Vec::new(),
    };
    if size == Size::Count && report.path.is_dir() {
        let (files, bytes) = size::count(&report.path);
        (report.files, report.bytes) = (Some(files), Some(bytes));
    }
    let survey = match survey(path) {
        Ok(survey) => survey,
        Err(reason) => {
            report.problems.push(Problem::new(ProblemId::NotAnEnvironment, path, reason.to_string()));
            return report;
        }
    };
    report.kind = survey.kind();
    report.creator = survey.creator();
    report.python.clone_from(&survey.python);
    report.base = survey.base();
    report.system_site_packages = survey.system_site_packages();
    report.problems = environment_problems::of_environment(&survey, around);

    let places = layers::visible(&survey.as_environment(), around);
    let stock: Vec<Stock> = with_pth(&survey.root, places, survey.line).iter().filter_map(take_stock).collect();
    for stock in &stock {
        report.packages.extend(stock.items.iter().map(|item| item.package.clone()));
    }
    // Stable: of one name, the layers stay in the order in which they are searched.
    report.packages.sort_by(|one, other| one.name.cmp(&other.name));
    report.problems.extend(package_problems::of_packages(&stock, survey.line));
    report
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
    pub(super) problem: Option<(ProblemId, String)>,
}

/// Puts the folders that `.pth` files add behind the folder that holds the files. `PYTHONPATH`'s folders are not
/// searched for such files.
fn with_pth(root: &Path, places: Vec<Place>, line: Option<(u32, u32)>) -> Vec<Place> {
    let mut all: Vec<Place> = Vec::new();
    for place in places {
        let names = if place.layer == Layer::Pythonpath { Vec::new() } else { files::names(&place.path) };
        let layer = place.layer;
        let mut added = Vec::new();
        for name in names.into_iter().filter(|name| name.ends_with(".pth")) {
            for path in pth::read(&place.path, &name, line).folders {
                // An egg is counted where it lies; what lies in the environment is the environment's.
                let egg = path.extension().is_some_and(|extension| extension == "egg");
                let layer = if path.starts_with(root) { layer } else { Layer::Pth };
                if !egg && path.is_dir() {
                    added.push(Place { path, layer });
                }
            }
        }
        all.push(place);
        all.extend(added);
    }
    let kept = files::existing(all.iter().map(|place| place.path.clone()));
    let mut kept = kept.into_iter().peekable();
    all.retain(|place| kept.next_if_eq(&place.path).is_some());
    all
}

fn take_stock(place: &Place) -> Option<Stock> {
    let scan = installed::scan(&place.path).ok()?;
    let items = (0..scan.found.len()).map(|index| item(&scan, index, place.layer)).collect();
    Some(Stock { layer: place.layer, scan, items })
}

fn item(scan: &Scan, index: usize, layer: Layer) -> Item {
    let found = &scan.found[index];
    let record = confirm::record_of(found);
    let head = confirm::head(found);
    let editable = confirm::editable(found, record.as_ref());
    let mut problem = None;
    if let Err(why) = confirm::code(scan, found, record.as_ref()) {
        problem = Some((ProblemId::CodeMissing, why));
    } else if editable == Editable::SourceGone {
        problem = Some((ProblemId::CodeMissing, format!("`{}` is installed from a folder that is gone", found.name)));
    }
    let (mut name, mut version) = (found.name.clone(), None);
    match head {
        Ok(head) => {
            let own = head.name.unwrap_or_default();
            version = head.version;
            let shown = version.clone().unwrap_or_default();
            if names::normalize(&own) != found.name {
                problem = Some((ProblemId::MetadataBroken, format!("the folder of `{name}` calls itself `{own}`")));
                name = names::normalize(&own);
            } else if found.version.as_ref().is_some_and(|version| *version != names::version(&shown)) {
                let folder = found.version.as_deref().unwrap_or_default();
                let why = format!("the folder of `{name}` says version {folder} and its metadata says {shown}");
                problem = Some((ProblemId::MetadataBroken, why));
            }
        }
        Err(why) => problem = Some((ProblemId::MetadataBroken, why)),
    }
    let installer = confirm::installer(found, record.as_ref());
    let package = Package { name, version, from: layer, installer, editable: editable != Editable::No };
    Item { package, index, record, problem }
}

fn lossy_option<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
    match path {
        Some(path) => lossy(path, serializer),
        None => serializer.serialize_none(),
    }
}
