//! One attempt, from its first step to its report: what both a script and a person's own shell make of it.

use std::cell::OnceCell;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::check::{self, Happened, Invocation, Jobs, Scene, Shell, Track, Verdict};
use crate::diagnose::{self, AskedFor, Changes, Finding, PackageWanted, StepEvidence, WorkingOn};
use crate::inspect::{self, Kind};
use crate::jobs::Scheduler;
use crate::lesson::{Exercise, Goal, GoalKind, Mistake, Presence};
use crate::packaging::Requirement;
use crate::session::{Ended, Glimpse, Ran, ShellState};

use super::events::Event;
use super::jobs::{JobWatch, Pauses};
use super::report::{FindingReport, GoalReport, Outcome, Report, StepReport, advice};
use super::snapshot::{Snapshot, Watcher};

/// What is attempted, and where.
#[derive(Clone, Debug)]
pub struct Attempt<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// The mistakes that are looked for, in page order.
    pub mistakes: Vec<&'a Mistake>,
    /// The site.
    pub site: &'a str,
    /// The exercise's folder.
    pub folder: &'a Path,
    /// The home folder of the session.
    pub home: &'a Path,
    /// Who is asked about jobs.
    pub scheduler: &'a Scheduler,
    /// How long a script waits for a job.
    pub job_limit: Duration,
}

/// An attempt while it goes on.
pub(super) struct Story<'a> {
    pub(super) attempt: &'a Attempt<'a>,
    /// The shell as it began, and what modules have put on its `PATH` since.
    start: Arc<ShellState>,
    state: Arc<ShellState>,
    pub(super) track: Track<'a>,
    watcher: Watcher,
    snapshot: Snapshot,
    watch: JobWatch,
    /// How many steps have ended.
    pub(super) steps: usize,
    pub(super) findings: Vec<Found>,
    pub(super) notes: Vec<String>,
    pub(super) out_of_sight: Option<String>,
    pub(super) is_over: bool,
}

/// What is known of a step besides itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepKind {
    /// More may come.
    Usual,
    /// It was the last.
    Last,
    /// The shell changed between its commands, where nobody looked: a mistake in it would be guessed.
    Blurred,
}

/// A finding, with what tells later whether it was mended.
pub(super) struct Found {
    pub(super) finding: Finding,
    step: usize,
    /// How many goals were reached when it was made.
    pub(super) reached: usize,
}

impl<'a> Story<'a> {
    /// Begins with the shell as it is now, and nothing reached.
    pub(super) fn begin(attempt: &'a Attempt<'a>, start: Arc<ShellState>) -> Self {
        let mut watcher = Watcher::new(attempt.folder, attempt.home, &attempt.exercise.goals);
        let snapshot = watcher.take(&start);
        Story {
            attempt,
            state: Arc::clone(&start),
            start,
            track: Track::new(&attempt.exercise.goals),
            watcher,
            snapshot,
            watch: JobWatch::new(attempt.exercise, attempt.scheduler),
            steps: 0,
            findings: Vec::new(),
            notes: Vec::new(),
            out_of_sight: None,
            is_over: false,
        }
    }

    /// Goes on where an earlier session left it, with so many goals reached.
    pub(super) fn resume(&mut self, reached: usize) {
        let scene = scene(self.attempt, (&self.start, &self.state), &self.watch.jobs, None, None);
        self.track = Track::resume(&self.attempt.exercise.goals, reached, &scene);
    }

    /// Looks at the goals between two commands of a step.
    pub(super) fn glimpse(&mut self, glimpse: &Glimpse<'_>, before: &Arc<ShellState>, positions: &mut Vec<usize>) {
        let invocations = check::invocations(glimpse.command, glimpse.commands, before);
        let happened = Happened { invocations: &invocations, output: glimpse.output };
        let scene = scene(self.attempt, (&self.start, glimpse.state), &self.watch.jobs, None, Some(happened));
        self.track.advance(&scene, self.steps + 1);
        positions.push(self.track.reached().len());
    }

