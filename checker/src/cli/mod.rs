//! The command line: one short file a command, and the wiring between rooms.
//!
//! Parsing is `clap`'s; what a command does is its room's; what it looks like is `ui`'s. Only this room turns results into
//! exit codes.

mod arguments;
mod attending;
mod book;
mod book_check;
mod check;
mod complete;
mod context;
mod demo;
mod doctor;
mod exercise_folder;
mod exit;
mod failure;
mod hint;
mod inspect;
mod inspect_against;
mod join;
mod lint;
mod list;
mod marks;
mod offline;
mod overview;
mod prepare;
mod prove;
mod record;
mod recordings;
mod reset;
mod run;
mod serve;
mod show;
mod site;
mod skip;
mod solution;
mod start;
mod storage;
mod watch;
mod which;
mod workshop;

use std::process::ExitCode;

use clap::Parser as _;

use crate::host::HostEnvironment;

use arguments::{Arguments, Command};
use context::Context;

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return exit::of_usage(&error),
    };
    let context = Context::new(arguments.global, HostEnvironment::read());
    let talk = context.talk.clone();
    if let Some(words) = arguments.command.as_ref().and_then(|command| start::meant_within(&context, command)) {
        return exit::of_result(&talk, start::ask_within(&context, words));
    }
    let result = match arguments.command {
        None => overview::overview(&context),
        Some(Command::Start(arguments)) => start::start(&context, &arguments),
        Some(Command::Join(arguments)) => join::join(&context, &arguments),
        Some(Command::Goals) => start::ask_within(&context, &["goals"]),
        Some(Command::Next) => start::ask_within(&context, &["next"]),
        Some(Command::HelpMe { over: false }) => start::ask_within(&context, &["help-me"]),
        Some(Command::HelpMe { over: true }) => start::ask_within(&context, &["help-me", "--over"]),
        Some(Command::Done) => start::ask_within(&context, &["done"]),
        Some(Command::Pause) => start::ask_within(&context, &["pause"]),
        Some(Command::Run(arguments)) => run::run(&context, &arguments),
        Some(Command::Demo(arguments)) => demo::demo(&context, &arguments),
        Some(Command::Watch(arguments)) => watch::watch(&context, &arguments),
        Some(Command::Check(arguments)) => check::check(&context, &arguments),
        Some(Command::Reset(arguments)) => reset::reset(&context, &arguments),
        Some(Command::Skip(arguments)) => skip::skip(&context, &arguments),
        Some(Command::Storage(arguments)) => storage::storage(&context, &arguments),
        Some(Command::List) => list::list(&context),
        Some(Command::Show(arguments)) => show::show(&context, &arguments),
        Some(Command::Hint(arguments)) => hint::hint(&context, &arguments),
        Some(Command::Solution(arguments)) => solution::solution(&context, &arguments),
        Some(Command::Inspect(arguments)) => inspect::inspect(&context, &arguments),
        Some(Command::Doctor(arguments)) => doctor::doctor(&context, &arguments),
        Some(Command::Lint) => lint::lint(&context),
        Some(Command::Prove(arguments)) => prove::prove(&context, &arguments),
        Some(Command::Prepare(arguments)) => prepare::prepare(&context, &arguments),
        Some(Command::Site(arguments)) => site::site(&context, &arguments),
        Some(Command::Book(arguments)) => book::book(&context, &arguments),
        Some(Command::Workshop(arguments)) => workshop::workshop(&context, &arguments.action),
        Some(Command::Completions(arguments)) => complete::completions(&arguments),
    };
    exit::of_result(&talk, result)
}
