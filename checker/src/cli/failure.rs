//! What went wrong with a command, in the shape that every error has.

use std::error::Error;

use crate::ui::{Screen, show_failure};

use super::exit::Exit;

/// An error on its way to the user.
#[derive(Debug)]
pub(super) struct Failure {
    what: String,
    causes: Vec<String>,
    hint: Option<String>,
    pub(super) exit: Exit,
}

impl Failure {
    /// A mistake at the command line, or in a file that the user wrote.
    pub(super) fn usage(what: impl Into<String>) -> Self {
        Failure { what: what.into(), causes: Vec::new(), hint: None, exit: Exit::Usage }
    }

    /// Something that cannot be seen or done from here.
    pub(super) fn cannot_tell(what: impl Into<String>) -> Self {
        Failure { exit: Exit::CannotTell, ..Failure::usage(what) }
    }

    /// Something that is not done yet.
    pub(super) fn not_yet(what: impl Into<String>) -> Self {
        Failure { exit: Exit::NotYet, ..Failure::usage(what) }
    }

    /// A fault of ours.
    pub(super) fn bug(what: impl Into<String>) -> Self {
        Failure { exit: Exit::Bug, ..Failure::usage(what) }
    }

    /// An error with the chain of its causes.
    pub(super) fn of(error: &dyn Error, exit: Exit) -> Self {
        let mut causes = Vec::new();
        let mut next = error.source();
        while let Some(cause) = next {
            causes.push(cause.to_string());
            next = cause.source();
        }
        Failure { what: error.to_string(), causes, hint: None, exit }
    }

    /// What it is, without its causes.
    pub(super) fn what(&self) -> &str {
        &self.what
    }

    /// The one thing to type or to do.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What could not be made good after it.
    pub(super) fn also(mut self, error: &dyn Error) -> Self {
        self.causes.push(format!("after that, too: {error}"));
        self.causes.extend(error.source().map(ToString::to_string));
        self
    }

    pub(super) fn show(&self, screen: &Screen) {
        show_failure(screen, &self.what, &self.causes, self.hint.as_deref());
        if self.exit == Exit::Bug {
            screen.line("This is a fault of checker, not yours. Please report it with what you typed.");
        }
    }
}
