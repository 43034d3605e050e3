//! The learner's shell as the terminal's side sees it: where it stands, and the step that runs.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use crate::session::bash;
use crate::session::evidence::{Ended, Ran, ShellState};
use crate::session::marks::{Piece, Scanner};
use crate::session::output::Output;
use crate::session::plain::plain_text;
use crate::session::pty::{Pty, Read};
use crate::session::records::{Channel, Form, Record, RecordKind};
use crate::session::settings::SessionError;

use super::blind::{Phase, Watch};
use super::heard::{self, Names};
use super::screen::Screen;
use super::terminal::Terminal;
use super::wire::{Notice, Over, Prompt};

/// How much is kept of what stands between a prompt and the command, in bytes.
const ECHO: usize = 64 * 1024;

/// How a learner's shell is started.
#[derive(Clone, Debug)]
pub struct ShellSettings {
    /// The shell's program.
    pub shell: PathBuf,
    /// Where it starts.
    pub folder: PathBuf,
    /// A private folder that does not exist yet.
    pub private: PathBuf,
    /// Its whole environment.
    pub environment: BTreeMap<OsString, OsString>,
    /// Variables to watch besides those that always are.
    pub watched: Vec<String>,
    /// The path of this program, for use within, and the options that every command of it is to have there.
    pub program: Vec<PathBuf>,
    /// Which start-up files it reads.
    pub start_up: StartUp,
}

/// Which start-up files a shell reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartUp {
    /// The learner's own.
    Own,
    /// None.
    None,
}

/// The shell, and what has come from it.
#[derive(Debug)]
pub(super) struct Shell {
    pub(super) pty: Pty,
    pub(super) channel: Channel,
    pub(super) phase: Phase,
    pub(super) watch: Watch,
    scanner: Scanner,
    private: PathBuf,
    has_begun: bool,
    state: Arc<ShellState>,
    /// Records whose mark has not come yet.
    records: Vec<Record>,
    /// The number of the last prompt that was seen.
    last: u64,
    /// What the terminal showed since the prompt.
    echo: Vec<u8>,
    output: Output,
    started: Instant,
    notices: Vec<Notice>,
    trouble: Option<io::Error>,
}

