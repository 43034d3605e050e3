//! A job, as the scheduler knows it.

use std::fmt;
use std::path::PathBuf;

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its number, as `sbatch` told it.
    pub id: String,
    /// Where it stands.
    pub state: JobState,
    /// Why it waits, where the scheduler says so: `Resources`, `Priority`, …
    pub reason: Option<String>,
    /// Its exit status, once it has one.
    pub exit: Option<i32>,
    /// The script that was submitted, by its full path.
    pub script: Option<PathBuf>,
    /// The file that it writes to.
    pub output: Option<PathBuf>,
}

/// Where a job stands: the states of squeue(1) that matter to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// It waits.
    Pending,
    /// It runs, or is about to, or is about to end.
    Running,
    /// It has ended with status 0.
    Completed,
    /// It has ended otherwise.
    Failed,
    /// Somebody ended it.
    Cancelled,
    /// Its time was over.
    Timeout,
    /// It used more memory than it had asked for.
    OutOfMemory,
}

impl JobState {
    /// The state with this name, in full as `scontrol` and `sacct` write it; `sacct` adds by whom a job was cancelled.
    pub fn named(name: &str) -> Option<Self> {
        let name: String = name.chars().take_while(|c| c.is_ascii_alphabetic() || *c == '_').collect();
        Some(match name.to_ascii_uppercase().as_str() {
            "PENDING" | "REQUEUED" | "REQUEUE_HOLD" | "SPECIAL_EXIT" | "RESV_DEL_HOLD" => JobState::Pending,
            "RUNNING" | "CONFIGURING" | "COMPLETING" | "STAGE_OUT" | "SUSPENDED" | "STOPPED" | "SIGNALING"
            | "RESIZING" => JobState::Running,
            "COMPLETED" => JobState::Completed,
            "FAILED" | "BOOT_FAIL" | "NODE_FAIL" | "DEADLINE" => JobState::Failed,
            "CANCELLED" | "PREEMPTED" | "REVOKED" => JobState::Cancelled,
            "TIMEOUT" => JobState::Timeout,
            "OUT_OF_MEMORY" => JobState::OutOfMemory,
            _ => return None,
        })
    }

    /// Whether nothing more will happen to it.
    pub fn is_final(self) -> bool {
        !matches!(self, JobState::Pending | JobState::Running)
    }
}

impl fmt::Display for JobState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            JobState::Pending => "pending",
            JobState::Running => "running",
            JobState::Completed => "completed",
            JobState::Failed => "failed",
            JobState::Cancelled => "cancelled",
            JobState::Timeout => "timeout",
            JobState::OutOfMemory => "out-of-memory",
        })
    }
}
