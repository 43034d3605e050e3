//! Marks in the terminal's output.
//!
//! A mark is a private operating-system command, `ESC ] 7717 ; NONCE ; KIND [; ID] BEL`, less than 100 bytes, so that
//! what other programs print at the same moment cannot tear it. The scanner takes marks out of a byte stream that may be
//! cut anywhere; everything else passes untouched. It also notices readline's bracketed-paste switches, which say when
//! the line editor is ready and when it took a line; those bytes pass through as well.

use memchr::memchr;

/// The longest body of a mark after its nonce.
const LONGEST_BODY: usize = 64;
const EDITOR_OPENED: &[u8] = b"\x1b[?2004h";
const EDITOR_CLOSED: &[u8] = b"\x1b[?2004l";

/// A piece of the terminal's output.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'b> {
    /// Bytes for the screen.
    Bytes(&'b [u8]),
    /// A command was read and is about to run.
    CommandStarts,
    /// The prompt with this number is about to be drawn.
    Prompt(u64),
    /// The command with this number within its step is about to run.
    Look(u64),
    /// The shell asks for more of an unfinished command.
    Continuation,
    /// The line editor is ready to take keys.
    EditorOpened,
    /// The line editor took a line.
    EditorClosed,
}

/// Takes marks out of a byte stream.
#[derive(Debug)]
pub(super) struct Scanner {
    prefix: Vec<u8>,
    /// The beginning of what may become a mark, held back from the last chunk.
    held: Vec<u8>,
}

/// What a piece of text that begins with ESC turns out to be.
enum Found<'b> {
    /// A piece of this many bytes; `None` when it is a mark of ours that says nothing.
    Whole(usize, Option<Piece<'b>>),
    /// More bytes are needed to tell.
    Partial,
    /// Nothing of ours.
    Other,
}

impl Scanner {
    /// A scanner for marks with this nonce.
    pub(super) fn new(nonce: &str) -> Self {
        Scanner { prefix: format!("\x1b]7717;{nonce};").into_bytes(), held: Vec::new() }
    }

