//! The jobs of an attempt: which were submitted, and what the scheduler says of them.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::check::{self, Invocation, Jobs, Submitted};
use crate::jobs::{Scheduler, submitted};
use crate::lesson::{Exercise, GoalKind};
use crate::session::Ran;

/// The first pause between two questions to the scheduler, and the longest: each is twice the one before, because a scheduler
/// that many people ask has better things to do.
const PAUSES: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(5));

/// Jobs while an attempt goes on.
pub(super) struct JobWatch {
    scheduler: Scheduler,
    /// Whether any goal is about a job; else nobody is asked.
    asks: bool,
    pub(super) jobs: Jobs,
}

impl JobWatch {
    pub(super) fn new(exercise: &Exercise, scheduler: &Scheduler) -> Self {
        let asks = exercise.goals.iter().any(|goal| matches!(goal.kind, GoalKind::Job { .. }));
        JobWatch { scheduler: scheduler.clone(), asks, jobs: Jobs::default() }
    }

    /// Notes the jobs that a step has submitted, and asks about all that may have changed.
    pub(super) fn after(&mut self, ran: &Ran, output: &str, invocations: &[Invocation], folder: &std::path::Path) {
        if !self.asks {
            return;
        }
        let submitters: Vec<&Invocation> =
            invocations.iter().filter(|invocation| invocation.program == "sbatch").collect();
        let is_parsable = submitters.iter().any(|invocation| invocation.words.iter().any(|word| word == "--parsable"));
        let mut ids = submitted(output, is_parsable);
        if ids.is_empty() && !submitters.is_empty() {
            // What it printed went elsewhere.
            ids = self.scheduler.jobs_in(folder);
        }
        for (nth, id) in ids.into_iter().enumerate() {
            if self.jobs.submitted.iter().any(|known| known.id == id) {
                continue;
            }
            let by = submitters.get(nth).or(submitters.last());
            let before = by.map_or(&ran.before, |invocation| &invocation.before);
            let script = by.and_then(|invocation| script_of(invocation));
            let from = check::environment_of_shell(before);
            self.jobs.submitted.push(Submitted { id, script, from, job: None });
        }
        self.ask();
    }

    /// Asks about every job that is not known to have ended.
    pub(super) fn ask(&mut self) {
        let open = |submitted: &&mut Submitted| !submitted.job.as_ref().is_some_and(|job| job.state.is_final());
        for submitted in self.jobs.submitted.iter_mut().filter(open) {
            match self.scheduler.job(&submitted.id) {
                Ok(mut job) => {
                    // The accounting knows of no files: those that were seen before are still the job's.
                    if let Some(before) = submitted.job.take() {
                        job.script = job.script.or(before.script);
                        job.output = job.output.or(before.output);
                    }
                    submitted.job = Some(job);
                    self.jobs.silence = None;
                }
                Err(silence) => self.jobs.silence = Some(silence.to_string()),
            }
        }
    }

    /// Cancels what has not ended: an attempt leaves no job behind.
    pub(super) fn cancel(&self) {
        let open = self
            .jobs
            .submitted
            .iter()
            .filter(|submitted| !submitted.job.as_ref().is_some_and(|job| job.state.is_final()));
        self.scheduler.cancel(&open.map(|submitted| submitted.id.as_str()).collect::<Vec<_>>());
    }
}

/// The script that `sbatch` was given: the first of its words that is a file.
fn script_of(invocation: &Invocation) -> Option<PathBuf> {
    invocation.words.iter().map(|word| invocation.before.folder.join(word)).find(|path| path.is_file())
}

/// Pauses that grow, until a limit is reached.
pub(super) struct Pauses {
    begun: Instant,
    limit: Duration,
    next: Duration,
}

impl Pauses {
    pub(super) fn new(limit: Duration) -> Self {
        Pauses { begun: Instant::now(), limit, next: PAUSES.0 }
    }

    /// Pauses once more; false when the limit is reached. A scheduler offers no event to wait for.
    pub(super) fn pause(&mut self) -> bool {
        let Some(left) = self.limit.checked_sub(self.begun.elapsed()) else { return false };
        std::thread::sleep(self.next.min(left));
        self.next = (self.next * 2).min(PAUSES.1);
        true
    }
}
