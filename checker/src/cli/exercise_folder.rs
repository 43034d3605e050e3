//! What is done with the folder of an exercise: laid out, started anew, solved. Nothing is printed here; the commands and
//! the live session both tell what came of it.

use std::path::PathBuf;

use crate::author;
use crate::host::Amount;
use crate::lesson::Exercise;
use crate::progress::{Happening, Saved, TaskMark};
use crate::run::{self, Event, GivenError, Look, Outcome, PerformError};
use crate::session::Limits;
use crate::supply::{Laid, Work, WorkError};

use super::context::{Context, Loaded};
use super::exit::Exit;
use super::failure::Failure;
use super::record::Record;
use super::run::{of_given, of_session};
use super::which::missing;

/// The folder of an exercise, and what is to be done there.
#[derive(Debug)]
pub(super) struct ExerciseFolder<'e> {
    context: &'e Context,
    loaded: &'e Loaded,
    exercise: &'e Exercise,
    work: Work,
}

/// What came of starting an exercise anew.
#[derive(Debug)]
pub(super) struct Anew {
    /// What was removed; none where there was no folder.
    pub(super) removed: Option<Amount>,
    /// Whether the progress in it was.
    pub(super) saved: Saved,
}

/// What came of skipping an exercise with its solution performed.
#[derive(Debug)]
pub(super) struct Performed {
    /// Where the folder stands now that was there before.
    pub(super) aside: Option<PathBuf>,
    /// How the exercise stands in its files.
    pub(super) look: Look,
    /// Whether that it was skipped is saved.
    pub(super) saved: Saved,
}

impl<'e> ExerciseFolder<'e> {
    /// The folder of an exercise.
    pub(super) fn of(context: &'e Context, loaded: &'e Loaded, exercise: &'e Exercise) -> Result<Self, Failure> {
        let work = Work::of(context.global.work.as_deref(), &loaded.site, &context.host);
        Ok(ExerciseFolder { context, loaded, exercise, work: work.map_err(|error| of_work(&error))? })
    }

    /// Where it is.
    pub(super) fn path(&self) -> PathBuf {
        self.work.exercise(&self.exercise.id)
    }

    /// How much is in it; none where there is no folder.
    pub(super) fn amount(&self) -> Result<Option<Amount>, Failure> {
        self.work.amount(&self.exercise.id).map_err(|error| of_work(&error))
    }

