//! The machine, as the rest of the program may see it: the only reader of environment variables, home and working folder,
//! and the place where files are read and written whole, with errors that name their path.
//!
//! It refuses to know what any of it means.

mod environment;
mod files;
mod scratch;

pub use environment::HostEnvironment;
pub use files::{FileError, create_folder, list, read, read_script, read_text, write_new, write_whole};
pub use scratch::Scratch;
