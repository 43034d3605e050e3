//! Proving: every case in a session of its own, several at once.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::host::{self, HostEnvironment};
use crate::jobs::Scheduler;
use crate::lesson::{Audience, BasePython, Course, Exercise, Expectation, Lesson, Mistake, Typed};
use crate::machine::missing;
use crate::run::{self, Attempt, GivenError, Outcome, Report, Stage, StageError, Telling};
use crate::session::{Limits, Ran, Script, Session, SessionError, Steps as _};
use crate::site::Profile;
use crate::supply::{BasePythons, LayOutError, QUESTION};

use super::cases::{Case, CaseKind};
use super::compare::difference;
use super::lists::{commands, consoles, solution_at};
use super::proof::{CaseReport, CaseVerdict, Proof};
use super::versions::versions;

/// What is proved, and with what.
#[derive(Clone, Copy, Debug)]
pub struct Proving<'p> {
    /// The machine.
    pub host: &'p HostEnvironment,
    /// The course, for this site.
    pub course: &'p Course,
    /// The site.
    pub site: &'p Profile,
    /// The exercises, and the lessons for their pages, for which no package can be had here and now.
    pub waiting: &'p BTreeSet<String>,
    /// How many sessions run at once.
    pub jobs: usize,
    /// How long to wait.
    pub limits: Limits,
    /// The folder that takes a recording of each solution that is proved.
    pub recordings: Option<&'p Path>,
}

/// Why nothing could be proved.
#[derive(Debug, thiserror::Error)]
pub enum ProveError {
    /// There is no place for it.
    #[error(transparent)]
    Stage(#[from] StageError),
    /// There is no shell for it.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// There is no base Python for it.
    #[error(transparent)]
    Base(#[from] LayOutError),
}

/// Proves the cases; each that is done is handed on at once, in the order in which they end.
pub fn prove(
    proving: &Proving<'_>,
    cases: &[Case<'_>],
    done: &(dyn Fn(&CaseReport) + Sync),
) -> Result<Proof, ProveError> {
    let Before { stage, bases, versions } = before(proving)?;
    let together: Vec<&[Case<'_>]> = cases.chunk_by(Case::is_followed_by).collect();
    let next = AtomicUsize::new(0);
    let reports: Mutex<BTreeMap<usize, Vec<CaseReport>>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..proving.jobs.min(together.len()).max(1) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(cases) = together.get(index) else { break };
                    let proved = prove_together(proving, bases.as_ref(), cases, done);
                    reports.lock().unwrap_or_else(PoisonError::into_inner).insert(index, proved);
                }
            });
        }
    });
    drop(stage);
    let cases = reports.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().flatten().collect();
    Ok(Proof {
        format: 1,
        course: proving.course.id.clone(),
        site: proving.site.id.clone(),
        day: host::today(),
        checker: env!("CARGO_PKG_VERSION"),
        versions,
        cases,
    })
}

/// What there is before the first case.
struct Before {
    /// Where the base Pythons lie, until the last case is done.
    stage: Stage,
    bases: Option<BasePythons>,
    versions: BTreeMap<String, String>,
}

fn before(proving: &Proving<'_>) -> Result<Before, ProveError> {
    let stage = Stage::set(proving.host, "base", &[])?;
    let mut session = stage.open(Vec::new(), proving.limits)?;
    let versions = versions(&mut session, proving.site)?;
    let bases = base_pythons(&stage, &mut session)?;
    Ok(Before { stage, bases, versions })
}

/// A pattern of a base Python; none where there is no Python at all.
fn base_pythons(stage: &Stage, session: &mut Session) -> Result<Option<BasePythons>, ProveError> {
    let Some(answer) = type_in(session, QUESTION)? else { return Ok(None) };
    if answer.exit != Some(0) {
        return Ok(None);
    }
    let bases = BasePythons::lay_out(&stage.root().join("python"), &answer.output.text())?;
    match type_in(session, &bases.pip_command())? {
        Some(ran) if ran.exit == Some(0) => Ok(Some(bases)),
        Some(ran) => {
            Err(LayOutError::NoAnswer(format!("no pip could be put beside it: {}", ran.output.last_line())).into())
        }
        None => Ok(None),
    }
}

