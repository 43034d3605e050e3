//! `checker book serve`: the site in a browser on this machine.

use std::time::Duration;

use crate::book::{BookError, Look, Reloading, Server};
use crate::host::Scratch;
use crate::session::{heed_signals, is_interrupted};

use super::book::{built, of_book};
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;

/// How often the course's files are looked at.
const EVERY: Duration = Duration::from_millis(300);

pub(super) fn serve(context: &Context, port: Option<u16>) -> Result<Exit, Failure> {
    heed_signals().map_err(|error| Failure::of(&error, Exit::CannotTell))?;
    let scratch =
        Scratch::make(&context.host.temporary_folder()).map_err(|error| Failure::of(&error, Exit::CannotTell))?;
    let site = scratch.path().join("site");
    let course = context.global.course.as_ref().map(|folder| context.host.working_folder().join(folder));
    // Before the build: what is saved during it is built again.
    let mut look = course.as_deref().map(Look::at);
    let failed = |error: BookError| of_book(context, &error);
    let reloading = if look.is_some() { Reloading::On } else { Reloading::Off };
    let server = Server::open(&site, port, reloading).map_err(failed)?;
    let port = server.port().map_err(failed)?;
    let pages = built(context, &site)?.pages;
    context.data.line(&format!("{pages} pages at http://localhost:{port}/"));
    let machine = rustix::system::uname().nodename().to_string_lossy().into_owned();
    context
        .talk
        .line(&format!("From another machine: ssh -L {port}:localhost:{port} {machine}, and the same address there."));
    context.talk.line("Ctrl-C ends it.");
    while !is_interrupted() {
        server.wait(EVERY).map_err(failed)?;
        if look.as_mut().is_some_and(Look::is_new) {
            match built(context, &site) {
                Ok(_) => {
                    server.changed();
                    context.talk.line("built again");
                }
                // The site from before is still there; the next save may mend it.
                Err(failure) => failure.show(&context.talk),
            }
        }
    }
    Ok(Exit::Done)
}
