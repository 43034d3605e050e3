//! A watched shell: commands are typed into it one by one, and each comes back with what was seen.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::process::Command as Program;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::bash::{self, POKE};
use super::evidence::{Ended, Glimpse, Place, Ran, ShellState, WaitsFor};
use super::foreground::{self, Foreground};
use super::interrupt;
use super::pty::{Pty, Read};
use super::reader::{Event, Reader};
use super::records::{Channel, Form, Record};
use super::script::Script;
use super::settings::{SessionError, Settings};
use super::sweep;
use super::underway::{FindAgain, Underway};

/// Called between the commands of one step, while the shell waits.
pub type Look<'l> = &'l mut dyn FnMut(&Glimpse<'_>);

/// Something that runs steps: a real session, or its scripted twin in tests.
pub trait Steps {
    /// Types the next command of the script; `None` when there is none left. The answers are typed when it asks.
    fn step(&mut self, script: &mut Script, answers: &[String], look: Look<'_>) -> Result<Option<Ran>, SessionError>;

    /// The shell as it is now.
    fn state(&self) -> Arc<ShellState>;
}

/// Silence after which the foreground is looked at.
const SILENCE: Duration = Duration::from_millis(250);
/// The longest time between two looks at a silent foreground: looking costs about two milliseconds.
const LONGEST_SILENCE: Duration = Duration::from_secs(2);
/// How long a program must have waited before it is believed.
const BELIEVED: Duration = Duration::from_millis(500);
/// How long what is on its way may take: on a machine with much too much to do, the terminal hands over keys and output late.
const BEHIND: Duration = Duration::from_secs(3);
/// How long an answer to a poke, or to an interruption, may take.
const REPLY: Duration = Duration::from_millis(700);
/// How long the line editor may take to open after the prompt's mark.
const EDITOR: Duration = Duration::from_millis(300);
/// How long a silence tells that a recovery is over.
const QUIET: Duration = Duration::from_millis(100);
/// How much is handed to the terminal at once; it takes 4 KiB.
const SLICE: usize = 1024;

/// A shell in a pseudo-terminal that tells where it stands.
#[derive(Debug)]
pub struct Session {
    pty: Pty,
    reader: Reader,
    settings: Settings,
    nonce: String,
    watched: Vec<String>,
    state: Arc<ShellState>,
    buffer: Vec<u8>,
    /// The shell as it was last seen within a step.
    state_within: Option<Arc<ShellState>>,
    last_heard: Instant,
    over: bool,
}

/// What came of waiting.
enum Waited {
    For(Event),
    /// The shell ended, with this status.
    Over(i32),
    /// The time was over.
    InVain,
}

impl Session {
    /// Starts a shell and waits for its first prompt.
    pub fn open(settings: Settings) -> Result<Self, SessionError> {
        std::fs::DirBuilder::new().mode(0o700).create(&settings.private)?;
        let nonce = nonce()?;
        let watched = bash::watched(&settings.watched);
        let channel = Channel::make(&settings.private, &nonce, &watched, Form::Scripted)?;
        let mut program = Program::new(&settings.shell);
        program.args(["--noprofile", "--norc", "-i"]).current_dir(&settings.folder);
        program.envs(&settings.environment).env(sweep::MARK, &nonce);
        let pty = Pty::spawn(&program, settings.size)
            .map_err(|source| SessionError::NotStarted { shell: settings.shell.clone(), source })?;
        let mut session = Session {
            pty,
            reader: Reader::new(&nonce, channel, settings.tape.clone()),
            state: Arc::default(),
            buffer: vec![0; 64 * 1024],
            state_within: None,
            last_heard: Instant::now(),
            over: false,
            watched,
            nonce,
            settings,
        };
        session.introduce()?;
        Ok(session)
    }

    /// Makes the shell source its hook and waits for the first prompt that it reports.
    fn introduce(&mut self) -> Result<(), SessionError> {
        let until = Instant::now() + self.settings.limits.first_prompt;
        self.reader.keep_everything();
        self.type_hook()?;
        let shown = loop {
            match self.pump(until)? {
                Waited::For(Event::Prompt(record)) => break Some(record),
                Waited::For(_) => {}
                Waited::Over(status) => {
                    let said = self.reader.output.last_line();
                    return Err(SessionError::EndedAtOnce { shell: self.settings.shell.clone(), status, said });
                }
                Waited::InVain => break None,
            }
        };
        self.forget_hook()?;
        match shown {
            Some(record) => {
                self.state = record.state;
                Ok(())
            }
            None => {
                let seconds = self.settings.limits.first_prompt.as_secs();
                Err(SessionError::NoPrompt { shell: self.settings.shell.clone(), seconds })
            }
        }
    }

    fn type_hook(&mut self) -> Result<(), SessionError> {
        let hook = self.settings.private.join("hook");
        let text = bash::source_text(&self.nonce, &self.settings.private, &self.watched, self.settings.command_mark);
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&hook)?;
        file.write_all(text.as_bytes())?;
        // A blank in front keeps the line out of a history that somebody may have switched on.
        self.send(format!(" . {}\r", bash::shell_path(&hook)).as_bytes())
    }

    /// The hook file holds the nonce; once it was read, only the shell's own memory does.
    fn forget_hook(&self) -> Result<(), SessionError> {
        Ok(std::fs::remove_file(self.settings.private.join("hook"))?)
    }

    /// Writes to the terminal, reading meanwhile: a terminal that is full of echo takes no more keys.
    fn send(&mut self, mut bytes: &[u8]) -> Result<(), SessionError> {
        let until = Instant::now() + self.settings.limits.first_prompt;
        while !bytes.is_empty() && !self.over {
            let written = self.pty.write(&bytes[..bytes.len().min(SLICE)])?;
            bytes = &bytes[written..];
            if written == 0 {
                self.listen(Duration::from_millis(20))?;
                if Instant::now() > until {
                    return Err(io::Error::new(io::ErrorKind::TimedOut, "the terminal took no more keys").into());
                }
            } else if !bytes.is_empty() {
                self.listen(Duration::ZERO)?;
            }
        }
        Ok(())
    }

    /// Types one line and enters it.
    fn enter(&mut self, line: &str) -> Result<(), SessionError> {
        // What is typed before the line editor is open, the line discipline cuts at 4095 bytes.
        if self.reader.editor_tells {
            self.listen_until(Instant::now() + EDITOR, |reader| reader.editor_open)?;
        } else {
            let until = Instant::now() + EDITOR;
            while self.pty.takes_lines() && Instant::now() < until && !self.over {
                self.listen(Duration::from_millis(5))?;
            }
        }
        self.reader.line_entered();
        let keys = bash::typed(line);
        self.send(&keys)
    }

    /// Takes what arrives until something is so, or the time is over.
    fn listen_until(&mut self, until: Instant, so: impl Fn(&Reader) -> bool) -> Result<(), SessionError> {
        while !so(&self.reader) && !self.over {
            let now = Instant::now();
            if now >= until {
                break;
            }
            self.listen(until - now)?;
        }
        Ok(())
    }

    /// Takes what arrives within a time; returns at the first thing that does.
    fn listen(&mut self, time: Duration) -> Result<(), SessionError> {
        let ready = self.pty.wait(self.reader.channel.as_fd(), time)?;
        if ready.records {
            self.reader.take_records()?;
            self.last_heard = Instant::now();
        }
        if ready.terminal
            && let Read::Bytes(count) = self.pty.read(&mut self.buffer)?
        {
            self.reader.take_bytes(&self.buffer[..count])?;
            self.last_heard = Instant::now();
        }
        if ready.ended {
            self.drain()?;
        }
        Ok(())
    }

    /// Takes the last of what a shell that has ended left in its terminal.
    fn drain(&mut self) -> Result<(), SessionError> {
        // A background job may hold the terminal open for ever: stop at the first silence.
        while let Read::Bytes(count) = self.pty.read(&mut self.buffer)? {
            self.reader.take_bytes(&self.buffer[..count])?;
        }
        self.reader.finish();
        self.over = true;
        Ok(())
    }

    /// Waits for the next event.
    fn pump(&mut self, until: Instant) -> Result<Waited, SessionError> {
        loop {
            while let Some(event) = self.reader.next_event() {
                // A prompt is drawn by a shell that has the terminal: not while a child of it runs.
                if matches!(event, Event::Prompt(_)) && !self.over && !self.has_terminal() {
                    continue;
                }
                return Ok(Waited::For(event));
            }
            if self.over {
                return Ok(Waited::Over(self.pty.status().unwrap_or_default()));
            }
            if interrupt::is_interrupted() {
                return Err(SessionError::Interrupted);
            }
            let now = Instant::now();
            if self.reader.waits_for_mark()
                && now >= self.last_heard + QUIET
                && let Some(event) = self.reader.overdue_look()
            {
                return Ok(Waited::For(event));
            }
            if now >= until {
                return Ok(Waited::InVain);
            }
            let patience = if self.reader.waits_for_mark() { QUIET } else { until - now };
            self.listen(patience.min(until - now))?;
        }
    }

    /// Whether the shell itself is in the terminal's foreground.
    fn has_terminal(&self) -> bool {
        self.pty.foreground() == Some(self.pty.pid())
    }

    /// Ends a step with what the shell says of itself.
    fn finish(&mut self, mut underway: Underway<'_>, record: Option<Record>, ended: Ended) -> Ran {
        let before = Arc::clone(&self.state);
        let exit = record.as_ref().map(|record| record.status);
        underway.close(exit.filter(|_| ended == Ended::AtPrompt), self.reader.output.total());
        // A shell that ended in the middle of a line was last seen between two of its commands.
        let within = self.state_within.take();
        if let Some(state) = record.map(|record| record.state).or(within) {
            self.state = state;
        }
        Ran {
            command: underway.command,
            exit,
            seconds: underway.started.elapsed().as_secs_f64(),
            output: std::mem::take(&mut self.reader.output),
            before,
            after: Arc::clone(&self.state),
            commands: underway.commands,
            ended,
        }
    }

    /// Stops what runs and comes back to a prompt: from a polite key to a signal that nothing survives.
    fn stop(&mut self, underway: Underway<'_>, why: Ended) -> Result<Ran, SessionError> {
        for attempt in 0.. {
            match attempt {
                0 => self.send(b"\x03")?,
                1 => self.send(b"\x1c")?,
                2 => self.pty.signal_foreground(Signal::TERM),
                3 => {
                    self.pty.signal_foreground(Signal::HUP);
                    self.pty.signal_foreground(Signal::CONT);
                }
                4 => self.pty.signal_foreground(Signal::KILL),
                5 => self.send(POKE)?,
                _ => break,
            }
            let until = Instant::now() + REPLY;
            loop {
                match self.pump(until)? {
                    Waited::For(Event::Prompt(record)) => {
                        let ran = self.finish(underway, Some(record), why);
                        self.settle()?;
                        return Ok(ran);
                    }
                    Waited::For(Event::Look(_)) => self.reader.channel.answer()?,
                    Waited::For(_) => {}
                    Waited::Over(status) => return Ok(self.end(underway, status)),
                    Waited::InVain => break,
                }
            }
        }
        self.over = true;
        Ok(self.finish(underway, None, Ended::OutOfSight))
    }

    /// After a recovery: waits for a short silence, so that a late mark is not taken for the next step's.
    fn settle(&mut self) -> Result<(), SessionError> {
        let until = Instant::now() + REPLY;
        while !self.over && Instant::now() < until && self.last_heard.elapsed() < QUIET {
            self.listen(QUIET)?;
        }
        self.reader.forget();
        Ok(())
    }

    fn end(&mut self, underway: Underway<'_>, status: i32) -> Ran {
        let mut ran = self.finish(underway, None, Ended::SessionOver);
        ran.exit = Some(status);
        ran
    }

    /// After a silence: says how the step ends, if it does.
    fn look_around(&mut self, underway: &mut Underway<'_>, script: &mut Script) -> Result<Option<Ended>, SessionError> {
        let seen = foreground::look(self.pty.pid(), self.pty.foreground(), self.pty.takes_lines());
        let now = Instant::now();
        let since = match underway.waiting.take() {
            Some((before, since)) if before == seen && since > self.last_heard => since,
            _ => {
                underway.pause = SILENCE;
                now
            }
        };
        underway.waiting = Some((seen.clone(), since));
        underway.next_look = now + underway.pause;
        match seen {
            Foreground::Busy => underway.pause = (underway.pause * 2).min(LONGEST_SILENCE),
            Foreground::Stopped => self.pty.wake(),
            // The shell has read, or told, what has not arrived yet: it is neither lost nor in want of more.
            Foreground::ShellEditor if self.reader.is_behind() && since.elapsed() < BEHIND => {}
            // Neither did the command start nor did a prompt come: the shell waits for the rest of it.
            Foreground::ShellEditor if !self.reader.is_running() => match script.next_line() {
                Some(more) => {
                    underway.command.push('\n');
                    underway.command.push_str(&more);
                    self.enter(&more)?;
                    underway.next_look = Instant::now() + SILENCE;
                }
                None => return Ok(Some(Ended::Incomplete)),
            },
            Foreground::ShellEditor => return self.find_again(underway),
            Foreground::Waits { program, is_shell } => {
                if since.elapsed() < BELIEVED {
                    return Ok(None);
                }
                underway.waiting = None;
                if let Some(answer) = underway.answers.next() {
                    self.send(format!("{answer}\r").as_bytes())?;
                } else if let Some(line) = is_shell.then(|| script.next_line()).flatten() {
                    // An inner shell reads the lines that follow, as it would if a person typed them.
                    underway.command.push('\n');
                    underway.command.push_str(&line);
                    self.send(format!("{line}\r").as_bytes())?;
                } else {
                    let program = (!program.is_empty()).then_some(program);
                    return Ok(Some(Ended::Waited(WaitsFor { program, question: self.reader.output.last_line() })));
                }
            }
        }
        Ok(None)
    }

    /// The shell is back at its line editor and did not say so: pokes it, then hooks it anew.
    fn find_again(&mut self, underway: &mut Underway<'_>) -> Result<Option<Ended>, SessionError> {
        match underway.found_again {
            FindAgain::NotTried => {
                underway.found_again = FindAgain::Poked(Instant::now());
                self.send(POKE)?;
            }
            FindAgain::Poked(at) | FindAgain::HookedAnew(at) if at.elapsed() < REPLY => {}
            FindAgain::Poked(_) if foreground::is_bash(self.pty.pid()) => {
                // `exec bash`: the same process, a new shell that knows nothing of us. It may hold half a poke.
                underway.found_again = FindAgain::HookedAnew(Instant::now());
                self.send(b"\x15")?;
                self.type_hook()?;
                self.listen_until(Instant::now() + REPLY, |reader| !reader.is_quiet())?;
                self.forget_hook()?;
            }
            FindAgain::Poked(_) | FindAgain::HookedAnew(_) => return Ok(Some(Ended::OutOfSight)),
        }
        Ok(None)
    }
}

impl Steps for Session {
    fn step(&mut self, script: &mut Script, answers: &[String], look: Look<'_>) -> Result<Option<Ran>, SessionError> {
        if self.over {
            return Ok(None);
        }
        let Some(line) = script.next_command_line() else { return Ok(None) };
        self.enter(&line)?;
        let mut underway = Underway {
            command: line,
            commands: Vec::new(),
            started: Instant::now(),
            answers: answers.iter(),
            segment: 0,
            closed: 0,
            waiting: None,
            found_again: FindAgain::NotTried,
            next_look: Instant::now() + SILENCE,
            pause: SILENCE,
        };
        let deadline = Instant::now() + self.settings.limits.step;
        let ran = loop {
            let until = deadline.min(underway.next_look.max(self.last_heard + SILENCE));
            match self.pump(until)? {
                Waited::For(Event::CommandStarts) => underway.started = Instant::now(),
                Waited::For(Event::Before(record)) => underway.note(record, Place::Shell, 0),
                Waited::For(Event::Subshell(record)) => {
                    let from = underway.segment;
                    underway.note(record, Place::Subshell, from);
                }
                Waited::For(Event::Function) => underway.is_function(),
                Waited::For(Event::Look(record)) => {
                    let here = self.reader.output.total();
                    underway.close(Some(record.status), here);
                    self.state_within = Some(Arc::clone(&record.state));
                    look(&Glimpse {
                        command: &underway.command,
                        state: &record.state,
                        commands: &underway.commands,
                        output: &self.reader.output,
                    });
                    underway.note(record, Place::Shell, here);
                    self.reader.channel.answer()?;
                }
                Waited::For(Event::Prompt(record)) => {
                    let was_lost = !matches!(underway.found_again, FindAgain::NotTried);
                    let ran = self.finish(underway, Some(record), Ended::AtPrompt);
                    if was_lost {
                        self.settle()?;
                    }
                    break ran;
                }
                Waited::For(Event::Continuation) => match script.next_line() {
                    Some(more) => {
                        underway.command.push('\n');
                        underway.command.push_str(&more);
                        self.enter(&more)?;
                    }
                    None => break self.stop(underway, Ended::Incomplete)?,
                },
                Waited::Over(status) => break self.end(underway, status),
                Waited::InVain if Instant::now() >= deadline => break self.stop(underway, Ended::TimedOut)?,
                Waited::InVain => match self.look_around(&mut underway, script)? {
                    None => {}
                    Some(Ended::OutOfSight) => {
                        self.over = true;
                        break self.finish(underway, None, Ended::OutOfSight);
                    }
                    Some(ended) => break self.stop(underway, ended)?,
                },
            }
        };
        Ok(Some(ran))
    }

    fn state(&self) -> Arc<ShellState> {
        Arc::clone(&self.state)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        sweep::sweep(self.pty.pid(), &self.nonce);
        // The folder above it is removed by whoever made it; what cannot be removed here is removed there.
        let _ = std::fs::remove_dir_all(&self.settings.private);
    }
}

/// 128 random bits, in hexadecimal.
pub(super) fn nonce() -> io::Result<String> {
    let mut bytes = [0; 16];
    rustix::rand::getrandom(&mut bytes, rustix::rand::GetRandomFlags::empty())?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
