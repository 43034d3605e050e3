//! Requirements (`idna==3.6`) and version specifiers (`>=3.9`): do they parse.
//!
//! What they mean for an environment is `check`'s matter.

use std::str::FromStr;

use pep440_rs::VersionSpecifiers;

/// Says what is wrong with a PEP 440 specifier.
pub(super) fn wrong_in_specifier(specifier: &str) -> Option<String> {
    if specifier.trim().is_empty() {
        return Some("it is empty".to_owned());
    }
    VersionSpecifiers::from_str(specifier).err().map(|error| reason(&error.to_string()))
}

/// Says what is wrong with a requirement: a name, perhaps a specifier.
pub(super) fn wrong_in_requirement(requirement: &str) -> Option<String> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-');
    let length = requirement.find(|character| !is_part(character)).unwrap_or(requirement.len());
    let (name, specifier) = requirement.split_at(length);
    if !name.starts_with(|first: char| first.is_ascii_alphanumeric())
        || !name.ends_with(|last: char| last.is_ascii_alphanumeric())
    {
        return Some(format!("`{name}` is no package name"));
    }
    match specifier.trim() {
        "" => None,
        specifier => wrong_in_specifier(specifier),
    }
}

/// What the reader of versions says, without the words around it.
fn reason(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.trim_start_matches("Failed to parse version: ").trim_end_matches(['.', ':']);
    let mut characters = line.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
