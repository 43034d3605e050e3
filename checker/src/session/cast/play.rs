//! A recording that is read again: asciicast v2, whoever made it.

use serde_json::Value;

use crate::session::plain::plain_text;

/// Something that is shown, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Seconds since the beginning.
    pub at: f64,
    /// What the terminal is shown.
    pub shown: String,
}

/// A recording.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    /// What is shown, in the order of time.
    pub frames: Vec<Frame>,
}

/// Why a text is no recording.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct NotARecording {
    /// The line.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

impl Played {
    /// Reads a recording.
    pub fn read(text: &str) -> Result<Self, NotARecording> {
        let mut frames: Vec<Frame> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let wrong = |what| NotARecording { line: index + 1, what };
            let value: Value = serde_json::from_str(line).map_err(|_| wrong("it is not JSON"))?;
            if index == 0 {
                if value["version"] != 2 {
                    return Err(wrong("it is no header of asciicast version 2"));
                }
                continue;
            }
            let event = || Some((value[0].as_f64()?, value[1].as_str()?, value[2].as_str()?));
            let (at, kind, shown) = event().ok_or(wrong("it is no event: a time, a kind and a text"))?;
            // Markers, keys and sizes are not shown.
            if kind == "o" {
                let before = frames.last().map_or(0.0, |frame| frame.at);
                frames.push(Frame { at: at.max(before), shown: shown.to_owned() });
            }
        }
        if frames.is_empty() {
            return Err(NotARecording { line: 1, what: "it shows nothing" });
        }
        Ok(Played { frames })
    }

    /// What a person would have read, line by line.
    pub fn transcript(&self) -> String {
        let whole: String = self.frames.iter().map(|frame| frame.shown.as_str()).collect();
        let plain = plain_text(whole.as_bytes());
        let lines: Vec<&str> = plain.lines().map(str::trim_end).collect();
        // The prompt at which it ended waits for nothing any more.
        let end = lines.iter().rposition(|line| !line.is_empty() && !line.ends_with('$')).map_or(0, |last| last + 1);
        lines[..end].iter().map(|line| format!("{line}\n")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_read_and_its_transcript_is_plain() {
        let text = "{\"version\": 2, \"width\": 80, \"height\": 24}\n[0.5, \"o\", \"\\u001b[1m$ \\u001b[0mls\\r\\n\"]\n\
            [0.6, \"i\", \"x\"]\n[1, \"o\", \"10%\\r100%\\r\\n$ \"]\n";
        let played = Played::read(text).unwrap();
        assert_eq!(played.frames.len(), 2);
        assert_eq!(played.transcript(), "$ ls\n100%\n");
    }

    #[test]
    fn what_is_no_recording_is_told_with_its_line() {
        let header = "{\"version\":2}\n";
        for (text, line) in [
            (String::new(), 1),
            ("{\"version\":3}\n".to_owned(), 1),
            ("hello\n".to_owned(), 1),
            (format!("{header}[0,\"o\",\"x\"]\n[1,\"o\"]\n"), 3),
            (header.to_owned(), 1),
        ] {
            assert_eq!(Played::read(&text).unwrap_err().line, line, "{text}");
        }
    }
}
