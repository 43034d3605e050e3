//! `checker start`: the learner's own shell, watched.
//!
//! Two threads: this one moves bytes between terminal and shell; the guide thinks about what is seen, with files, progress
//! and words. When the guide waits for a file system that hangs, the learner's keys still arrive.

mod answers;
mod first_questions;
mod guide;
mod inside;
mod open;
mod recording;
mod shell;
mod words;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::inspect;
use crate::lesson::Exercise;
use crate::offline::Subject;
use crate::session::SessionError;
use crate::session::live::{Notice, Orders, Proxy, Requests, ShellSettings, StartUp, TakeError, Terminal};

use super::arguments::StartArguments;
use super::context::{Context, Loaded};
use super::exit::Exit;
use super::failure::Failure;
use super::join::{self, Wanted};
use super::offline::{Without, supplies, way};
use super::record::Record;

use guide::Guide;
pub(super) use inside::{ask_within, is_inside, meant_within};

use inside::inside;
use recording::Recording;

/// How long the guide may take to say goodbye once the terminal is gone.
const GOODBYE: Duration = Duration::from_secs(2);

/// What the guide asks of the terminal's side between two shells.
#[derive(Debug)]
enum Next {
    /// Show this.
    Show(String),
    /// Run this shell.
    Shell(Box<ShellSettings>),
    /// The session is over: show this, and end so.
    End(String, Result<Exit, Failure>),
}

pub(super) fn start(context: &Context, arguments: &StartArguments) -> Result<Exit, Failure> {
    if let Some(inside) = inside(context) {
        return Err(Failure::usage("this shell is watched already: a second session cannot run in it")
            .hint(format!("`checker goals` shows where you are in `{}`, `exit` pauses", inside.exercise)));
    }
    if !Terminal::is_there() {
        return Err(Failure::usage("`checker start` needs a terminal on standard input and output")
            .hint("`checker run EXERCISE FILE` checks a file of steps without one"));
    }
    let class = join::wanted(context, arguments.class.as_deref())?;
    let context = &context.at_site(class.as_ref().and_then(Wanted::site));
    let loaded = first_questions::load(context)?;
    let mut record = Record::open(context, &loaded)?;
    let mut of_class = Vec::new();
    if let Some(class) = class {
        let (attending, said) = class.join(context, &loaded, arguments.class.is_some())?;
        attending.into_iter().for_each(|attending| record.attend(attending));
        of_class = said;
    }
    let exercise = match &arguments.exercise {
        Some(id) => loaded.exercise(context, id)?,
        None => words::where_one_was(context, &loaded, &record).ok_or_else(|| {
            Failure::usage("every exercise that can be done here is done")
                .hint("`checker start EXERCISE` opens one again, `checker list` shows them all")
        })?,
    };
    words::refuse_deferred(context, &loaded, exercise)?;
    let mut subjects = way(&loaded);
    subjects.push(Subject::Exercise(exercise));
    let exercise = exercise.id.clone();
    let supplies = supplies(context, &loaded, &subjects, Without::GoesOn)?;
    let (whole, context, supplied) = (context, context.with_host(supplies.host), supplies.said);
    let bash = bash(&context)?;
    let program = words::own_program(&context)?;
    let (notices, heard) = channel();
    let (orders, wire) = Orders::wire().map_err(|error| of_io(&error))?;
    let terminal = Terminal::take(&private_places(&context)).map_err(|error| of_take(&error))?;
    let requests = Requests::listen(&terminal.private().join("ask"), notices.clone()).map_err(|error| of_io(&error))?;
    let mut proxy = Proxy::new(&terminal, &wire, notices.clone()).map_err(|error| of_io(&error))?;
    let mut recording = None;
    if let Some(file) = &arguments.record {
        let (begun, recorder) = Recording::begin(whole, file, terminal.size(), &exercise)?;
        proxy.record(recorder);
        recording = Some(begun);
    }
    let (asks, next) = channel();
    let has_title = has_title(&context);
    let guide = Guide {
        columns: terminal.size().0,
        rows: terminal.size().1,
        start_up: if arguments.no_startup_files { StartUp::None } else { StartUp::Own },
        socket: requests.path().to_owned(),
        private: terminal.private().to_owned(),
        program,
        context,
        supplied,
        of_class,
        loaded: loaded.into(),
        record,
        bash,
        heard,
        orders,
        asks,
        shells: 0,
        last_shell: 0,
    };
    std::thread::Builder::new()
        .name("guide".to_owned())
        .spawn(move || guide.guide(exercise))
        .map_err(|error| of_io(&error))?;
    let ended = if has_title {
        // The old title comes back at the end, where the terminal keeps one (XTWINOPS 22 and 23, xterm's ctlseqs).
        proxy.control(b"\x1b[22;0t").map_err(|error| of_io(&error))?;
        let ended = serve(&mut proxy, &next, &notices);
        proxy.control(b"\x1b[23;0t").map_err(|error| of_io(&error))?;
        ended
    } else {
        serve(&mut proxy, &next, &notices)
    };
    drop(proxy);
    drop(terminal);
    if let Some(recording) = recording {
        recording.end();
    }
    ended
}

