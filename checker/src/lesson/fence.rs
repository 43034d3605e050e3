//! What a code block is for: the words after its opening fence.
//!
//! It reads those words; what stands in the block is read elsewhere.

use super::complaints::{Complaints, did_you_mean, nearest};
use super::{Expectation, Place};

/// What a code block is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fence {
    /// What a person types and sees.
    Console(Expectation),
    /// Commands that prepare an exercise's start.
    Given,
    /// What is typed when the command before it asks.
    Input,
    /// `toml lesson`
    Lesson,
    /// `toml exercise`
    Exercise,
    /// `toml mistake`
    Mistake,
    /// A file that stands in the exercise's folder at the start.
    File(String),
    /// Nothing of ours.
    Ordinary,
}

/// Reads the words after an opening fence.
pub(super) fn fence(info: &str, place: &Place, complaints: &mut Complaints) -> Fence {
    let words: Vec<&str> = info.split_whitespace().collect();
    if let Some(path) = words.iter().find_map(|word| word.strip_prefix("file=")) {
        return file(path.trim_matches(['"', '\'']), place, complaints);
    }
    match words.as_slice() {
        ["console"] => Fence::Console(Expectation::Works),
        ["console", "fails"] => Fence::Console(Expectation::Fails),
        ["console", "given"] => Fence::Given,
        ["console", rest @ ..] => {
            let unknown = rest.iter().find(|word| !matches!(**word, "fails" | "given"));
            match unknown {
                Some(word) => {
                    let what = format!("unknown word `{word}` after `console`");
                    complaints.error(place.clone(), what, did_you_mean(word, &["fails", "given"]));
                }
                None => complaints.error(
                    place.clone(),
                    "more than one word after `console`",
                    "write `console`, `console fails` or `console given`",
                ),
            }
            Fence::Console(Expectation::Works)
        }
        ["input"] => Fence::Input,
        ["toml", "lesson"] => Fence::Lesson,
        ["toml", "exercise"] => Fence::Exercise,
        ["toml", "mistake"] => Fence::Mistake,
        ["toml", word, ..] if nearest(word, &["lesson", "exercise", "mistake"]).is_some() => {
            let what = format!("unknown word `{word}` after `toml`");
            complaints.error(place.clone(), what, did_you_mean(word, &["lesson", "exercise", "mistake"]));
            Fence::Ordinary
        }
        // One slip away, but `inputs` and the like are somebody's language: only these two are ours.
        [language, ..] if *language != "console" && strsim::osa_distance(&language.to_lowercase(), "console") <= 1 => {
            complaints.unknown(place.clone(), "kind of code block", language, &["console"]);
            Fence::Ordinary
        }
        _ => Fence::Ordinary,
    }
}

fn file(path: &str, place: &Place, complaints: &mut Complaints) -> Fence {
    let what = if path.is_empty() {
        "file without a path".to_owned()
    } else if path.starts_with(['/', '~']) {
        format!("`{path}` is not in the exercise's folder")
    } else if path.split('/').any(|part| part == "..") {
        format!("`{path}` leaves the exercise's folder")
    } else {
        return Fence::File(path.to_owned());
    };
    complaints.error(place.clone(), what, "write a path in the exercise's folder, such as `file=requirements.txt`");
    Fence::Ordinary
}
