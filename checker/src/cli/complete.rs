//! `checker completions`: what a shell needs to complete our commands.

use std::io;

use clap::CommandFactory as _;

use super::arguments::{Arguments, CompletionsArguments};
use super::exit::Exit;
use super::failure::Failure;

pub(super) fn completions(arguments: &CompletionsArguments) -> Result<Exit, Failure> {
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "checker", &mut io::stdout());
    Ok(Exit::Done)
}
