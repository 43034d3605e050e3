//! `uv.lock`: the packages of a project, each in one version, and which of them belong into an environment.
//!
//! The lock holds more than is installed: packages for other systems and Pythons, for extras and for groups. What
//! belongs is found as `uv sync` finds it: from the project along the dependencies whose conditions hold.

mod form;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::packaging::Marker;
use crate::packaging::Requirement;
use crate::packaging::Specifiers;
use crate::packaging::normalize;

use super::super::direct::unquoted;
use super::pyproject::{self, Settings};
use super::toml_text::{Lines, says};
use super::{Address, FileKind, Position, Wanted, WantedError, source};

pub(in crate::inspect) use walk::{Belongs, Certainty};

/// A lock, ready to be walked.
#[derive(Clone, Debug)]
pub(in crate::inspect) struct Lock {
    packages: Vec<Locked>,
    /// Their places in that list, by name: forks have more than one.
    by_name: BTreeMap<String, Vec<usize>>,
    /// The projects that are installed with what they depend on, by their places in the list.
    roots: Vec<usize>,
    /// Dependencies that belong to no package: the groups of a workspace without a project at its root.
    loose: Vec<(String, Vec<Edge>)>,
    settings: Settings,
}

/// A locked package.
#[derive(Clone, Debug)]
struct Locked {
    position: Position,
    name: String,
    version: Option<String>,
    origin: Origin,
    source: form::Source,
    markers: Vec<Condition>,
    dependencies: Vec<Edge>,
    optional: Vec<(String, Vec<Edge>)>,
    groups: Vec<(String, Vec<Edge>)>,
    /// What it asked for when it was locked, itself and in its groups.
    asked: Vec<Asked>,
}

/// A requirement of a project at the time of locking.
#[derive(Clone, Debug)]
struct Asked {
    /// The group; of the project itself there is none.
    group: Option<String>,
    name: String,
    /// Nothing where it is asked for by an address.
    versions: Option<Specifiers>,
    extras: Vec<String>,
}

/// How a package gets into an environment.
#[derive(Clone, Debug)]
pub(in crate::inspect) enum Origin {
    /// From an index, by its version.
    Index,
    /// From an address.
    Address(Address),
    /// Not at all: only what it depends on is installed.
    Virtual,
}

/// A dependency.
#[derive(Clone, Debug)]
struct Edge {
    name: String,
    version: Option<String>,
    source: Option<form::Source>,
    condition: Condition,
    extras: Vec<String>,
}

/// When something counts.
#[derive(Clone, Debug)]
enum Condition {
    Always,
    When(Marker),
    /// A condition that is not understood: nobody can tell.
    Unclear,
}

/// Reads the text of a lock by itself; the project file beside it tells the project and its groups.
pub(super) fn read(path: &Path, text: &str, working_folder: &Path) -> Result<Wanted, WantedError> {
    let beside = path.parent().unwrap_or(Path::new("")).join("pyproject.toml");
    let settings = source::read(&working_folder.join(beside));
    let settings = settings.map_or_else(|_| Settings::usual(), |text| pyproject::settings_of(&text));
    let mut wanted = Wanted::new(FileKind::UvLock, path);
    let (lock, python) = parse_all(path, text, &settings, working_folder)?;
    wanted.lines.extend(python);
    wanted.lock = Some(lock);
    Ok(wanted)
}

/// Reads the text of a lock that lies beside a project file.
pub(super) fn parse(path: &Path, text: &str, settings: &Settings, working_folder: &Path) -> Result<Lock, WantedError> {
    parse_all(path, text, settings, working_folder).map(|(lock, _)| lock)
}

fn parse_all(
    path: &Path,
    text: &str,
    settings: &Settings,
    working_folder: &Path,
) -> Result<(Lock, Option<super::Line>), WantedError> {
    let malformed = |why: String| WantedError::Malformed { path: path.to_owned(), why };
    let unknown = |why: String| WantedError::UnknownKind { path: path.to_owned(), why };
    let lines = Lines::of(text);
    let file: form::File = toml::from_str(text).map_err(|error| malformed(says(&error, &lines)))?;
    if file.version != 1 {
        return Err(unknown(format!("has version {} of its form, and version 1 is read here", file.version)));
    }
    let position = |byte: usize| Position { file: path.to_owned(), line: lines.at(byte) };
    let python = file.requires_python.as_ref().and_then(|python| {
        let versions = python.get_ref().parse::<Specifiers>().ok()?;
        Some(pyproject::python(position(python.span().start), versions))
    });
    let folder = working_folder.join(path.parent().unwrap_or(Path::new("")));
    let groups = file.manifest.groups.into_iter();
    let loose: Vec<_> =
        groups.map(|(group, asked)| (normalize(&group), asked.into_iter().map(Edge::loose).collect())).collect();
    let members: Vec<String> = file.manifest.members.iter().map(|name| normalize(name)).collect();
    let packages: Vec<Locked> = file
        .packages
        .into_iter()
        .map(|package| Locked::new(position(package.name.span().start), package, &folder))
        .collect();
    let roots = roots(&packages, settings, &members);
    if roots.is_empty() && loose.is_empty() {
        return Err(unknown("locks no project, so nothing of it belongs into an environment".to_owned()));
    }
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, package) in packages.iter().enumerate() {
        by_name.entry(package.name.clone()).or_default().push(at);
    }
    Ok((Lock { packages, by_name, roots, loose, settings: settings.clone() }, python))
}

