//! `pyvenv.cfg`, read as Python's own `site` module reads it (PEP 405).
//!
//! It is no INI file: there are no sections, no comments and no quotes. It refuses to read `command`, whose quoting
//! is broken when a prompt holds quotes.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::kinds::Creator;

/// The key that decides about isolation.
pub(super) const SYSTEM: &str = "include-system-site-packages";

/// The keys that venv, virtualenv and uv write.
const KNOWN: [&str; 18] = [
    "home",
    SYSTEM,
    "version",
    "version_info",
    "executable",
    "command",
    "prompt",
    "implementation",
    "virtualenv",
    "uv",
    "base-prefix",
    "base-exec-prefix",
    "base-executable",
    "python-version",
    "seed",
    "relocatable",
    "extends-environment",
    "gourgeist",
];

/// The content of a `pyvenv.cfg`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pyvenv {
    keys: BTreeMap<String, String>,
}

impl Pyvenv {
    /// Reads `key = value` lines: keys in any case, the last of several wins, everything else is passed over.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let keys = text
            .trim_start_matches('\u{feff}')
            .lines()
            .filter_map(|line| line.split_once('='))
            .map(|(key, value)| (key.trim().to_lowercase(), value.trim().to_owned()))
            .collect();
        Self { keys }
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.keys.get(key).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The folder of the interpreter that the environment was made with.
    #[must_use]
    pub fn home(&self) -> Option<PathBuf> {
        self.get("home").map(PathBuf::from)
    }

    /// The prefix of that Python: what `sys.base_prefix` says.
    #[must_use]
    pub fn base(&self) -> Option<PathBuf> {
        if let Some(prefix) = self.get("base-prefix") {
            return Some(PathBuf::from(prefix));
        }
        let home = self.home()?;
        let named_bin = home.file_name().is_some_and(|name| name == "bin");
        if named_bin { home.parent().map(PathBuf::from) } else { Some(home) }
    }

    /// Which tool wrote the file.
    #[must_use]
    pub fn creator(&self) -> Creator {
        if self.keys.contains_key("uv") || self.keys.contains_key("gourgeist") {
            Creator::Uv
        } else if self.keys.contains_key("virtualenv") {
            Creator::Virtualenv
        } else {
            Creator::Venv
        }
    }

    /// Whether packages of the base are seen. Python takes a missing key for true, and every value but `true` for
    /// false.
    #[must_use]
    pub fn system_site_packages(&self) -> bool {
        self.keys.get(SYSTEM).is_none_or(|value| value.eq_ignore_ascii_case("true"))
    }

    /// The value of the isolation key, where it stands.
    pub(super) fn system_value(&self) -> Option<&str> {
        self.keys.get(SYSTEM).map(String::as_str)
    }

    /// The Python at the time of creation, such as `3.11.7`.
    #[must_use]
    pub fn version(&self) -> Option<String> {
        self.get("version").or_else(|| self.get("version_info")).and_then(release)
    }

    /// Keys that nobody writes but that look like one that matters and is not there: what was written, what was meant.
    pub(super) fn misspelt(&self) -> Vec<(String, &'static str)> {
        let mut found = Vec::new();
        for key in self.keys.keys().filter(|key| !KNOWN.contains(&key.as_str())) {
            for meant in [SYSTEM, "home"].into_iter().filter(|meant| !self.keys.contains_key(*meant)) {
                let allowed = if meant.len() > 8 { 6 } else { 1 };
                if strsim::damerau_levenshtein(&key.replace('_', "-"), meant) <= allowed {
                    found.push((key.clone(), meant));
                }
            }
        }
        found
    }
}

/// `3.11.7`, `3.6.15.final.0` and `3.14.0.beta.2` as Python prints them: `3.11.7`, `3.6.15`, `3.14.0b2`.
fn release(text: &str) -> Option<String> {
    let mut parts = text.split('.');
    let numbers: Vec<&str> = parts.by_ref().take(3).collect();
    super::names::line(text)?;
    let mut version = numbers.join(".");
    let level = match parts.next() {
        Some("alpha") => "a",
        Some("beta") => "b",
        Some("candidate") => "rc",
        _ => return Some(version),
    };
    version.push_str(level);
    version.push_str(parts.next().unwrap_or("0"));
    Some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_isolation_key_counts_as_true() {
        assert!(Pyvenv::parse("home = /usr/bin\n").system_site_packages());
        assert!(!Pyvenv::parse("include-system-site-packages = false").system_site_packages());
        assert!(!Pyvenv::parse("include-system-site-packages = yes").system_site_packages());
        assert!(Pyvenv::parse("Include-System-Site-Packages=TRUE\r\n").system_site_packages());
    }

    #[test]
    fn every_creator_s_way_to_write_the_version_is_read() {
        for (text, version) in [
            ("version = 3.11.7", "3.11.7"),
            ("version_info = 3.6.15.final.0", "3.6.15"),
            ("version_info = 3.11.7", "3.11.7"),
            ("version_info = 3.14.0.beta.2", "3.14.0b2"),
        ] {
            assert_eq!(Pyvenv::parse(text).version().as_deref(), Some(version), "{text}");
        }
    }

    #[test]
    fn the_base_is_the_prefix_and_not_its_bin() {
        assert_eq!(Pyvenv::parse("home = /usr/bin").base(), Some(PathBuf::from("/usr")));
        assert_eq!(Pyvenv::parse("home = /opt/python").base(), Some(PathBuf::from("/opt/python")));
    }

    #[test]
    fn a_misspelt_key_is_seen_and_a_stranger_is_not() {
        let text = "home = /usr/bin\ninclude-system-sitepackages = false\nmine = 1\n";
        assert_eq!(Pyvenv::parse(text).misspelt(), [("include-system-sitepackages".to_owned(), SYSTEM)]);
        let text = "home = /usr/bin\ninclude_system_site_packages = false\n";
        assert_eq!(Pyvenv::parse(text).misspelt().len(), 1);
    }
}
