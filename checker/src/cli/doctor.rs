//! `checker doctor`: what this machine has for the course, what looks wrong already, and what is deferred.

use crate::machine::{self, Machine};
use crate::supply::Work;
use crate::ui::{Spinner, show_machine};

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::run::print_json;

pub(super) fn doctor(context: &Context) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let host = &context.host;
    // Without a home there is no place for the exercises, which is told with everything else.
    let work = Work::of(context.global.work.as_deref(), &loaded.site, host).map(|work| work.folder().to_owned());
    let work = work.unwrap_or_else(|_| host.working_folder().to_owned());
    let machine = {
        let _spinner = Spinner::start(&context.talk, "asking the package index and the disks");
        machine::look(&context.host, &loaded.course, &loaded.site, &work)
    };
    if context.global.json {
        print_json(context, &Report { format: 1, site: &loaded.site.id, machine: &machine })?;
    } else {
        show_machine(&context.data, &loaded.site, &machine);
    }
    Ok(Exit::Done)
}

/// The report as a program reads it.
#[derive(serde::Serialize)]
struct Report<'r> {
    format: u32,
    site: &'r str,
    #[serde(flatten)]
    machine: &'r Machine,
}
