//! Why a site was not built. Words only; nothing is mended here.

use std::fmt::Write as _;
use std::path::PathBuf;

use mdbook_preprocessor::errors::Error as MdbookError;

use crate::host::FileError;
use crate::lesson::Complaint;
use crate::lesson::CourseError;
use crate::site::ProfileError;
use crate::site::UnknownSite;

/// Why a site was not built. Whatever it is, the site that stood at the destination still stands there, unless the new one
/// was ready and its files could not be put in their places.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// The files are no course.
    #[error(transparent)]
    Course(#[from] CourseError),
    /// Pages do not say what they must.
    #[error("{}", lines_of(.0))]
    Pages(Vec<Complaint>),
    /// mdbook built the site and warned, so that something on it looks wrong.
    #[error("mdbook warns:\n{}", .0.join("\n"))]
    Warned(Vec<String>),
    /// mdbook could not build the site, or could not read what it was given.
    #[error("mdbook could not make the book")]
    Mdbook(#[source] MdbookError),
    /// A file of the course lies outside of its folder.
    #[error("`{0}` is no path in the course's folder")]
    OutsidePath(String),
    /// The destination is no folder.
    #[error("the destination `{}` is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// The destination holds something that is no site of ours.
    #[error("the destination `{}` is not empty, and no site was built there before: nothing was changed", .0.display())]
    NotOurs(PathBuf),
    /// There is nothing to look at.
    #[error("there is no built site in `{}`", .0.display())]
    NoSite(PathBuf),
    /// Nothing can be found under such an address.
    #[error("`{0}` is no address of a site")]
    NoAddress(String),
    /// Nobody can be answered.
    #[error("cannot answer on port {port} of this machine")]
    Listen {
        /// The port that was asked for; 0 for any.
        port: u16,
        /// Why not.
        source: std::io::Error,
    },
    /// A file of somebody else stands where a page must go.
    #[error("`{}` is in the way, and it is not from an earlier build: nothing was changed", .0.display())]
    InTheWay(PathBuf),
    /// A file of the new site could not be put in its place, or one of the old site not be removed. The site is then a
    /// mixture, and the next build mends it.
    #[error("cannot {action} `{}`", path.display())]
    Publish {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A site's file is wrong.
    #[error("the site file `{}` is wrong (line {})", path.display(), source.line())]
    Site {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: ProfileError,
    },
    /// `site` of `[preprocessor.checker]` names none.
    #[error(transparent)]
    UnknownSite(#[from] UnknownSite),
    /// A program that is needed is not there.
    #[error("there is no `{0}` on `PATH`")]
    NoTool(&'static str),
    /// The browser printed nothing.
    #[error("the browser did not print the book")]
    NotPrinted(#[source] std::io::Error),
    /// A recording of nothing that the course has.
    #[error("there is a recording of `{0}`, and the course has no such exercise")]
    UnknownRecording(String),
    /// A page is no well-formed one.
    #[error("the main part of `{0}` does not nest as it must")]
    Epub(String),
    /// A file of another kind stands where a book must go.
    #[error("`{}` is there, and it is no book of this kind: nothing was changed", .0.display())]
    NotABook(PathBuf),
    /// The book could not be handed back to mdbook.
    #[error("cannot write the book")]
    Output(#[from] serde_json::Error),
}

impl BookError {
    /// What mdbook hands on: our own error, or one of its own.
    pub(super) fn of_mdbook(error: MdbookError) -> Self {
        error.downcast().unwrap_or_else(BookError::Mdbook)
    }
}

/// One complaint a line: all are told, because a stock mdbook prints nothing but this.
fn lines_of(complaints: &[Complaint]) -> String {
    let mut lines = String::new();
    for Complaint { place, what, hint, .. } in complaints {
        let separator = if lines.is_empty() { "" } else { "\n" };
        // Writing into a string cannot fail.
        let _ = write!(lines, "{separator}{}:{}: {what}; {hint}", place.file, place.line);
    }
    lines
}