fn type_in(session: &mut Session, command: &str) -> Result<Option<Ran>, SessionError> {
    session.step(&mut Script::new(command), &[], &mut |_| {})
}

/// Why a case is not proved.
#[derive(Clone)]
enum Unproved {
    Failed(String),
    Deferred(String),
}

impl<E: Error> From<E> for Unproved {
    fn from(error: E) -> Self {
        let mut said = error.to_string();
        let mut next = error.source();
        while let Some(cause) = next {
            said = format!("{said}: {cause}");
            next = cause.source();
        }
        Unproved::Failed(said)
    }
}

/// Proves cases that are one session: one alone, or a mistake and the way back from it.
fn prove_together(
    proving: &Proving<'_>,
    bases: Option<&BasePythons>,
    cases: &[Case<'_>],
    done: &(dyn Fn(&CaseReport) + Sync),
) -> Vec<CaseReport> {
    let mut begun = Instant::now();
    let mut reports = Vec::new();
    let mut ended = |case: &Case<'_>, outcome: Result<(), Unproved>| {
        let report = report(case, outcome, begun.elapsed());
        begun = Instant::now();
        done(&report);
        reports.push(report);
    };
    if let [case, way_back] = cases
        && let (Some(exercise), CaseKind::Mistake(mistake)) = (case.exercise, case.kind)
    {
        let work = CaseWork { proving, bases, lesson: case.lesson };
        match work.here(case).and_then(|()| work.stage(exercise, mistake.base)) {
            Ok(stage) => {
                let recovered = work.attempt(exercise, mistake, &stage, &mut |outcome| ended(case, outcome));
                ended(way_back, recovered);
            }
            Err(unproved) => cases.iter().for_each(|case| ended(case, Err(unproved.clone()))),
        }
    } else {
        for case in cases {
            ended(case, CaseWork { proving, bases, lesson: case.lesson }.work(case));
        }
    }
    reports
}

fn report(case: &Case<'_>, outcome: Result<(), Unproved>, took: Duration) -> CaseReport {
    let (verdict, why) = match outcome {
        Ok(()) => (CaseVerdict::Proved, None),
        Err(Unproved::Failed(why)) => (CaseVerdict::Failed, Some(why)),
        Err(Unproved::Deferred(why)) => (CaseVerdict::Deferred, Some(why)),
    };
    CaseReport {
        lesson: case.lesson.id.clone(),
        exercise: case.exercise.map(|exercise| exercise.id.clone()),
        case: case.kind.word(),
        mistake: match case.kind {
            CaseKind::Mistake(mistake) | CaseKind::Recovery(mistake) => Some(mistake.id.clone()),
            _ => None,
        },
        verdict,
        why,
        seconds: (took.as_secs_f64() * 100.0).round() / 100.0,
        name: case.name(),
    }
}

/// The work on one case.
struct CaseWork<'w> {
    proving: &'w Proving<'w>,
    bases: Option<&'w BasePythons>,
    lesson: &'w Lesson,
}

