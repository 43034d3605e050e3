//! One question to one program, with a bounded wait for the answer.

use std::ffi::OsString;
use std::io::Read as _;
use std::os::fd::AsFd as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, pidfd_open};

/// The most that is read of an answer, in bytes. A pipe holds as much, so that nobody waits for it to be read.
const MOST: u64 = 64 * 1024;

/// What a program answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It ended well, and printed this.
    Said(String),
    /// It ended with an error, and said this about it.
    Refused(String),
    /// It did not answer, for this reason.
    Nothing(String),
}

/// Asks a program, with these variables and nothing else around it.
pub(super) fn ask(
    program: &str,
    arguments: &[&str],
    environment: &[(OsString, OsString)],
    patience: Duration,
) -> Answer {
    let mut command = Command::new(program);
    command.args(arguments).env_clear().envs(environment.iter().map(|(name, value)| (name, value)));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[expect(clippy::disallowed_methods, reason = "the scheduler answers its own programs only")]
    let child = command.spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => return Answer::Nothing(format!("`{program}` could not be started: {error}")),
    };
    if !ends_within(&child, patience) {
        // It may have ended at this very moment.
        let _ = child.kill();
        let _ = child.wait();
        return Answer::Nothing(format!("`{program}` did not answer within {} s", patience.as_secs()));
    }
    let (said, complaint) = (text(child.stdout.take()), text(child.stderr.take()));
    match child.wait() {
        Ok(status) if status.success() => Answer::Said(said),
        Ok(_) => Answer::Refused(complaint.trim().to_owned()),
        Err(error) => Answer::Nothing(format!("`{program}` cannot be waited for: {error}")),
    }
}

fn ends_within(child: &Child, patience: Duration) -> bool {
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let Some(Ok(ended)) = pid.map(|pid| pidfd_open(pid, PidfdFlags::empty())) else { return false };
    let timeout = Timespec::try_from(patience).ok();
    loop {
        match poll(&mut [PollFd::from_borrowed_fd(ended.as_fd(), PollFlags::IN)], timeout.as_ref()) {
            Err(rustix::io::Errno::INTR) => {}
            Ok(count) => return count > 0,
            Err(_) => return false,
        }
    }
}

fn text(pipe: Option<impl std::io::Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        // What could be read counts.
        let _ = pipe.take(MOST).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(script: &str, patience: Duration) -> Answer {
        ask("/bin/sh", &["-c", script], &[], patience)
    }

    #[test]
    fn an_answer_a_refusal_and_silence_are_told_apart() {
        let long = Duration::from_secs(20);
        assert_eq!(said("echo yes; echo no >&2", long), Answer::Said("yes\n".to_owned()));
        assert_eq!(said("echo yes; echo no >&2; exit 1", long), Answer::Refused("no".to_owned()));
        let silent = said("read -r never < /dev/tty || kill -STOP $$", Duration::from_millis(50));
        assert_eq!(silent, Answer::Nothing("`/bin/sh` did not answer within 0 s".to_owned()));
        assert!(matches!(ask("/nowhere", &[], &[], long), Answer::Nothing(_)));
    }
}
