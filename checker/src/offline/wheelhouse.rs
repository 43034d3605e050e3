//! A folder of packages with a manifest. Whether it holds what is needed is judged by the manifest and by the files' lengths;
//! whether the files are whole, by their hashes.

use std::collections::BTreeSet;
use std::fs::{self, File, Permissions};
use std::io::{self, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::host::{self, FileError};

use super::manifest::{Held, HeldFile, HeldPython, Manifest};
use super::needs::{Need, Weight};

/// The manifest's name in the folder.
pub const MANIFEST: &str = "checker-wheelhouse.json";

/// A wheelhouse that is there.
#[derive(Clone, Debug)]
pub struct Wheelhouse {
    folder: PathBuf,
    manifest: Manifest,
}

/// Why a wheelhouse cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WheelhouseError {
    /// A file or folder cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// There is none at this path.
    #[error("there is no wheelhouse `{}`", .0.display())]
    Missing(PathBuf),
    /// The manifest is none.
    #[error("`{}` is no manifest of a wheelhouse", path.display())]
    Manifest {
        /// Where.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// It was made by a later checker.
    #[error("the wheelhouse `{}` is of format {format}, and this checker reads format 1", path.display())]
    Later {
        /// Where.
        path: PathBuf,
        /// Its format.
        format: u32,
    },
}

/// Something that is needed and not held.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Lack {
    /// The requirement.
    pub requirement: String,
    /// The exercises and pages that ask for it.
    pub asked_by: Vec<String>,
}

impl Wheelhouse {
    /// Opens the one in this folder.
    pub fn open(folder: &Path) -> Result<Self, WheelhouseError> {
        let path = folder.join(MANIFEST);
        if !path.exists() {
            return Err(WheelhouseError::Missing(folder.to_owned()));
        }
        let text = host::read_text(&path)?;
        let manifest: Manifest =
            serde_json::from_str(&text).map_err(|source| WheelhouseError::Manifest { path: path.clone(), source })?;
        if manifest.format > 1 {
            return Err(WheelhouseError::Later { path, format: manifest.format });
        }
        Ok(Wheelhouse { folder: folder.to_owned(), manifest })
    }

    /// Opens the one in this folder, or begins one there.
    pub fn open_or_begin(folder: &Path) -> Result<Self, WheelhouseError> {
        match Wheelhouse::open(folder) {
            Err(WheelhouseError::Missing(_)) => {
                host::create_folder(folder)?;
                Ok(Wheelhouse { folder: folder.to_owned(), manifest: Manifest { format: 1, ..Manifest::default() } })
            }
            opened => opened,
        }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What it says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What of these needs it does not hold for a Python of this version (`3.12`) on this kind of machine (`x86_64`). What
    /// only mistakes ask for does not count.
    pub fn lacks(&self, needs: &[Need], version: &str, machine: &str) -> Vec<Lack> {
        let is_for = |python: &&HeldPython| python.version == version && python.platform.ends_with(machine);
        let python = self.manifest.pythons.iter().find(is_for);
        let is_held = |need: &Need| python.is_some_and(|python| self.holds(python, &need.requirement, need.source));
        let lacking = needs.iter().filter(|need| need.weight == Weight::Needed && !is_held(need));
        let told = lacking.map(|need| Lack {
            requirement: need.requirement.clone(),
            asked_by: need.asked_by.iter().cloned().collect(),
        });
        told.collect()
    }

    /// Whether a requirement is there with its files and with what is to be held beside it. What comes as source is asked for
    /// as it is, so that this ends.
    fn holds(&self, python: &HeldPython, requirement: &str, source: bool) -> bool {
        let Some(held) = python.of(requirement, source) else { return false };
        held.files.iter().all(|name| self.is_there(name))
            && held.with.iter().filter(|with| source || *with != requirement).all(|with| {
                python.of(with, false).is_some_and(|held| held.files.iter().all(|name| self.is_there(name)))
            })
    }

    fn is_there(&self, name: &str) -> bool {
        let held = self.manifest.files.get(name);
        held.is_some_and(|held| fs::metadata(self.folder.join(name)).is_ok_and(|file| file.len() == held.bytes))
    }

    /// A requirement that is held, when each of its files is what it was.
    pub(super) fn whole(&self, need: &Need, (version, platform): (&str, &str)) -> Option<&Held> {
        let is_it = |python: &&HeldPython| python.version == version && python.platform == platform;
        let python = self.manifest.pythons.iter().find(is_it)?;
        python.of(&need.requirement, need.source).filter(|held| {
            held.files.iter().all(|name| {
                let now = look(&self.folder.join(name));
                now.is_ok_and(|now| self.manifest.files.get(name) == Some(&now))
            })
        })
    }

    /// Takes what was downloaded for a requirement: each file whole, by rename, readable by all who reach the folder; then
    /// the manifest.
    pub(super) fn take(
        &mut self,
        from: &Path,
        need: &Need,
        with: Vec<String>,
        (version, platform): (&str, &str),
    ) -> Result<(), WheelhouseError> {
        let (requirement, source) = (need.requirement.clone(), need.source);
        let mut held = Held { requirement, source, files: BTreeSet::new(), with };
        for path in host::list(from)? {
            let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) else { continue };
            let to = self.folder.join(&name);
            let failed = |source| FileError { action: "cannot put into the wheelhouse", path: to.clone(), source };
            let file = look(&path).map_err(failed)?;
            fs::set_permissions(&path, Permissions::from_mode(0o644)).map_err(failed)?;
            fs::rename(&path, &to).map_err(failed)?;
            self.manifest.files.insert(name.clone(), file);
            held.files.insert(name);
        }
        let python = self.manifest.python_mut(version, platform);
        python.held.retain(|other| other.requirement != held.requirement || other.source != held.source);
        python.held.push(held);
        self.write()
    }

