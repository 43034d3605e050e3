//! What is typed at the instructor's screen: single keys, and the two lines that are written there.

use crate::host::seconds_since_1970;
use crate::ui::{Clean, Paint};
use crate::workshop::{Care, Class, Picture, Saying, lessons, say};

use super::watch::Seen;

/// `q`, `Ctrl-C` and `Ctrl-D`.
const QUIT: [u8; 4] = [b'q', b'Q', 3, 4];
const ENTER: [u8; 2] = [b'\r', b'\n'];
const BACKSPACE: [u8; 2] = [8, 127];
const ESCAPE: u8 = 27;
/// What the keys do, each kept together where the line is broken.
const KEYS: [&str; 7] = ["1-9 go, again: helped", "m message", "t timer", "a ask", "n next", "r look", "q quit"];
/// The longest line, in bytes; what is said is shorter still, and checked where it is said.
const LONGEST: usize = 1200;

/// What a key comes to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Typed {
    Quit,
    /// To look at the class at once.
    Look,
    /// To draw the line anew.
    Draw,
    Say(Saying),
    Nothing,
}

/// Where in a sequence of bytes that one key sends: `Home` is `ESC [ 1 ~`, and asks for nobody with the number 1
/// (ECMA-48, 5.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sequence {
    #[default]
    None,
    /// Behind `ESC`, which may stand alone.
    Begun,
    Inside,
}

/// What is being typed.
#[derive(Debug, Default)]
pub(super) struct Typing {
    line: Option<Line>,
    sequence: Sequence,
    /// What came of the last.
    news: Option<String>,
}

#[derive(Debug)]
struct Line {
    kind: Kind,
    text: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Message,
    Timer,
}

impl Typing {
    /// Takes a key. A number takes that call for help, and typed again ends it.
    /// The class and its next lesson are asked for only by the keys that need them.
    pub(super) fn key(
        &mut self,
        key: u8,
        picture: impl FnOnce() -> Picture,
        next: impl FnOnce() -> Option<String>,
    ) -> Typed {
        match (self.sequence, key) {
            (Sequence::Begun, b'[' | b'O') => {
                self.sequence = Sequence::Inside;
                return Typed::Nothing;
            }
            (Sequence::Inside, _) => {
                if (0x40..=0x7e).contains(&key) {
                    self.sequence = Sequence::None;
                }
                return Typed::Nothing;
            }
            _ => self.sequence = if key == ESCAPE { Sequence::Begun } else { Sequence::None },
        }
        self.news = None;
        if let Some(line) = self.line.take() {
            return self.typed_into(line, key);
        }
        match key {
            key if QUIT.contains(&key) => Typed::Quit,
            b'r' => Typed::Look,
            b'm' => self.begin(Kind::Message),
            b't' => self.begin(Kind::Timer),
            b'a' => Typed::Say(Saying::Ask),
            b'n' => match next() {
                Some(lesson) => Typed::Say(Saying::Lesson(lesson)),
                None => self.tell("there is no lesson behind the one that is open"),
            },
            b'1'..=b'9' => match picture().queue.get(usize::from(key - b'1')) {
                Some(request) if request.care == Care::Claimed => Typed::Say(Saying::Helped(request.ticket)),
                Some(request) => Typed::Say(Saying::Claim(request.ticket)),
                None => self.tell("nobody waits with that number"),
            },
            _ => Typed::Nothing,
        }
    }

    /// What came of saying it.
    pub(super) fn said(&mut self, news: String) {
        self.news = Some(news);
    }

    /// The line at the bottom of the screen.
    pub(super) fn line(&self, paint: Paint) -> String {
        match (&self.line, &self.news) {
            (Some(Line { kind: Kind::Message, text }), _) => {
                format!("Say to the room: {}▏ Enter says it · Esc does not", shown(text))
            }
            (Some(Line { kind: Kind::Timer, text }), _) => {
                format!("A timer of so many minutes: {}▏ Enter sets it · Esc does not", shown(text))
            }
            (None, Some(news)) => news.clone(),
            (None, None) => paint.faint(&KEYS.map(|key| key.replace(' ', "\u{a0}")).join(" · ")),
        }
    }

    fn begin(&mut self, kind: Kind) -> Typed {
        self.line = Some(Line { kind, text: Vec::new() });
        Typed::Draw
    }

    fn tell(&mut self, what: &str) -> Typed {
        self.news = Some(what.to_owned());
        Typed::Draw
    }

