//! The course model and its parser.
//!
//! A lesson is a markdown file; this room reads it (pulldown-cmark events with their offsets, serde structs as written)
//! into the model that everything else works with. It does no IO: the texts are handed in. It refuses to guess: what it
//! does not know is a complaint with file, line and what to write instead, and all complaints are reported, not the first.

mod audience;
mod block;
mod complaints;
mod console;
mod course;
mod exercise;
mod fence;
mod fold;
mod layout;
mod links;
mod mistake;
mod model;
mod nodes;
mod page;
mod placeholder;
mod quiz;
mod read;
mod section;
mod sheet;
pub mod shell;
mod summary;
mod written;

#[cfg(test)]
mod tests;

pub use audience::Audience;
pub use course::{CourseError, CourseFiles, FORMAT, parse_course};
pub use links::{anchor, dead_links};
pub use model::*;
pub use placeholder::{Placeholder, placeholders};
pub use read::{parse_lesson, parse_troubleshooting};
