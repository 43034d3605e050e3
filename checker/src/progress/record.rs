//! One record, as it stands in a log.
//!
//! `CHECKSUM {"format":1,"log":…,"number":…,"at":…,"event":…,"exercise":…,"attempt":…,…}` and a line feed, where CHECKSUM is
//! the CRC-32 of the JSON in 8 hexadecimal digits. `log` names the session's log, `number` counts its records from 1, `at` is
//! in seconds since 1970 and for display only.
//!
//! The format is a promise: kinds and fields may be added without a new number; a higher number says that what is known
//! here means something else there. What is not known is never an error.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::attempt::Attempt;
use super::checksum::checksum;
use super::event::{Event, Happening, MOST_ENDED, Mended};
use super::hexadecimal;
use super::id::Id;
use super::task::TaskMark;

/// The format's number.
const FORMAT: u64 = 1;

/// The longest record, in bytes, with its line feed: short enough to be written at once everywhere.
pub const LONGEST: usize = 4096;

/// An event, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The log: 128 random bits, drawn by its session.
    pub log: u128,
    /// Its place in the log, from 1.
    pub number: u64,
    /// The writer's clock, in seconds since 1970, UTC.
    pub at: u64,
    /// The event.
    pub event: Event,
}

/// What a line of a log is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A record.
    Record(Record),
    /// A record with fields that a later version wrote; they are left out.
    WithLaterFields(Record),
    /// Whole, and of a kind or a format that only a later version knows.
    Later,
    /// Not written whole, or spoilt.
    Torn,
}

impl Record {
    /// The line, with its line feed. Ids, marks and numbers are checked and hold nothing that JSON would quote.
    pub(super) fn line(&self) -> Vec<u8> {
        let Record { log, number, at, event: Event { exercise, attempt, what } } = self;
        let (kind, more) = words(what);
        let json = format!(
            r#"{{"format":{FORMAT},"log":"{log:032x}","number":{number},"at":{at},"event":"{kind}","exercise":"{exercise}","attempt":"{attempt}"{more}}}"#
        );
        format!("{:08x} {json}\n", checksum(json.as_bytes())).into_bytes()
    }
}

fn words(what: &Happening) -> (&'static str, String) {
    match what {
        Happening::Started => ("started", String::new()),
        Happening::Reached { goal, task } => ("reached", format!(r#","goal":{goal},"task":"{task}""#)),
        Happening::Found { mistake, mended } => {
            let mended = *mended == Mended::Mended;
            ("found", format!(r#","mistake":"{mistake}","mended":{mended}"#))
        }
        Happening::Passed { seconds } => ("passed", format!(r#","seconds":{seconds}"#)),
        Happening::Skipped => ("skipped", String::new()),
        Happening::Hint { count } => ("hint", format!(r#","count":{count}"#)),
        Happening::Help => ("help", String::new()),
        Happening::HelpOver => ("help-over", String::new()),
        Happening::Done => ("done", String::new()),
        Happening::Reset { ends } => {
            let ends: Vec<String> = ends.iter().take(MOST_ENDED).map(|ended| format!(r#""{ended}""#)).collect();
            ("reset", format!(r#","ends":[{}]"#, ends.join(",")))
        }
    }
}

/// Reads a line, without its line feed.
pub(super) fn read_line(line: &[u8]) -> Line {
    let Some((sum, json)) = line.split_at_checked(8).filter(|_| line.len() < LONGEST) else { return Line::Torn };
    let Some(json) = json.strip_prefix(b" ") else { return Line::Torn };
    if hexadecimal::number(sum, 8) != Some(u128::from(checksum(json))) {
        return Line::Torn;
    }
    if let Ok(written) = serde_json::from_slice::<Written>(json) {
        return written.record().map_or(Line::Later, Line::Record);
    }
    let Ok(mut fields) = serde_json::from_slice::<Map<String, Value>>(json) else { return Line::Later };
    fields.retain(|name, _| FIELDS.contains(&name.as_str()));
    let written = serde_json::from_value::<Written>(Value::Object(fields)).ok();
    written.and_then(Written::record).map_or(Line::Later, Line::WithLaterFields)
}

/// The fields of [`Written`].
const FIELDS: [&str; 14] = [
    "format", "log", "number", "at", "event", "exercise", "attempt", "goal", "task", "mistake", "mended", "seconds",
    "count", "ends",
];

/// A record as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: u64,
    log: String,
    number: u64,
    at: u64,
    event: String,
    exercise: String,
    attempt: String,
    goal: Option<usize>,
    task: Option<String>,
    mistake: Option<String>,
    mended: Option<bool>,
    seconds: Option<u64>,
    count: Option<u32>,
    ends: Option<Vec<String>>,
}

impl Written {
    /// The record, if it is one that we know.
    fn record(self) -> Option<Record> {
        if self.format != FORMAT {
            return None;
        }
        let what = self.what()?;
        let attempt = Attempt::parse(&self.attempt)?;
        // An attempt that ends itself would be over before it began.
        if matches!(&what, Happening::Reset { ends } if ends.contains(&attempt)) {
            return None;
        }
        let event = Event { exercise: Id::new(&self.exercise).ok()?, attempt, what };
        Some(Record { log: hexadecimal::number(self.log.as_bytes(), 32)?, number: self.number, at: self.at, event })
    }

    fn what(&self) -> Option<Happening> {
        Some(match self.event.as_str() {
            "started" => Happening::Started,
            "reached" => Happening::Reached { goal: self.goal?, task: TaskMark::parse(self.task.as_deref()?)? },
            "found" => Happening::Found {
                mistake: Id::new(self.mistake.as_deref()?).ok()?,
                mended: if self.mended? { Mended::Mended } else { Mended::NotYet },
            },
            "passed" => Happening::Passed { seconds: self.seconds? },
            "skipped" => Happening::Skipped,
            "hint" => Happening::Hint { count: self.count? },
            "help" => Happening::Help,
            "help-over" => Happening::HelpOver,
            "done" => Happening::Done,
            "reset" => {
                let ends = self.ends.as_ref()?.iter().map(|name| Attempt::parse(name)).collect::<Option<Vec<_>>>()?;
                Happening::Reset { ends }
            }
            _ => return None,
        })
    }
}
