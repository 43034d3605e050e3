//! What arrives from the terminal and the FIFO, put in order.

use std::collections::{BTreeMap, VecDeque};
use std::io;

use super::cast::Tape;
use super::marks::{Piece, Scanner};
use super::output::Output;
use super::records::{Channel, Record, RecordKind};

/// Something that a step waits for.
#[derive(Debug)]
pub(super) enum Event {
    /// The command was read and starts to run.
    CommandStarts,
    /// The shell is about to draw its prompt.
    Prompt(Record),
    /// The shell asks for more of an unfinished command.
    Continuation,
    /// The first simple command of the step is about to run.
    Before(Record),
    /// A further simple command is about to run, and waits.
    Look(Record),
    /// A command runs in a subshell.
    Subshell(Record),
    /// The command that was shown last is a function.
    Function,
}

/// What the bytes that arrive belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// To nothing: the prompt is drawn.
    AtPrompt,
    /// A line was entered; until the editor lets go of it, what arrives is its echo.
    Entered,
    /// The editor took the line; without a mark, what follows is taken for output.
    Taken,
    /// The command runs.
    Running,
}

/// Puts marks, records and output in order.
#[derive(Debug)]
pub(super) struct Reader {
    scanner: Scanner,
    pub(super) channel: Channel,
    phase: Phase,
    events: VecDeque<Event>,
    /// Prompt records whose mark has not come.
    prompts: BTreeMap<u64, Record>,
    /// Records of commands that wait, and whose mark has not come.
    looks: BTreeMap<u64, Record>,
    /// What the step printed so far.
    pub(super) output: Output,
    /// Whether the line editor takes keys, as far as it says so.
    pub(super) editor_open: bool,
    /// Whether the line editor says when it opens; before bash 4.4 it does not.
    pub(super) editor_tells: bool,
    tape: Option<Tape>,
    /// Whether the first prompt has come: what stands before it is ours.
    has_begun: bool,
}

impl Reader {
    pub(super) fn new(nonce: &str, channel: Channel, tape: Option<Tape>) -> Self {
        Reader {
            scanner: Scanner::new(nonce),
            channel,
            phase: Phase::AtPrompt,
            events: VecDeque::new(),
            prompts: BTreeMap::new(),
            looks: BTreeMap::new(),
            output: Output::default(),
            editor_open: false,
            editor_tells: false,
            tape,
            has_begun: false,
        }
    }

    /// A line is being entered.
    pub(super) fn line_entered(&mut self) {
        self.phase = Phase::Entered;
        self.editor_open = false;
        self.output.clear();
    }

    /// Forgets what happened and was not asked for.
    pub(super) fn forget(&mut self) {
        self.events.clear();
        self.prompts.clear();
        self.looks.clear();
    }

    /// A command that waits although its mark never came, as where the terminal cannot be opened by name.
    pub(super) fn overdue_look(&mut self) -> Option<Event> {
        self.looks.pop_first().map(|(_, record)| Event::Look(record))
    }

    /// Whether a record has come whose mark has not.
    pub(super) fn waits_for_mark(&self) -> bool {
        !self.looks.is_empty()
    }

    /// Whether something is still on its way through the terminal: the line that was entered, which the editor has not let
    /// go of, or the mark of a prompt whose record has come.
    pub(super) fn is_behind(&self) -> bool {
        !self.prompts.is_empty() || (self.phase == Phase::Entered && self.editor_tells)
    }

    /// Whether the command was seen to start.
    pub(super) fn is_running(&self) -> bool {
        self.phase == Phase::Running
    }

    /// What arrives is kept from now on, whatever the shell says; for its first moments.
    pub(super) fn keep_everything(&mut self) {
        self.phase = Phase::Running;
    }

    /// Whether nothing has happened that was not asked for yet.
    pub(super) fn is_quiet(&self) -> bool {
        self.events.is_empty()
    }

    /// The next thing that happened.
    pub(super) fn next_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Takes the records that have come.
    pub(super) fn take_records(&mut self) -> io::Result<()> {
        let Reader { channel, prompts, looks, events, .. } = self;
        sort_records(channel, prompts, looks, events)
    }

