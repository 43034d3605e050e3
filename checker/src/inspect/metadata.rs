//! The head of METADATA or PKG-INFO: the name and version that a distribution gives itself.
//!
//! Read as Python's email parser reads it (core metadata specification): keys in any case, folded lines, an end at
//! the first blank line. Everything but these two fields is passed over. What is not UTF-8 is read all the same; since
//! Python's tools stumble over it, that is told to those who ask for the whole.

use std::path::Path;

use super::files::{self, Below, Failure};

/// How much is read at first, in bytes: both fields ended within 600 in every distribution that was measured.
const FIRST: u64 = 4 * 1024;

/// How far the fields are sought, in bytes.
const HEAD: usize = 64 * 1024;

/// How long a folded value may become before what follows is passed over, in bytes.
const LONGEST: usize = 512;

/// The two fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// `Name`, as it is written.
    pub name: Option<String>,
    /// `Version`, as it is written.
    pub version: Option<String>,
}

/// What is wrong with a file whose fields can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// A byte order mark in front of the first field: Python's parser takes it for a part of the key, and everything
    /// for the body.
    Mark,
    /// Bytes that are not UTF-8: pip ends with an error, whichever package is asked about.
    Encoding,
}

impl Flaw {
    /// The end of the sentence "PATH …".
    pub(super) fn says(self) -> &'static str {
        match self {
            Self::Mark => "begins with a byte order mark, so that Python finds no fields in it",
            Self::Encoding => "is not UTF-8, at which `pip list` ends with an error",
        }
    }
}

/// Reads the whole file for the fields and for what is wrong with it. As Python, it reads the body too.
pub(super) fn read_whole(below: &Below, path: &Path) -> Result<(Metadata, Option<Flaw>), Failure> {
    files::read_below(below, path, files::LARGE, |bytes| {
        let flaw = if bytes.starts_with("\u{feff}".as_bytes()) {
            Some(Flaw::Mark)
        } else {
            // A character that the limit cuts is no fault of the file.
            std::str::from_utf8(bytes).err().filter(|error| error.error_len().is_some()).map(|_| Flaw::Encoding)
        };
        (parse(&bytes[..bytes.len().min(HEAD)]), flaw)
    })
}

/// Reads as much of a file as is needed for both fields.
pub(super) fn read(below: &Below, path: &Path) -> Result<Metadata, Failure> {
    files::with(below, path, |file, bytes| {
        file.fill(bytes, FIRST)?;
        if (bytes.len() as u64) < FIRST {
            return Ok(parse(bytes));
        }
        // The last line may go on behind what was read.
        let found = parse(&bytes[..memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1)]);
        if found.name.is_some() && found.version.is_some() {
            return Ok(found);
        }
        file.fill(bytes, HEAD as u64)?;
        Ok(parse(bytes))
    })
}

/// Reads the fields; the first of several wins. What follows the second of them is not looked at.
#[must_use]
pub fn parse(bytes: &[u8]) -> Metadata {
    let mut metadata = Metadata::default();
    let mut lines = Lines { rest: bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes) };
    while let Some(line) = lines.next().filter(|line| !line.trim_ascii().is_empty()) {
        let Some(colon) = memchr::memchr(b':', line) else {
            continue;
        };
        let field = match line[..colon].trim_ascii() {
            key if key.eq_ignore_ascii_case(b"name") => &mut metadata.name,
            key if key.eq_ignore_ascii_case(b"version") => &mut metadata.version,
            _ => continue,
        };
        let mut value = String::from_utf8_lossy(&line[colon + 1..]).trim().to_owned();
        while let Some(folded) = lines.folded() {
            if value.len() < LONGEST {
                value.push(' ');
                value.push_str(String::from_utf8_lossy(folded).trim());
            }
        }
        let value = value.trim();
        if field.is_none() && !value.is_empty() {
            *field = Some(value.to_owned());
        }
        if metadata.name.is_some() && metadata.version.is_some() {
            break;
        }
    }
    metadata
}

/// Lines that end in `\n` or `\r\n`.
struct Lines<'a> {
    rest: &'a [u8],
}

impl<'a> Lines<'a> {
    /// The next one, if it goes on with the one before.
    fn folded(&mut self) -> Option<&'a [u8]> {
        if !self.rest.starts_with(b" ") && !self.rest.starts_with(b"\t") {
            return None;
        }
        let before = self.rest;
        let line = self.next();
        if line.is_some_and(|line| line.trim_ascii().is_empty()) {
            self.rest = before;
            return None;
        }
        line
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let end = memchr::memchr(b'\n', self.rest).unwrap_or(self.rest.len());
        let line = &self.rest[..end];
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(text: &[u8]) -> (Option<String>, Option<String>) {
        let Metadata { name, version } = parse(text);
        (name, version)
    }

    #[test]
    fn folded_crlf_lower_case_and_a_mark_at_the_start_are_all_read() {
        for text in [
            b"Metadata-Version: 2.1\nName: idna\nVersion: 3.6\n\nName: other\n".as_slice(),
            b"Metadata-Version: 2.1\r\nName: idna\r\nVersion: 3.6\r\n",
            b"metadata-version: 2.1\nname: idna\nversion:\n 3.6\n",
            b"\xef\xbb\xbfName: idna\nVersion: 3.6\nAuthor: Andr\xe9\n",
        ] {
            assert_eq!(both(text), (Some("idna".to_owned()), Some("3.6".to_owned())));
        }
    }

    #[test]
    fn what_stands_after_the_blank_line_is_the_body() {
        assert_eq!(both(b"Name: idna\n\nVersion: 3.6\n"), (Some("idna".to_owned()), None));
        assert_eq!(both(b""), (None, None));
    }
}
