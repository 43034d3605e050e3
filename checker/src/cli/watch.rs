//! `checker watch`: `run` again at each save.
//!
//! It never goes on to another exercise by itself, and it writes nothing into the learner's folders.

use std::path::PathBuf;

use crate::host::{self, Save, Saves};
use crate::lesson::Exercise;
use crate::run::Outcome;
use crate::session::{Keys, Limits, Pause, pause};
use crate::ui::{Detail, Keyboard, WaitsFor, show_report, show_round, show_waiting};

use super::arguments::WatchArguments;
use super::context::{Context, Loaded};
use super::exit::Exit;
use super::failure::Failure;
use super::hint;
use super::offline::outfitted;
use super::record::Record;
use super::run::{Keep, Manner, attempt, begin_sessions, exit_of, print_json};
use super::which::next;

/// How often the file is looked at, in milliseconds.
const EVERY: u32 = 300;

/// `Ctrl-C` and `Ctrl-D`, as keys.
const QUIT: [u8; 3] = [b'q', 3, 4];

pub(super) fn watch(context: &Context, arguments: &WatchArguments) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let exercise = loaded.exercise(context, &arguments.exercise)?;
    let path = context.host.working_folder().join(&arguments.file);
    if path.is_dir() {
        let what = format!("`{}` is a folder", arguments.file.display());
        return Err(Failure::usage(what).hint("`checker watch EXERCISE FILE` takes a file of shell commands"));
    }
    begin_sessions()?;
    let outfitted = &outfitted(context, &loaded, &[exercise])?;
    let watching =
        Watching { context: outfitted, loaded: &loaded, exercise, path, shown: arguments.file.display().to_string() };
    watching.go_on()
}

struct Watching<'w> {
    context: &'w Context,
    loaded: &'w Loaded,
    exercise: &'w Exercise,
    path: PathBuf,
    shown: String,
}

/// Why waiting is over.
enum Next {
    Round,
    Hint,
    Quit,
}

impl Watching<'_> {
    fn go_on(&self) -> Result<Exit, Failure> {
        let mut record = Record::open(self.context, self.loaded)?;
        let mut saves = Saves::default();
        let mut last = Exit::NotYet;
        let mut rounds = 0;
        // The first save is there already, most often.
        let mut is_told = Save::at(&self.path).is_some();
        loop {
            match self.wait(&mut saves, is_told)? {
                Next::Round => {
                    rounds += 1;
                    last = self.round(rounds, &record)?;
                }
                Next::Hint => hint::next_hint(self.context, &mut record, self.exercise)?,
                Next::Quit => return Ok(last),
            }
            is_told = false;
        }
    }

    /// Waits for a save or a key. The terminal is as it was before this returns.
    fn wait(&self, saves: &mut Saves, is_told: bool) -> Result<Next, Failure> {
        let keys = Keys::take().map_err(|error| Failure::of(&error, Exit::CannotTell))?;
        if !is_told {
            let waits = if Save::at(&self.path).is_some() { WaitsFor::Save } else { WaitsFor::File };
            let keyboard = if keys.is_some() { Keyboard::There } else { Keyboard::Missing };
            show_waiting(&self.context.talk, &self.shown, waits, keyboard);
        }
        loop {
            if saves.is_new(Save::at(&self.path)) {
                return Ok(Next::Round);
            }
            match pause(keys.as_ref(), EVERY) {
                Pause::Key(b'\r' | b'\n') if Save::at(&self.path).is_some() => return Ok(Next::Round),
                Pause::Key(b'h') => return Ok(Next::Hint),
                Pause::Key(key) if QUIT.contains(&key) => return Ok(Next::Quit),
                Pause::Stop => return Ok(Next::Quit),
                Pause::Key(_) | Pause::Nothing => {}
            }
        }
    }

    /// Runs what was saved. What is wrong with the file is said, and the next save may mend it.
    fn round(&self, number: u64, record: &Record) -> Result<Exit, Failure> {
        let context = self.context;
        let text = match host::read_script(&self.path) {
            Ok(text) => text,
            Err(error) => {
                let failure = Failure::of(&error, Exit::Usage);
                failure.show(&context.talk);
                return Ok(failure.exit);
            }
        };
        if !context.global.json {
            show_round(&context.data, number, host::seconds_since_1970());
        }
        let manner = Manner { detail: Detail::Failures, limits: Limits::default(), keep: Keep::No };
        let report = attempt(context, self.loaded, self.exercise, &text, &manner)?;
        if context.global.json {
            print_json(context, &report)?;
        } else {
            show_report(&context.data, self.exercise, &report);
            if report.verdict == Outcome::Passed {
                self.tell_next(record);
            }
        }
        Ok(exit_of(report.verdict))
    }

    fn tell_next(&self, record: &Record) {
        let screen = &self.context.data;
        screen.line("");
        screen.line("Your steps pass.");
        let say = |what: &str, words: &str| {
            screen.line(&format!("{what}: {}", screen.paint.command(&self.context.command(words))));
        };
        say("Do it in your own shell", &format!("start {}", self.exercise.id));
        if let Some(next) = next(self.context, self.loaded, record, Some(self.exercise)) {
            say("Next", &format!("start {}", next.id));
        }
    }
}