/// Does what the guide asks, one shell after the other.
fn serve(proxy: &mut Proxy<'_>, next: &Receiver<Next>, notices: &Sender<Notice>) -> Result<Exit, Failure> {
    let mut was_told = false;
    loop {
        let asked = if was_told { next.recv_timeout(GOODBYE) } else { next.recv().map_err(RecvTimeoutError::from) };
        match asked {
            Ok(Next::Show(text)) => proxy.show(&text).map_err(|error| of_io(&error))?,
            Ok(Next::Shell(settings)) => {
                let over = proxy.run(&settings).map_err(|error| of_session(&error))?;
                was_told = over.told.is_some();
                // Nobody is left to hear it only when the guide has failed, which the next turn notices.
                let _ = notices.send(Notice::Over(over));
            }
            Ok(Next::End(text, ended)) => {
                proxy.show(&text).map_err(|error| of_io(&error))?;
                break if was_told { ended.map(|_| Exit::Interrupted) } else { ended };
            }
            Err(RecvTimeoutError::Timeout) => break Ok(Exit::Interrupted),
            Err(RecvTimeoutError::Disconnected) => {
                break Err(Failure::bug("the part of checker that follows your shell has failed"));
            }
        }
    }
}

/// Where sockets and pipes may go: a local place, and a short path, as a socket's name has at most 107 bytes (unix(7)).
/// `XDG_RUNTIME_DIR` may be another user's, after `su`.
fn private_places(context: &Context) -> Vec<PathBuf> {
    const LONGEST: usize = 60;
    let places = [context.host.variable("XDG_RUNTIME_DIR").map(PathBuf::from), Some(context.host.temporary_folder())];
    // Resolved, so that paths which programs report compare equal to ours.
    let places = places.into_iter().flatten().filter_map(|place| std::fs::canonicalize(place).ok());
    let fits = |place: &PathBuf| place.is_dir() && place.as_os_str().len() <= LONGEST;
    places.filter(fits).chain([PathBuf::from("/tmp")]).collect()
}

fn bash(context: &Context) -> Result<PathBuf, Failure> {
    let login = context.host.variable("SHELL").map(PathBuf::from);
    let own = login.filter(|shell| shell.file_name().is_some_and(|name| name == "bash") && shell.is_file());
    let found = own.or_else(|| inspect::first_on_path("bash", context.host.text("PATH").unwrap_or("/usr/bin:/bin")));
    found.ok_or_else(|| Failure::cannot_tell("there is no `bash` on `PATH`").hint("the course needs bash"))
}

fn of_io(error: &std::io::Error) -> Failure {
    Failure::cannot_tell(format!("the terminal cannot be used: {error}"))
        .hint("`checker run EXERCISE FILE` checks a file of steps without it")
}

fn of_take(error: &TakeError) -> Failure {
    match error {
        TakeError::Unusable(error) => of_io(error),
        TakeError::NoFolder(_) => Failure::of(error, Exit::CannotTell)
            .hint("the folder for temporary files (`TMPDIR`) must be yours to write, and have room"),
    }
}

fn of_session(error: &SessionError) -> Failure {
    super::run::of_session(error)
}

/// Whether the terminal has a title that can be set: the console of Linux and dumb ones have none.
fn has_title(context: &Context) -> bool {
    context.host.text("TERM").is_some_and(|term| term != "dumb" && term != "linux")
}

/// The name of an exercise, for titles and messages.
fn title(exercise: &Exercise, reached: usize) -> String {
    format!("checker: {} {reached}/{}", exercise.id, exercise.goals.len())
}

/// What the guide and its helpers share of the course.
type Course = std::sync::Arc<Loaded>;
