//! `checker skip`: on without an exercise; `--do` performs its solution, so that later work can stand on it.

use crate::lesson::Exercise;
use crate::progress::{Happening, Standing};
use crate::session::stop_orphans;
use crate::ui::{Detail, Feedback};

use super::arguments::SkipArguments;
use super::context::{Context, Loaded};
use super::exercise_folder::{ExerciseFolder, Performed};
use super::exit::Exit;
use super::failure::Failure;
use super::offline::outfitted;
use super::record::Record;
use super::run::{begin_sessions, print_json};
use super::which::{next, which};

pub(super) fn skip(context: &Context, arguments: &SkipArguments) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let mut record = Record::open(context, &loaded)?;
    let exercise = which(context, &loaded, &record, arguments.exercise.as_deref())?;
    let performed = if arguments.perform {
        Some(perform(context, &loaded, &mut record, exercise)?)
    } else {
        let is_passed = matches!(record.exercise(exercise).standing, Standing::Passed { .. });
        if !is_passed {
            let saved = record.add(exercise, Happening::Skipped);
            record.warn(&context.talk, &saved);
        }
        None
    };
    tell(context, &loaded, &record, exercise, performed.as_ref())?;
    Ok(Exit::Done)
}

fn perform(context: &Context, loaded: &Loaded, record: &mut Record, exercise: &Exercise) -> Result<Performed, Failure> {
    begin_sessions()?;
    let context = &outfitted(context, loaded, &[exercise])?;
    let folder = ExerciseFolder::of(context, loaded, exercise)?;
    let mut feedback = Feedback::new(&context.data, &context.talk, Detail::Everything);
    let performed = folder.skip_doing(record, &mut |event| {
        if !context.global.json {
            feedback.show(&event);
        }
    });
    drop(feedback);
    stop_orphans();
    let performed = performed?;
    record.warn(&context.talk, &performed.saved);
    Ok(performed)
}

fn tell(
    context: &Context,
    loaded: &Loaded,
    record: &Record,
    exercise: &Exercise,
    performed: Option<&Performed>,
) -> Result<(), Failure> {
    let next = next(context, loaded, record, Some(exercise));
    if context.global.json {
        let report = serde_json::json!({
            "format": 1, "exercise": exercise.id, "next": next.map(|next| &next.id),
            "folder": performed.map(|performed| &performed.look.folder),
            "aside": performed.and_then(|performed| performed.aside.as_ref()),
        });
        return print_json(context, &report);
    }
    let screen = &context.data;
    if let Some(Performed { aside, look, .. }) = performed {
        screen.line("");
        if let Some(aside) = aside {
            screen.prose(&format!("What you had is set aside, whole: {}", context.shown(aside)), 0);
        }
        screen.prose(&format!("The solution stands in {}", context.shown(&look.folder)), 0);
    }
    let said = match record.exercise(exercise).standing {
        Standing::Passed { .. } => format!("{} is passed already, and stays so.", exercise.id),
        _ => format!("{} is skipped. You can come back to it at any time.", exercise.id),
    };
    screen.prose(&said, 0);
    match next {
        Some(next) => {
            screen.line(&format!("Next: {}", screen.paint.command(&context.command(&format!("start {}", next.id)))));
        }
        None => screen.line("Nothing else is open."),
    }
    Ok(())
}
