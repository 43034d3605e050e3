//! Terminal bytes made into plain text.
//!
//! Control sequences (ECMA-48 CSI, OSC and the other string controls, two-byte escapes) are dropped; a carriage return
//! starts the line over, as progress bars mean it; a backspace takes one character back; other control characters vanish.
//! Bytes that are not UTF-8 become U+FFFD. What a full-screen program paints is not reconstructed.

/// The text that a person would have read, line by line.
pub fn plain_text(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut plain = String::with_capacity(text.len());
    let mut line_start = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\u{1b}' => skip_escape(&mut characters),
            '\n' => {
                plain.push('\n');
                line_start = plain.len();
            }
            '\r' => {
                // `\r\r\n` is what a program's own `\r\n` becomes on a terminal.
                while characters.next_if_eq(&'\r').is_some() {}
                if characters.peek().is_some_and(|&next| next != '\n') {
                    plain.truncate(line_start);
                }
            }
            '\u{8}' => {
                if plain.len() > line_start {
                    plain.pop();
                }
            }
            '\t' => plain.push('\t'),
            control if control.is_control() => {}
            other => plain.push(other),
        }
    }
    plain
}

/// Skips what follows an escape character.
fn skip_escape(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match characters.next() {
        // Control sequence: parameters and intermediates, then one final byte.
        Some('[') => {
            while let Some(&next) = characters.peek() {
                if next.is_control() {
                    return;
                }
                characters.next();
                if ('\u{40}'..='\u{7e}').contains(&next) {
                    return;
                }
            }
        }
        // Control strings: up to BEL or ST.
        Some(']' | 'P' | '^' | '_' | 'X') => {
            while let Some(next) = characters.next() {
                match next {
                    '\u{7}' => return,
                    '\u{1b}' => {
                        characters.next_if_eq(&'\\');
                        return;
                    }
                    // A string that was never closed must not swallow the rest of the output.
                    '\n' => return,
                    _ => {}
                }
            }
        }
        // Character set designations and the like have one more byte.
        Some('(' | ')' | '*' | '+' | '#' | '%') => {
            characters.next();
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn colours_and_titles_vanish() {
        assert_eq!(plain_text(b"\x1b[31mERROR\x1b[0m: no\x1b]0;title\x07 way\x1b(B\r\n"), "ERROR: no way\n");
    }

    #[test]
    fn a_progress_bar_leaves_its_last_state() {
        assert_eq!(plain_text(b"10%\r50%\r100%\r\ndone\r\r\n"), "100%\ndone\n");
    }

    #[test]
    fn a_string_control_that_is_never_closed_ends_with_the_line() {
        assert_eq!(plain_text(b"\x1b]0;never closed\nstill here"), "still here");
    }

    #[test]
    fn bytes_that_are_not_utf8_do_no_harm() {
        assert_eq!(plain_text(b"a\xff\xfeb"), "a\u{fffd}\u{fffd}b");
    }

    #[test]
    fn a_backspace_stays_on_its_line() {
        assert_eq!(plain_text(b"one\n\x08\x08twp\x08o"), "one\ntwo");
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_moves_a_cursor_survives(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let text = plain_text(&bytes);
            proptest::prop_assert!(text.chars().all(|c| !c.is_control() || c == '\n' || c == '\t'));
        }
    }
}
