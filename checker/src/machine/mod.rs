//! What this machine has for the course, and what looks wrong before one begins.
//!
//! It reads files, variables and what file systems say of themselves, and opens one connection to the package index. It
//! refuses to start a program, to write, to send a password anywhere, and to take "cannot tell" for "wrong". Questions that
//! a dead file server or network could leave open for ever are asked with a deadline.

mod address;
mod around;
mod deferred;
mod file_system;
mod index;
mod knock;
mod look;
mod modules;
mod needs;
mod paths;
mod pip_settings;
mod pythons;
mod scheduler;
mod shells;
mod space;
mod state;
mod tools;
mod way;
mod way_out;
mod worries;
mod worry;

pub use around::surroundings;
pub use deferred::{Deferred, deferred};
pub use file_system::FileSystem;
pub use index::{Answer, Index, IndexAnswer, probe_index};
pub use look::{Machine, look};
pub use modules::{ModuleKind, Modules};
pub use needs::missing;
pub use pythons::{Python, pythons};
pub use scheduler::Scheduler;
pub use shells::{Shell, Shells};
pub use space::{Measured, Space, Spaces, space};
pub use state::State;
pub use tools::Tool;
pub use way_out::proxy_for;
pub use worries::worries;
pub use worry::{Surrounding, Worry};
