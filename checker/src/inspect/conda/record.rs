//! `conda-meta/NAME-VERSION-BUILD.json`: the record of one package that conda installed.
//!
//! The file's name says the most, so that most questions open nothing. The content lists every file of the package and
//! may be megabytes; while it is parsed everything is passed over that is not used here.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

use super::super::files::{self, Failure};
use super::super::names as spelling;
use super::address;

/// How much of a record is read, in bytes. Packages of 100,000 files have records of that size.
const RECORD: u64 = 32 * 1024 * 1024;

/// What the name of a record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Name {
    /// conda's name of the package, in lower case; it may hold dashes.
    pub(in super::super) name: String,
    /// Its version, which is none of PEP 440's.
    pub(in super::super) version: String,
}

/// A package that conda's records name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Record {
    pub(in super::super) path: PathBuf,
    /// conda's name of the package, as the content spells it, or else the file's name.
    pub(in super::super) name: String,
    pub(in super::super) version: String,
    /// What else it says, or the end of the sentence "PATH …" that says why it cannot be read.
    pub(in super::super) content: Result<CondaRecord, &'static str>,
}

/// What a record of conda's says, as far as it is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CondaRecord {
    /// The package's name.
    pub name: Option<String>,
    /// Its version, which is none of PEP 440's.
    pub version: Option<String>,
    /// Which build of that version, such as `py311_0`.
    pub build: String,
    /// Where it came from, without its platform and without credentials.
    pub channel: Option<String>,
    /// What was asked for when it came, without credentials; none where it came along with another.
    pub requested: Option<String>,
    /// The Python distributions that it brought.
    pub distributions: Vec<Distribution>,
    /// The entries of a `site-packages` that it brought, such as `rdkit`: many packages of conda bring no distribution.
    pub entries: BTreeSet<String>,
}

/// A Python distribution as a record lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// Its name, normalised (PEP 503).
    pub name: String,
    /// Its version, where the name of its folder tells it.
    pub version: Option<String>,
    /// Its folder or file in a `site-packages`, below the prefix.
    pub entry: PathBuf,
}

/// What the names of a prefix's records say, sorted; nothing is opened.
pub(in super::super) fn names(prefix: &Path) -> impl Iterator<Item = Name> {
    files_of(prefix).map(|(name, _)| name)
}

/// The same with the path of each.
fn files_of(prefix: &Path) -> impl Iterator<Item = (Name, PathBuf)> {
    let meta = prefix.join("conda-meta");
    files::names(&meta).into_iter().filter_map(move |file| Some((of_file(&file)?, meta.join(file))))
}

/// A name and a version hold no dash behind the first, so it is split from the right.
fn of_file(file: &str) -> Option<Name> {
    let mut parts = file.strip_suffix(".json")?.rsplitn(3, '-');
    let (_build, version, name) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = !name.is_empty() && !version.is_empty();
    whole.then(|| Name { name: name.to_lowercase(), version: version.to_owned() })
}

/// Reads every record of a prefix, sorted by name.
pub(in super::super) fn read(prefix: &Path) -> Vec<Record> {
    let mut records: Vec<Record> = files_of(prefix).map(|(name, path)| open(name, path)).collect();
    records.sort_by(|one, other| one.name.cmp(&other.name));
    records
}

/// Reads the record of one package, by its name; the others are not opened.
pub(super) fn named(prefix: &Path, name: &str) -> Option<Record> {
    files_of(prefix).find(|(told, _)| told.name == name).map(|(told, path)| open(told, path))
}

fn open(Name { name, version }: Name, path: PathBuf) -> Record {
    let content = files::head(&path, RECORD).map_err(Failure::says);
    let content = content.and_then(|bytes| parse(&bytes).ok_or("is no record of conda"));
    let told = content.as_ref().ok();
    let name = told.and_then(|content| content.name.clone()).unwrap_or(name);
    let version = told.and_then(|content| content.version.clone()).unwrap_or(version);
    Record { path, name, version, content }
}

impl Record {
    /// The Python distributions that it brought; none where it cannot be read.
    pub(super) fn distributions(&self) -> &[Distribution] {
        self.content.as_ref().map_or(&[], |content| &content.distributions)
    }
}

/// Reads the content of a record; nothing where it is none.
#[must_use]
pub fn parse(bytes: &[u8]) -> Option<CondaRecord> {
    let written: Written = serde_json::from_slice(bytes).ok()?;
    // conda writes Python's `None` as text.
    let spec = written.requested_spec.filter(|spec| spec != "None" && !spec.is_empty());
    let requested = spec.or_else(|| written.requested_specs.into_iter().next());
    Some(CondaRecord {
        name: written.name,
        version: written.version,
        build: written.build,
        channel: written.channel.as_deref().map(channel),
        requested: requested.map(|spec| address::hide(&spec)),
        distributions: written.files.distributions,
        entries: written.files.entries,
    })
}

/// A channel without its platform and without credentials.
fn channel(text: &str) -> String {
    let text = text.trim_end_matches('/');
    let last = text.rsplit('/').next().unwrap_or(text);
    let platform = last == "noarch" || last.ends_with("-64") || last.ends_with("-32") || last.starts_with("linux-");
    let whole = if platform { text.strip_suffix(last).unwrap_or(text).trim_end_matches('/') } else { text };
    address::hide(whole)
}

#[derive(Deserialize)]
struct Written {
    name: Option<String>,
    version: Option<String>,
    #[serde(default)]
    build: String,
    channel: Option<String>,
    requested_spec: Option<String>,
    /// Newer conda writes a list.
    #[serde(default)]
    requested_specs: Vec<String>,
    #[serde(default)]
    files: Files,
}

