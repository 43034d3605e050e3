//! Reading a version, in every spelling that PEP 440 takes for one (its appendix B): `v1.0-ALPHA_1`, `1.0-1`, `1.0.rev3`.
//!
//! Refused, with the reason, is everything else: versions from before PEP 440 such as `2012foo` have no order.

use std::str::FromStr;

use thiserror::Error;

use super::blanks::{is_blank, trim};
use super::number::Number;
use super::version::{Label, Phase, Version};

/// Why a text is no version.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VersionError {
    /// Nothing but blanks.
    #[error("there is no version")]
    Empty,
    /// It does not begin with a number.
    #[error("`{0}` does not begin with a number")]
    NoNumber(String),
    /// It begins as one.
    #[error("in `{text}` what follows from `{rest}` on cannot be part of a version")]
    Rest {
        /// The text.
        text: String,
        /// Its end, that cannot be understood.
        rest: String,
    },
    /// A blank in the middle.
    #[error("`{0}` has a blank inside")]
    Blank(String),
}

/// Separators between the parts of a version.
const SEPARATORS: [char; 3] = ['.', '-', '_'];

/// What a pre-release may be called; of two that begin alike the longer stands first.
const PHASES: [(&str, Phase); 8] = [
    ("alpha", Phase::Alpha),
    ("a", Phase::Alpha),
    ("beta", Phase::Beta),
    ("b", Phase::Beta),
    ("preview", Phase::Candidate),
    ("pre", Phase::Candidate),
    ("c", Phase::Candidate),
    ("rc", Phase::Candidate),
];

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        let text = trim(text);
        if text.is_empty() {
            return Err(VersionError::Empty);
        }
        let lower = text.to_ascii_lowercase();
        let mut rest = Rest(&lower);
        let version = rest.version().ok_or_else(|| VersionError::NoNumber(text.to_owned()))?;
        if rest.0.is_empty() {
            return Ok(version);
        }
        if text.contains(is_blank) {
            return Err(VersionError::Blank(text.to_owned()));
        }
        // Lower case of ASCII has the length of what it was made of.
        let rest = text[text.len() - rest.0.len()..].to_owned();
        Err(VersionError::Rest { text: text.to_owned(), rest })
    }
}

/// What is left to read, in lower case.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    /// Reads as far as it is a version; `None` when it does not begin as one.
    fn version(&mut self) -> Option<Version> {
        self.eat("v");
        let mut first = self.digits()?;
        let mut epoch = Number::from(0);
        if self.0.starts_with('!') && self.0[1..].starts_with(|c: char| c.is_ascii_digit()) {
            self.eat("!");
            epoch = first;
            first = self.digits()?;
        }
        let mut release = vec![first];
        while let Some(number) = self.after(".", Self::digits) {
            release.push(number);
        }
        let pre = self.part(&PHASES);
        let post = match self.after("-", Self::digits) {
            Some(number) => Some(number),
            None => self.part(&[("post", ()), ("rev", ()), ("r", ())]).map(|((), number)| number),
        };
        let dev = self.part(&[("dev", ())]).map(|((), number)| number);
        let mut local = Vec::new();
        if let Some(label) = self.after("+", Self::label) {
            local.push(label);
            while let Some(label) =
                SEPARATORS.iter().find_map(|separator| self.after(&separator.to_string(), Self::label))
            {
                local.push(label);
            }
        }
        Some(Version { epoch, release, pre, post, dev, local })
    }

    /// A separator that may be missing, a word, a separator that may be missing, a number that is 0 when missing.
    fn part<T: Copy>(&mut self, words: &[(&str, T)]) -> Option<(T, Number)> {
        let start = self.0.strip_prefix(SEPARATORS).unwrap_or(self.0);
        let (rest, word) = words.iter().find_map(|(word, meaning)| Some((start.strip_prefix(word)?, *meaning)))?;
        self.0 = rest.strip_prefix(SEPARATORS).unwrap_or(rest);
        Some((word, self.digits().unwrap_or(Number::from(0))))
    }

    fn label(&mut self) -> Option<Label> {
        let word = self.take(|letter| letter.is_ascii_alphanumeric())?;
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        Some(if is_number { Label::Number(Number::read(word)) } else { Label::Word(word.into()) })
    }

    fn digits(&mut self) -> Option<Number> {
        self.take(|letter| letter.is_ascii_digit()).map(Number::read)
    }

    /// What stands behind a sign, if it can be read; else nothing is taken, the sign neither.
    fn after<T>(&mut self, sign: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.0;
        let found = if self.eat(sign) { read(self) } else { None };
        if found.is_none() {
            self.0 = before;
        }
        found
    }

    fn eat(&mut self, sign: &str) -> bool {
        let rest = self.0.strip_prefix(sign);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }
}

impl<'a> Rest<'a> {
    /// The longest start of these letters, if there is one.
    fn take(&mut self, is: impl Fn(char) -> bool) -> Option<&'a str> {
        let end = self.0.find(|letter| !is(letter)).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at(end);
        self.0 = rest;
        (!taken.is_empty()).then_some(taken)
    }
}
