//! What is known of one attempt: every field only grows, so that records may come in any order and more than once.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Happening, Mended};
use super::id::Id;
use super::record::Record;
use super::state::{Met, ReachedGoal, Standing};

/// What is known of one attempt, or of several together.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Higher wins; of two passes the shorter.
    standing: Standing,
    pub(super) reached: BTreeSet<ReachedGoal>,
    pub(super) hints: u32,
    mistakes: BTreeMap<Id, Findings>,
}

#[derive(Clone, Debug)]
struct Findings {
    /// By log and number, so that a record which was written twice counts once.
    made: BTreeSet<(u128, u64)>,
    mended: Mended,
}

impl Tally {
    /// Adds a record.
    pub(super) fn add(&mut self, record: &Record) {
        match &record.event.what {
            Happening::Started | Happening::Help | Happening::HelpOver | Happening::Done => {
                self.raise(Standing::Working);
            }
            Happening::Reached { goal, task } => {
                self.raise(Standing::Working);
                self.reached.insert(ReachedGoal { goal: *goal, task: *task });
            }
            Happening::Found { mistake, mended } => {
                self.raise(Standing::Working);
                let made = match mended {
                    Mended::NotYet => BTreeSet::from([(record.log, record.number)]),
                    Mended::Mended => BTreeSet::new(),
                };
                self.find(mistake, &Findings { made, mended: *mended });
            }
            Happening::Passed { seconds } => self.raise(Standing::Passed { seconds: *seconds }),
            Happening::Skipped => self.raise(Standing::Skipped),
            Happening::Hint { count } => {
                self.raise(Standing::Working);
                self.hints = self.hints.max(*count);
            }
            // It opens the attempt, and nothing was done in it yet.
            Happening::Reset { .. } => {}
        }
    }

    /// Adds what is known of another attempt.
    pub(super) fn join(&mut self, other: &Tally) {
        self.raise(other.standing);
        self.reached.extend(&other.reached);
        self.hints = self.hints.max(other.hints);
        for (mistake, findings) in &other.mistakes {
            self.find(mistake, findings);
        }
    }

    /// How it stands.
    pub(super) fn standing(&self) -> Standing {
        self.standing
    }

    /// The mistakes that were met.
    pub(super) fn mistakes(&self) -> BTreeMap<Id, Met> {
        let met = |findings: &Findings| Met { times: findings.made.len(), mended: findings.mended };
        self.mistakes.iter().map(|(id, findings)| (id.clone(), met(findings))).collect()
    }

    fn raise(&mut self, to: Standing) {
        self.standing = match (self.standing, to) {
            (Standing::Passed { seconds }, Standing::Passed { seconds: other }) => {
                Standing::Passed { seconds: seconds.min(other) }
            }
            (standing, to) => standing.max(to),
        };
    }

    fn find(&mut self, mistake: &Id, more: &Findings) {
        let findings = self
            .mistakes
            .entry(mistake.clone())
            .or_insert_with(|| Findings { made: BTreeSet::new(), mended: Mended::NotYet });
        findings.made.extend(&more.made);
        findings.mended = findings.mended.max(more.mended);
    }
}
