//! The learner's terminal: its modes while a live session has it, and its size.

use std::io::{self, IsTerminal as _};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, Termios};

use super::guard::Guard;

/// The learner's terminal, handing out every key as it is typed; put back as it was when this is dropped.
#[derive(Debug)]
pub struct Terminal {
    /// Opened anew, so that not to wait for it is a matter of ours alone: the descriptors that we were given share their
    /// flags with the shell that started us.
    device: OwnedFd,
    modes: Termios,
    raw: Termios,
    guard: Guard,
}

/// Why a terminal could not be taken over.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// It does not do what terminals do.
    #[error("the terminal cannot be used: {0}")]
    Unusable(#[from] io::Error),
    /// There is nowhere to put the sockets and pipes of a session.
    #[error("no folder can be made in {}", .0.iter().map(|place| format!("`{}`", place.display())).collect::<Vec<_>>().join(", "))]
    NoFolder(Vec<PathBuf>),
}

impl From<Errno> for TakeError {
    fn from(error: Errno) -> Self {
        TakeError::Unusable(error.into())
    }
}

impl Terminal {
    /// Whether a person sits at standard input and output.
    pub fn is_there() -> bool {
        io::stdin().is_terminal() && io::stdout().is_terminal()
    }

    /// Takes the terminal over, and makes the session's private folder at the first of these places where that works. The
    /// folder is removed when this value is dropped, and when this program is killed.
    pub fn take(places: &[PathBuf]) -> Result<Self, TakeError> {
        let path = rustix::termios::ttyname(io::stdin(), Vec::new())?;
        let mut path = PathBuf::from(String::from_utf8_lossy(path.as_bytes()).into_owned());
        let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let device = match rustix::fs::open(&path, flags, Mode::empty()) {
            // After `su` it still belongs to the other user; anybody may open their own by this name (tty(4)).
            Err(Errno::ACCESS) => {
                path = PathBuf::from("/dev/tty");
                rustix::fs::open(&path, flags, Mode::empty())
            }
            device => device,
        }?;
        let saved = Guard::modes_of(&path)?;
        let modes = rustix::termios::tcgetattr(&device)?;
        let mut raw = modes.clone();
        raw.make_raw();
        rustix::termios::tcsetattr(&device, OptionalActions::Drain, &raw)?;
        let error = match Guard::post(&saved, &path, places) {
            Ok(Some(guard)) => return Ok(Terminal { device, modes, raw, guard }),
            Ok(None) => TakeError::NoFolder(places.to_vec()),
            Err(error) => error.into(),
        };
        rustix::termios::tcsetattr(&device, OptionalActions::Now, &modes)?;
        Err(error)
    }

    /// The session's private folder: for sockets and pipes, readable by this user alone.
    pub fn private(&self) -> &Path {
        self.guard.private()
    }

    /// How the terminal was before.
    pub(super) fn modes(&self) -> &Termios {
        &self.modes
    }

    /// Sets the modes once more: after this program was stopped, whoever had the terminal may have left others.
    pub(super) fn take_again(&self) {
        // A terminal that is gone is noticed by reading it.
        let _ = rustix::termios::tcsetattr(&self.device, OptionalActions::Now, &self.raw);
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        match rustix::termios::tcgetwinsize(&self.device) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
            _ => (80, 24),
        }
    }

    /// What to poll.
    pub(super) fn as_fd(&self) -> BorrowedFd<'_> {
        self.device.as_fd()
    }

    /// Reads what was typed: nothing yet, or that the terminal is gone (`Some(0)`).
    pub(super) fn read(&self, buffer: &mut [u8]) -> Option<usize> {
        match rustix::io::read(&self.device, buffer) {
            Ok(count) => Some(count),
            Err(Errno::AGAIN | Errno::INTR) => None,
            Err(_) => Some(0),
        }
    }

    /// Writes what the terminal takes now; it is gone where that fails.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        match rustix::io::write(&self.device, bytes) {
            Ok(count) => Ok(count),
            Err(Errno::AGAIN | Errno::INTR) => Ok(0),
            Err(error) => Err(error.into()),
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A terminal that is gone needs no modes.
        let _ = rustix::termios::tcsetattr(&self.device, OptionalActions::Now, &self.modes);
    }
}
