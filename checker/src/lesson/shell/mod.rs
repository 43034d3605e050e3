//! How shell text is read: where a command is complete, and which programs a line runs.
//!
//! A reader for the part of the Bourne shells' grammar that people type. It refuses to expand, to run or to judge: what
//! bash would answer with a syntax error is complete (the shell does not wait for more), and yields what was read of it.

mod compound;
mod grammar;
mod reader;
mod simple;
mod word;

#[cfg(test)]
mod tests;

use reader::{Reader, Stop};

/// Whether a text is a complete command, as an interactive shell reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// The shell would run it now.
    Complete,
    /// The shell would show its continuation prompt.
    Incomplete,
    /// Nothing but blanks and comments.
    Empty,
}

/// One complete command of a script: what design rule 1 calls a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// The command as it stands in the script, without the line end after it.
    pub text: String,
    /// The line it starts in, counted from 1.
    pub line: usize,
    /// `Incomplete` for a last one that never becomes complete, else `Complete`.
    pub completeness: Completeness,
}

/// A program with its words, as the shell would see it before expanding anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SimpleCommand {
    /// The words without their quotes; `$NAME` and `$(…)` stay as they are written. Empty for a bare assignment.
    pub words: Vec<String>,
    /// `NAME=value` before the program; of `NAME+=value` the value is `$NAMEvalue`.
    pub assignments: Vec<(String, String)>,
    /// Redirects of this command; those of a group around it are left out.
    pub redirects: Vec<Redirect>,
    /// Where it would run.
    pub nesting: Nesting,
}

/// A redirect of a simple command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The operator with its file descriptor, such as `>>` or `2>`.
    pub operator: String,
    /// The file, the descriptor, or a here-document's delimiter.
    pub target: String,
}

/// Where a simple command would run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nesting {
    /// In the shell itself.
    #[default]
    Shell,
    /// In a child of it: a subshell, a member of a pipeline, in the background, in a substitution.
    Child,
    /// Not now: in the body of a function that is being defined.
    Function,
}

/// Whether an interactive bash would run `text` now.
pub fn completeness(text: &str) -> Completeness {
    complete_commands(text).last().map_or(Completeness::Empty, |last| last.completeness)
}

/// The complete commands of a script, in order; comments and blank lines are none.
pub fn complete_commands(text: &str) -> Vec<Chunk> {
    read(text).into_iter().map(|(chunk, _)| chunk).collect()
}

/// The simple commands of a text in the order in which they would start; a substitution comes before the command it is
/// in. All branches of `if` and `case` are given.
pub fn simple_commands(text: &str) -> Vec<SimpleCommand> {
    read(text).into_iter().flat_map(|(_, commands)| commands).collect()
}

fn read(text: &str) -> Vec<(Chunk, Vec<SimpleCommand>)> {
    let mut read = Vec::new();
    let mut at = after_nothing(text, 0);
    while at < text.len() {
        let mut reader = Reader::new(text, at);
        let outcome = reader.complete_command();
        let (end, completeness) = match outcome {
            Ok(_) => (reader.at, Completeness::Complete),
            Err(Stop::Incomplete) => (text.len(), Completeness::Incomplete),
            // The shell forgets the rest of the line that it could not read.
            Err(Stop::Malformed) => (end_of_line(text, reader.at), Completeness::Complete),
        };
        let command = text[at..end].trim_end_matches('\n');
        // Something is always read: the first character is neither blank nor a line end.
        let end = end.max(at + 1);
        if !command.is_empty() && !matches!(outcome, Ok(reader::Found::Nothing)) {
            let line = 1 + text[..at].matches('\n').count();
            let chunk = Chunk { text: command.to_owned(), line, completeness };
            read.push((chunk, reader.found));
        }
        at = after_nothing(text, end);
    }
    read
}

/// The first place at or after `at` that is not a blank, a line end or a comment.
fn after_nothing(text: &str, mut at: usize) -> usize {
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        if !text[at..].starts_with('#') {
            return at;
        }
        at = end_of_line(text, at);
    }
}

fn end_of_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length)
}
