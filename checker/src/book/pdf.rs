//! The book on paper: a Chromium of this machine prints the page that has everything.
//!
//! It gets a home of its own for this once, and no way to any other host: names have no addresses there, and the proxy
//! through which all else would have to go does not exist.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::time::Duration;

use crate::host;
use crate::host::{HostEnvironment, Scratch};

use super::build::{BuildRequest, Built, build};
use super::destination::write_file;
use super::error::BookError;
use crate::programs::Program;

/// What a Chromium may be called.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// What it gets to know of this machine.
const VARIABLES: [&str; 3] = ["PATH", "LANG", "LC_ALL"];

/// How long it may take: it lays out hundreds of pages.
const PATIENCE: Duration = Duration::from_secs(300);

/// How the file begins; what stands at its place and does not is left alone.
const BEGINS: &[u8] = b"%PDF-";

/// Builds a course's site for this once, and prints it; how many pages of the course it has.
pub fn pdf(request: &BuildRequest<'_>, host: &HostEnvironment, file: &Path) -> Result<usize, BookError> {
    let chromium = Program::find(&NAMES, host, &VARIABLES).ok_or(BookError::NoTool("chromium"))?;
    let scratch = Scratch::make(request.temporary)?;
    let (site, home, made) =
        (scratch.path().join("site"), scratch.path().join("home"), scratch.path().join("book.pdf"));
    host::create_folder(&home)?;
    let Built { pages, .. } = build(&BuildRequest { destination: &site, recordings: &[], ..*request })?;
    let mut arguments: Vec<OsString> = [
        "--headless=new",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--no-default-browser-check",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--proxy-server=http://127.0.0.1:9",
        "--proxy-bypass-list=<-loopback>",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
    ]
    .map(OsString::from)
    .into();
    if rustix::process::geteuid().is_root() {
        // Its sandbox refuses root. The page that it reads is our own.
        arguments.push("--no-sandbox".into());
    }
    let with = |option: &str, path: &Path| {
        let mut argument = OsString::from(option);
        argument.push(path);
        argument
    };
    arguments.push(with("--user-data-dir=", &home));
    arguments.push(with("--print-to-pdf=", &made));
    arguments.push(with("file://", &site.join("print.html")));
    let ended = chromium.at_home(&home).run(&arguments, "", PATIENCE).map_err(BookError::NotPrinted)?;
    if !made.is_file() {
        let last = ended.complaint.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it does not say why");
        let status = ended.status.map_or_else(|| "no status".to_owned(), |status| format!("status {status}"));
        return Err(BookError::NotPrinted(io::Error::other(format!("it ends with {status}: {last}"))));
    }
    write_file(file, &host::read(&made)?, BEGINS)?;
    Ok(pages)
}
