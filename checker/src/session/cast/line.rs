//! One line of a terminal while it comes into being, held until it is whole: a secret, and a path, may come in pieces.

use std::ops::Range;

use super::secrets::Secrets;

/// How much of a line is held at most, in bytes: a program that paints a screen ends none.
const LONGEST: usize = 16 * 1024;

/// Text that stands in place of another.
pub(super) type Replacement = (String, String);

/// What has come of a line.
#[derive(Debug, Default)]
pub(super) struct Line {
    text: String,
    /// When the pieces came, and where each ends.
    pieces: Vec<(f64, usize)>,
}

impl Line {
    /// Adds text that has no line end, or one at its end.
    pub(super) fn push(&mut self, at: f64, text: &str) {
        self.text.push_str(text);
        match self.pieces.last_mut() {
            Some((last, end)) if *last >= at => *end = self.text.len(),
            _ => self.pieces.push((at, self.text.len())),
        }
    }

    /// Whether it is whole, or held for long enough.
    pub(super) fn is_due(&self) -> bool {
        self.text.ends_with('\n') || self.text.len() >= LONGEST
    }

    /// Its pieces, made harmless; afterwards it is empty.
    pub(super) fn take(&mut self, secrets: &mut Secrets, replacements: &[Replacement]) -> Vec<(f64, String)> {
        for (from, to) in replacements {
            while let Some(at) = self.text.find(from.as_str()) {
                self.replace(at..at + from.len(), to);
            }
        }
        let (seen, places) = seen(&self.text);
        for found in secrets.find(&seen) {
            let (Some(first), Some(last)) = (places.get(found.start), places.get(found.end - 1)) else { continue };
            self.cover(*first..last + 1);
        }
        let (text, pieces) = (std::mem::take(&mut self.text), std::mem::take(&mut self.pieces));
        let mut start = 0;
        let taken = pieces.into_iter().map(|(at, end)| {
            let piece = text[start..end].to_owned();
            start = end;
            (at, piece)
        });
        taken.filter(|(_, piece)| !piece.is_empty()).collect()
    }

    fn replace(&mut self, range: Range<usize>, with: &str) {
        self.text.replace_range(range.clone(), with);
        let after = range.start + with.len();
        for (_, end) in &mut self.pieces {
            if *end >= range.end {
                *end = *end - range.len() + with.len();
            } else if *end > range.start {
                // A piece that ended within it now ends behind it.
                *end = after;
            }
        }
    }

    /// Puts stars over what is seen in a range; what moves the cursor there stays.
    fn cover(&mut self, range: Range<usize>) {
        let seen: Vec<Range<usize>> = visible(&self.text)
            .filter(|(at, c)| range.contains(at) && !c.is_control())
            .map(|(at, c)| at..at + c.len_utf8())
            .collect();
        // From behind, so that places before stay true.
        for range in seen.into_iter().rev() {
            self.replace(range, "*");
        }
    }
}

/// The characters of a text that are no control sequences, with their places.
fn visible(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (at, c) = characters.next()?;
            if c != '\u{1b}' {
                return Some((at, c));
            }
            match characters.next()?.1 {
                '[' => while characters.next().is_some_and(|(_, c)| !('\u{40}'..='\u{7e}').contains(&c)) {},
                ']' | 'P' | '^' | '_' | 'X' => {
                    while let Some((_, c)) = characters.next() {
                        if c == '\u{1b}' {
                            characters.next();
                        }
                        if c == '\u{7}' || c == '\u{1b}' {
                            break;
                        }
                    }
                }
                _ => {}
            }
        }
    })
}

/// What a person sees of a line, and for each of its bytes the place in the text: a backspace takes a character back, and
/// where a long line is wrapped, the blank at the margin is none of it.
fn seen(text: &str) -> (String, Vec<usize>) {
    let mut characters: Vec<(usize, char)> = Vec::new();
    for (at, c) in visible(text) {
        match c {
            '\u{8}' => drop(characters.pop()),
            '\r' => drop(characters.pop_if(|(_, c)| *c == ' ')),
            c if c.is_control() && c != '\t' => {}
            c => characters.push((at, c)),
        }
    }
    let mut seen = String::new();
    let mut places = Vec::new();
    for (at, c) in characters {
        seen.push(c);
        places.extend((0..c.len_utf8()).map(|_| at));
    }
    (seen, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(pieces: &[&str], replacements: &[Replacement]) -> Vec<String> {
        let mut line = Line::default();
        for (index, piece) in pieces.iter().enumerate() {
            line.push(index as f64, piece);
        }
        line.take(&mut Secrets::default(), replacements).into_iter().map(|(_, piece)| piece).collect()
    }

    #[test]
    fn a_secret_that_is_typed_key_by_key_is_covered_and_every_key_keeps_its_time() {
        assert_eq!(
            taken(&["$ TOKEN=", "a", "b", "\u{8}\u{1b}[K", "c", "\r\n"], &[]),
            ["$ TOKEN=", "*", "*", "\u{8}\u{1b}[K", "*", "\r\n"]
        );
    }

    #[test]
    fn colours_and_wrapped_lines_hide_no_secret() {
        assert_eq!(taken(&["token=\u{1b}[1mab\u{1b}[0mcd\n"], &[]), ["token=\u{1b}[1m**\u{1b}[0m**\n"]);
        assert_eq!(taken(&["token=ab \rcd\n"], &[]), ["token=***\r**\n"]);
        assert_eq!(taken(&["token=åäö x\n"], &[]), ["token=*** x\n"]);
    }

    #[test]
    fn a_path_in_pieces_is_replaced_once() {
        let home = [("/tmp/checker-x".to_owned(), "~".to_owned())];
        assert_eq!(taken(&["at /tmp/che", "cker-x/a ", "b /tmp/checker-x\n"], &home), ["at ~", "/a ", "b ~\n"]);
    }
}
