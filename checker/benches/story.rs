//! The sides that are ours: a session alone, and the whole story of an attempt with its goals and mistakes.

use std::time::{Duration, Instant};

use checker::host::HostEnvironment;
use checker::jobs::Scheduler;
use checker::lesson::{Exercise, Mistake, parse_lesson, parse_troubleshooting};
use checker::run::{Attempt, Outcome, Stage, prepare, tell};
use checker::session::{Limits, Script, Steps as _};

use crate::table::Fallible;

/// The general mistakes that learners are checked against.
const CATALOGUE: &str = include_str!("../../lessons/troubleshooting.md");

/// What a page of an exercise has besides its goals.
const AROUND: (&str, &str) = (
    "# Page\n\n## Exercise: One\n\nDo it.\n\n",
    "\n<details class=\"solution\">\n<summary>Solution</summary>\n\n```console\n$ true\n```\n\n</details>\n",
);

/// What one step took.
pub(crate) struct Told {
    /// In seconds.
    pub(crate) seconds: f64,
    /// The time that this process computed meanwhile, in seconds.
    pub(crate) cpu: f64,
}

/// An exercise of which nothing is reached.
pub(crate) fn before_anything() -> Fallible<Exercise> {
    exercise(
        "```toml exercise\nid = \"one\"\nminutes = 1\n\n[[goal]]\ntask = \"Make it.\"\nvenv = \"Example\"\n\n\
         [[goal]]\ntask = \"Activate it.\"\nactive = \"Example\"\n```\n",
    )
}

/// An exercise that waits for a package, in an environment that is there from the start.
pub(crate) fn inside_an_environment() -> Fallible<Exercise> {
    exercise(
        "```toml exercise\nid = \"one\"\nminutes = 1\n\n[[goal]]\ntask = \"Make it.\"\nvenv = \"Example\"\n\n\
         [[goal]]\ntask = \"Install into it.\"\npackage = \"idna==3.6\"\nin = \"Example\"\n```\n\n\
         ```console given\n$ python3 -m venv --without-pip Example\n```\n",
    )
}

fn exercise(goals: &str) -> Fallible<Exercise> {
    let source = format!("{}{goals}{}", AROUND.0, AROUND.1);
    let (lesson, complaints) = parse_lesson("page.md", &source);
    let exercise = lesson.and_then(|lesson| lesson.exercises.into_iter().next());
    exercise.ok_or_else(|| format!("the exercise cannot be read: {complaints:?}").into())
}

/// Types `true` so many times; the seconds that it took.
pub(crate) fn session_steps(host: &HostEnvironment, count: usize) -> Fallible<f64> {
    let stage = Stage::set(host, "session", &[])?;
    let mut session = stage.open(Vec::new(), Limits::default())?;
    let mut script = Script::new(&"true\n".repeat(count));
    let started = Instant::now();
    let mut ran = 0;
    while session.step(&mut script, &[], &mut |_| {})?.is_some_and(|step| step.exit == Some(0)) {
        ran += 1;
    }
    let seconds = started.elapsed().as_secs_f64();
    if ran == count { Ok(seconds) } else { Err(format!("{ran} steps ran of {count}").into()) }
}

/// Tells the story of an attempt that types `true` so many times; the seconds that it took.
pub(crate) fn told_steps(host: &HostEnvironment, exercise: &Exercise, count: usize) -> Fallible<f64> {
    let stage = prepare(host, exercise, Limits::default(), |_| {})?;
    let told = tell_in(&stage, exercise, &"true\n".repeat(count), Outcome::NotYet)?;
    Ok(told.seconds)
}

/// Tells the story of an attempt of one step, in which `head` is to run.
pub(crate) fn tell_one(host: &HostEnvironment, command: &str, wanted: Outcome) -> Fallible<Told> {
    let exercise =
        exercise("```toml exercise\nid = \"one\"\nminutes = 1\n\n[[goal]]\ntask = \"Print.\"\nran = \"head\"\n```\n")?;
    let stage = prepare(host, &exercise, Limits::default(), |_| {})?;
    tell_in(&stage, &exercise, command, wanted)
}

fn tell_in(stage: &Stage, exercise: &Exercise, script: &str, wanted: Outcome) -> Fallible<Told> {
    let (catalogue, _) = parse_troubleshooting("troubleshooting.md", CATALOGUE);
    let mistakes: Vec<&Mistake> = exercise.mistakes.iter().chain(&catalogue).collect();
    // No exercise of the benchmarks is about a job.
    let (scheduler, job_limit) = (Scheduler::default(), Duration::ZERO);
    let (folder, home) = (stage.folder(), stage.home());
    let attempt = Attempt { exercise, mistakes, site: "laptop", folder, home, scheduler: &scheduler, job_limit };
    let mut session = stage.open(Vec::new(), Limits::default())?;
    let mut script = Script::new(script);
    let (started, cpu) = (Instant::now(), cpu_time()?);
    let report = tell(&attempt, &mut session, &mut script, &mut |_| {})?;
    let told = Told { seconds: started.elapsed().as_secs_f64(), cpu: cpu_time()? - cpu };
    if report.verdict == wanted && report.findings.is_empty() {
        Ok(told)
    } else {
        Err(format!("the story ended otherwise: {:?}, {:?}", report.verdict, report.goals).into())
    }
}

/// The time that this process has computed so far, in seconds (proc(5): fields 14 and 15, in hundredths).
fn cpu_time() -> Fallible<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit_once(')').ok_or("/proc/self/stat reads otherwise")?.1;
    let ticks = after_name.split_whitespace().skip(11).take(2).map(str::parse::<u32>).sum::<Result<u32, _>>()?;
    Ok(f64::from(ticks) / 100.0)
}
