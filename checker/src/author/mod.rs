//! The author's tools: lint and prove.
//!
//! They return complaints and results as data. A lesson is trusted only as far as its own transcripts hold: every solution,
//! every mistake and every way back is typed into a real shell.

mod cases;
mod compare;
mod lint;
mod lists;
mod proof;
mod prove;
mod versions;

pub use cases::{Case, CaseKind, cases};
pub use lint::lint;
pub use lists::{commands, consoles, solution_at};
pub use proof::{CaseReport, CaseVerdict, Proof};
pub use prove::{ProveError, Proving, prove};
