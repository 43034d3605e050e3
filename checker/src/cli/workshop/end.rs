//! `checker workshop close` and `forget-me`: records are removed.

use std::path::Path;

use crate::host::today;
use crate::ui::{Clean, counted};
use crate::workshop::{close as close_class, forget};

use super::super::arguments::CloseArguments;
use super::super::context::{Context, as_typed};
use super::super::exit::Exit;
use super::super::failure::Failure;
use super::super::join::read;
use super::super::reset::agreed;
use super::super::run::print_json;
use super::super::start::is_inside;

pub(super) fn close(context: &Context, arguments: &CloseArguments) -> Result<Exit, Failure> {
    let class = read(&context.host.working_folder().join(&arguments.folder))?;
    let until = &class.about.retain_until;
    let typed = as_typed(&arguments.folder.display().to_string());
    if !arguments.now && today() <= *until {
        return Err(Failure::not_yet(format!("the records of this class are kept until {until}"))
            .hint(format!("`checker workshop close {typed} --now` removes them today")));
    }
    let name = Clean(&class.about.name).to_string();
    let what = format!("the class {name} with all its records");
    if !arguments.yes {
        if context.talk.is_terminal && !context.global.json {
            context.talk.prose(&format!("This removes {what}."), 0);
        }
        let now = if arguments.now { " --now" } else { "" };
        if !agreed(context, &format!("workshop close {typed}{now}"), &what)? {
            context.data.line("Nothing was changed.");
            return Ok(Exit::Done);
        }
    }
    let closed = close_class(&class).map_err(|error| {
        Failure::of(&error, Exit::CannotTell)
            .hint("only who made the class can close it; what is left can be closed again")
    })?;
    if context.global.json {
        print_json(context, &serde_json::json!({ "format": 1, "files": closed.files, "folder_stays": closed.stays }))?;
        return Ok(Exit::Done);
    }
    let stays = if closed.stays { " Its folder holds other things, and stays." } else { "" };
    context.data.prose(&format!("Closed: {} removed.{stays}", counted(closed.files, "file")), 0);
    Ok(Exit::Done)
}

pub(super) fn forget_me(context: &Context, folder: &Path) -> Result<Exit, Failure> {
    let class = read(&context.host.working_folder().join(folder))?;
    let state = context.host.state_folder().ok_or_else(|| {
        Failure::cannot_tell("there is no home folder, where it was noted which files are yours")
            .hint("set `HOME` to the one that you worked with")
    })?;
    let files = forget(&class, &state).map_err(|error| Failure::of(&error, Exit::CannotTell))?;
    if context.global.json {
        print_json(context, &serde_json::json!({ "format": 1, "files": files }))?;
        return Ok(Exit::Done);
    }
    let name = Clean(&class.about.name).to_string();
    match files {
        0 => context.data.prose(&format!("The class {name} had nothing of yours."), 0),
        _ => context.data.prose(
            &format!(
                "The class {name} has nothing of yours any more: {} removed. Your own progress is kept.",
                counted(files, "file")
            ),
            0,
        ),
    }
    if is_inside(context) {
        context.talk.prose("This session belongs to it still, and tells it what you do next: `exit` leaves it.", 0);
    }
    Ok(Exit::Done)
}
