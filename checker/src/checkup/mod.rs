//! A site's file beside the machine: are the modules, the work folder, the index, the quota's command and the tools here that
//! the file speaks of?
//!
//! Modules and commands are asked in a scripted session, each question with a deadline. Nothing is installed, written or
//! loaded beyond that session, and what cannot be told is not taken for absent.

mod ask;
mod checks;
mod report;

pub use checks::{CheckupError, Found, Sight, checks};
pub use report::report;
