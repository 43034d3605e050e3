//! `checker hint`: the hints of an exercise, one more at each asking.

use crate::lesson::Exercise;
use crate::progress::Happening;
use crate::ui::show_hints;

use super::arguments::HintArguments;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::record::Record;
use super::run::print_json;
use super::which::which;

pub(super) fn hint(context: &Context, arguments: &HintArguments) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let mut record = Record::open(context, &loaded)?;
    let exercise = which(context, &loaded, &record, arguments.exercise.as_deref())?;
    let asked = arguments.count.map_or(Asked::Next, Asked::UpTo);
    show(context, &mut record, exercise, asked)?;
    Ok(Exit::Done)
}

/// Shows the next hint that was not seen, and counts it.
pub(super) fn next_hint(context: &Context, record: &mut Record, exercise: &Exercise) -> Result<(), Failure> {
    show(context, record, exercise, Asked::Next)
}

/// Which hints are asked for.
#[derive(Clone, Copy)]
enum Asked {
    /// The next one that was not seen.
    Next,
    /// The first so many.
    UpTo(u16),
}

fn show(context: &Context, record: &mut Record, exercise: &Exercise, asked: Asked) -> Result<(), Failure> {
    let all = exercise.hints.len();
    let seen = usize::try_from(record.exercise(exercise).hints).unwrap_or(all).min(all);
    let shown = match asked {
        Asked::UpTo(count) => 0..usize::from(count).min(all),
        Asked::Next => seen..(seen + 1).min(all),
    };
    if shown.end > seen
        && let Ok(count) = u32::try_from(shown.end)
    {
        let saved = record.add(exercise, Happening::Hint { count });
        record.warn(&context.talk, &saved);
    }
    let (hints, left) = (&exercise.hints[shown.clone()], all - shown.end);
    if context.global.json {
        let hints: Vec<_> =
            hints.iter().map(|hint| serde_json::json!({ "summary": hint.summary, "text": hint.body })).collect();
        let report = serde_json::json!({
            "format": 1, "exercise": exercise.id, "hints": hints, "left": left, "seen": seen.max(shown.end),
        });
        return print_json(context, &report);
    }
    show_hints(&context.data, hints);
    tell_how_to_go_on(context, exercise, asked, left);
    Ok(())
}

fn tell_how_to_go_on(context: &Context, exercise: &Exercise, asked: Asked, left: usize) {
    let screen = &context.data;
    let say = |what: &str, command: &str| {
        screen.line(&format!("{what}: {}", screen.paint.command(&context.command(command))));
    };
    let (id, all) = (&exercise.id, exercise.hints.len());
    match asked {
        Asked::UpTo(count) if left > 0 => say("One more", &format!("hint {id} {}", count + 1)),
        Asked::Next if left > 0 => say("One more", &format!("hint {id}")),
        _ => say("There is no further hint. The solution", &format!("solution {id}")),
    }
    if matches!(asked, Asked::Next) && left == 0 && all > 1 {
        say("All hints again", &format!("hint {id} {all}"));
    }
}
