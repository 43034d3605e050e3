//! Which exercise is meant, and which comes next.

use crate::lesson::Exercise;
use crate::machine;
use crate::progress::Standing;
use crate::supply::Work;

use super::context::{Context, Loaded};
use super::failure::Failure;
use super::record::Record;

/// The exercise that was named; else the one worked on last; else the first that is not passed and has a folder.
pub(super) fn which<'l>(
    context: &Context,
    loaded: &'l Loaded,
    record: &Record,
    named: Option<&str>,
) -> Result<&'l Exercise, Failure> {
    if let Some(id) = named {
        return loaded.exercise(context, id);
    }
    last(loaded, record).or_else(|| laid_out(context, loaded, record)).ok_or_else(|| {
        Failure::usage("no exercise was begun yet, so say which one")
            .hint(format!("`{}` shows all", context.command("list")))
    })
}

/// The exercise that was worked on last. Clocks only choose here: nothing is counted by them.
pub(super) fn last<'l>(loaded: &'l Loaded, record: &Record) -> Option<&'l Exercise> {
    let seen = loaded.course.exercises().filter_map(|exercise| {
        let known = record.exercise(exercise);
        let is_touched = known.standing != Standing::Untouched;
        known.last_seen.filter(|_| is_touched).map(|seen| (seen, exercise))
    });
    seen.max_by_key(|(seen, _)| *seen).map(|(_, exercise)| exercise)
}

fn laid_out<'l>(context: &Context, loaded: &'l Loaded, record: &Record) -> Option<&'l Exercise> {
    // Without a place for folders there are none.
    let work = Work::of(context.global.work.as_deref(), &loaded.site, &context.host).ok()?;
    let mut open = loaded.course.exercises().filter(|exercise| is_open(record, exercise));
    open.find(|exercise| work.exercise(&exercise.id).is_dir())
}

/// The next exercise that is open and can be done here: after this one, or else from the first on. Those that are for people
/// with time left come when all others are done.
pub(super) fn next<'l>(
    context: &Context,
    loaded: &'l Loaded,
    record: &Record,
    after: Option<&Exercise>,
) -> Option<&'l Exercise> {
    let exercises: Vec<&Exercise> = loaded.course.exercises().collect();
    let place = after.and_then(|after| exercises.iter().position(|exercise| exercise.id == after.id));
    let first = place.map_or(0, |place| place + 1);
    let in_turn = || exercises[first..].iter().chain(&exercises[..first]).copied();
    let is_further = |exercise: &&Exercise| loaded.course.is_further(exercise);
    in_turn().filter(|exercise| !is_further(exercise)).chain(in_turn().filter(is_further)).find(|exercise| {
        let is_this = after.is_some_and(|after| after.id == exercise.id);
        !is_this && is_open(record, exercise) && missing(context, loaded, exercise).is_empty()
    })
}

/// Whether there is still something to do in an exercise.
fn is_open(record: &Record, exercise: &Exercise) -> bool {
    matches!(record.exercise(exercise).standing, Standing::Untouched | Standing::Working)
}

/// What this machine lacks for an exercise and its lesson.
pub(super) fn missing(context: &Context, loaded: &Loaded, exercise: &Exercise) -> Vec<String> {
    let lesson = loaded.course.lesson(&exercise.lesson).map_or(&[][..], |lesson| &lesson.needs);
    let own = exercise.needs.iter().filter(|need| !lesson.contains(need));
    let needs: Vec<String> = lesson.iter().chain(own).cloned().collect();
    machine::missing(&needs, &loaded.site, &context.host)
}
