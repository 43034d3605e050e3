//! The live session: the learner's own shell in a pseudo-terminal, passed through byte by byte and watched at its prompts.
//!
//! The terminal's side (this room) moves bytes and never waits for anything else: no file of the learner's is touched here,
//! so that a file system that hangs cannot take their keys away. What is seen goes as notices to somebody who thinks about
//! it on another thread; what comes back are orders. A prompt waits to be let go for as long as a person does not notice;
//! what is said later than that is shown before the next one.
//!
//! It refuses to type into the shell (but for one private key that makes it report), to signal the learner's programs, and
//! to write a word into a command that runs: only where nothing has been printed for long, or a line has just ended.

mod blind;
mod guard;
mod heard;
mod proxy;
mod requests;
mod screen;
mod shell;
mod silence;
mod terminal;
mod wire;

pub use heard::Names;
pub use proxy::Proxy;
pub use requests::{Colors, Request, Requests, ask, is_listening};
pub use shell::{ShellSettings, StartUp};
pub use silence::{Silence, Waits, stopped_programs};
pub use terminal::{TakeError, Terminal};
pub use wire::{Lost, Notice, Order, Orders, Over, Prompt, Wire};
