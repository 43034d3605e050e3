//! The instructor's screen: who needs somebody, what to say to the room, and everybody at a glance.
//!
//! Every state has a sign and a letter; colour comes on top. What a learner's file says reaches this screen as ids that were
//! checked, never as text.

use std::collections::BTreeMap;

use crate::lesson::{Course, Mistake};
use crate::workshop::{About, Aside, Care, Cell, Picture, Problem, Row};

use super::clean::Clean;
use super::counted::counted;
use super::markdown;
use super::paint::Paint;
use super::screen::Screen;

/// The width of a name's column.
const NAME: usize = 19;
/// Between two blocks of people.
const GAP: usize = 3;
/// How much is told above the people, from all to the least: a small screen is for people first.
const DETAILS: [Detail; 4] = [
    Detail { requests: 6, problems: 5, with_words: 2 },
    Detail { requests: 4, problems: 3, with_words: 1 },
    Detail { requests: 3, problems: 2, with_words: 0 },
    Detail { requests: 1, problems: 1, with_words: 0 },
];
/// So many lines of people are seen, at least, before less is told above them.
const PEOPLE: usize = 10;

/// How much is told above the people.
#[derive(Clone, Copy, Debug)]
struct Detail {
    /// How many requests for help.
    requests: usize,
    /// How many problems, and of how many the words to say.
    problems: usize,
    with_words: usize,
}

/// What is shown of a class.
#[derive(Debug)]
pub struct ClassView<'v> {
    /// What the class is about.
    pub about: &'v About,
    /// What is known of it.
    pub picture: &'v Picture,
    /// The course, for the titles and words of mistakes.
    pub course: &'v Course,
    /// Names of people, by user, where they were asked for.
    pub names: &'v BTreeMap<u32, String>,
    /// How many seconds are left of a timer that runs.
    pub time_left: Option<u64>,
    /// How many lines there are; all are taken where this is none.
    pub lines: Option<usize>,
    /// What can be typed, or is being typed, where something can.
    pub keys: Option<&'v str>,
}

/// Shows a class.
pub fn show_class(screen: &Screen, view: &ClassView<'_>) {
    let page = || {
        let mut page = Screen::page(screen.paint, screen.width);
        page.width = screen.width;
        page
    };
    let below = page();
    foot(&below, view);
    let below = below.take();
    let grid = Grid::of(view, screen.width);
    let told: Vec<(String, Option<usize>)> = DETAILS
        .into_iter()
        .map(|detail| {
            let told = page();
            head(&told, view);
            queue(&told, view, detail);
            problems(&told, view, detail);
            let above = told.take();
            // Beside people there are a blank line, two lines of numbers and one for those who do not fit.
            let taken = above.lines().count() + below.lines().count() + 4;
            (above, view.lines.map(|lines| lines.saturating_sub(taken).max(3)))
        })
        .collect();
    // As much as leaves room for everybody, or for some where that cannot be.
    let leaves = |rows: usize| told.iter().find(|(_, left)| left.is_none_or(|left| left >= rows));
    let Some((above, left)) = leaves(grid.rows()).or_else(|| leaves(PEOPLE)).or(told.last()) else { return };
    screen.print(above);
    grid.show(screen, view, *left);
    screen.print(&below);
}

fn head(screen: &Screen, view: &ClassView<'_>) {
    let (paint, picture) = (screen.paint, view.picture);
    let rehearsal = if view.about.simulated { " (a rehearsal: these learners are made up)" } else { "" };
    let name = paint.strong(&Clean(&view.about.name).to_string());
    let timer = view.time_left.map(|left| format!(" · timer: {} left", counted(left.div_ceil(60), "minute")));
    screen.line(&format!("{name}{rehearsal} · {} UTC{}", time(picture.at), timer.unwrap_or_default()));
    let of = |wanted: fn(Cell) -> bool| {
        picture.rows.iter().filter(|row| row.now.is_some_and(|(_, cell)| wanted(cell))).count()
    };
    let mut done: Vec<usize> =
        picture.rows.iter().map(|row| row.cells.iter().filter(|cell| **cell == Cell::Done).count()).collect();
    done.sort_unstable();
    let stuck = of(|cell| matches!(cell, Cell::Stuck(_)));
    screen.prose(
        &format!(
            "{} · {} working · {stuck} stuck · {} for help · {} idle · in the middle {} of {} exercises done",
            counted(picture.rows.len() as u64, "learner"),
            of(|cell| cell == Cell::Working),
            picture.queue.len(),
            of(|cell| cell == Cell::Idle),
            done.get(done.len() / 2).copied().unwrap_or_default(),
            picture.exercises.len(),
        ),
        0,
    );
}

