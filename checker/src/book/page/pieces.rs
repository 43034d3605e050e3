//! What stands on a page in place of our own fences, and around what is ours: markdown and tags, in words for the reader.
//!
//! It refuses to know where the pieces stand.

use std::collections::BTreeMap;

use crate::lesson::BoxKind;
use crate::lesson::Exercise;
use crate::lesson::Lesson;
use crate::lesson::Mistake;
use crate::lesson::Pattern;

use super::Sites;
use super::console::command;
use super::values::pairs;
use crate::book::escape::html;

/// The end of a card.
pub(super) const CARD_END: &str = "\n\n</section>\n\n";

/// In place of the `toml lesson` fence: how long the page takes.
pub(super) fn times(lesson: &Lesson) -> String {
    let exercises: u32 = lesson.exercises.iter().map(|exercise| exercise.minutes).sum();
    let parts = [("Teaching", lesson.teaching), ("Exercises", exercises)];
    let parts =
        parts.iter().filter(|(_, minutes)| *minutes > 0).map(|(what, minutes)| format!("{what}: {minutes} min"));
    parts.collect::<Vec<_>>().join(" · ")
}

/// In place of the `toml exercise` fence: the tasks (`filled` puts values into a text), and how to begin.
pub(super) fn tasks(exercise: &Exercise, filled: impl Fn(&str) -> String) -> String {
    let mut text = "<div class=\"tasks\">\n\nYou are done when:\n\n".to_owned();
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
    let id = &exercise.id;
    let start = command(&format!("checker start {id}"));
    text.push_str(&format!(
        "\n</div>\n\n{minutes}The checker watches your steps, and says what it sees. Begin:\n\n{start}\n\
         Or write your commands into a file, and have it checked: `checker run {id} steps.sh`\n"
    ));
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

/// Over the known mistakes of an exercise.
pub(super) fn mistakes_caption() -> String {
    "<p class=\"caption\">When it went wrong</p>\n\n".to_owned()
}

/// The beginning of an exercise. Links lead to the anchor, because the heading keeps the name that mdbook gives it.
pub(super) fn exercise_card(id: &str) -> String {
    format!("\n<section class=\"exercise\" data-exercise=\"{id}\">\n\n<a id=\"{id}\"></a>\n\n")
}

/// What the terminal showed while the solution was typed. A script puts a player over the transcript.
pub(super) fn recording(file: &str, exercise: &str, site: &str, transcript: &str) -> String {
    let up = "../".repeat(file.matches('/').count());
    format!(
        "\n\n<details class=\"recording\" data-recording=\"{up}recordings/{exercise}.js\" data-exercise=\"{exercise}\">\n\
         <summary>Recording of the solution</summary>\n\n\
         <p class=\"caption\">What the terminal shows while the solution is typed ({}): as \
         <a href=\"{up}recordings/{exercise}.cast\">a recording</a>, and as text.</p>\n\n\
         <pre class=\"transcript\" tabindex=\"0\">{}</pre>\n\n</details>\n\n",
        html(site),
        html(transcript)
    )
}

/// The beginning of a quiz, with the numbers of its right answers.
pub(super) fn quiz_card(right: &[usize]) -> String {
    let right: Vec<String> = right.iter().map(ToString::to_string).collect();
    format!("\n<section class=\"quiz\" data-right=\"{}\">\n\n", right.join(" "))
}

/// What opens and closes one of the boxes of a lesson.
pub(super) fn boxed(kind: BoxKind) -> (String, String) {
    let class = match kind {
        BoxKind::Questions => "questions",
        BoxKind::Objectives => "objectives",
        BoxKind::KeyPoints => "key-points",
    };
    (format!("<div class=\"box {class}\">\n\n"), "\n\n</div>\n\n".to_owned())
}

/// The patterns by which a mistake knows its error message, as an attribute.
pub(super) fn outputs(mistake: &Mistake) -> String {
    let patterns: Vec<&str> =
        mistake.when.iter().filter_map(|condition| condition.output.as_ref()).map(Pattern::source).collect();
    if patterns.is_empty() {
        return String::new();
    }
    // A list of strings is always valid JSON.
    format!(" data-output=\"{}\"", html(&serde_json::to_string(&patterns).unwrap_or_default()))
}

/// Where the filter of the catalogue stands; a script fills it.
pub(super) fn filter() -> String {
    "<div class=\"mistake-filter\"></div>\n\n".to_owned()
}

/// The sites to choose from, for the scripts.
pub(super) fn course_sites(sites: &Sites) -> String {
    let names: BTreeMap<&str, String> = sites.all.iter().map(|site| (site.id.as_str(), site.name.clone())).collect();
    format!(
        "\n\n<div class=\"course-sites\" hidden data-chosen=\"{}\" data-names=\"{}\"></div>\n",
        html(&sites.chosen.id),
        html(&pairs(&names))
    )
}
