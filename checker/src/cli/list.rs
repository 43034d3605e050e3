//! `checker list`: the lessons and their exercises, with progress.

use serde_json::{Value, json};

use crate::lesson::{Course, Exercise, Leg, Lesson, Track};
use crate::progress::{Standing, Trouble};
use crate::ui::show_course;

use super::context::{Context, Loaded};
use super::exit::Exit;
use super::failure::Failure;
use super::marks::marks;
use super::record::Record;
use super::run::print_json;
use super::which::missing;

pub(super) fn list(context: &Context) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let record = Record::open(context, &loaded)?;
    if context.global.json {
        print_json(context, &as_json(context, &loaded, &record))?;
    } else {
        show_course(&context.data, &loaded.course, &marks(context, &loaded, &record), &record.state().trouble);
    }
    Ok(Exit::Done)
}

fn as_json(context: &Context, loaded: &Loaded, record: &Record) -> Value {
    let course = &loaded.course;
    let lessons: Vec<_> = course.lessons.iter().map(|it| lesson(context, loaded, record, it)).collect();
    json!({
        "format": 1, "course": course.id, "title": course.title, "site": loaded.site.id, "lessons": lessons,
        "track": course.followed.as_ref().map(|it| track(course, it)), "trouble": trouble(&record.state().trouble),
    })
}

fn track(course: &Course, track: &Track) -> Value {
    let minutes = |leg| track.minutes(course, leg);
    json!({
        "id": track.id, "title": track.title, "lessons": track.lessons, "branch": track.branch, "further": track.further,
        "minutes": { "core": minutes(Leg::Core), "branch": minutes(Leg::Branch) },
    })
}

fn lesson(context: &Context, loaded: &Loaded, record: &Record, lesson: &Lesson) -> Value {
    let exercises: Vec<_> = lesson.exercises.iter().map(|it| exercise(context, loaded, record, it)).collect();
    json!({ "id": lesson.id, "title": lesson.title, "teaching": lesson.teaching, "exercises": exercises })
}

fn exercise(context: &Context, loaded: &Loaded, record: &Record, exercise: &Exercise) -> Value {
    let tasks: Vec<&str> = exercise.goals.iter().map(|goal| goal.task.as_str()).collect();
    let known = record.exercise(exercise);
    let (standing, seconds) = match known.standing {
        Standing::Untouched => ("untouched", None),
        Standing::Working => ("working", None),
        Standing::Skipped => ("skipped", None),
        Standing::Passed { seconds } => ("passed", Some(seconds).filter(|seconds| *seconds > 0)),
    };
    let reached = known.goals(exercise);
    json!({
        "id": exercise.id, "title": exercise.title, "minutes": exercise.minutes, "needs": exercise.needs, "goals": tasks,
        "standing": standing, "reached": reached, "seconds": seconds, "hints": known.hints,
        "missing": missing(context, loaded, exercise),
    })
}

/// What of the progress could not be used.
pub(super) fn trouble(trouble: &Trouble) -> Value {
    let Trouble { torn, foreign, unreadable, later } = trouble;
    json!({ "torn": torn, "foreign": foreign, "unreadable": unreadable, "later": later })
}
