//! The id of an exercise or a mistake, as it stands in a record.
//!
//! It refuses everything that would need quoting there, or that could name another place in the file system.

use std::borrow::Borrow;
use std::fmt;

use super::error::ProgressError;

/// The longest id, in bytes: an exercise's id is also the name of a folder (`NAME_MAX`).
const LONGEST: usize = 255;

/// Lower-case letters, digits and dashes; no dash at the front; at most 255 bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// Checks an id.
    pub fn new(text: &str) -> Result<Self, ProgressError> {
        let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if text.is_empty() || text.len() > LONGEST || text.starts_with('-') || !text.bytes().all(letters) {
            return Err(ProgressError::Id { id: text.to_owned() });
        }
        Ok(Id(text.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// So that a map by id can be asked with plain text.
impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_a_path_or_needs_quoting_is_no_id() {
        for good in ["a", "first-venv", "2-projects", "a--b", &"a".repeat(255)] {
            assert_eq!(Id::new(good).unwrap().as_str(), good);
        }
        for bad in ["", "-a", ".", "..", "a/b", "a\\b", "a\"b", "a\nb", "a\0b", "A", "é", "a b", &"a".repeat(256)] {
            assert!(Id::new(bad).is_err(), "{bad:?}");
        }
    }
}
