//! TOML with line numbers: where in a text a value stands, and errors that say it.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The number of the line, from 1, in which a byte stands.
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(after).collect() }
    }

    pub(super) fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }
}

/// What a TOML error says, with its line.
pub(super) fn says(error: &toml::de::Error, lines: &Lines) -> String {
    let message = error.message().lines().collect::<Vec<_>>().join(", ");
    match error.span() {
        Some(span) => format!("line {}: {message}", lines.at(span.start)),
        None => message,
    }
}

/// The value under a path of keys.
pub(super) fn get<'t, 'i>(table: &'t DeTable<'i>, path: &[&str]) -> Option<&'t Spanned<DeValue<'i>>> {
    let (first, rest) = path.split_first()?;
    let value = table.get(*first)?;
    if rest.is_empty() { Some(value) } else { get(value.get_ref().as_table()?, rest) }
}

/// The texts of a list, each with the byte at which it stands; what is no text is left out.
pub(super) fn texts<'t>(list: &'t Spanned<DeValue<'_>>) -> Vec<(usize, &'t str)> {
    let items = list.get_ref().as_array().into_iter().flatten();
    items.filter_map(|item| Some((item.span().start, item.get_ref().as_str()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let lines = Lines::of("ab\nc\n");
        assert_eq!([0, 2, 3, 5].map(|byte| lines.at(byte)), [1, 1, 2, 3]);
        let error = toml::from_str::<toml::Table>("a = 1\nb = \n").expect_err("an error");
        assert!(says(&error, &Lines::of("a = 1\nb = \n")).starts_with("line 2: "), "{error}");
    }
}
