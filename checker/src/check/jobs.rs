//! Goals about jobs.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::inspect;
use crate::jobs::{Job, JobState};
use crate::lesson::GoalKind;

use super::judge::matches;
use super::named::environment_folder;
use super::scene::Scene;
use super::verdict::Verdict;

/// The most that is read of a job's output, in bytes.
const MOST: u64 = 1024 * 1024;

/// What is known of the jobs of an attempt.
#[derive(Clone, Debug, Default)]
pub struct Jobs {
    /// Those that were submitted, in order.
    pub submitted: Vec<Submitted>,
    /// Why the scheduler could not be asked when it was asked last.
    pub silence: Option<String>,
}

/// A job that was submitted.
#[derive(Clone, Debug)]
pub struct Submitted {
    /// Its number.
    pub id: String,
    /// The script that was handed over.
    pub script: Option<PathBuf>,
    /// The environment in which the shell was that submitted it.
    pub from: Option<PathBuf>,
    /// What the scheduler says of it; nothing before it was asked.
    pub job: Option<Job>,
}

impl Submitted {
    /// Whether it is of this script.
    fn is_of(&self, script: &Path) -> bool {
        let own = self.job.as_ref().and_then(|job| job.script.as_deref()).or(self.script.as_deref());
        own.is_some_and(|own| own == script || resolved(own).is_some_and(|own| Some(own) == resolved(script)))
    }
}

/// What a goal asks of a job.
struct Wanted<'g> {
    script: &'g str,
    state: &'g str,
    prints: Option<&'g str>,
    environment: Option<&'g str>,
}

impl<'g> Wanted<'g> {
    fn of(goal: &'g GoalKind) -> Option<Self> {
        let GoalKind::Job { script, state, prints, environment } = goal else { return None };
        Some(Wanted { script, state, prints: prints.as_deref(), environment: environment.as_deref() })
    }
}

/// The job that a goal waits for: it may still come to stand as the goal asks.
pub fn awaited<'s>(goal: &GoalKind, scene: &Scene<'s>) -> Option<&'s Job> {
    let wanted = Wanted::of(goal)?;
    let path = scene.path(wanted.script);
    let job = of_script(scene, &path).find_map(|submitted| submitted.job.as_ref())?;
    let may_come = match wanted.state {
        "pending" => false,
        "running" => job.state == JobState::Pending,
        // Somebody has to cancel it first, and may be about to.
        "cancelled" => false,
        _ => !job.state.is_final(),
    };
    may_come.then_some(job)
}

/// The jobs of a script, the newest first.
fn of_script<'s>(scene: &Scene<'s>, script: &Path) -> impl Iterator<Item = &'s Submitted> {
    scene.jobs.submitted.iter().rev().filter(move |submitted| submitted.is_of(script))
}

/// A job that was submitted, and stands or ended as asked.
pub(super) fn job(scene: &Scene<'_>, goal: &GoalKind) -> Verdict {
    let Some(wanted) = Wanted::of(goal) else { return Verdict::NotYet(String::new()) };
    let path = scene.path(wanted.script);
    let mut verdicts = of_script(scene, &path).map(|submitted| one(scene, &wanted, submitted));
    let Some(newest) = verdicts.next() else {
        return match &scene.jobs.silence {
            // Something was submitted, and nobody says what.
            Some(silence) if !scene.jobs.submitted.is_empty() => Verdict::CannotTell(silence.clone()),
            _ => Verdict::NotYet(format!("`{0}` has not been submitted yet; `sbatch {0}` does it", wanted.script)),
        };
    };
    if newest.is_reached() {
        return newest;
    }
    verdicts.find(Verdict::is_reached).unwrap_or(newest)
}

