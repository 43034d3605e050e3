//! Where would a Python look for packages, and whose place is each?
//!
//! The order is Python's own: `PYTHONPATH`, then the environment, then the user site, then the base; for a Python
//! without an environment, and for conda's, the user site comes before its own packages. `EBPYTHONPREFIXES` (EasyBuild)
//! comes last and is seen where the base is. The script's folder and the standard library are left out: packages are
//! not installed there. Refused: to guess the Python behind a script such as a pyenv shim.

use std::path::{Path, PathBuf};

use super::Surroundings;
use super::conda;
use super::environment::Environment;
use super::files;
use super::interpreter::{self, Proof};
use super::kinds::{Kind, Layer};
use super::libraries::{self, Reader};
use super::owner;
use super::survey;
use super::version;

/// A folder of packages, and what it is to the interpreter that looks there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder; it exists.
    pub path: PathBuf,
    /// Which layer it is.
    pub layer: Layer,
    /// The `.pth` file that adds it, where one does.
    pub added_by: Option<PathBuf>,
}

impl Place {
    fn new(path: PathBuf, layer: Layer) -> Self {
        Self { path, layer, added_by: None }
    }
}

/// Where this interpreter looks, in its order; `None` when it cannot be told which Python it is (a script, a link that
/// leads nowhere, no Python at all).
#[must_use]
pub fn layers(interpreter: &Path, around: &Surroundings) -> Option<Vec<Place>> {
    if let Some(root) = owner::owner_of(interpreter) {
        let survey = survey::survey(&root, Proof::Name).ok()?;
        survey.interpreter.as_ref().ok()?;
        return Some(visible(&survey.as_environment(), around));
    }
    let found = interpreter::examine(interpreter, Proof::Name).ok()?;
    Some(of_base(version::prefix(&found.program)?, found.line?, &found.program, around))
}

/// Where a Python without an environment looks, in its order.
pub(super) fn of_base(prefix: &Path, line: (u32, u32), program: &Path, around: &Surroundings) -> Vec<Place> {
    let mut places = pythonpath(around);
    places.extend(user(line, Some(program), around));
    places.extend(base(prefix, line, Some(program)));
    places.extend(easybuild(line, around));
    distinct(places)
}

/// Where the Python of an environment looks, in its order.
#[must_use]
pub fn visible(environment: &Environment, around: &Surroundings) -> Vec<Place> {
    let mut places = pythonpath(around);
    let program = environment.interpreter.as_ref().and_then(|path| std::fs::canonicalize(path).ok());
    let program = program.as_deref();
    let own = |layer| environment.site_packages.iter().map(move |path| Place::new(path.clone(), layer));
    match (environment.kind, environment.minor) {
        (Kind::Conda, line) => {
            places.extend(line.and_then(|line| user(line, program, around)));
            places.extend(own(Layer::Conda));
            places.extend(line.map(|line| easybuild(line, around)).unwrap_or_default());
        }
        (_, Some(line)) if environment.system_site_packages => {
            places.extend(own(Layer::Environment));
            places.extend(user(line, program, around));
            places.extend(environment.base.iter().flat_map(|prefix| base(prefix, line, program)));
            places.extend(easybuild(line, around));
        }
        _ => places.extend(own(Layer::Environment)),
    }
    distinct(places)
}

/// The user site of a Python of that line, whether it exists or not (PEP 370). It is shared by every Python of the line.
#[must_use]
pub fn user_site(line: (u32, u32), around: &Surroundings) -> PathBuf {
    user_site_of(line, None, around)
}

/// The same of one program: a free-threaded Python and PyPy have one each.
fn user_site_of(line: (u32, u32), program: Option<&Path>, around: &Surroundings) -> PathBuf {
    let root = around.variable("PYTHONUSERBASE").map_or_else(|| around.home.join(".local"), PathBuf::from);
    root.join("lib").join(libraries::folder_of(line, program)).join("site-packages")
}

fn user(line: (u32, u32), program: Option<&Path>, around: &Surroundings) -> Option<Place> {
    if around.variable("PYTHONNOUSERSITE").is_some() {
        return None;
    }
    Some(Place::new(user_site_of(line, program, around), Layer::User))
}

/// The folders of `PYTHONPATH`. Relative ones, and empty ones, are meant from the working folder (`PWD`); where that is
/// not known they are left out.
fn pythonpath(around: &Surroundings) -> Vec<Place> {
    let here = around.variable("PWD").map(Path::new);
    let entries = around.variable("PYTHONPATH").into_iter().flat_map(|value| value.split(':'));
    entries
        .filter_map(|entry| if entry.starts_with('/') { Some(PathBuf::from(entry)) } else { Some(here?.join(entry)) })
        .map(|path| Place::new(path, Layer::Pythonpath))
        .collect()
}

fn easybuild(line: (u32, u32), around: &Surroundings) -> Vec<Place> {
    let prefixes = around.variable("EBPYTHONPREFIXES").into_iter().flat_map(|value| value.split(':'));
    prefixes
        .filter(|prefix| !prefix.is_empty())
        .flat_map(|prefix| site_packages(Path::new(prefix), Reader { line, program: None, base: None }))
        .map(|path| Place::new(path, Layer::Ebpythonprefixes))
        .collect()
}

/// The folders of a Python installed under a prefix; conda's own where it is a conda prefix.
fn base(prefix: &Path, line: (u32, u32), program: Option<&Path>) -> Vec<Place> {
    let conda = conda::is_prefix(prefix);
    let layer = if conda { Layer::Conda } else { Layer::Base };
    let debian = prefix.join("lib/python3/dist-packages");
    let (major, minor) = line;
    let folders = if debian.is_dir() {
        // Debian keeps what pip installs under `local`, and its own packages for all lines of Python 3 together.
        vec![
            prefix.join(format!("local/lib/python{major}.{minor}/dist-packages")),
            debian,
            prefix.join(format!("lib/python{major}.{minor}/dist-packages")),
        ]
    } else {
        let mut folders = Vec::new();
        let own = site_packages(prefix, Reader { line, program, base: Some(prefix) });
        if prefix == Path::new("/usr") && own.first().is_some_and(|first| first.starts_with("/usr/lib64")) {
            // Fedora and its relatives put what pip installs as root there.
            folders.extend(site_packages(&prefix.join("local"), Reader { line, program, base: Some(prefix) }));
        }
        folders.extend(own);
        folders
    };
    folders.into_iter().map(|path| Place::new(path, layer)).collect()
}

/// The `site-packages` under a prefix that a Python reads.
fn site_packages(prefix: &Path, reader: Reader<'_>) -> Vec<PathBuf> {
    let read = libraries::read_by(&libraries::libraries(prefix), reader);
    read.into_iter().map(|library| library.join("site-packages")).collect()
}

/// Those that exist, each once, in the order of their first mention. An environment's own folder stays its own where
/// `PYTHONPATH` names it too.
fn distinct(places: Vec<Place>) -> Vec<Place> {
    let mut kept: Vec<((u64, u64), Place)> = Vec::new();
    for place in places.into_iter().filter(|place| place.path.is_dir()) {
        let Some(identity) = files::identity(&place.path) else {
            continue;
        };
        match kept.iter_mut().find(|(other, _)| *other == identity) {
            Some((_, first)) if matches!(place.layer, Layer::Environment | Layer::Conda) => {
                first.layer = place.layer;
            }
            Some(_) => {}
            None => kept.push((identity, place)),
        }
    }
    kept.into_iter().map(|(_, place)| place).collect()
}
