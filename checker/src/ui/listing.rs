//! Lists: the course, the overview, the sites.

use crate::lesson::{Course, Exercise, Leg, Track};
use crate::progress::Trouble;
use crate::site::{Chosen, Profile, Reason};

use super::clean::Clean;
use super::counted::counted;
use super::markdown;
use super::marks::{Mark, Marks, Tally, minutes_left};
use super::progress::show_trouble;
use super::screen::Screen;

/// Shows the lessons and their exercises, and how they stand.
pub fn show_course(screen: &Screen, course: &Course, marks: &Marks, trouble: &Trouble) {
    let paint = screen.paint;
    screen.line(&paint.strong(&Clean(&course.title).to_string()));
    let widest = course.exercises().map(|exercise| exercise.id.len()).max().unwrap_or_default();
    // Further lines stand under the title, where there is room.
    let column = if screen.width < NARROW { 6 } else { widest + 6 };
    if let Some(track) = &course.followed {
        show_way(screen, course, track);
    }
    let mut leg = Leg::Core;
    for lesson in &course.lessons {
        let (next, minutes) = match &course.followed {
            Some(track) => (track.leg(lesson), track.minutes_of(lesson)),
            None => (Leg::Core, lesson.minutes()),
        };
        if next != leg {
            leg = next;
            let heading = if leg == Leg::Branch { "After the core" } else { "Beyond that way, when you want it" };
            screen.line("");
            screen.line(&paint.strong(heading));
        }
        let minutes = if minutes > 0 { format!(" ({minutes} min)") } else { String::new() };
        screen.line("");
        screen.hanging(
            &format!("{}  ", paint.strong(&lesson.id)),
            &format!("{}{}", Clean(&lesson.title), paint.faint(&minutes)),
            4,
        );
        for exercise in &lesson.exercises {
            let mark = marks.get(&exercise.id).unwrap_or(&Mark::Untouched);
            let id = paint.command(&format!("{:<widest$}", exercise.id));
            let words = mark.words(exercise).map_or_else(String::new, |words| format!(": {}", Clean(&words)));
            let about = about(course, exercise);
            let text = format!("{} {}{words}", Clean(&exercise.title), paint.faint(&about));
            screen.hanging(&format!("  {} {id}  ", mark.sign(paint)), &text, column);
        }
    }
    screen.line("");
    if let Some(words) = Tally::of(marks).words() {
        screen.prose(&words, 0);
    }
    show_trouble(screen, trouble);
    for (what, command) in [
        ("Read one:", "checker show LESSON"),
        ("Do one:", "checker start EXERCISE"),
        ("Watch one:", "checker demo EXERCISE"),
    ] {
        screen.line(&format!("{what:<11}{}", paint.command(command)));
    }
}

/// The way that is followed, and what time it takes.
fn show_way(screen: &Screen, course: &Course, track: &Track) {
    let title = Clean(&track.title);
    let core = duration(track.minutes(course, Leg::Core));
    if track.branch.is_empty() {
        return screen.prose(&format!("Your way: {title}, {core}."), 0);
    }
    let branch = duration(track.minutes(course, Leg::Branch));
    screen.prose(&format!("Your way: {title}."), 0);
    screen.prose(&format!("The core takes {core}, what comes after it {branch}."), 0);
}

/// Minutes as people say them.
fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("about {minutes} minutes"),
        (hours, 0) => format!("about {hours} h"),
        (hours, minutes) => format!("about {hours} h {minutes} min"),
    }
}

/// Below this a screen is narrow, in columns.
const NARROW: usize = 60;

fn about(course: &Course, exercise: &Exercise) -> String {
    let further = if course.is_further(exercise) { "; further, not counted" } else { "" };
    format!("({} min, {}{further})", exercise.minutes, counted(exercise.goals.len() as u64, "goal"))
}

/// What the overview tells.
#[derive(Debug)]
pub struct Overview<'o> {
    /// The course.
    pub course: &'o Course,
    /// The site in use.
    pub site: &'o Profile,
    /// Why this one.
    pub reason: &'o Reason,
    /// How the exercises stand.
    pub marks: &'o Marks,
    /// The exercise that was worked on last.
    pub last: Option<Last<'o>>,
    /// What to type, and what it does; the first thing first.
    pub commands: Vec<(String, String)>,
    /// What of the progress could not be used.
    pub trouble: &'o Trouble,
}

