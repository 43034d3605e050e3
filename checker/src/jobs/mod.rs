//! Jobs: what the scheduler says of them.
//!
//! It asks `scontrol`, `sacct` and `squeue`, waits a bounded time for their answer, and hands it on as data. It refuses to
//! submit a job; it cancels those that an attempt has left behind.

mod ask;
mod job;
mod read;
mod scheduler;

pub use job::{Job, JobState};
pub use read::submitted;
pub use scheduler::{Scheduler, Silence};
