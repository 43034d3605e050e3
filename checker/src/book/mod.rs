//! The book: lessons to a static site, through mdbook as a library.
//!
//! The site is made of the lessons' own markdown: what is ours in it (fences, placeholders) is replaced where it stands,
//! pages about the whole course are added, everything else stays as the author wrote it. A built site can be checked, and
//! shown to a browser on this machine. This room refuses to print, to run programs, to read the user's `MDBOOK_*` variables,
//! to ask for an address outside of a site, to be reached from another machine, to publish a site about which mdbook warns,
//! and to remove a file that it did not write.

mod build;
mod check;
mod course;
mod destination;
mod error;
mod escape;
mod generated;
mod glossary;
mod manifest;
mod page;
mod preprocessor;
mod proofs;
mod reach;
mod serve;
mod stock;
mod theme;
mod warnings;

#[cfg(test)]
mod tests;

pub use build::{BuildRequest, Built, build};
pub use check::{Checked, check};
pub use error::BookError;
pub use proofs::{ProofReport, ProofReportError, ProvedCase, Verdict};
pub use serve::{Look, Reloading, Server};
pub use stock::{preprocess, supports};
