//! Text from outside, made harmless for a terminal.

use std::fmt;

/// A text that is shown with every character visible that could move a cursor, change a colour or turn the reading
/// direction: as its code point instead of its effect.
#[derive(Clone, Copy, Debug)]
pub struct Clean<'t>(pub &'t str);

impl fmt::Display for Clean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            if is_harmless(character) {
                write!(f, "{character}")?;
            } else {
                write!(f, "{}", character.escape_unicode())?;
            }
        }
        Ok(())
    }
}

fn is_harmless(character: char) -> bool {
    // Bidirectional controls: Unicode Standard Annex 9, table 4.
    let turns =
        matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    matches!(character, '\n' | '\t') || (!character.is_control() && !turns)
}

#[cfg(test)]
mod tests {
    use super::Clean;

    #[test]
    fn nothing_but_text_reaches_the_terminal() {
        assert_eq!(Clean("a\u{1b}[31mb\rc\u{202e}d\te\n").to_string(), "a\\u{1b}[31mb\\u{d}c\\u{202e}d\te\n");
    }
}
