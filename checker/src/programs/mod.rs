//! Programs of this machine that are asked one thing: what the scheduler says of a job, whether a page is still there.
//!
//! Each gets the variables that are handed in and no others, and a bounded time. No shell stands between: what is said to a
//! program goes in as arguments of their own, or on standard input. This room refuses to start a program that talks to the
//! learner (that is `session`), to wait for ever, and to read more of an answer than anybody needs.

mod people;
mod program;

pub use people::names_of;
pub use program::{Ended, Program};
