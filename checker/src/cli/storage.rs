//! `checker storage`: what the course occupies, and its removal.

use crate::inspect::{Occupied, occupied};
use crate::supply::{Work, WorkFolder};
use crate::ui::{Held, Holding, Spinner, counted, show_storage};

use super::arguments::StorageArguments;
use super::context::{Context, Loaded};
use super::exercise_folder::of_work;
use super::exit::Exit;
use super::failure::Failure;
use super::reset::agreed;
use super::run::print_json;

pub(super) fn storage(context: &Context, arguments: &StorageArguments) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let work = Work::of(context.global.work.as_deref(), &loaded.site, &context.host);
    let work = work.map_err(|error| of_work(&error))?;
    let wanted = wanted(context, &loaded, arguments)?;
    let folders = work.folders(&wanted).map_err(|error| of_work(&error))?;
    let spinner = Spinner::start(&context.talk, "counting files");
    let occupied: Vec<Occupied> = folders.iter().map(|folder| occupied(&folder.path)).collect();
    drop(spinner);
    if arguments.remove.is_some() {
        return remove(context, &work, &folders, &occupied, arguments);
    }
    let held: Vec<Held> = folders
        .iter()
        .zip(&occupied)
        .map(|(folder, occupied)| Held { folder: context.shown(&folder.path), occupied: *occupied })
        .collect();
    if context.global.json {
        let folders: Vec<_> = folders.iter().zip(&occupied).map(|(folder, occupied)| row(folder, *occupied)).collect();
        let report = serde_json::json!({ "format": 1, "work": work.folder(), "folders": folders });
        print_json(context, &report)?;
        return Ok(Exit::Done);
    }
    let holding = Holding { work: context.shown(work.folder()), held, remove: context.command("storage --remove") };
    show_storage(&context.data, &holding);
    Ok(Exit::Done)
}

/// The exercises whose folders are meant.
fn wanted<'l>(context: &Context, loaded: &'l Loaded, arguments: &StorageArguments) -> Result<Vec<&'l str>, Failure> {
    let named = arguments.remove.as_deref().unwrap_or_default();
    if named.is_empty() {
        return Ok(loaded.course.exercises().map(|exercise| exercise.id.as_str()).collect());
    }
    named.iter().map(|id| loaded.exercise(context, id).map(|exercise| exercise.id.as_str())).collect()
}

fn remove(
    context: &Context,
    work: &Work,
    folders: &[WorkFolder],
    occupied: &[Occupied],
    arguments: &StorageArguments,
) -> Result<Exit, Failure> {
    let files: u64 = occupied.iter().map(|occupied| occupied.files).sum();
    let what = format!("{} with {}", counted(folders.len() as u64, "folder"), counted(files, "file"));
    if let Some(inside) = folders.iter().find(|folder| context.host.working_folder().starts_with(&folder.path)) {
        return Err(Failure::usage(format!("this shell stands in `{}`", context.shown(&inside.path)))
            .hint("`cd` into another folder first"));
    }
    if !folders.is_empty() && !arguments.yes {
        if context.talk.is_terminal && !context.global.json {
            context.talk.prose(&format!("This removes {what} below {}.", context.shown(work.folder())), 0);
        }
        let named = arguments.remove.as_deref().unwrap_or_default().join(" ");
        if !agreed(context, format!("storage --remove {named}").trim_end(), &what)? {
            context.data.line("Nothing was changed.");
            return Ok(Exit::Done);
        }
    }
    for folder in folders {
        work.remove(folder).map_err(|error| of_work(&error))?;
    }
    if context.global.json {
        let rows: Vec<_> = folders.iter().zip(occupied).map(|(folder, occupied)| row(folder, *occupied)).collect();
        print_json(context, &serde_json::json!({ "format": 1, "work": work.folder(), "removed": rows }))?;
    } else if folders.is_empty() {
        context.data.line("There was nothing to remove.");
    } else {
        context.data.prose(&format!("Removed {what}. Your progress is kept."), 0);
    }
    Ok(Exit::Done)
}

fn row(folder: &WorkFolder, occupied: Occupied) -> serde_json::Value {
    let Occupied { files, bytes, .. } = occupied;
    serde_json::json!({ "exercise": folder.exercise, "folder": folder.path, "files": files, "bytes": bytes })
}
