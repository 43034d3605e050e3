//! `checker inspect`: what state is the environment at a path in.

use crate::inspect::{Size, report};
use crate::machine::surroundings;
use crate::ui::show_environment;

use super::arguments::InspectArguments;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::run::print_json;

pub(super) fn inspect(context: &Context, arguments: &InspectArguments) -> Result<Exit, Failure> {
    let path = context.host.working_folder().join(&arguments.path);
    if std::fs::symlink_metadata(&path).is_err() {
        return Err(Failure::usage(format!("there is nothing at `{}`", arguments.path.display()))
            .hint("`checker inspect PATH` takes the folder of an environment, such as `Example`"));
    }
    let around = surroundings(&context.host);
    let size = if arguments.size { Size::Count } else { Size::Skip };
    let report = report(&path, &around, size);
    if context.global.json {
        print_json(context, &report)?;
    } else {
        show_environment(&context.data, &report);
    }
    Ok(Exit::Done)
}
