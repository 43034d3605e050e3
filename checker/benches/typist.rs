//! Somebody who types into a terminal and reads it as fast as it prints: a pseudo-terminal, large reads, no emulator.

use std::os::fd::{AsFd, OwnedFd};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use memchr::memmem;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags};
use rustix::pty::OpenptFlags;
use rustix::termios::Winsize;

use crate::table::Fallible;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a program may take to end after a hang-up.
const FAREWELL: Duration = Duration::from_secs(5);

/// A terminal with a program in it. Dropped, it hangs up.
pub(crate) struct Typist {
    /// None once it has hung up.
    own: Option<OwnedFd>,
    child: Child,
    buffer: Vec<u8>,
    /// What was read and not waited for, its end at least: what is waited for may come in two pieces.
    tail: Vec<u8>,
}

impl Typist {
    /// Starts a program as the leader of a session in a new terminal.
    pub(crate) fn start(program: &Command) -> Fallible<Self> {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let own = rustix::pty::openpt(flags)?;
        rustix::pty::unlockpt(&own)?;
        rustix::termios::tcsetwinsize(&own, Winsize { ws_row: 50, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0 })?;
        let other = rustix::pty::ioctl_tiocgptpeer(&own, flags)?;
        let mut command = Command::new("setsid");
        command.arg("--ctty").arg(program.get_program()).args(program.get_args()).env_clear();
        command.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
        if let Some(folder) = program.get_current_dir() {
            command.current_dir(folder);
        }
        command.stdin(other.try_clone()?).stdout(other.try_clone()?).stderr(other);
        let child = command.spawn()?;
        Ok(Typist { own: Some(own), child, buffer: vec![0; 256 * 1024], tail: Vec::new() })
    }

    /// Types keys, and returns once this was printed.
    pub(crate) fn type_until(&mut self, keys: &str, wanted: &str) -> Fallible<()> {
        self.tail.clear();
        if rustix::io::write(self.own()?, keys.as_bytes())? < keys.len() {
            return Err("the terminal takes no more keys".into());
        }
        self.until(wanted)
    }

    /// Reads until this was printed.
    pub(crate) fn until(&mut self, wanted: &str) -> Fallible<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = memmem::find(&self.tail, wanted.as_bytes()) {
                // What came after it may be waited for next.
                self.tail.drain(..at + wanted.len());
                return Ok(());
            }
            let kept = self.tail.len().min(wanted.len().max(200));
            self.tail.drain(..self.tail.len() - kept);
            let count = self.read(deadline)?;
            if count == 0 {
                let said = String::from_utf8_lossy(&self.tail);
                return Err(format!("`{wanted}` did not come; the last that did: {said:?}").into());
            }
            self.tail.extend_from_slice(&self.buffer[..count]);
        }
    }

    /// Lets time pass, and reads what is printed meanwhile.
    pub(crate) fn rest(&mut self, time: Duration) -> Fallible<()> {
        let deadline = Instant::now() + time;
        while self.read(deadline)? > 0 {}
        Ok(())
    }

    /// The time that the program and its descendants have computed so far, in seconds (proc(5): fields 14 and 15, in
    /// hundredths).
    pub(crate) fn cpu_time(&self) -> Fallible<f64> {
        let mut family = vec![self.child.id()];
        let mut ticks = 0;
        while let Some(pid) = family.pop() {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
            let after_name = stat.rsplit_once(')').ok_or("a stat file reads otherwise")?.1;
            for field in after_name.split_whitespace().skip(11).take(2) {
                ticks += field.parse::<u32>()?;
            }
            for thread in std::fs::read_dir(format!("/proc/{pid}/task"))? {
                let children = std::fs::read_to_string(thread?.path().join("children"))?;
                for child in children.split_whitespace() {
                    family.push(child.parse()?);
                }
            }
        }
        Ok(f64::from(ticks) / 100.0)
    }

    /// Reads once; 0 when nothing came in time, or nothing will come any more.
    fn read(&mut self, deadline: Instant) -> Fallible<usize> {
        let own = self.own.as_ref().ok_or("the terminal has hung up")?;
        if !is_readable(own, deadline)? {
            return Ok(0);
        }
        match rustix::io::read(own, &mut self.buffer) {
            Ok(count) => Ok(count),
            // Linux says EIO once the last process has closed its side.
            Err(Errno::IO) => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    fn own(&self) -> Fallible<&OwnedFd> {
        self.own.as_ref().ok_or_else(|| "the terminal has hung up".into())
    }
}

impl Drop for Typist {
    fn drop(&mut self) {
        self.own = None;
        let ended = rustix::process::pidfd_open(Pid::from_child(&self.child), PidfdFlags::empty());
        let has_ended = ended.is_ok_and(|ended| is_readable(&ended, Instant::now() + FAREWELL).unwrap_or(false));
        if !has_ended {
            // It may end just now.
            let _ = self.child.kill();
        }
        // Nobody is left to be told.
        let _ = self.child.wait();
    }
}

fn is_readable(fd: &OwnedFd, deadline: Instant) -> Fallible<bool> {
    let left = Timespec::try_from(deadline.saturating_duration_since(Instant::now()))?;
    Ok(poll(&mut [PollFd::from_borrowed_fd(fd.as_fd(), PollFlags::IN)], Some(&left))? > 0)
}