impl CaseWork<'_> {
    fn work(&self, case: &Case<'_>) -> Result<(), Unproved> {
        self.here(case)?;
        match (case.exercise, case.kind) {
            (Some(exercise), CaseKind::Untouched) => self.untouched(exercise),
            (Some(exercise), CaseKind::Solution) => self.solution(exercise),
            (Some(exercise), CaseKind::Mistake(mistake) | CaseKind::Recovery(mistake)) => {
                let stage = self.stage(exercise, mistake.base)?;
                let mut recognised = Ok(());
                let recovered = self.attempt(exercise, mistake, &stage, &mut |outcome| recognised = outcome);
                if matches!(case.kind, CaseKind::Mistake(_)) { recognised } else { recovered }
            }
            _ => self.page(),
        }
    }

    /// Whether this machine has what the case needs.
    fn here(&self, case: &Case<'_>) -> Result<(), Unproved> {
        let needs = case.exercise.map_or(&self.lesson.needs, |exercise| &exercise.needs);
        let missing = missing(needs, self.proving.site, self.proving.host);
        if !missing.is_empty() {
            return Err(Unproved::Deferred(format!("this machine has not: {}", missing.join(", "))));
        }
        if self.proving.waiting.contains(case.exercise.map_or(&self.lesson.id, |exercise| &exercise.id)) {
            return Err(Unproved::Deferred(
                "no index can be reached here, and no wheelhouse holds what is needed".to_owned(),
            ));
        }
        Ok(())
    }

    fn stage(&self, exercise: &Exercise, base: BasePython) -> Result<Stage, Unproved> {
        let mut failed = None;
        let stage = run::prepare(self.proving.host, exercise, self.proving.limits, |stage| {
            failed = self.put_base(stage, base).err();
        });
        match (failed, stage) {
            (Some(error), _) => Err(error.into()),
            (None, stage) => Ok(stage.map_err(|error: GivenError| error)?),
        }
    }

    fn put_base(&self, stage: &mut Stage, kind: BasePython) -> Result<(), LayOutError> {
        if let Some(bases) = self.bases {
            let bin = bases.make(&stage.root().join("python"), kind)?;
            stage.prepend_path(&bin);
        }
        Ok(())
    }

    fn attempt_at<'a>(&'a self, exercise: &'a Exercise, stage: &'a Stage, scheduler: &'a Scheduler) -> Attempt<'a> {
        Attempt {
            exercise,
            mistakes: self.proving.course.mistakes_of(exercise),
            site: &self.proving.site.id,
            folder: stage.folder(),
            home: stage.home(),
            scheduler,
            job_limit: self.proving.limits.step,
        }
    }

    fn open(&self, exercise: &Exercise, stage: &Stage) -> Result<Session, SessionError> {
        stage.open(run::watched(exercise, &self.proving.course.catalogue), self.proving.limits)
    }

    fn tell(&self, exercise: &Exercise, stage: &Stage, text: &str) -> Result<Report, Unproved> {
        let scheduler = Scheduler::of(self.proving.host);
        let attempt = self.attempt_at(exercise, stage, &scheduler);
        let mut session = self.open(exercise, stage)?;
        Ok(run::tell(&attempt, &mut session, &mut Script::new(text), &mut |_| {})?)
    }

    fn untouched(&self, exercise: &Exercise) -> Result<(), Unproved> {
        let stage = self.stage(exercise, BasePython::Plain)?;
        // A step that does nothing: goals are asked after steps only, and one may hold from the start.
        let report = self.tell(exercise, &stage, ":")?;
        match report.verdict {
            Outcome::Passed => Err(Unproved::Failed("it is passed before anything is done".to_owned())),
            Outcome::NotYet | Outcome::CannotTell => Ok(()),
        }
    }

    fn solution(&self, exercise: &Exercise) -> Result<(), Unproved> {
        let solution = solution_at(exercise, &self.proving.site.id)
            .ok_or_else(|| Unproved::Deferred(format!("it has no solution for the site `{}`", self.proving.site.id)))?;
        let mut stage = self.stage(exercise, BasePython::Plain)?;
        let tape = self.proving.recordings.map(|folder| (folder, stage.record(&exercise.id)));
        let typed: Vec<&Typed> = commands(solution).collect();
        let report = self.tell(exercise, &stage, &text(typed.iter().copied()))?;
        passed(&report)?;
        if let Some(finding) = report.findings.first() {
            return Err(Unproved::Failed(format!(
                "step {} of the solution is taken for the mistake `{}`",
                finding.step, finding.mistake
            )));
        }
        for (typed, step) in typed.iter().zip(&report.steps) {
            if let Some(difference) = difference(&typed.output, &step.output) {
                return Err(Unproved::Failed(format!("line {}: {difference}", typed.line)));
            }
        }
        if let Some((folder, tape)) = tape {
            host::write_whole(&folder.join(format!("{}.cast", exercise.id)), tape.text().as_bytes())?;
        }
        Ok(())
    }

    /// The attempt, and in the same session the way back and the solution; in a new one where the attempt ended it. What
    /// came of the attempt is told as soon as it is known.
    fn attempt(
        &self,
        exercise: &Exercise,
        mistake: &Mistake,
        stage: &Stage,
        recognised: &mut dyn FnMut(Result<(), Unproved>),
    ) -> Result<(), Unproved> {
        let scheduler = Scheduler::of(self.proving.host);
        let attempt = self.attempt_at(exercise, stage, &scheduler);
        let mut session = self.open(exercise, stage)?;
        let mut telling = Telling::begin(&attempt, &session);
        telling.go_on(&mut session, &mut Script::new(&text(&mistake.attempt)), &mut |_| {})?;
        recognised(is_recognised(mistake, &telling.so_far()));
        let rest = self.way_back(exercise, mistake);
        let Ok(Some(rest)) = rest else {
            telling.end();
            return rest.map(|_| ());
        };
        telling.go_on(&mut session, &mut Script::new(&rest), &mut |_| {})?;
        let report = telling.end();
        if report.steps.iter().any(|step| step.not_run == Some(true)) {
            return passed(&self.tell(exercise, stage, &rest)?);
        }
        passed(&report)
    }

    /// What is typed after the attempt: the way back, and the solution. Nothing where no way back is told.
    fn way_back(&self, exercise: &Exercise, mistake: &Mistake) -> Result<Option<String>, Unproved> {
        let Some(recover) = &mistake.recover else { return Ok(None) };
        let solution = solution_at(exercise, &self.proving.site.id).ok_or_else(|| {
            Unproved::Deferred(format!("the exercise has no solution for the site `{}`", self.proving.site.id))
        })?;
        Ok(Some(text(recover.commands.iter().chain(commands(solution)))))
    }

    fn page(&self) -> Result<(), Unproved> {
        let site = self.proving.site;
        let consoles = consoles(self.lesson, &Audience { site: &site.id, has: &site.has, shell: "bash" });
        let mut stage = Stage::set(self.proving.host, &self.lesson.id, &[])?;
        self.put_base(&mut stage, BasePython::Plain)?;
        let mut session = stage.open(Vec::new(), self.proving.limits)?;
        for console in consoles {
            let last = console.lines.len().saturating_sub(1);
            for (index, typed) in console.lines.iter().enumerate() {
                let mut script = Script::new(&typed.command);
                let Some(ran) = session.step(&mut script, &typed.answers, &mut |_| {})? else {
                    return Err(Unproved::Failed(format!("line {}: the shell is gone", typed.line)));
                };
                let should_fail = console.expects == Expectation::Fails && index == last;
                if (ran.exit != Some(0)) != should_fail {
                    let status = ran.exit.map_or_else(|| "no status".to_owned(), |status| format!("status {status}"));
                    let said = ran.output.last_line();
                    return Err(Unproved::Failed(format!(
                        "line {}: `{}` ends with {status}: {said}",
                        typed.line, typed.command
                    )));
                }
                if let Some(difference) = difference(&typed.output, &ran.output.text()) {
                    return Err(Unproved::Failed(format!("line {}: {difference}", typed.line)));
                }
            }
        }
        Ok(())
    }
}

