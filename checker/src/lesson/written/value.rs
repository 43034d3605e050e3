//! Values that may be written in more than one way: a text or a list, `true` or a name.
//!
//! Visitors of our own, because an untagged enum would only say that nothing fitted.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A text, or a list of texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(pub(super) Vec<String>);

/// `true`, `false`, or a name.
#[derive(Clone, Debug)]
pub(super) enum Named {
    /// `true` or `false`.
    Said(bool),
    /// A name.
    Name(String),
}

/// A number, a list of numbers, or a word.
#[derive(Clone, Debug)]
pub(super) enum Numbers {
    /// The numbers.
    Numbers(Vec<i32>),
    /// The word.
    Word(String),
}

/// A path, or a table with one pattern.
#[derive(Clone, Debug)]
pub(super) enum PathOrPattern {
    /// A path, or a word for any.
    Path(String),
    /// The keys of the table with their patterns, in order.
    Patterns(Vec<(String, String)>),
}

struct WordsVisitor;

impl<'de> Visitor<'de> for WordsVisitor {
    type Value = Words;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text in double quotes or a list of them")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Words, E> {
        Ok(Words(vec![text.to_owned()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Words, A::Error> {
        let mut words = Vec::new();
        while let Some(word) = list.next_element()? {
            words.push(word);
        }
        Ok(Words(words))
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordsVisitor)
    }
}

struct NamedVisitor;

impl Visitor<'_> for NamedVisitor {
    type Value = Named;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`true`, `false`, or the path of an environment in double quotes")
    }

    fn visit_bool<E: Error>(self, said: bool) -> Result<Named, E> {
        Ok(Named::Said(said))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Named, E> {
        Ok(Named::Name(name.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NamedVisitor)
    }
}

struct NumbersVisitor;

impl<'de> Visitor<'de> for NumbersVisitor {
    type Value = Numbers;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, a list of them, or `\"failed\"`")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Numbers, E> {
        let number = i32::try_from(number).map_err(|_| {
            E::custom(format!("invalid value: integer `{number}`, expected an exit status from 0 to 255"))
        })?;
        Ok(Numbers::Numbers(vec![number]))
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Numbers, E> {
        Ok(Numbers::Word(word.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Numbers, A::Error> {
        let mut numbers = Vec::new();
        while let Some(number) = list.next_element()? {
            numbers.push(number);
        }
        Ok(Numbers::Numbers(numbers))
    }
}

impl<'de> Deserialize<'de> for Numbers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumbersVisitor)
    }
}

struct PathOrPatternVisitor;

impl<'de> Visitor<'de> for PathOrPatternVisitor {
    type Value = PathOrPattern;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a path in double quotes, or `{ environment = '…' }` or `{ file = '…' }` with a pattern")
    }

    fn visit_str<E: Error>(self, path: &str) -> Result<PathOrPattern, E> {
        Ok(PathOrPattern::Path(path.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PathOrPattern, A::Error> {
        let mut patterns = Vec::new();
        while let Some(pattern) = map.next_entry()? {
            patterns.push(pattern);
        }
        Ok(PathOrPattern::Patterns(patterns))
    }
}

impl<'de> Deserialize<'de> for PathOrPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PathOrPatternVisitor)
    }
}
