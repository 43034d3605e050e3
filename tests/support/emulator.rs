//! What a person would see: the bytes of a terminal, drawn by an emulator that keeps what scrolled away.

use std::num::NonZeroU16;

use vt100::{Callbacks, Parser, Screen};

/// How many rows are kept once they have left the screen.
const KEPT: usize = 10_000;

/// A drawn terminal.
pub(crate) struct Emulator {
    parser: Parser<Heard>,
    mark: Place,
}

/// What programs told the terminal besides text.
#[derive(Default)]
struct Heard {
    title: String,
    /// What a terminal answers to the program that asked it.
    answers: String,
    /// Rows that are not kept any longer.
    forgotten: usize,
}

/// A row, counted from the first that was ever drawn, and a column.
#[derive(Clone, Copy, Default)]
struct Place {
    row: usize,
    column: u16,
}

impl Callbacks for Heard {
    fn set_window_title(&mut self, _: &mut Screen, title: &[u8]) {
        self.title = String::from_utf8_lossy(title).into_owned();
    }

    fn unhandled_csi(&mut self, screen: &mut Screen, first: Option<u8>, _: Option<u8>, numbers: &[&[u16]], last: char) {
        // xterm's "Device Status Report" and "Send Device Attributes" (ctlseqs): programs wait for these answers.
        match (first, numbers, last) {
            (None, [[5]], 'n') => self.answers.push_str("\x1b[0n"),
            (None, [[6]], 'n') => {
                let (row, column) = screen.cursor_position();
                self.answers.push_str(&format!("\x1b[{};{}R", row + 1, column + 1));
            }
            (None, [] | [[0]], 'c') => self.answers.push_str("\x1b[?62;22c"),
            _ => {}
        }
    }

    fn on_scroll(&mut self, _: vt100::capture::RowContents<'_>, alternate_screen: bool) {
        self.forgotten += usize::from(!alternate_screen);
    }
}

impl Emulator {
    /// An empty terminal.
    pub(crate) fn new(columns: u16, rows: u16) -> Self {
        let parser = Parser::new_with_callbacks(size(rows), size(columns), KEPT, Heard::default());
        Emulator { parser, mark: Place::default() }
    }

    /// Draws these bytes, and returns what a terminal answers to them.
    pub(crate) fn draw(&mut self, bytes: &[u8]) -> String {
        self.parser.process(bytes);
        std::mem::take(&mut self.parser.callbacks_mut().answers)
    }

    /// Another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.set_size(size(rows), size(columns));
    }

    /// What is on the screen.
    pub(crate) fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    /// The title that a program gave the window.
    pub(crate) fn title(&self) -> &str {
        &self.parser.callbacks().title
    }

    /// From now on, text before the cursor is past.
    pub(crate) fn mark(&mut self) {
        self.mark = self.cursor();
    }

    /// The text since the mark, with what has scrolled away; lines that the terminal wrapped are whole. A full-screen
    /// program's screen is given as it is, and so is a screen that was cleared since.
    pub(crate) fn text(&mut self) -> String {
        let (mark, cursor, forgotten) = (self.mark, self.cursor(), self.parser.callbacks().forgotten);
        let screen = self.parser.screen_mut();
        let scrolled = screen.scrollback_len();
        if screen.alternate_screen() || mark.row > cursor.row {
            return written(screen, 0, usize::MAX, 0);
        }
        let mut at = mark.row.saturating_sub(forgotten);
        let mut column = if mark.row < forgotten { 0 } else { mark.column };
        let mut text = String::new();
        while at < scrolled {
            screen.set_scrollback(scrolled - at);
            let (rows, _) = screen.size();
            let count = usize::from(rows.get()).min(scrolled - at);
            text.push_str(&written(screen, 0, count, column));
            column = 0;
            at += count;
        }
        screen.set_scrollback(0);
        text.push_str(&written(screen, at - scrolled, usize::MAX, column));
        text
    }

    fn cursor(&self) -> Place {
        let screen = self.parser.screen();
        let (row, column) = screen.cursor_position();
        Place { row: self.parser.callbacks().forgotten + screen.scrollback_len() + usize::from(row), column }
    }
}

/// So many rows of what is in view, the first of them from this column on.
fn written(screen: &Screen, from: usize, count: usize, column: u16) -> String {
    let (_, columns) = screen.size();
    let mut text = String::new();
    for (at, row) in screen.rows(0, columns.get()).enumerate().skip(from).take(count) {
        if at == from && column > 0 {
            text.push_str(&screen.rows(column, columns.get().saturating_sub(column)).nth(at).unwrap_or_default());
        } else {
            text.push_str(&row);
        }
        if !u16::try_from(at).is_ok_and(|at| screen.row_wrapped(at)) {
            text.push('\n');
        }
    }
    text
}

fn size(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal has rows and columns")
}
