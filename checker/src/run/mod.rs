//! The story of one exercise: the folder before it, the steps, the goals after each, the findings.
//!
//! It ties hands, eyes and judgement together and says what happens as events; who listens (a screen, a file, a proof) it
//! does not know. It refuses to print and to remember anything beyond one attempt.

mod events;
mod given;
mod report;
mod snapshot;
mod stage;
mod story;
mod surroundings;
#[cfg(test)]
mod tests;

pub use events::Event;
pub use given::{GivenError, prepare};
pub use report::{FindingReport, GoalReport, Outcome, Report, StepReport};
pub use stage::{Stage, StageError, watched};
pub use story::{Attempt, tell};
pub use surroundings::scripted;
