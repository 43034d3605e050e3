//! The scheduler, as this process reaches it.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use crate::host::HostEnvironment;

use super::ask::{Answer, ask};
use super::job::Job;
use super::read::{of_sacct, of_scontrol};

/// How long one program may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Beginnings of the names of variables that Slurm's programs need to find their cluster, and `PATH` to find them.
const CARRIED: [&str; 4] = ["PATH", "LD_LIBRARY_PATH", "SLURM_CONF", "SLURM_CLUSTERS"];

/// A scheduler that can be asked.
#[derive(Clone, Debug, Default)]
pub struct Scheduler {
    environment: Vec<(OsString, OsString)>,
}

/// Why nothing is known of a job: the scheduler does not answer, or has forgotten it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the scheduler did not answer: {0}")]
pub struct Silence(pub String);

impl Scheduler {
    /// The one that programs started from here reach.
    pub fn of(host: &HostEnvironment) -> Self {
        let carried = host.variables().filter(|(name, _)| name.to_str().is_some_and(|name| CARRIED.contains(&name)));
        let mut environment: Vec<_> = carried.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        environment.push(("LC_ALL".into(), "C".into()));
        Scheduler { environment }
    }

    /// What is known of a job: from the controller, which forgets jobs some minutes after their end, then from the accounting
    /// and from the file of completed jobs.
    pub fn job(&self, id: &str) -> Result<Job, Silence> {
        let why = match self.ask("scontrol", &["--oneliner", "show", "job", id]) {
            Answer::Said(line) => match of_scontrol(line.trim()) {
                Some(job) => return Ok(job),
                None => format!("`scontrol` says nothing that can be read of job {id}"),
            },
            Answer::Refused(why) | Answer::Nothing(why) => last_line(&why),
        };
        for more in [&["--jobs", id][..], &["--completion", "--jobs", id]] {
            let whole = [&["--noheader", "--parsable2", "--format=JobID,State,ExitCode"], more].concat();
            // The file of completed jobs has no status, and `sacct` refuses to be asked for it.
            let without = [&["--noheader", "--parsable2", "--format=JobID,State"], more].concat();
            for arguments in [whole, without] {
                if let Answer::Said(lines) = self.ask("sacct", &arguments)
                    && let Some(job) = of_sacct(&lines, id)
                {
                    return Ok(job);
                }
            }
        }
        Err(Silence(why))
    }

    /// The jobs of this user whose working folder is this one, also those that have just ended.
    pub fn jobs_in(&self, folder: &Path) -> Vec<String> {
        let Answer::Said(lines) = self.ask("squeue", &["--me", "--states=all", "--noheader", "--format=%A|%Z"]) else {
            return Vec::new();
        };
        let of_folder = |line: &str| {
            let (id, in_folder) = line.split_once('|')?;
            let resolved = std::fs::canonicalize(in_folder.trim()).ok()?;
            (resolved == std::fs::canonicalize(folder).ok()?).then(|| id.trim().to_owned())
        };
        let mut ids: Vec<String> = lines.lines().filter_map(of_folder).collect();
        ids.sort_by_key(|id| id.parse::<u64>().unwrap_or(u64::MAX));
        ids
    }

    /// Cancels jobs. That one has ended meanwhile is no matter.
    pub fn cancel(&self, ids: &[&str]) {
        if !ids.is_empty() {
            self.ask("scancel", &[&["--quiet"], ids].concat());
        }
    }

    fn ask(&self, program: &str, arguments: &[&str]) -> Answer {
        ask(program, arguments, &self.environment, PATIENCE)
    }
}

fn last_line(text: &str) -> String {
    text.lines().last().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_slurm_the_scheduler_is_silent_and_says_why() {
        let scheduler = Scheduler::of(&HostEnvironment::of([("PATH".into(), "/nowhere".into())], Path::new("/")));
        let Silence(why) = scheduler.job("1").unwrap_err();
        assert!(why.starts_with("`scontrol` could not be started"), "{why}");
        assert!(scheduler.jobs_in(Path::new("/")).is_empty());
        scheduler.cancel(&["1"]);
    }
}
