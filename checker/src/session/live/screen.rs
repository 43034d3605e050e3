//! What goes to the learner's screen: the shell's own bytes untouched, and our lines where they do no harm.

use std::collections::VecDeque;
use std::io;

use memchr::{memchr, memmem};

use crate::session::cast::Recorder;
use crate::session::plain::plain_text;

use super::terminal::Terminal;

/// How much is queued before the shell's terminal is read no further, in bytes.
const FULL: usize = 256 * 1024;

/// Switches that programs throw and may leave thrown when they are killed, each with what throws it back (xterm's ctlseqs,
/// DEC private modes).
const MODES: [(&[u8], &[u8]); 9] = [
    // The other screen: the first three.
    (b"\x1b[?1049h", b"\x1b[?1049l"),
    (b"\x1b[?1047h", b"\x1b[?1047l"),
    (b"\x1b[?47h", b"\x1b[?47l"),
    // Bracketed paste, the hidden cursor, cursor keys for applications, the mouse.
    (b"\x1b[?2004h", b"\x1b[?2004l"),
    (b"\x1b[?25l", b"\x1b[?25h"),
    (b"\x1b[?1h", b"\x1b[?1l"),
    (b"\x1b[?1000h", b"\x1b[?1000l"),
    (b"\x1b[?1002h", b"\x1b[?1002l"),
    (b"\x1b[?1006h", b"\x1b[?1006l"),
];
/// How many of them are the other screen.
const SCREENS: usize = 3;

/// Bytes on their way to the screen.
#[derive(Debug, Default)]
pub(super) struct Screen {
    queue: VecDeque<u8>,
    /// Whether the last byte did not end a line.
    within_line: bool,
    /// Which of the [`MODES`] are switched on.
    on: [bool; MODES.len()],
    /// What waits for a line to end.
    mention: Option<String>,
    /// Who writes down what is shown.
    recorder: Option<Recorder>,
}

impl Screen {
    /// All that is shown from now on is recorded.
    pub(super) fn record(&mut self, recorder: Recorder) {
        self.recorder = Some(recorder);
    }

    /// The terminal has another size now.
    pub(super) fn resized(&self, size: (u16, u16)) {
        if let Some(recorder) = &self.recorder {
            recorder.resize(size);
        }
    }

    fn put(&mut self, bytes: &[u8]) {
        if let Some(recorder) = &mut self.recorder {
            recorder.output(bytes);
        }
        self.queue.extend(bytes);
    }

    /// Whether no more should be read.
    pub(super) fn is_full(&self) -> bool {
        self.queue.len() >= FULL
    }

    /// Whether something waits to be written.
    pub(super) fn has_more(&self) -> bool {
        !self.queue.is_empty()
    }

    /// Passes on what the shell and its programs print.
    pub(super) fn pass(&mut self, bytes: &[u8]) {
        if memchr(0x1b, bytes).is_some() {
            self.note_modes(bytes);
        }
        match memchr(b'\n', bytes) {
            Some(at) if self.mention.is_some() && !self.is_alternate() => {
                self.put(&bytes[..=at]);
                self.within_line = false;
                let mention = self.mention.take().unwrap_or_default();
                self.line(&mention);
                self.pass(&bytes[at + 1..]);
            }
            _ => {
                self.put(bytes);
                self.within_line = is_within_line(bytes, self.within_line);
            }
        }
    }

    /// Shows lines of ours, on a line of their own.
    pub(super) fn line(&mut self, text: &str) {
        if self.within_line {
            self.put(b"\r\n");
        }
        for line in text.lines() {
            self.put(line.as_bytes());
            self.put(b"\r\n");
        }
        self.within_line = false;
    }

    /// Shows lines of ours once a line has ended.
    pub(super) fn mention(&mut self, text: String) {
        self.mention = Some(text);
    }

    /// Sends control bytes that leave no trace on the screen.
    pub(super) fn control(&mut self, bytes: &[u8]) {
        self.put(bytes);
    }

