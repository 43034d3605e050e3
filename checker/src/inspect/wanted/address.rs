//! Addresses from which packages are installed, as requirements name them and as `direct_url.json` records them
//! (PEP 610, PEP 508).
//!
//! They are compared without user names and passwords, which are not kept. Nothing is fetched.

use std::path::{Path, PathBuf};

use crate::packaging::normalize;

use super::super::direct::unquoted;
use super::folder;

/// An address that a file asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::inspect) struct Address {
    origin: Origin,
    /// The name that the address itself tells: `#egg=`, a wheel's file name, the project in a folder.
    pub(in crate::inspect) name: Option<String>,
    /// Whether it must be installed as editable, or must not be; `None` where that is left open.
    pub(in crate::inspect) editable: Option<bool>,
}

/// What an installer recorded of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::inspect) struct Direct {
    pub(in crate::inspect) origin: Origin,
    /// The commit that was checked out.
    pub(in crate::inspect) commit: Option<String>,
    pub(in crate::inspect) editable: bool,
}

/// Where something comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::inspect) struct Origin {
    /// `git`, `hg`, `svn`, `bzr`.
    vcs: Option<String>,
    place: Where,
    revision: Option<String>,
    subdirectory: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Where {
    /// Scheme, host and path; scheme and host in lower case.
    Remote(String),
    /// A local file or folder: one of these, since tools resolve relative paths against different folders.
    Local(Vec<PathBuf>),
}

/// Whether what is installed came from an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::inspect) enum Match {
    Yes,
    No,
    /// The record does not tell.
    Unclear,
}

const SYSTEMS: [&str; 4] = ["git", "hg", "svn", "bzr"];

impl Address {
    /// Reads an address or a path; relative paths are taken below each of the folders.
    pub(super) fn parse(text: &str, folders: &[&Path]) -> Self {
        let text = text.trim();
        let (main, fragment) = text.split_once('#').unwrap_or((text, ""));
        let field = |key: &str| fragment.split('&').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
        let origin = Origin::parse(main, field("subdirectory"), folders);
        let egg = field("egg").map(|egg| egg.split('[').next().unwrap_or(egg)).filter(|egg| !egg.is_empty());
        let name = egg.map(normalize).or_else(|| file_name(&origin)).or_else(|| origin.project_name());
        Self { origin, name, editable: None }
    }

    pub(super) fn editable(self) -> Self {
        Self { editable: Some(true), ..self }
    }

    /// An address that a lock names: with the revision or folder beside it.
    pub(super) fn locked(url: &str, folders: &[&Path], editable: Option<bool>) -> Self {
        Self { editable, ..Self::parse(url, folders) }
    }

    /// Whether a record is of this address.
    pub(in crate::inspect) fn matches(&self, direct: &Direct) -> Match {
        let (asked, there) = (&self.origin, &direct.origin);
        if asked.vcs.is_some() && self.editable == Some(true) && direct.editable {
            // pip clones into `src` and records that folder, not the address.
            return Match::Unclear;
        }
        if self.editable.is_some_and(|editable| editable != direct.editable) {
            return Match::No;
        }
        let same_revision = match (&asked.revision, &asked.vcs) {
            (Some(wanted), Some(_)) => {
                let of_commit =
                    direct.commit.as_ref().is_some_and(|commit| wanted.len() >= 7 && commit.starts_with(wanted));
                of_commit || there.revision.as_ref() == Some(wanted)
            }
            _ => true,
        };
        let same = asked.vcs == there.vcs && asked.subdirectory == there.subdirectory && same_revision;
        if same && asked.place.is(&there.place) { Match::Yes } else { Match::No }
    }

    /// Whether the address holds a variable that pip fills in (`${TOKEN}`), outside of what is not compared.
    pub(in crate::inspect) fn has_variable(&self) -> bool {
        match &self.origin.place {
            Where::Remote(url) => url.contains("${"),
            Where::Local(paths) => paths.iter().any(|path| path.to_string_lossy().contains("${")),
        }
    }
}

impl Direct {
    /// From the fields of a `direct_url.json`.
    pub(in crate::inspect) fn new(
        url: &str,
        vcs: Option<&str>,
        revision: Option<&str>,
        commit: Option<&str>,
        subdirectory: Option<&str>,
    ) -> Self {
        let mut origin = Origin::parse(url, subdirectory, &[]);
        origin.vcs = vcs.map(str::to_lowercase).or(origin.vcs);
        origin.place = origin.place.plain();
        origin.revision = revision.map(str::to_owned);
        Self { origin, commit: commit.map(str::to_owned), editable: false }
    }
}

impl Origin {
    fn parse(text: &str, subdirectory: Option<&str>, folders: &[&Path]) -> Self {
        let begins = |vcs: &&str| text.get(..vcs.len()).is_some_and(|start| start.eq_ignore_ascii_case(vcs));
        let vcs = SYSTEMS.into_iter().filter(begins).find(|vcs| text[vcs.len()..].starts_with(['+', ':']));
        let text = vcs.map_or(text, |vcs| text[vcs.len()..].strip_prefix('+').unwrap_or(text));
        let (text, revision) = match (vcs, text.rfind('@')) {
            // An `@` in front of the path belongs to the host.
            (Some(_), Some(at)) if text[..at].split("://").nth(1).is_some_and(|path| path.contains('/')) => {
                (&text[..at], Some(text[at + 1..].to_owned()).filter(|revision| !revision.is_empty()))
            }
            _ => (text, None),
        };
        let mut place = Where::parse(text, folders);
        if vcs.is_some() {
            place = place.plain();
        }
        Self { vcs: vcs.map(str::to_owned), place, revision, subdirectory: subdirectory.map(trimmed) }
    }

