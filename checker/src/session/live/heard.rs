//! What a live prompt's record says besides the state: the command as the history has it, aliases, functions.

use std::collections::{BTreeMap, BTreeSet};

/// Names that the learner's shell knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Aliases and what they stand for.
    pub aliases: BTreeMap<String, String>,
    /// The names of functions.
    pub functions: BTreeSet<String>,
}

impl Names {
    /// From what `alias -p` and `compgen -A function` print.
    pub(super) fn of(aliases: &str, functions: &str) -> Self {
        Names { aliases: read_aliases(aliases), functions: functions.lines().map(str::to_owned).collect() }
    }
}

/// The commands that were typed since the last prompt, one complete command after the other, as the history has them; none
/// where the history does not tell.
///
/// `grown` is by how much the history grew, `entries` what `history` printed of its end, `echo` what the terminal showed
/// between prompt and command.
pub(super) fn commands(grown: &str, entries: &str, echo: &str) -> Option<String> {
    let grown: i64 = grown.parse().ok()?;
    let entries = split(entries);
    if grown > 0 {
        return (!entries.is_empty()).then(|| entries.join("\n"));
    }
    // Nothing was added. Either the command is the same as the one before (`ignoredups`), or it was kept out (`ignorespace`,
    // `HISTIGNORE`) and the last entry is an older one. What stands on the screen tells.
    let last = entries.last()?;
    echo.trim_end().ends_with(last.trim_end()).then(|| last.clone())
}

/// The entries that `history` printed: a number, a star where it was edited, the text, which may have several lines.
fn split(printed: &str) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    let mut next: Option<u64> = None;
    for line in printed.strip_suffix('\n').unwrap_or(printed).split('\n') {
        let trimmed = line.trim_start();
        let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
        let number = trimmed[..digits].parse::<u64>().ok();
        let rest = trimmed[digits..].strip_prefix("* ").or_else(|| trimmed[digits..].strip_prefix("  "));
        match (number, rest, entries.last_mut()) {
            (Some(number), Some(rest), _) if next.is_none_or(|next| next == number) => {
                next = Some(number + 1);
                entries.push(rest.to_owned());
            }
            (_, _, Some(open)) => {
                open.push('\n');
                open.push_str(line);
            }
            _ => {}
        }
    }
    entries
}

/// Reads `alias name='text'` lines; a quote within the text is `'\''`, and the text may have several lines.
fn read_aliases(printed: &str) -> BTreeMap<String, String> {
    let mut aliases = BTreeMap::new();
    let mut rest = printed;
    while let Some(start) = rest.strip_prefix("alias ") {
        let start = start.strip_prefix("-- ").unwrap_or(start);
        let Some((name, after)) = start.split_once("='") else { break };
        let mut text = String::new();
        let mut left = after;
        loop {
            let Some((piece, after)) = left.split_once('\'') else { return aliases };
            text.push_str(piece);
            match after.strip_prefix("\\''") {
                Some(more) => {
                    text.push('\'');
                    left = more;
                }
                None => {
                    left = after;
                    break;
                }
            }
        }
        aliases.insert(name.to_owned(), text);
        rest = left.strip_prefix('\n').unwrap_or(left);
    }
    aliases
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_command_is_what_the_history_grew_by() {
        assert_eq!(commands("1", "   12  pip list\n", ""), Some("pip list".to_owned()));
        assert_eq!(
            commands("2", "    8* echo a\n    9  f() {  echo c; }\n", ""),
            Some("echo a\nf() {  echo c; }".into())
        );
        assert_eq!(commands("1", " 1009  cat <<X\n 7  in\nX\n\n", ""), Some("cat <<X\n 7  in\nX\n".to_owned()));
    }

    #[test]
    fn a_command_that_was_kept_out_of_the_history_is_not_taken_for_the_one_before_it() {
        assert_eq!(commands("0", "   12  pip list\n", "(Example) $ pip list\r\n"), Some("pip list".to_owned()));
        assert_eq!(commands("0", "   12  pip list\n", "(Example) $  secret\r\n"), None);
        assert_eq!(commands("0", "", "$ ls\r\n"), None);
        assert_eq!(commands("x", "   12  pip list\n", "$ pip list"), None);
    }

    #[test]
    fn aliases_are_read_as_the_shell_prints_them() {
        let printed = "alias act='. Example/bin/activate'\nalias say='echo '\\''it is'\\'' me'\nalias two='a\nb'\n";
        let names = Names::of(printed, "deactivate\nmodule\n");
        assert_eq!(names.aliases["act"], ". Example/bin/activate");
        assert_eq!(names.aliases["say"], "echo 'it is' me");
        assert_eq!(names.aliases["two"], "a\nb");
        assert!(names.functions.contains("module"));
    }

    proptest! {
        #[test]
        fn nothing_that_a_shell_may_write_makes_them_stumble(text in "(alias |=|'|\\\\|\n|[0-9]|\\* |  |.)*", grown in -2..3_i64) {
            let _ = Names::of(&text, &text);
            let _ = commands(&grown.to_string(), &text, &text);
        }
    }
}
