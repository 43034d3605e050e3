//! What every test stands on: a machine of its own, with its own home, a cleared environment, a base Python that may be
//! written to, and a folder of real packages instead of an index.

#![expect(clippy::disallowed_methods, reason = "tests start programs and read the environment; the program does not")]

mod machine;
mod tools;

pub(crate) use machine::Machine;
pub(crate) use tools::{Tools, skip};
