//! A shell in a pseudo-terminal, and what is seen of it.
//!
//! The hands of the program: commands are typed into a real shell, and after each one the shell itself says where it
//! stands. This room knows how a prompt is recognised, how long to wait and what to stop; it is the only one that names
//! `expectrl`. It refuses to judge: what a step means is decided elsewhere, from the evidence that is made here.
//!
//! Order comes from short marks in the terminal's output, content from records in a private FIFO; both carry a nonce, and
//! a mark counts only together with its record, so that nothing a program prints can be taken for the shell's own word.

mod bash;
mod cast;
mod evidence;
mod foreground;
mod interrupt;
mod keys;
pub mod live;
mod marks;
mod output;
mod plain;
mod pty;
mod reader;
mod records;
mod script;
mod settings;
mod shell;
mod sweep;
mod underway;

#[doc(hidden)]
pub use bash::plain_source_text;
pub use bash::{CommandMark, shell_path, shell_word};
pub use cast::{Frame, NotARecording, Played, Recorder, RecordingEnded, Tape};
pub use evidence::{Command, Ended, Glimpse, Place, Ran, ShellState, WaitsFor};
pub use interrupt::{heed_signals, is_interrupted};
pub use keys::{Keys, Pause, pause};
pub use output::Output;
pub use plain::plain_text;
pub use script::Script;
pub use settings::{Limits, SessionError, Settings};
pub use shell::{Look, Session, Steps};
pub use sweep::{adopt_orphans, stop_orphans};
