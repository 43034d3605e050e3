//! Talking to people: the only room that prints, and the only one that names `colored`.
//!
//! Data goes to standard output, everything else to standard error. Text from outside (programs, files, other people) is
//! made harmless before it is shown. This room decides nothing about the course.

mod class;
mod class_picture;
mod clean;
mod comparison;
mod complaint;
mod counted;
mod counting;
mod doctor;
mod doctor_site;
mod environment;
mod failure;
mod feedback;
mod lesson;
mod listing;
mod live;
mod look;
mod markdown;
mod marks;
mod paint;
mod prepare;
mod progress;
mod proof;
mod screen;
mod spinner;
mod storage;
mod summary;
mod watch;
mod whereabouts;

pub use class::{show_class_news, show_made_class, show_said, show_trials};
pub use class_picture::{ClassView, show_class, title_of_mistake, word};
pub use clean::Clean;
pub use comparison::show_comparison;
pub use complaint::show_complaint;
pub use counted::counted;
pub use counting::Counting;
pub use doctor::show_machine;
pub use doctor_site::WheelhouseSeen;
pub use environment::show_environment;
pub use failure::show_failure;
pub use feedback::{Detail, Feedback, show_report};
pub use lesson::{Teacher, show_hints, show_lesson};
pub use listing::{Last, Overview, show_course, show_overview, show_sites};
pub use live::{
    Begun, Start, show_ending, show_farewell, show_goals, show_gone, show_lost, show_mistake, show_own_environment,
    show_reached, show_remarks, show_saved_again, show_set_aside, show_silence, show_start, show_stopped, show_unsaved,
    show_unseen, show_what_reset_removes,
};
pub use look::show_look;
pub use markdown::render;
pub use marks::{Mark, Marks, Tally, minutes_left};
pub use paint::{ColorChoice, Paint};
pub use prepare::{Prepared, Steps, show_prepared};
pub use progress::{show_not_saved, show_trouble};
pub use proof::show_proof;
pub use screen::{Screen, Stream, data_was_lost};
pub use spinner::Spinner;
pub use storage::{Held, Holding, show_storage};
pub use summary::{Summary, show_summary};
pub use watch::{Keyboard, WaitsFor, show_round, show_waiting};
pub use whereabouts::{show_unlisted, show_whereabouts};
