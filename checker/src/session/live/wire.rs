//! What the two threads of a live session tell each other.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use rustix::event::EventfdFlags;

use crate::session::evidence::{Ran, ShellState};

use super::heard::Names;
use super::requests::Request;
use super::silence::Silence;

/// The shell stands at a prompt and waits to be let go.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// Its number.
    pub id: u64,
    /// The shell's process.
    pub shell: i32,
    /// Where the shell stands.
    pub state: Arc<ShellState>,
    /// What else it knows.
    pub names: Arc<Names>,
}

/// Why the shell can no longer be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Another program took its place (`exec`), this one.
    Replaced(String),
    /// It is there, and its prompts no longer tell of themselves.
    Silenced,
    /// A shell was started in it, this one; the outer one will be seen again.
    Within(String),
}

/// How a shell ended.
#[derive(Clone, Debug)]
pub struct Over {
    /// Its exit status: 128 and the signal's number where a signal ended it.
    pub status: i32,
    /// The step in which it ended, if it was in one.
    pub last: Option<Ran>,
    /// The signal by which this program was told to end, if that is why.
    pub told: Option<i32>,
    /// Whether it ever showed a prompt.
    pub began: bool,
}

/// What happened in the terminal.
#[derive(Debug)]
pub enum Notice {
    /// The shell stands at its first prompt.
    Began(Prompt),
    /// A command has ended.
    Stepped(Ran, Prompt),
    /// Another prompt, and no command before it: an empty line, or Ctrl-C.
    Idle(Prompt),
    /// A command has printed nothing for long.
    Silent(Silence),
    /// The shell can no longer be seen.
    Lost(Lost),
    /// The key that answers what was asked.
    Key(u8),
    /// Something typed within asks.
    Asked(Request),
    /// The terminal has another size: columns and rows.
    Resized(u16, u16),
    /// The shell has ended.
    Over(Over),
}

/// What is to be done in the terminal.
#[derive(Debug)]
pub enum Order {
    /// Show this before the prompt of that number is drawn; when it is drawn already, before the next.
    Say(u64, String),
    /// Let the prompt of that number be drawn.
    LetGo(u64),
    /// End the shell at the prompt of that number.
    Leave(u64),
    /// Show this, and let the prompt of that number wait until a person presses one of these keys, which comes as a notice;
    /// others are no answer.
    Ask(u64, String, &'static [u8]),
    /// Show this now, on a line of its own, while a silent command runs.
    Remark(String),
    /// Show this when a line has ended: whoever draws the prompt is out of sight.
    Mention(String),
    /// The window's title from now on.
    Title(String),
}

/// The end that gives orders.
#[derive(Clone, Debug)]
pub struct Orders {
    sender: Sender<Order>,
    wake: Arc<OwnedFd>,
}

/// The end that carries orders out.
#[derive(Debug)]
pub struct Wire {
    receiver: Receiver<Order>,
    wake: Arc<OwnedFd>,
}

impl Orders {
    /// A pair of ends.
    pub fn wire() -> io::Result<(Self, Wire)> {
        let wake = Arc::new(rustix::event::eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?);
        let (sender, receiver) = channel();
        Ok((Orders { sender, wake: Arc::clone(&wake) }, Wire { receiver, wake }))
    }

    /// Gives an order. Where nobody is left to carry it out, it is void.
    pub fn give(&self, order: Order) {
        if self.sender.send(order).is_ok() {
            // The counter of an eventfd is full after 2^64 orders; any number wakes.
            let _ = rustix::io::write(&*self.wake, &1_u64.to_ne_bytes());
        }
    }
}

impl Wire {
    /// What to poll.
    pub(super) fn as_fd(&self) -> BorrowedFd<'_> {
        self.wake.as_fd()
    }

    /// The orders that have come.
    pub(super) fn orders(&self) -> Vec<Order> {
        let mut count = [0; 8];
        // Nothing to read: nothing has come since.
        let _ = rustix::io::read(&*self.wake, &mut count);
        self.receiver.try_iter().collect()
    }
}
