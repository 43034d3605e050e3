//! `checker workshop watch`: the class as it is now, again and again.
//!
//! It looks by listing one folder, and less often while nothing changes: login nodes are shared.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::host::seconds_since_1970;
use crate::programs::names_of;
use crate::session::{Keys, Pause, heed_signals, pause};
use crate::ui::{ClassView, Screen, show_class, title_of_mistake, word};
use crate::workshop::{Care, Class, Desk, Picture, Roster, Row, desk, exercises, picture};

use super::super::arguments::WatchClassArguments;
use super::super::context::{Context, Loaded};
use super::super::exit::Exit;
use super::super::failure::Failure;
use super::super::join::{of_workshop, read};
use super::super::run::print_json;
use super::keys::{self, Typed, Typing};

/// How often is looked while something changes, and at most how seldom while nothing does.
const OFTEN: Duration = Duration::from_secs(3);
const SELDOM: Duration = Duration::from_secs(15);
/// How long a wait for a key lasts, in milliseconds; then the window may have another size.
const MOMENT: u32 = 200;

/// The widest that is drawn, in columns.
const WIDEST: usize = 240;

/// A class, its course, and what is known of it.
pub(super) struct Seen {
    pub(super) class: Class,
    pub(super) loaded: Loaded,
    pub(super) roster: Roster,
    pub(super) desk: Desk,
    names: BTreeMap<u32, String>,
    is_named: bool,
}

impl Seen {
    /// Opens a class and looks once.
    pub(super) fn open(context: &Context, folder: &Path, is_named: bool) -> Result<Self, Failure> {
        let class = read(&context.host.working_folder().join(folder))?;
        let loaded = context.at_site(class.about.site.as_deref()).load()?;
        if loaded.course.id != class.about.course {
            let what =
                format!("this class is about the course `{}`, and this is `{}`", class.about.course, loaded.course.id);
            return Err(Failure::usage(what).hint("`--course DIR` takes the folder of that course"));
        }
        let roster = Roster::open(&class).map_err(|error| {
            of_workshop(&error).hint("only who made the class can see it: learners' files have no names for others")
        })?;
        let mut seen = Seen { class, loaded, roster, desk: Desk::default(), names: BTreeMap::new(), is_named };
        seen.look(context)?;
        Ok(seen)
    }

    /// The same, and looks until nothing waits.
    pub(super) fn open_whole(context: &Context, folder: &Path, is_named: bool) -> Result<Self, Failure> {
        let mut seen = Seen::open(context, folder, is_named)?;
        let mut before = usize::MAX;
        // Files that cannot be read wait for ever.
        while seen.roster.waiting() > 0 && seen.roster.waiting() < before {
            before = seen.roster.waiting();
            seen.look(context)?;
        }
        Ok(seen)
    }

    /// Looks for what is new; whether there was something.
    fn look(&mut self, context: &Context) -> Result<bool, Failure> {
        let mut is_new = self.roster.look().map_err(|error| Failure::of(&error, Exit::CannotTell))?;
        // Where it cannot be read, nothing was said that anybody has heard.
        let desk = desk(&self.class).unwrap_or_default();
        is_new |= desk != self.desk;
        self.desk = desk;
        // Users that a rehearsal has made up are nobody's.
        if self.is_named && is_new && !self.class.about.simulated {
            let unknown: Vec<u32> =
                self.roster.users().into_iter().filter(|user| !self.names.contains_key(user)).collect();
            self.names.extend(names_of(&context.host, &unknown));
        }
        Ok(is_new)
    }

    pub(super) fn picture(&self) -> Picture {
        picture(&self.roster, exercises(&self.class, &self.loaded.course), &self.desk, seconds_since_1970())
    }

    /// How somebody is called: a name only where names were asked for.
    pub(super) fn called(&self, uid: u32, pseudonym: &str) -> String {
        self.names.get(&uid).cloned().unwrap_or_else(|| pseudonym.to_owned())
    }

    fn show(&self, screen: &Screen, lines: Option<usize>, keys: Option<&str>) {
        let picture = self.picture();
        let (about, course) = (&self.class.about, &self.loaded.course);
        let time_left = self.desk.time_left(picture.at);
        show_class(screen, &ClassView { about, picture: &picture, course, names: &self.names, time_left, lines, keys });
    }
}

pub(super) fn watch(context: &Context, arguments: &WatchClassArguments) -> Result<Exit, Failure> {
    if context.global.json || arguments.once || !context.data.is_terminal {
        let seen = Seen::open_whole(context, &arguments.folder, arguments.names)?;
        if context.global.json {
            print_json(context, &report(&seen))?;
        } else {
            seen.show(&context.data, None, None);
        }
        return Ok(Exit::Done);
    }
    let mut seen = Seen::open(context, &arguments.folder, arguments.names)?;
    heed_signals().map_err(|error| Failure::of(&error, Exit::Bug))?;
    let keys = Keys::take().map_err(|error| Failure::of(&error, Exit::CannotTell))?;
    let _whole = WholeScreen::take(&context.data);
    go_on(context, &mut seen, keys.as_ref())
}

