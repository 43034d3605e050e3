//! The schedule: the lessons with the minutes that they say they take, and breaks between them.
//!
//! The clock begins at 0:00, because only the people who meet know when they meet.

use crate::lesson::{Course, Exercise, Lesson, Track};

use super::table::Table;
use super::{duration, lessons, link};

/// Nobody listens or types longer than this at a stretch, where a lesson can be parted.
const STRETCH: u32 = 60;
/// A break between two stretches.
const BREAK: u32 = 10;
/// After so long the break is for a meal.
const MEAL_AFTER: u32 = 150;
/// A break for a meal.
const MEAL: u32 = 60;
/// After so long people are glad of a break, even if a part of the next lesson had room before it.
const WORTH_A_BREAK: u32 = 30;
/// A day, with its breaks.
const DAY: u32 = 7 * 60 + 30;

/// The page, for each track of the course and for the whole of it.
pub(super) fn page(course: &Course) -> Option<String> {
    let all: Vec<&Lesson> = lessons(course).filter(|lesson| lesson.minutes() > 0).collect();
    if all.is_empty() {
        return None;
    }
    let mut text = format!(
        "# Schedule\n\nThe times are those that the lessons themselves give, for a group that types along. After an hour at the \
         most there is a break of {BREAK} minutes, and in the middle of a day a long one. The clock begins at 0:00: add the \
         time at which you meet. What is called the time of a way is teaching and exercises; breaks come on top.\n\n"
    );
    for track in &course.tracks {
        let stops = |ids: &[String]| -> Vec<Stop<'_>> {
            let on_it = ids.iter().filter_map(|id| all.iter().find(|lesson| lesson.id == *id));
            on_it.map(|lesson| Stop::on(track, lesson)).collect()
        };
        let (core, branch) = (stops(&track.lessons), stops(&track.branch));
        if core.is_empty() && branch.is_empty() {
            continue;
        }
        text.push_str(&format!("## {}: {}\n\n", track.id, track.title));
        if !core.is_empty() {
            text.push_str(&plan(if branch.is_empty() { "" } else { "**The core.** " }, &core));
        }
        if !branch.is_empty() {
            text.push_str(&plan("**After the core.** ", &branch));
        }
        text.push_str(&further(course, track));
    }
    let whole: Vec<Stop<'_>> = all.iter().map(|lesson| Stop::whole(lesson)).collect();
    text.push_str(&format!("## The whole course\n\n{}", plan("", &whole)));
    Some(text)
}

/// A lesson, with those of its exercises that have a time of their own.
struct Stop<'l> {
    lesson: &'l Lesson,
    exercises: Vec<&'l Exercise>,
}

impl<'l> Stop<'l> {
    fn whole(lesson: &'l Lesson) -> Self {
        Stop { lesson, exercises: lesson.exercises.iter().collect() }
    }

    /// Without what is for people with time left.
    fn on(track: &Track, lesson: &'l Lesson) -> Self {
        Stop { lesson, exercises: track.counted(lesson).collect() }
    }

    fn minutes(&self) -> u32 {
        self.lesson.teaching + self.exercises.iter().map(|exercise| exercise.minutes).sum::<u32>()
    }
}

/// What is left out of the plan of a track.
fn further(course: &Course, track: &Track) -> String {
    let links = track.further.iter().filter_map(|id| {
        let exercise = course.exercise(id)?;
        let lesson = course.lesson(&exercise.lesson)?;
        Some(format!("[`{id}`]({}#{id}), {} min", lesson.file, exercise.minutes))
    });
    let links: Vec<String> = links.collect();
    if links.is_empty() {
        return String::new();
    }
    format!("Further exercises, for those who have time left, are not counted: {}.\n\n", links.join("; "))
}