    /// Hands the pieces of a chunk on, in order.
    pub(super) fn feed(&mut self, chunk: &[u8], mut each: impl FnMut(Piece<'_>)) {
        if self.held.is_empty() {
            let rest = self.scan(chunk, &mut each);
            self.held.extend_from_slice(rest);
        } else {
            let mut joined = std::mem::take(&mut self.held);
            joined.extend_from_slice(chunk);
            let rest = self.scan(&joined, &mut each).len();
            joined.drain(..joined.len() - rest);
            self.held = joined;
        }
    }

    /// Hands on what was held back, at the end of the stream.
    pub(super) fn finish(&mut self, mut each: impl FnMut(Piece<'_>)) {
        let held = std::mem::take(&mut self.held);
        if !held.is_empty() {
            each(Piece::Bytes(&held));
        }
    }

    /// Hands pieces on and returns the tail that must wait for more.
    fn scan<'b>(&self, bytes: &'b [u8], each: &mut impl FnMut(Piece<'_>)) -> &'b [u8] {
        let mut pending = bytes;
        let mut looked_at = 0;
        while let Some(offset) = memchr(0x1b, &pending[looked_at..]) {
            let escape = looked_at + offset;
            match self.recognise(&pending[escape..]) {
                Found::Other => looked_at = escape + 1,
                Found::Partial => {
                    if escape > 0 {
                        each(Piece::Bytes(&pending[..escape]));
                    }
                    return &pending[escape..];
                }
                Found::Whole(length, piece) => {
                    if escape > 0 {
                        each(Piece::Bytes(&pending[..escape]));
                    }
                    if let Some(piece) = piece {
                        let passes = matches!(piece, Piece::EditorOpened | Piece::EditorClosed);
                        each(piece);
                        if passes {
                            each(Piece::Bytes(&pending[escape..escape + length]));
                        }
                    }
                    pending = &pending[escape + length..];
                    looked_at = 0;
                }
            }
        }
        if !pending.is_empty() {
            each(Piece::Bytes(pending));
        }
        &[]
    }

    fn recognise<'b>(&self, text: &'b [u8]) -> Found<'b> {
        for (sequence, piece) in [(EDITOR_OPENED, Piece::EditorOpened), (EDITOR_CLOSED, Piece::EditorClosed)] {
            if text.starts_with(sequence) {
                return Found::Whole(sequence.len(), Some(piece));
            }
            if sequence.starts_with(text) {
                return Found::Partial;
            }
        }
        if self.prefix.starts_with(text) {
            return Found::Partial;
        }
        let Some(body) = text.strip_prefix(self.prefix.as_slice()) else {
            return Found::Other;
        };
        match memchr(0x07, &body[..body.len().min(LONGEST_BODY)]) {
            Some(end) => Found::Whole(self.prefix.len() + end + 1, parse_body(&body[..end])),
            None if body.len() < LONGEST_BODY => Found::Partial,
            None => Found::Other,
        }
    }
}

fn parse_body(body: &[u8]) -> Option<Piece<'static>> {
    match body {
        b"C" => Some(Piece::CommandStarts),
        b"M" => Some(Piece::Continuation),
        _ => {
            let (kind, id) = body.split_at_checked(2)?;
            let id = std::str::from_utf8(id).ok()?.parse().ok()?;
            match kind {
                b"D;" => Some(Piece::Prompt(id)),
                b"L;" => Some(Piece::Look(id)),
                _ => None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Pieces in words, neighbouring bytes joined.
    fn pieces(chunks: &[&[u8]]) -> Vec<String> {
        let mut scanner = Scanner::new("abc");
        let mut seen: Vec<String> = Vec::new();
        let mut bytes = Vec::new();
        let mut each = |piece: Piece<'_>| match piece {
            Piece::Bytes(more) => bytes.extend_from_slice(more),
            other => {
                if !bytes.is_empty() {
                    seen.push(format!("{:?}", String::from_utf8_lossy(&bytes)));
                    bytes.clear();
                }
                seen.push(format!("{other:?}"));
            }
        };
        for chunk in chunks {
            scanner.feed(chunk, &mut each);
        }
        scanner.finish(&mut each);
        if !bytes.is_empty() {
            seen.push(format!("{:?}", String::from_utf8_lossy(&bytes)));
        }
        seen
    }

    #[test]
    fn marks_are_taken_out_and_the_rest_passes() {
        let stream = b"a\x1b]7717;abc;C\x07out\x1b[31m\x1b]7717;abc;D;7\x07$ ";
        assert_eq!(pieces(&[stream]), ["\"a\"", "CommandStarts", "\"out\\u{1b}[31m\"", "Prompt(7)", "\"$ \""]);
    }

    #[test]
    fn marks_with_another_nonce_are_output() {
        assert_eq!(pieces(&[b"\x1b]7717;abd;D;7\x07"]), ["\"\\u{1b}]7717;abd;D;7\\u{7}\""]);
    }

    #[test]
    fn a_mark_with_our_nonce_that_says_nothing_is_dropped() {
        assert_eq!(pieces(&[b"x\x1b]7717;abc;D;seven\x07y"]), ["\"xy\""]);
    }

    #[test]
    fn a_mark_that_never_ends_is_output() {
        let mut stream = b"\x1b]7717;abc;D;".to_vec();
        stream.extend_from_slice(&[b'1'; 100]);
        assert_eq!(pieces(&[&stream]).len(), 1);
    }

    #[test]
    fn the_line_editor_is_noticed_and_its_bytes_pass() {
        assert_eq!(
            pieces(&[b"\x1b[?2004hls\x1b[?2004l\r"]),
            ["EditorOpened", "\"\\u{1b}[?2004hls\"", "EditorClosed", "\"\\u{1b}[?2004l\\r\""]
        );
    }

    proptest! {
        #[test]
        fn any_cut_of_any_stream_gives_the_same_pieces(
            parts in proptest::collection::vec(prop_oneof![
                Just(b"\x1b]7717;abc;C\x07".to_vec()), Just(b"\x1b]7717;abc;D;42\x07".to_vec()),
                Just(b"\x1b]7717;abc;M\x07".to_vec()), Just(b"\x1b[?2004h".to_vec()), Just(b"\x1b[?2004l".to_vec()),
                Just(b"\x1b]7717;ab".to_vec()), Just(b"\x1b".to_vec()), proptest::collection::vec(any::<u8>(), 0..20),
            ], 0..12),
            cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..8),
        ) {
            let stream = parts.concat();
            let whole = pieces(&[&stream]);
            let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(stream.len() + 1)).collect();
            places.extend([0, stream.len()]);
            places.sort_unstable();
            let chunks: Vec<&[u8]> = places.windows(2).map(|pair| &stream[pair[0]..pair[1]]).collect();
            prop_assert_eq!(pieces(&chunks), whole);
        }
    }
}
