//! Which wheelhouse is in use, and what that means for a session: its variables, and what has to wait.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::host::HostEnvironment;
use crate::lesson::{Exercise, Lesson};
use crate::machine::{Answer, IndexAnswer, probe_index, pythons};
use crate::offline::{self, Lack, Subject, Wheelhouse, WheelhouseError};
use crate::site::Profile;
use crate::supply;
use crate::ui::{Clean, Spinner};

use super::context::{Context, Loaded};
use super::exit::Exit;
use super::failure::Failure;

/// The variable that names a wheelhouse.
const VARIABLE: &str = "CHECKER_WHEELHOUSE";

/// What is missing where no package can be had.
pub(super) const OUT_OF_REACH: &str = "a package index that can be reached, nor a wheelhouse that holds what is needed";

/// Who says where the wheelhouse is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SaidBy {
    /// An option, or the variable.
    Person,
    /// The site's file.
    Site,
}

/// What becomes of an exercise for which no package can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Without {
    /// It waits, and has no session.
    Waits,
    /// Somebody works on it all the same.
    GoesOn,
}

/// How sessions get their packages.
pub(super) struct Supplies {
    /// The machine with the variables for sessions.
    pub(super) host: HostEnvironment,
    /// What is to be said of it, in one sentence.
    pub(super) said: Option<String>,
    /// The exercises, and the lessons for their pages, for which no package can be had here and now.
    pub(super) waiting: BTreeSet<String>,
}

/// Where the wheelhouse in use is: by `--wheelhouse`, else by the variable, else by the site's file.
pub(super) fn place(context: &Context, site: &Profile) -> Option<(PathBuf, SaidBy)> {
    let told = context.global.wheelhouse.clone();
    let told = told.or_else(|| context.host.variable(VARIABLE).map(PathBuf::from));
    if let Some(told) = told {
        return Some((context.host.working_folder().join(told), SaidBy::Person));
    }
    let folder = supply::site_folder(site.wheelhouse.as_deref()?, site, &context.host)?;
    Some((folder, SaidBy::Site))
}

/// The wheelhouse in use, opened. One that only the site's file names need not be there.
pub(super) fn wheelhouse(context: &Context, site: &Profile) -> Result<Option<Wheelhouse>, Failure> {
    let Some((folder, said_by)) = place(context, site) else { return Ok(None) };
    match Wheelhouse::open(&folder) {
        Ok(house) => Ok(Some(house)),
        Err(WheelhouseError::Missing(_)) if said_by == SaidBy::Site => Ok(None),
        Err(error) => Err(of_wheelhouse(context, &error)),
    }
}

/// What a wheelhouse lacks for these, with the `python3` that is first on `PATH`; its version where files tell it.
pub(super) fn lacks(
    context: &Context,
    loaded: &Loaded,
    house: &Wheelhouse,
    subjects: &[Subject<'_>],
) -> (Option<String>, Vec<Lack>) {
    let needs = offline::needs(&loaded.course, &loaded.site, subjects);
    let version = first_python(&context.host);
    let machine = rustix::system::uname().machine().to_string_lossy().into_owned();
    let lacks = house.lacks(&needs, version.as_deref().unwrap_or_default(), &machine);
    (version, lacks)
}

/// `3.12`, where the first Python tells it.
fn first_python(host: &HostEnvironment) -> Option<String> {
    let version = pythons(host.text("PATH").unwrap_or_default()).into_iter().find_map(|python| python.version)?;
    let mut numbers = version.split('.');
    Some(format!("{}.{}", numbers.next()?, numbers.next()?))
}

/// The exercises and pages of the way through the course at this site; of the whole course, where there is no track.
pub(super) fn way(loaded: &Loaded) -> Vec<Subject<'_>> {
    let track = loaded.course.followed.as_ref();
    let lessons = loaded.course.lessons.iter().filter(|lesson| track.is_none_or(|track| track.has(lesson)));
    lessons.flat_map(of_lesson).collect()
}

/// A lesson's page and its exercises.
pub(super) fn of_lesson(lesson: &Lesson) -> Vec<Subject<'_>> {
    let exercises = lesson.exercises.iter().map(Subject::Exercise);
    std::iter::once(Subject::Page(lesson)).chain(exercises).collect()
}

