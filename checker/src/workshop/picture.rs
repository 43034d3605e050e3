//! The class at one moment: who stands where, which mistakes many make, who waits for help.

use std::collections::{BTreeMap, BTreeSet};

use crate::lesson::{Course, Lesson};
use crate::progress::{Id, Standing, Trouble};

use super::class::Class;
use super::desk::{Care, Desk, Ticket};
use super::reading::Aside;
use super::roster::{Person, Roster};
use super::stuck::{Struggle, Stuck, median, stuck};
use super::work::Work;

/// Who was not heard of for so many seconds is idle.
pub const IDLE: u64 = 10 * 60;
/// A mistake is one of now for so many seconds, unless it is mended.
pub const NOW: u64 = 30 * 60;

/// The class at one moment.
#[derive(Debug)]
pub struct Picture {
    /// When it was made, in seconds since 1970.
    pub at: u64,
    /// The exercises of the class, in order.
    pub exercises: Vec<String>,
    /// Everybody; who needs somebody most stands first.
    pub rows: Vec<Row>,
    /// The mistakes of now; what most people make stands first.
    pub problems: Vec<Problem>,
    /// Who asks for help; who has waited longest stands first.
    pub queue: Vec<Request>,
    /// Records that could not be used.
    pub trouble: Trouble,
    /// Files that do not count, and why.
    pub aside: BTreeMap<Aside, usize>,
    /// Files that were not looked at yet.
    pub waiting: usize,
}

/// One person.
#[derive(Debug)]
pub struct Row {
    /// The user.
    pub uid: u32,
    /// The name that stands for them.
    pub pseudonym: String,
    /// One for each exercise.
    pub cells: Vec<Cell>,
    /// Which exercise they worked on last, and how that goes.
    pub now: Option<(usize, Cell)>,
    /// When they were heard of last, in seconds since 1970.
    pub heard: u64,
}

/// How one person stands with one exercise. The order is that of need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// Asks for help.
    Help,
    /// Is stuck by the rule, and did not ask.
    Stuck(Stuck),
    /// Works on it.
    Working,
    /// Has begun it, and does something else, or nothing that is heard of.
    Idle,
    /// Has not begun it.
    NotStarted,
    /// Went on without it.
    Skipped,
    /// Has done it, or says so.
    Done,
}

/// A mistake that people make now.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its id.
    pub mistake: String,
    /// How many people have made it and not mended it.
    pub people: usize,
    /// Since when, in seconds since 1970.
    pub since: u64,
    /// Where.
    pub exercises: BTreeSet<String>,
}

/// Somebody who asks for help.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    /// The user.
    pub uid: u32,
    /// The name that stands for them.
    pub pseudonym: String,
    /// With what.
    pub exercise: String,
    /// Since when, in seconds since 1970.
    pub since: u64,
    /// Whether somebody goes there.
    pub care: Care,
    /// By what the instructor speaks of it.
    pub ticket: Ticket,
}

/// What a class is taught: the exercises of its track, or of the whole course.
pub fn exercises(class: &Class, course: &Course) -> Vec<String> {
    let exercises = lessons(class, course).into_iter().flat_map(|lesson| &lesson.exercises);
    exercises.map(|exercise| exercise.id.clone()).collect()
}

/// The lessons of its track in its order, or all of the course.
pub fn lessons<'c>(class: &Class, course: &'c Course) -> Vec<&'c Lesson> {
    let track = class.about.track.as_ref().and_then(|id| course.tracks.iter().find(|track| track.id == *id));
    let Some(track) = track else { return course.lessons.iter().collect() };
    track.all().filter_map(|id| course.lesson(id)).collect()
}

