//! The cursor under the shell reader: blanks, comments, line ends and the here-documents that follow them.
//!
//! It knows no grammar; that is in `grammar` and `word`.

use super::{Nesting, SimpleCommand};

/// Why reading ended before a command was complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The text ended: the shell would ask for more.
    Incomplete,
    /// The shell would complain.
    Malformed,
}

/// Whether a complete command had anything in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Something,
    Nothing,
}

pub(super) type Read<T = ()> = Result<T, Stop>;

/// A here-document whose body begins after the next line end.
pub(super) struct HereDocument {
    pub(super) delimiter: String,
    pub(super) tabs: Tabs,
    pub(super) body: Body,
}

/// Whether leading tabs of a here-document are dropped (`<<-`).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tabs {
    Kept,
    Dropped,
}

/// Whether the shell expands a here-document's body; it does not when the delimiter is quoted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    Expanded,
    Literal,
}

/// What a text is that is read aside.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// Commands: what stands between backquotes.
    Script,
    /// Text that the shell expands as it does between double quotes.
    Expanded,
}

/// How deep constructs may stand in each other: people write five, and the stack has an end.
const DEEPEST: usize = 48;

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) found: Vec<SimpleCommand>,
    pub(super) nesting: Nesting,
    pub(super) here_documents: Vec<HereDocument>,
    depth: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self { text, at, found: Vec::new(), nesting: Nesting::Shell, here_documents: Vec::new(), depth: 0 }
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn looking_at(&self, start: &str) -> bool {
        self.rest().starts_with(start)
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Goes on when `start` is next.
    pub(super) fn accept(&mut self, start: &str) -> bool {
        let accepted = self.looking_at(start);
        if accepted {
            self.at += start.len();
        }
        accepted
    }

    /// The next word as it is written, up to a character that ends words: reserved words are compared with it.
    pub(super) fn peek_word(&self) -> &'t str {
        let rest = self.rest();
        rest.find(ends_word).map_or(rest, |end| &rest[..end])
    }

    /// Skips blanks, continued line ends and a comment, but no line end.
    pub(super) fn blanks(&mut self) -> Read {
        loop {
            match self.peek() {
                Some(' ' | '\t' | '\r') => self.at += 1,
                Some('\\') if self.continued()? => {}
                Some('#') => {
                    self.at += self.rest().find('\n').unwrap_or(self.rest().len());
                    return Ok(());
                }
                _ => return Ok(()),
            }
        }
    }

    /// Skips a backslash with the line end after it; at the end of the text the shell asks for more.
    pub(super) fn continued(&mut self) -> Read<bool> {
        let rest = self.rest();
        if rest == "\\" || rest == "\\\n" {
            return Err(Stop::Incomplete);
        }
        Ok(self.accept("\\\n"))
    }

    /// Skips blanks, comments and line ends up to something; at the end of the text the shell asks for more.
    pub(super) fn newlines(&mut self) -> Read {
        loop {
            self.blanks()?;
            match self.peek() {
                None => return Err(Stop::Incomplete),
                Some('\n') => self.newline()?,
                Some(_) => return Ok(()),
            }
        }
    }

    /// Skips one line end and the here-documents that begin after it.
    pub(super) fn newline(&mut self) -> Read {
        self.at += 1;
        for document in std::mem::take(&mut self.here_documents) {
            self.here_document(&document)?;
        }
        Ok(())
    }

    fn here_document(&mut self, document: &HereDocument) -> Read {
        let start = self.at;
        while self.at < self.text.len() {
            let line_start = self.at;
            let line = self.rest().split('\n').next().unwrap_or_default();
            self.at = (self.at + line.len() + 1).min(self.text.len());
            let line = match document.tabs {
                Tabs::Dropped => line.trim_start_matches('\t'),
                Tabs::Kept => line,
            };
            if line == document.delimiter {
                if document.body == Body::Expanded {
                    self.substitutions_in(&self.text[start..line_start]);
                }
                return Ok(());
            }
        }
        Err(Stop::Incomplete)
    }

    /// Reads `inner` one level deeper, with commands that run `nesting` from here.
    pub(super) fn deeper<T>(&mut self, nesting: Nesting, inner: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= DEEPEST {
            return Err(Stop::Malformed);
        }
        let outer = self.nesting;
        // A function's body does not run now, whatever stands in it.
        if outer != Nesting::Function && nesting != Nesting::Shell {
            self.nesting = nesting;
        }
        self.depth += 1;
        let read = inner(self);
        self.depth -= 1;
        self.nesting = outer;
        read
    }

    /// Reads another text one level deeper and keeps the commands found in it; how well it reads is nobody's concern.
    pub(super) fn aside(&mut self, text: &str, what: Aside) {
        let mut other = Reader::new(text, 0);
        other.depth = self.depth;
        other.nesting = self.nesting;
        // What could not be read has yielded nothing, and the shell would only notice when it runs the text.
        let _unread = other.deeper(Nesting::Child, |reader| match what {
            Aside::Script => reader.script(),
            Aside::Expanded => reader.until_quote(&mut String::new(), None),
        });
        self.found.append(&mut other.found);
    }

    /// Says that what was found since `from` runs in a child after all.
    pub(super) fn runs_in_child(&mut self, from: usize) {
        for command in self.found.iter_mut().skip(from).filter(|command| command.nesting == Nesting::Shell) {
            command.nesting = Nesting::Child;
        }
    }
}

/// Whether this character ends a word when it is not quoted.
pub(super) fn ends_word(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | ';' | '&' | '|' | '(' | ')' | '<' | '>')
}
