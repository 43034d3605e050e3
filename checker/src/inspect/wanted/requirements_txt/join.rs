//! The lines of a requirements file: continued ones joined, comments cut.

/// What ends a line for pip, which takes Python's `splitlines`.
const LINE_ENDS: [char; 10] =
    ['\n', '\r', '\u{b}', '\u{c}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Joined lines without comments, each with the number at which it starts. Empty ones are left out.
pub(super) fn lines(text: &str) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    let mut pending: Option<(usize, String)> = None;
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    for (index, line) in text.split_terminator(LINE_ENDS).enumerate() {
        let (number, mut whole) = pending.take().unwrap_or((index + 1, String::new()));
        // A comment line ends a continued one, and is not continued itself.
        let comment = line.trim_start().starts_with('#');
        match line.strip_suffix('\\') {
            Some(start) if !comment => {
                whole.push_str(start);
                pending = Some((number, whole));
            }
            _ => {
                whole.push_str(if comment { "" } else { line });
                lines.push((number, whole));
            }
        }
    }
    lines.extend(pending);
    let cut = |(number, line): (usize, String)| (number, without_comment(&line).trim().to_owned());
    lines.into_iter().map(cut).filter(|(_, line)| !line.is_empty()).collect()
}

/// A `#` starts a comment at the start of a line or after a blank; elsewhere it belongs to an address.
fn without_comment(line: &str) -> &str {
    let at = line.match_indices('#').find(|(at, _)| *at == 0 || line[..*at].ends_with(char::is_whitespace));
    at.map_or(line, |(at, _)| &line[..at])
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn continued_lines_are_one_and_have_the_number_of_their_start() {
        let read = lines("# top\na==1 \\\n  --hash=x \\\n  --hash=y\n\nb #c\nd#e\\\n# end\nf\\\r\n\tg\\");
        let expected = [(2, "a==1   --hash=x   --hash=y"), (6, "b"), (7, "d#e"), (9, "f\tg")];
        let read: Vec<(usize, &str)> = read.iter().map(|(number, line)| (*number, line.as_str())).collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn lines_end_where_they_end_for_pip() {
        let read = lines("a==1\rb\u{c}c\u{2028}d\r\ne\n\rf");
        let read: Vec<(usize, &str)> = read.iter().map(|(number, line)| (*number, line.as_str())).collect();
        assert_eq!(read, [(1, "a==1"), (2, "b"), (3, "c"), (4, "d"), (5, "e"), (7, "f")]);
    }
}
