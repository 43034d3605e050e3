//! What the instructor says to the room: lines that only the instructor writes, and that every session reads at its prompts.
//!
//! The file is the instructor's and no other's: where it belongs to another than the class, nothing was said. It is replaced
//! whole, so that nobody reads half a line; an instructor speaks from one terminal at a time. Times are the instructor's: a
//! timer is as right as the clocks of two nodes are alike.

use std::fs::File;
use std::io::{self, Read as _};

use rustix::fs::{CWD, FileType, Mode, OFlags, fstat, lstat, openat};
use serde::{Deserialize, Serialize};

use crate::host::{FileError, replace_with_mode};
use crate::progress::Id;

use super::class::{CONTROL, Class};
use super::desk::{Desk, Ticket};
use super::error::WorkshopError;

/// The longest message, in characters: two lines of a terminal are read, a page is not.
const LONGEST: usize = 300;
/// The longest timer, in minutes.
const LONGEST_TIMER: u32 = 8 * 60;
/// How much is read at most, in bytes: thousands of messages.
const LARGEST: u64 = 1024 * 1024;
/// Whoever comes late hears what was said in so many seconds before.
const RECENT: u64 = 10 * 60;

/// Something that is said to the room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "what")]
pub enum Saying {
    /// A message.
    Message(String),
    /// How many minutes there are, from now on.
    Timer(u32),
    /// Everybody is asked to say that they are done, or that they need help.
    Ask,
    /// Everybody goes on to this lesson.
    Lesson(String),
    /// Somebody goes to who called.
    Claim(Ticket),
    /// Who called was helped.
    Helped(Ticket),
}

/// What was said, as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    format: i64,
    number: u64,
    at: u64,
    #[serde(flatten)]
    saying: Saying,
}

/// What a session hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A message.
    Message(String),
    /// There are so many seconds from now on.
    Timer(u64),
    /// The time is over.
    TimeIsOver,
    /// One is asked to say how one stands.
    Ask,
    /// The room goes on to this lesson.
    Lesson(String),
    /// Somebody comes to help.
    Coming,
}

impl Saying {
    /// Whether it can be said.
    pub fn check(&self) -> Result<(), WorkshopError> {
        let why = match self {
            Saying::Message(text) if text.trim().is_empty() => "the message is empty",
            Saying::Message(text) if text.chars().count() > LONGEST => "the message has more than 300 characters",
            Saying::Message(text) if text.chars().any(char::is_control) => "the message holds a control character",
            Saying::Timer(0) => "a timer of no time",
            Saying::Timer(minutes) if *minutes > LONGEST_TIMER => "a timer of more than eight hours",
            Saying::Lesson(id) if Id::new(id).is_err() => "no lesson has such an id",
            _ => return Ok(()),
        };
        Err(WorkshopError::Saying(why))
    }
}

/// Says something to the room; only who made the class can.
pub fn say(class: &Class, saying: Saying, at: u64) -> Result<(), WorkshopError> {
    saying.check()?;
    // What a later version has written stays.
    let mut text = text(class)?;
    let number = text.lines().count() as u64 + 1;
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    // Numbers and strings are always valid JSON.
    text.push_str(&serde_json::to_string(&Line { format: 1, number, at, saying }).unwrap_or_default());
    text.push('\n');
    if text.len() as u64 > LARGEST {
        return Err(WorkshopError::Saying("as much was said as any session reads"));
    }
    Ok(replace_with_mode(&class.folder.join(CONTROL), text.as_bytes(), 0o644)?)
}

/// What was said, as far as it still counts: one reading of the log for all that the instructor's side asks.
pub fn desk(class: &Class) -> Result<Desk, FileError> {
    let mut desk = Desk::default();
    for line in lines(class)? {
        match line.saying {
            Saying::Claim(ticket) => drop(desk.claimed.insert(ticket)),
            Saying::Helped(ticket) => drop(desk.helped.insert(ticket)),
            Saying::Timer(_) => desk.timer_ends = end_of_timer(&line),
            Saying::Lesson(id) => desk.lesson = Some(id),
            Saying::Message(_) | Saying::Ask => {}
        }
    }
    Ok(desk)
}