    fn write(&self) -> Result<(), WheelhouseError> {
        let path = self.folder.join(MANIFEST);
        let text = serde_json::to_string_pretty(&self.manifest)
            .map_err(|source| WheelhouseError::Manifest { path: path.clone(), source })?;
        host::write_whole(&path, format!("{text}\n").as_bytes())?;
        let failed = |source| FileError { action: "cannot share", path: path.clone(), source };
        Ok(fs::set_permissions(&path, Permissions::from_mode(0o644)).map_err(failed)?)
    }
}

/// A file's length and hash. Wheels may be larger than what this program reads whole otherwise.
fn look(path: &Path) -> io::Result<HeldFile> {
    let mut file = File::open(path)?;
    let (mut hash, mut bytes, mut piece) = (Sha256::new(), 0, vec![0; 256 * 1024]);
    loop {
        let count = file.read(&mut piece)?;
        if count == 0 {
            break;
        }
        bytes += count as u64;
        hash.update(&piece[..count]);
    }
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(HeldFile { bytes, sha256 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(requirement: &str) -> Need {
        let asked_by = ["one".to_owned()].into();
        Need { requirement: requirement.to_owned(), source: false, weight: Weight::Needed, asked_by }
    }

    #[test]
    fn what_was_taken_is_held_for_that_python_until_a_file_changes() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        host::create_folder(&from).unwrap();
        host::write_new(&from.join("idna-3.6-py3-none-any.whl"), b"abc").unwrap();
        let mut house = Wheelhouse::open_or_begin(&to).unwrap();
        house.take(&from, &need("idna==3.6"), Vec::new(), ("3.12", "linux-x86_64")).unwrap();

        let house = Wheelhouse::open(&to).unwrap();
        let lacks = |version, machine| house.lacks(&[need("idna==3.6")], version, machine).len();
        assert_eq!((lacks("3.12", "x86_64"), lacks("3.11", "x86_64"), lacks("3.12", "aarch64")), (0, 1, 1));
        assert_eq!(house.lacks(&[need("idna==3.7")], "3.12", "x86_64")[0].requirement, "idna==3.7");
        assert!(house.whole(&need("idna==3.6"), ("3.12", "linux-x86_64")).is_some());
        let held = &house.manifest().files["idna-3.6-py3-none-any.whl"];
        // The test vector of FIPS 180.
        assert_eq!(held.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        for file in host::list(&to).unwrap() {
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o644, "{}", file.display());
        }

        fs::remove_file(to.join("idna-3.6-py3-none-any.whl")).unwrap();
        assert_eq!(lacks("3.12", "x86_64"), 1);
        host::write_new(&to.join("idna-3.6-py3-none-any.whl"), b"abd").unwrap();
        let whole = house.whole(&need("idna==3.6"), ("3.12", "linux-x86_64"));
        assert_eq!(whole, None, "of the same length, and another file");
    }

    #[test]
    fn what_is_no_wheelhouse_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Wheelhouse::open(folder.path()), Err(WheelhouseError::Missing(_))));
        host::write_whole(&folder.path().join(MANIFEST), b"{\"format\": 2}").unwrap();
        assert!(matches!(Wheelhouse::open(folder.path()), Err(WheelhouseError::Later { format: 2, .. })));
        host::write_whole(&folder.path().join(MANIFEST), b"{").unwrap();
        assert!(matches!(Wheelhouse::open_or_begin(folder.path()), Err(WheelhouseError::Manifest { .. })));
    }
}
