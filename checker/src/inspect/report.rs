//! The report: everything that files tell about the environment at a path.
//!
//! It is never refused: where nothing stands it says so as a problem. It opens at most four files for each
//! distribution, and runs nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Surroundings;
use super::conda::{self, Conda};
use super::environment_problems;
use super::interpreter::Proof;
use super::kinds::{Creator, Kind, Layer, PackageKind};
use super::package_problems::{self, Brought};
use super::problem::{Problem, ProblemId, lossy, lossy_option};
use super::searched::searched;
use super::shadows;
use super::size::{self, Occupied, Size};
use super::stock::{self, Stock};
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
    /// What conda says about it, or about the prefix that its Python comes from.
    pub conda: Option<Conda>,
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
    /// Its name, normalised (PEP 503); what is no Python package is called as conda calls it.
    pub name: String,
    /// Its version as its metadata spells it; none where the package is recorded and its metadata is broken.
    pub version: Option<String>,
    /// Where it lies.
    pub from: Layer,
    /// Whether it is a Python package.
    pub kind: PackageKind,
    /// Which tool installed it, where that is recorded.
    pub installer: Option<String>,
    /// Whether it is read from its source folder.
    pub editable: bool,
    /// The address that it was installed from, where it came from no index; without passwords.
    pub direct_url: Option<String>,
    /// Bytes on disk of its own files, where they were counted and its list of files tells which they are; scripts and what
    /// it shares with other packages are left out.
    pub bytes: Option<u64>,
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
        conda: None,
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
            count(&mut report, size, &mut []);
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
    let mut stocks = Vec::new();
    for (place, scan) in searched(&subject, around) {
        let packages = scan.as_ref().ok().map(|scan| scan.found.len());
        match scan {
            Ok(scan) => stocks.push(Stock::take(scan, &place)),
            Err(failure) if place.layer == subject.own() => {
                let why = format!("`{}` {}", place.path.display(), failure.says());
                report.problems.push(Problem::new(ProblemId::Unreadable, &place.path, why));
            }
            // Not the learner's to mend, and not theirs to miss.
            Err(_) => {}
        }
        report.layers.push(Searched { path: place.path, layer: place.layer, added_by: place.added_by, packages });
    }
    let mut own = stocks.iter_mut().filter(|stock| stock.layer == subject.own());
    count(&mut report, size, own.next().map(std::slice::from_mut).unwrap_or_default());
    stock::settle(&mut stocks);
    let brought = match &subject {
        Subject::Environment(survey) => conda::add(&mut report, survey, &mut stocks, around),
        Subject::Base(_) => Brought::Entries(BTreeSet::new()),
    };
    report.problems.extend(shadows::by_user_site(&stocks));
    report.problems.extend(package_problems::of_packages(&mut stocks, subject.own(), subject.line(), &brought));
    let mut packages = stock::packages(stocks);
    packages.append(&mut report.packages);
    // Stable: of one name, the layers stay in the order in which they are searched.
    packages.sort_by(|one, other| one.name.cmp(&other.name));
    report.packages = packages;
    report
}

/// Counts what lies under the report's path, and what of it belongs to each package of these.
fn count(report: &mut Report, size: Size, own: &mut [Stock]) {
    if size == Size::Skip || !report.path.is_dir() {
        return;
    }
    let site = own.first().map(|stock| stock.scan.site.clone()).unwrap_or_default();
    let (occupied, shares) = size::occupied_with(&report.path, &site);
    let Occupied { files, bytes, shared_bytes, .. } = occupied;
    (report.files, report.bytes, report.shared_bytes) = (Some(files), Some(bytes), Some(shared_bytes));
    for stock in own {
        stock.weigh(&shares);
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