fn end_of_timer(line: &Line) -> Option<u64> {
    match line.saying {
        Saying::Timer(minutes) => Some(line.at + u64::from(minutes) * 60),
        _ => None,
    }
}

/// What is well-formed of what was said, in order.
fn lines(class: &Class) -> Result<Vec<Line>, FileError> {
    let text = text(class)?;
    let whole = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
    Ok(whole.filter(|line| line.format == 1 && line.saying.check().is_ok()).collect())
}

fn text(class: &Class) -> Result<String, FileError> {
    let failed = |source| FileError { action: "cannot read", path: class.folder.join(CONTROL), source };
    read(class).map_err(failed)
}

fn read(class: &Class) -> io::Result<String> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = File::from(openat(CWD, class.folder.join(CONTROL), flags, Mode::empty())?);
    let (about, folder) = (fstat(&file)?, lstat(&class.folder)?);
    if FileType::from_raw_mode(about.st_mode) != FileType::RegularFile || about.st_uid != folder.st_uid {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is not the instructor's"));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// One session's ears.
#[derive(Debug)]
pub struct Ears {
    class: Class,
    /// The number of what was heard last; none before the first time.
    last: Option<u64>,
    /// When the timer ends that runs.
    ends: Option<u64>,
}

impl Ears {
    /// Of a session that begins.
    pub fn of(class: Class) -> Self {
        Ears { class, last: None, ends: None }
    }

    /// What was said since the last time, to the room or to who called for help in this log. At the first time that is what
    /// was said a little before.
    pub fn hear(&mut self, now: u64, log: u128) -> Result<Vec<Heard>, FileError> {
        let lines = lines(&self.class)?;
        let is_new = |line: &&Line| match self.last {
            Some(last) => line.number > last,
            None => line.at + RECENT >= now || end_of_timer(line).is_some_and(|end| end > now),
        };
        let mut heard = Vec::new();
        for line in lines.iter().filter(is_new) {
            match &line.saying {
                Saying::Message(text) => heard.push(Heard::Message(text.clone())),
                Saying::Ask => heard.push(Heard::Ask),
                Saying::Lesson(id) => heard.push(Heard::Lesson(id.clone())),
                Saying::Claim(ticket) if ticket.log == log => heard.push(Heard::Coming),
                Saying::Claim(_) | Saying::Helped(_) => {}
                Saying::Timer(_) => {
                    self.ends = end_of_timer(line).filter(|end| *end > now);
                    // Of several timers the last one runs.
                    heard.retain(|heard| !matches!(heard, Heard::Timer(_)));
                    heard.extend(self.ends.map(|end| Heard::Timer(end - now)));
                }
            }
        }
        self.last = Some(lines.last().map_or(0, |line| line.number));
        if self.ends.is_some_and(|end| end <= now) {
            self.ends = None;
            heard.push(Heard::TimeIsOver);
        }
        Ok(heard)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workshop::tests::class;

    /// The log of the session that listens.
    const LOG: u128 = 7;

    fn message(text: &str) -> Saying {
        Saying::Message(text.to_owned())
    }

    #[test]
    fn what_is_said_is_heard_once_by_those_who_are_there_and_by_those_who_come_a_little_later() {
        let scratch = tempfile::tempdir().unwrap();
        let class = class(scratch.path(), false);
        let mut early = Ears::of(class.clone());
        assert_eq!(early.hear(1000, LOG).unwrap(), []);
        say(&class, message("Welcome"), 1000).unwrap();
        say(&class, Saying::Ask, 1500).unwrap();
        assert_eq!(early.hear(1501, LOG).unwrap(), [Heard::Message("Welcome".to_owned()), Heard::Ask]);
        assert_eq!(early.hear(1502, LOG).unwrap(), []);
        assert_eq!(Ears::of(class.clone()).hear(1700, LOG).unwrap(), [Heard::Ask]);
        assert_eq!(Ears::of(class).hear(9000, LOG).unwrap(), []);
    }

    #[test]
    fn a_timer_is_told_with_what_is_left_and_its_end_once() {
        let scratch = tempfile::tempdir().unwrap();
        let class = class(scratch.path(), false);
        say(&class, Saying::Timer(30), 1000).unwrap();
        let mut ears = Ears::of(class.clone());
        assert_eq!(ears.hear(1900, LOG).unwrap(), [Heard::Timer(900)], "also long after it was set");
        assert_eq!(desk(&class).unwrap().time_left(1900), Some(900));
        say(&class, Saying::Timer(1), 2000).unwrap();
        assert_eq!(ears.hear(2001, LOG).unwrap(), [Heard::Timer(59)], "another takes its place");
        assert_eq!(ears.hear(2060, LOG).unwrap(), [Heard::TimeIsOver]);
        assert_eq!((ears.hear(2061, LOG).unwrap(), desk(&class).unwrap().time_left(2061)), (Vec::new(), None));
        assert_eq!(Ears::of(class).hear(9000, LOG).unwrap(), []);
    }

    #[test]
    fn what_cannot_stand_in_a_line_is_not_said_and_what_stands_there_all_the_same_is_not_heard() {
        let scratch = tempfile::tempdir().unwrap();
        let class = class(scratch.path(), false);
        for wrong in
            [message(" "), message("a\u{1b}[2J"), message(&"a".repeat(301)), Saying::Timer(0), Saying::Timer(481)]
        {
            assert!(matches!(say(&class, wrong.clone(), 1), Err(WorkshopError::Saying(_))), "{wrong:?}");
        }
        let control = class.folder.join(CONTROL);
        let hostile = "{\"format\":1,\"number\":1,\"at\":1,\"kind\":\"message\",\"what\":\"\\u001b[2J\"}\n\
                       {\"format\":2,\"number\":2,\"at\":1,\"kind\":\"ask\"}\nnonsense\n\
                       {\"format\":1,\"number\":3,\"at\":1,\"kind\":\"ask\"}\n";
        replace_with_mode(&control, hostile.as_bytes(), 0o644).unwrap();
        assert_eq!(Ears::of(class.clone()).hear(2, LOG).unwrap(), [Heard::Ask]);
        std::fs::remove_file(&control).unwrap();
        std::os::unix::fs::symlink("/etc/passwd", &control).unwrap();
        assert!(Ears::of(class).hear(2, LOG).is_err());
    }

    #[test]
    fn everybody_may_read_what_was_said() {
        use std::os::unix::fs::MetadataExt as _;
        let scratch = tempfile::tempdir().unwrap();
        let class = class(scratch.path(), false);
        say(&class, message("hello"), 1).unwrap();
        assert_eq!(std::fs::metadata(class.folder.join(CONTROL)).unwrap().mode() & 0o777, 0o644);
    }

    #[test]
    fn only_who_called_hears_that_somebody_comes_and_the_desk_knows_it() {
        let scratch = tempfile::tempdir().unwrap();
        let class = class(scratch.path(), false);
        let ticket = Ticket { log: LOG, number: 2 };
        let mut ears = Ears::of(class.clone());
        assert_eq!(ears.hear(1000, LOG).unwrap(), []);
        say(&class, Saying::Claim(ticket), 1000).unwrap();
        say(&class, Saying::Claim(Ticket { log: LOG + 1, number: 2 }), 1000).unwrap();
        say(&class, Saying::Helped(ticket), 1001).unwrap();
        say(&class, Saying::Lesson("venv".to_owned()), 1002).unwrap();
        assert_eq!(ears.hear(1003, LOG).unwrap(), [Heard::Coming, Heard::Lesson("venv".to_owned())]);
        let desk = desk(&class).unwrap();
        assert_eq!(desk.lesson(), Some("venv"));
        assert_eq!((desk.claimed.len(), desk.helped.into_iter().collect::<Vec<_>>()), (2, vec![ticket]));
        assert!(say(&class, Saying::Lesson("../x".to_owned()), 1004).is_err());
    }
}
