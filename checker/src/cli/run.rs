//! `checker run`: a file of shell steps, judged.

use std::io::{IsTerminal as _, Read as _};
use std::path::Path;
use std::time::Duration;

use crate::host;
use crate::jobs::Scheduler;
use crate::lesson::Exercise;
use crate::run::{self, Attempt, GivenError, Outcome, Report};
use crate::session::{Limits, Script, SessionError, adopt_orphans, heed_signals, stop_orphans};
use crate::ui::{Detail, Feedback, Spinner, show_report};

use super::arguments::RunArguments;
use super::context::{Context, Loaded};
use super::exit::Exit;
use super::failure::Failure;
use super::offline::outfitted;

/// The largest script that is read from standard input, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

pub(super) fn run(context: &Context, arguments: &RunArguments) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let exercise = loaded.exercise(context, &arguments.exercise)?;
    let text = script(context, arguments)?;
    let limits = Limits { step: Duration::from_secs(arguments.step_limit), ..Limits::default() };
    let outfitted = outfitted(context, &loaded, &[exercise])?;
    let report = attempt(
        &outfitted,
        &loaded,
        exercise,
        &text,
        &Manner { detail: Detail::Failures, limits, keep: keep(arguments.keep) },
    )?;
    if context.global.json {
        print_json(context, &report)?;
    } else {
        show_report(&context.data, exercise, &report);
    }
    Ok(exit_of(report.verdict))
}

/// How an attempt is made and shown.
pub(super) struct Manner {
    pub(super) detail: Detail,
    pub(super) limits: Limits,
    pub(super) keep: Keep,
}

/// What becomes of the scratch folder.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    Yes,
    No,
}

pub(super) fn keep(asked: bool) -> Keep {
    if asked { Keep::Yes } else { Keep::No }
}

/// Makes an attempt in a fresh scratch folder and shows it as it goes.
pub(super) fn attempt(
    context: &Context,
    loaded: &Loaded,
    exercise: &Exercise,
    text: &str,
    manner: &Manner,
) -> Result<Report, Failure> {
    begin_sessions()?;
    let spinner = Spinner::start(&context.talk, &format!("preparing {}", exercise.id));
    let stage = run::prepare(&context.host, exercise, manner.limits, |_| {}).map_err(|error| of_given(&error))?;
    let mut session = stage
        .open(run::watched(exercise, &loaded.course.catalogue), manner.limits)
        .map_err(|error| of_session(&error))?;
    drop(spinner);
    let attempt = Attempt {
        exercise,
        mistakes: loaded.course.mistakes_of(exercise),
        site: &loaded.site.id,
        folder: stage.folder(),
        home: stage.home(),
        scheduler: &Scheduler::of(&context.host),
        job_limit: manner.limits.step,
    };
    let mut feedback = Feedback::new(&context.data, &context.talk, manner.detail);
    let report = run::tell(&attempt, &mut session, &mut Script::new(text), &mut |event| {
        if !context.global.json {
            feedback.show(&event);
        }
    });
    drop(session);
    stop_orphans();
    if manner.keep == Keep::Yes {
        let folder = stage.folder().to_owned();
        stage.keep();
        context.talk.line(&format!("kept: {}", folder.display()));
    }
    report.map_err(|error| of_session(&error))
}

/// What every command does that opens sessions.
pub(super) fn begin_sessions() -> Result<(), Failure> {
    adopt_orphans();
    heed_signals().map_err(|error| Failure::of(&error, Exit::Bug))
}

/// The steps: a file, or standard input.
fn script(context: &Context, arguments: &RunArguments) -> Result<String, Failure> {
    match &arguments.file {
        Some(path) if path != Path::new("-") => {
            let path = context.host.working_folder().join(path);
            host::read_script(&path).map_err(|error| {
                let hint = format!(
                    "`checker run {} FILE` takes a file of shell commands, one step after the other",
                    arguments.exercise
                );
                Failure::of(&error, Exit::Usage).hint(hint)
            })
        }
        _ => {
            let input = std::io::stdin();
            if input.is_terminal() {
                context.talk.line("Type the steps, then Ctrl-D on an empty line:");
            }
            let mut bytes = Vec::new();
            input.lock().take(LARGEST).read_to_end(&mut bytes).map_err(|error| Failure::of(&error, Exit::Usage))?;
            String::from_utf8(bytes).map_err(|_| Failure::usage("standard input is not UTF-8 text"))
        }
    }
}

pub(super) fn exit_of(verdict: Outcome) -> Exit {
    match verdict {
        Outcome::Passed => Exit::Done,
        Outcome::NotYet => Exit::NotYet,
        Outcome::CannotTell => Exit::CannotTell,
    }
}

/// Prints a report as one JSON object.
pub(super) fn print_json(context: &Context, report: &impl serde::Serialize) -> Result<(), Failure> {
    context.data.json(report).map_err(|error| Failure::of(&error, Exit::Bug))
}

pub(super) fn of_given(error: &GivenError) -> Failure {
    match error {
        GivenError::Failed { .. } => Failure::of(error, Exit::CannotTell)
            .hint("the exercise could not be prepared on this machine; `checker prove` tells its author more"),
        GivenError::Stage(stage) => Failure::of(stage, Exit::CannotTell)
            .hint("the folder for temporary files (`TMPDIR`) must exist, be yours to write, and have room"),
        GivenError::Session(session) => of_session(session),
    }
}

pub(super) fn of_session(error: &SessionError) -> Failure {
    if matches!(error, SessionError::Interrupted) {
        return Failure::of(error, Exit::Interrupted);
    }
    let failure = Failure::of(error, Exit::CannotTell);
    match error {
        SessionError::Interrupted => failure,
        SessionError::NotStarted { .. } => failure.hint("the course needs `bash` on `PATH` and a pseudo-terminal"),
        SessionError::NoPrompt { .. } | SessionError::EndedAtOnce { .. } => {
            failure.hint("try `bash --noprofile --norc -i` by hand: it should show a prompt and stay")
        }
        SessionError::Terminal(_) => {
            failure.hint("the folder for temporary files (`TMPDIR`) must be yours to write, and have room")
        }
    }
}
