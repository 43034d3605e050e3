//! Programs of this machine that do for a book what this one cannot: ask another host, lay out pages on paper.
//!
//! Each has a deadline, gets the variables that are named here and no others, and no shell stands between: addresses and
//! paths go in as arguments of their own, or on standard input.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::os::fd::AsFd as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Access, access};
use rustix::process::{Pid, PidfdFlags, pidfd_open};

use crate::host::HostEnvironment;

/// The most that is read of what a program says, in bytes.
const MOST: u64 = 64 * 1024;

/// What a program gets to know of this machine: where things are, and whom it may trust.
const VARIABLES: [&str; 8] =
    ["PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE"];

/// A program that was found.
#[derive(Clone, Debug)]
pub(super) struct Tool {
    path: PathBuf,
    variables: Vec<(OsString, OsString)>,
}

/// How it ended.
#[derive(Debug)]
pub(super) struct Ended {
    /// Its status; none where it was killed.
    pub(super) status: Option<i32>,
    /// What it printed.
    pub(super) said: String,
    /// What it complained of.
    pub(super) complaint: String,
}

impl Tool {
    /// The first of these programs that stands on `PATH`.
    pub(super) fn find(names: &[&str], host: &HostEnvironment) -> Option<Self> {
        let folders: Vec<&Path> = host.variable("PATH")?.as_bytes().split(|byte| *byte == b':').map(path_of).collect();
        let mut places = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        let path = places.find(|file| file.is_absolute() && file.is_file() && access(file, Access::EXEC_OK).is_ok())?;
        let variables =
            VARIABLES.iter().filter_map(|name| Some((OsString::from(name), host.variable(name)?.to_owned())));
        Some(Tool { path, variables: variables.collect() })
    }

    /// The same with a home and a folder for short-lived files of its own.
    pub(super) fn at_home(mut self, home: &Path) -> Self {
        self.variables.retain(|(name, _)| name != "HOME" && name != "TMPDIR");
        self.variables.extend(["HOME", "TMPDIR"].map(|name| (OsString::from(name), home.as_os_str().to_owned())));
        self
    }

    /// Runs it to its end; an error of kind `TimedOut` where that does not come in time.
    pub(super) fn run(&self, arguments: &[OsString], input: &str, patience: Duration) -> io::Result<Ended> {
        // Files and not pipes: nobody has to read while it writes.
        let (mut given, mut said, mut complaint) =
            (tempfile::tempfile()?, tempfile::tempfile()?, tempfile::tempfile()?);
        given.write_all(input.as_bytes())?;
        given.rewind()?;
        let mut command = Command::new(&self.path);
        command.args(arguments).env_clear().envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.current_dir("/").stdin(Stdio::from(given)).stdout(said.try_clone()?).stderr(complaint.try_clone()?);
        #[expect(clippy::disallowed_methods, reason = "it talks to nobody, and needs no terminal")]
        let mut child = command.spawn()?;
        if !ends_within(&child, patience) {
            // It may have ended at this very moment.
            let _ = child.kill();
            let _ = child.wait();
            let (name, seconds) = (self.path.display(), patience.as_secs());
            return Err(io::Error::new(io::ErrorKind::TimedOut, format!("`{name}` did not end within {seconds} s")));
        }
        let status = child.wait()?.code();
        Ok(Ended { status, said: text(&mut said)?, complaint: text(&mut complaint)? })
    }
}

fn path_of(bytes: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(bytes))
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

fn text(file: &mut File) -> io::Result<String> {
    file.rewind()?;
    let mut bytes = Vec::new();
    file.take(MOST).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell() -> Tool {
        let path = (OsString::from("PATH"), OsString::from("relative:/nowhere:/bin:/usr/bin"));
        let secret = (OsString::from("TOKEN"), OsString::from("secret"));
        Tool::find(&["no-such-program", "sh"], &HostEnvironment::of([path, secret], Path::new("/"))).unwrap()
    }

    fn run(script: &str, patience: Duration) -> io::Result<Ended> {
        shell().run(&["-c".into(), script.into()], "given\n", patience)
    }

    #[test]
    fn what_a_program_says_and_how_it_ends_is_told() {
        let ended = run("read -r x; echo \"$x $TOKEN\"; echo no >&2; exit 3", Duration::from_secs(60)).unwrap();
        assert_eq!((ended.status, ended.said.as_str(), ended.complaint.as_str()), (Some(3), "given \n", "no\n"));
    }

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let error = run("kill -STOP $$", Duration::from_millis(50)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}