    fn typed_into(&mut self, mut line: Line, key: u8) -> Typed {
        if key == ESCAPE || key == 3 {
            return Typed::Draw;
        }
        if ENTER.contains(&key) {
            let text = String::from_utf8_lossy(&line.text).trim().to_owned();
            return match line.kind {
                _ if text.is_empty() => Typed::Draw,
                Kind::Message => Typed::Say(Saying::Message(text)),
                Kind::Timer => match text.parse() {
                    Ok(minutes) => Typed::Say(Saying::Timer(minutes)),
                    Err(_) => self.tell("a timer is a number of minutes"),
                },
            };
        }
        if BACKSPACE.contains(&key) {
            // A character of several bytes goes as one.
            while line.text.pop().is_some_and(|byte| byte & 0b1100_0000 == 0b1000_0000) {}
        } else if key >= b' ' && line.text.len() < LONGEST {
            line.text.push(key);
        }
        self.line = Some(line);
        Typed::Draw
    }
}

fn shown(text: &[u8]) -> String {
    Clean(&String::from_utf8_lossy(text)).to_string()
}

/// Says it, and tells what came of that.
pub(super) fn say_it(class: &Class, saying: Saying) -> String {
    let done = match &saying {
        Saying::Message(_) => "Said. Each session shows it at its next prompt.".to_owned(),
        Saying::Timer(minutes) => format!("The timer is set: {minutes} min."),
        Saying::Ask => "Everybody is asked whether they are done, or need help.".to_owned(),
        Saying::Lesson(id) => format!("Everybody is told that you go on to {id}."),
        Saying::Claim(_) => "They hear that somebody comes. The same number again: helped.".to_owned(),
        Saying::Helped(_) => "Helped.".to_owned(),
    };
    say(class, saying, seconds_since_1970()).map_or_else(|error| format!("not said: {error}"), |()| done)
}

/// The lesson behind the one to which the room was sent last, on the class's way through the course.
pub(super) fn next_lesson(seen: &Seen) -> Option<String> {
    let lessons = lessons(&seen.class, &seen.loaded.course);
    let last = seen.desk.lesson().and_then(|last| lessons.iter().position(|lesson| lesson.id == last));
    lessons.get(last.map_or(0, |place| place + 1)).map(|lesson| lesson.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workshop::Ticket;
    use std::collections::BTreeMap;

    fn picture(care: Care) -> Picture {
        let ticket = Ticket { log: 7, number: 2 };
        let request =
            crate::workshop::Request { uid: 1, pseudonym: "a".into(), exercise: "one".into(), since: 0, care, ticket };
        Picture {
            at: 0,
            exercises: vec!["one".into()],
            rows: Vec::new(),
            problems: Vec::new(),
            queue: vec![request],
            trouble: crate::progress::Trouble::default(),
            aside: BTreeMap::new(),
            waiting: 0,
        }
    }

    /// What the last of these keys comes to.
    fn last(keys: &[u8], care: Care) -> (Typed, String) {
        let mut typing = Typing::default();
        let typed = keys.iter().map(|key| typing.key(*key, || picture(care), || Some("venv".into())));
        let typed = typed.last().expect("a key");
        (typed, typing.line(Paint::Plain))
    }

    #[test]
    fn a_number_takes_a_call_and_ends_it_and_no_other_key_sends_one() {
        let ticket = Ticket { log: 7, number: 2 };
        assert_eq!(last(b"1", Care::Waits).0, Typed::Say(Saying::Claim(ticket)));
        assert_eq!(last(b"1", Care::Claimed).0, Typed::Say(Saying::Helped(ticket)));
        assert_eq!(last(b"2", Care::Waits), (Typed::Draw, "nobody waits with that number".to_owned()));
        for sequence in ["\x1b[1", "\x1b[1~", "\x1b[1;5", "\x1bO1", "\x1b[A"] {
            assert_eq!(last(sequence.as_bytes(), Care::Waits).0, Typed::Nothing, "{sequence:?}");
        }
        assert_eq!(last(b"\x1b[1~1", Care::Waits).0, Typed::Say(Saying::Claim(ticket)));
        assert_eq!(last(b"\x1bq", Care::Waits).0, Typed::Quit);
    }

    #[test]
    fn a_line_is_written_mended_and_sent_or_not() {
        assert_eq!(last(b"mOn to q\r", Care::Waits).0, Typed::Say(Saying::Message("On to q".into())));
        assert_eq!(last("mé\x7f\x7fa b\n".as_bytes(), Care::Waits).0, Typed::Say(Saying::Message("a b".into())));
        assert_eq!(last(b"t10\r", Care::Waits).0, Typed::Say(Saying::Timer(10)));
        assert_eq!(last(b"tten\r", Care::Waits).1, "a timer is a number of minutes");
        assert_eq!(last(b"m\r", Care::Waits).0, Typed::Draw);
        assert_eq!(last(b"mx\x1b", Care::Waits).0, Typed::Draw);
        assert_eq!(last(b"mx\x1b1", Care::Waits).0, Typed::Say(Saying::Claim(Ticket { log: 7, number: 2 })));
        let (_, line) = last(b"mHello", Care::Waits);
        assert_eq!(line, "Say to the room: Hello▏ Enter says it · Esc does not");
        assert_eq!(last(b"n", Care::Waits).0, Typed::Say(Saying::Lesson("venv".into())));
    }
}
