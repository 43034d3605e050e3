//! `checker prepare`: fills a wheelhouse with what exercises need.

use std::path::PathBuf;

use crate::machine::{Answer, probe_index, pythons};
use crate::offline::{self, FillError, Filled, Filling, Subject, Weight, Wheelhouse};
use crate::session::stop_orphans;
use crate::ui::{Prepared, Steps, show_prepared};

use super::arguments::PrepareArguments;
use super::context::{Context, Loaded};
use super::exit::Exit;
use super::failure::Failure;
use super::offline::{of_lesson, of_wheelhouse, place, way};
use super::run::{begin_sessions, of_session, print_json};

pub(super) fn prepare(context: &Context, arguments: &PrepareArguments) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let subjects = subjects(context, &loaded, &arguments.subjects)?;
    let folder = match &arguments.to {
        Some(folder) => context.host.working_folder().join(folder),
        None => place(context, &loaded.site).map(|(folder, _)| folder).ok_or_else(|| {
            Failure::usage("nobody said which folder is to be filled")
                .hint("`checker prepare --to DIR`: a folder that all learners can read")
        })?,
    };
    let needs = offline::needs(&loaded.course, &loaded.site, &subjects);
    let programs = programs(context);
    if programs.is_empty() {
        return Err(
            Failure::cannot_tell("there is no `python3` on `PATH`").hint("load a Python module, or install one")
        );
    }
    begin_sessions()?;
    let mut house = Wheelhouse::open_or_begin(&folder).map_err(|error| of_wheelhouse(context, &error))?;
    let filling = Filling { host: &context.host, needs: &needs, pythons: &programs };
    let mut steps = Steps::new(&context.talk);
    let filled = offline::fill(&filling, &mut house, &mut |step| steps.next(step));
    drop(steps);
    stop_orphans();
    let filled = filled.map_err(|error| match &error {
        FillError::Wheelhouse(wheelhouse) => of_wheelhouse(context, wheelhouse),
        FillError::Stage(_) | FillError::File(_) => {
            Failure::of(&error, Exit::CannotTell).hint("`--to DIR` takes a folder that you may write, with room in it")
        }
        FillError::Session(session) => of_session(session),
    })?;
    tell(context, &subjects, &house, &filled)
}

/// The exercises and pages that are meant.
fn subjects<'l>(context: &Context, loaded: &'l Loaded, named: &[String]) -> Result<Vec<Subject<'l>>, Failure> {
    if named.is_empty() {
        return Ok(way(loaded));
    }
    let mut subjects = Vec::new();
    for id in named {
        match loaded.course.lesson(id) {
            Some(lesson) => subjects.extend(of_lesson(lesson)),
            None => subjects.push(Subject::Exercise(loaded.exercise(context, id)?)),
        }
    }
    Ok(subjects)
}

/// The Pythons on `PATH`, the first one first; environments are not asked, whose base is there too.
fn programs(context: &Context) -> Vec<PathBuf> {
    let found = pythons(context.host.text("PATH").unwrap_or_default());
    let is_base = |python: &crate::machine::Python| python.environment.is_none() && python.venv != Some(false);
    found.into_iter().filter(is_base).map(|python| python.path).collect()
}

fn tell(context: &Context, subjects: &[Subject<'_>], house: &Wheelhouse, filled: &[Filled]) -> Result<Exit, Failure> {
    let needed = |filled: &Filled| filled.missing.iter().any(|(need, _)| need.weight == Weight::Needed);
    let usable = filled.iter().any(|filled| filled.python.is_ok());
    let is_complete = usable && !filled.iter().any(needed);
    let of_conda: Vec<&str> = subjects
        .iter()
        .filter(|subject| matches!(subject, Subject::Exercise(_)) && subject.needs().iter().any(|need| need == "conda"))
        .map(Subject::id)
        .collect();
    let files = &house.manifest().files;
    let bytes = files.values().map(|file| file.bytes).sum();
    if context.global.json {
        let pythons: Vec<_> = filled.iter().map(row).collect();
        let report = serde_json::json!({
            "format": 1, "wheelhouse": house.folder(), "complete": is_complete, "pythons": pythons,
            "files": files.len(), "bytes": bytes, "of_conda": of_conda,
        });
        print_json(context, &report)?;
    } else {
        let index = if is_complete { None } else { Some(probe_index(&context.host)) };
        let unreachable = index.filter(|asked| matches!(asked.answer, Answer::Refused | Answer::NoAnswer));
        let prepared = Prepared {
            place: context.shown(house.folder()),
            exercises: subjects.iter().filter(|subject| matches!(subject, Subject::Exercise(_))).count(),
            filled,
            files: files.len(),
            bytes,
            of_conda: &of_conda,
            unreachable: unreachable.map(|asked| asked.reason),
        };
        show_prepared(&context.data, &prepared);
    }
    Ok(match (usable, is_complete) {
        (false, _) => Exit::CannotTell,
        (true, true) => Exit::Done,
        (true, false) => Exit::NotYet,
    })
}

fn row(filled: &Filled) -> serde_json::Value {
    let missing: Vec<_> = filled
        .missing
        .iter()
        .map(|(need, why)| {
            serde_json::json!({
                "requirement": need.requirement, "source": need.source, "why": why, "asked_by": need.asked_by,
                "needed": need.weight == Weight::Needed,
            })
        })
        .collect();
    let (python, why) = match &filled.python {
        Ok((version, platform)) => (Some(serde_json::json!({ "version": version, "platform": platform })), None),
        Err(why) => (None, Some(why)),
    };
    serde_json::json!({
        "program": filled.program, "python": python, "why": why, "held_before": filled.kept, "new": filled.new,
        "missing": missing,
    })
}
