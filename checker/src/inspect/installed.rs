//! What is in one `site-packages`: one reading of the folder, and nothing opened but what old setuptools left there.
//!
//! Names and versions come from the names of the folders that installers write (`idna-3.6.dist-info`); left-overs of
//! interrupted uninstalls (`~dna`, `-dna`) are set apart. Whether what is named is whole is asked elsewhere
//! ([`super::package()`]), and only of what is asked for. An egg counts where a `.pth` file puts it on the path, an
//! `.egg-link` where it leads to a project: without that Python knows nothing of them.

use std::path::{Path, PathBuf};

use super::editable;
use super::files::{self, Failure};
use super::names;
use super::pth;

/// How a distribution is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `name-version.dist-info` (PEP 376, PEP 627).
    DistInfo,
    /// `name-version.egg-info`, a folder or one file, of distutils and old setuptools.
    EggInfo,
    /// `name-version-py3.7.egg`, a folder or a zip file, that `easy-install.pth` puts on the path.
    Egg,
    /// `name.egg-link`, an editable install of old setuptools.
    EggLink,
}

/// A distribution as its entry in `site-packages` names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name, normalised (PEP 503).
    pub name: String,
    /// Its version in PEP 440's spelling, or as it stands where it is no such version.
    pub version: Option<String>,
    /// The entry.
    pub path: PathBuf,
    /// Which kind of entry.
    pub form: Form,
}

impl Found {
    /// Whether this is what building leaves in a source folder, `name.egg-info`: an editable install puts the folder on
    /// the path, and is itself recorded elsewhere.
    pub(super) fn is_of_sources(&self) -> bool {
        self.form == Form::EggInfo && self.path.file_stem().is_some_and(|stem| !stem.to_string_lossy().contains('-'))
    }
}

/// What is installed in a `site-packages`, sorted by name, as the names of its entries say; nothing where it cannot be
/// read.
#[must_use]
pub fn installed(site_packages: &Path) -> Vec<Found> {
    scan(site_packages).map(|scan| scan.found).unwrap_or_default()
}

/// One reading of a `site-packages`.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) site: PathBuf,
    pub(super) found: Vec<Found>,
    /// Entries that an interrupted uninstall left behind.
    pub(super) leftovers: Vec<PathBuf>,
    /// Entries of projects that are gone, and at what each ends.
    pub(super) severed: Vec<(PathBuf, String)>,
    /// The `.pth` files, by name, in the order in which Python reads them.
    pub(super) pth: Vec<String>,
    /// All other names: what can be imported, and the rest.
    pub(super) others: Vec<String>,
    order: Order,
}

/// In which order the other names stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    #[default]
    Sorted,
    /// Where one package is asked about: a look through all of them costs less than sorting them.
    AsRead,
}

/// Which records of a folder are wanted. Most of the time goes into making something of names that nobody asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Records<'a> {
    /// All of them, and the other names.
    All,
    /// All of them, without the other names.
    Alone,
    /// Those of one name, given normalised: one package is asked about far more often than all.
    Of(&'a str),
}

impl Records<'_> {
    /// Whether a record with this stem may be wanted: a name stands in front of a version, in any spelling.
    fn may_want(self, stem: &str) -> bool {
        match self {
            Self::All | Self::Alone => true,
            Self::Of(name) => names::begins_with(stem, name),
        }
    }

    fn wants(self, found: &Found) -> bool {
        match self {
            Self::All | Self::Alone => true,
            Self::Of(name) => found.name == name,
        }
    }
}

/// Reads one `site-packages`.
pub(super) fn scan(site: &Path) -> Result<Scan, Failure> {
    scan_for(site, Records::All)
}