    /// Takes bytes from the terminal.
    pub(super) fn take_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Reader {
            scanner,
            channel,
            phase,
            events,
            prompts,
            looks,
            output,
            editor_open,
            editor_tells,
            tape,
            has_begun,
        } = self;
        let mut failed = Ok(());
        scanner.feed(bytes, |piece| match piece {
            Piece::Bytes(bytes) => {
                if let Some(tape) = tape.as_ref().filter(|_| *has_begun) {
                    tape.output(bytes);
                }
                if *phase != Phase::AtPrompt {
                    output.push(bytes);
                }
            }
            Piece::CommandStarts => {
                if matches!(*phase, Phase::Entered | Phase::Taken) {
                    output.clear();
                    *phase = Phase::Running;
                    events.push_back(Event::CommandStarts);
                }
            }
            Piece::Prompt(id) => {
                // The record was written before the mark: when it is not there now, the mark is not the shell's.
                if !prompts.contains_key(&id)
                    && let Err(error) = sort_records(channel, prompts, looks, events)
                {
                    failed = Err(error);
                }
                if let Some(record) = prompts.remove(&id) {
                    *phase = Phase::AtPrompt;
                    *has_begun = true;
                    prompts.clear();
                    events.push_back(Event::Prompt(record));
                }
            }
            Piece::Look(id) => {
                if !looks.contains_key(&id)
                    && let Err(error) = sort_records(channel, prompts, looks, events)
                {
                    failed = Err(error);
                }
                if let Some(record) = looks.remove(&id) {
                    events.push_back(Event::Look(record));
                }
            }
            // Drawn again when a long line wraps: only the first time after a line was taken asks for more.
            Piece::Continuation if *phase == Phase::Taken || (*phase == Phase::Entered && !*editor_tells) => {
                events.push_back(Event::Continuation);
            }
            Piece::Continuation => {}
            Piece::EditorOpened if *phase != Phase::Running => {
                *editor_open = true;
                *editor_tells = true;
            }
            Piece::EditorClosed if *phase == Phase::Entered => {
                output.clear();
                *phase = Phase::Taken;
            }
            Piece::EditorOpened | Piece::EditorClosed => {}
        });
        failed
    }

    /// Takes what was held back, at the end of the stream.
    pub(super) fn finish(&mut self) {
        let Reader { scanner, output, .. } = self;
        scanner.finish(|piece| {
            if let Piece::Bytes(bytes) = piece {
                output.push(bytes);
            }
        });
    }
}

fn sort_records(
    channel: &mut Channel,
    prompts: &mut BTreeMap<u64, Record>,
    looks: &mut BTreeMap<u64, Record>,
    events: &mut VecDeque<Event>,
) -> io::Result<()> {
    for record in channel.read()? {
        match record.kind {
            RecordKind::Prompt => {
                prompts.insert(record.id, record);
            }
            RecordKind::Before => events.push_back(Event::Before(record)),
            RecordKind::Look => {
                looks.insert(record.id, record);
            }
            RecordKind::Subshell => events.push_back(Event::Subshell(record)),
            RecordKind::Function => events.push_back(Event::Function),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::records::Form;
    use super::*;

    const RECORD: &[u8] = b"n0\0P\x0017\x000\0\0/tmp\0=/bin\0\0end\0";

    #[test]
    fn what_was_entered_and_what_was_told_are_on_their_way_until_they_arrive() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let watched = ["PATH".to_owned(), "VIRTUAL_ENV".to_owned()];
        let channel = Channel::make(folder.path(), "n0", &watched, Form::Scripted).expect("a channel");
        let mut reader = Reader::new("n0", channel, None);
        reader.take_bytes(b"\x1b[?2004h$ ").expect("the editor opens");
        assert!(!reader.is_behind(), "at the prompt");
        reader.line_entered();
        reader.take_bytes(b"deact").expect("half of an echo");
        assert!(reader.is_behind(), "the editor still holds the line");
        reader.take_bytes(b"ivate\r\n\x1b[?2004l\r").expect("the editor closes");
        assert!(!reader.is_behind(), "the line was taken");
        let mut fifo = std::fs::OpenOptions::new().write(true).open(folder.path().join("records")).expect("the FIFO");
        io::Write::write_all(&mut fifo, RECORD).expect("a record");
        reader.take_records().expect("read");
        assert!(reader.is_behind(), "the record of a prompt has come, and its mark has not");
        reader.take_bytes(b"\x1b]7717;n0;D;17\x07").expect("the mark");
        assert!(!reader.is_behind());
        assert!(matches!(reader.next_event(), Some(Event::Prompt(record)) if record.id == 17));
    }
}
