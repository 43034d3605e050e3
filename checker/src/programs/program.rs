//! One program, from its start to its end.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Access, access};
use rustix::io::ioctl_fionbio;
use rustix::process::{Pid, PidfdFlags, pidfd_open};

use crate::host::HostEnvironment;

/// The most that is kept of what a program says, in bytes; the rest is read and left.
const MOST: usize = 64 * 1024;

/// What is read at once, in bytes.
const PIECE: usize = 8 * 1024;

/// A program, and the variables that it gets.
#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
    variables: Vec<(OsString, OsString)>,
}

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Its status; none where a signal ended it.
    pub status: Option<i32>,
    /// What it printed.
    pub said: String,
    /// What it complained of.
    pub complaint: String,
}

impl Program {
    /// The program of this name or path, with these variables: by their `PATH`, it need not be there.
    pub fn named(name: &str, variables: &[(OsString, OsString)]) -> Self {
        Program { path: name.into(), variables: variables.to_vec() }
    }

    /// The first of these programs that stands on `PATH`, with those of these variables that are set.
    pub fn find(names: &[&str], host: &HostEnvironment, variables: &[&str]) -> Option<Self> {
        let folders: Vec<&Path> = host.variable("PATH")?.as_bytes().split(|byte| *byte == b':').map(path_of).collect();
        let mut places = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        let path = places.find(|file| file.is_absolute() && file.is_file() && access(file, Access::EXEC_OK).is_ok())?;
        let set = variables.iter().filter_map(|name| Some((OsString::from(name), host.variable(name)?.to_owned())));
        Some(Program { path, variables: set.collect() })
    }

    /// The same with a home and a folder for short-lived files of its own.
    pub fn at_home(mut self, home: &Path) -> Self {
        self.variables.retain(|(name, _)| name != "HOME" && name != "TMPDIR");
        self.variables.extend(["HOME", "TMPDIR"].map(|name| (OsString::from(name), home.as_os_str().to_owned())));
        self
    }

    /// Runs it to its end, with this on its standard input; an error of kind `TimedOut` where the end does not come in time.
    pub fn run(&self, arguments: &[OsString], input: &str, patience: Duration) -> io::Result<Ended> {
        let mut command = Command::new(&self.path);
        command.args(arguments).env_clear().envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        #[expect(clippy::disallowed_methods, reason = "it talks to nobody, and needs no terminal")]
        let mut child = command.spawn()?;
        let talk = Talk::with(&mut child, input).and_then(|talk| talk.until_end_of(&child, patience));
        if talk.is_err() {
            // It may have ended at this very moment.
            let _ = child.kill();
        }
        let status = child.wait()?.code();
        let (said, complaint) = talk?;
        Ok(Ended { status, said, complaint })
    }
}

fn path_of(bytes: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(bytes))
}

/// The pipes to a program. None of them is waited for alone: a program may first print and then read, or the other way round.
struct Talk<'t> {
    input: Option<ChildStdin>,
    rest: &'t [u8],
    said: Heard<ChildStdout>,
    complaint: Heard<ChildStderr>,
}

impl<'t> Talk<'t> {
    fn with(child: &mut Child, input: &'t str) -> io::Result<Self> {
        let talk = Talk {
            input: child.stdin.take().filter(|_| !input.is_empty()),
            rest: input.as_bytes(),
            said: Heard { pipe: child.stdout.take(), kept: Vec::new() },
            complaint: Heard { pipe: child.stderr.take(), kept: Vec::new() },
        };
        talk.input.as_ref().map_or(Ok(()), |pipe| ioctl_fionbio(pipe, true))?;
        talk.said.pipe.as_ref().map_or(Ok(()), |pipe| ioctl_fionbio(pipe, true))?;
        talk.complaint.pipe.as_ref().map_or(Ok(()), |pipe| ioctl_fionbio(pipe, true))?;
        Ok(talk)
    }

