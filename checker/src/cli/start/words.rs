//! What a live session has to say, gathered from progress, course and machine.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::author;
use crate::lesson::{BoxKind, Exercise, Node};
use crate::machine::{self, IndexAnswer, Spaces, Surrounding};
use crate::progress::Standing;
use crate::run::Attempt;
use crate::session::live::Prompt;
use crate::ui::{self, Summary};

use super::super::context::{Context, Loaded};
use super::super::exit::Exit;
use super::super::failure::Failure;
use super::super::record::Record;
use super::super::which;
use super::guide::Guide;
use super::open::Open;

/// Variables that are watched besides those that always are, because they change what an installer does.
pub(super) const ALSO_WATCHED: [&str; 12] = [
    "PIP_BREAK_SYSTEM_PACKAGES",
    "PIP_CERT",
    "PIP_CONFIG_FILE",
    "PIP_DRY_RUN",
    "PIP_FIND_LINKS",
    "PIP_INDEX_URL",
    "PIP_NO_INDEX",
    "PIP_PREFIX",
    "PIP_PYTHON",
    "PIP_REQUIRE_VIRTUALENV",
    "REQUESTS_CA_BUNDLE",
    "UV_SYSTEM_PYTHON",
];

/// How long a prompt may wait for what file systems say of themselves.
const A_MOMENT: Duration = Duration::from_millis(300);

/// The exercise to come back to: the one that was worked on last and is not done, else the first that can be done.
pub(super) fn where_one_was<'l>(context: &Context, loaded: &'l Loaded, record: &Record) -> Option<&'l Exercise> {
    let last = which::last(loaded, record).filter(|last| {
        record.exercise(last).standing == Standing::Working && which::missing(context, loaded, last).is_empty()
    });
    last.or_else(|| which::next(context, loaded, record, None))
}

/// Refuses an exercise that cannot be done here.
pub(super) fn refuse_deferred(context: &Context, loaded: &Loaded, exercise: &Exercise) -> Result<(), Failure> {
    let missing = which::missing(context, loaded, exercise);
    if missing.is_empty() {
        return Ok(());
    }
    let what = format!("`{}` is deferred: this machine has not {}", exercise.id, missing.join(", "));
    Err(Failure::cannot_tell(what).hint(format!(
        "`{}` reads the lesson; come back on a machine that has it",
        context.command(&format!("show {}", exercise.lesson))
    )))
}

/// What should be known before one begins.
pub(super) fn remarks(
    guide: &mut Guide,
    attempt: &Attempt<'_>,
    prompt: &Prompt,
    put_down: Option<&Path>,
) -> Vec<(String, String)> {
    let mut remarks = std::mem::take(&mut guide.of_class);
    if let Some(root) = put_down {
        let shown = guide.context.shown(root);
        remarks.push((format!("You came with {shown} active. In here it is not: you start clean."), String::new()));
    }
    remarks.extend(guide.supplied.take().map(|said| (said, String::new())));
    if let Some(shell) = other_login_shell(&guide.context) {
        remarks.push((format!("Your login shell is {shell}; this session is a bash."), String::new()));
    }
    let mut around = machine::surroundings(&guide.context.host).variables;
    for name in ALSO_WATCHED {
        around.remove(name);
    }
    // What the learner's shell says of itself counts; what it did not say was not asked.
    around.extend(prompt.state.variables.clone());
    let mut surrounding = Surrounding::of(around, attempt.home, attempt.folder);
    surrounding.aliases = prompt.names.aliases.clone();
    surrounding.spaces =
        Spaces::measure(attempt.folder, Some(attempt.home), &guide.context.host.temporary_folder(), A_MOMENT);
    remarks.extend(machine::worries(&surrounding).into_iter().map(|worry| (worry.what, worry.way)));
    remarks
}

/// Whether the index can be asked for packages, told as soon as that is known.
pub(super) fn ask_index(context: &Context, exercise: &Exercise) -> Option<Receiver<IndexAnswer>> {
    if !exercise.needs.iter().any(|need| need == "index") {
        return None;
    }
    let (answers, answer) = channel();
    let host = context.host.clone();
    // It ends with its question, which has a deadline.
    std::thread::spawn(move || {
        // Nobody listens when the exercise is over by then.
        let _ = answers.send(machine::probe_index(&host));
    });
    Some(answer)
}

/// What is to be said of an index that cannot be reached.
pub(super) fn of_index(guide: &Guide, attempt: &Attempt<'_>, answer: IndexAnswer) -> Option<(String, String)> {
    let around = machine::surroundings(&guide.context.host).variables;
    let mut surrounding = Surrounding::of(around, attempt.home, attempt.folder);
    surrounding.index = Some(answer);
    let worry = machine::worries(&surrounding).into_iter().find(|worry| worry.id == "index-unreachable")?;
    Some((worry.what, worry.way))
}

