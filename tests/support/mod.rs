//! What every test stands on: a machine of its own, with its own home, a cleared environment, a base Python that may be
//! written to, and a folder of real packages instead of an index.

#![expect(clippy::disallowed_methods, reason = "tests start programs and read the environment; the program does not")]

mod conda;
mod emulator;
mod html;
mod learner;
mod machine;
mod measured;
mod modules;
mod processes;
mod slurm;
mod startup;
mod terminal;
mod tmux;
mod tools;

pub(crate) use conda::Conda;
pub(crate) use html::panels;
pub(crate) use learner::{Learner, PLAIN};
pub(crate) use machine::{Machine, Outcome};
pub(crate) use measured::{Measured, measured};
pub(crate) use modules::Modules;
pub(crate) use slurm::Slurm;
pub(crate) use startup::{START_UPS, Sight, StartUp};
pub(crate) use terminal::Terminal;
pub(crate) use tmux::Tmux;
pub(crate) use tools::{Tools, folder, skip};
