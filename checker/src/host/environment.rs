//! Environment variables, home and working folder, read once.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// What this process was started with.
#[derive(Clone, Debug, Default)]
pub struct HostEnvironment {
    variables: BTreeMap<OsString, OsString>,
    working_folder: PathBuf,
}

impl HostEnvironment {
    /// Reads it from the process.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads them")]
    pub fn read() -> Self {
        HostEnvironment {
            variables: std::env::vars_os().collect(),
            // A working folder that was removed: paths that are not absolute then lead nowhere, and say so.
            working_folder: std::env::current_dir().unwrap_or_default(),
        }
    }

    /// One made of these variables, for what must not depend on the machine.
    pub fn of(variables: impl IntoIterator<Item = (OsString, OsString)>, working_folder: &Path) -> Self {
        HostEnvironment { variables: variables.into_iter().collect(), working_folder: working_folder.to_owned() }
    }

    /// The same with this variable set.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.variables.insert(name.into(), value.into());
        self
    }

    /// A variable that is set and not empty.
    pub fn variable(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(OsStr::new(name)).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// A variable that is set and not empty, as text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.variable(name).and_then(OsStr::to_str)
    }

    /// All variables.
    pub fn variables(&self) -> impl Iterator<Item = (&OsStr, &OsStr)> {
        self.variables.iter().map(|(name, value)| (name.as_os_str(), value.as_os_str()))
    }

    /// The home folder.
    pub fn home(&self) -> Option<PathBuf> {
        self.variable("HOME").map(PathBuf::from)
    }

    /// The working folder.
    pub fn working_folder(&self) -> &Path {
        &self.working_folder
    }

    /// The user's own settings of this program: `$XDG_CONFIG_HOME/checker` (XDG Base Directory Specification).
    pub fn settings_folder(&self) -> Option<PathBuf> {
        let base = self.variable("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        base.or_else(|| self.home().map(|home| home.join(".config"))).map(|base| base.join("checker"))
    }

    /// What this program remembers about its user: `$XDG_STATE_HOME/checker`, else `~/.local/state/checker`. A relative
    /// path in the variable does not count (XDG Base Directory Specification).
    pub fn state_folder(&self) -> Option<PathBuf> {
        let base = self.variable("XDG_STATE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        base.or_else(|| self.home().map(|home| home.join(".local/state"))).map(|base| base.join("checker"))
    }

    /// Where short-lived files go.
    pub fn temporary_folder(&self) -> PathBuf {
        self.variable("TMPDIR").map_or_else(|| PathBuf::from("/tmp"), PathBuf::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_folder_is_xdg_s_when_that_is_absolute_and_else_below_home() {
        let of = |variables: &[(&str, &str)]| {
            let variables = variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
            HostEnvironment::of(variables, Path::new("/")).state_folder()
        };
        assert_eq!(of(&[("XDG_STATE_HOME", "/s"), ("HOME", "/h")]), Some(PathBuf::from("/s/checker")));
        assert_eq!(of(&[("XDG_STATE_HOME", "s"), ("HOME", "/h")]), Some(PathBuf::from("/h/.local/state/checker")));
        assert_eq!(of(&[]), None);
    }
}
