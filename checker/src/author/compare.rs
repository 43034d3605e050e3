//! Shown output against real output.

use regex::Regex;

/// Where shown output differs from what was printed, in words; nothing when it agrees. A line `...` stands for any lines,
/// `...` within a line for any text.
pub(super) fn difference(shown: &[String], printed: &str) -> Option<String> {
    if shown.is_empty() {
        return None;
    }
    let printed: Vec<&str> = printed.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let shown: Vec<&str> = shown.iter().map(|line| line.trim_end()).filter(|line| !line.is_empty()).collect();
    if agrees(&shown, &printed) {
        return None;
    }
    let first = shown.iter().find(|line| **line != "..." && !printed.iter().any(|real| line_agrees(line, real)));
    Some(match first {
        Some(line) => {
            format!("the lesson shows `{line}`, and no line printed is so; printed was: {}", excerpt(&printed))
        }
        None => format!("the lines come in another order or number; printed was: {}", excerpt(&printed)),
    })
}

fn agrees(shown: &[&str], printed: &[&str]) -> bool {
    match shown {
        [] => printed.is_empty(),
        ["...", rest @ ..] => (0..=printed.len()).any(|skipped| agrees(rest, &printed[skipped..])),
        [line, rest @ ..] => printed.first().is_some_and(|real| line_agrees(line, real)) && agrees(rest, &printed[1..]),
    }
}

fn line_agrees(shown: &str, real: &str) -> bool {
    let pattern = shown.split("...").map(regex::escape).collect::<Vec<_>>().join(".*");
    Regex::new(&format!("^{pattern}$")).is_ok_and(|pattern| pattern.is_match(real))
}

fn excerpt(printed: &[&str]) -> String {
    match printed {
        [] => "nothing".to_owned(),
        lines => lines.iter().take(6).map(|line| format!("`{line}`")).collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::difference;

    fn compare(shown: &str, printed: &str) -> Option<String> {
        difference(&shown.lines().map(str::to_owned).collect::<Vec<_>>(), printed)
    }

    #[test]
    fn an_elision_stands_for_any_lines_and_any_text() {
        assert_eq!(
            compare("...\nSuccessfully installed idna-...\n...", "Collecting idna\nSuccessfully installed idna-3.6\n"),
            None
        );
        assert_eq!(compare("one\n...\nfour", "one\ntwo\nthree\nfour\n"), None);
    }

    #[test]
    fn what_is_not_printed_is_named() {
        let said = compare("idna 3.7", "Package Version\nidna 3.6\n").unwrap();
        assert!(said.starts_with("the lesson shows `idna 3.7`"), "{said}");
        assert!(compare("one", "one\ntwo\n").is_some(), "a line too many is a difference");
    }
}
