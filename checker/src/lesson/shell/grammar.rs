//! How commands are joined: lists, `&&` and `||`, pipelines.
//!
//! What is joined is read in `compound` and `simple`.

use super::Nesting;
use super::reader::{Found, Read, Reader, Stop};

/// What a list of commands ends with.
#[derive(Clone, Copy)]
pub(super) enum End {
    Bracket,
    Word(&'static [&'static str]),
    Branch,
}

/// Whether a list of commands may be empty.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Least {
    Nothing,
    One,
}

impl Reader<'_> {
    /// Reads one command with the line end after it.
    pub(super) fn complete_command(&mut self) -> Read<Found> {
        self.blanks()?;
        let mut found = Found::Nothing;
        loop {
            match self.peek() {
                None if self.here_documents.is_empty() => return Ok(found),
                None => return Err(Stop::Incomplete),
                Some('\n') => {
                    self.newline()?;
                    return Ok(found);
                }
                Some(_) => {}
            }
            found = Found::Something;
            let from = self.found.len();
            self.and_or()?;
            match self.peek() {
                None | Some('\n') => {}
                Some(';') if !self.looking_at(";;") => self.at += 1,
                Some('&') => {
                    self.at += 1;
                    self.runs_in_child(from);
                }
                Some(_) => return Err(Stop::Malformed),
            }
            self.blanks()?;
        }
    }

    /// Reads commands to the end of the text.
    pub(super) fn script(&mut self) -> Read {
        while self.peek().is_some() {
            self.complete_command()?;
        }
        Ok(())
    }

    /// Reads the inside of a substitution and its closing bracket.
    pub(super) fn until_bracket(&mut self) -> Read {
        self.list(End::Bracket, Least::Nothing)?;
        self.at += 1;
        Ok(())
    }

    pub(super) fn list(&mut self, end: End, least: Least) -> Read {
        let mut read = Least::Nothing;
        loop {
            self.newlines()?;
            if self.is_at(end) {
                return if least == Least::One && read == Least::Nothing { Err(Stop::Malformed) } else { Ok(()) };
            }
            let from = self.found.len();
            self.and_or()?;
            read = Least::One;
            match self.peek() {
                None => return Err(Stop::Incomplete),
                Some('\n') => {}
                // After a closing `)`, `}` or `fi` no separator is needed.
                Some(_) if self.is_at(end) => return Ok(()),
                Some(';') if !self.looking_at(";;") => self.at += 1,
                Some('&') => {
                    self.at += 1;
                    self.runs_in_child(from);
                }
                Some(_) => return Err(Stop::Malformed),
            }
        }
    }

    fn is_at(&self, end: End) -> bool {
        match end {
            End::Bracket => self.looking_at(")"),
            End::Word(words) => words.contains(&self.peek_word()),
            End::Branch => self.looking_at(";;") || self.looking_at(";&") || self.peek_word() == "esac",
        }
    }

    /// Reads pipelines joined by `&&` and `||`, and the blanks after them.
    fn and_or(&mut self) -> Read {
        self.pipeline()?;
        self.blanks()?;
        while self.accept("&&") || self.accept("||") {
            self.newlines()?;
            self.pipeline()?;
            self.blanks()?;
        }
        Ok(())
    }

    fn pipeline(&mut self) -> Read {
        let from = self.found.len();
        self.member()?;
        self.blanks()?;
        while !self.looking_at("||") && (self.accept("|&") || self.accept("|")) {
            self.newlines()?;
            self.member()?;
            self.runs_in_child(from);
            self.blanks()?;
        }
        Ok(())
    }

    /// A member of a pipeline: a command, perhaps after `!` or `time`, which may also stand alone.
    fn member(&mut self) -> Read {
        let mut alone = false;
        while let "!" | "time" = self.peek_word() {
            alone = true;
            self.at += self.peek_word().len();
            self.blanks()?;
            if self.peek_word() == "-p" {
                self.at += 2;
                self.blanks()?;
            }
        }
        if alone && matches!(self.peek(), None | Some('\n' | ';' | '&')) {
            return Ok(());
        }
        self.deeper(Nesting::Shell, Self::command)
    }

    pub(super) fn command(&mut self) -> Read {
        if self.peek().is_none() {
            return Err(Stop::Incomplete);
        }
        if self.compound()? { self.redirects_after() } else { self.simple() }
    }
}
