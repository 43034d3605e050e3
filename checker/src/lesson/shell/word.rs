//! Words: quotes, expansions and substitutions.
//!
//! Quotes are removed, everything that the shell would expand stays as it is written; commands inside substitutions are
//! read where they stand.

use super::Nesting;
use super::reader::{Aside, Read, Reader, Stop, ends_word};

/// Whether a `$` stands between double quotes, where single quotes are plain characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    Double,
    None,
}

impl Reader<'_> {
    /// Reads one word onto `word`.
    pub(super) fn word(&mut self, word: &mut String) -> Read {
        let start = self.at;
        while let Some(next) = self.peek() {
            match next {
                '\\' => {
                    if !self.continued()? {
                        self.at += 1;
                        word.extend(self.bump());
                    }
                }
                '\'' => self.single_quoted(word)?,
                '"' => self.double_quoted(word)?,
                '`' => self.backquoted(word)?,
                '$' => self.dollar(word, Quoting::None)?,
                '<' | '>' if self.looking_at("<(") || self.looking_at(">(") => {
                    self.at += 1;
                    word.push(next);
                    self.substitution(word)?;
                }
                '(' if is_assignment_start(&self.text[start..self.at]) => self.array(word)?,
                _ if ends_word(next) => break,
                _ => word.extend(self.bump()),
            }
        }
        Ok(())
    }

    fn single_quoted(&mut self, word: &mut String) -> Read {
        self.at += 1;
        let length = self.rest().find('\'').ok_or(Stop::Incomplete)?;
        word.push_str(&self.rest()[..length]);
        self.at += length + 1;
        Ok(())
    }

    fn double_quoted(&mut self, word: &mut String) -> Read {
        self.at += 1;
        self.until_quote(word, Some('"'))
    }

    /// Reads as between double quotes, up to `quote` or, when there is none, to the end.
    pub(super) fn until_quote(&mut self, word: &mut String, quote: Option<char>) -> Read {
        loop {
            match self.peek() {
                None if quote.is_none() => return Ok(()),
                None => return Err(Stop::Incomplete),
                Some('\\') => {
                    self.at += 1;
                    match self.bump() {
                        Some('\n') => {}
                        Some(escaped @ ('$' | '`' | '"' | '\\')) => word.push(escaped),
                        Some(other) => word.extend(['\\', other]),
                        None => return Err(Stop::Incomplete),
                    }
                }
                Some('`') => self.backquoted(word)?,
                Some('$') => self.dollar(word, Quoting::Double)?,
                next if next == quote => {
                    self.at += 1;
                    return Ok(());
                }
                Some(_) => word.extend(self.bump()),
            }
        }
    }

    /// Finds the commands that are substituted in a text which the shell expands: arithmetic, a here-document.
    pub(super) fn substitutions_in(&mut self, text: &str) {
        self.aside(text, Aside::Expanded);
    }

    fn backquoted(&mut self, word: &mut String) -> Read {
        let start = self.at;
        self.at += 1;
        let mut inner = String::new();
        loop {
            match self.bump().ok_or(Stop::Incomplete)? {
                '`' => break,
                '\\' => match self.bump().ok_or(Stop::Incomplete)? {
                    escaped @ ('$' | '`' | '\\') => inner.push(escaped),
                    other => inner.extend(['\\', other]),
                },
                other => inner.push(other),
            }
        }
        self.aside(&inner, Aside::Script);
        word.push_str(&self.text[start..self.at]);
        Ok(())
    }

    fn dollar(&mut self, word: &mut String, quoting: Quoting) -> Read {
        let start = self.at;
        self.at += 1;
        match self.peek() {
            Some('(') => {
                word.push('$');
                if self.looking_at("((") && self.arithmetic()? {
                    word.push_str(&self.text[start + 1..self.at]);
                    return Ok(());
                }
                self.substitution(word)
            }
            Some('{') => {
                self.at += 1;
                self.deeper(Nesting::Shell, |reader| reader.parameter(quoting))?;
                word.push_str(&self.text[start..self.at]);
                Ok(())
            }
            Some('\'') if quoting == Quoting::None => self.ansi_quoted(word),
            Some('"') if quoting == Quoting::None => self.double_quoted(word),
            _ => {
                word.push('$');
                Ok(())
            }
        }
    }

    /// Reads `(…)` of a substitution, the reader standing at the bracket.
    fn substitution(&mut self, word: &mut String) -> Read {
        let start = self.at;
        self.at += 1;
        self.deeper(Nesting::Child, Reader::until_bracket)?;
        word.push_str(&self.text[start..self.at]);
        Ok(())
    }

    /// Reads `((…))` when it is arithmetic; two subshells begin in the same way.
    pub(super) fn arithmetic(&mut self) -> Read<bool> {
        let inner = self.at + 2;
        let mut open = 0_usize;
        let mut characters = self.text[inner..].char_indices();
        while let Some((offset, character)) = characters.next() {
            match character {
                '(' => open += 1,
                ')' if open > 0 => open -= 1,
                ')' => {
                    let end = inner + offset;
                    if !self.text[end..].starts_with("))") {
                        return Ok(false);
                    }
                    self.at = end + 2;
                    self.substitutions_in(&self.text[inner..end]);
                    return Ok(true);
                }
                '\\' => drop(characters.next()),
                _ => {}
            }
        }
        Err(Stop::Incomplete)
    }

    /// Reads the inside of `${…}` and its end.
    fn parameter(&mut self, quoting: Quoting) -> Read {
        let mut unneeded = String::new();
        loop {
            match self.peek().ok_or(Stop::Incomplete)? {
                '}' => {
                    self.at += 1;
                    return Ok(());
                }
                '\\' => {
                    self.at += 1;
                    self.bump().ok_or(Stop::Incomplete)?;
                }
                '\'' if quoting == Quoting::None => self.single_quoted(&mut unneeded)?,
                '"' => self.double_quoted(&mut unneeded)?,
                '`' => self.backquoted(&mut unneeded)?,
                '$' => self.dollar(&mut unneeded, quoting)?,
                other => self.at += other.len_utf8(),
            }
        }
    }

    fn ansi_quoted(&mut self, word: &mut String) -> Read {
        self.at += 1;
        loop {
            match self.bump().ok_or(Stop::Incomplete)? {
                '\'' => return Ok(()),
                '\\' => match self.bump().ok_or(Stop::Incomplete)? {
                    'n' => word.push('\n'),
                    't' => word.push('\t'),
                    'r' => word.push('\r'),
                    'e' | 'E' => word.push('\u{1b}'),
                    plain @ ('\\' | '\'' | '"' | '?') => word.push(plain),
                    other => word.extend(['\\', other]),
                },
                other => word.push(other),
            }
        }
    }

    /// Reads `(a b c)` of an array assignment, over line ends.
    fn array(&mut self, word: &mut String) -> Read {
        let start = self.at;
        self.at += 1;
        self.deeper(Nesting::Shell, |reader| {
            loop {
                reader.newlines()?;
                let before = reader.at;
                if reader.accept(")") {
                    return Ok(());
                }
                reader.word(&mut String::new())?;
                if reader.at == before {
                    return Err(Stop::Malformed);
                }
            }
        })?;
        word.push_str(&self.text[start..self.at]);
        Ok(())
    }
}

/// Splits `NAME=value` and `NAME+=value` of a word; `raw` is the word with its quotes, in which the name must have none.
pub(super) fn assignment(raw: &str, word: &str) -> Option<(String, String)> {
    let sign = raw.find('=')?;
    if !is_assignment_start(&raw[..=sign]) {
        return None;
    }
    let value = word.get(sign + 1..)?;
    Some(match raw[..sign].strip_suffix('+') {
        Some(name) => (name.to_owned(), format!("${name}{value}")),
        None => (raw[..sign].to_owned(), value.to_owned()),
    })
}

/// Whether this is `NAME=`, `NAME+=` or `NAME[…]=`.
fn is_assignment_start(text: &str) -> bool {
    let Some(target) = text.strip_suffix('=') else { return false };
    let target = target.strip_suffix('+').unwrap_or(target);
    let name = match target.split_once('[') {
        Some((name, subscript)) if subscript.ends_with(']') => name,
        Some(_) => return false,
        None => target,
    };
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
}
