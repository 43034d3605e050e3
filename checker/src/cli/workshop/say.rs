//! `checker workshop say`: a message, a timer or a question to the room.

use crate::host::seconds_since_1970;
use crate::workshop::{Saying, WorkshopError, say as say_to};

use super::super::arguments::SayArguments;
use super::super::context::Context;
use super::super::exit::Exit;
use super::super::failure::Failure;
use super::super::join::{of_workshop, read};
use super::super::run::print_json;

pub(super) fn say(context: &Context, arguments: &SayArguments) -> Result<Exit, Failure> {
    let class = read(&context.host.working_folder().join(&arguments.folder))?;
    let saying = match (&arguments.message, arguments.timer) {
        (Some(message), _) => Saying::Message(message.clone()),
        (None, Some(minutes)) => Saying::Timer(minutes),
        (None, None) => Saying::Ask,
    };
    say_to(&class, saying, seconds_since_1970()).map_err(|error| match &error {
        WorkshopError::File(_) => of_workshop(&error).hint("only who made the class can speak to it"),
        _ => of_workshop(&error),
    })?;
    if context.global.json {
        print_json(context, &serde_json::json!({ "format": 1, "said": true }))?;
    } else {
        context.data.line("Said. Each session shows it at its next prompt.");
    }
    Ok(Exit::Done)
}