/// Makes a picture of what is known. What lies in the future by a writer's clock was just now.
pub fn picture(roster: &Roster, exercises: Vec<String>, desk: &Desk, at: u64) -> Picture {
    let medians = medians(roster);
    let mut picture = Picture {
        at,
        rows: Vec::new(),
        problems: Vec::new(),
        queue: Vec::new(),
        trouble: roster.trouble(),
        aside: roster.aside(),
        waiting: roster.waiting(),
        exercises,
    };
    let mut problems: BTreeMap<&Id, Problem> = BTreeMap::new();
    for (uid, pseudonym, person) in roster.people() {
        picture.rows.push(row(uid, pseudonym, person, &picture.exercises, &Around { medians: &medians, desk, at }));
        for (exercise, work) in &person.work {
            if let Some((since, care, ticket)) = desk.open(&work.calls) {
                let (pseudonym, exercise) = (pseudonym.to_owned(), exercise.to_string());
                picture.queue.push(Request { uid, pseudonym, exercise, since: since.min(at), care, ticket });
            }
        }
        let mut of_one: BTreeMap<&Id, (u64, BTreeSet<String>)> = BTreeMap::new();
        for (exercise, work) in &person.work {
            for (mistake, made) in work.open.iter().filter(|(_, made)| at.saturating_sub(**made) <= NOW) {
                let met = of_one.entry(mistake).or_insert((*made, BTreeSet::new()));
                met.0 = met.0.min(*made);
                met.1.insert(exercise.to_string());
            }
        }
        for (mistake, (made, exercises)) in of_one {
            let problem = problems.entry(mistake).or_insert_with(|| Problem {
                mistake: mistake.to_string(),
                people: 0,
                since: at,
                exercises: BTreeSet::new(),
            });
            problem.people += 1;
            problem.since = problem.since.min(made);
            problem.exercises.extend(exercises);
        }
    }
    picture.problems = problems.into_values().collect();
    picture.problems.sort_by(|a, b| (b.people, a.since, &a.mistake).cmp(&(a.people, b.since, &b.mistake)));
    picture.queue.sort_by_key(|request| (request.since, request.uid));
    picture.rows.sort_by(|a, b| (need(a), &a.pseudonym).cmp(&(need(b), &b.pseudonym)));
    picture
}

fn need(row: &Row) -> Cell {
    row.cells
        .iter()
        .copied()
        .filter(|cell| *cell <= Cell::Working)
        .min()
        .or(row.now.map(|(_, cell)| cell))
        .unwrap_or(Cell::Done)
}

/// How long a goal took the class, by exercise and how many goals were reached before it.
fn medians(roster: &Roster) -> BTreeMap<(Id, usize), u64> {
    let mut took: BTreeMap<(Id, usize), Vec<u64>> = BTreeMap::new();
    for (_, _, person) in roster.people() {
        for (exercise, work) in &person.work {
            for (goal, seconds) in &work.took {
                took.entry((exercise.clone(), *goal)).or_default().push(*seconds);
            }
        }
    }
    took.into_iter().filter_map(|(goal, seconds)| Some((goal, median(seconds)?))).collect()
}

/// What one person's work is held against.
struct Around<'a> {
    medians: &'a BTreeMap<(Id, usize), u64>,
    desk: &'a Desk,
    at: u64,
}

fn row(uid: u32, pseudonym: &str, person: &Person, exercises: &[String], around: &Around<'_>) -> Row {
    let last = person.work.iter().max_by_key(|(_, work)| work.last);
    let cell = |id: &str| {
        let Some((id, work)) = person.work.get_key_value(id) else { return Cell::NotStarted };
        let is_last = last.is_some_and(|(last, _)| last == id);
        of_work(work, is_last, around.medians.get(&(id.clone(), work.reached)).copied(), around)
    };
    let cells: Vec<Cell> = exercises.iter().map(|id| cell(id)).collect();
    let now = last.and_then(|(id, _)| exercises.iter().position(|exercise| exercise == id.as_str()));
    Row {
        uid,
        pseudonym: pseudonym.to_owned(),
        now: now.map(|place| (place, cells[place])),
        heard: last.map_or(0, |(_, work)| work.last).min(around.at),
        cells,
    }
}

fn of_work(work: &Work, is_last: bool, median: Option<u64>, &Around { desk, at, .. }: &Around<'_>) -> Cell {
    match work.standing {
        Standing::Passed { .. } => return Cell::Done,
        Standing::Skipped => return Cell::Skipped,
        // A reset has opened it anew.
        Standing::Untouched => return Cell::NotStarted,
        Standing::Working => {}
    }
    if work.says_done {
        return Cell::Done;
    }
    if desk.open(&work.calls).is_some() {
        return Cell::Help;
    }
    if !is_last || at.saturating_sub(work.last) > IDLE {
        return Cell::Idle;
    }
    let struggle = Struggle {
        mistakes: work.at_goal.values().sum(),
        of_one_kind: work.at_goal.values().copied().max().unwrap_or_default(),
        seconds: at.saturating_sub(work.since),
        median,
    };
    stuck(&struggle).map_or(Cell::Working, Cell::Stuck)
}
