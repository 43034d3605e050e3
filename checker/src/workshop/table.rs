//! What a class did, as rows: one for each learner and exercise that was begun.

use crate::progress::Standing;

use super::roster::Roster;

/// One learner in one exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The user.
    pub uid: u32,
    /// The name that stands for them.
    pub pseudonym: String,
    /// The exercise.
    pub exercise: String,
    /// How it stands: `untouched`, `working`, `skipped` or `passed`.
    pub standing: &'static str,
    /// How many goals were reached.
    pub goals: usize,
    /// How many hints were seen.
    pub hints: u32,
    /// How often a mistake was recognised.
    pub mistakes: usize,
    /// How many of them were mended.
    pub mended: usize,
    /// How often help was asked for.
    pub help: usize,
    /// How long it took, where it was passed.
    pub seconds: Option<u64>,
    /// The first and the last that was heard of it, in seconds since 1970.
    pub began: u64,
    /// See above.
    pub last: u64,
}

/// What a class did, by pseudonym and exercise.
pub fn table(roster: &Roster) -> Vec<Done> {
    let mut rows: Vec<Done> = Vec::new();
    for (uid, pseudonym, person) in roster.people() {
        rows.extend(person.work.iter().map(|(exercise, work)| {
            let (standing, seconds) = match work.standing {
                Standing::Untouched => ("untouched", None),
                Standing::Working => ("working", None),
                Standing::Skipped => ("skipped", None),
                Standing::Passed { seconds } => ("passed", Some(seconds)),
            };
            Done {
                uid,
                pseudonym: pseudonym.to_owned(),
                exercise: exercise.to_string(),
                standing,
                goals: work.reached,
                hints: work.hints,
                mistakes: work.mistakes,
                mended: work.mended,
                help: work.asked,
                seconds,
                began: work.began,
                last: work.last,
            }
        }));
    }
    // Not by user: the order of pseudonyms says nothing of it.
    rows.sort_by(|a, b| (&a.pseudonym, &a.exercise).cmp(&(&b.pseudonym, &b.exercise)));
    rows
}
