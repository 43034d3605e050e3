//! Is a distribution read from its source folder, and is that folder there?
//!
//! Installers mark such an install in several ways: `direct_url.json` says so (PEP 610), and a `.pth` file leads to the
//! folder: `__editable__.NAME-VERSION.pth` of setuptools, `_editable_impl_NAME.pth` of hatchling, `NAME.pth` of flit
//! and poetry. Before PEP 660 it was an `.egg-link`. It refuses to look into import hooks: they are code.

use std::path::{Path, PathBuf};

use super::direct::Direct;
use super::files;
use super::installed::{Form, Found, Scan};
use super::names;
use super::pth;
use super::record::Record;

/// Whether a distribution is read from its source folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Editable {
    /// No: its files were copied.
    No,
    /// Yes, and the folder is there.
    Yes,
    /// Yes, and the folder is not there any more.
    SourceGone,
}

/// Whether it is an editable install, with what it says of where it came from.
pub(super) fn editable(scan: &Scan, found: &Found, record: Option<&Record>, direct: Option<&Direct>) -> Editable {
    if found.form == Form::EggLink {
        return Editable::Yes;
    }
    let told = direct.filter(|direct| direct.editable);
    if told.and_then(|direct| direct.folder.as_ref()).is_some_and(|folder| !folder.exists()) {
        return Editable::SourceGone;
    }
    let mut is_marked = told.is_some();
    // How many of its folders are there, and how many are gone.
    let mut sources = (0, 0);
    for name in scan.pth.iter().filter(|name| is_of(name, found, record)) {
        let read = pth::read(&scan.site, name, None);
        let outside = |folder: &&PathBuf| !folder.starts_with(&scan.site);
        sources.0 += read.folders.iter().filter(outside).count();
        sources.1 += read.gone.iter().filter(outside).count();
        is_marked = is_marked || after_mark(name).is_some();
    }
    match sources {
        (0, 0) if is_marked => Editable::Yes,
        (0, 0) => Editable::No,
        (0, _) => Editable::SourceGone,
        _ => Editable::Yes,
    }
}

/// Whether a `.pth` file came with the distribution: by its list of files or by the file's name.
fn is_of(pth: &str, found: &Found, record: Option<&Record>) -> bool {
    if record.is_some_and(|record| record.tops.contains(pth)) {
        return true;
    }
    let stem = pth.strip_suffix(".pth").unwrap_or(pth);
    let stem = after_mark(stem).unwrap_or(stem);
    // Asked of each file for each distribution, and nearly always answered by the first letters.
    names::begins_with(stem, &found.name) && names::split(stem).0 == found.name
}

/// What follows in names that only editable installs have.
fn after_mark(pth: &str) -> Option<&str> {
    ["__editable__.", "_editable_impl_"].iter().find_map(|mark| pth.strip_prefix(mark))
}

/// The project that an `.egg-link` leads to: its folder, and its metadata there.
pub(super) struct Linked {
    /// The folder that is put on the path.
    pub(super) source: PathBuf,
    /// The `PKG-INFO`.
    pub(super) metadata: PathBuf,
}

/// Follows an `.egg-link`; an error says at what it ends.
pub(super) fn follow(link: &Path) -> Result<Linked, String> {
    let told = |what: String| format!("`{}` {what}", link.display());
    let text = files::text(link, files::SMALL).map_err(|failure| told(failure.says().to_owned()))?;
    let first = text.lines().next().map(str::trim).filter(|line| !line.is_empty());
    let source = first.ok_or_else(|| told("names no folder".to_owned()))?;
    let source = link.parent().unwrap_or(Path::new("/")).join(source);
    if !source.is_dir() {
        return Err(told(format!("leads to `{}`, which is gone", source.display())));
    }
    let name = link.file_stem().map(|stem| names::normalize(&stem.to_string_lossy())).unwrap_or_default();
    let infos: Vec<String> = files::names(&source).into_iter().filter(|entry| entry.ends_with(".egg-info")).collect();
    let is_own = |info: &&String| names::split(info.trim_end_matches(".egg-info")).0 == name;
    let info = infos.iter().find(is_own).or_else(|| infos.first().filter(|_| infos.len() == 1));
    let info = info.ok_or_else(|| told(format!("leads to `{}`, where no metadata is", source.display())))?;
    let metadata = source.join(info).join("PKG-INFO");
    Ok(Linked { source, metadata })
}

/// Whether some `.pth` file of the folder puts this one on the path.
pub(super) fn is_on_path(scan: &Scan, source: &Path) -> bool {
    let wanted = files::identity(source);
    let mut folders = scan.pth.iter().flat_map(|name| pth::read(&scan.site, name, None).folders);
    folders.any(|folder| files::identity(&folder) == wanted)
}