/// How the sessions of these exercises and pages get their packages. The index is asked only where something depends on it:
/// on a wheelhouse, or on an exercise that would wait for one.
pub(super) fn supplies(
    context: &Context,
    loaded: &Loaded,
    subjects: &[Subject<'_>],
    without: Without,
) -> Result<Supplies, Failure> {
    let mut supplies = Supplies { host: context.host.clone(), said: None, waiting: BTreeSet::new() };
    let house = wheelhouse(context, &loaded.site)?;
    let wants_index = |subject: &&Subject<'_>| subject.needs().iter().any(|need| need == "index");
    let may_wait = without == Without::Waits && subjects.iter().any(|subject| wants_index(&subject));
    if house.is_none() && !may_wait {
        return Ok(supplies);
    }
    let asked = {
        let _spinner = Spinner::start(&context.talk, "asking the package index");
        probe_index(&context.host)
    };
    let is_out_of_reach = matches!(asked.answer, Answer::Refused | Answer::NoAnswer);
    let Some(house) = house else {
        if is_out_of_reach && !has_own_places(&asked) {
            supplies.waiting = subjects.iter().filter(wants_index).map(|subject| subject.id().to_owned()).collect();
        }
        return Ok(supplies);
    };
    let (_, lacking) = lacks(context, loaded, &house, subjects);
    if is_out_of_reach && !has_own_places(&asked) {
        let wanting: BTreeSet<&String> = lacking.iter().flat_map(|lack| &lack.asked_by).collect();
        let waits = |subject: &&Subject<'_>| wants_index(subject) && wanting.contains(&subject.id().to_owned());
        supplies.waiting = subjects.iter().filter(waits).map(|subject| subject.id().to_owned()).collect();
    }
    // Where those that lack something wait, no index need be asked for the others.
    let is_complete = lacking.is_empty() || (without == Without::Waits && !supplies.waiting.is_empty());
    supplies.host = offline::outfit(&context.host, house.folder(), is_complete, &asked);
    supplies.said = Some(said(context, &house, &asked, lacking.first(), is_out_of_reach));
    Ok(supplies)
}

fn said(context: &Context, house: &Wheelhouse, asked: &IndexAnswer, lack: Option<&Lack>, out_of_reach: bool) -> String {
    let place = context.shown(house.folder());
    let lack = lack.map(|lack| format!(" (it lacks {})", lack.requirement)).unwrap_or_default();
    if out_of_reach {
        return format!(
            "Packages come from the wheelhouse {place}{lack}: the index cannot be reached ({}).",
            asked.reason
        );
    }
    format!("Packages come from the wheelhouse {place}{lack} and from the index.")
}

/// Whether other places than the index were named for packages: what is there is not known.
fn has_own_places(asked: &IndexAnswer) -> bool {
    asked.index.find_links.iter().any(|place| place.contains("://") || std::path::Path::new(place).exists())
}

/// The context for sessions of these exercises; says in one line where packages come from.
pub(super) fn outfitted(context: &Context, loaded: &Loaded, exercises: &[&Exercise]) -> Result<Context, Failure> {
    let subjects: Vec<Subject<'_>> = exercises.iter().map(|exercise| Subject::Exercise(exercise)).collect();
    let supplies = supplies(context, loaded, &subjects, Without::GoesOn)?;
    say(context, &supplies);
    Ok(context.with_host(supplies.host))
}

/// Says in one line where packages come from.
pub(super) fn say(context: &Context, supplies: &Supplies) {
    if let (Some(said), false) = (&supplies.said, context.global.json) {
        context.talk.line(&Clean(said).to_string());
    }
}

/// What is wrong with a wheelhouse, and what to do.
pub(super) fn of_wheelhouse(context: &Context, error: &WheelhouseError) -> Failure {
    match error {
        WheelhouseError::Missing(folder) => {
            Failure::of(error, Exit::Usage).hint(format!("`checker prepare --to {}` fills one", context.shown(folder)))
        }
        WheelhouseError::Manifest { .. } => Failure::of(error, Exit::Usage)
            .hint("remove the file; `checker prepare` writes it anew, and downloads what it names"),
        WheelhouseError::Later { .. } => {
            Failure::of(error, Exit::Usage).hint("take a newer checker, or another folder")
        }
        WheelhouseError::File(_) => Failure::of(error, Exit::CannotTell)
            .hint("the folder must be there for you to read, and to be filled, to write"),
    }
}
