//! Is a recorded distribution really there? Its metadata is read, and its code is looked for.
//!
//! A folder called `idna-3.6.dist-info` is no proof: an empty one is made by hand, and one whose code was deleted is
//! left behind. Asked only of distributions that someone asks about.

use std::path::{Path, PathBuf};

use super::denied::is_there_below;
use super::direct;
use super::editable::{self, Editable};
use super::files::{self, Below, Failure};
use super::installed::{Form, Found, Scan};
use super::metadata::{self, Metadata};
use super::names::normalize;
use super::record::{self, Record};

/// What a distribution's metadata says of itself.
pub(super) fn head(below: &Below, found: &Found) -> Result<Metadata, String> {
    if is_zipped(found) {
        return Ok(named(found));
    }
    let path = metadata_path(found)?;
    told(&path, metadata::read(below, &path))
}

/// The same, and what is wrong with a file that can be read.
pub(super) fn whole(below: &Below, found: &Found) -> Result<(Metadata, Option<String>), String> {
    if is_zipped(found) {
        return Ok((named(found), None));
    }
    let path = metadata_path(found)?;
    let (read, flaw) = match metadata::read_whole(below, &path) {
        Ok((read, flaw)) => (Ok(read), flaw),
        Err(failure) => (Err(failure), None),
    };
    let read = told(&path, read)?;
    Ok((read, flaw.map(|flaw| format!("`{}` {}", path.display(), flaw.says()))))
}

fn is_zipped(found: &Found) -> bool {
    found.form == Form::Egg && files::is_file(&found.path)
}

/// What is known of a zipped egg, which is not opened: what its file's name says.
fn named(found: &Found) -> Metadata {
    Metadata { name: Some(found.name.clone()), version: found.version.clone() }
}

fn told(path: &Path, read: Result<Metadata, Failure>) -> Result<Metadata, String> {
    match read {
        Ok(read) if read.name.is_none() || read.version.is_none() => {
            Err(format!("`{}` does not tell the name and the version", path.display()))
        }
        Ok(read) => Ok(read),
        Err(failure) => Err(format!("`{}` {}{}", path.display(), failure.says(), led(path))),
    }
}

/// Where a link leads that leads nowhere.
fn dangling(link: &Path) -> Option<PathBuf> {
    let target = std::fs::read_link(link).ok()?;
    (!link.exists()).then(|| link.parent().unwrap_or(Path::new("/")).join(target))
}

/// The end of a sentence about a file that is missing: where a link leads in its place, or in that of its folder.
fn led(path: &Path) -> String {
    if let Some(target) = dangling(path) {
        return format!(": it is a link to `{}`, which is gone, as after a cache was cleaned", target.display());
    }
    let folder = path.parent().and_then(dangling);
    folder.map_or_else(String::new, |target| format!(": its folder leads to `{}`, which is gone", target.display()))
}

/// A file of the distribution that is a link and leads nowhere: an installer that links into its cache was used, and the
/// cache was cleaned.
pub(super) fn is_link_into_nothing(scan: &Scan, found: &Found, record: Option<&Record>) -> bool {
    let first = |record: &Record| {
        let inits = record.packages.iter().map(|package| scan.site.join(package).join("__init__.py"));
        inits.chain(record.tops.iter().map(|top| scan.site.join(top))).any(|path| dangling(&path).is_some())
    };
    dangling(&found.path.join("METADATA")).is_some() || record.is_some_and(first)
}

/// Confirms a distribution, and tells its version as its metadata spells it: the metadata can be read, it tells the same
/// name, and the code is there. An error says what is wrong.
pub(super) fn confirm(scan: &Scan, found: &Found) -> Result<String, String> {
    let below = Below::nothing();
    let read = head(&below, found)?;
    let name = read.name.unwrap_or_default();
    if normalize(&name) != found.name {
        return Err(format!("`{}` calls itself `{name}`", found.path.display()));
    }
    let record = record_of(&below, found);
    code(&below, scan, found, record.as_ref()).map_err(Lack::why)?;
    // Where the file is damaged, the code is there all the same.
    let direct = direct::direct(&below, found).unwrap_or_default();
    source(scan, found, editable::editable(scan, found, record.as_ref(), direct.as_ref())).map_err(Lack::why)?;
    Ok(read.version.unwrap_or_default())
}