    /// What is to be done once a step has ended; returns what it printed, as text. `positions` are how many goals were
    /// reached when each of its commands began.
    pub(super) fn after(
        &mut self,
        ran: &Ran,
        positions: &[usize],
        kind: StepKind,
        emit: &mut dyn FnMut(Event<'_>),
    ) -> String {
        self.steps += 1;
        let number = self.steps;
        let goals_before = positions[0];
        let output = ran.output.text();
        emit(Event::Ran { step: number, ran });
        self.state = Arc::clone(&ran.after);
        if let Some(start) = with_modules(&self.start, &ran.before, &ran.after) {
            self.start = Arc::new(start);
        }
        self.note(ran, number);
        let invocations = check::invocations(&ran.command, &ran.commands, &ran.before);
        let later = self.watcher.take(&ran.after);
        let changes = self.snapshot.changes(&later);
        self.snapshot = later;
        if ran.ended != Ended::Incomplete {
            self.watch.after(ran, &output, &invocations, self.attempt.folder);
            let happened = Happened { invocations: &invocations, output: &ran.output };
            let scene = scene(
                self.attempt,
                (&self.start, &self.state),
                &self.watch.jobs,
                self.out_of_sight.as_deref(),
                Some(happened),
            );
            self.track.advance(&scene, number);
        }
        for (index, reached) in self.track.reached().iter().enumerate().skip(goals_before) {
            emit(Event::Reached { step: number, index, goal: &self.attempt.exercise.goals[index], why: &reached.why });
        }
        let is_last = self.is_over || kind == StepKind::Last;
        let seen = SeenStep { ran, output: &output, invocations: &invocations, changes: &changes, positions, is_last };
        if let Some(finding) = self.diagnose(&seen).filter(|_| kind != StepKind::Blurred) {
            emit(Event::Found { step: number, finding: &finding });
            self.findings.push(Found { finding, step: number, reached: self.track.reached().len() });
        }
        output
    }

    fn note(&mut self, ran: &Ran, number: usize) {
        let line = ran.command.lines().next().unwrap_or_default();
        match &ran.ended {
            Ended::AtPrompt | Ended::NotRun => {}
            Ended::SessionOver => {
                self.is_over = true;
                let status = ran.exit.unwrap_or_default();
                self.notes.push(format!("the shell ended in step {number} (`{line}`, status {status})"));
            }
            Ended::Waited(waits) => {
                let program = waits.program.as_deref().map_or_else(String::new, |program| format!(" (`{program}`)"));
                let question =
                    if waits.question.is_empty() { String::new() } else { format!(": `{}`", waits.question) };
                self.notes.push(format!(
                    "step {number} (`{line}`) waited for an answer{program}{question}; it was interrupted"
                ));
            }
            Ended::TimedOut => {
                self.notes.push(format!(
                    "step {number} (`{line}`) took longer than {:.0} s and was stopped",
                    ran.seconds.floor()
                ));
            }
            Ended::Incomplete => {
                self.notes.push(format!(
                    "step {number} (`{line}`) is not complete: the shell waits for more, so it was not run"
                ));
            }
            Ended::OutOfSight => {
                self.is_over = true;
                let why = format!("after step {number} (`{line}`) the shell no longer told where it stands");
                self.notes.push(why.clone());
                self.out_of_sight = Some(why);
            }
        }
    }

    fn diagnose(&self, seen: &SeenStep<'_>) -> Option<Finding> {
        let goals = &self.attempt.exercise.goals;
        let during: Vec<Option<&Goal>> = seen.positions.iter().map(|&position| goals.get(position)).collect();
        let goals = WorkingOn {
            before: during.first().copied().flatten(),
            during: &during,
            after: if seen.is_last { self.first_open() } else { self.track.next().map(|(_, goal)| goal) },
            left: self.track.left(),
        };
        let found = OnceCell::new();
        let package = || found.get_or_init(|| self.package_wanted(&goals, seen.invocations)).as_ref();
        let problems = self.problems();
        let evidence = StepEvidence {
            ran: seen.ran,
            output: seen.output,
            invocations: seen.invocations,
            changes: seen.changes,
            folder: self.attempt.folder,
            goals,
            package: &package,
            problems: &problems,
            is_last: seen.is_last,
        };
        diagnose::diagnose(&self.attempt.mistakes, &evidence)
    }

    /// The first goal that is not reached when everything is looked at once more, as at the end.
    fn first_open(&self) -> Option<&Goal> {
        let verdicts = self.verdicts();
        let open = verdicts.iter().position(|verdict| !verdict.is_reached())?;
        self.attempt.exercise.goals.get(open)
    }

    /// The package of the goal that is being worked on: the next one, the one that this step was about, or else the first
    /// one still to come.
    fn package_wanted(&self, goals: &WorkingOn<'_>, invocations: &[Invocation]) -> Option<PackageWanted> {
        let to_come = &self.attempt.exercise.goals[self.track.reached().len()..];
        let candidates = [goals.after, goals.before].into_iter().flatten().chain(to_come);
        let (written, environment) = candidates.into_iter().find_map(|goal| match &goal.kind {
            GoalKind::Package { requirement, environment, presence: Presence::Present, .. } => {
                Some((requirement, environment))
            }
            _ => None,
        })?;
        let requirement = Requirement::plain(written).ok()?;
        let resolved = environment.as_ref().and_then(|path| {
            let scene = scene(self.attempt, (&self.start, &self.state), &self.watch.jobs, None, None);
            let root = std::fs::canonicalize(check::environment_folder(&scene, path)).ok()?;
            Some((path.clone(), root))
        });
        let standing = match &resolved {
            Some((_, root)) => check::standing(root, &requirement, &self.snapshot.sites),
            None => check::Standing::Absent,
        };
        let asked = invocations.iter().any(|invocation| {
            invocation.wanted().contains(&requirement.name)
                || invocation.requirement_files().iter().any(|file| names(file, &requirement.name))
        });
        let asked_for = if asked { AskedFor::Yes } else { AskedFor::No };
        Some(PackageWanted { name: requirement.name, environment: resolved, standing, asked_for })
    }

    /// Whether the shell works in an environment that it did not begin in.
    pub(super) fn is_in_environment(&self, state: &ShellState) -> bool {
        let now = check::environment_of_shell(state);
        now.is_some() && now != check::environment_of_shell(&self.start)
    }

    /// How an environment that a goal names is made active again, where conda made it.
    pub(super) fn conda_activates(&self, written: &str) -> Option<String> {
        let scene = scene(self.attempt, (&self.start, &self.state), &self.watch.jobs, None, None);
        let folder = check::environment_folder(&scene, written);
        inspect::look(&folder).ok().filter(|environment| environment.kind == Kind::Conda)?;
        // A path is one to conda by its slash.
        let is_bare_path = !written.contains('/') && folder == scene.path(written);
        Some(if is_bare_path { format!("./{written}") } else { written.to_owned() })
    }

    /// Problems of the exercise's environments; looked for only when a mistake asks.
    fn problems(&self) -> Vec<String> {
        let asked = self
            .attempt
            .mistakes
            .iter()
            .flat_map(|mistake| &mistake.when)
            .any(|condition| !condition.problem.is_empty());
        if !asked {
            return Vec::new();
        }
        let surroundings =
            inspect::Surroundings { variables: self.state.variables.clone(), home: self.attempt.home.to_owned() };
        let roots = self.snapshot.environments.values();
        let reports = roots.map(|root| inspect::report(root, &surroundings, inspect::Size::Skip));
        reports.flat_map(|report| report.problems).map(|problem| problem.id.to_string()).collect()
    }

    /// Looks at the goals where no command has run since: one in the background may have ended.
    pub(super) fn look_again(&mut self, state: Arc<ShellState>, emit: &mut dyn FnMut(Event<'_>)) {
        let before = self.track.reached().len();
        self.state = state;
        self.watch.ask();
        let scene =
            scene(self.attempt, (&self.start, &self.state), &self.watch.jobs, self.out_of_sight.as_deref(), None);
        self.track.advance(&scene, self.steps);
        for (index, reached) in self.track.reached().iter().enumerate().skip(before) {
            let goal = &self.attempt.exercise.goals[index];
            emit(Event::Reached { step: self.steps, index, goal, why: &reached.why });
        }
    }

    /// Waits for the job that the next goal is about, as long as it may still come to stand as asked.
    pub(super) fn wait_for_jobs(&mut self, emit: &mut dyn FnMut(Event<'_>)) {
        let mut pauses = Pauses::new(self.attempt.job_limit);
        let mut said = None;
        while let Some((_, goal)) = self.track.next() {
            let scene = scene(self.attempt, (&self.start, &self.state), &self.watch.jobs, None, None);
            let Some(job) = check::awaited(&goal.kind, &scene) else { break };
            let now = (job.id.clone(), job.state);
            if said.as_ref() != Some(&now) {
                emit(Event::Waiting { step: self.steps, job });
                said = Some(now);
            }
            if !pauses.pause() {
                self.notes.push(format!(
                    "job {} was still {} after {} s, and was not waited for any longer",
                    job.id,
                    job.state,
                    self.attempt.job_limit.as_secs()
                ));
                break;
            }
            self.look_again(Arc::clone(&self.state), emit);
        }
    }

    /// Looks once more at what was reached; see [`Track::reopen`].
    pub(super) fn reopen(&mut self) -> Option<(usize, String)> {
        let scene =
            scene(self.attempt, (&self.start, &self.state), &self.watch.jobs, self.out_of_sight.as_deref(), None);
        self.track.reopen(&scene)
    }

    /// The verdicts now, as at the end.
    pub(super) fn verdicts(&self) -> Vec<Verdict> {
        let scene =
            scene(self.attempt, (&self.start, &self.state), &self.watch.jobs, self.out_of_sight.as_deref(), None);
        self.track.verdicts(&scene)
    }

    /// Ends the attempt, with the report of all that was done.
    pub(super) fn end(self, steps: Vec<StepReport>) -> Report {
        self.watch.cancel();
        self.report(steps)
    }

    /// The report of what was done so far.
    pub(super) fn report(&self, steps: Vec<StepReport>) -> Report {
        let mut verdicts = self.verdicts();
        // What was not run because the shell was out of sight might have reached it.
        let not_run = steps.iter().any(|step| step.not_run == Some(true));
        if let (Some(why), true) = (&self.out_of_sight, not_run)
            && let Some(open) = verdicts.iter_mut().find(|verdict| !verdict.is_reached())
        {
            *open = Verdict::CannotTell(why.clone());
        }
        let verdict = Outcome::of(&verdicts);
        let reached = verdicts.iter().take_while(|verdict| verdict.is_reached()).count();
        let findings = (self.findings.iter())
            .map(|found| FindingReport {
                mistake: found.finding.mistake.clone(),
                step: found.step,
                evidence: found.finding.evidence.clone(),
                advice: advice(&found.finding),
                mended: verdict == Outcome::Passed || reached > found.reached,
                finding: found.finding.clone(),
            })
            .collect();
        let goals = self.attempt.exercise.goals.iter().zip(verdicts).enumerate().map(
            |(index, (goal, verdict)): (usize, (&Goal, Verdict))| {
                let step =
                    self.track.reached().get(index).filter(|_| verdict.is_reached()).and_then(|reached| reached.step);
                GoalReport { task: goal.task.clone(), why: verdict.why().to_owned(), step, verdict }
            },
        );
        Report {
            format: 1,
            exercise: self.attempt.exercise.id.clone(),
            site: self.attempt.site.to_owned(),
            shell: "bash".to_owned(),
            verdict,
            goals: goals.collect(),
            steps,
            findings,
            notes: self.notes.clone(),
        }
    }
}

/// A step and what is known of it.
struct SeenStep<'e> {
    ran: &'e Ran,
    output: &'e str,
    invocations: &'e [Invocation],
    changes: &'e Changes,
    /// How many goals were reached when each of its commands began.
    positions: &'e [usize],
    is_last: bool,
}

fn scene<'s>(
    attempt: &'s Attempt<'_>,
    (start, state): (&'s ShellState, &'s ShellState),
    jobs: &'s Jobs,
    out_of_sight: Option<&'s str>,
    happened: Option<Happened<'s>>,
) -> Scene<'s> {
    let shell = out_of_sight.map_or(Shell::Known(state), Shell::OutOfSight);
    Scene { folder: attempt.folder, home: attempt.home, start, shell, happened, jobs }
}

