//! `checker join`: a session that belongs to a class.

use std::path::{Path, PathBuf};

use crate::workshop::{Class, Ears, WorkshopError, attend, course_hash};

use super::arguments::{JoinArguments, StartArguments};
use super::attending::Attending;
use super::context::{Context, Loaded};
use super::exit::Exit;
use super::failure::Failure;
use super::start;

/// The variable that names a class: a module file may set it.
const VARIABLE: &str = "CHECKER_CLASS";

pub(super) fn join(context: &Context, arguments: &JoinArguments) -> Result<Exit, Failure> {
    let JoinArguments { class, exercise, no_startup_files } = arguments;
    let (exercise, no_startup_files) = (exercise.clone(), *no_startup_files);
    start::start(context, &StartArguments { exercise, no_startup_files, class: Some(class.clone()), record: None })
}

/// The class that a session is asked to belong to.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The class, or why there is none: a variable that leads nowhere keeps nobody from working.
    class: Result<Class, Failure>,
}

/// The class that is named, or that the variable names.
pub(super) fn wanted(context: &Context, named: Option<&Path>) -> Result<Option<Wanted>, Failure> {
    let here = context.host.working_folder();
    if let Some(named) = named {
        return Ok(Some(Wanted { class: Ok(read(&here.join(named))?) }));
    }
    let variable = context.host.variable(VARIABLE).map(PathBuf::from);
    Ok(variable.map(|folder| Wanted { class: read(&here.join(folder)) }))
}

/// The class in a folder.
pub(super) fn read(folder: &Path) -> Result<Class, Failure> {
    Class::read(folder).map_err(|error| of_workshop(&error))
}

/// An error of a class, with what to do.
pub(super) fn of_workshop(error: &WorkshopError) -> Failure {
    let exit = match error {
        WorkshopError::File(_) | WorkshopError::Progress(_) | WorkshopError::Mode { .. } => Exit::CannotTell,
        _ => Exit::Usage,
    };
    let failure = Failure::of(error, exit);
    match error.hint() {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// What is to be said at the start of a session: each with what to do.
pub(super) type Remarks = Vec<(String, String)>;

impl Wanted {
    /// The site at which the class works.
    pub(super) fn site(&self) -> Option<&str> {
        self.class.as_ref().ok()?.about.site.as_deref()
    }

    /// Joins the class, and says what is to be said of it. One that was named must fit; of one that the variable names it
    /// is said that it does not.
    pub(super) fn join(
        self,
        context: &Context,
        loaded: &Loaded,
        is_named: bool,
    ) -> Result<(Option<Attending>, Remarks), Failure> {
        let joined = self.class.and_then(|class| attending(context, loaded, &class));
        match joined {
            Ok((attending, remarks)) => Ok((Some(attending), remarks)),
            Err(failure) if is_named => Err(failure),
            Err(failure) => {
                let said = format!("You are in no class: {}.", failure.what());
                Ok((None, vec![(said, format!("ask your instructor, or `unset {VARIABLE}`"))]))
            }
        }
    }
}

fn attending(context: &Context, loaded: &Loaded, class: &Class) -> Result<(Attending, Remarks), Failure> {
    let about = &class.about;
    if about.course != loaded.course.id {
        let what = format!(
            "the class \"{}\" is about the course `{}`, and this is `{}`",
            about.name, about.course, loaded.course.id
        );
        return Err(Failure::usage(what).hint("`--course DIR` takes the folder of that course: ask your instructor"));
    }
    let state = context.host.state_folder().ok_or_else(|| {
        Failure::cannot_tell("there is no home folder, and what the class has of you would be noted nowhere")
            .hint("set `HOME`, or `XDG_STATE_HOME` to a folder that you may write")
    })?;
    let uid = rustix::process::geteuid().as_raw();
    let log = attend(class, uid, &state).map_err(|error| of_workshop(&error))?;
    let rehearsal = if about.simulated { ", a rehearsal" } else { "" };
    let mut remarks = vec![(
        format!(
            "You are in the class {}{rehearsal}. Your instructor sees exercises, goals and mistakes, and nothing that you type.",
            about.name
        ),
        String::new(),
    )];
    if about.course_hash != course_hash(&context.files()?) {
        remarks.push((
            "The class was made with other lessons than these: you may see other words than your instructor."
                .to_owned(),
            "ask which `checker` the class uses".to_owned(),
        ));
    }
    Ok((Attending::of(log, Ears::of(class.clone())), remarks))
}
