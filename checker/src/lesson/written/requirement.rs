//! Requirements (`idna==3.6`) and version specifiers (`>=3.9`): do they parse, and can a goal have them.
//!
//! What they mean for an environment is `check`'s matter. A goal is one thing that everybody must reach: it refuses
//! conditions, which would not hold on every machine, and addresses, which no version answers.

use crate::packaging::{Requirement, Specifiers};

/// Says what is wrong with a PEP 440 specifier.
pub(super) fn wrong_in_specifier(specifier: &str) -> Option<String> {
    match specifier.parse::<Specifiers>() {
        Ok(specifiers) if specifiers.is_empty() => Some("it is empty".to_owned()),
        Ok(_) => None,
        Err(error) => Some(error.to_string()),
    }
}

/// Says what is wrong with a requirement: a name, perhaps extras and specifiers.
pub(super) fn wrong_in_requirement(requirement: &str) -> Option<String> {
    Requirement::plain(requirement).err().map(|error| error.to_string())
}
