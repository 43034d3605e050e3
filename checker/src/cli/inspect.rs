//! `checker inspect`: what state is the environment at a path in.

use std::path::Path;

use crate::inspect::{self, Asked, Size, Surroundings};
use crate::machine::surroundings;
use crate::packaging::{Requirement, RequirementError};
use crate::ui::{show_environment, show_unlisted, show_whereabouts};

use super::arguments::InspectArguments;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::inspect_against::against;
use super::run::print_json;

/// What to type where there is no environment.
const FOLDER: &str = "`checker inspect PATH` takes the folder of an environment, such as `Example`";

pub(super) fn inspect(context: &Context, arguments: &InspectArguments) -> Result<Exit, Failure> {
    let path = context.host.working_folder().join(&arguments.path);
    // Before the path: a text that is no requirement is wrong wherever it is asked.
    let requirement = arguments.has.as_deref().map(requirement).transpose()?;
    if std::fs::symlink_metadata(&path).is_err() {
        return Err(Failure::usage(format!("there is nothing at `{}`", arguments.path.display())).hint(FOLDER));
    }
    let mut around = surroundings(&context.host);
    if arguments.clean {
        around.variables.clear();
    }
    if let Some(file) = &arguments.against {
        return against(context, &path, &arguments.path, file, &around);
    }
    if let Some(requirement) = requirement {
        return has(context, &path, &requirement, &around);
    }
    if arguments.list {
        return list(context, &path, &around);
    }
    let size = if arguments.size { Size::Count } else { Size::Skip };
    let report = inspect::report(&path, &around, size);
    if context.global.json {
        print_json(context, &report)?;
    } else {
        show_environment(&context.data, &report);
    }
    Ok(Exit::Done)
}

fn requirement(text: &str) -> Result<Requirement, Failure> {
    let parsed = Requirement::parse(text).and_then(|requirement| match requirement.address()? {
        // No version to compare with; a file that names addresses is what `--against` takes.
        Some(_) => Err(RequirementError::ByAddress { name: requirement.name }),
        None => Ok(requirement),
    });
    parsed.map_err(|error| {
        let hint = match error {
            RequirementError::ByAddress { .. } | RequirementError::OfSsh | RequirementError::Unnamed => {
                "`--has NAME` asks whether it is there; `--against FILE` compares addresses too"
            }
            RequirementError::SingleEquals(_) | RequirementError::AtVersion { .. } => {
                "write `==`: `--has 'numpy==1.26.4'`"
            }
            _ => "a requirement is a name and versions, in quotes: `--has 'numpy>=1.20,<2'`",
        };
        Failure::of(&error, Exit::Usage).hint(hint)
    })
}

fn has(context: &Context, path: &Path, requirement: &Requirement, around: &Surroundings) -> Result<Exit, Failure> {
    let whereabouts = inspect::whereabouts(path, requirement, around).map_err(|reason| no_environment(&reason))?;
    if context.global.json {
        print_json(context, &whereabouts.as_json(requirement))?;
    } else {
        show_whereabouts(&context.data, requirement, &whereabouts);
    }
    Ok(match whereabouts.answer {
        _ if whereabouts.asked == Asked::No => Exit::Done,
        _ if whereabouts.asked == Asked::Unknown => Exit::CannotTell,
        inspect::Answer::Ok { .. } => Exit::Done,
        inspect::Answer::Absent if !whereabouts.unread.is_empty() => Exit::CannotTell,
        inspect::Answer::WrongVersion { .. } | inspect::Answer::Absent => Exit::NotYet,
        inspect::Answer::Ambiguous { .. } | inspect::Answer::Broken { .. } => Exit::CannotTell,
    })
}

fn list(context: &Context, path: &Path, around: &Surroundings) -> Result<Exit, Failure> {
    let listed = inspect::listed(path, around).map_err(|reason| no_environment(&reason))?;
    let lines: String = listed.packages.iter().flat_map(|(name, version)| [name, "==", version, "\n"]).collect();
    context.data.print(&lines);
    show_unlisted(&context.talk, &listed.unreadable);
    Ok(Exit::Done)
}

fn no_environment(reason: &inspect::NotAnEnvironment) -> Failure {
    Failure::of(reason, Exit::CannotTell).hint(FOLDER)
}