fn one(scene: &Scene<'_>, wanted: &Wanted<'_>, submitted: &Submitted) -> Verdict {
    let Some(job) = &submitted.job else {
        let silence = scene.jobs.silence.clone();
        return Verdict::CannotTell(silence.unwrap_or_else(|| format!("of job {} nothing is known", submitted.id)));
    };
    if job.state.to_string() != wanted.state {
        return Verdict::NotYet(otherwise(scene, wanted, job));
    }
    let output = job.output.as_deref();
    if let Some(pattern) = wanted.prints {
        match output.map(text) {
            Some(Ok(text)) if matches(pattern, &text) => {}
            Some(Ok(_)) => {
                let file = shown(scene, output);
                return Verdict::NotYet(format!(
                    "job {} has {}, and nothing in {file} matches `{pattern}`",
                    job.id, job.state
                ));
            }
            Some(Err(why)) => return Verdict::NotYet(format!("the output of job {} cannot be read: {why}", job.id)),
            None => {
                return Verdict::CannotTell(format!("where job {} wrote its output is not known any longer", job.id));
            }
        }
    }
    if let Some(environment) = wanted.environment
        && let Err(verdict) = ran_in(scene, submitted, job, environment)
    {
        return verdict;
    }
    Verdict::Reached(format!("job {} of `{}` is {}", job.id, wanted.script, job.state))
}

/// Why a job does not stand as asked.
fn otherwise(scene: &Scene<'_>, wanted: &Wanted<'_>, job: &Job) -> String {
    let mut said = format!("job {} of `{}` is {}", job.id, wanted.script, job.state);
    if !job.state.is_final() {
        if let Some(reason) = &job.reason {
            said.push_str(&format!(" ({reason})"));
        }
        return said;
    }
    if let Some(status) = job.exit.filter(|&status| status != 0) {
        said.push_str(&format!(", with status {status}"));
    }
    let last = job.output.as_deref().and_then(|output| text(output).ok());
    if let Some(line) = last.iter().flat_map(|text| text.lines().rev()).find(|line| !line.trim().is_empty()) {
        said.push_str(&format!("; the last line of {} is: {}", shown(scene, job.output.as_deref()), line.trim()));
    }
    said
}

/// Whether a job's Python was the environment's: the job has printed `sys.prefix`, and borrowed nothing from the shell that
/// submitted it. A job that works only as long as that shell has the environment active is the mistake that people make.
fn ran_in(scene: &Scene<'_>, submitted: &Submitted, job: &Job, environment: &str) -> Result<(), Verdict> {
    let folder = environment_folder(scene, environment);
    let Some(root) = resolved(&folder) else {
        return Err(Verdict::NotYet(format!("there is nothing at `{environment}`")));
    };
    if submitted.from.as_deref().and_then(resolved).as_ref() == Some(&root) {
        return Err(Verdict::NotYet(format!(
            "job {} was submitted while `{environment}` was active, so it may have borrowed it; leave `{environment}`, and \
             submit the script again",
            job.id
        )));
    }
    let Some(output) = job.output.as_deref() else {
        return Err(Verdict::CannotTell(format!("where job {} wrote its output is not known any longer", job.id)));
    };
    let text =
        text(output).map_err(|why| Verdict::NotYet(format!("the output of job {} cannot be read: {why}", job.id)))?;
    let printed: Vec<PathBuf> = text
        .lines()
        .map(|line| Path::new(line.trim()))
        .filter(|path| path.is_absolute())
        .filter_map(resolved)
        .collect();
    if printed.contains(&root) {
        return Ok(());
    }
    let other = printed.iter().find(|path| path.join("bin/python3").exists() || inspect::look(path).is_ok());
    Err(Verdict::NotYet(match other {
        Some(other) => format!(
            "job {} ran with the Python of `{}`, and not with that of `{environment}`",
            job.id,
            scene.shown(other)
        ),
        None => format!("job {} has not printed the folder of `{environment}`; `sys.prefix` is it", job.id),
    }))
}

fn shown(scene: &Scene<'_>, output: Option<&Path>) -> String {
    output.map_or_else(|| "its output".to_owned(), |output| format!("`{}`", scene.shown(output)))
}

