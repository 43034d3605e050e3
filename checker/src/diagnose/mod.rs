//! Why is a goal not reached: known mistakes, matched against the evidence of a step.
//!
//! Pure: evidence in, findings out. This room knows no mistake by name; all of them stand in lessons. It refuses to guess:
//! where nothing matches, there is no finding, and a finding never changes a verdict.

mod evidence;
mod facts;
mod finding;
mod matching;

pub use evidence::{Added, AskedFor, Changes, Layer, PackageWanted, StepEvidence, WorkingOn};
pub use finding::{Finding, diagnose};
