//! `checker check`: an exercise as its files show it now, without a session.

use crate::run::Outcome;
use crate::ui::show_look;

use super::arguments::ExerciseOption;
use super::context::Context;
use super::exercise_folder::ExerciseFolder;
use super::exit::Exit;
use super::failure::Failure;
use super::record::Record;
use super::run::{exit_of, print_json};
use super::which::{next, which};

pub(super) fn check(context: &Context, arguments: &ExerciseOption) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let mut record = Record::open(context, &loaded)?;
    let exercise = which(context, &loaded, &record, arguments.exercise.as_deref())?;
    let folder = ExerciseFolder::of(context, &loaded, exercise)?;
    if !folder.path().is_dir() {
        let start = context.command(&format!("start {}", exercise.id));
        let what = format!("`{}` has no folder yet: there is no `{}`", exercise.id, context.shown(&folder.path()));
        return Err(Failure::not_yet(what).hint(format!("`{start}` makes it and begins")));
    }
    let look = folder.look(&record);
    for saved in folder.record(&look, &mut record) {
        record.warn(&context.talk, &saved);
    }
    if context.global.json {
        print_json(context, &look)?;
    } else {
        let following = next(context, &loaded, &record, Some(exercise));
        let go_on = match (look.verdict, following) {
            (Outcome::Passed, Some(next)) => Some(("Next", format!("start {}", next.id))),
            (Outcome::Passed, None) => None,
            (Outcome::NotYet, _) => Some(("A hint", format!("hint {}", exercise.id))),
            (Outcome::CannotTell, _) => Some(("Go on", format!("start {}", exercise.id))),
        };
        let go_on = go_on.map(|(what, command)| (what, context.command(&command)));
        show_look(&context.data, &look, &context.shown(&folder.path()), go_on.as_ref().map(|(w, c)| (*w, c.as_str())));
    }
    Ok(exit_of(look.verdict))
}
