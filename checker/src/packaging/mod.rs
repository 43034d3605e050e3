//! The written rules of Python packaging: names, versions, specifiers, markers, requirements.
//!
//! Text in, data out, as the specifications of the Python Packaging Authority say: "names and normalization" (PEP 503),
//! "version specifiers" (PEP 440), "dependency specifiers" (PEP 508) and its extras (PEP 685). Where a specification
//! leaves a case open, the reference implementation `packaging` decides. This room touches no file, knows no
//! environment and never asks which Python runs: what a marker is judged for is handed in as a [`Target`].

mod blanks;
mod marker;
mod marker_text;
mod names;
mod number;
mod requirement;
mod specifier;
mod specifiers;
mod target;
#[cfg(test)]
mod tests;
mod variable;
mod version;
mod version_text;

pub use marker::Marker;
pub use marker_text::MarkerError;
pub use names::{is_name, normalize};
pub use number::Number;
pub use requirement::{Requirement, RequirementError};
pub use specifier::SpecifierError;
pub use specifiers::Specifiers;
pub use target::Target;
pub use version::Version;
pub use version_text::VersionError;