/// The login shell, where it is no bash.
fn other_login_shell(context: &Context) -> Option<String> {
    let name = Path::new(context.host.variable("SHELL")?).file_name()?.to_string_lossy().into_owned();
    (name != "bash").then_some(name)
}

/// What the start-up files have activated.
pub(super) fn activated_by_start_up(prompt: &Prompt) -> Option<String> {
    let state = &prompt.state;
    let conda = state.variable("CONDA_DEFAULT_ENV");
    match (state.variable("VIRTUAL_ENV"), state.variable("CONDA_PREFIX")) {
        ("", "") => None,
        ("", prefix) => Some(format!("conda's `{}`", if conda.is_empty() { prefix } else { conda })),
        (root, _) => Some(format!("`{root}`")),
    }
}

/// The summary of an exercise that was passed.
pub(super) fn summary<'s>(
    loaded: &'s Loaded,
    exercise: &'s Exercise,
    time: Duration,
    mistakes: usize,
    typed: &'s [String],
    next: Option<&'s Exercise>,
    rows: usize,
) -> Summary<'s> {
    let solution = author::solution_at(exercise, &loaded.site.id);
    let reference = solution.map(|solution| author::commands(solution).map(|typed| typed.command.clone()).collect());
    let learned = loaded.course.lesson(&exercise.lesson).map(|lesson| key_points(&lesson.nodes)).unwrap_or_default();
    Summary { exercise, time, mistakes, learned, typed, reference: reference.unwrap_or_default(), next, rows }
}

/// A lesson's key points, one each.
fn key_points(nodes: &[Node]) -> Vec<String> {
    let bodies = nodes.iter().filter_map(|node| match node {
        Node::Boxed { kind: BoxKind::KeyPoints, body, .. } => Some(body),
        _ => None,
    });
    let mut points: Vec<String> = Vec::new();
    for line in bodies.flat_map(|body| body.lines()) {
        match (line.strip_prefix("- "), points.last_mut()) {
            (Some(point), _) => points.push(point.trim().to_owned()),
            (None, Some(open)) if !line.trim().is_empty() => {
                open.push(' ');
                open.push_str(line.trim());
            }
            _ => {}
        }
    }
    points
}

/// What is said when the learner leaves.
pub(super) fn farewell(guide: &Guide, open: &Open<'_>) -> String {
    let page = guide.page();
    let exercise = open.attempt.exercise;
    let reached = open.story.as_ref().map_or(0, crate::run::LiveStory::reached);
    let unsaved = guide.record.held_back();
    ui::show_farewell(&page, exercise, reached, &guide.context.command("start"), unsaved);
    page.take()
}

/// A shell that ended before its first prompt.
pub(super) fn never_began(context: &Context, status: i32) -> Failure {
    Failure::cannot_tell(format!("your shell ended before its first prompt, with status {status}")).hint(format!(
        "something in your start-up files ends it; `{}` leaves them out",
        context.command("start --no-startup-files")
    ))
}

/// Where nothing fits any more: the exercise's folder, the home or the folder for temporary files.
pub(super) fn full_place(guide: &Guide, attempt: &Attempt<'_>) -> Option<String> {
    let temporary = guide.context.host.temporary_folder();
    let spaces = Spaces::measure(attempt.folder, Some(attempt.home), &temporary, A_MOMENT);
    [&spaces.work, &spaces.home, &spaces.temporary].into_iter().find_map(|measured| {
        let space = measured.known()?;
        (space.bytes == 0 || space.files == Some(0)).then(|| space.path.display().to_string())
    })
}

/// The path of this program, for use within, kept from the beginning, as a newer one may take its place meanwhile; and the
/// options that say which course, site and folder it is about.
pub(super) fn own_program(context: &Context) -> Result<Vec<PathBuf>, Failure> {
    let mut program = vec![std::env::current_exe().map_err(|error| Failure::of(&error, Exit::Bug))?];
    let here = context.host.working_folder();
    let options = [
        ("--course", context.global.course.as_ref().map(|folder| here.join(folder))),
        ("--work", context.global.work.as_ref().map(|folder| here.join(folder))),
        ("--site", context.global.site.as_ref().map(PathBuf::from)),
        ("--wheelhouse", context.global.wheelhouse.as_ref().map(|folder| here.join(folder))),
    ];
    for (name, value) in options {
        if let Some(value) = value {
            program.extend([PathBuf::from(name), value]);
        }
    }
    Ok(program)
}
