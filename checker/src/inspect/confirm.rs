//! Is a recorded distribution really there? Its metadata is read, and its code is looked for.
//!
//! A folder called `idna-3.6.dist-info` is no proof: an empty one is made by hand, and one whose code was deleted is
//! left behind. Asked only of distributions that someone asks about.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::files;
use super::installed::{Form, Found, Scan};
use super::metadata;
use super::names::normalize;
use super::record::{self, Record};

/// What a distribution's metadata says of itself.
pub(super) fn head(found: &Found) -> Result<metadata::Metadata, String> {
    let path = match metadata_path(found) {
        Some(path) => path,
        // A zipped egg is not opened: its file's name is all that is known.
        None if found.form == Form::Egg => {
            return Ok(metadata::Metadata { name: Some(found.name.clone()), version: found.version.clone() });
        }
        None => {
            return Err(format!("`{}` leads to a folder without metadata", found.path.display()));
        }
    };
    match metadata::read(&path) {
        Ok(read) if read.name.is_none() || read.version.is_none() => {
            Err(format!("`{}` does not tell the name and the version", path.display()))
        }
        Ok(read) => Ok(read),
        Err(failure) => Err(format!("`{}` {}", path.display(), failure.says())),
    }
}

/// Confirms a distribution, and tells its version as its metadata spells it: the metadata can be read, it tells the same
/// name, and the code is there. An error says what is wrong.
pub(super) fn confirm(scan: &Scan, found: &Found) -> Result<String, String> {
    let read = head(found)?;
    let name = read.name.unwrap_or_default();
    if normalize(&name) != found.name {
        return Err(format!("`{}` calls itself `{name}`", found.path.display()));
    }
    let record = record_of(found);
    code(scan, found, record.as_ref())?;
    if editable(found, record.as_ref()) == Editable::SourceGone {
        return Err(format!("`{}` is installed from a folder that is gone", found.name));
    }
    Ok(read.version.unwrap_or_default())
}

/// The list of files, where there is one that lists any.
pub(super) fn record_of(found: &Found) -> Option<Record> {
    if found.form != Form::DistInfo {
        return None;
    }
    record::read(&found.path.join("RECORD")).ok().filter(|record| *record != Record::default())
}

/// Looks for the code: each entry of `site-packages` that RECORD lists, and the `__init__.py` of each package.
pub(super) fn code(scan: &Scan, found: &Found, record: Option<&Record>) -> Result<(), String> {
    if let Some(record) = record {
        let gone = |name: &str| Err(format!("RECORD of `{}` lists `{name}`, which is gone", found.name));
        for top in &record.tops {
            if !scan.site.join(top).exists() {
                return gone(top);
            }
            if record.packages.contains(top) && !scan.site.join(top).join("__init__.py").exists() {
                return gone(&format!("{top}/__init__.py"));
            }
        }
        return Ok(());
    }
    if matches!(found.form, Form::Egg | Form::EggLink) {
        return Ok(());
    }
    let Some(modules) = top_level(found) else {
        // Debian and conda leave RECORD out, and an old single-file egg-info lists nothing. But a `.dist-info` that no
        // installer signed and beside which nothing of its name lies was made by hand, or its code was deleted.
        let signed = ["INSTALLER", "WHEEL"].iter().any(|name| files::is_file(&found.path.join(name)));
        return if signed || found.form == Form::EggInfo || scan.has_namesake(&found.name) {
            Ok(())
        } else {
            Err(format!("`{}` lists no files, and no code of that name is there", found.path.display()))
        };
    };
    let there = modules.is_empty() || modules.iter().any(|module| scan.has_module(module));
    if there { Ok(()) } else { Err(format!("the code of `{}` is gone", found.name)) }
}

/// The import names in `top_level.txt`.
pub(super) fn top_level(found: &Found) -> Option<Vec<String>> {
    let text = files::text(&found.path.join("top_level.txt"), files::SMALL).ok()?;
    let first = |line: &str| line.trim().split('/').next().unwrap_or_default().to_owned();
    Some(text.lines().map(first).filter(|module| !module.is_empty()).collect())
}

fn metadata_path(found: &Found) -> Option<PathBuf> {
    let inside = |name: &str| found.path.join(name);
    match found.form {
        Form::DistInfo => Some(inside("METADATA")),
        Form::EggInfo if files::is_file(&found.path) => Some(found.path.clone()),
        Form::EggInfo => Some(inside("PKG-INFO")),
        Form::Egg if files::is_file(&found.path) => None,
        Form::Egg => Some(inside("EGG-INFO/PKG-INFO")),
        Form::EggLink => {
            let source = link_target(&found.path)?;
            let info = files::names(&source).into_iter().find(|name| name.ends_with(".egg-info"))?;
            Some(source.join(info).join("PKG-INFO"))
        }
    }
}

/// Where an `.egg-link` leads: its first line.
fn link_target(link: &Path) -> Option<PathBuf> {
    let text = files::text(link, files::SMALL).ok()?;
    Some(PathBuf::from(text.lines().next()?.trim()))
}

/// Which tool installed it, as its INSTALLER says.
pub(super) fn installer(found: &Found, record: Option<&Record>) -> Option<String> {
    if found.form != Form::DistInfo || record.is_some_and(|record| record.lacks("INSTALLER")) {
        return None;
    }
    let text = files::text(&found.path.join("INSTALLER"), 256).ok()?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

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

/// `direct_url.json` (PEP 610), as far as it is used. The address may hold a password: it is not kept.
#[derive(Deserialize)]
struct Direct {
    url: String,
    #[serde(default)]
    dir_info: Folder,
}

#[derive(Default, Deserialize)]
struct Folder {
    #[serde(default)]
    editable: bool,
}

/// Whether it is an editable install.
pub(super) fn editable(found: &Found, record: Option<&Record>) -> Editable {
    if found.form == Form::EggLink {
        return Editable::Yes;
    }
    if found.form != Form::DistInfo || record.is_some_and(|record| record.lacks("direct_url.json")) {
        return Editable::No;
    }
    let Ok(bytes) = files::head(&found.path.join("direct_url.json"), files::SMALL) else {
        return Editable::No;
    };
    match serde_json::from_slice::<Direct>(&bytes) {
        Ok(direct) if direct.dir_info.editable => match direct.url.strip_prefix("file://") {
            Some(path) if !Path::new(&unquoted(path)).exists() => Editable::SourceGone,
            _ => Editable::Yes,
        },
        _ => Editable::No,
    }
}

/// Undoes `%20` and its like in an address.
fn unquoted(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = (*first == b'%').then(|| tail.get(..2)).flatten();
        let code = code.and_then(|two| std::str::from_utf8(two).ok()).and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
