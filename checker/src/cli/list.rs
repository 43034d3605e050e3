//! `checker list`: the lessons and their exercises.

use crate::ui::show_course;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::run::print_json;

pub(super) fn list(context: &Context) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    if context.global.json {
        print_json(context, &as_json(&loaded.course, &loaded.site.id))?;
    } else {
        show_course(&context.data, &loaded.course);
    }
    Ok(Exit::Done)
}

fn as_json(course: &crate::lesson::Course, site: &str) -> serde_json::Value {
    let lessons: Vec<_> = course.lessons.iter().map(lesson).collect();
    serde_json::json!({ "format": 1, "course": course.id, "title": course.title, "site": site, "lessons": lessons })
}

fn lesson(lesson: &crate::lesson::Lesson) -> serde_json::Value {
    let exercises: Vec<_> = (lesson.exercises.iter())
        .map(|exercise| {
            let tasks: Vec<&str> = exercise.goals.iter().map(|goal| goal.task.as_str()).collect();
            serde_json::json!({ "id": exercise.id, "title": exercise.title, "minutes": exercise.minutes, "needs": exercise.needs, "goals": tasks })
        })
        .collect();
    serde_json::json!({ "id": lesson.id, "title": lesson.title, "teaching": lesson.teaching, "exercises": exercises })
}
