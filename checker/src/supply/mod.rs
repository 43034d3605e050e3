//! What the course is made of and what it needs on this machine: the course's files (built in, or from a folder), the sites'
//! files, a Python of its own for proofs, and the folders that learners work in.
//!
//! It hands out texts and folders; what they mean is for others.

mod base_python;
mod course;
mod work;

pub use base_python::QUESTION;
pub use base_python::{BasePythons, LayOutError};
pub use course::{CourseSource, SupplyError, builtin_catalogue, files, sites};
pub use work::{Laid, Work, WorkError, WorkFolder, site_folder};