fn text(path: &Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn resolved(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path).ok()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;

    use super::super::scene::Shell;
    use super::*;
    use crate::session::ShellState;

    fn goal(state: &str, prints: Option<&str>, environment: Option<&str>) -> GoalKind {
        let own = |text: &str| text.to_owned();
        GoalKind::Job {
            script: own("job.sh"),
            state: own(state),
            prints: prints.map(own),
            environment: environment.map(own),
        }
    }

    /// A folder with a script, and a job of it in this state that has printed this.
    fn of(state: JobState, printed: &str) -> (tempfile::TempDir, Jobs) {
        let folder = tempfile::tempdir().unwrap();
        let (script, output) = (folder.path().join("job.sh"), folder.path().join("slurm-17.out"));
        File::create(&script).unwrap();
        File::create(&output).unwrap().write_all(printed.as_bytes()).unwrap();
        let exit = state.is_final().then_some(i32::from(state != JobState::Completed));
        let job = Job {
            id: "17".to_owned(),
            state,
            reason: Some("Resources".to_owned()),
            exit,
            script: Some(script),
            output: Some(output),
        };
        let submitted = Submitted { id: "17".to_owned(), script: None, from: None, job: Some(job) };
        (folder, Jobs { submitted: vec![submitted], silence: None })
    }

    fn judged(folder: &Path, jobs: &Jobs, goal: &GoalKind) -> (Verdict, bool) {
        let start = ShellState::default();
        let shell = Shell::Known(&start);
        let scene = Scene { folder, home: folder, start: &start, shell, happened: None, jobs };
        (job(&scene, goal), awaited(goal, &scene).is_some())
    }

    #[test]
    fn a_job_is_waited_for_until_it_stands_as_asked_or_cannot_any_more() {
        let (folder, jobs) = of(JobState::Pending, "");
        let (verdict, waits) = judged(folder.path(), &jobs, &goal("completed", None, None));
        assert_eq!((verdict.why(), waits), ("job 17 of `job.sh` is pending (Resources)", true));
        assert!(judged(folder.path(), &jobs, &goal("pending", None, None)).0.is_reached());
        let (folder, jobs) = of(JobState::Failed, "one\nlast\n\n");
        let (verdict, waits) = judged(folder.path(), &jobs, &goal("completed", None, None));
        assert_eq!(
            (verdict.why(), waits),
            ("job 17 of `job.sh` is failed, with status 1; the last line of `slurm-17.out` is: last", false)
        );
        assert!(judged(folder.path(), &jobs, &goal("failed", Some("last"), None)).0.is_reached());
    }

    #[test]
    fn nothing_submitted_another_script_and_a_silent_scheduler_are_told_apart() {
        let (folder, mut jobs) = of(JobState::Completed, "");
        let wanted = goal("completed", None, None);
        let nothing = judged(folder.path(), &Jobs::default(), &wanted).0;
        assert_eq!(nothing.why(), "`job.sh` has not been submitted yet; `sbatch job.sh` does it");
        if let Some(job) = &mut jobs.submitted[0].job {
            job.script = Some(folder.path().join("other.sh"));
        }
        assert!(matches!(judged(folder.path(), &jobs, &wanted).0, Verdict::NotYet(_)));
        jobs.submitted[0].job = None;
        jobs.silence = Some("no answer".to_owned());
        assert_eq!(judged(folder.path(), &jobs, &wanted).0, Verdict::CannotTell("no answer".to_owned()));
    }

    #[test]
    fn the_python_of_a_job_is_the_environment_s_when_it_says_so_and_has_borrowed_nothing() {
        let wanted = goal("completed", None, Some("box"));
        for (printed, expected) in [
            ("hello\nBOX\n", None),
            ("hello\n", Some("job 17 has not printed the folder of `box`; `sys.prefix` is it")),
            ("OTHER\n", Some("job 17 ran with the Python of `other`, and not with that of `box`")),
        ] {
            let (folder, mut jobs) = of(JobState::Completed, "");
            for name in ["box", "other"] {
                fs::create_dir_all(folder.path().join(name).join("bin")).unwrap();
                File::create(folder.path().join(name).join("bin/python3")).unwrap();
            }
            let path = |name: &str| folder.path().join(name).display().to_string();
            let printed = printed.replace("BOX", &path("box")).replace("OTHER", &path("other"));
            File::create(folder.path().join("slurm-17.out")).unwrap().write_all(printed.as_bytes()).unwrap();
            let verdict = judged(folder.path(), &jobs, &wanted).0;
            assert_eq!((!verdict.is_reached()).then(|| verdict.why()), expected);
            jobs.submitted[0].from = Some(folder.path().join("box"));
            let why = judged(folder.path(), &jobs, &wanted).0;
            assert!(why.why().contains("was submitted while `box` was active"), "{why:?}");
        }
    }
}