    fn project_name(&self) -> Option<String> {
        let Where::Local(paths) = &self.place else { return None };
        let inside = |path: &PathBuf| match &self.subdirectory {
            Some(below) => folder::project_name(&path.join(below)),
            None => folder::project_name(path),
        };
        paths.iter().find_map(inside)
    }
}

impl Where {
    fn parse(text: &str, folders: &[&Path]) -> Self {
        if let Some(path) = text.strip_prefix("file:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            let path = path.strip_prefix("localhost").unwrap_or(path);
            return Self::Local(vec![PathBuf::from(unquoted(path))]);
        }
        match text.split_once("://") {
            Some((scheme, rest)) => {
                let host_ends = rest.find(['/', '?']).unwrap_or(rest.len());
                let (host, path) = rest.split_at(host_ends);
                let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
                let url = format!("{}://{}{path}", scheme.to_lowercase(), host.to_lowercase());
                Self::Remote(url.trim_end_matches('/').to_owned())
            }
            None if Path::new(text).is_absolute() => Self::Local(vec![PathBuf::from(text)]),
            None => Self::Local(folders.iter().map(|folder| folder.join(text)).collect()),
        }
    }

    /// Without the `.git` that servers take with and without.
    fn plain(self) -> Self {
        match self {
            Self::Remote(url) => Self::Remote(url.strip_suffix(".git").map_or(url.clone(), str::to_owned)),
            local @ Self::Local(_) => local,
        }
    }

    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Remote(one), Self::Remote(other)) => one == other,
            (Self::Local(ones), Self::Local(others)) => {
                ones.iter().any(|one| others.iter().any(|other| same_path(one, other)))
            }
            _ => false,
        }
    }
}

/// Whether two paths name one thing: by their parts, or, where both are there, links followed.
fn same_path(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    one.components().eq(other.components()) || real(one).is_some_and(|one| Some(one) == real(other))
}

/// The name in the file name of a wheel or of a source archive.
fn file_name(origin: &Origin) -> Option<String> {
    let path = match &origin.place {
        Where::Remote(url) => url.split('?').next()?.to_owned(),
        Where::Local(paths) => paths.first()?.to_string_lossy().into_owned(),
    };
    let file = path.rsplit('/').next()?;
    if let Some(stem) = file.strip_suffix(".whl") {
        return Some(normalize(stem.split('-').next()?));
    }
    let stem = [".tar.gz", ".zip", ".tar.bz2", ".tar.xz", ".tgz"].iter().find_map(|end| file.strip_suffix(end))?;
    // What comes from a repository is called after a branch: `main.zip`, `v1.0.tar.gz`.
    let (name, version) = stem.rsplit_once('-')?;
    (version.starts_with(|c: char| c.is_ascii_digit()) && !name.is_empty()).then(|| normalize(name))
}

fn trimmed(subdirectory: &str) -> String {
    subdirectory.trim_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn git(url: &str, revision: Option<&str>, commit: &str) -> Direct {
        Direct::new(url, Some("git"), revision, Some(commit), None)
    }

    fn matches(text: &str, direct: &Direct) -> Match {
        Address::parse(text, &[Path::new("/work")]).matches(direct)
    }

    #[test]
    fn repositories_are_compared_without_passwords_and_with_revisions() {
        let direct = git("https://host/x/y.git", Some("v1"), "0123456789abcdef");
        for text in [
            "git+https://host/x/y.git@v1",
            "git+https://user:secret@HOST/x/y@v1#egg=z",
            "git+https://host/x/y@0123456789",
            "git+https://host/x/y",
        ] {
            assert_eq!(matches(text, &direct), Match::Yes, "{text}");
        }
        for text in ["git+https://host/x/z", "git+https://host/x/y@v2", "https://host/x/y", "git+https://host/x/y@0123"]
        {
            assert_eq!(matches(text, &direct), Match::No, "{text}");
        }
        assert_eq!(matches("git+https://host/x/y#subdirectory=z", &direct), Match::No);
    }

    #[test]
    fn files_and_folders_are_compared_by_their_paths() {
        let direct = Direct::new("file:///work/a%20b/c", None, None, None, None);
        for text in ["file:///work/a%20b/c", "/work/a b/c/", "./a b/c", "a b/c"] {
            assert_eq!(matches(text, &direct), Match::Yes, "{text}");
        }
        assert_eq!(matches("./c", &direct), Match::No);
        let editable = Address::parse("a b/c", &[Path::new("/work")]).editable();
        assert_eq!(editable.matches(&direct), Match::No);
        assert_eq!(editable.matches(&Direct { editable: true, ..direct }), Match::Yes);
    }

    #[test]
    fn a_name_is_told_by_what_tells_it() {
        for (text, name) in [
            ("git+https://host/x#egg=My_Pkg[extra]&subdirectory=z", Some("my-pkg")),
            ("https://host/My_Pkg-1.0-py3-none-any.whl#sha256=00", Some("my-pkg")),
            ("https://host/my.pkg-1.0.tar.gz", Some("my-pkg")),
            ("https://host/archive/main.zip", None),
            ("https://host/archive/v1.0.tar.gz", None),
        ] {
            assert_eq!(Address::parse(text, &[]).name.as_deref(), name, "{text}");
        }
    }

    #[test]
    fn a_user_name_is_not_kept() {
        let address = Address::parse("git+ssh://git:secret@host/x@v1", &[]);
        assert!(!format!("{address:?}").contains("secret"));
        assert!(Address::parse("https://host/${NAME}.whl", &[]).has_variable());
        assert!(!Address::parse("https://${TOKEN}@host/x.whl", &[]).has_variable());
    }
}