/// A way through the course, or a part of one.
fn plan(begin: &str, stops: &[Stop<'_>]) -> String {
    let days = days(stops);
    let teaching: u32 = stops.iter().map(|stop| stop.lesson.teaching).sum();
    let all: u32 = stops.iter().map(Stop::minutes).sum();
    let together: u32 = days.iter().filter_map(|day| day.last()).map(Row::end).sum();
    let mut text = format!(
        "{begin}Teaching {}, exercises {}, together {}; with breaks {}.\n\n",
        duration(teaching),
        duration(all - teaching),
        duration(all),
        duration(together)
    );
    for (number, day) in days.iter().enumerate() {
        if days.len() > 1 {
            text.push_str(&format!("**Day {}**\n\n", number + 1));
        }
        let mut table = Table::new(&["From", "What", "Teaching", "Exercises"]);
        for row in day {
            let minutes = |minutes: u32| if minutes == 0 { "–".to_owned() } else { format!("{minutes} min") };
            let from = format!("{}:{:02}", row.from / 60, row.from % 60);
            match row.what {
                What::Lesson { lesson, part } => {
                    let title = match part {
                        Part::Beginning => link(lesson),
                        Part::Rest => format!("{}, continued", link(lesson)),
                    };
                    table.row(&[from, title, minutes(row.teaching), minutes(row.exercises)]);
                }
                What::Break(long) => {
                    table.row(&[from, format!("*Break, {}*", duration(long)), "–".to_owned(), "–".to_owned()]);
                }
            }
        }
        text.push_str(&table.finish());
    }
    text
}

/// A line of the schedule.
struct Row<'l> {
    from: u32,
    what: What<'l>,
    teaching: u32,
    exercises: u32,
}

#[derive(Clone, Copy)]
enum What<'l> {
    Lesson { lesson: &'l Lesson, part: Part },
    Break(u32),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Beginning,
    Rest,
}

impl Row<'_> {
    fn end(&self) -> u32 {
        let of_break = if let What::Break(minutes) = self.what { minutes } else { 0 };
        self.from + self.teaching + self.exercises + of_break
    }
}

/// Lays the lessons out over days. A break stands between two lessons where it can, else between the teaching and the
/// exercises of one, or between two exercises, but never within one of them.
fn days<'l>(stops: &[Stop<'l>]) -> Vec<Vec<Row<'l>>> {
    let mut days: Vec<Vec<Row<'l>>> = vec![Vec::new()];
    let mut clock = Clock::default();
    let mut left: u32 = stops.iter().map(Stop::minutes).sum();
    for stop in stops {
        let lesson = stop.lesson;
        let mut part = Part::Beginning;
        let mut open = false;
        let fits = stop.minutes() <= STRETCH && clock.stretch >= WORTH_A_BREAK;
        let teaching = std::iter::once((lesson.teaching, 0));
        let blocks = teaching.chain(stop.exercises.iter().map(|exercise| (0, exercise.minutes)));
        for (teaching, exercises) in blocks.filter(|(teaching, exercises)| teaching + exercises > 0) {
            let minutes = teaching + exercises;
            // A lesson that is not begun and has room in one stretch is not parted.
            let in_one = if part == Part::Beginning && fits { stop.minutes() } else { minutes };
            if clock.now > 0 && clock.now + minutes > DAY {
                days.push(Vec::new());
                (clock, open) = (Clock::default(), false);
            } else if clock.stretch > 0 && clock.stretch + in_one > STRETCH {
                // Nobody goes for a meal before the last hour.
                let is_meal = clock.now >= MEAL_AFTER && !clock.eaten && left > STRETCH;
                let long = if is_meal { MEAL } else { BREAK };
                push(&mut days, Row { from: clock.now, what: What::Break(long), teaching: 0, exercises: 0 });
                clock = Clock { now: clock.now + long, stretch: 0, eaten: clock.eaten || is_meal };
                open = false;
            }
            if !open {
                push(
                    &mut days,
                    Row { from: clock.now, what: What::Lesson { lesson, part }, teaching: 0, exercises: 0 },
                );
                (open, part) = (true, Part::Rest);
            }
            if let Some(row) = days.last_mut().and_then(|day| day.last_mut()) {
                row.teaching += teaching;
                row.exercises += exercises;
            }
            clock = Clock { now: clock.now + minutes, stretch: clock.stretch + minutes, ..clock };
            left -= minutes;
        }
    }
    days
}

/// How far a day has come.
#[derive(Clone, Copy, Default)]
struct Clock {
    now: u32,
    /// Since the last break.
    stretch: u32,
    /// Whether there was a break for a meal.
    eaten: bool,
}

fn push<'l>(days: &mut [Vec<Row<'l>>], row: Row<'l>) {
    if let Some(day) = days.last_mut() {
        day.push(row);
    }
}