fn queue(screen: &Screen, view: &ClassView<'_>, detail: Detail) {
    if view.picture.queue.is_empty() {
        return;
    }
    screen.line("");
    screen.line(&screen.paint.strong("Help, first come first served"));
    for (place, request) in view.picture.queue.iter().take(detail.requests).enumerate() {
        let name = fit(&who(view, request.uid, &request.pseudonym), NAME);
        let waits = ago(view.picture.at, request.since);
        let care = match request.care {
            Care::Waits => "",
            Care::Claimed => " · somebody goes there",
        };
        // The key that takes it, where there is one.
        let key = if place < 9 { (place + 1).to_string() } else { " ".to_owned() };
        let sign = screen.paint.warn("!h");
        screen.line(&format!("{key} {sign} {name} {} · {waits}{care}", Clean(&request.exercise)));
    }
    let more = view.picture.queue.len().saturating_sub(detail.requests);
    if more > 0 {
        screen.line(&format!("     and {more} more"));
    }
}

fn problems(screen: &Screen, view: &ClassView<'_>, detail: Detail) {
    let problems = &view.picture.problems;
    if problems.is_empty() {
        return;
    }
    screen.line("");
    screen.line(&screen.paint.strong("Problems now"));
    for (place, problem) in problems.iter().take(detail.problems).enumerate() {
        let mistake = mistake(view.course, problem);
        let title = mistake.map_or_else(String::new, |mistake| markdown::inline(&mistake.summary, screen.paint));
        let exercises: Vec<&str> = problem.exercises.iter().map(String::as_str).collect();
        let since = ago(view.picture.at, problem.since);
        let id = screen.paint.command(&Clean(&problem.mistake).to_string());
        let what = if title.is_empty() { id } else { format!("{title} ({id})") };
        let people = screen.paint.strong(&format!("{:>3}", problem.people));
        screen.hanging(&format!("{people}  "), &format!("{what} · in {} · {since}", exercises.join(", ")), 5);
        let words = mistake.filter(|_| place < detail.with_words).and_then(|mistake| first_words(&mistake.words));
        if let Some(words) = words {
            screen.hanging("     Say: ", &markdown::inline(&words, screen.paint), 5);
        }
    }
    let more = problems.len().saturating_sub(detail.problems);
    if more > 0 {
        screen.line(&format!("     and {more} more"));
    }
}

/// A mistake as the course tells it: the exercise's own, or the catalogue's.
fn mistake<'c>(course: &'c Course, problem: &Problem) -> Option<&'c Mistake> {
    let exercises = problem.exercises.iter().filter_map(|id| course.exercise(id));
    let own = exercises.flat_map(|exercise| &exercise.mistakes);
    own.chain(&course.catalogue).find(|mistake| mistake.id == problem.mistake)
}

/// The title of a mistake, as text.
pub fn title_of_mistake(course: &Course, problem: &Problem) -> Option<String> {
    mistake(course, problem).map(|mistake| markdown::inline(&mistake.summary, Paint::Plain))
}

/// The first paragraph of prose.
fn first_words(markdown: &str) -> Option<String> {
    let paragraphs = markdown.split("\n\n").map(str::trim);
    let prose = |text: &&str| text.starts_with(|first: char| first.is_alphanumeric() || first == '`' || first == '*');
    paragraphs.filter(|text| !text.is_empty()).find(prose).map(|text| text.replace('\n', " "))
}

/// Everybody, a row each, in one block or in several beside each other.
struct Grid {
    people: usize,
    /// The exercises that are shown.
    first: usize,
    last: usize,
    blocks: usize,
}

