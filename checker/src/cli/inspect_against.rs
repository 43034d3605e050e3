//! `checker inspect PATH --against FILE`: does the environment hold what the file asks for?

use std::path::Path;

use crate::inspect::{self, Surroundings, Verdict, WantedError};
use crate::ui::show_comparison;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::run::print_json;

/// Compares. `path` is what is looked at, `named` is how it was typed.
pub(super) fn against(
    context: &Context,
    path: &Path,
    named: &Path,
    file: &Path,
    around: &Surroundings,
) -> Result<Exit, Failure> {
    let wanted = inspect::wanted(file, context.host.working_folder()).map_err(|error| of_file(&error))?;
    let comparison = inspect::compare_at(path, &wanted, around).map_err(|reason| {
        Failure::of(&reason, Exit::CannotTell)
            .hint("`checker inspect PATH --against FILE` takes the folder of an environment, such as `Example`")
    })?;
    if context.global.json {
        print_json(context, &comparison)?;
    } else {
        show_comparison(&context.data, named, &comparison);
    }
    Ok(match comparison.verdict {
        Verdict::Same => Exit::Done,
        Verdict::Differs => Exit::NotYet,
        Verdict::CannotTell => Exit::CannotTell,
    })
}

fn of_file(error: &WantedError) -> Failure {
    Failure::of(error, Exit::Usage).hint(match error {
        WantedError::Unreadable { .. } => "`--against FILE` takes the path of a file, such as `requirements.txt`",
        WantedError::UnknownKind { .. } => {
            "`--against` takes a `requirements.txt`, an `environment.yml`, a `pyproject.toml` or a `uv.lock`"
        }
        WantedError::Malformed { .. } => "open the file at that place: the tool that it is for cannot read it either",
    })
}
