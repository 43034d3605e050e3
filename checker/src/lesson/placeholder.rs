//! `{{name}}` and `{{name|default}}`: where they stand in a text.
//!
//! Finding only: what fills them is a site's matter. Not ours, and left alone: `{{#…}}` (mdbook's own), `{{ …` with a
//! blank, `${{…` and `\{{…`.

use std::ops::Range;

/// One `{{…}}` of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// The value's name.
    pub name: String,
    /// What stands here where no site says otherwise.
    pub default: Option<String>,
    /// From the first brace to the last, in bytes.
    pub span: Range<usize>,
    /// The line, counted from 1.
    pub line: usize,
}

/// All placeholders of a text, code included, in order.
pub fn placeholders(text: &str) -> Vec<Placeholder> {
    scan(text).0
}

/// The text with every default filled in; nothing when a placeholder has none.
pub(super) fn with_defaults(text: &str) -> Option<String> {
    let mut filled = String::new();
    let mut done = 0;
    for placeholder in placeholders(text) {
        filled.push_str(&text[done..placeholder.span.start]);
        filled.push_str(&placeholder.default?);
        done = placeholder.span.end;
    }
    filled.push_str(&text[done..]);
    Some(filled)
}

/// Where a placeholder begins and does not end in its line.
pub(super) fn unclosed(text: &str) -> Vec<usize> {
    scan(text).1
}

fn scan(text: &str) -> (Vec<Placeholder>, Vec<usize>) {
    let mut found = Vec::new();
    let mut unclosed = Vec::new();
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let mut at = 0;
        while let Some(offset) = line[at..].find("{{") {
            let open = at + offset;
            let inner = open + 2;
            at = inner;
            let rest = &line[inner..];
            let name_length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
            let name = &rest[..name_length.unwrap_or(rest.len())];
            if !name.starts_with(|first: char| first.is_ascii_alphabetic()) || line[..open].ends_with(['\\', '$', '{'])
            {
                continue;
            }
            let Some(length) = rest.find("}}") else {
                unclosed.push(start + open);
                continue;
            };
            let default = match rest[name.len()..length].strip_prefix('|') {
                Some(default) => Some(default.to_owned()),
                None if name.len() == length => None,
                // Braces of some other language.
                None => continue,
            };
            at = inner + length + 2;
            let span = start + open..start + at;
            found.push(Placeholder { name: name.to_owned(), default, span, line: number + 1 });
        }
        start += line.len();
    }
    (found, unclosed)
}

#[cfg(test)]
mod tests {
    use super::{Placeholder, placeholders, unclosed, with_defaults};

    #[test]
    fn names_and_defaults_are_found_with_their_lines() {
        let text = "a {{one}}\n```\n{{python_module|Python/3.12}} {{two|}}\n";
        let found = placeholders(text);
        let expected = [("one", None, 1), ("python_module", Some("Python/3.12"), 3), ("two", Some(""), 3)];
        let seen: Vec<_> = found.iter().map(|p| (p.name.as_str(), p.default.as_deref(), p.line)).collect();
        assert_eq!(seen, expected);
        assert_eq!(&text[found[1].span.clone()], "{{python_module|Python/3.12}}");
    }

    #[test]
    fn other_peoples_braces_are_left_alone() {
        let none: Vec<Placeholder> = Vec::new();
        for text in ["{{#include a}}", "${{ github.ref }}", "${{a}}", "\\{{a}}", "{{ a }}", "{{a, 1}, {b}}", "{{{a}}}"]
        {
            assert_eq!(placeholders(text), none, "{text}");
            assert!(unclosed(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn one_that_does_not_end_in_its_line_is_unclosed() {
        assert_eq!(unclosed("a\nload {{python_module and\n}}"), [7]);
        assert_eq!(unclosed("{{a}"), [0]);
        assert_eq!(unclosed("{{a|b"), [0]);
    }

    #[test]
    fn defaults_are_filled_in_when_all_have_one() {
        assert_eq!(with_defaults("a {{b|c}} d").as_deref(), Some("a c d"));
        assert_eq!(with_defaults("a {{b}} d"), None);
        assert_eq!(with_defaults("a"), Some("a".to_owned()));
    }
}
