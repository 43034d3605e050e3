//! A quiz.

use super::Place;

/// A question with a list of answers.
#[derive(Clone, Debug)]
pub struct Quiz {
    /// The heading without `Quiz:`.
    pub title: String,
    /// The text before the list, as markdown.
    pub question: String,
    /// The answers on offer.
    pub choices: Vec<Choice>,
    /// Where it stands.
    pub place: Place,
}

/// One answer of a quiz.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The answer, as markdown.
    pub text: String,
    /// Why it is right or wrong, as markdown.
    pub explanation: String,
    /// Whether it is right.
    pub verdict: ChoiceVerdict,
}

/// Whether an answer of a quiz is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceVerdict {
    /// It is.
    Right,
    /// It is not.
    Wrong,
}