    /// What it said and complained of until its end. What a child of its own still says after that is nobody's answer.
    fn until_end_of(mut self, child: &Child, patience: Duration) -> io::Result<(String, String)> {
        let deadline = Instant::now() + patience;
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw).ok_or(io::ErrorKind::NotFound)?;
        let ended = pidfd_open(pid, PidfdFlags::empty())?;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let mut watched = vec![PollFd::new(&ended, PollFlags::IN)];
            watched.extend(self.said.pipe.as_ref().map(|pipe| PollFd::new(pipe, PollFlags::IN)));
            watched.extend(self.complaint.pipe.as_ref().map(|pipe| PollFd::new(pipe, PollFlags::IN)));
            watched.extend(self.input.as_ref().map(|pipe| PollFd::new(pipe, PollFlags::OUT)));
            match poll(&mut watched, Timespec::try_from(left).ok().as_ref()) {
                Err(rustix::io::Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
                Ok(0) => return Err(io::Error::new(io::ErrorKind::TimedOut, silent(patience))),
                Ok(_) => {}
            }
            let is_over = !watched[0].revents().is_empty();
            drop(watched);
            self.say();
            // Once it has ended all that it said is in the pipes, which hold no more than is kept.
            for _ in 0..if is_over { MOST / PIECE } else { 1 } {
                self.said.hear();
                self.complaint.hear();
            }
            if is_over {
                return Ok((self.said.text(), self.complaint.text()));
            }
        }
    }

    /// Says some more; a program that does not listen any more is not made to.
    fn say(&mut self) {
        let Some(input) = &mut self.input else { return };
        match input.write(self.rest) {
            Ok(count) => self.rest = &self.rest[count..],
            Err(error) if is_not_yet(&error) => {}
            Err(_) => self.rest = &[],
        }
        if self.rest.is_empty() {
            self.input = None;
        }
    }
}

fn silent(patience: Duration) -> String {
    format!("it did not end within {} s", patience.as_secs())
}

fn is_not_yet(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}

/// What was heard through a pipe.
struct Heard<P> {
    pipe: Option<P>,
    kept: Vec<u8>,
}

impl<P: Read + AsFd> Heard<P> {
    fn hear(&mut self) {
        let Some(pipe) = &mut self.pipe else { return };
        let mut piece = [0; PIECE];
        match pipe.read(&mut piece) {
            Ok(count) if count > 0 => {
                let room = MOST.saturating_sub(self.kept.len());
                self.kept.extend_from_slice(&piece[..count.min(room)]);
            }
            Err(error) if is_not_yet(&error) => {}
            Ok(_) | Err(_) => self.pipe = None,
        }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.kept).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn shell() -> Program {
        let path = (OsString::from("PATH"), OsString::from("relative:/nowhere:/bin:/usr/bin"));
        let secret = (OsString::from("TOKEN"), OsString::from("secret"));
        let host = HostEnvironment::of([path, secret], Path::new("/"));
        Program::find(&["no-such-program", "sh"], &host, &["PATH", "HOME"]).unwrap()
    }

    fn run(script: &str, input: &str, patience: Duration) -> io::Result<Ended> {
        shell().run(&["-c".into(), script.into()], input, patience)
    }

    #[test]
    fn what_a_program_says_and_how_it_ends_is_told() {
        let ended = run("read -r x; echo \"$x $TOKEN\"; echo no >&2; exit 3", "given\n", LONG).unwrap();
        assert_eq!(ended, Ended { status: Some(3), said: "given \n".to_owned(), complaint: "no\n".to_owned() });
        assert_eq!(run("kill -9 $$", "", LONG).unwrap().status, None);
        assert_eq!(Program::named("/nowhere", &[]).run(&[], "", LONG).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let error = run("kill -STOP $$", "", Duration::from_millis(50)).unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (io::ErrorKind::TimedOut, "it did not end within 0 s"));
    }

    #[test]
    fn much_may_be_said_both_ways_at_once_and_the_beginning_is_kept() {
        let much = "0123456789abcdef\n".repeat(100_000);
        let ended = run("tee /dev/stderr", &much, LONG).unwrap();
        assert_eq!(
            (ended.status, ended.said.as_str(), ended.complaint.as_str()),
            (Some(0), &much[..MOST], &much[..MOST])
        );
        // Nobody has to listen.
        assert_eq!(run("exec <&-; echo heard nothing", &much, LONG).unwrap().said, "heard nothing\n");
    }

    #[test]
    fn what_stays_behind_is_not_waited_for() {
        let ended = run("sleep 600 & echo $!", "", LONG).unwrap();
        let left = ended.said.trim().parse().ok().and_then(Pid::from_raw).expect("a process");
        rustix::process::kill_process(left, rustix::process::Signal::KILL).expect("it still runs");
    }
}
