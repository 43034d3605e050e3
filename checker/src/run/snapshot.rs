//! What stands in the files before and after a step, and what changed.
//!
//! A snapshot is taken after every step, also after a thousand that do nothing: a folder is read again only when its time
//! of change is not the one seen before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, SystemTime};

use crate::diagnose::{Added, Changes, Layer};
use crate::inspect::{self, Environment};
use crate::lesson::Goal;
use crate::session::ShellState;

use super::conda_folders::CondaFolders;

/// The most folders that are looked into.
const MOST_FOLDERS: usize = 64;
/// The most names of one folder.
const MOST_NAMES: usize = 4096;
/// A folder that changed less than this before it was read may change again within the same tick of the file system's clock.
const TICK: Duration = Duration::from_millis(50);

/// What stands in the files at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Snapshot {
    /// Environments, by the path under which they are seen.
    pub(super) environments: BTreeMap<PathBuf, PathBuf>,
    files: BTreeSet<PathBuf>,
    packages: BTreeMap<Layer, BTreeMap<String, String>>,
    /// The folders that packages were looked for in.
    pub(super) sites: Vec<PathBuf>,
}

/// Takes snapshots.
#[derive(Debug)]
pub(super) struct Watcher {
    folder: PathBuf,
    home: PathBuf,
    folders: BTreeMap<PathBuf, Seen<Vec<Entry>>>,
    sites: BTreeMap<PathBuf, Seen<BTreeMap<String, String>>>,
    environments: BTreeMap<PathBuf, Seen<Option<Environment>>>,
    conda: CondaFolders,
}

#[derive(Debug)]
struct Seen<T> {
    /// When what it was read from changed last.
    changed: Vec<SystemTime>,
    read: SystemTime,
    content: Rc<T>,
}

#[derive(Clone, Debug)]
struct Entry {
    path: PathBuf,
    is_folder: bool,
}

impl Watcher {
    /// For an exercise with these goals.
    pub(super) fn new(folder: &Path, home: &Path, goals: &[Goal]) -> Self {
        Watcher {
            folder: folder.to_owned(),
            home: home.to_owned(),
            folders: BTreeMap::new(),
            sites: BTreeMap::new(),
            environments: BTreeMap::new(),
            conda: CondaFolders::new(home, goals),
        }
    }

    /// What stands there now, for a shell in this state.
    pub(super) fn take(&mut self, state: &ShellState) -> Snapshot {
        let mut snapshot = Snapshot::default();
        let mut to_visit: Vec<(PathBuf, u32)> = vec![(self.folder.clone(), 2), (self.home.clone(), 1)];
        if !state.folder.starts_with(&self.folder) && state.folder != self.home && state.folder.is_absolute() {
            to_visit.push((state.folder.clone(), 1));
        }
        let mut visited = 0;
        while let Some((folder, depth)) = to_visit.pop() {
            visited += 1;
            if visited > MOST_FOLDERS {
                break;
            }
            for entry in self.list(&folder).iter() {
                if entry.is_folder && is_marked(&entry.path) {
                    if let Ok(root) = std::fs::canonicalize(&entry.path) {
                        snapshot.environments.insert(self.shown(&entry.path), root);
                    }
                    continue;
                }
                if entry.is_folder && depth > 1 {
                    to_visit.push((entry.path.clone(), depth - 1));
                }
                // What programs leave in a home folder is nobody's doing.
                if folder != self.home {
                    snapshot.files.insert(self.shown(&entry.path));
                }
            }
        }
        self.take_named(state, &mut snapshot);
        self.take_packages(&mut snapshot);
        snapshot
    }

    /// Adds the environments that conda knows by a name and that are no others' matter; by that name, as goals write it.
    fn take_named(&mut self, state: &ShellState, snapshot: &mut Snapshot) {
        for folder in self.conda.of(state) {
            let there: Vec<PathBuf> =
                self.list(&folder).iter().filter(|entry| entry.is_folder).map(|entry| entry.path.clone()).collect();
            for path in self.conda.of_exercise(&folder, there) {
                let (Some(name), Ok(root)) = (path.file_name(), std::fs::canonicalize(&path)) else { continue };
                if is_marked(&path) {
                    snapshot.environments.entry(PathBuf::from(name)).or_insert(root);
                }
            }
        }
    }

