//! `checker doctor`: what this machine has for the course, what looks wrong already, and what is deferred; the site's file
//! beside the machine, and a report of that.

use std::path::Path;

use crate::checkup::{self, CheckupError, Found};
use crate::host;
use crate::machine::{self, Machine};
use crate::offline::{Lack, Subject, Wheelhouse};
use crate::session::stop_orphans;
use crate::site::Reason;
use crate::supply::{self, Work};
use crate::ui::{Spinner, WheelhouseSeen, show_machine};

use super::arguments::DoctorArguments;
use super::context::{Context, Loaded};
use super::exit::Exit;
use super::failure::Failure;
use super::offline::{lacks, place, way};
use super::run::{begin_sessions, of_session, print_json};
use super::workshop;

pub(super) fn doctor(context: &Context, arguments: &DoctorArguments) -> Result<Exit, Failure> {
    if let Some(folder) = &arguments.class {
        return workshop::examine(context, folder);
    }
    let loaded = context.load()?;
    let host = &context.host;
    // Without a home there is no place for the exercises, which is told with everything else.
    let work = Work::of(context.global.work.as_deref(), &loaded.site, host).map(|work| work.folder().to_owned());
    let work = work.unwrap_or_else(|_| host.working_folder().to_owned());
    let machine = {
        let _spinner = Spinner::start(&context.talk, "asking the package index and the disks");
        machine::look(&context.host, &loaded.course, &loaded.site, &work)
    };
    let wheelhouse = wheelhouse(context, &loaded);
    // Of a machine that nobody takes for a site's there is nothing to compare with.
    let is_meant = loaded.reason != Reason::Default || arguments.report.is_some();
    let checks = if is_meant { checks(context, &loaded, &machine)? } else { Vec::new() };
    if let Some(file) = &arguments.report {
        return report(context, &loaded, &machine, &checks, file.as_deref());
    }
    if context.global.json {
        let wheelhouse = wheelhouse.as_ref();
        print_json(
            context,
            &Report { format: 1, site: &loaded.site.id, machine: &machine, wheelhouse, checks: &checks },
        )?;
    } else {
        show_machine(&context.data, &loaded.site, &machine, wheelhouse.as_ref(), &checks);
    }
    Ok(Exit::Done)
}

/// The wheelhouse in use, and what it lacks for the way through the course.
fn wheelhouse(context: &Context, loaded: &Loaded) -> Option<WheelhouseSeen> {
    let (folder, _) = place(context, &loaded.site)?;
    let mut seen = WheelhouseSeen {
        place: context.shown(&folder),
        why: None,
        python: None,
        complete: false,
        lacks: Vec::<Lack>::new(),
        fill: context.command("prepare"),
    };
    match Wheelhouse::open(&folder) {
        Ok(house) => {
            let subjects: Vec<Subject<'_>> = way(loaded);
            let (python, lacks) = lacks(context, loaded, &house, &subjects);
            (seen.complete, seen.python, seen.lacks) = (lacks.is_empty() && python.is_some(), python, lacks);
        }
        Err(error) => seen.why = Some(error.to_string()),
    }
    Some(seen)
}

fn checks(context: &Context, loaded: &Loaded, machine: &Machine) -> Result<Vec<Found>, Failure> {
    let site = &loaded.site;
    let own = site.work.as_deref().and_then(|template| supply::site_folder(template, site, &context.host));
    begin_sessions()?;
    let found = {
        let _spinner = Spinner::start(&context.talk, &format!("comparing this machine with the site {}", site.id));
        checkup::checks(&context.host, site, own.as_deref(), &machine.index)
    };
    stop_orphans();
    found.map_err(|error| match &error {
        CheckupError::Session(session) => of_session(session),
        CheckupError::Stage(_) => Failure::of(&error, Exit::CannotTell)
            .hint("the folder for temporary files (`TMPDIR`) must exist, be yours to write, and have room"),
    })
}

/// Writes the report down: into a file, or to standard output.
fn report(
    context: &Context,
    loaded: &Loaded,
    machine: &Machine,
    found: &[Found],
    file: Option<&Path>,
) -> Result<Exit, Failure> {
    let host_name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let checked = checkup::report(&context.host, &loaded.site, machine, found, &host_name);
    let text = format!(
        "# What `checker doctor --report` saw, without names of people or hosts. It may stand in `sites/{}.toml` as it is.\n{}",
        loaded.site.id,
        checked.text()
    );
    match file {
        None => context.data.print(&text),
        Some(file) => {
            let path = context.host.working_folder().join(file);
            host::write_whole(&path, text.as_bytes()).map_err(|error| {
                Failure::of(&error, Exit::CannotTell).hint("`--report FILE` takes a path that you may write")
            })?;
            context.data.prose(&format!("Written: {} ({}).", context.shown(&path), checked.said()), 0);
        }
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
    wheelhouse: Option<&'r WheelhouseSeen>,
    checks: &'r [Found],
}