    /// Lays the exercise out when its folder is not there yet: its files, and what its given commands prepare. A folder that
    /// could not be finished is removed again.
    pub(super) fn lay_out(&self, emit: &mut dyn FnMut(Event<'_>)) -> Result<Laid, Failure> {
        let laid = self.work.lay(&self.exercise.id, &self.exercise.files).map_err(|error| of_work(&error))?;
        if laid == Laid::Fresh {
            self.give(emit)?;
        }
        Ok(laid)
    }

    /// Empties the folder and lays the exercise out anew; what was reached in it no longer counts.
    pub(super) fn start_anew(&self, record: &mut Record, emit: &mut dyn FnMut(Event<'_>)) -> Result<Anew, Failure> {
        let removed = self.work.clear(&self.exercise.id).map_err(|error| of_work(&error))?;
        let saved = record.start_anew(self.exercise);
        if removed.is_some() {
            self.work.fill(&self.exercise.id, &self.exercise.files).map_err(|error| of_work(&error))?;
            self.give(emit)?;
        } else {
            self.lay_out(emit)?;
        }
        Ok(Anew { removed, saved })
    }

    /// Sets aside what stands in the folder, performs the solution in a fresh one, and records that the exercise was
    /// skipped. When that fails everything is as it was.
    pub(super) fn skip_doing(
        &self,
        record: &mut Record,
        emit: &mut dyn FnMut(Event<'_>),
    ) -> Result<Performed, Failure> {
        let (exercise, site) = (self.exercise, &self.loaded.site);
        let solution = author::solution_at(exercise, &site.id).ok_or_else(|| {
            Failure::usage(format!("`{}` has no solution for the site `{}`", exercise.id, site.id))
                .hint(format!("go on without it: `{}`", self.context.command(&format!("skip {}", exercise.id))))
        })?;
        let missing = missing(self.context, self.loaded, exercise);
        if !missing.is_empty() {
            let what = format!("`{}` cannot be done here: this machine has not {}", exercise.id, missing.join(", "));
            let hint = format!("go on without it: `{}`", self.context.command(&format!("skip {}", exercise.id)));
            return Err(Failure::cannot_tell(what).hint(hint));
        }
        let aside = self.work.set_aside(&exercise.id).map_err(|error| of_work(&error))?;
        let performed = self.lay_out(emit).and_then(|_| self.solve(solution, emit));
        match performed {
            Ok(look) => Ok(Performed { aside, look, saved: record.add(exercise, Happening::Skipped) }),
            Err(failure) => {
                let undone = match &aside {
                    Some(aside) => self.work.put_back(&exercise.id, aside),
                    // There was none, or laying it out has removed it already.
                    None if self.path().exists() => self.work.take_back(&exercise.id),
                    None => Ok(()),
                };
                match undone {
                    Ok(()) => Err(failure),
                    Err(error) => Err(failure.also(&error)),
                }
            }
        }
    }

    /// How the exercise stands in its files.
    pub(super) fn look(&self, record: &Record) -> Look {
        let folder = self.path();
        let before = record.exercise(self.exercise).goals(self.exercise);
        let start = self.context.command(&format!("start {}", self.exercise.id));
        let elsewhere = format!("only a watched shell shows this: `{start}`");
        run::look(self.exercise, &self.loaded.site.id, (&self.context.host, &folder), &before, &elsewhere)
    }

    /// Records the goals that were newly seen to be reached: those from the first on.
    pub(super) fn record(&self, look: &Look, record: &mut Record) -> Vec<Saved> {
        let known = record.exercise(self.exercise);
        let before = known.goals(self.exercise);
        let goals = self.exercise.goals.iter().enumerate().take(look.reached());
        let new = goals.filter(|(index, _)| !before.contains(index));
        let mut saved: Vec<Saved> = new
            .map(|(goal, asked)| record.add(self.exercise, Happening::Reached { goal, task: TaskMark::of(asked) }))
            .collect();
        let is_new = !matches!(known.standing, crate::progress::Standing::Passed { .. });
        if look.verdict == Outcome::Passed && is_new {
            // How long it took was not seen.
            saved.push(record.add(self.exercise, Happening::Passed { seconds: 0 }));
        }
        saved
    }

    fn solve(&self, solution: &crate::lesson::Solution, emit: &mut dyn FnMut(Event<'_>)) -> Result<Look, Failure> {
        let commands = run::expected(&solution.consoles);
        run::perform(&self.context.host, &self.path(), commands, Limits::default(), emit).map_err(
            |error| match error {
                PerformError::Session(error) => of_session(&error),
                PerformError::Place(error) => of_given(&GivenError::Stage(error.into())),
                PerformError::Failed(error) => Failure::of(&error, Exit::CannotTell)
                    .hint("it was not skipped, and everything is as it was; without `--do` nothing is run"),
            },
        )?;
        // What a session reached earlier was reached in another folder.
        let nothing = std::collections::BTreeSet::new();
        let elsewhere = "its commands ended well";
        let look =
            run::look(self.exercise, &self.loaded.site.id, (&self.context.host, &self.path()), &nothing, elsewhere);
        match look.goals.iter().zip(1..).find(|(goal, _)| goal.verdict.word() == "not-yet") {
            None => Ok(look),
            Some((goal, number)) => {
                let what = format!("the solution was performed, and goal {number} is not reached: {}", goal.why);
                Err(Failure::cannot_tell(what).hint("it was not skipped, and everything is as it was"))
            }
        }
    }

    /// Runs what prepares the exercise.
    fn give(&self, emit: &mut dyn FnMut(Event<'_>)) -> Result<(), Failure> {
        let given = run::given(self.exercise);
        run::perform(&self.context.host, &self.path(), given, Limits::default(), emit).map_err(|error| {
            let failure = of_given(&GivenError::of(self.exercise, error));
            match self.work.take_back(&self.exercise.id) {
                Ok(()) => failure,
                Err(error) => failure.also(&error),
            }
        })
    }
}

/// What cannot be done with a folder, and what to do about it.
pub(super) fn of_work(error: &WorkError) -> Failure {
    let failure = Failure::of(error, Exit::CannotTell);
    match error {
        WorkError::NoHome => failure.hint("`--work DIR` says where exercises live"),
        WorkError::Name(_) => failure,
        WorkError::NotAFolder(_) | WorkError::Link(_) => {
            failure.hint("give it another name, or let exercises live elsewhere: `--work DIR`")
        }
        WorkError::File(_) => failure.hint("`--work DIR` takes a folder that you may write, with room in it"),
        WorkError::NotEmptied(_) => {
            failure.hint("what is left may be in use, or belong to somebody else; the rest is removed")
        }
    }
}
