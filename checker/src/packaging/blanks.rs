//! What counts as a blank: more around a version (PEP 440) than inside a requirement (PEP 508).

/// Blanks around versions and specifiers, as PEP 440's appendix takes them (`\s`): Unicode's white space, and the four
/// separators of ASCII that Python counts among it and Rust does not.
pub(super) fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || ('\x1c'..='\x1f').contains(&letter)
}

/// Without the blanks around it.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// The blanks of PEP 508 (`wsp`).
pub(super) const GAPS: [char; 2] = [' ', '\t'];
