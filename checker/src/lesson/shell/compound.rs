//! Compound commands: groups, loops, branches, functions, `[[ … ]]`.
//!
//! Reserved words count where a command may begin, and nowhere else.

use super::grammar::{End, Least};
use super::reader::{Read, Reader, Stop, ends_word};
use super::{Nesting, SimpleCommand};

impl Reader<'_> {
    /// Reads a compound command when one begins here.
    pub(super) fn compound(&mut self) -> Read<bool> {
        if self.looking_at("((") && self.arithmetic()? {
            return Ok(true);
        }
        if self.accept("(") {
            self.deeper(Nesting::Child, |reader| reader.list(End::Bracket, Least::One))?;
            self.at += 1;
            return Ok(true);
        }
        match self.peek_word() {
            "{" => {
                self.at += 1;
                self.body(&["}"])?;
            }
            "if" => self.branches()?,
            "while" | "until" => {
                self.at += 5;
                self.body(&["do"])?;
                self.body(&["done"])?;
            }
            "for" => self.each("for")?,
            "select" => self.each("select")?,
            "case" => self.case()?,
            "function" => self.named_function()?,
            "[[" => self.conditional()?,
            "coproc" => {
                self.at += 6;
                self.blanks()?;
                self.deeper(Nesting::Child, Self::command)?;
            }
            "then" | "elif" | "else" | "fi" | "do" | "done" | "esac" | "}" => return Err(Stop::Malformed),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Reads commands up to one of these reserved words, and the word.
    fn body(&mut self, ends: &'static [&'static str]) -> Read<&'static str> {
        self.list(End::Word(ends), Least::One)?;
        let word = self.peek_word();
        self.at += word.len();
        ends.iter().find(|end| **end == word).copied().ok_or(Stop::Malformed)
    }

    fn branches(&mut self) -> Read {
        self.at += 2;
        loop {
            self.body(&["then"])?;
            match self.body(&["elif", "else", "fi"])? {
                "elif" => {}
                "else" => return self.body(&["fi"]).map(drop),
                _ => return Ok(()),
            }
        }
    }

    /// `for` and `select`.
    fn each(&mut self, keyword: &str) -> Read {
        self.at += keyword.len();
        self.blanks()?;
        if self.looking_at("((") {
            if !self.arithmetic()? {
                return Err(Stop::Malformed);
            }
        } else {
            self.some_word()?;
            self.newlines()?;
            if self.peek_word() == "in" {
                self.at += 2;
                self.blanks()?;
                while self.peek().is_some_and(|next| !ends_word(next) || matches!(next, '<' | '>')) {
                    self.some_word()?;
                    self.blanks()?;
                }
                if !matches!(self.peek(), None | Some('\n' | ';')) {
                    return Err(Stop::Malformed);
                }
            }
        }
        self.blanks()?;
        self.accept(";");
        self.newlines()?;
        match self.peek_word() {
            "do" => {
                self.at += 2;
                self.body(&["done"]).map(drop)
            }
            "{" => {
                self.at += 1;
                self.body(&["}"]).map(drop)
            }
            _ => Err(Stop::Malformed),
        }
    }

    fn case(&mut self) -> Read {
        self.at += 4;
        self.blanks()?;
        self.some_word()?;
        self.newlines()?;
        if self.peek_word() != "in" {
            return Err(Stop::Malformed);
        }
        self.at += 2;
        loop {
            self.newlines()?;
            if self.peek_word() == "esac" {
                self.at += 4;
                return Ok(());
            }
            self.accept("(");
            loop {
                self.blanks()?;
                self.some_word()?;
                self.blanks()?;
                if !self.accept("|") {
                    break;
                }
            }
            if !self.accept(")") {
                return Err(Stop::Malformed);
            }
            self.list(End::Branch, Least::Nothing)?;
            // Without one of these, `esac` comes next.
            let _separator = self.accept(";;&") || self.accept(";;") || self.accept(";&");
        }
    }

    fn named_function(&mut self) -> Read {
        self.at += "function".len();
        self.blanks()?;
        self.some_word()?;
        self.blanks()?;
        if self.accept("(") {
            self.blanks()?;
            if !self.accept(")") {
                return Err(Stop::Malformed);
            }
        }
        self.function_body()
    }

    pub(super) fn function_body(&mut self) -> Read {
        self.newlines()?;
        self.deeper(Nesting::Function, |reader| {
            if !reader.compound()? {
                return Err(Stop::Malformed);
            }
            reader.redirects_after()
        })
    }

    /// `[[ … ]]`: a command with its own grammar, kept as its words.
    fn conditional(&mut self) -> Read {
        self.at += 2;
        let mut words = vec!["[[".to_owned()];
        loop {
            self.newlines()?;
            let before = self.at;
            let mut word = String::new();
            if words.last().is_some_and(|last| last == "=~") {
                self.pattern(&mut word)?;
            } else if let Some(sign) = ["&&", "||", "(", ")", "<", ">"].into_iter().find(|sign| self.accept(sign)) {
                word.push_str(sign);
            } else {
                self.word(&mut word)?;
            }
            if self.at == before {
                return Err(Stop::Malformed);
            }
            let is_end = &self.text[before..self.at] == "]]";
            words.push(word);
            if is_end {
                let nesting = self.nesting;
                self.found.push(SimpleCommand { words, nesting, ..SimpleCommand::default() });
                return Ok(());
            }
        }
    }

    /// The right side of `=~`, in which brackets and `|` belong to the word.
    fn pattern(&mut self, word: &mut String) -> Read {
        let mut open = 0_usize;
        while let Some(next) = self.peek() {
            match next {
                ' ' | '\t' | '\n' if open == 0 => break,
                '(' => open += 1,
                ')' => open = open.saturating_sub(1),
                _ if !ends_word(next) => {
                    self.word(word)?;
                    continue;
                }
                _ => {}
            }
            word.extend(self.bump());
        }
        Ok(())
    }

    fn some_word(&mut self) -> Read {
        let before = self.at;
        self.word(&mut String::new())?;
        if self.at == before { Err(Stop::Malformed) } else { Ok(()) }
    }
}
