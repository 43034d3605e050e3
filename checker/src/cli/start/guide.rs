//! The one who thinks about what is seen: one exercise after the other, on a thread of its own.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

use crate::jobs::Scheduler;
use crate::lesson::Exercise;
use crate::run::{self, Attempt};
use crate::session::live::{Notice, Order, Orders, ShellSettings, StartUp};
use crate::ui::Screen;

use super::super::context::Context;
use super::super::exercise_folder::ExerciseFolder;
use super::super::exit::Exit;
use super::super::failure::Failure;
use super::super::record::Record;
use super::open::{Open, Then};
use super::{Course, Next, shell, words};

/// What is needed to guide somebody through exercises.
pub(super) struct Guide {
    pub(super) context: Context,
    /// Where packages come from, to be said once.
    pub(super) supplied: Option<String>,
    /// What is to be said of the class, once: each with what to do.
    pub(super) of_class: Vec<(String, String)>,
    pub(super) loaded: Course,
    pub(super) record: Record,
    pub(super) bash: PathBuf,
    /// This program, with the options that hold for the session.
    pub(super) program: Vec<PathBuf>,
    pub(super) start_up: StartUp,
    pub(super) socket: PathBuf,
    pub(super) private: PathBuf,
    pub(super) heard: Receiver<Notice>,
    pub(super) orders: Orders,
    pub(super) asks: Sender<Next>,
    pub(super) columns: u16,
    pub(super) rows: u16,
    /// How many shells were started.
    pub(super) shells: usize,
    /// The process of the shell that stood at a prompt last.
    pub(super) last_shell: i32,
}

impl Guide {
    /// Guides through exercises until the learner leaves.
    pub(super) fn guide(mut self, first: String) {
        let mut exercise = first;
        let (farewell, ended) = loop {
            match self.exercise(&exercise) {
                Ok(Then::Exercise(next)) => exercise = next,
                Ok(Then::Leave(farewell)) => break (farewell, Ok(Exit::Done)),
                Ok(Then::Fail(failure)) | Err(failure) => break (String::new(), Err(failure)),
            }
        };
        self.ask(Next::End(farewell, ended));
    }

    /// Runs one exercise in a fresh shell.
    fn exercise(&mut self, id: &str) -> Result<Then, Failure> {
        let course = Arc::clone(&self.loaded);
        let exercise = course.exercise(&self.context, id)?;
        let folder = self.lay_out(exercise)?;
        let home = self.context.host.home().unwrap_or_else(|| PathBuf::from("/"));
        let scheduler = Scheduler::of(&self.context.host);
        let attempt = Attempt {
            exercise,
            mistakes: course.course.mistakes_of(exercise),
            site: &course.site.id,
            folder: &folder,
            home: &home,
            scheduler: &scheduler,
            // Nobody is made to wait at a prompt: each one asks again.
            job_limit: Duration::ZERO,
        };
        let mut outside = shell::clean(&self.context.host);
        shell::mark(&mut outside.variables, &self.socket, id);
        self.shells += 1;
        let mut watched = run::watched(exercise, &course.course.catalogue);
        watched.extend(words::ALSO_WATCHED.map(str::to_owned));
        self.ask(Next::Shell(Box::new(ShellSettings {
            shell: self.bash.clone(),
            folder: folder.clone(),
            private: self.private.join(format!("shell-{}", self.shells)),
            environment: outside.variables,
            watched,
            program: self.program.clone(),
            start_up: self.start_up,
        })));
        let shown_folder = self.context.shown(&folder);
        let index = words::ask_index(&self.context, exercise);
        let mut open = Open::new(&attempt, shown_folder, outside.put_down, index);
        loop {
            let notice = self.heard.recv().map_err(|_| Failure::bug("the terminal's side has failed"))?;
            if let Some(then) = open.take(self, notice)? {
                return Ok(then);
            }
        }
    }

    /// The exercise's folder, made when it is not there.
    fn lay_out(&self, exercise: &Exercise) -> Result<PathBuf, Failure> {
        if !exercise.given.is_empty() {
            self.ask(Next::Show(format!("Preparing {} …", exercise.id)));
        }
        let folder = ExerciseFolder::of(&self.context, &self.loaded, exercise)?;
        folder.lay_out(&mut |_| {})?;
        Ok(folder.path())
    }

    /// A page as wide as the terminal.
    pub(super) fn page(&self) -> Screen {
        Screen::page(self.context.data.paint, usize::from(self.columns))
    }

    /// Gives an order to the terminal's side.
    pub(super) fn order(&self, order: Order) {
        self.orders.give(order);
    }

    fn ask(&self, next: Next) {
        // Whoever should do it has gone, and with it the terminal.
        let _ = self.asks.send(next);
    }
}
