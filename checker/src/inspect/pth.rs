//! `.pth` files: the folders that they add to the path, and the code that they run at every start of Python.
//!
//! Read as Python's `site` reads them. The code is never evaluated; that there is some is told.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::files;

/// How many lines of one file are read: each costs a look at a folder.
const LINES: usize = 1_000;

/// What one `.pth` file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The folders and zip files that it adds, as they are written: from the folder in which it lies, or absolute.
    pub paths: Vec<String>,
    /// Its lines of code.
    pub code: Vec<String>,
}

/// What one `.pth` file adds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pth {
    /// Folders and zip files that it adds, those that exist.
    pub(super) folders: Vec<PathBuf>,
    /// Those that it would add and that do not exist.
    pub(super) gone: Vec<PathBuf>,
}

/// Reads the text of a `.pth` file as the Python of that line would (documentation of `site`): an empty line and one with
/// `#` is passed over, `import` and a blank begin a line of code, all else is a path.
#[must_use]
pub fn parse(text: &str, line: Option<(u32, u32)>) -> Written {
    let (code, paths) = lines(text, line).map(str::to_owned).partition(|line| is_code(line));
    Written { paths, code }
}

fn lines(text: &str, line: Option<(u32, u32)>) -> impl Iterator<Item = &str> {
    let text = if is_recent(line) { text.trim_start_matches('\u{feff}') } else { text };
    let lines = text.split(['\n', '\r']).map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.take(LINES)
}

fn is_code(line: &str) -> bool {
    line.strip_prefix("import").is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// Python 3.13 passes over hidden files and understands a byte order mark; before, it was the other way round.
fn is_recent(line: Option<(u32, u32)>) -> bool {
    line.is_none_or(|line| line >= (3, 13))
}

/// What one `.pth` file of a `site-packages` says.
pub(super) fn written(site: &Path, name: &str, line: Option<(u32, u32)>) -> Written {
    parse(&text(site, name, line), line)
}

/// The first line of code in one.
pub(super) fn first_code(site: &Path, name: &str, line: Option<(u32, u32)>) -> Option<String> {
    lines(&text(site, name, line), line).find(|line| is_code(line)).map(str::to_owned)
}

fn text(site: &Path, name: &str, line: Option<(u32, u32)>) -> String {
    if is_recent(line) && name.starts_with('.') {
        return String::new();
    }
    files::text(&site.join(name), files::SMALL).unwrap_or_default()
}

/// Whether one is no UTF-8. In a locale of UTF-8 Python reads it strictly, and does not start. A hidden one is not asked:
/// it depends on the last number of the version whether Python reads it.
pub(super) fn is_no_text(site: &Path, name: &str) -> bool {
    if name.starts_with('.') {
        return false;
    }
    let Ok(bytes) = files::head(&site.join(name), files::SMALL) else { return false };
    // No length: the end of what was read cut a character.
    std::str::from_utf8(&bytes).is_err_and(|error| error.error_len().is_some())
}

/// Which folders it adds.
pub(super) fn read(site: &Path, name: &str, line: Option<(u32, u32)>) -> Pth {
    let all = written(site, name, line).paths.into_iter().map(|path| site.join(path));
    let (folders, gone) = all.partition(|folder| folder.exists());
    Pth { folders, gone }
}

/// The names of the eggs in this folder that its `.pth` files put on the path: `easy-install.pth`, or `setuptools.pth`.
pub(super) fn eggs(site: &Path, names: &[String]) -> HashSet<OsString> {
    let mut parents: HashMap<PathBuf, bool> = HashMap::new();
    let lines = names.iter().flat_map(|name| written(site, name, None).paths).map(|path| site.join(path));
    let here = lines.filter(|path| {
        let parent = path.parent().unwrap_or(site);
        *parents.entry(parent.to_owned()).or_insert_with(|| same(parent, site))
    });
    here.filter_map(|path| path.file_name().map(OsString::from)).collect()
}

/// Whether both are one folder. The lines are written as `./name`, or as a whole path in another spelling.
fn same(one: &Path, other: &Path) -> bool {
    one == other || files::identity(one).is_some_and(|identity| files::identity(other) == Some(identity))
}
