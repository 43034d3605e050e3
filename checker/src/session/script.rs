//! The lines that are still to be typed.

/// A script that is typed line by line, as a shell reads it.
#[derive(Clone, Debug)]
pub struct Script {
    lines: Vec<String>,
    next: usize,
}

impl Script {
    /// A script from its text.
    pub fn new(text: &str) -> Self {
        // A byte order mark is no part of the first command.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = text.lines().map(|line| line.strip_suffix('\r').unwrap_or(line).to_owned()).collect();
        Script { lines, next: 0 }
    }

    /// The next line, whatever it is: what a shell reads when it asks for more.
    pub fn next_line(&mut self) -> Option<String> {
        let line = self.lines.get(self.next)?.clone();
        self.next += 1;
        Some(line)
    }

    /// The next line with which a command begins; blank lines and comments are skipped.
    pub fn next_command_line(&mut self) -> Option<String> {
        let skipped = self.lines[self.next..].iter().position(|line| begins_command(line));
        self.next = skipped.map_or(self.lines.len(), |skipped| self.next + skipped);
        self.next_line()
    }

    /// The line that [`Script::next_command_line`] would hand out.
    pub fn peek_command_line(&self) -> Option<&str> {
        self.lines[self.next..].iter().map(String::as_str).find(|line| begins_command(line))
    }

    /// What has not been typed.
    pub fn rest(&self) -> String {
        self.lines[self.next..].join("\n")
    }

    /// The number of the line that was handed out last, counted from 1.
    pub fn line_number(&self) -> usize {
        self.next
    }
}

/// Whether a line is more than blanks or a comment.
fn begins_command(line: &str) -> bool {
    let text = line.trim_start();
    !text.is_empty() && !text.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_and_comments_begin_no_command() {
        let mut script = Script::new("# first\n\ncd a\n  # then\nls\n# last\n");
        assert_eq!(script.peek_command_line(), Some("cd a"));
        assert_eq!(script.next_command_line().as_deref(), Some("cd a"));
        assert_eq!(script.line_number(), 3);
        assert_eq!(script.next_line().as_deref(), Some("  # then"));
        assert_eq!(script.next_command_line().as_deref(), Some("ls"));
        assert_eq!(script.peek_command_line(), None);
        assert_eq!(script.next_command_line(), None);
    }
}
