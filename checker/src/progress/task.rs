//! What a goal asked when it was reached.
//!
//! Goals are numbered, and an author may put one before another: a number alone would then tick the wrong goal.

use std::fmt;

use crate::lesson::Goal;

use super::checksum::checksum;
use super::hexadecimal;

/// A mark of a goal's task: the CRC-32 of its words, one space between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskMark(u32);

impl TaskMark {
    /// The mark of a goal.
    pub fn of(goal: &Goal) -> Self {
        // Filled paragraphs are broken elsewhere after an edit; that is no other task.
        let words: Vec<&str> = goal.task.split_whitespace().collect();
        TaskMark(checksum(words.join(" ").as_bytes()))
    }

    /// The mark that 8 hexadecimal digits say.
    pub(super) fn parse(text: &str) -> Option<Self> {
        hexadecimal::number(text.as_bytes(), 8).and_then(|number| u32::try_from(number).ok()).map(TaskMark)
    }
}

impl fmt::Display for TaskMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::GoalKind;

    #[test]
    fn the_words_count_and_not_where_a_line_ends() {
        let mark = |task: &str| TaskMark::of(&Goal { task: task.to_owned(), kind: GoalKind::Deactivated });
        assert_eq!(mark("Leave\n it. "), mark("Leave it."));
        assert_ne!(mark("Leave it."), mark("Leave them."));
        // Stands in the logs of learners: it must stay.
        assert_eq!(mark("Leave it.").to_string(), "977df57e");
        assert_eq!(TaskMark::parse(&mark("Leave it.").to_string()), Some(mark("Leave it.")));
    }
}