fn text<'t>(typed: impl IntoIterator<Item = &'t Typed>) -> String {
    typed.into_iter().map(|typed| typed.command.as_str()).collect::<Vec<_>>().join("\n")
}

/// Whether an attempt shows its mistake and no other, and passes nothing.
fn is_recognised(mistake: &Mistake, report: &Report) -> Result<(), Unproved> {
    let found: Vec<&str> = report.findings.iter().map(|finding| finding.mistake.as_str()).collect();
    if found != [mistake.id.as_str()] {
        let printed = report.steps.last().map(|step| step.output.trim().to_owned()).unwrap_or_default();
        let found = if found.is_empty() { "nothing".to_owned() } else { found.join(", ") };
        return Err(Unproved::Failed(format!(
            "the attempt should show `{}`, and shows {found}; its last step printed: {printed}",
            mistake.id
        )));
    }
    if report.verdict == Outcome::Passed {
        return Err(Unproved::Failed("the attempt passes the exercise".to_owned()));
    }
    Ok(())
}

fn passed(report: &Report) -> Result<(), Unproved> {
    if report.verdict == Outcome::Passed {
        return Ok(());
    }
    let stuck = report.goals.iter().enumerate().find(|(_, goal)| !goal.verdict.is_reached());
    let why =
        stuck.map_or_else(String::new, |(index, goal)| format!("goal {} is not reached: {}", index + 1, goal.why));
    let notes = report.notes.join("; ");
    Err(Unproved::Failed(if notes.is_empty() { why } else { format!("{why}; {notes}") }))
}
