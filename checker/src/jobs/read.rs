//! What Slurm's programs print.

use std::path::{Path, PathBuf};

use super::job::{Job, JobState};

/// The jobs that `sbatch` says it has taken, in a step's output. `--parsable` prints the number alone, or with the cluster.
pub fn submitted(output: &str, is_parsable: bool) -> Vec<String> {
    let is_number = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let told = output.lines().filter_map(|line| {
        let line = line.trim();
        let word = match line.strip_prefix("Submitted batch job ") {
            Some(rest) => rest.split_whitespace().next()?,
            None if is_parsable => line.split(';').next()?,
            None => return None,
        };
        is_number(word).then(|| word.to_owned())
    });
    told.collect()
}

/// A job as `scontrol --oneliner show job` prints it.
pub(super) fn of_scontrol(line: &str) -> Option<Job> {
    let path = |key: &str| value(line, key).filter(|path| path.starts_with('/'));
    let id = value(line, "JobId")?.to_owned();
    let exit = value(line, "ExitCode").and_then(exit_of);
    let name = value(line, "JobName").unwrap_or_default();
    let output = path("StdOut").map(|written| output_path(written, &id, name));
    // The path is followed by what the script was given.
    let script = path("Command").and_then(|command| script_of(command, &|path| path.is_file()));
    let state = JobState::named(value(line, "JobState")?)?;
    let reason = value(line, "Reason").filter(|reason| *reason != "None").map(str::to_owned);
    Some(Job { state, reason, exit: exit.filter(|_| state.is_final()), script, output, id })
}

/// A job as `sacct --noheader --parsable2 --format=JobID,State,ExitCode` prints it; nothing is said of its files.
pub(super) fn of_sacct(lines: &str, id: &str) -> Option<Job> {
    let mut fields =
        lines.lines().map(|line| line.split('|')).find(|fields| fields.clone().next() == Some(id))?.skip(1);
    let state = JobState::named(fields.next()?)?;
    let exit = fields.next().and_then(exit_of);
    Some(Job { id: id.to_owned(), state, reason: None, exit, script: None, output: None })
}

/// What stands behind `KEY=`, up to the next key. Values may hold blanks.
fn value<'l>(line: &'l str, key: &str) -> Option<&'l str> {
    let written = format!("{key}=");
    let start = if line.starts_with(&written) { 0 } else { line.find(&format!(" {written}"))? + 1 };
    let rest = &line[start + written.len()..];
    let is_key = |word: &str| {
        word.split_once('=').is_some_and(|(key, _)| {
            key.starts_with(|c: char| c.is_ascii_uppercase())
                && key.chars().all(|c| c.is_ascii_alphanumeric() || "/:&_".contains(c))
        })
    };
    let end = rest.match_indices(' ').find(|(at, _)| rest[at + 1..].split(' ').next().is_some_and(is_key));
    Some(end.map_or(rest, |(at, _)| &rest[..at]).trim())
}

/// The first part of a command that is a file, or the first word.
fn script_of(command: &str, is_file: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
    let ends = command.match_indices(' ').map(|(at, _)| at).chain([command.len()]);
    let whole = ends.map(|end| PathBuf::from(&command[..end])).find(|path| is_file(path));
    whole.or_else(|| command.split(' ').next().map(PathBuf::from))
}

/// `3:0` is status 3; `0:9` was ended by signal 9, which a shell calls 137.
fn exit_of(written: &str) -> Option<i32> {
    let (status, signal) = written.split_once(':')?;
    match (status.parse::<i32>().ok()?, signal.parse::<i32>().ok()?) {
        (status, 0) => Some(status),
        (_, signal) => Some(128 + signal),
    }
}

/// Later releases of Slurm show the pattern as it was given (sbatch(1), "filename pattern").
fn output_path(written: &str, id: &str, name: &str) -> PathBuf {
    PathBuf::from(written.replace("%j", id).replace("%A", id).replace("%x", name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "JobId=17 JobName=a job UserId=ada(1000) GroupId=ada(1000) MCS_label=N/A JobState=FAILED Reason=NonZeroExitCode \
         Dependency=(null) ExitCode=3:0 RunTime=00:00:01 ReqB:S:C:T=0:0:*:* Command=/lab/my job.sh -n 3 WorkDir=/lab \
         StdErr=/lab/slurm-17.out StdIn=/dev/null StdOut=/lab/slurm-%j.out Power= ";

    #[test]
    fn a_job_is_read_from_what_scontrol_prints() {
        let job = of_scontrol(LINE).unwrap();
        assert_eq!((job.id.as_str(), job.state, job.exit), ("17", JobState::Failed, Some(3)));
        assert_eq!(job.reason.as_deref(), Some("NonZeroExitCode"));
        assert_eq!(job.output.as_deref(), Some(Path::new("/lab/slurm-17.out")));
        assert_eq!(value(LINE, "Command"), Some("/lab/my job.sh -n 3"));
        let wrapped = of_scontrol("JobId=2 JobState=PENDING Reason=Resources ExitCode=0:0 Command=(null)").unwrap();
        assert_eq!((wrapped.script, wrapped.exit), (None, None), "a job that waits has no status");
        assert_eq!(of_scontrol("slurm_load_jobs error: Invalid job id specified"), None);
    }

    #[test]
    fn a_script_may_have_blanks_in_its_path_and_words_behind_it() {
        let of = |there: &'static str| script_of("/lab/my job.sh -n 3", &|path| path == Path::new(there)).unwrap();
        assert_eq!(of("/lab/my job.sh"), Path::new("/lab/my job.sh"));
        assert_eq!(of("/elsewhere"), Path::new("/lab/my"));
    }

    #[test]
    fn a_job_is_read_from_what_sacct_prints_and_its_steps_are_not() {
        let lines = "17.batch|COMPLETED|0:0\n17|CANCELLED by 1000|0:15\n";
        let job = of_sacct(lines, "17").unwrap();
        assert_eq!((job.state, job.exit), (JobState::Cancelled, Some(143)));
        assert_eq!(of_sacct("", "17"), None);
    }

    #[test]
    fn the_numbers_of_submitted_jobs_are_known() {
        assert_eq!(submitted("Submitted batch job 17\nSubmitted batch job 18 on cluster pelle\n", false), ["17", "18"]);
        assert_eq!(submitted("19\n20;pelle\nnone\n", true), ["19", "20"]);
        assert!(submitted("17\nsbatch: error: Batch job submission failed\n", false).is_empty());
    }
}
