//! The machine, as the rest of the program may see it: the only reader of environment variables, clock, home and working
//! folder, and the place where files are read, written whole, appended to and removed, with errors that name their path.
//!
//! It refuses to know what any of it means.

mod clock;
mod empty;
mod environment;
mod files;
mod growing;
mod modes;
mod saves;
mod scratch;

pub use clock::{day_in, seconds_since_1970, today};
pub use empty::{Amount, NotEmptied, amount, empty_folder};
pub use environment::HostEnvironment;
pub use files::{
    FileError, create_folder, list, read, read_script, read_text, write_new, write_new_below, write_whole,
};
pub use growing::{GrowingFile, create_private_folder};
pub use modes::{create_folder_with_mode, replace_with_mode, write_new_with_mode};
pub use saves::{Save, Saves};
pub use scratch::Scratch;
