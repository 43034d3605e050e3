//! The command line: one short file a command, and the wiring between rooms.
//!
//! Parsing is `clap`'s; what a command does is its room's; what it looks like is `ui`'s. Only this room turns results into
//! exit codes.

mod arguments;
mod book;
mod complete;
mod context;
mod demo;
mod exit;
mod failure;
mod hint;
mod inspect;
mod lint;
mod list;
mod overview;
mod prove;
mod run;
mod show;
mod site;
mod solution;

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
    let result = match arguments.command {
        None => overview::overview(&context),
        Some(Command::Run(arguments)) => run::run(&context, &arguments),
        Some(Command::Demo(arguments)) => demo::demo(&context, &arguments),
        Some(Command::List) => list::list(&context),
        Some(Command::Show(arguments)) => show::show(&context, &arguments),
        Some(Command::Hint(arguments)) => hint::hint(&context, &arguments),
        Some(Command::Solution(arguments)) => solution::solution(&context, &arguments),
        Some(Command::Inspect(arguments)) => inspect::inspect(&context, &arguments),
        Some(Command::Lint) => lint::lint(&context),
        Some(Command::Prove(arguments)) => prove::prove(&context, &arguments),
        Some(Command::Site(arguments)) => site::site(&context, &arguments),
        Some(Command::Book(arguments)) => book::book(&context, &arguments),
        Some(Command::Completions(arguments)) => complete::completions(&arguments),
    };
    exit::of_result(&context, result)
}
