//! Single keys, while the program waits for a person and no session has the terminal.

use std::io::{self, IsTerminal as _};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios};

use super::interrupt::is_interrupted;

/// The learner's terminal, handing out every key as it is typed and showing none; put back as it was when this is dropped.
#[derive(Debug)]
pub struct Keys {
    modes: Termios,
}

/// What came of waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// This key.
    Key(u8),
    /// Nothing within the time.
    Nothing,
    /// The program was told to stop, or its terminal is gone.
    Stop,
}

impl Keys {
    /// Takes the keys over; none where nobody can type any: no terminal, or one that another job has.
    pub fn take() -> io::Result<Option<Self>> {
        let input = io::stdin();
        if !input.is_terminal() || rustix::termios::tcgetpgrp(&input).ok() != Some(rustix::process::getpgrp()) {
            return Ok(None);
        }
        let modes = rustix::termios::tcgetattr(&input)?;
        let mut single = modes.clone();
        // Keys that would send a signal come as keys, too: who waits puts the terminal right before it ends.
        single.local_modes -= LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
        single.special_codes[SpecialCodeIndex::VMIN] = 1;
        single.special_codes[SpecialCodeIndex::VTIME] = 0;
        rustix::termios::tcsetattr(&input, OptionalActions::Now, &single)?;
        Ok(Some(Keys { modes }))
    }

    /// Waits for a key, at most this long.
    fn wait(&self, time: &Timespec) -> io::Result<Pause> {
        let input = io::stdin();
        if poll(&mut [PollFd::new(&input, PollFlags::IN)], Some(time))? == 0 {
            return Ok(Pause::Nothing);
        }
        let mut key = [0];
        Ok(match rustix::io::read(&input, &mut key)? {
            0 => Pause::Stop,
            _ => Pause::Key(key[0]),
        })
    }
}

/// Waits for a key where there are keys, at most this many milliseconds, and until the program is told to stop.
pub fn pause(keys: Option<&Keys>, milliseconds: u32) -> Pause {
    let time = Timespec { tv_sec: 0, tv_nsec: i64::from(milliseconds.min(999)) * 1_000_000 };
    let waited = match keys {
        Some(keys) => keys.wait(&time),
        None => poll(&mut [], Some(&time)).map(|_| Pause::Nothing).map_err(io::Error::from),
    };
    match waited {
        _ if is_interrupted() => Pause::Stop,
        Ok(pause) => pause,
        Err(error) if error.raw_os_error() == Some(Errno::INTR.raw_os_error()) => Pause::Nothing,
        // A terminal that was closed (EIO) hands out no more keys.
        Err(_) => Pause::Stop,
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        // A terminal that is gone needs no modes.
        let _ = rustix::termios::tcsetattr(io::stdin(), OptionalActions::Now, &self.modes);
    }
}