/// Reads one `site-packages` for some of its records.
pub(super) fn scan_for(site: &Path, records: Records<'_>) -> Result<Scan, Failure> {
    let order = if matches!(records, Records::Of(_)) { Order::AsRead } else { Order::Sorted };
    let mut scan = Scan { site: site.to_owned(), order, ..Scan::default() };
    let mut eggs = Vec::new();
    // A name that is not UTF-8 is none that an installer writes.
    files::each_name(site, |name| {
        if name.starts_with(['~', '-']) {
            scan.leftovers.push(site.join(name));
        } else if let Some((stem, form)) = record(name) {
            if !records.may_want(stem) {
                return;
            }
            let path = site.join(name);
            // An `.egg-link` is called by the name alone.
            let (name, version) = match form {
                Form::EggLink => (names::normalize(stem), None),
                _ => names::split(stem),
            };
            let found = Found { name, version, path, form };
            match form {
                _ if !records.wants(&found) => {}
                Form::Egg => eggs.push(found),
                Form::EggLink => match editable::follow(&found.path) {
                    Ok(_) => scan.found.push(found),
                    Err(why) => scan.severed.push((found.path, why)),
                },
                Form::DistInfo | Form::EggInfo => scan.found.push(found),
            }
        } else if name.ends_with(".pth") {
            scan.pth.push(name.to_owned());
        } else if !matches!(records, Records::Alone) {
            scan.others.push(name.to_owned());
        }
    })?;
    if !eggs.is_empty() {
        let listed = pth::eggs(site, &scan.pth);
        scan.found.extend(eggs.into_iter().filter(|egg| egg.path.file_name().is_some_and(|it| listed.contains(it))));
    }
    if is_egg(site) {
        scan.found.extend(inside(site).filter(|found| records.wants(found)));
    }
    scan.found.sort_unstable_by(|one, other| one.name.cmp(&other.name).then_with(|| one.path.cmp(&other.path)));
    scan.leftovers.sort_unstable();
    scan.severed.sort_unstable();
    scan.pth.sort_unstable();
    if order == Order::Sorted {
        scan.others.sort_unstable();
    }
    Ok(scan)
}

/// Whether the folder is an egg itself, which was put on the path by its own name.
fn is_egg(site: &Path) -> bool {
    site.extension().is_some_and(|extension| extension == "egg") && site.join("EGG-INFO").is_dir()
}

fn inside(egg: &Path) -> Option<Found> {
    let (name, version) = names::split(egg.file_stem()?.to_str()?);
    Some(Found { name, version, path: egg.to_owned(), form: Form::Egg })
}

fn record(name: &str) -> Option<(&str, Form)> {
    let forms = [
        (".dist-info", Form::DistInfo),
        (".egg-info", Form::EggInfo),
        (".egg-link", Form::EggLink),
        (".egg", Form::Egg),
    ];
    forms
        .into_iter()
        .find_map(|(suffix, form)| Some((name.strip_suffix(suffix)?, form)))
        .filter(|(stem, _)| !stem.is_empty() && !stem.starts_with('.'))
}

impl Scan {
    /// The records of one name, which is given normalised.
    pub(super) fn of<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Found> {
        let start = self.found.partition_point(|found| found.name.as_str() < name);
        let name = name.to_owned();
        self.found[start..].iter().take_while(move |found| found.name == name)
    }

    /// Whether something importable lies here under that import name: `yaml/`, `yaml.py`, `yaml.cpython-311….so`.
    pub(super) fn has_module(&self, module: &str) -> bool {
        let is_module =
            |other: &String| other.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        if self.order == Order::AsRead {
            return self.others.iter().any(is_module);
        }
        let start = self.others.partition_point(|other| other.as_str() < module);
        self.others[start..].iter().take_while(|other| other.starts_with(module)).any(is_module)
    }

    /// Whether something lies here that is called like the distribution.
    pub(super) fn has_namesake(&self, distribution: &str) -> bool {
        let first = distribution.split('-').next().unwrap_or(distribution);
        self.others.iter().any(|other| {
            let module = names::normalize(other.split('.').next().unwrap_or(other));
            module == distribution || module == first
        })
    }
}
