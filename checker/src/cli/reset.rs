//! `checker reset`: an exercise is started anew, its folder included.

use std::io::{BufRead as _, IsTerminal as _};

use crate::session::stop_orphans;
use crate::ui::{Spinner, counted};

use super::arguments::ResetArguments;
use super::context::Context;
use super::exercise_folder::ExerciseFolder;
use super::exit::Exit;
use super::failure::Failure;
use super::offline::outfitted;
use super::record::Record;
use super::run::{begin_sessions, print_json};
use super::which::which;

pub(super) fn reset(context: &Context, arguments: &ResetArguments) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let mut record = Record::open(context, &loaded)?;
    let exercise = which(context, &loaded, &record, arguments.exercise.as_deref())?;
    let context = &outfitted(context, &loaded, &[exercise])?;
    let folder = ExerciseFolder::of(context, &loaded, exercise)?;
    let shown = context.shown(&folder.path());
    let amount = folder.amount()?.unwrap_or_default();
    let goals = record.exercise(exercise).goals(exercise).len() as u64;
    let costs = if goals > 0 { format!(", and {} that you reached", counted(goals, "goal")) } else { String::new() };
    let what = format!("everything in {shown}: {}{costs}", counted(amount.files, "file"));
    if (amount.files > 0 || goals > 0) && !arguments.yes {
        if context.talk.is_terminal && !context.global.json {
            context.talk.prose(&format!("This removes {what}."), 0);
        }
        if !agreed(context, &format!("reset {}", exercise.id), &what)? {
            context.data.line("Nothing was changed.");
            return Ok(Exit::Done);
        }
    }
    begin_sessions()?;
    let spinner = Spinner::start(&context.talk, &format!("preparing {}", exercise.id));
    let anew = folder.start_anew(&mut record, &mut |_| {});
    drop(spinner);
    stop_orphans();
    let anew = anew?;
    record.warn(&context.talk, &anew.saved);
    let removed = anew.removed.unwrap_or_default();
    if context.global.json {
        let report = serde_json::json!({
            "format": 1, "exercise": exercise.id, "folder": folder.path(), "files": removed.files, "bytes": removed.bytes,
        });
        print_json(context, &report)?;
        return Ok(Exit::Done);
    }
    let screen = &context.data;
    screen.prose(
        &format!("{} starts anew: {} removed, {shown} laid out.", exercise.id, counted(removed.files, "file")),
        0,
    );
    screen.line(&format!("Go on: {}", screen.paint.command(&context.command(&format!("start {}", exercise.id)))));
    Ok(Exit::Done)
}

/// Whether a person at the terminal agrees, who has read what this removes; nobody can be asked where there is none.
pub(super) fn agreed(context: &Context, command: &str, what: &str) -> Result<bool, Failure> {
    let input = std::io::stdin();
    if context.global.json || !input.is_terminal() || !context.talk.is_terminal {
        let yes = context.command(&format!("{command} --yes"));
        return Err(Failure::usage(format!("this removes {what}"))
            .hint(format!("there is nobody to ask here: `{yes}` goes ahead")));
    }
    context.talk.print("Go ahead? [y/N] ");
    let mut answer = String::new();
    input.lock().read_line(&mut answer).map_err(|error| Failure::of(&error, Exit::CannotTell))?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes" | "Yes"))
}
