//! The pseudo-terminal and the shell process in it: the one file that touches `expectrl`.
//!
//! `expectrl` owns the pair and the child. Its own waiting is not used: `expect` and `interact` spin (96 % of a core while
//! a command sleeps) and keep all output; instead its descriptor is polled here.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::process::Command;
use std::time::Duration;

use expectrl::session::OsSession;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, Signal, WaitOptions};
use rustix::termios::{LocalModes, OptionalActions, Termios};

/// A shell in a pseudo-terminal.
#[derive(Debug)]
pub(super) struct Pty {
    session: OsSession,
    /// Becomes readable when the shell ends; reading the terminal would not tell while a background job holds it.
    ended: OwnedFd,
    pid: Pid,
    status: Option<i32>,
}

/// What can be read from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Readable {
    pub(super) terminal: bool,
    pub(super) records: bool,
    pub(super) ended: bool,
}

/// What a read of the terminal gave.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Read {
    Bytes(usize),
    NothingYet,
    Closed,
}

impl Pty {
    /// Starts a bash in a new pseudo-terminal of this size (columns, rows), with the usual modes.
    pub(super) fn spawn(shell: &Command, size: (u16, u16)) -> io::Result<Self> {
        // `expectrl` starts its child with echo switched off; then a password prompt looks like any other, so `stty`
        // switches it on again before the shell looks at its terminal. The shell itself does that: `sh` may be a dash, which
        // drops variables whose names it does not understand, and exported functions such as `module` are among them.
        let mut command = Command::new(shell.get_program());
        command.args(["--noprofile", "--norc", "-c", "stty echo; exec \"$0\" \"$@\""]);
        command.arg(shell.get_program()).args(shell.get_args());
        Pty::start(surrounded_like(shell, command), size)
    }

    /// Starts a shell in a new pseudo-terminal of this size, with the modes of another terminal.
    pub(super) fn spawn_like(shell: &Command, size: (u16, u16), modes: &Termios) -> io::Result<Self> {
        let mut command = Command::new(shell.get_program());
        command.args(shell.get_args());
        let pty = Pty::start(surrounded_like(shell, command), size)?;
        // By now `expectrl` has switched echo off in the child. Whoever calls this keeps the shell from its prompt until now.
        rustix::termios::tcsetattr(pty.fd(), OptionalActions::Now, modes)?;
        Ok(pty)
    }

    fn start(command: Command, size: (u16, u16)) -> io::Result<Self> {
        // The terminal's descriptors stay open across an `exec`, but nothing except shells is started by this program, and
        // `expectrl` closes every descriptor above 2 in its children.
        let mut session = OsSession::spawn(command).map_err(|error| io::Error::other(error.to_string()))?;
        session.get_process_mut().set_window_size(size.0, size.1)?;
        let fd = session.get_stream().as_fd();
        let flags = rustix::fs::fcntl_getfl(fd)?;
        rustix::fs::fcntl_setfl(fd, flags | OFlags::NONBLOCK)?;
        let pid = Pid::from_raw(session.get_process().pid().as_raw())
            .ok_or_else(|| io::Error::other("the shell has no process id"))?;
        let ended = rustix::process::pidfd_open(pid, PidfdFlags::empty())?;
        Ok(Pty { session, ended, pid, status: None })
    }

    /// Tells the shell and its programs that their terminal has another size now (columns, rows).
    pub(super) fn resize(&mut self, size: (u16, u16)) -> io::Result<()> {
        self.session.get_process_mut().set_window_size(size.0, size.1).map_err(io::Error::from)
    }

    /// The terminal's descriptor, to poll.
    pub(super) fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd()
    }

    /// A descriptor that becomes readable when the shell ends.
    pub(super) fn ended(&self) -> BorrowedFd<'_> {
        self.ended.as_fd()
    }

    /// The shell's process, which is also its session and, at a prompt, its foreground group.
    pub(super) fn pid(&self) -> Pid {
        self.pid
    }

    fn fd(&self) -> BorrowedFd<'_> {
        self.session.get_stream().as_fd()
    }

    /// Waits until there is something to read, or the time is over.
    pub(super) fn wait(&self, records: BorrowedFd<'_>, time: Duration) -> io::Result<Readable> {
        let mut fds = [
            PollFd::from_borrowed_fd(self.fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(records, PollFlags::IN),
            PollFd::from_borrowed_fd(self.ended.as_fd(), PollFlags::IN),
        ];
        let watched = if self.status.is_some() { &mut fds[..2] } else { &mut fds[..] };
        let time = Timespec::try_from(time).map_err(io::Error::other)?;
        match poll(watched, Some(&time)) {
            Ok(_) => {}
            Err(Errno::INTR) => return Ok(Readable::default()),
            Err(error) => return Err(error.into()),
        }
        let has = |index: usize| !fds[index].revents().is_empty();
        Ok(Readable { terminal: has(0), records: has(1), ended: has(2) })
    }

    /// Reads what the terminal has.
    pub(super) fn read(&self, buffer: &mut [u8]) -> io::Result<Read> {
        match rustix::io::read(self.fd(), buffer) {
            Ok(0) => Ok(Read::Closed),
            Ok(count) => Ok(Read::Bytes(count)),
            Err(Errno::AGAIN | Errno::INTR) => Ok(Read::NothingYet),
            // Linux says EIO once the last process has closed its side.
            Err(Errno::IO) => Ok(Read::Closed),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes as much as the terminal takes now; 0 when it takes nothing.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        match rustix::io::write(self.fd(), bytes) {
            Ok(count) => Ok(count),
            Err(Errno::AGAIN | Errno::INTR) => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    /// The process group in the terminal's foreground.
    pub(super) fn foreground(&self) -> Option<Pid> {
        rustix::termios::tcgetpgrp(self.fd()).ok()
    }

    /// Whether the terminal hands out whole lines; a line editor or a full-screen program switches that off.
    pub(super) fn takes_lines(&self) -> bool {
        rustix::termios::tcgetattr(self.fd()).is_ok_and(|modes| modes.local_modes.contains(LocalModes::ICANON))
    }

    /// The exit status, once the shell has ended: 128 and the signal's number when a signal ended it.
    pub(super) fn status(&mut self) -> Option<i32> {
        if self.status.is_none()
            && let Ok(Some((_, status))) = rustix::process::waitpid(Some(self.pid), WaitOptions::NOHANG)
        {
            self.status = status.exit_status().or_else(|| status.terminating_signal().map(|signal| 128 + signal));
        }
        self.status
    }

    /// Lets the foreground go on that a signal has stopped; also the shell itself (`kill -STOP $$`).
    pub(super) fn wake(&self) {
        let group = self.foreground().unwrap_or(self.pid);
        // A group that has just ended needs no signal.
        let _ = rustix::process::kill_process_group(group, Signal::CONT);
    }

    /// Signals the foreground group, unless that is the shell itself.
    pub(super) fn signal_foreground(&self, signal: Signal) {
        if let Some(group) = self.foreground().filter(|&group| group != self.pid) {
            // A group that has just ended needs no signal.
            let _ = rustix::process::kill_process_group(group, signal);
        }
    }
}

/// A command with the environment and the folder of another, and nothing of this process's own.
fn surrounded_like(shell: &Command, mut command: Command) -> Command {
    command.env_clear();
    command.envs(shell.get_envs().filter_map(|(name, value)| value.map(|value| (name, value))));
    if let Some(folder) = shell.get_current_dir() {
        command.current_dir(folder);
    }
    command
}