/// The exercise that was worked on last.
#[derive(Debug)]
pub struct Last<'o> {
    /// The exercise.
    pub exercise: &'o Exercise,
    /// Its next task, while it is being worked on.
    pub task: Option<&'o str>,
    /// Its folder, when there is one.
    pub folder: Option<String>,
}

/// Shows where one is and what comes next.
pub fn show_overview(screen: &Screen, overview: &Overview<'_>) {
    let Overview { course, site, reason, marks, last, commands, trouble } = overview;
    let paint = screen.paint;
    screen.line(&paint.strong(&Clean(&course.title).to_string()));
    let minutes = minutes_left(course, marks);
    match Tally::of(marks).words() {
        None => {
            let (lessons, exercises) = (course.lessons.len() as u64, marks.len() as u64);
            let counted = [counted(lessons, "lesson"), counted(exercises, "exercise")].join(", ");
            screen.prose(&format!("{counted}, {}.", duration(minutes)), 0);
        }
        Some(words) if minutes > 0 => screen.prose(&format!("{words} Left: {}.", duration(minutes)), 0),
        Some(words) => screen.prose(&words, 0),
    }
    screen.prose(&format!("Site: {} ({}).", Clean(&site.name), why(reason)), 0);
    if let Some(track) = &course.followed {
        show_way(screen, course, track);
    }
    show_trouble(screen, trouble);
    screen.line("");
    if let Some(Last { exercise, task, folder }) = last {
        let words = marks.get(&exercise.id).and_then(|mark| mark.words(exercise)).unwrap_or_default();
        let text = format!("{}: {}", Clean(&exercise.title), Clean(&words));
        screen.hanging(&format!("You were at {}, ", paint.strong(&exercise.id)), &text, 2);
        if let Some(task) = task {
            screen.hanging("  Next task: ", &markdown::inline(task, paint), 4);
        }
        if let Some(folder) = folder {
            screen.hanging("  Its folder: ", &Clean(folder).to_string(), 4);
        }
        screen.line("");
    }
    let widest = commands.iter().map(|(command, _)| command.chars().count()).max().unwrap_or_default().max(22);
    for (command, what) in commands {
        screen.hanging(&format!("  {}  ", paint.command(&format!("{command:<widest$}"))), what, 6);
    }
}

/// Of a site whose file carries no report.
const NEVER: &str = "Its file was compared with its pages, and not with the machine itself.";

/// Shows the sites, and which one is in use.
pub fn show_sites(screen: &Screen, sites: &[Profile], chosen: &Chosen<'_>) {
    let paint = screen.paint;
    screen.line(&format!(
        "Site: {} — {} ({}).",
        paint.strong(&chosen.profile.id),
        Clean(&chosen.profile.name),
        why(&chosen.reason)
    ));
    if let Some(page) = &chosen.profile.documentation {
        screen.line(&format!("Its own documentation: {}", Clean(page)));
    }
    let mark = &chosen.profile.recognise;
    match &chosen.profile.checked {
        Some(checked) => screen.prose(&format!("Its file was {}.", Clean(&checked.said())), 0),
        // One's own computer has no file that could be wrong.
        None if mark.host.is_some() || mark.variable.is_some() => screen.prose(NEVER, 0),
        None => {}
    }
    screen.line("");
    for site in sites {
        let sign = if site.id == chosen.profile.id { paint.good("✔") } else { " ".to_owned() };
        let has = if site.has.is_empty() { String::new() } else { format!("has {}", site.has.join(", ")) };
        screen.line(&format!(
            "  {sign} {:<10} {}  {}",
            site.id,
            Clean(&site.name),
            paint.faint(&Clean(&has).to_string())
        ));
    }
    screen.line("");
    screen.line(&format!("Choose another: {}", paint.command("checker site set NAME")));
}

fn why(reason: &Reason) -> String {
    match reason {
        Reason::Asked => "as you asked".to_owned(),
        Reason::Remembered => "as you chose before".to_owned(),
        Reason::Recognised(mark) => format!("recognised by {}", Clean(mark)),
        Reason::Default => "no cluster was recognised".to_owned(),
    }
}
