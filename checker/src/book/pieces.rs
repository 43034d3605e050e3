//! What stands on a page in place of our own fences: markdown, in words for the reader.
//!
//! It refuses to know where the pieces stand.

use crate::lesson::Exercise;
use crate::lesson::Lesson;

/// In place of the `toml lesson` fence: how long the page takes.
pub(super) fn times(lesson: &Lesson) -> String {
    let exercises: u32 = lesson.exercises.iter().map(|exercise| exercise.minutes).sum();
    let parts = [("Teaching", lesson.teaching), ("Exercises", exercises)];
    let parts =
        parts.iter().filter(|(_, minutes)| *minutes > 0).map(|(what, minutes)| format!("{what}: {minutes} min"));
    parts.collect::<Vec<_>>().join(" · ")
}

/// In place of the `toml exercise` fence: the tasks (`filled` puts a site's values into a text), and how to have one's
/// steps checked.
pub(super) fn tasks(exercise: &Exercise, filled: impl Fn(&str) -> String) -> String {
    let mut text = "You are done when:\n\n".to_owned();
    for (index, goal) in exercise.goals.iter().enumerate() {
        let mark = format!("{}. ", index + 1);
        // A task of several lines stays one item.
        let task = filled(goal.task.trim()).replace('\n', &format!("\n{}", " ".repeat(mark.len())));
        text.push_str(&format!("{mark}{task}\n"));
    }
    let minutes = match exercise.minutes {
        0 => String::new(),
        1 => "It takes about one minute. ".to_owned(),
        minutes => format!("It takes about {minutes} minutes. "),
    };
    text.push_str(&format!("\n{minutes}Write your commands into a file, and have it checked:\n\n"));
    text.push_str(&format!("```console\n$ checker run {} steps.sh\n```\n", exercise.id));
    text
}

/// Over a file that stands in the exercise's folder at the start.
pub(super) fn file_caption(path: &str) -> String {
    format!("The file `{path}` is there when you begin:\n\n")
}

/// Over commands that prepare the start.
pub(super) fn given_caption() -> String {
    "This is done for you before you begin; do not type it:\n\n".to_owned()
}

/// Where links to an exercise lead; in a paragraph of its own, because the heading keeps the name that mdbook gives it.
pub(super) fn anchor(id: &str) -> String {
    format!("\n<a id=\"{id}\"></a>\n\n")
}
