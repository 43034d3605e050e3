//! `checker prove`: the author's proof.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::author::{self, CaseKind, CaseVerdict, Proof, ProveError, Proving};
use crate::host;
use crate::offline::Subject;
use crate::session::{Limits, stop_orphans};
use crate::ui::{Counting, show_proof};

use super::arguments::ProveArguments;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::offline::{Without, say, supplies};
use super::run::{begin_sessions, of_session, print_json};

pub(super) fn prove(context: &Context, arguments: &ProveArguments) -> Result<Exit, Failure> {
    // A proof may take half an hour: whether its report can be written is asked before.
    let report = arguments.report.as_deref().map(|file| place_of_report(context, file)).transpose()?;
    begin_sessions()?;
    let loaded = context.load()?;
    for id in &arguments.exercises {
        loaded.exercise(context, id)?;
    }
    let mut cases = author::cases(&loaded.course, &arguments.exercises);
    if arguments.solutions {
        cases.retain(|case| !matches!(case.kind, CaseKind::Mistake(_) | CaseKind::Recovery(_)));
    }
    let subjects: Vec<Subject<'_>> =
        cases.iter().map(|case| case.exercise.map_or(Subject::Page(case.lesson), Subject::Exercise)).collect();
    let supplies = supplies(context, &loaded, &subjects, Without::Waits)?;
    say(context, &supplies);
    let recordings = arguments.record.as_ref().map(|folder| context.host.working_folder().join(folder));
    if let Some(folder) = &recordings {
        host::create_folder(folder).map_err(|error| Failure::of(&error, Exit::Usage))?;
    }
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let proving = Proving {
        host: &supplies.host,
        course: &loaded.course,
        site: &loaded.site,
        waiting: &supplies.waiting,
        jobs: arguments.jobs.map_or(cores, usize::from),
        limits: Limits { step: Duration::from_secs(arguments.step_limit), ..Limits::default() },
        recordings: recordings.as_deref(),
    };
    let progress = Counting::new(&context.talk, cases.len());
    let proof =
        author::prove(&proving, &cases, &|report| progress.done(&report.name)).map_err(|error| match &error {
            ProveError::Session(session) => of_session(session),
            ProveError::Stage(_) | ProveError::Base(_) => Failure::of(&error, Exit::CannotTell),
        })?;
    drop(progress);
    stop_orphans();
    if let Some(path) = &report {
        write_report(path, &proof)?;
    }
    if context.global.json {
        print_json(context, &proof)?;
    } else {
        show_proof(&context.data, &proof);
    }
    Ok(if proof.count(CaseVerdict::Failed) == 0 { Exit::Done } else { Exit::NotYet })
}

fn place_of_report(context: &Context, file: &Path) -> Result<PathBuf, Failure> {
    let path = context.host.working_folder().join(file);
    let folder = path.parent().unwrap_or(&path);
    if folder.is_dir() {
        return Ok(path);
    }
    let shown = context.shown(folder);
    Err(Failure::usage(format!("there is no folder `{shown}` for the report"))
        .hint(format!("`mkdir -p {shown}` makes it")))
}

fn write_report(path: &Path, proof: &Proof) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(proof).map_err(|error| Failure::of(&error, Exit::CannotTell))?;
    host::write_whole(path, format!("{text}\n").as_bytes())
        .map_err(|error| Failure::of(&error, Exit::CannotTell).hint("`--report FILE` takes a path that you may write"))
}
