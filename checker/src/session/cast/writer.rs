//! A recording as it is written: events in, lines of JSON out.

use std::time::Duration;

use serde_json::json;

use super::line::{Line, Replacement};
use super::secrets::Secrets;

/// How a recording is made.
#[derive(Clone, Debug, Default)]
pub(super) struct Manner {
    /// Texts, such as paths, that others stand in place of.
    pub(super) replacements: Vec<Replacement>,
    /// The longest pause; longer ones are cut to it.
    pub(super) longest_pause: Option<Duration>,
}

/// A recording in the making.
#[derive(Debug)]
pub(super) struct Writer {
    manner: Manner,
    secrets: Secrets,
    line: Line,
    /// The beginning of a character whose rest has not come.
    torn: Vec<u8>,
    /// When the last event was, as it was and as it is written.
    last: (f64, f64),
    written: String,
}

impl Writer {
    /// Begins with the header.
    pub(super) fn new(size: (u16, u16), title: &str, manner: Manner) -> Self {
        let (width, height) = size;
        let header = json!({
            "version": 2, "width": width, "height": height, "title": title, "env": { "TERM": "xterm-256color" },
        });
        Writer {
            manner,
            secrets: Secrets::default(),
            line: Line::default(),
            torn: Vec::new(),
            last: (0.0, 0.0),
            written: format!("{header}\n"),
        }
    }

    /// The terminal was shown these bytes.
    pub(super) fn output(&mut self, at: Duration, bytes: &[u8]) {
        let mut whole = std::mem::take(&mut self.torn);
        whole.extend_from_slice(bytes);
        let text = match whole.utf8_chunks().last() {
            // What ends in the middle of a character may go on in it.
            Some(last) if !last.invalid().is_empty() && last.invalid().len() < 4 && whole.ends_with(last.invalid()) => {
                self.torn = last.invalid().to_vec();
                String::from_utf8_lossy(&whole[..whole.len() - self.torn.len()]).into_owned()
            }
            _ => String::from_utf8_lossy(&whole).into_owned(),
        };
        for piece in text.split_inclusive('\n') {
            self.line.push(at.as_secs_f64(), piece);
            if self.line.is_due() {
                self.end_line();
            }
        }
    }

    /// The terminal has another size now.
    pub(super) fn resize(&mut self, at: Duration, size: (u16, u16)) {
        self.end_line();
        self.event(at.as_secs_f64(), "r", &format!("{}x{}", size.0, size.1));
    }

    /// No more of this line is waited for.
    pub(super) fn end_line(&mut self) {
        for (at, text) in self.line.take(&mut self.secrets, &self.manner.replacements) {
            self.event(at, "o", &text);
        }
    }

    fn event(&mut self, at: f64, kind: &str, text: &str) {
        let pause = (at - self.last.0).max(0.0);
        let pause = self.manner.longest_pause.map_or(pause, |longest| pause.min(longest.as_secs_f64()));
        self.last = (at, self.last.1 + pause);
        // Milliseconds are enough for the eye.
        let seconds = (self.last.1 * 1000.0).round() / 1000.0;
        self.written.push_str(&json!([seconds, kind, text]).to_string());
        self.written.push('\n');
    }

    /// Takes what is ready to be written down.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(time: u64) -> Duration {
        Duration::from_millis(time)
    }

    #[test]
    fn events_stand_one_a_line_with_their_times_and_long_pauses_are_cut() {
        let manner = Manner { longest_pause: Some(ms(2000)), ..Manner::default() };
        let mut writer = Writer::new((80, 24), "t", manner);
        writer.output(ms(100), b"$ ");
        writer.output(ms(9100), b"ls\r\na\r\n");
        writer.resize(ms(9200), (100, 30));
        let text = writer.take();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                r#"{"env":{"TERM":"xterm-256color"},"height":24,"title":"t","version":2,"width":80}"#,
                r#"[0.1,"o","$ "]"#,
                r#"[2.1,"o","ls\r\n"]"#,
                r#"[2.1,"o","a\r\n"]"#,
                r#"[2.2,"r","100x30"]"#,
            ]
        );
    }

    #[test]
    fn a_character_that_comes_in_two_pieces_is_one_and_what_is_none_is_replaced() {
        let mut writer = Writer::new((80, 24), "", Manner::default());
        let _ = writer.take();
        writer.output(ms(0), b"\xc3");
        writer.output(ms(1000), b"\xa4 \xff\xfe!\n");
        assert_eq!(writer.take(), "[1.0,\"o\",\"ä \u{fffd}\u{fffd}!\\n\"]\n");
    }
}