impl Grid {
    fn of(view: &ClassView<'_>, width: usize) -> Self {
        let (first, last) = columns(view.picture, width.saturating_sub(NAME + 1) / 2);
        let blocks = (width + GAP) / (NAME + 1 + 2 * (last - first) + GAP);
        Grid { people: view.picture.rows.len(), first, last, blocks: blocks.max(1) }
    }

    /// How many lines everybody takes.
    fn rows(&self) -> usize {
        self.people.div_ceil(self.blocks)
    }

    fn show(&self, screen: &Screen, view: &ClassView<'_>, lines: Option<usize>) {
        let rows = &view.picture.rows;
        screen.line("");
        if rows.is_empty() {
            return screen
                .prose("Nobody is here yet: learners type the line that `checker workshop new` has printed.", 0);
        }
        // One block where everybody fits into it: a list is read from top to bottom.
        let lines = lines.unwrap_or(usize::MAX);
        let blocks = if self.people <= lines { 1 } else { self.blocks };
        let shown = lines.saturating_mul(blocks).min(self.people);
        let height = shown.div_ceil(blocks);
        let range = || self.first..self.last;
        let tens: String =
            range().map(|place| if (place + 1) % 10 == 0 { tens(place) } else { "  ".to_owned() }).collect();
        let ones: String = range().map(|place| format!("{} ", (place + 1) % 10)).collect();
        let beside = |line: &str| screen.line(vec![format!("{:NAME$} {line}", ""); blocks].join("   ").trim_end());
        if !tens.trim().is_empty() {
            beside(&tens);
        }
        beside(&ones);
        for place in 0..height {
            let line: Vec<String> = (0..blocks)
                .filter_map(|block| rows[..shown].get(block * height + place))
                .map(|row| {
                    let cells: String = row.cells[range()].iter().map(|cell| paint(screen.paint, *cell)).collect();
                    format!("{} {cells}", fit(&who(view, row.uid, &row.pseudonym), NAME))
                })
                .collect();
            screen.line(line.join("   ").trim_end());
        }
        let rest = &rows[shown..];
        if !rest.is_empty() {
            screen.line(&format!("and {} more: {}", rest.len(), in_words(rest)));
        }
    }
}

fn tens(place: usize) -> String {
    format!("{} ", (place + 1) / 10)
}

/// Which exercises fit: up to the next one after the furthest that somebody has begun.
fn columns(picture: &Picture, fits: usize) -> (usize, usize) {
    let count = picture.exercises.len();
    if count <= fits {
        return (0, count);
    }
    let begun = |row: &Row| row.cells.iter().rposition(|cell| *cell != Cell::NotStarted).map_or(0, |place| place + 1);
    let furthest = picture.rows.iter().map(begun).max().unwrap_or_default();
    let last = (furthest + 1).clamp(fits, count);
    (last - fits, last)
}

/// The exercises in which somebody is now, and what the signs mean.
fn foot(screen: &Screen, view: &ClassView<'_>) {
    let picture = view.picture;
    if !picture.rows.is_empty() {
        let mut at: BTreeMap<usize, usize> = BTreeMap::new();
        for (place, _) in picture.rows.iter().filter_map(|row| row.now) {
            *at.entry(place).or_default() += 1;
        }
        let here: Vec<String> = at
            .iter()
            .map(|(place, count)| format!("{}\u{a0}{}\u{a0}×{count}", place + 1, Clean(&picture.exercises[*place])))
            .collect();
        screen.hanging("Now in: ", &here.join(" · "), 2);
        let signs = [Cell::Help, stuck(), Cell::Working, Cell::Idle, Cell::Done, Cell::Skipped, Cell::NotStarted];
        let signs: Vec<String> =
            signs.into_iter().map(|cell| format!("{}\u{a0}{}", sign(cell).trim_end(), word(cell))).collect();
        screen.hanging("", &signs.join("  "), 2);
    }
    let notes = notes(picture);
    if !notes.is_empty() {
        screen.hanging(&format!("{} ", screen.paint.warn("note:")), &notes.join("; "), 2);
    }
    if let Some(keys) = view.keys {
        screen.hanging("", keys, 2);
    }
}

