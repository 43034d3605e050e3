//! `.pth` files: the folders that they add to the path, and the code that they run at every start of Python.
//!
//! Read as Python's `site` reads them. The code is never evaluated; that there is some is told.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::files;

/// What one `.pth` file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pth {
    /// Folders and zip files that it adds, those that exist.
    pub(super) folders: Vec<PathBuf>,
    /// Those that it would add and that do not exist.
    pub(super) gone: Vec<PathBuf>,
    /// Its lines of code.
    pub(super) code: Vec<String>,
}

/// Reads one `.pth` file of a `site-packages` as the Python of that line would.
pub(super) fn read(site: &Path, name: &str, line: Option<(u32, u32)>) -> Pth {
    // Python 3.13 passes over hidden files and understands a byte order mark; before, it was the other way round.
    let recent = line.is_none_or(|line| line >= (3, 13));
    if recent && name.starts_with('.') {
        return Pth::default();
    }
    let text = files::text(&site.join(name), files::SMALL).unwrap_or_default();
    let text = if recent { text.trim_start_matches('\u{feff}') } else { text.as_str() };
    let mut pth = Pth::default();
    for line in text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.starts_with("import ") || line.starts_with("import\t") {
            pth.code.push(line.to_owned());
        } else {
            let folder = site.join(line);
            if folder.exists() { &mut pth.folders } else { &mut pth.gone }.push(folder);
        }
    }
    pth
}

/// The names of the eggs in this folder that its `.pth` files put on the path: `easy-install.pth`, or `setuptools.pth`.
pub(super) fn eggs(site: &Path, names: &[String]) -> HashSet<OsString> {
    let folders = names.iter().flat_map(|name| read(site, name, None).folders);
    let here = folders.filter(|folder| folder.parent().is_some_and(|parent| same(parent, site)));
    here.filter_map(|folder| folder.file_name().map(OsString::from)).collect()
}

/// Whether both are one folder. The lines are written as `./name`, or as a whole path in another spelling.
fn same(one: &Path, other: &Path) -> bool {
    one == other || files::identity(one).is_some_and(|identity| files::identity(other) == Some(identity))
}
