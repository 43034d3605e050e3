//! Records: what the shell says of itself, out of band.
//!
//! A record is a run of NUL-ended fields in a FIFO that only this user can open: nonce, kind, id, status, command, working
//! folder, one field for each watched variable (`=value`, or nothing when it is not set), and the word `end`. The record of
//! a step's first command, of a subshell's and of a function's have no folder and no variables. In a live session a prompt's
//! record has four more before `end`: by how much the history grew, its last entries, the aliases, the names of the
//! functions. A FIFO and not a file:
//! it survives a full disk, `ulimit -f 0` and `noclobber`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsFd, BorrowedFd};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memchr::memchr;
use rustix::fs::{CWD, FileType, Mode, OFlags};

use super::evidence::ShellState;

/// The most that is held of a record that has not ended; no honest one is longer.
const LONGEST: usize = 4 * 1024 * 1024;

/// A record as it was written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) kind: RecordKind,
    pub(super) id: u64,
    pub(super) status: i32,
    pub(super) command: String,
    pub(super) state: Arc<ShellState>,
    /// The further fields of a live prompt.
    pub(super) more: Vec<String>,
}

/// What a record holds besides the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Nothing.
    Scripted,
    /// What the learner's own shell knows of itself.
    Live,
}

impl Form {
    fn more(self) -> usize {
        match self {
            Form::Scripted => 0,
            Form::Live => 4,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecordKind {
    /// The shell is about to draw its prompt.
    Prompt,
    /// The first command of a step is about to run.
    Before,
    /// A further command is about to run, and waits to be let go.
    Look,
    /// A command is about to run in a subshell.
    Subshell,
    /// The command that was shown last is a function of the learner's.
    Function,
}

/// The two FIFOs of a session.
#[derive(Debug)]
pub(super) struct Channel {
    records: File,
    answers: File,
    parser: Parser,
}

impl Channel {
    /// Makes the FIFOs in a private folder and opens both ends, so that neither side ever waits for the other.
    pub(super) fn make(folder: &Path, nonce: &str, watched: &[String], form: Form) -> io::Result<Self> {
        let open = |name: &str| -> io::Result<File> {
            let path = folder.join(name);
            rustix::fs::mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0)?;
            let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::CLOEXEC;
            Ok(File::from(rustix::fs::open(&path, flags, Mode::empty())?))
        };
        Ok(Channel { records: open("records")?, answers: open("answers")?, parser: Parser::new(nonce, watched, form) })
    }

    /// What to poll.
    pub(super) fn as_fd(&self) -> BorrowedFd<'_> {
        self.records.as_fd()
    }

    /// The records that have come, in order.
    pub(super) fn read(&mut self) -> io::Result<Vec<Record>> {
        let mut buffer = [0; 16 * 1024];
        let mut records = Vec::new();
        loop {
            match self.records.read(&mut buffer) {
                Ok(count) => {
                    self.parser.feed(&buffer[..count], &mut records);
                    // Less than there was room for: that was all.
                    if count < buffer.len() {
                        break;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(records)
    }

    /// Lets a command go on that waited to be looked at.
    pub(super) fn answer(&mut self) -> io::Result<()> {
        self.answers.write_all(b"\n")
    }

    /// Answers the prompt of this number in a live session.
    pub(super) fn answer_prompt(&mut self, id: u64, word: &str) -> io::Result<()> {
        self.answers.write_all(format!("{id} {word}\n").as_bytes())
    }
}

/// Takes records out of a byte stream.
#[derive(Debug)]
struct Parser {
    nonce: Vec<u8>,
    watched: Vec<String>,
    form: Form,
    /// Bytes of a field that has not ended.
    open: Vec<u8>,
    fields: Vec<Vec<u8>>,
    held: usize,
    /// What the last record said that says it.
    state: Arc<ShellState>,
}

impl Parser {
    fn new(nonce: &str, watched: &[String], form: Form) -> Self {
        Parser {
            nonce: nonce.as_bytes().to_vec(),
            watched: watched.to_vec(),
            form,
            open: Vec::new(),
            fields: Vec::new(),
            held: 0,
            state: Arc::default(),
        }
    }

    fn feed(&mut self, mut bytes: &[u8], records: &mut Vec<Record>) {
        while let Some(end) = memchr(0, bytes) {
            self.hold(&bytes[..end]);
            bytes = &bytes[end + 1..];
            let field = std::mem::take(&mut self.open);
            // Whatever else came through the FIFO, a record begins with the nonce.
            if self.fields.is_empty() && field != self.nonce {
                self.held = 0;
                continue;
            }
            self.fields.push(field);
            if self.fields.len() == self.length() {
                records.extend(self.record());
                self.forget();
            }
        }
        self.hold(bytes);
    }

    /// Adds to the field that has not ended.
    fn hold(&mut self, bytes: &[u8]) {
        self.held += bytes.len();
        if self.held > LONGEST {
            self.forget();
        } else {
            self.open.extend_from_slice(bytes);
        }
    }

    /// How many fields the record has that has begun.
    fn length(&self) -> usize {
        let says_state = self.fields.get(1).is_none_or(|kind| !matches!(kind.as_slice(), b"B" | b"S" | b"F"));
        if says_state { self.watched.len() + 7 + self.form.more() } else { 6 }
    }

    fn forget(&mut self) {
        self.open.clear();
        self.fields.clear();
        self.held = 0;
    }

    fn record(&mut self) -> Option<Record> {
        let text = |index: usize| String::from_utf8_lossy(&self.fields[index]);
        if self.fields.last().map(Vec::as_slice) != Some(b"end") {
            return None;
        }
        let kind = match self.fields[1].as_slice() {
            b"P" => RecordKind::Prompt,
            b"B" => RecordKind::Before,
            b"L" => RecordKind::Look,
            b"S" => RecordKind::Subshell,
            b"F" => RecordKind::Function,
            _ => return None,
        };
        let (id, status, command) = (text(2).parse().ok()?, text(3).parse().ok()?, text(4).into_owned());
        if matches!(kind, RecordKind::Prompt | RecordKind::Look) {
            self.state = Arc::new(self.state_said());
        }
        let more = match kind {
            RecordKind::Prompt => {
                (6 + self.watched.len()..self.fields.len() - 1).map(|at| text(at).into_owned()).collect()
            }
            _ => Vec::new(),
        };
        Some(Record { kind, id, status, command, state: Arc::clone(&self.state), more })
    }

    fn state_said(&self) -> ShellState {
        let text = |field: &[u8]| String::from_utf8_lossy(field).into_owned();
        let variables: BTreeMap<String, String> = (self.watched.iter().zip(&self.fields[6..]))
            .filter_map(|(name, field)| field.strip_prefix(b"=").map(|value| (name.clone(), text(value))))
            .collect();
        ShellState { folder: PathBuf::from(text(&self.fields[5])), variables }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RECORD: &[u8] = b"n0\0P\x0017\x000\0\0/tmp\0=/bin\0\0end\0";

    fn parse(chunks: &[&[u8]]) -> Vec<Record> {
        let mut parser = Parser::new("n0", &["PATH".into(), "VIRTUAL_ENV".into()], Form::Scripted);
        let mut records = Vec::new();
        for chunk in chunks {
            parser.feed(chunk, &mut records);
        }
        records
    }

    #[test]
    fn a_record_says_where_the_shell_stands() {
        let records = parse(&[RECORD]);
        assert_eq!(records.len(), 1);
        assert_eq!((records[0].kind, records[0].id, records[0].status), (RecordKind::Prompt, 17, 0));
        assert_eq!(records[0].state.folder, PathBuf::from("/tmp"));
        assert_eq!(records[0].state.variable("PATH"), "/bin");
        assert!(!records[0].state.variables.contains_key("VIRTUAL_ENV"), "an unset variable is not there");
    }

    #[test]
    fn the_first_command_of_a_step_finds_the_shell_as_the_prompt_left_it() {
        let records = parse(&[RECORD, b"n0\0B\x0017\x000\0ls\0end\0", RECORD]);
        assert_eq!(records.len(), 3);
        assert_eq!((records[1].kind, records[1].command.as_str()), (RecordKind::Before, "ls"));
        assert_eq!(records[1].state, records[0].state);
    }

    #[test]
    fn what_does_not_begin_with_the_nonce_is_no_record() {
        assert_eq!(parse(&[b"xx\0P\x0017\x000\0\0/tmp\0=/bin\0\0end\0", RECORD]).len(), 1);
    }

    proptest! {
        #[test]
        fn records_may_arrive_in_any_pieces(cut in 0..RECORD.len(), noise in proptest::collection::vec(any::<u8>(), 0..40)) {
            let mut noise = noise;
            noise.push(0);
            let mut stream = noise;
            let from = stream.len();
            stream.extend_from_slice(RECORD);
            prop_assert_eq!(parse(&[&stream[..from + cut], &stream[from + cut..]]).len(), 1);
        }
    }
}