    fn take_packages(&mut self, snapshot: &mut Snapshot) {
        let mut bases = BTreeSet::new();
        let roots: BTreeSet<PathBuf> = snapshot.environments.values().cloned().collect();
        for root in roots {
            // An environment that does not work may hold packages all the same, but nobody installs into it.
            let Some(environment) = self.environment(&root).as_ref().clone() else { continue };
            let mut packages = BTreeMap::new();
            for site in &environment.site_packages {
                packages.extend(self.installed(site).iter().map(|(name, version)| (name.clone(), version.clone())));
            }
            if let (Some(base), Some((major, minor))) = (environment.base, environment.minor) {
                bases.insert(base.join(format!("lib/python{major}.{minor}/site-packages")));
            }
            snapshot.sites.extend(environment.site_packages);
            snapshot.packages.insert(Layer::Environment(root), packages);
        }
        for line in self.list(&self.home.join(".local/lib")).iter() {
            let site = line.path.join("site-packages");
            let packages = self.installed(&site);
            snapshot.sites.push(site.clone());
            snapshot.packages.insert(Layer::User(site), (*packages).clone());
        }
        for site in bases {
            let packages = self.installed(&site);
            snapshot.sites.push(site.clone());
            snapshot.packages.insert(Layer::Base(site), (*packages).clone());
        }
    }

    /// A path as a report shows it: relative to the exercise's folder where it lies in it.
    fn shown(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.folder).unwrap_or(path).to_owned()
    }

    fn list(&mut self, folder: &Path) -> Rc<Vec<Entry>> {
        look(&mut self.folders, folder, times([folder]), || {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().take(MOST_NAMES);
            entries
                .filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b".session-"))
                .map(|entry| Entry { is_folder: entry.path().is_dir(), path: entry.path() })
                .collect()
        })
    }

    /// The environment at a root, read again when its `pyvenv.cfg` or its `bin` has changed: here only the folders of its
    /// packages count, which nothing else moves.
    fn environment(&mut self, root: &Path) -> Rc<Option<Environment>> {
        let marks = ["pyvenv.cfg", "bin", "conda-meta"].map(|name| root.join(name));
        look(&mut self.environments, root, times(marks.iter().map(PathBuf::as_path)), || inspect::environment(root))
    }

    fn installed(&mut self, site: &Path) -> Rc<BTreeMap<String, String>> {
        look(&mut self.sites, site, times([site]), || {
            inspect::installed(site).into_iter().map(|found| (found.name, found.version.unwrap_or_default())).collect()
        })
    }
}

fn is_marked(folder: &Path) -> bool {
    folder.join("pyvenv.cfg").is_file() || folder.join("conda-meta/history").is_file()
}

/// What was read before, as long as these times of change are the same; else what is there now. Without any time there is
/// nothing.
fn look<T: Default>(
    seen: &mut BTreeMap<PathBuf, Seen<T>>,
    path: &Path,
    changed: Vec<SystemTime>,
    read: impl FnOnce() -> T,
) -> Rc<T> {
    if changed.is_empty() {
        seen.remove(path);
        return Rc::default();
    }
    if let Some(before) = seen.get(path)
        && before.changed == changed
        && changed.iter().all(|changed| before.read.duration_since(*changed).is_ok_and(|age| age > TICK))
    {
        return Rc::clone(&before.content);
    }
    let read_at = now();
    let content = Rc::new(read());
    seen.insert(path.to_owned(), Seen { changed, read: read_at, content: Rc::clone(&content) });
    content
}

fn times<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Vec<SystemTime> {
    let changed = |path: &Path| std::fs::metadata(path).and_then(|about| about.modified()).ok();
    paths.into_iter().filter_map(changed).collect()
}

#[expect(clippy::disallowed_methods, reason = "compared with the times of files, which are wall-clock times")]
fn now() -> SystemTime {
    SystemTime::now()
}

impl Snapshot {
    /// What is different in a later one.
    pub(super) fn changes(&self, later: &Snapshot) -> Changes {
        let gone_or_new =
            |from: &BTreeSet<PathBuf>, to: &BTreeSet<PathBuf>| to.difference(from).cloned().collect::<Vec<_>>();
        let environments = |snapshot: &Snapshot| snapshot.environments.keys().cloned().collect::<BTreeSet<_>>();
        let mut added = Vec::new();
        for (layer, packages) in &later.packages {
            let before = match self.packages.get(layer) {
                Some(before) => before,
                // A base that comes into view with the first environment made from it was there before.
                None if matches!(layer, Layer::Base(_)) => continue,
                None => &BTreeMap::new(),
            };
            for (name, version) in packages.iter().filter(|(name, version)| before.get(*name) != Some(version)) {
                added.push(Added { name: name.clone(), version: version.clone(), layer: layer.clone() });
            }
        }
        Changes {
            made_environments: gone_or_new(&environments(self), &environments(later)),
            made_files: gone_or_new(&self.files, &later.files),
            removed_environments: gone_or_new(&environments(later), &environments(self)),
            removed_files: gone_or_new(&later.files, &self.files),
            added,
        }
    }
}
