//! What a marker is judged for: the values of its variables, as far as they are known, and the extras asked for.

use std::collections::{BTreeMap, BTreeSet};

use super::names::normalize;
use super::variable::Variable;

/// An environment and what is asked of it, as markers see it. A variable without a value is unknown, and a marker that
/// depends on it cannot be judged. The default knows nothing and asks for no extra.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    values: BTreeMap<Variable, String>,
    extras: BTreeSet<String>,
    groups: BTreeSet<String>,
}

impl Target {
    /// CPython on Linux. A version of three or more parts (`3.11.7`) tells `python_version`, `python_full_version` and
    /// `implementation_version`; one of two (`3.11`) tells `python_version` alone. What the machine and its kernel are
    /// is for the caller to say: [`Target::with`] `platform_machine`, for one.
    #[must_use]
    pub fn linux(python: Option<&str>) -> Self {
        let target = Self::default()
            .with("os_name", "posix")
            .with("sys_platform", "linux")
            .with("platform_system", "Linux")
            .with("platform_python_implementation", "CPython")
            .with("implementation_name", "cpython");
        let Some((line, full)) = python.map(str::trim).and_then(line) else { return target };
        let target = target.with("python_version", line);
        match full {
            Some(full) => target.with("python_full_version", full).with("implementation_version", full),
            None => target,
        }
    }

    /// Says the value of a variable; a name that is none of PEP 508's changes nothing, since no marker can ask for it.
    #[must_use]
    pub fn with(mut self, variable: &str, value: &str) -> Self {
        match Variable::named(variable) {
            Some(Variable::Extra | Variable::Extras) => self.extra(value),
            Some(Variable::DependencyGroups) => self.group(value),
            Some(variable) => {
                self.values.insert(variable, value.to_owned());
                self
            }
            None => self,
        }
    }

    /// Asks for an extra, beside those asked for already. No extra has an empty name.
    #[must_use]
    pub fn extra(mut self, name: &str) -> Self {
        let name = normalize(name);
        if !name.is_empty() {
            self.extras.insert(name);
        }
        self
    }

    /// Asks for a dependency group (PEP 735), beside those asked for already.
    #[must_use]
    pub fn group(mut self, name: &str) -> Self {
        self.groups.insert(normalize(name));
        self
    }

    /// The value of a variable that is a text, but for `extra`, which may have many.
    pub(super) fn value(&self, variable: Variable) -> Option<&str> {
        self.values.get(&variable).map(String::as_str)
    }

    /// The names in a variable that is a set.
    pub(super) fn set(&self, variable: Variable) -> &BTreeSet<String> {
        if variable == Variable::DependencyGroups { &self.groups } else { &self.extras }
    }
}

/// `3.11` of `3.11.7`, and the whole where there is more than a line.
fn line(python: &str) -> Option<(&str, Option<&str>)> {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let major = digits(python);
    let minor = python[major..].strip_prefix('.')?;
    let end = major + 1 + digits(minor);
    let known = major > 0 && end > major + 1;
    known.then(|| (&python[..end], Some(python).filter(|_| end < python.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_not_taken_for_a_version() {
        assert_eq!(line("3.11.7"), Some(("3.11", Some("3.11.7"))));
        assert_eq!(line("3.14.0rc1"), Some(("3.14", Some("3.14.0rc1"))));
        assert_eq!(line("3.11"), Some(("3.11", None)));
        for no_line in ["", "3", "3.", ".11", "python3.11", "é.11"] {
            assert_eq!(line(no_line), None, "{no_line}");
        }
    }
}