/// The start, with what came onto `PATH` in a step that loaded modules: a module of conda puts its base there, which is no
/// environment that somebody forgot to leave. Nothing where the step loaded none.
fn with_modules(start: &ShellState, before: &ShellState, after: &ShellState) -> Option<ShellState> {
    let loaded: Vec<&str> = before.variable("LOADEDMODULES").split(':').collect();
    after.variable("LOADEDMODULES").split(':').find(|module| !module.is_empty() && !loaded.contains(module))?;
    let had: Vec<&str> = before.variable("PATH").split(':').collect();
    // A virtual environment that the same line has activated is not the module's.
    let active = Some(after.variable("VIRTUAL_ENV")).filter(|active| !active.is_empty());
    let is_new =
        |entry: &&str| !had.contains(entry) && !active.is_some_and(|active| Path::new(entry).starts_with(active));
    let path = after.variable("PATH").split(':').filter(is_new).chain([start.variable("PATH")]);
    let path = path.collect::<Vec<_>>().join(":");
    let mut start = start.clone();
    start.variables.insert("PATH".to_owned(), path);
    Some(start)
}

/// Whether a requirements file names a package.
fn names(file: &Path, name: &str) -> bool {
    let folder = file.parent().unwrap_or(Path::new("/"));
    inspect::requirements_file(file, folder).is_ok_and(|wanted| wanted.names(name))
}
