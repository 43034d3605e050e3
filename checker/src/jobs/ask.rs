//! One question to one program, with a bounded wait for the answer.

use std::ffi::OsString;
use std::io;
use std::time::Duration;

use crate::programs::Program;

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
    let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
    match Program::named(program, environment).run(&arguments, "", patience) {
        Ok(ended) if ended.status == Some(0) => Answer::Said(ended.said),
        Ok(ended) => Answer::Refused(ended.complaint.trim().to_owned()),
        Err(error) if error.kind() == io::ErrorKind::TimedOut => {
            Answer::Nothing(format!("`{program}` did not answer within {} s", patience.as_secs()))
        }
        Err(error) => Answer::Nothing(format!("`{program}` could not be started: {error}")),
    }
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
