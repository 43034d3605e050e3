//! Simple commands: assignments, words and redirects.

use super::reader::{Body, HereDocument, Read, Reader, Stop, Tabs};
use super::word::assignment;
use super::{Redirect, SimpleCommand};

const OPERATORS: [&str; 12] = ["<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">", "&>>", "&>"];

impl Reader<'_> {
    pub(super) fn simple(&mut self) -> Read {
        let mut command = SimpleCommand { nesting: self.nesting, ..SimpleCommand::default() };
        loop {
            self.blanks()?;
            if let Some(redirect) = self.redirect()? {
                command.redirects.push(redirect);
                continue;
            }
            let start = self.at;
            let mut word = String::new();
            self.word(&mut word)?;
            if self.at == start {
                break;
            }
            match assignment(&self.text[start..self.at], &word) {
                Some(assigned) if command.words.is_empty() => command.assignments.push(assigned),
                _ => command.words.push(word),
            }
        }
        if self.looking_at("(") {
            return self.function(&command);
        }
        if command == (SimpleCommand { nesting: self.nesting, ..SimpleCommand::default() }) {
            return Err(Stop::Malformed);
        }
        self.found.push(command);
        Ok(())
    }

    /// `name () …`, the reader standing at the bracket.
    fn function(&mut self, name: &SimpleCommand) -> Read {
        if name.words.len() != 1 || !name.assignments.is_empty() || !name.redirects.is_empty() {
            return Err(Stop::Malformed);
        }
        self.at += 1;
        self.blanks()?;
        if !self.accept(")") {
            return Err(Stop::Malformed);
        }
        self.function_body()
    }

    /// The redirects after a compound command, which are nobody's.
    pub(super) fn redirects_after(&mut self) -> Read {
        self.blanks()?;
        while self.redirect()?.is_some() {
            self.blanks()?;
        }
        Ok(())
    }

    fn redirect(&mut self) -> Read<Option<Redirect>> {
        let rest = self.rest();
        let descriptor = rest.len() - rest.trim_start_matches(|character: char| character.is_ascii_digit()).len();
        let descriptor = match rest.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            Some((name, _)) if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') => name.len() + 2,
            _ => descriptor,
        };
        let after = &rest[descriptor..];
        let Some(sign) = OPERATORS.into_iter().find(|sign| after.starts_with(sign)) else { return Ok(None) };
        if descriptor == 0 && (after.starts_with("<(") || after.starts_with(">(")) {
            return Ok(None);
        }
        if descriptor > 0 && sign.starts_with('&') {
            return Ok(None);
        }
        let operator = rest[..descriptor + sign.len()].to_owned();
        self.at += operator.len();
        self.blanks()?;
        let start = self.at;
        let mut target = String::new();
        self.word(&mut target)?;
        if self.at == start {
            return Err(Stop::Malformed);
        }
        if let "<<" | "<<-" = sign {
            let quoted = self.text[start..self.at].contains(['\'', '"', '\\']);
            self.here_documents.push(HereDocument {
                delimiter: target.clone(),
                tabs: if sign == "<<-" { Tabs::Dropped } else { Tabs::Kept },
                body: if quoted { Body::Literal } else { Body::Expanded },
            });
        }
        Ok(Some(Redirect { operator, target }))
    }
}