/// Looks for the source folder of an editable install.
pub(super) fn source(scan: &Scan, found: &Found, editable: Editable) -> Result<(), Lack> {
    match editable {
        Editable::No => Ok(()),
        Editable::SourceGone => Err(Lack::Gone(format!("`{}` is installed from a folder that is gone", found.name))),
        Editable::Yes if found.form == Form::EggLink => {
            let source = editable::follow(&found.path).map_err(Lack::Gone)?.source;
            if editable::is_on_path(scan, &source) {
                return Ok(());
            }
            Err(Lack::Gone(format!(
                "`{}` is linked to `{}`, and no `.pth` file puts that on the path",
                found.name,
                source.display()
            )))
        }
        Editable::Yes => Ok(()),
    }
}

/// The list of files, where there is one that lists any.
pub(super) fn record_of(below: &Below, found: &Found) -> Option<Record> {
    if found.form != Form::DistInfo {
        return None;
    }
    record::read(below, &found.path.join("RECORD")).ok().filter(|record| *record != Record::default())
}

/// Why the code of a distribution cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// It is not there.
    Gone(String),
    /// It may not be read, so that nobody can tell.
    Closed(String),
}

impl Lack {
    /// A sentence for the learner.
    pub(super) fn why(self) -> String {
        match self {
            Self::Gone(why) | Self::Closed(why) => why,
        }
    }
}

/// Looks for the code: each entry of `site-packages` that RECORD lists, and the `__init__.py` of each package.
pub(super) fn code(below: &Below, scan: &Scan, found: &Found, record: Option<&Record>) -> Result<(), Lack> {
    if let Some(record) = record {
        let listed = |name: &str| {
            let path = scan.site.join(name);
            // Compiled code alone does, beside where its source was (documentation of `compileall -b`).
            let is_compiled = || name.ends_with(".py") && scan.site.join(format!("{name}c")).is_file();
            if is_there_below(below, &path).map_err(Lack::Closed)? || is_compiled() {
                return Ok(());
            }
            Err(Lack::Gone(format!("RECORD of `{}` lists `{name}`, which is gone{}", found.name, led(&path))))
        };
        for top in record.tops.iter().filter(|top| can_be_code(top)) {
            if !record.packages.contains(top) {
                listed(top)?;
                continue;
            }
            // With the file there is the folder; the other order is for a sentence that names what is gone.
            let init = format!("{top}/__init__.py");
            if is_there_below(below, &scan.site.join(&init)) != Ok(true) {
                listed(top)?;
                listed(&init)?;
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
            let path = found.path.display();
            Err(Lack::Gone(format!("`{path}` lists no files, and no code of that name is there")))
        };
    };
    let there = modules.is_empty() || modules.iter().any(|module| scan.has_module(module));
    if there { Ok(()) } else { Err(Lack::Gone(format!("the code of `{}` is gone", found.name))) }
}

/// Whether an entry may hold code or what code loads. No module has a dash in its name, and a folder such as `scripts-3.10`
/// stands in lists of files that distributors wrote before they moved what is in it (Debian).
fn can_be_code(top: &str) -> bool {
    !top.contains('-') || [".py", ".so", ".pth", ".libs"].iter().any(|end| top.ends_with(end))
}

/// The import names in `top_level.txt`.
pub(super) fn top_level(found: &Found) -> Option<Vec<String>> {
    let text = files::text(&found.path.join("top_level.txt"), files::SMALL).ok()?;
    let first = |line: &str| line.trim().split('/').next().unwrap_or_default().to_owned();
    Some(text.lines().map(first).filter(|module| !module.is_empty()).collect())
}

fn metadata_path(found: &Found) -> Result<PathBuf, String> {
    let inside = |name: &str| found.path.join(name);
    Ok(match found.form {
        Form::DistInfo => inside("METADATA"),
        Form::EggInfo if files::is_file(&found.path) => found.path.clone(),
        Form::EggInfo => inside("PKG-INFO"),
        Form::Egg => inside("EGG-INFO/PKG-INFO"),
        Form::EggLink => editable::follow(&found.path)?.metadata,
    })
}

/// Which tool installed it, as its INSTALLER says.
pub(super) fn installer(below: &Below, found: &Found) -> Option<String> {
    if found.form != Form::DistInfo {
        return None;
    }
    let trimmed = |bytes: &[u8]| String::from_utf8_lossy(bytes.trim_ascii()).into_owned();
    files::read_below(below, &found.path.join("INSTALLER"), 256, trimmed).ok().filter(|text| !text.is_empty())
}
