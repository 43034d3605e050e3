//! All exercises on one page.

use crate::lesson::Course;

use super::table::Table;
use super::{duration, lessons, link};

/// The page, lesson by lesson.
pub(super) fn page(course: &Course) -> Option<String> {
    let minutes: u32 = course.exercises().map(|exercise| exercise.minutes).sum();
    let count = course.exercises().count();
    if count == 0 {
        return None;
    }
    let count = if count == 1 { "1 exercise".to_owned() } else { format!("{count} exercises") };
    let mut text = format!(
        "# All exercises\n\n{count}, {} in all. The command begins the exercise in your own shell. What an exercise needs and \
         your machine does not have is told at its start, and it can then be done elsewhere.\n\n",
        duration(minutes)
    );
    for lesson in lessons(course).filter(|lesson| !lesson.exercises.is_empty()) {
        text.push_str(&format!("## {}\n\nFrom the lesson {}.\n\n", lesson.title, link(lesson)));
        let mut table = Table::new(&["Exercise", "Time", "Needs", "Begin with"]);
        for exercise in &lesson.exercises {
            let needs = if exercise.needs.is_empty() { "–".to_owned() } else { exercise.needs.join(", ") };
            table.row(&[
                format!("[{}]({}#{})", exercise.title, lesson.file, exercise.id),
                duration(exercise.minutes),
                needs,
                format!("`checker start {}`", exercise.id),
            ]);
        }
        text.push_str(&table.finish());
    }
    Some(text)
}
