//! The least that anybody could do: a shell in a pseudo-terminal, the same hook, and a loop of blocking reads.
//!
//! No time-outs, no looking at what the foreground does, no keeping of output, no care for what a program might print.

use std::fs::File;
use std::io::Read as _;
use std::os::fd::AsFd as _;
use std::process::Command;
use std::time::Instant;

use checker::host::HostEnvironment;
use checker::run::{Stage, scripted};
use checker::session::plain_source_text;
use expectrl::session::OsSession;
use memchr::memmem;
use rustix::fs::{CWD, FileType, Mode, OFlags};
use rustix::io::Errno;

use crate::table::Fallible;

/// It opens nothing that others could guess, so any word will do.
const NONCE: &str = "0123456789abcdef0123456789abcdef";

/// A hooked shell and a loop.
pub(crate) struct RawShell {
    session: OsSession,
    records: File,
    buffer: Vec<u8>,
    heard: Vec<u8>,
}

impl RawShell {
    /// Starts a bash, has it source the hook and waits for its first prompt.
    pub(crate) fn open(host: &HostEnvironment, stage: &Stage) -> Fallible<Self> {
        let private = stage.root().join("raw-session");
        std::fs::create_dir(&private)?;
        let fifo = |name: &str| -> Fallible<File> {
            let path = private.join(name);
            rustix::fs::mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0)?;
            Ok(File::from(rustix::fs::open(&path, OFlags::RDWR | OFlags::CLOEXEC, Mode::empty())?))
        };
        let records = fifo("records")?;
        fifo("answers")?;
        let hook = private.join("hook");
        checker::host::write_new(&hook, plain_source_text(NONCE, &private).as_bytes())?;
        let session = spawn(host, stage, &["--noprofile", "--norc", "-i"])?;
        let mut shell = RawShell { session, records, buffer: vec![0; 64 * 1024], heard: Vec::new() };
        shell.step(&format!(". '{}'", hook.display()))?;
        Ok(shell)
    }

    /// Types a line, waits for the prompt's mark and takes the record.
    pub(crate) fn step(&mut self, line: &str) -> Fallible<()> {
        let keys = format!("{line}\r");
        rustix::io::write(self.session.get_stream().as_fd(), keys.as_bytes())?;
        let mark = format!("\x1b]7717;{NONCE};D;");
        self.heard.clear();
        while memmem::find(&self.heard, mark.as_bytes()).is_none() {
            let count = rustix::io::read(self.session.get_stream().as_fd(), &mut self.buffer)?;
            self.heard.extend_from_slice(&self.buffer[..count]);
        }
        // The record was written before the mark.
        loop {
            let count = self.records.read(&mut self.buffer)?;
            if self.buffer[..count].ends_with(b"end\0") {
                return Ok(());
            }
        }
    }
}

/// Reads all that a command prints into a pseudo-terminal, and says how many seconds that took.
pub(crate) fn read_all(host: &HostEnvironment, stage: &Stage, command: &str) -> Fallible<f64> {
    let started = Instant::now();
    let session = spawn(host, stage, &["--noprofile", "--norc", "-c", command])?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match rustix::io::read(session.get_stream().as_fd(), &mut buffer) {
            // Linux says EIO once the last process has closed its side.
            Ok(0) | Err(Errno::IO) => return Ok(started.elapsed().as_secs_f64()),
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

fn spawn(host: &HostEnvironment, stage: &Stage, arguments: &[&str]) -> Fallible<OsSession> {
    let mut command = Command::new("bash");
    command.args(arguments).current_dir(stage.folder()).env_clear();
    command.envs(scripted(host, stage.home(), &stage.root().join("tmp")));
    let mut session = OsSession::spawn(command)?;
    session.get_process_mut().set_window_size(200, 50)?;
    Ok(session)
}
