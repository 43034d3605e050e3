//! The story of one exercise: the folder before it, the steps, the goals after each, the findings.
//!
//! It ties hands, eyes and judgement together and says what happens as events; who listens (a screen, a file, a proof) it
//! does not know. It refuses to print and to remember anything beyond one attempt.

mod conda_folders;
mod events;
mod given;
mod jobs;
mod live;
mod look;
mod perform;
mod report;
mod snapshot;
mod stage;
mod story;
mod surroundings;
mod tell;
#[cfg(test)]
mod tests;

pub use events::Event;
pub use given::{GivenError, given, prepare};
pub use live::{Lacks, LiveStory};
pub use look::{Look, look};
pub use perform::{Expected, FailedCommand, PerformError, expected, perform};
pub use report::{FindingReport, GoalReport, Outcome, Report, StepReport};
pub use stage::{Stage, StageError, watched};
pub use story::Attempt;
pub use surroundings::scripted;
pub use tell::{Telling, tell};
