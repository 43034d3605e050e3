//! `checker solution`: the reference solution of an exercise.

use crate::author;
use crate::ui::render;

use super::arguments::ExerciseOption;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::record::Record;
use super::run::print_json;
use super::which::which;

pub(super) fn solution(context: &Context, arguments: &ExerciseOption) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let record = Record::open(context, &loaded)?;
    let exercise = which(context, &loaded, &record, arguments.exercise.as_deref())?;
    let solution = author::solution_at(exercise, &loaded.site.id).ok_or_else(|| {
        Failure::usage(format!("`{}` has no solution for the site `{}`", exercise.id, loaded.site.id))
            .hint(format!("choose another site: `{}`", context.command("site")))
    })?;
    if context.global.json {
        let commands: Vec<&str> = author::commands(solution).map(|typed| typed.command.as_str()).collect();
        print_json(
            context,
            &serde_json::json!({ "format": 1, "exercise": exercise.id, "site": loaded.site.id, "commands": commands }),
        )?;
    } else {
        render(&context.data, &solution.body, 0);
    }
    Ok(Exit::Done)
}
