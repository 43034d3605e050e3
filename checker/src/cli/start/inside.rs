//! Commands that are typed inside a live session, and what the session answers.

use std::io::ErrorKind;
use std::path::PathBuf;

use crate::session::live::{Colors, ask, is_listening};
use crate::ui::{Paint, Spinner};

use super::super::arguments::Command;
use super::super::context::Context;
use super::super::exit::Exit;
use super::super::failure::Failure;
use super::super::reset::agreed;

/// The variable that names the session's socket.
pub(in crate::cli) const SOCKET: &str = "CHECKER_LIVE";
/// The variable that names the exercise that is open.
pub(in crate::cli) const EXERCISE: &str = "CHECKER_EXERCISE";

/// A live session that this command was typed in.
#[derive(Debug)]
pub(in crate::cli) struct Inside {
    socket: PathBuf,
    /// The exercise that was open when its shell started.
    pub(in crate::cli) exercise: String,
}

/// Whether this command was typed in a session.
pub(in crate::cli) fn is_inside(context: &Context) -> bool {
    inside(context).is_some()
}

/// The session that this command was typed in, if there is one.
pub(in crate::cli) fn inside(context: &Context) -> Option<Inside> {
    let socket = PathBuf::from(context.host.variable(SOCKET)?);
    // A session that is over leaves its variable in whatever it started.
    is_listening(&socket)
        .then(|| Inside { socket, exercise: context.host.text(EXERCISE).unwrap_or("an exercise").to_owned() })
}

impl Inside {
    /// Asks the session, and shows its answer; none when it is over.
    pub(in crate::cli) fn ask(&self, context: &Context, words: &[&str]) -> Result<Option<Exit>, Failure> {
        let colors = if context.data.paint == Paint::Colors { Colors::Yes } else { Colors::No };
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        let _spinner = Spinner::start(&context.talk, &format!("checker {}", words.join(" ")));
        match ask(&self.socket, &words, context.data.width, colors) {
            Ok(Some((text, status))) => {
                context.data.print(&text);
                Ok(Some(Exit::of_status(status)))
            }
            Ok(None) => Ok(None),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                Err(Failure::cannot_tell("the session does not answer; it may wait for a file system"))
            }
            Err(error) => {
                Err(Failure::of(&error, Exit::CannotTell).hint("`exit` leaves the session; what was saved stays"))
            }
        }
    }
}

/// The words for the session when a command that was typed in it is about the exercise that is open.
pub(in crate::cli) fn meant_within(context: &Context, command: &Command) -> Option<&'static [&'static str]> {
    let (exercise, words): (_, &'static [&'static str]) = match command {
        Command::Hint(arguments) if arguments.count.is_none() => (&arguments.exercise, &["hint"]),
        Command::Solution(arguments) => (&arguments.exercise, &["solution"]),
        Command::Skip(arguments) if arguments.perform => (&arguments.exercise, &["skip", "--do"]),
        Command::Skip(arguments) => (&arguments.exercise, &["skip"]),
        Command::Reset(arguments) if arguments.yes => (&arguments.exercise, &["reset", "--yes"]),
        Command::Reset(arguments) => (&arguments.exercise, &["reset"]),
        _ => return None,
    };
    let inside = inside(context).filter(|_| !context.global.json)?;
    exercise.as_ref().is_none_or(|exercise| *exercise == inside.exercise).then_some(words)
}

/// Asks the session that this command was typed in.
pub(in crate::cli) fn ask_within(context: &Context, words: &[&str]) -> Result<Exit, Failure> {
    let none = || {
        Failure::usage(format!("`checker {}` belongs inside a session, and this shell is in none", words.join(" ")))
            .hint("`checker start` begins one")
    };
    let session = inside(context).ok_or_else(none)?;
    let exit = session.ask(context, words)?.ok_or_else(none)?;
    if words == ["reset"] && exit == Exit::Done {
        if !agreed(context, "reset", "what you have in this exercise")? {
            context.data.line("Nothing was changed.");
            return Ok(Exit::Done);
        }
        return session.ask(context, &["reset", "--yes"])?.ok_or_else(none);
    }
    Ok(exit)
}
