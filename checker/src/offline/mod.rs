//! Doing exercises without a package index: what a course asks installers for, a folder that holds it (a *wheelhouse*), and
//! the variables by which `pip` and `uv` look there.
//!
//! What is needed is read from the course itself. Packages are downloaded by the `pip` of each Python here, in a session.
//! Nothing is written outside the wheelhouse, and nobody's settings are touched: they are the session's variables.

mod fill;
mod given;
mod manifest;
mod needs;
mod outfit;
mod wheelhouse;

pub use fill::{FillError, Filled, Filling, fill};
pub use manifest::{Held, HeldFile, HeldPython, Manifest};
pub use needs::{Need, Subject, Weight, needs};
pub use outfit::outfit;
pub use wheelhouse::{Lack, MANIFEST, Wheelhouse, WheelhouseError};
