//! `conda-meta/NAME-VERSION-BUILD.json`: the record of one package that conda installed.
//!
//! The file's name says the most, so that most questions open nothing. The content lists every file of the package and
//! may be megabytes; while it is parsed everything is passed over that is not used here.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

use super::super::files;
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
pub(super) struct Record {
    pub(super) path: PathBuf,
    pub(super) name: String,
    pub(super) version: String,
    /// Where it came from, without credentials; none where the record cannot be read.
    pub(super) channel: Option<String>,
    /// What was asked for when it came, without credentials; none where it came along with another.
    pub(super) requested: Option<String>,
    /// The Python distributions that it brought; not known where the record cannot be read.
    pub(super) distributions: Option<Vec<Distribution>>,
    /// The entries of a `site-packages` that it brought, such as `rdkit`: many packages of conda bring no distribution.
    pub(super) entries: BTreeSet<String>,
}

/// A Python distribution as a record lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Distribution {
    /// Its name, normalised (PEP 503).
    pub(super) name: String,
    pub(super) version: Option<String>,
    /// Its folder or file in a `site-packages`, below the prefix.
    pub(super) entry: PathBuf,
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
pub(super) fn read(prefix: &Path) -> Vec<Record> {
    let mut records: Vec<Record> = files_of(prefix).map(|(name, path)| open(name, path)).collect();
    records.sort_by(|one, other| one.name.cmp(&other.name));
    records
}

/// Reads the record of one package, by its name; the others are not opened.
pub(super) fn named(prefix: &Path, name: &str) -> Option<Record> {
    files_of(prefix).find(|(told, _)| told.name == name).map(|(told, path)| open(told, path))
}

fn open(name: Name, path: PathBuf) -> Record {
    let content = files::head(&path, RECORD).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    record(name, path, content)
}

fn record(Name { name, version }: Name, path: PathBuf, content: Option<Content>) -> Record {
    let Some(content) = content else {
        return Record {
            path,
            name,
            version,
            channel: None,
            requested: None,
            distributions: None,
            entries: BTreeSet::new(),
        };
    };
    Record {
        path,
        name: content.name.unwrap_or(name),
        version: content.version.unwrap_or(version),
        channel: content.channel.as_deref().map(channel),
        // conda writes Python's `None` as text.
        requested: content
            .requested_spec
            .filter(|spec| spec != "None" && !spec.is_empty())
            .map(|it| address::hide(&it)),
        distributions: Some(content.files.distributions),
        entries: content.files.entries,
    }
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
struct Content {
    name: Option<String>,
    version: Option<String>,
    channel: Option<String>,
    requested_spec: Option<String>,
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
        let content = serde_json::from_str(text).expect("a record");
        let name = Name { name: "other".to_owned(), version: "0".to_owned() };
        let read = record(name.clone(), PathBuf::from("/r.json"), Some(content));
        assert_eq!((read.name.as_str(), read.version.as_str(), read.requested), ("idna", "3.6", None));
        assert_eq!(read.distributions, Some(Vec::new()));
        let cut = record(name, PathBuf::from("/r.json"), serde_json::from_str(&text[..60]).ok());
        assert_eq!((cut.name.as_str(), cut.distributions), ("other", None));
    }
}
