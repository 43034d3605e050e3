//! The files that packaging tools write, each as a function of its content: bytes or text in, data out.
//!
//! Nothing here looks at a file, and any input gives an answer: what makes no sense is passed over, as the tools do it.

pub use super::conda::{CondaRecord, Distribution, conda_record};
pub use super::direct::{Direct, parse as direct_url};
pub use super::metadata::{Metadata, parse as metadata};
pub use super::pth::{Written, parse as pth};
pub use super::pyvenv::Pyvenv;
pub use super::record::{Record, parse as record};