/// The project: by the name that the project file tells, else the one in the lock's own folder, else, in a workspace
/// without a project at its root, all members.
fn roots(packages: &[Locked], settings: &Settings, members: &[String]) -> Vec<usize> {
    let all = |is: &dyn Fn(&Locked) -> bool| -> Vec<usize> {
        packages.iter().enumerate().filter(|(_, package)| is(package)).map(|(at, _)| at).collect()
    };
    let local = |package: &Locked| {
        let source = &package.source;
        source.editable.is_some() || source.virtual_.is_some() || source.directory.is_some()
    };
    let here = |package: &Locked| {
        [&package.source.editable, &package.source.virtual_, &package.source.directory]
            .into_iter()
            .flatten()
            .any(|folder| folder == ".")
    };
    let named = |package: &Locked| local(package) && settings.name.as_ref() == Some(&package.name);
    let is_member = |package: &Locked| local(package) && members.contains(&package.name);
    [all(&named), all(&here), all(&is_member)].into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

impl Lock {
    /// Whether the project, or a group of it, asked for exactly this when it was locked.
    pub(super) fn knows(&self, group: Option<&str>, wanted: &Requirement) -> bool {
        let roots = self.roots.iter().filter_map(|root| self.packages.get(*root));
        roots.flat_map(|root| &root.asked).any(|asked| {
            asked.group.as_deref() == group
                && asked.name == wanted.name
                && asked.versions.as_ref().is_none_or(|locked| *locked == wanted.specifiers)
                && wanted.extras.iter().all(|extra| asked.extras.contains(extra))
        })
    }
}

impl Locked {
    fn new(position: Position, package: form::Package, folder: &Path) -> Self {
        let edges = |list: Vec<form::Dependency>| list.into_iter().map(Edge::new).collect();
        let named = |(name, list): (String, Vec<form::Dependency>)| (normalize(&name), edges(list));
        let own = package.metadata.requires.into_iter();
        // An extra's requirement is none of the project's.
        let own = own.filter(|asked| !asked.marker.as_ref().is_some_and(|marker| marker.contains("extra ==")));
        let groups = package.metadata.groups.into_iter();
        let groups = groups
            .flat_map(|(group, list)| list.into_iter().map(move |asked| Asked::new(Some(normalize(&group)), &asked)));
        let asked = own.map(|asked| Asked::new(None, &asked)).chain(groups);
        Self {
            position,
            name: normalize(package.name.get_ref()),
            version: package.version,
            origin: origin(&package.source, folder),
            source: package.source,
            markers: package.markers.into_iter().map(|marker| Condition::new(Some(marker))).collect(),
            dependencies: edges(package.dependencies),
            optional: package.optional.into_iter().map(named).collect(),
            groups: package.groups.into_iter().map(named).collect(),
            asked: asked.collect(),
        }
    }
}

fn origin(source: &form::Source, folder: &Path) -> Origin {
    let inside = source.subdirectory.as_ref().map_or(String::new(), |below| format!("#subdirectory={below}"));
    let local = |path: &String, editable| {
        let path: PathBuf = folder.join(path);
        Origin::Address(Address::locked(&format!("{}{inside}", path.display()), &[], editable))
    };
    if source.virtual_.is_some() {
        Origin::Virtual
    } else if let Some(git) = &source.git {
        // `https://host/x?rev=v1&subdirectory=y#commit`.
        let (url, commit) = git.split_once('#').unwrap_or((git, ""));
        let (url, query) = url.split_once('?').unwrap_or((url, ""));
        let below = query.split('&').find_map(|pair| pair.strip_prefix("subdirectory="));
        let below = below.map_or(String::new(), |below| format!("#subdirectory={}", unquoted(below)));
        let commit = if commit.is_empty() { String::new() } else { format!("@{commit}") };
        Origin::Address(Address::locked(&format!("git+{url}{commit}{below}"), &[], None))
    } else if let Some(url) = &source.url {
        Origin::Address(Address::locked(&format!("{url}{inside}"), &[], None))
    } else if let Some(path) = &source.path {
        local(path, None)
    } else if let Some(path) = &source.directory {
        local(path, Some(false))
    } else if let Some(path) = &source.editable {
        local(path, Some(true))
    } else {
        Origin::Index
    }
}

impl Asked {
    fn new(group: Option<String>, asked: &form::Asked) -> Self {
        let at_address = asked.git.is_some() || asked.url.is_some() || asked.path.is_some();
        let versions = asked.specifier.as_deref().unwrap_or("").parse().ok().filter(|_| !at_address);
        let extras = asked.extras.iter().map(|extra| normalize(extra)).collect();
        Self { group, name: normalize(&asked.name), versions, extras }
    }
}

impl Edge {
    fn new(dependency: form::Dependency) -> Self {
        Self {
            name: normalize(&dependency.name),
            version: dependency.version,
            source: dependency.source,
            condition: Condition::new(dependency.marker),
            extras: dependency.extra.iter().map(|extra| normalize(extra)).collect(),
        }
    }

    fn loose(asked: form::Asked) -> Self {
        Self {
            name: normalize(&asked.name),
            version: None,
            source: None,
            condition: Condition::new(asked.marker),
            extras: asked.extras.iter().map(|extra| normalize(extra)).collect(),
        }
    }
}

impl Condition {
    fn new(marker: Option<String>) -> Self {
        match marker.map(|marker| marker.parse()) {
            None => Self::Always,
            Some(Ok(marker)) => Self::When(marker),
            Some(Err(_)) => Self::Unclear,
        }
    }
}
