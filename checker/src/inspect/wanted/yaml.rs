//! YAML as a small tree with line numbers.
//!
//! Every scalar is a text: what `3.10` means is for the reader to say. It refuses to follow aliases (a file of a few
//! lines can unfold to gigabytes by them), to go deeper than people write, and to read more than the first document.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser};
use thiserror::Error;

/// How deep lists and mappings may stand in each other.
const DEEPEST: usize = 32;

/// A value, and the line at which it begins, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) line: usize,
    pub(super) value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    List(Vec<Node>),
    /// The pairs in the order of the file.
    Map(Vec<(Node, Node)>),
    /// `*name`, not followed.
    Alias,
}

/// Why a text cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {why}")]
pub(super) struct YamlError {
    line: usize,
    why: String,
}

impl Node {
    /// The value under a key, the first of several.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.under(key).next()
    }

    /// How often a key stands there. More than once is no YAML, and the parser lets it pass.
    pub(super) fn count(&self, key: &str) -> usize {
        self.under(key).count()
    }

    fn under(&self, key: &str) -> impl Iterator<Item = &Node> {
        let pairs = if let Value::Map(pairs) = &self.value { pairs.as_slice() } else { &[] };
        pairs
            .iter()
            .filter(move |(name, _)| matches!(&name.value, Value::Text(text) if text == key))
            .map(|(_, value)| value)
    }
}

/// Reads the first document; `None` where there is none.
pub(super) fn parse(text: &str) -> Result<Option<Node>, YamlError> {
    let mut open: Vec<(usize, Vec<Node>, Shape)> = Vec::new();
    for event in Parser::new_from_str(text.trim_start_matches('\u{feff}')) {
        let (event, span) =
            event.map_err(|error| YamlError { line: error.marker().line(), why: error.info().to_owned() })?;
        let line = span.start.line();
        let done = match event {
            Event::Scalar(text, ..) => Node { line, value: Value::Text(Cow::into_owned(text)) },
            Event::Alias(_) => Node { line, value: Value::Alias },
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                let shape = if matches!(event, Event::SequenceStart(..)) { Shape::List } else { Shape::Map };
                open.push((line, Vec::new(), shape));
                if open.len() > DEEPEST {
                    return Err(YamlError { line, why: format!("more than {DEEPEST} levels deep") });
                }
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some((line, items, shape)) = open.pop() else { continue };
                Node { line, value: shape.of(items) }
            }
            Event::DocumentEnd | Event::StreamEnd => return Ok(None),
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => continue,
        };
        match open.last_mut() {
            Some((_, items, _)) => items.push(done),
            None => return Ok(Some(done)),
        }
    }
    Ok(None)
}

#[derive(Clone, Copy)]
enum Shape {
    List,
    Map,
}

impl Shape {
    fn of(self, items: Vec<Node>) -> Value {
        match self {
            Self::List => Value::List(items),
            Self::Map => {
                let mut pairs = Vec::with_capacity(items.len() / 2);
                let mut items = items.into_iter();
                while let (Some(key), Some(value)) = (items.next(), items.next()) {
                    pairs.push((key, value));
                }
                Value::Map(pairs)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_their_lines() {
        let read = parse("# made by hand\nname: x\ndependencies:\n  - python=3.11 # why\n  - pip:\n      - idna\n");
        let read = read.expect("YAML").expect("a document");
        let list = read.get("dependencies").expect("the key");
        let Value::List(items) = &list.value else { panic!("{list:?}") };
        assert_eq!(items[0], Node { line: 4, value: Value::Text("python=3.11".to_owned()) });
        let Value::List(pip) = &items[1].get("pip").expect("the key").value else { panic!("{items:?}") };
        assert_eq!(pip[0].line, 6);
    }

    #[test]
    fn what_unfolds_or_goes_deep_is_refused() {
        let bomb = "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
        let read = parse(bomb).expect("YAML").expect("a document");
        let Some(Node { value: Value::List(items), .. }) = read.get("b") else { panic!("{read:?}") };
        assert_eq!(items[0].value, Value::Alias);
        assert!(parse(&"[".repeat(100_000)).is_err());
        assert!(parse(&"- ".repeat(1000)).is_err());
    }

    #[test]
    fn an_error_names_its_line_and_an_empty_file_is_none() {
        let error = parse("name: x\ndependencies: [a\n").expect_err("an error");
        assert!(error.to_string().starts_with("line "), "{error}");
        assert_eq!(parse("").expect("nothing"), None);
        assert_eq!(parse("# nothing\n").expect("nothing"), None);
    }
}
