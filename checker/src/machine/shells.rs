//! Which shells are here.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::host;
use crate::host::HostEnvironment;
use crate::inspect;

use super::paths::{lossy, lossy_option};

/// The shells that people on clusters log in with.
const NAMES: [&str; 4] = ["bash", "zsh", "fish", "tcsh"];

/// The shells of a machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shells {
    /// What `SHELL` says.
    #[serde(serialize_with = "lossy_option")]
    pub login: Option<PathBuf>,
    /// Those on `PATH`.
    pub found: Vec<Shell>,
    /// Those that are not.
    pub absent: Vec<&'static str>,
}

/// A shell on `PATH`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shell {
    /// Its name.
    pub name: &'static str,
    /// Where it lies.
    #[serde(serialize_with = "lossy")]
    pub path: PathBuf,
    /// Its version, where its file tells.
    pub version: Option<String>,
}

pub(super) fn shells(host: &HostEnvironment) -> Shells {
    let path = host.text("PATH").unwrap_or_default();
    let mut shells = Shells { login: host.variable("SHELL").map(PathBuf::from), found: Vec::new(), absent: Vec::new() };
    for name in NAMES {
        match inspect::first_on_path(name, path) {
            Some(path) => {
                let version = if name == "bash" { bash_version(&path) } else { None };
                shells.found.push(Shell { name, path, version });
            }
            None => shells.absent.push(name),
        }
    }
    shells
}

/// bash carries a string for what(1): `@(#)Bash version 5.2.15(1) release GNU` (version.c).
fn bash_version(program: &Path) -> Option<String> {
    const MARK: &[u8] = b"@(#)Bash version ";
    // A bash that cannot be read has a version that cannot be told.
    let bytes = host::read(program).ok()?;
    let rest = &bytes[memchr::memmem::find(&bytes, MARK)? + MARK.len()..];
    let end = rest.iter().position(|byte| !byte.is_ascii_digit() && *byte != b'.')?;
    let version = std::str::from_utf8(&rest[..end]).ok()?;
    Some(version.to_owned()).filter(|version| !version.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bash_is_found_with_its_version_and_what_is_absent_is_named() {
        let variables = [("PATH", "/nowhere:/usr/bin:/bin"), ("SHELL", "/bin/zsh")];
        let host = HostEnvironment::of(variables.map(|(n, v)| (n.into(), v.into())), Path::new("/"));
        let shells = shells(&host);
        let bash = shells.found.iter().find(|shell| shell.name == "bash").unwrap();
        assert!(bash.version.as_ref().is_some_and(|version| version.split('.').count() == 3), "{bash:?}");
        assert_eq!(shells.login, Some(PathBuf::from("/bin/zsh")));
        assert_eq!(shells.found.len() + shells.absent.len(), NAMES.len());
    }
}