/// What a package's files put into a `site-packages`; the other names are dropped as they are read.
#[derive(Debug, Default)]
struct Files {
    distributions: Vec<Distribution>,
    entries: BTreeSet<String>,
}

impl<'de> Deserialize<'de> for Files {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = Files;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("names of files")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<Files, A::Error> {
                let mut found = Files::default();
                while let Some(name) = names.next_element::<std::borrow::Cow<'de, str>>()? {
                    found.distributions.extend(distribution(&name));
                    if let Some(entry) = entry(&name)
                        && !found.entries.contains(entry)
                    {
                        found.entries.insert(entry.to_owned());
                    }
                }
                Ok(found)
            }
        }
        deserializer.deserialize_seq(Names)
    }
}

/// The distribution that a file describes: `…/site-packages/NAME.dist-info/METADATA`, `…/NAME.egg-info/PKG-INFO` or
/// `…/NAME.egg-info`. Those that a package keeps deeper inside are none of Python's.
fn distribution(file: &str) -> Option<Distribution> {
    let about = file.strip_suffix("/METADATA").or_else(|| file.strip_suffix("/PKG-INFO")).unwrap_or(file);
    let (place, entry) = about.rsplit_once('/')?;
    let stem = match entry.strip_suffix(".dist-info") {
        Some(stem) if about != file => stem,
        _ => entry.strip_suffix(".egg-info")?,
    };
    let (name, version) = spelling::split(stem);
    let own = place == "site-packages" || place.ends_with("/site-packages");
    (own && !stem.is_empty()).then(|| Distribution { name, version, entry: PathBuf::from(about) })
}

/// The entry of a `site-packages` that a file is or lies in. A package of no platform is listed without the `lib` above.
fn entry(file: &str) -> Option<&str> {
    let inside = match file.strip_prefix("site-packages/") {
        Some(inside) => inside,
        None => file.split_once("/site-packages/")?.1,
    };
    inside.split('/').next().filter(|entry| !entry.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_record_is_split_from_the_right() {
        for (file, name, version) in [
            ("python-3.11.7-h955ad1f_0.json", "python", "3.11.7"),
            ("python-dateutil-2.9.0-py311_0.json", "python-dateutil", "2.9.0"),
            ("_libgcc_mutex-0.1-main.json", "_libgcc_mutex", "0.1"),
            ("tzdata-2024a-h04d1e81_0.json", "tzdata", "2024a"),
            ("font-ttf-dejavu-sans-mono-2.37-hab24e00_0.json", "font-ttf-dejavu-sans-mono", "2.37"),
        ] {
            let expected = Name { name: name.to_owned(), version: version.to_owned() };
            assert_eq!(of_file(file), Some(expected), "{file}");
        }
        for file in ["history", "state", "python.json", "python-3.11.json", "-1-2.json", "a-1-0.json.c~"] {
            assert_eq!(of_file(file), None, "{file}");
        }
    }

    #[test]
    fn a_record_names_the_distributions_that_it_brought() {
        for (file, name, version) in [
            ("lib/python3.11/site-packages/torch-2.3.0.dist-info/METADATA", "torch", Some("2.3.0")),
            ("lib/python3.13t/site-packages/ruamel.yaml-0.18.dist-info/METADATA", "ruamel-yaml", Some("0.18")),
            ("site-packages/idna-3.6.dist-info/METADATA", "idna", Some("3.6")),
            ("lib/python2.7/site-packages/six-1.16.0-py2.7.egg-info/PKG-INFO", "six", Some("1.16.0")),
            ("lib/python3.6/site-packages/certifi-2020.6.20-py3.6.egg-info", "certifi", Some("2020.6.20")),
        ] {
            let found = distribution(file).expect(file);
            assert_eq!((found.name.as_str(), found.version.as_deref()), (name, version), "{file}");
        }
        for file in [
            "lib/python3.11/site-packages/idna-3.6.dist-info/RECORD",
            "lib/python3.11/site-packages/setuptools/_vendor/wheel-0.45.1.dist-info/METADATA",
            "lib/libssl.so.3",
            "METADATA",
        ] {
            assert_eq!(distribution(file), None, "{file}");
        }
    }

    #[test]
    fn a_channel_is_told_without_platform_and_credentials() {
        for (text, told) in [
            ("https://conda.anaconda.org/conda-forge/linux-64", "https://conda.anaconda.org/conda-forge"),
            ("https://host/t/ab-12/private/noarch", "https://host/t/<TOKEN>/private"),
            ("https://ann:secret@host/linux-aarch64/", "https://****@host"),
            ("pypi", "pypi"),
        ] {
            assert_eq!(channel(text), told, "{text}");
        }
    }

    #[test]
    fn what_is_not_used_in_a_record_may_be_anything() {
        let text = r#"{"name": "idna", "version": "3.6", "files": ["a", "b\u0041"], "paths_data": {"paths": [1, {}]},
                       "requested_spec": "None", "channel": "https://host/noarch", "link": null, "timestamp": 1e99}"#;
        let read = parse(text.as_bytes()).expect("a record");
        assert_eq!((read.name.as_deref(), read.version.as_deref(), read.requested), (Some("idna"), Some("3.6"), None));
        assert_eq!(read.distributions, []);
        assert_eq!(parse(&text.as_bytes()[..60]), None);
        let newer = br#"{"name": "idna", "requested_specs": ["idna=3.6"], "files": ["site-packages/idna/a.py"]}"#;
        let newer = parse(newer).expect("a record");
        assert_eq!((newer.requested.as_deref(), newer.entries.len()), (Some("idna=3.6"), 1));
    }
}