    /// Nothing waits for a line to end any more.
    pub(super) fn forget_mention(&mut self) {
        self.mention = None;
    }

    /// Throws back what a program that was killed has left thrown.
    pub(super) fn leave_modes(&mut self) {
        for ((_, off), on) in MODES.iter().zip(std::mem::take(&mut self.on)) {
            if on {
                self.control(off);
            }
        }
    }

    /// Whether a full-screen program has the screen.
    pub(super) fn is_alternate(&self) -> bool {
        self.on[..SCREENS].contains(&true)
    }

    /// Writes what the terminal takes.
    pub(super) fn flush(&mut self, terminal: &Terminal) -> io::Result<()> {
        loop {
            let (first, _) = self.queue.as_slices();
            if first.is_empty() {
                return Ok(());
            }
            let written = terminal.write(first)?;
            if written == 0 {
                return Ok(());
            }
            self.queue.drain(..written);
        }
    }

    /// A switch that is cut in two is missed; that is so rare that nothing is done about it.
    fn note_modes(&mut self, bytes: &[u8]) {
        for ((on, off), is_on) in MODES.iter().zip(&mut self.on) {
            let (on, off) = (memmem::rfind(bytes, on), memmem::rfind(bytes, off));
            if on != off {
                *is_on = on > off;
            }
        }
    }
}

/// Whether something stands on the line that these bytes end in; `before` is whether something stood there already.
fn is_within_line(bytes: &[u8], before: bool) -> bool {
    /// No control sequence of a prompt is longer; a longer rest is text.
    const SHORT: usize = 256;
    let (rest, before) = match memchr::memrchr(b'\n', bytes) {
        Some(at) => (&bytes[at + 1..], false),
        None => (bytes, before),
    };
    before || rest.len() > SHORT || !plain_text(rest).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(screen: &Screen) -> String {
        screen.queue.iter().map(|&byte| char::from(byte)).collect()
    }

    #[test]
    fn our_lines_stand_on_lines_of_their_own() {
        let mut screen = Screen::default();
        screen.pass(b"no newline");
        screen.line("one\ntwo");
        screen.pass(b"$ ");
        assert_eq!(shown(&screen), "no newline\r\none\r\ntwo\r\n$ ");
    }

    #[test]
    fn what_the_line_editor_prints_when_a_line_is_entered_leaves_the_cursor_at_a_line_s_start() {
        let mut screen = Screen::default();
        screen.pass(b"$ true");
        screen.pass(b"\r\n\x1b[?2004l\r");
        screen.line("one");
        assert_eq!(shown(&screen), "$ true\r\n\x1b[?2004l\rone\r\n");
        screen.pass(b"50 %\r");
        screen.line("two");
        assert!(shown(&screen).ends_with("50 %\r\r\ntwo\r\n"));
    }

    #[test]
    fn what_a_killed_program_left_switched_on_is_switched_off() {
        let mut screen = Screen::default();
        screen.pass(b"\x1b[?2004h$ \x1b[?2004l\x1b[?1049h\x1b[?25l");
        assert!(screen.is_alternate());
        let before = shown(&screen).len();
        screen.leave_modes();
        assert_eq!(shown(&screen)[before..], *"\x1b[?1049l\x1b[?25h");
        screen.leave_modes();
        assert_eq!(shown(&screen).len(), before + 14);
    }

    #[test]
    fn a_mention_waits_for_the_end_of_a_line_and_for_the_screen_to_be_ours() {
        let mut screen = Screen::default();
        screen.mention("here".to_owned());
        screen.pass(b"\x1b[?1049hvim\n");
        assert_eq!(shown(&screen), "\x1b[?1049hvim\n");
        screen.pass(b"\x1b[?1049l$ ls\r\na");
        assert!(shown(&screen).ends_with("$ ls\r\nhere\r\na"));
    }
}
