//! The book: lessons to a static site, through mdbook as a library.
//!
//! The site is made of the lessons' own markdown: what is ours in it (fences, placeholders) is replaced where it stands,
//! pages about the whole course are added, everything else stays as the author wrote it. A built site can be checked, and
//! shown to a browser on this machine. This room refuses to print, to read the user's `MDBOOK_*` variables, to be reached from
//! another machine, to publish a site about which mdbook warns, and to remove a file that it did not write. It runs two
//! programs, each when it is asked to and never for a build: `curl` for addresses outside of a site, and a Chromium for paper.

mod build;
mod check;
mod course;
mod destination;
mod epub;
mod error;
mod escape;
mod generated;
mod glossary;
mod manifest;
mod outside;
mod page;
mod pdf;
mod preprocessor;
mod proofs;
mod reach;
mod recordings;
mod serve;
mod stock;
mod theme;
mod tokens;
mod warnings;

#[cfg(test)]
mod tests;

pub use build::{BuildRequest, Built, build};
pub use check::{Checked, check};
pub use epub::epub;
pub use error::BookError;
pub use outside::{Answer, Outside, Tried};
pub use pdf::pdf;
pub use proofs::{ProofReport, ProofReportError, ProvedCase, Verdict};
pub use recordings::Recording;
pub use serve::{Look, Reloading, Server};
pub use stock::{preprocess, supports};
