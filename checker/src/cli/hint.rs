//! `checker hint`: the hints of an exercise, one more at each asking.

use crate::ui::render;

use super::arguments::HintArguments;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::run::print_json;

pub(super) fn hint(context: &Context, arguments: &HintArguments) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let exercise = loaded.exercise(context, &arguments.exercise)?;
    let count = usize::from(arguments.count);
    let shown: Vec<_> = exercise.hints.iter().take(count).collect();
    if context.global.json {
        let hints: Vec<_> =
            shown.iter().map(|hint| serde_json::json!({ "summary": hint.summary, "text": hint.body })).collect();
        let report = serde_json::json!({ "format": 1, "exercise": exercise.id, "hints": hints, "left": exercise.hints.len() - shown.len() });
        print_json(context, &report)?;
        return Ok(Exit::Done);
    }
    let screen = &context.data;
    for hint in &shown {
        screen.line(&screen.paint.strong(&hint.summary));
        render(screen, &hint.body, 2);
    }
    if exercise.hints.len() > count {
        let more = context.command(&format!("hint {} {}", exercise.id, count + 1));
        screen.line(&format!("One more: {}", screen.paint.command(&more)));
    } else {
        let solution = context.command(&format!("solution {}", exercise.id));
        screen.line(&format!("There is no further hint. The solution: {}", screen.paint.command(&solution)));
    }
    Ok(Exit::Done)
}