/// What of the drop box does not count.
fn notes(picture: &Picture) -> Vec<String> {
    let aside = |reason: Aside| match reason {
        Aside::Name => "with a name that no session gives",
        Aside::Kind => "that is no regular file",
        Aside::Linked => "with a second name",
        Aside::Forged => "of another user than its name says",
        Aside::Large => "larger than any session's",
        Aside::TooMany => "beyond what one person may have",
        Aside::Unreadable => "that cannot be read",
    };
    let mut notes: Vec<String> = picture
        .aside
        .iter()
        .map(|(reason, count)| format!("set aside: {} {}", counted(*count as u64, "file"), aside(*reason)))
        .collect();
    let trouble =
        [(picture.trouble.torn, "not written whole"), (picture.trouble.later, "of a later version of checker")];
    for (count, what) in trouble.into_iter().filter(|(count, _)| *count > 0) {
        notes.push(format!("{} {what}", counted(count, "record")));
    }
    if picture.waiting > 0 {
        notes.push(format!("{} not looked at yet", counted(picture.waiting as u64, "file")));
    }
    notes
}

fn stuck() -> Cell {
    Cell::Stuck(crate::workshop::Stuck::Mistakes)
}

/// People in words, by how it goes with what they do now.
fn in_words(rows: &[Row]) -> String {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for row in rows {
        *counts.entry(row.now.map_or("elsewhere", |(_, cell)| word(cell))).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    counts.join(", ")
}

/// A state in a word, the same everywhere.
pub fn word(cell: Cell) -> &'static str {
    match cell {
        Cell::Help => "help",
        Cell::Stuck(_) => "stuck",
        Cell::Working => "working",
        Cell::Idle => "idle",
        Cell::NotStarted => "not started",
        Cell::Skipped => "skipped",
        Cell::Done => "done",
    }
}

/// A state as a sign and a letter.
fn sign(cell: Cell) -> &'static str {
    match cell {
        Cell::Help => "!h",
        Cell::Stuck(_) => "?s",
        Cell::Working => "▸w",
        Cell::Idle => "…i",
        Cell::NotStarted => "· ",
        Cell::Skipped => "–k",
        Cell::Done => "✔d",
    }
}

fn paint(paint: Paint, cell: Cell) -> String {
    let sign = sign(cell);
    match cell {
        Cell::Help => paint.warn(sign),
        Cell::Stuck(_) => paint.bad(sign),
        Cell::Done => paint.good(sign),
        Cell::Working => sign.to_owned(),
        Cell::Idle | Cell::NotStarted | Cell::Skipped => paint.faint(sign),
    }
}

fn who(view: &ClassView<'_>, uid: u32, pseudonym: &str) -> String {
    view.names.get(&uid).map_or_else(|| pseudonym.to_owned(), |name| Clean(name).to_string().replace(['\n', '\t'], " "))
}

/// A text in exactly so many columns.
fn fit(text: &str, columns: usize) -> String {
    let width = textwrap::core::display_width(text);
    if width <= columns {
        return format!("{text}{}", " ".repeat(columns - width));
    }
    let mut kept = String::new();
    for character in text.chars() {
        if textwrap::core::display_width(&kept) + textwrap::core::display_width(character.encode_utf8(&mut [0; 4]))
            > columns - 1
        {
            break;
        }
        kept.push(character);
    }
    let left = columns - 1 - textwrap::core::display_width(&kept);
    format!("{kept}…{}", " ".repeat(left))
}

/// The time of day.
fn time(seconds_since_1970: u64) -> String {
    let day = seconds_since_1970 % (24 * 3600);
    format!("{:02}:{:02}:{:02}", day / 3600, day / 60 % 60, day % 60)
}

/// For how long.
fn ago(now: u64, since: u64) -> String {
    match now.saturating_sub(since) / 60 {
        0 => "just now".to_owned(),
        minutes @ 1..=119 => format!("{minutes} min"),
        minutes => format!("{} h", minutes / 60),
    }
}
