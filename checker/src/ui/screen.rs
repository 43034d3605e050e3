//! Where text goes: two streams, each with its own colours and width.

use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use crate::host::HostEnvironment;

use super::paint::{ColorChoice, Paint};

/// Whether something that was to be printed could not be written.
static LOST: AtomicBool = AtomicBool::new(false);

/// Whether data was lost on its way to standard output.
pub fn data_was_lost() -> bool {
    LOST.load(Ordering::Relaxed)
}

/// The widest that prose is set, in columns.
const WIDEST: usize = 100;
/// The width where there is no terminal.
const USUAL: usize = 80;

/// One of the two streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output: data.
    Data,
    /// Standard error: everything else.
    Talk,
}

/// Where a screen's text ends up.
#[derive(Clone, Debug)]
enum Sink {
    Stream(Stream),
    /// Kept, for somebody else to show.
    Page(Arc<Mutex<String>>),
}

/// A stream as a person sees it.
#[derive(Clone, Debug)]
pub struct Screen {
    sink: Sink,
    /// How it is painted.
    pub paint: Paint,
    /// Its width in columns.
    pub width: usize,
    /// Whether a person is watching.
    pub is_terminal: bool,
}

impl Screen {
    /// Looks at a stream.
    pub fn of(stream: Stream, choice: ColorChoice, host: &HostEnvironment) -> Self {
        let (is_terminal, size) = match stream {
            Stream::Data => (io::stdout().is_terminal(), rustix::termios::tcgetwinsize(io::stdout())),
            Stream::Talk => (io::stderr().is_terminal(), rustix::termios::tcgetwinsize(io::stderr())),
        };
        let colors = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            // https://no-color.org: set and not empty; and a dumb terminal has none.
            ColorChoice::Auto => {
                is_terminal && host.variable("NO_COLOR").is_none() && host.text("TERM") != Some("dumb")
            }
        };
        let width = size.map_or(USUAL, |size| usize::from(size.ws_col)).clamp(20, WIDEST);
        let width = if is_terminal && size.is_ok_and(|size| size.ws_col > 0) { width } else { USUAL };
        Screen {
            sink: Sink::Stream(stream),
            paint: if colors { Paint::Colors } else { Paint::Plain },
            width,
            is_terminal,
        }
    }

    /// A page of this width whose text is kept.
    pub fn page(paint: Paint, columns: usize) -> Self {
        let width = columns.clamp(20, WIDEST);
        Screen { sink: Sink::Page(Arc::default()), paint, width, is_terminal: true }
    }

    /// Takes the text of a page; of a stream there is none.
    pub fn take(&self) -> String {
        match &self.sink {
            Sink::Page(page) => std::mem::take(&mut *page.lock().unwrap_or_else(PoisonError::into_inner)),
            Sink::Stream(_) => String::new(),
        }
    }

    /// Prints a value as JSON, and a new line.
    ///
    /// # Errors
    /// It cannot be written as JSON at all.
    pub fn json(&self, value: &impl Serialize) -> serde_json::Result<()> {
        let Sink::Stream(Stream::Data) = &self.sink else {
            self.line(&serde_json::to_string_pretty(value)?);
            return Ok(());
        };
        // Not as one text: the report of a large environment would be in memory a second time.
        let mut out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
        let written = match serde_json::to_writer_pretty(&mut out, value) {
            Ok(()) => writeln!(out).and_then(|()| out.flush()),
            Err(error) if error.is_io() => Err(error.into()),
            Err(error) => return Err(error),
        };
        if written.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) {
            LOST.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Prints a text as it is. A reader that has gone away is no error of ours.
    pub fn print(&self, text: &str) {
        let (written, stream) = match &self.sink {
            Sink::Stream(stream @ Stream::Data) => {
                (io::stdout().lock().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()), *stream)
            }
            Sink::Stream(stream @ Stream::Talk) => (io::stderr().lock().write_all(text.as_bytes()), *stream),
            Sink::Page(page) => {
                page.lock().unwrap_or_else(PoisonError::into_inner).push_str(text);
                return;
            }
        };
        // A reader that has gone away wants no more; a full disk must not pass for success.
        if written.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) && stream == Stream::Data {
            LOST.store(true, Ordering::Relaxed);
        }
    }

    /// Prints a line.
    pub fn line(&self, text: &str) {
        self.print(&format!("{text}\n"));
    }

    /// Prints a text after a start of its own, wrapped, with further lines indented to this column.
    pub fn hanging(&self, start: &str, text: &str, column: usize) {
        let rest = " ".repeat(column);
        let options =
            textwrap::Options::new(self.width).initial_indent(start).subsequent_indent(&rest).break_words(false);
        let wrapped = textwrap::wrap(text, options);
        if wrapped.is_empty() {
            self.line(start.trim_end());
        }
        for line in wrapped {
            self.line(&line.replace('\u{a0}', " "));
        }
    }

    /// Prints prose, wrapped, with this indent.
    pub fn prose(&self, text: &str, indent: usize) {
        let indent = " ".repeat(indent);
        let options =
            textwrap::Options::new(self.width).initial_indent(&indent).subsequent_indent(&indent).break_words(false);
        for line in textwrap::wrap(text, options) {
            self.line(&line);
        }
    }
}
