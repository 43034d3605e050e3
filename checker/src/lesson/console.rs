//! A `console` block: which of its lines are typed, and which are seen.
//!
//! The rule is the shell's own: a line after `$ ` is typed, and `> ` continues it for as long as the shell would ask for
//! more. Everything else is output.

use super::complaints::Complaints;
use super::page::Page;
use super::placeholder::with_defaults;
use super::shell::{Completeness, completeness};
use super::{Place, Typed};

/// Whose shell a block's commands are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// A Bourne shell's: it is known where a command ends.
    Bourne,
    /// Another shell's: each `> ` continues.
    Foreign,
}

/// Reads a block's text, whose first line is the page's line `first`.
pub(super) fn typed_lines(
    text: &str,
    page: &Page,
    first: usize,
    reading: Reading,
    complaints: &mut Complaints,
) -> Vec<Typed> {
    let mut reader = Lines { page, first, reading, complaints, typed: Vec::new(), open: None, prompts: 0 };
    for (index, line) in text.lines().enumerate() {
        reader.line(index, line);
    }
    reader.end_command();
    if reader.prompts == 0 {
        let place = page.place_of_line(first.saturating_sub(1));
        let hint = "put `$ ` before what is typed, or use `text` for output alone";
        reader.complaints.error(place, "console block without a typed line", hint);
    }
    reader.typed
}

/// A command that is still being typed.
struct Command {
    text: String,
    index: usize,
}

struct Lines<'l> {
    page: &'l Page,
    first: usize,
    reading: Reading,
    complaints: &'l mut Complaints,
    typed: Vec<Typed>,
    open: Option<Command>,
    prompts: usize,
}

impl Lines<'_> {
    fn place(&self, index: usize) -> Place {
        self.page.place_of_line(self.first + index)
    }

    fn line(&mut self, index: usize, line: &str) {
        let continuation = line.strip_prefix("> ").or(if line == ">" { Some("") } else { None });
        if let (Some(command), Some(more)) = (&mut self.open, continuation) {
            if self.reading == Reading::Foreign || read(&command.text) == Completeness::Incomplete {
                command.text.push('\n');
                command.text.push_str(more);
                return;
            }
            let hint = "start the line with `$ ` if it is typed; a command goes on only after an open quote, a `\\`, a \
                        here-document or a word such as `if`";
            self.complaints.error(self.place(index), "`> ` after a command that is complete", hint);
            self.end_command();
            return;
        }
        self.end_command();
        if let Some(command) = after_prompt(line) {
            self.prompts += 1;
            self.open = Some(Command { text: command.to_owned(), index });
        } else if let Some(last) = self.typed.last_mut() {
            last.output.push(line.to_owned());
        }
    }

    fn end_command(&mut self) {
        let Some(Command { text, index }) = self.open.take() else { return };
        if self.reading == Reading::Bourne {
            match read(&text) {
                Completeness::Complete => {}
                // A comment that is typed is no step.
                Completeness::Empty => return,
                Completeness::Incomplete => {
                    let hint = "go on in the next line with `> `, or close the quote, the bracket or the here-document";
                    self.complaints.error(self.place(index), "command is never complete", hint);
                }
            }
        }
        let line = self.place(index).line;
        self.typed.push(Typed { command: text, output: Vec::new(), answers: Vec::new(), line });
    }
}

/// How the shell would read the command, with what a site would fill in.
fn read(command: &str) -> Completeness {
    with_defaults(command).map_or_else(|| completeness(command), |filled| completeness(&filled))
}

/// What stands after the prompt: `$ `, perhaps with the names of environments before it.
fn after_prompt(line: &str) -> Option<&str> {
    let mut rest = line;
    while let Some(inner) = rest.strip_prefix('(') {
        rest = inner.split_once(')')?.1.trim_start_matches(' ');
    }
    rest.strip_prefix("$ ")
}
