//! Bare `checker`: where am I, and what is next.

use crate::lesson::Exercise;
use crate::progress::Standing;
use crate::ui::{Last, Mark, Overview, Tally, minutes_left, show_overview};

use super::context::{Context, Loaded};
use super::exercise_folder::ExerciseFolder;
use super::exit::Exit;
use super::failure::Failure;
use super::list::trouble;
use super::marks::marks;
use super::record::Record;
use super::run::print_json;
use super::which::{last, next};

pub(super) fn overview(context: &Context) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let record = Record::open(context, &loaded)?;
    let marks = marks(context, &loaded, &record);
    let last = last(&loaded, &record);
    let under_way = last.filter(|last| matches!(marks.get(&last.id), Some(Mark::Working { .. })));
    let next = under_way.or_else(|| next(context, &loaded, &record, last));
    if context.global.json {
        let tally = Tally::of(&marks);
        let report = serde_json::json!({
            "format": 1, "course": loaded.course.id, "title": loaded.course.title, "site": loaded.site.id,
            "exercises": tally.all, "passed": tally.passed, "skipped": tally.skipped, "deferred": tally.deferred,
            "minutes_left": minutes_left(&loaded.course, &marks),
            "last": last.map(|last| &last.id), "next": next.map(|next| &next.id),
            "trouble": trouble(&record.state().trouble),
        });
        print_json(context, &report)?;
        return Ok(Exit::Done);
    }
    let overview = Overview {
        course: &loaded.course,
        site: &loaded.site,
        reason: &loaded.reason,
        marks: &marks,
        last: last.map(|exercise| whereabouts(context, &loaded, &record, exercise)),
        commands: commands(context, &loaded, last, next),
        trouble: &record.state().trouble,
    };
    show_overview(&context.data, &overview);
    Ok(Exit::Done)
}

fn whereabouts<'l>(context: &Context, loaded: &'l Loaded, record: &Record, exercise: &'l Exercise) -> Last<'l> {
    let known = record.exercise(exercise);
    let reached = known.goals(exercise);
    let open = exercise.goals.iter().enumerate().find(|(index, _)| !reached.contains(index));
    let task = open.filter(|_| known.standing == Standing::Working).map(|(_, goal)| goal.task.as_str());
    // Without a place for folders there is none.
    let folder = ExerciseFolder::of(context, loaded, exercise).ok().map(|folder| folder.path());
    let folder = folder.filter(|folder| folder.is_dir()).map(|folder| context.shown(&folder));
    Last { exercise, task, folder }
}

/// What to type: what comes next first.
fn commands(
    context: &Context,
    loaded: &Loaded,
    last: Option<&Exercise>,
    next: Option<&Exercise>,
) -> Vec<(String, String)> {
    let say = |words: &str, what: &str| (context.command(words), what.to_owned());
    let start = next.map(|next| {
        let what =
            if last.is_some_and(|last| last.id == next.id) { "go on with it" } else { "begin the next exercise" };
        say(&format!("start {}", next.id), if last.is_none() { "begin the first exercise" } else { what })
    });
    let lesson = match next {
        Some(next) => Some(next.lesson.as_str()),
        None => loaded.course.lessons.first().map(|lesson| lesson.id.as_str()),
    };
    let read = lesson.map(|lesson| {
        say(&format!("show {lesson}"), if last.is_none() { "read the first lesson" } else { "read its lesson" })
    });
    let watch = last.is_none().then(|| say("demo", "watch an exercise being solved in a real shell"));
    let always = [say("list", "all lessons and exercises"), ("checker --help".to_owned(), "all commands".to_owned())];
    watch.into_iter().chain(read).chain(start).chain(always).collect()
}
