//! A simple requirement: a name, extras, version specifiers, as in `idna==3.6`.
//!
//! The subset of PEP 508 that lessons and `pip freeze` write. It refuses markers and addresses, by name: the first
//! cannot be judged without running the Python that is asked about, the second names no version.

use std::str::FromStr;

use pep440_rs::VersionSpecifiers;
use thiserror::Error;

use super::names::normalize;

/// A requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The name, normalised (PEP 503).
    pub name: String,
    /// The extras, normalised; they change what is installed beside it and not whether it is there.
    pub extras: Vec<String>,
    /// The versions that will do; empty for any.
    pub specifiers: VersionSpecifiers,
}

/// Why a text is no simple requirement.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RequirementError {
    /// Nothing but blanks.
    #[error("a requirement is empty")]
    Empty,
    /// It does not begin with a name.
    #[error("`{0}` does not begin with the name of a package")]
    Name(String),
    /// Extras without an end, or of a wrong name.
    #[error("the extras of `{0}` are not names between `[` and `]`")]
    Extras(String),
    /// One `=`.
    #[error("`{0}` has one `=`; a version is asked for with `==`")]
    SingleEquals(String),
    /// Not a list of version specifiers (PEP 440).
    #[error("`{text}` is not a version specifier: {why}")]
    Specifiers {
        /// What stands behind the name.
        text: String,
        /// What the version parser says.
        why: String,
    },
    /// A condition after `;`.
    #[error("`{0}` has a condition after `;`, which cannot be judged here")]
    Marker(String),
    /// An address after `@`.
    #[error("`{name}` is asked for by an address and not by a version")]
    Address {
        /// The normalised name.
        name: String,
    },
}

impl Requirement {
    /// Reads a requirement.
    ///
    /// # Errors
    /// What is not a simple requirement, and why.
    pub fn parse(text: &str) -> Result<Self, RequirementError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RequirementError::Empty);
        }
        if text.contains(';') {
            return Err(RequirementError::Marker(text.to_owned()));
        }
        let end = text.find(|c: char| !is_name_letter(c)).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        if !is_name(name) {
            return Err(RequirementError::Name(text.to_owned()));
        }
        let (extras, rest) = extras(rest.trim_start()).ok_or_else(|| RequirementError::Extras(text.to_owned()))?;
        let rest = rest.trim();
        if rest.starts_with('@') {
            return Err(RequirementError::Address { name: normalize(name) });
        }
        let specifiers = specifiers(text, rest)?;
        Ok(Self { name: normalize(name), extras, specifiers })
    }
}

fn specifiers(whole: &str, text: &str) -> Result<VersionSpecifiers, RequirementError> {
    // The old form `idna (==3.6)`.
    let text = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(text).trim();
    if text.is_empty() {
        return Ok(VersionSpecifiers::empty());
    }
    if text.starts_with('=') && !text.starts_with("==") {
        return Err(RequirementError::SingleEquals(whole.to_owned()));
    }
    VersionSpecifiers::from_str(text).map_err(|error| {
        // Its message draws the text and points into it on further lines; the first line says what is wrong.
        let why = error.to_string().lines().next().unwrap_or_default().to_owned();
        RequirementError::Specifiers { text: text.to_owned(), why }
    })
}

/// Takes `[a, b]` off the front.
fn extras(text: &str) -> Option<(Vec<String>, &str)> {
    let Some(inner) = text.strip_prefix('[') else {
        return Some((Vec::new(), text));
    };
    let (list, rest) = inner.split_once(']')?;
    let names: Vec<&str> = list.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    names.iter().all(|name| is_name(name)).then(|| (names.into_iter().map(normalize).collect(), rest))
}

fn is_name_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.')
}

/// Letters and digits, with `-`, `_` and `.` inside only (PEP 508).
fn is_name(name: &str) -> bool {
    let edge = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    edge(name.chars().next()) && edge(name.chars().last()) && name.chars().all(is_name_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_requirements_are_read() {
        let read = Requirement::parse(" Ruamel.Yaml [jinja2, X_y] >= 0.17, <0.18 ").expect("a requirement");
        assert_eq!(read.name, "ruamel-yaml");
        assert_eq!(read.extras, ["jinja2", "x-y"]);
        assert_eq!(read.specifiers.len(), 2);
        assert_eq!(Requirement::parse("idna (==3.6)"), Requirement::parse("idna==3.6"));
        assert!(Requirement::parse("idna").expect("a requirement").specifiers.is_empty());
    }

    #[test]
    fn what_is_not_simple_is_refused_by_name() {
        let error = |text: &str| Requirement::parse(text).expect_err("an error");
        assert_eq!(error("  "), RequirementError::Empty);
        assert_eq!(error("idna=3.6"), RequirementError::SingleEquals("idna=3.6".to_owned()));
        assert!(matches!(error("“idna”"), RequirementError::Name(_)));
        assert!(matches!(error("idna; python_version < '3.9'"), RequirementError::Marker(_)));
        assert_eq!(error("Idna @ file:///x"), RequirementError::Address { name: "idna".to_owned() });
        assert!(matches!(error("idna[a"), RequirementError::Extras(_)));
        assert!(matches!(error("idna requests"), RequirementError::Specifiers { .. }));
        assert!(matches!(error("idna==3.6 requests"), RequirementError::Specifiers { .. }));
    }
}
