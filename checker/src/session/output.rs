//! What a step printed, in bounded memory: the first and the last 64 KiB, and how much there was.

use super::plain::plain_text;

/// How much is kept of the beginning and of the end each, in bytes.
const KEPT: usize = 64 * 1024;

/// What a step printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    head: Vec<u8>,
    /// The bytes after the head; cut from the front once it is twice as long as what is kept.
    tail: Vec<u8>,
    total: u64,
}

impl Output {
    /// Adds bytes as they came.
    pub fn push(&mut self, bytes: &[u8]) {
        self.total += bytes.len() as u64;
        let to_head = bytes.len().min(KEPT - self.head.len());
        let (head, rest) = bytes.split_at(to_head);
        self.head.extend_from_slice(head);
        if rest.len() >= KEPT {
            self.tail.clear();
            self.tail.extend_from_slice(&rest[rest.len() - KEPT..]);
        } else if !rest.is_empty() {
            if self.tail.len() + rest.len() > 2 * KEPT {
                let surplus = self.tail.len() + rest.len() - KEPT;
                self.tail.drain(..surplus);
            }
            self.tail.extend_from_slice(rest);
        }
    }

    /// Forgets what came so far.
    pub fn clear(&mut self) {
        *self = Output::default();
    }

    /// How many bytes came, in all.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// What was kept, as plain text: without control sequences, lossy UTF-8, the gap named.
    pub fn text(&self) -> String {
        let tail = &self.tail[self.tail.len().saturating_sub(KEPT)..];
        let gap = self.total - self.head.len() as u64 - tail.len() as u64;
        if gap == 0 {
            let mut whole = self.head.clone();
            whole.extend_from_slice(tail);
            return plain_text(&whole);
        }
        format!("{}\n[… {gap} bytes left out …]\n{}", plain_text(&self.head), plain_text(tail))
    }

    /// What came between two places, as plain text, as far as it was kept.
    pub fn part(&self, from: u64, to: u64) -> String {
        let head = self.head.len() as u64;
        let tail_from = self.total - self.tail.len() as u64;
        let within = |bytes: &[u8], offset: u64| -> Vec<u8> {
            let length = bytes.len() as u64;
            let from = from.saturating_sub(offset).min(length) as usize;
            let to = to.saturating_sub(offset).min(length) as usize;
            bytes.get(from..to).unwrap_or_default().to_vec()
        };
        let mut part = within(&self.head[..head as usize], 0);
        part.extend(within(&self.tail, tail_from));
        plain_text(&part)
    }

    /// The last line with something on it, as plain text.
    pub fn last_line(&self) -> String {
        let end = if self.tail.is_empty() { &self.head } else { &self.tail };
        let text = plain_text(&end[end.len().saturating_sub(4096)..]);
        text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_output_is_kept_whole() {
        let mut output = Output::default();
        output.push(b"one\r\n");
        output.push(b"two\r\n");
        assert_eq!(output.text(), "one\ntwo\n");
        assert_eq!(output.total(), 10);
    }

    #[test]
    fn long_output_keeps_its_beginning_and_its_end_and_counts_the_rest() {
        let mut output = Output::default();
        output.push(b"begin\n");
        for _ in 0..10_000 {
            output.push(&[b'x'; 100]);
        }
        output.push(b"\nend\n");
        let text = output.text();
        assert!(text.starts_with("begin\n"), "{}", &text[..20]);
        assert!(text.ends_with("\nend\n"));
        assert_eq!(output.total(), 1_000_011);
        let gap = 1_000_011 - 2 * KEPT;
        assert!(text.contains(&format!("[… {gap} bytes left out …]")));
    }

    #[test]
    fn one_large_piece_is_as_good_as_many_small_ones() {
        let bytes: Vec<u8> = (0..400_000u32).map(|n| b'a' + (n % 26) as u8).collect();
        let mut at_once = Output::default();
        at_once.push(&bytes);
        let mut bit_by_bit = Output::default();
        for piece in bytes.chunks(777) {
            bit_by_bit.push(piece);
        }
        assert_eq!(at_once.text(), bit_by_bit.text());
    }

    #[test]
    fn a_part_is_what_came_between_two_places() {
        let mut output = Output::default();
        output.push(b"one\ntwo\nthree\n");
        assert_eq!(output.part(4, 8), "two\n");
        output.push(&[b'x'; 300_000]);
        output.push(b"\nend\n");
        let total = output.total();
        assert_eq!(output.part(total - 4, total), "end\n");
        assert_eq!(output.part(8, 14), "three\n");
    }

    #[test]
    fn the_last_line_skips_blank_ones() {
        let mut output = Output::default();
        output.push(b"Found existing installation\r\nProceed (Y/n)? \r\n\r\n");
        assert_eq!(output.last_line(), "Proceed (Y/n)?");
    }
}