fn go_on(context: &Context, seen: &mut Seen, keys: Option<&Keys>) -> Result<Exit, Failure> {
    let mut every = OFTEN;
    let mut typing = Typing::default();
    loop {
        let size = size();
        draw(context, seen, &typing, size);
        let drawn = Instant::now();
        while drawn.elapsed() < every && size == self::size() {
            let key = match pause(keys, MOMENT) {
                Pause::Key(key) => key,
                Pause::Stop => return Ok(Exit::Interrupted),
                Pause::Nothing => continue,
            };
            match typing.key(key, || seen.picture(), || keys::next_lesson(seen)) {
                Typed::Quit => return Ok(Exit::Done),
                Typed::Look => break,
                Typed::Draw => draw(context, seen, &typing, size),
                Typed::Say(saying) => {
                    typing.said(keys::say_it(&seen.class, saying));
                    break;
                }
                Typed::Nothing => {}
            }
        }
        every = if seen.look(context)? { OFTEN } else { (every * 2).min(SELDOM) };
    }
}

/// Columns and lines of the terminal.
fn size() -> (u16, u16) {
    let size = rustix::termios::tcgetwinsize(std::io::stdout());
    size.map_or((80, 24), |size| (size.ws_col.max(1), size.ws_row.max(1)))
}

/// Draws over what stands there, line by line, so that nothing flickers.
fn draw(context: &Context, seen: &Seen, typing: &Typing, (columns, lines): (u16, u16)) {
    let (columns, lines) = (usize::from(columns), usize::from(lines));
    let mut page = Screen::page(context.data.paint, columns);
    // Prose is set no wider than is good to read; people are no prose.
    page.width = columns.clamp(20, WIDEST);
    seen.show(&page, Some(lines), Some(&typing.line(context.data.paint)));
    let text = page.take();
    let shown: Vec<&str> = text.lines().take(lines).collect();
    context.data.print(&format!("\x1b[H{}\x1b[K\x1b[J", shown.join("\x1b[K\r\n")));
}

/// The terminal's other screen, given back when this is dropped (xterm's ctlseqs: 1049 and 25).
struct WholeScreen<'s>(&'s Screen);

impl<'s> WholeScreen<'s> {
    fn take(screen: &'s Screen) -> Self {
        screen.print("\x1b[?1049h\x1b[?25l");
        WholeScreen(screen)
    }
}

impl Drop for WholeScreen<'_> {
    fn drop(&mut self) {
        self.0.print("\x1b[?25h\x1b[?1049l");
    }
}

fn report(seen: &Seen) -> Value {
    let picture = seen.picture();
    let learners: Vec<Value> = picture.rows.iter().map(|row| learner(seen, &picture, row)).collect();
    let problems: Vec<Value> = picture
        .problems
        .iter()
        .map(|problem| {
            let title = title_of_mistake(&seen.loaded.course, problem);
            json!({
                "mistake": problem.mistake, "title": title, "people": problem.people, "since": problem.since,
                "exercises": problem.exercises,
            })
        })
        .collect();
    let help: Vec<Value> = picture
        .queue
        .iter()
        .map(|request| {
            let who = seen.called(request.uid, &request.pseudonym);
            let claimed = request.care == Care::Claimed;
            json!({ "who": who, "exercise": request.exercise, "since": request.since, "claimed": claimed })
        })
        .collect();
    let aside: BTreeMap<String, usize> =
        picture.aside.iter().map(|(reason, count)| (format!("{reason:?}").to_lowercase(), *count)).collect();
    json!({
        "format": 1, "class": seen.class.about.name, "course": seen.class.about.course, "at": picture.at,
        "simulated": seen.class.about.simulated, "learners": learners, "problems": problems, "help": help,
        "trouble": { "torn": picture.trouble.torn, "later": picture.trouble.later }, "aside": aside,
        "waiting": picture.waiting,
    })
}

fn learner(seen: &Seen, picture: &Picture, row: &Row) -> Value {
    let cells: serde_json::Map<String, Value> =
        picture.exercises.iter().zip(&row.cells).map(|(id, cell)| (id.clone(), word(*cell).into())).collect();
    let now = row.now.map(|(place, cell)| json!({ "exercise": picture.exercises[place], "state": word(cell) }));
    json!({ "who": seen.called(row.uid, &row.pseudonym), "now": now, "heard": row.heard, "exercises": cells })
}
