//! A requirements file, as far as it can be compared with an environment.
//!
//! Comments, continued lines, options, hashes and conditions are understood enough to find names and versions. It
//! refuses to follow `-r` and `-c`, to judge conditions and to read addresses: such lines are kept and named, so that
//! nobody takes them for compared.

use super::names::normalize;
use super::requirement::{Requirement, RequirementError};

/// A requirements file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    /// The lines that say something about packages, in order.
    pub lines: Vec<Line>,
}

/// One line of a requirements file. Numbers count from 1; a continued line has that of its start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A package.
    Package {
        /// The line's number.
        number: usize,
        /// What is asked for.
        requirement: Requirement,
        /// The condition after `;` as it stands, not judged.
        condition: Option<String>,
    },
    /// A package without a version that could be compared: an address, or an editable folder.
    Address {
        /// The line's number.
        number: usize,
        /// The normalised name, where the line tells it.
        name: Option<String>,
        /// The line without its address, which may hold a password.
        text: String,
    },
    /// Another file (`-r`, `-c`), not followed.
    NotFollowed {
        /// The line's number.
        number: usize,
        /// The line.
        text: String,
    },
    /// No requirement at all.
    Wrong {
        /// The line's number.
        number: usize,
        /// The line.
        text: String,
        /// What is wrong with it.
        why: RequirementError,
    },
}

/// Reads the text of a requirements file.
#[must_use]
pub fn requirements_file(text: &str) -> Requirements {
    let mut lines = Vec::new();
    let mut pending: Option<(usize, String)> = None;
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let (number, mut whole) = pending.take().unwrap_or((index + 1, String::new()));
        // A comment line ends a continued one, and is not continued itself.
        let comment = line.trim_start().starts_with('#');
        match line.strip_suffix('\\') {
            Some(start) if !comment => {
                whole.push_str(start);
                pending = Some((number, whole));
            }
            _ => {
                whole.push_str(if comment { "" } else { line });
                lines.extend(read(number, &whole));
            }
        }
    }
    if let Some((number, whole)) = pending {
        lines.extend(read(number, &whole));
    }
    Requirements { lines }
}

fn read(number: usize, line: &str) -> Option<Line> {
    let line = without_comment(line).trim();
    if line.is_empty() {
        return None;
    }
    if line.starts_with('-') {
        return option(number, line);
    }
    let line = without_options(line);
    if line.contains("://") && !line.contains('@') || line.starts_with(['.', '/']) {
        return Some(Line::Address { number, name: egg(line), text: shown(line) });
    }
    let (asked, condition) = match line.split_once(';') {
        Some((asked, condition)) => (asked, Some(condition.trim().to_owned())),
        None => (line, None),
    };
    Some(match Requirement::parse(asked) {
        Ok(requirement) => Line::Package { number, requirement, condition },
        Err(RequirementError::Address { name }) => Line::Address { number, text: name.clone(), name: Some(name) },
        Err(_) if line.contains("://") => Line::Address { number, name: egg(line), text: shown(line) },
        Err(why) => Line::Wrong { number, text: line.to_owned(), why },
    })
}

fn option(number: usize, line: &str) -> Option<Line> {
    let is = |names: &[&str]| names.iter().any(|name| line.starts_with(name));
    if is(&["-r", "-c", "--requirement", "--constraint"]) {
        Some(Line::NotFollowed { number, text: line.to_owned() })
    } else if is(&["-e", "--editable"]) {
        Some(Line::Address { number, name: egg(line), text: shown(line) })
    } else {
        // Where to look, and how: nothing about what is installed.
        None
    }
}

/// A `#` starts a comment at the start of a line or after a blank.
fn without_comment(line: &str) -> &str {
    let at = line.match_indices('#').find(|(at, _)| *at == 0 || line[..*at].ends_with([' ', '\t']));
    at.map_or(line, |(at, _)| &line[..at])
}

/// Cuts ` --hash=…` and its like.
fn without_options(line: &str) -> &str {
    let at = line.match_indices("--").find(|(at, _)| line[..*at].ends_with([' ', '\t']));
    at.map_or(line, |(at, _)| line[..at].trim_end())
}

/// The name behind `#egg=`.
fn egg(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("#egg=")?;
    let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(rest.len());
    Some(normalize(&rest[..end])).filter(|name| !name.is_empty())
}

/// The line up to its address.
fn shown(line: &str) -> String {
    line.split_once("://").map_or_else(|| line.to_owned(), |(scheme, _)| format!("{scheme}://…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_hashes_conditions_and_options_are_understood() {
        let read = requirements_file(
            "# pinned\n--index-url https://example.org\nidna==3.6 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n\n\
             requests >= 2  # why\ntomli==2.0 ; python_version < '3.11'\n-r more.txt\n-e git+https://x@y/z#egg=Mine\n\
             here @ file:///tmp/x\nidna=3\n",
        );
        let shape: Vec<String> = read
            .lines
            .iter()
            .map(|line| match line {
                Line::Package { number, requirement, condition } => {
                    format!("{number} {} {} {condition:?}", requirement.name, requirement.specifiers)
                }
                Line::Address { number, name, .. } => format!("{number} at {name:?}"),
                Line::NotFollowed { number, text } => format!("{number} {text}"),
                Line::Wrong { number, .. } => format!("{number} wrong"),
            })
            .collect();
        assert_eq!(
            shape,
            [
                "3 idna ==3.6 None",
                "7 requests >=2 None",
                "8 tomli ==2.0 Some(\"python_version < '3.11'\")",
                "9 -r more.txt",
                "10 at Some(\"mine\")",
                "11 at Some(\"here\")",
                "12 wrong",
            ]
        );
    }
}
