//! A `console` block as HTML: what is typed is told from what is seen by markup, so that it can be told by more than
//! colour, and copied alone.

use std::collections::BTreeSet;

use crate::lesson::Console;
use crate::site::Profile;

use super::values::with_values;
use crate::book::escape::html;

/// What a reader types.
pub(super) const TYPED: &str = "terminal";
/// What was typed for them.
pub(super) const GIVEN: &str = "terminal given";

/// In place of the block as it stands in the page, fences included.
pub(super) fn terminal(block: &str, console: &Console, readers: &[&Profile], class: &str) -> String {
    let lines: Vec<&str> = block.lines().collect();
    let body = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    let mut typed = BTreeSet::new();
    for command in &console.lines {
        let first = command.line.saturating_sub(console.place.line + 1);
        typed.extend(first..=first + command.command.matches('\n').count());
    }
    let mut made = String::new();
    for (index, line) in body.iter().enumerate() {
        let is_typed = typed.contains(&index) || line.starts_with("$ ");
        let (prompt, rest) = if is_typed { split_prompt(line) } else { ("", *line) };
        let rest = with_values(rest, readers, html);
        if is_typed {
            made.push_str(&format!(
                "<span class=\"typed\"><span class=\"prompt\">{}</span>{rest}</span>\n",
                html(prompt)
            ));
        } else {
            made.push_str(&format!("<span class=\"output\">{rest}</span>\n"));
        }
    }
    in_terminal(&made, class)
}

/// One command that is typed.
pub(super) fn command(command: &str) -> String {
    in_terminal(&format!("<span class=\"typed\"><span class=\"prompt\">$ </span>{}</span>\n", html(command)), TYPED)
}

/// `nohighlight` comes first: the highlighter takes the first class that it knows.
fn in_terminal(lines: &str, class: &str) -> String {
    format!("<pre class=\"{class}\"><code class=\"nohighlight\">{lines}</code></pre>\n")
}

/// A typed line after `$ `, `(name) $ ` or `> `.
fn split_prompt(line: &str) -> (&str, &str) {
    if line == ">" || line.starts_with("> ") {
        return line.split_at(line.len().min(2));
    }
    line.find("$ ").map_or(("", line), |at| line.split_at(at + 2))
}

#[cfg(test)]
mod tests {
    use super::split_prompt;

    #[test]
    fn a_prompt_is_what_stands_before_the_command() {
        assert_eq!(split_prompt("$ echo \"$ x\""), ("$ ", "echo \"$ x\""));
        assert_eq!(split_prompt("(a) (b) $ pwd"), ("(a) (b) $ ", "pwd"));
        assert_eq!(split_prompt("> more > file"), ("> ", "more > file"));
        assert_eq!(split_prompt(">"), (">", ""));
    }
}
