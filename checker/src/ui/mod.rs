//! Talking to people: the only room that prints, and the only one that names `colored`.
//!
//! Data goes to standard output, everything else to standard error. Text from outside (programs, files, other people) is
//! made harmless before it is shown. This room decides nothing about the course.

mod clean;
mod complaint;
mod environment;
mod failure;
mod feedback;
mod lesson;
mod listing;
mod markdown;
mod paint;
mod proof;
mod screen;
mod spinner;

pub use clean::Clean;
pub use complaint::show_complaint;
pub use environment::show_environment;
pub use failure::show_failure;
pub use feedback::{Detail, Feedback, show_report};
pub use lesson::{Teacher, show_lesson};
pub use listing::{show_course, show_overview, show_sites};
pub use markdown::render;
pub use paint::{ColorChoice, Paint};
pub use proof::{ProofProgress, show_proof};
pub use screen::{Screen, Stream, data_was_lost};
pub use spinner::Spinner;