impl Shell {
    /// Starts the shell in a terminal like the learner's.
    pub(super) fn open(settings: &ShellSettings, terminal: &Terminal) -> Result<Self, SessionError> {
        let private = &settings.private;
        fs::DirBuilder::new().create(private)?;
        let nonce = crate::session::shell::nonce()?;
        let watched = bash::watched(&settings.watched);
        let mut channel = Channel::make(private, &nonce, &watched, Form::Live)?;
        let start_up = private.join("rc");
        let text = bash::live_source_text(&nonce, private, &watched, settings);
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&start_up)?.write_all(text.as_bytes())?;
        let mut command = Command::new(&settings.shell);
        // Only an interactive shell that is no login shell takes another file for its own start-up file (bash(1), INVOCATION);
        // that file reads the learner's.
        command.arg("--rcfile").arg(&start_up).arg("-i").current_dir(&settings.folder).envs(&settings.environment);
        let pty = Pty::spawn_like(&command, terminal.size(), terminal.modes())
            .map_err(|source| SessionError::NotStarted { shell: settings.shell.clone(), source })?;
        // No prompt has this number: the start-up file waits for it, and nobody else takes it for an answer.
        channel.answer_prompt(0, "start")?;
        Ok(Shell {
            watch: Watch::of(pty.pid()),
            pty,
            channel,
            phase: Phase::Starting,
            scanner: Scanner::new(&nonce),
            private: private.clone(),
            has_begun: false,
            state: Arc::default(),
            records: Vec::new(),
            last: 0,
            echo: Vec::new(),
            output: Output::default(),
            started: Instant::now(),
            notices: Vec::new(),
            trouble: None,
        })
    }

    /// Takes bytes from the shell's terminal: what is for the screen goes there, and what is seen becomes notices.
    pub(super) fn take(&mut self, bytes: &[u8], screen: &mut Screen) -> io::Result<()> {
        let mut scanner = std::mem::replace(&mut self.scanner, Scanner::new(""));
        scanner.feed(bytes, |piece| match piece {
            Piece::Bytes(bytes) => {
                self.keep(bytes);
                screen.pass(bytes);
            }
            // Readline's own switches are bytes of the screen, which the scanner has passed on.
            Piece::EditorOpened | Piece::EditorClosed | Piece::Look(_) | Piece::Continuation => {}
            Piece::CommandStarts => self.command_starts(),
            Piece::Prompt(id) => self.prompt(id),
        });
        self.scanner = scanner;
        self.trouble.take().map_or(Ok(()), Err)
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.phase == Phase::Running {
            self.output.push(bytes);
        } else {
            self.echo.extend_from_slice(bytes);
            if self.echo.len() > 2 * ECHO {
                self.echo.drain(..self.echo.len() - ECHO);
            }
        }
    }

    fn command_starts(&mut self) {
        // Several commands of one paste are one step.
        if matches!(self.phase, Phase::AtPrompt | Phase::Blind) {
            self.phase = Phase::Running;
            self.started = Instant::now();
            self.output.clear();
            self.watch.running();
        }
    }

    /// Takes what the shell has written of its record. A record may be longer than the FIFO holds (pipe(7): 64 KiB), and the
    /// mark comes after it: whoever waited for the mark would wait for ever.
    pub(super) fn hear(&mut self) -> io::Result<()> {
        let records = self.channel.read()?;
        self.records.extend(records.into_iter().filter(|record| record.kind == RecordKind::Prompt));
        Ok(())
    }

    /// A prompt's mark: it counts only with its record, which was written before it.
    fn prompt(&mut self, id: u64) {
        if let Err(error) = self.hear() {
            self.trouble = Some(error);
        }
        let record = self.records.drain(..).rfind(|record| record.id == id);
        let Some(record) = record else { return self.unrecorded(id) };
        self.last = id;
        let names = match record.more.as_slice() {
            [_, _, aliases, functions] => Names::of(aliases, functions),
            _ => Names::default(),
        };
        let prompt = Prompt {
            id,
            shell: self.pty.pid().as_raw_nonzero().get(),
            state: Arc::clone(&record.state),
            names: Arc::new(names),
        };
        let notice = if self.has_begun {
            match self.step(&record) {
                Some(ran) => Notice::Stepped(ran, prompt),
                None => Notice::Idle(prompt),
            }
        } else {
            Notice::Began(prompt)
        };
        self.notices.push(notice);
        self.has_begun = true;
        self.state = record.state;
        self.phase = Phase::Held(id);
        self.echo.clear();
        self.watch.at_prompt();
    }

    /// A prompt whose record cannot be read: nothing is known of the step before it, but the learner gets their prompt.
    fn unrecorded(&mut self, id: u64) {
        // Numbers only grow, but for a shell that took the place of another.
        if id <= self.last {
            return;
        }
        match self.channel.answer_prompt(id, "go") {
            // Full of answers that nobody took: whoever printed the mark does not wait.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
            Err(error) => self.trouble = Some(error),
            Ok(()) => {}
        }
        self.phase = Phase::AtPrompt;
        self.echo.clear();
        self.watch.at_prompt();
    }

    /// The step that has ended with this prompt, if there was one.
    fn step(&mut self, record: &Record) -> Option<Ran> {
        let [grown, entries, ..] = record.more.as_slice() else { return None };
        let was_running = self.phase == Phase::Running;
        // Without the mark of `PS0` (bash before 4.4, or somebody emptied it) the history tells that something ran.
        if !was_running && (grown.starts_with('-') || grown == "0") {
            return None;
        }
        let output = if was_running { std::mem::take(&mut self.output) } else { Output::default() };
        Some(Ran {
            command: heard::commands(grown, entries, &plain_text(&self.echo)).unwrap_or_default(),
            exit: Some(record.status),
            seconds: if was_running { self.started.elapsed().as_secs_f64() } else { 0.0 },
            output,
            before: Arc::clone(&self.state),
            after: Arc::clone(&record.state),
            commands: Vec::new(),
            ended: Ended::AtPrompt,
        })
    }

    /// What has been seen since it was last asked for.
    pub(super) fn notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// How long the command that runs has.
    pub(super) fn silent_since(&self, heard: Instant) -> Instant {
        heard.max(self.started)
    }

    /// Answers the prompt that waits.
    pub(super) fn let_go(&mut self, word: &str) -> io::Result<()> {
        if let Phase::Held(id) = self.phase {
            self.phase = Phase::AtPrompt;
            self.channel.answer_prompt(id, word)?;
            // What the start-up file held, only the shell's own memory holds from now on.
            let start_up = self.private.join("rc");
            if start_up.exists() {
                fs::remove_file(start_up)?;
            }
        }
        Ok(())
    }

    /// The shell has ended: the last of what it printed, and how it ended.
    pub(super) fn over(&mut self, screen: &mut Screen, told: Option<i32>) -> io::Result<Over> {
        let mut buffer = [0; 16 * 1024];
        // A background job may hold the terminal open for ever: stop at the first silence.
        while let Read::Bytes(count) = self.pty.read(&mut buffer)? {
            self.take(&buffer[..count], screen)?;
        }
        let screen_rest = &mut |piece: Piece<'_>| {
            if let Piece::Bytes(bytes) = piece {
                screen.pass(bytes);
            }
        };
        self.scanner.finish(screen_rest);
        Ok(Over { status: self.pty.status().unwrap_or_default(), last: self.last_step(), told, began: self.has_begun })
    }

    /// The step in which the shell ended.
    fn last_step(&self) -> Option<Ran> {
        if !self.has_begun || matches!(self.phase, Phase::Held(_) | Phase::Blind) {
            return None;
        }
        // Ctrl-D shows as `exit`, too.
        let echo = plain_text(&self.echo);
        let line = echo.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default().trim_end();
        let command = ["exit", "logout"].into_iter().find(|word| line.ends_with(word)).unwrap_or_default();
        Some(Ran {
            command: command.to_owned(),
            exit: None,
            seconds: 0.0,
            output: self.output.clone(),
            before: Arc::clone(&self.state),
            after: Arc::clone(&self.state),
            commands: Vec::new(),
            ended: Ended::SessionOver,
        })
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        // The folder above it is removed by whoever made it; what cannot be removed here is removed there.
        let _ = fs::remove_dir_all(&self.private);
    }
}
