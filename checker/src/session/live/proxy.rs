//! The loop between the learner's terminal and the shell: bytes both ways, notices out, orders in.

use std::collections::VecDeque;
use std::io;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};

use crate::session::bash::POKE;
use crate::session::cast::Recorder;
use crate::session::pty::Read;
use crate::session::settings::SessionError;

use super::blind::{Phase, Sight};
use super::screen::Screen;
use super::shell::{Shell, ShellSettings};
use super::silence;
use super::terminal::Terminal;
use super::wire::{Lost, Notice, Order, Over, Wire};

/// How long a prompt waits for what is to be said: what comes later is said before the next.
const PATIENCE: Duration = Duration::from_millis(1000);
/// A quiet prompt is whole: a title set now falls into no other control sequence.
const QUIET: Duration = Duration::from_millis(50);
/// Silence of a command that is worth a word.
const LONG_SILENCE: Duration = Duration::from_secs(10);
/// How many keys wait for the shell before no more are read, in bytes.
const MOST_KEYS: usize = 64 * 1024;

/// The loop, for one shell after the other in one terminal.
#[derive(Debug)]
pub struct Proxy<'t> {
    terminal: &'t Terminal,
    wire: &'t Wire,
    notices: Sender<Notice>,
    signals: UnixStream,
    /// The last signal that told us to end.
    told: Arc<AtomicUsize>,
    screen: Screen,
    keys: VecDeque<u8>,
    /// When the prompt that waits began to.
    held: Option<Instant>,
    /// The keys that a person is waited for to press at that prompt.
    answers: Option<&'static [u8]>,
    /// What was said too late for its prompt.
    late: Vec<String>,
    title: Option<String>,
    title_due: Option<Instant>,
    last_heard: Instant,
    /// How long the command had been silent when that was last told.
    told_silence: Duration,
    /// How long a prompt waits for what is to be said; nothing once nobody is there to say it.
    patience: Duration,
}

impl<'t> Proxy<'t> {
    /// A loop in this terminal.
    pub fn new(terminal: &'t Terminal, wire: &'t Wire, notices: Sender<Notice>) -> io::Result<Self> {
        let (signals, wake) = UnixStream::pair()?;
        signals.set_nonblocking(true)?;
        wake.set_nonblocking(true)?;
        let told = Arc::new(AtomicUsize::new(0));
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
            signal_hook::flag::register_usize(signal, Arc::clone(&told), signal.unsigned_abs() as usize)?;
            signal_hook::low_level::pipe::register(signal, wake.try_clone()?)?;
        }
        for signal in [SIGWINCH, SIGCONT] {
            signal_hook::low_level::pipe::register(signal, wake.try_clone()?)?;
        }
        Ok(Proxy {
            terminal,
            wire,
            notices,
            signals,
            told,
            screen: Screen::default(),
            keys: VecDeque::new(),
            held: None,
            answers: None,
            late: Vec::new(),
            title: None,
            title_due: None,
            last_heard: Instant::now(),
            told_silence: Duration::ZERO,
            patience: PATIENCE,
        })
    }

    /// Records what the terminal is shown.
    pub fn record(&mut self, recorder: Recorder) {
        self.screen.record(recorder);
    }

    /// Runs one shell to its end.
    pub fn run(&mut self, settings: &ShellSettings) -> Result<Over, SessionError> {
        let mut shell = Shell::open(settings, self.terminal)?;
        (self.held, self.answers) = (None, None);
        self.last_heard = Instant::now();
        let over = loop {
            if let Some(over) = self.turn(&mut shell)? {
                break over;
            }
        };
        self.screen.leave_modes();
        self.show_everything()?;
        Ok(over)
    }

    /// Shows a text of ours in the terminal while no shell runs.
    pub fn show(&mut self, text: &str) -> io::Result<()> {
        self.screen.line(text);
        self.show_everything()
    }

    /// Sends control bytes to the terminal.
    pub fn control(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.screen.control(bytes);
        self.show_everything()
    }

    fn show_everything(&mut self) -> io::Result<()> {
        if self.told.load(Ordering::Relaxed) != 0 {
            // Told to end: the terminal may be gone. Where it is not, it takes at once what sets it right.
            let _ = self.screen.flush(self.terminal);
            return Ok(());
        }
        while self.screen.has_more() && self.told.load(Ordering::Relaxed) == 0 {
            self.screen.flush(self.terminal)?;
            if self.screen.has_more() {
                let mut fds = [
                    PollFd::from_borrowed_fd(self.terminal.as_fd(), PollFlags::OUT),
                    PollFd::new(&self.signals, PollFlags::IN),
                ];
                match poll(&mut fds, None) {
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(())
    }

    /// One turn of the loop; ends with the shell.
    fn turn(&mut self, shell: &mut Shell) -> Result<Option<Over>, SessionError> {
        let ready = self.wait(shell)?;
        if ready.signals {
            self.take_signals(shell)?;
        }
        if ready.orders {
            for order in self.wire.orders() {
                self.carry_out(order, shell)?;
            }
        }
        if ready.typed {
            self.take_keys(shell);
        }
        if ready.recorded {
            shell.hear()?;
        }
        if ready.printed {
            self.take_output(shell)?;
        }
        self.hand_keys_on(shell)?;
        self.mind_the_time(shell)?;
        self.flush();
        let told = self.told.load(Ordering::Relaxed);
        if told != 0 {
            let told = i32::try_from(told).ok();
            return Ok(Some(shell.over(&mut self.screen, told)?));
        }
        if ready.ended {
            return Ok(Some(shell.over(&mut self.screen, None)?));
        }
        Ok(None)
    }

    fn wait(&self, shell: &Shell) -> io::Result<Ready> {
        let flags = |wanted: bool, flag: PollFlags| if wanted { flag } else { PollFlags::empty() };
        let terminal =
            flags(self.keys.len() < MOST_KEYS, PollFlags::IN) | flags(self.screen.has_more(), PollFlags::OUT);
        let pty = flags(!self.screen.is_full(), PollFlags::IN) | flags(!self.keys.is_empty(), PollFlags::OUT);
        let mut fds = [
            PollFd::from_borrowed_fd(self.terminal.as_fd(), terminal),
            PollFd::from_borrowed_fd(shell.pty.as_fd(), pty),
            PollFd::from_borrowed_fd(shell.pty.ended(), PollFlags::IN),
            PollFd::from_borrowed_fd(self.wire.as_fd(), PollFlags::IN),
            PollFd::new(&self.signals, PollFlags::IN),
            PollFd::from_borrowed_fd(shell.channel.as_fd(), PollFlags::IN),
        ];
        let time = self.deadline(shell).map(|due| due.saturating_duration_since(Instant::now()));
        let time = time.map(Timespec::try_from).transpose().map_err(io::Error::other)?;
        match poll(&mut fds, time.as_ref()) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let reads = PollFlags::IN | PollFlags::HUP | PollFlags::ERR;
        let has = |index: usize| fds[index].revents().intersects(reads);
        Ok(Ready {
            typed: has(0),
            printed: has(1) && !self.screen.is_full(),
            ended: has(2),
            orders: has(3),
            signals: has(4),
            recorded: has(5),
        })
    }

    /// When something is due though nothing happens.
    fn deadline(&self, shell: &Shell) -> Option<Instant> {
        let held = self.held.filter(|_| self.answers.is_none()).map(|since| since + self.patience);
        [held, self.title_due, shell.watch.due()].into_iter().flatten().min()
    }

    fn take_signals(&mut self, shell: &mut Shell) -> io::Result<()> {
        let mut buffer = [0; 64];
        // Emptied: which signal it was does not matter, all are looked after.
        while matches!(rustix::io::read(&self.signals, &mut buffer), Ok(count) if count == buffer.len()) {}
        self.terminal.take_again();
        let size = self.terminal.size();
        shell.pty.resize(size)?;
        self.screen.resized(size);
        self.tell(Notice::Resized(size.0, size.1));
        Ok(())
    }

    fn take_keys(&mut self, shell: &mut Shell) {
        let mut buffer = [0; 16 * 1024];
        match self.terminal.read(&mut buffer) {
            None => {}
            // The terminal is gone, as if it had said so by a signal.
            Some(0) => self.told.store(SIGHUP.unsigned_abs() as usize, Ordering::Relaxed),
            Some(count) => {
                let typed = self.take_answer(&buffer[..count]);
                self.keys.extend(typed);
                let lines = memchr::memchr_iter(b'\r', typed).count();
                if lines > 0 && shell.phase == Phase::AtPrompt {
                    shell.watch.entered(lines);
                }
            }
        }
    }

    /// Takes the answer that a person is waited for out of what was typed; what was typed after it is for the shell.
    fn take_answer<'k>(&mut self, typed: &'k [u8]) -> &'k [u8] {
        let Some(answers) = self.answers else { return typed };
        // A function key or a paste is no answer.
        let is_sequence = typed.len() > 1 && typed[0] == 0x1b;
        match typed.iter().position(|key| answers.contains(key)).filter(|_| !is_sequence) {
            Some(at) => {
                self.answers = None;
                self.held = Some(Instant::now());
                self.tell(Notice::Key(typed[at]));
                &typed[at + 1..]
            }
            None => &[],
        }
    }

    fn hand_keys_on(&mut self, shell: &Shell) -> io::Result<()> {
        while !self.keys.is_empty() {
            let (first, _) = self.keys.as_slices();
            let written = shell.pty.write(first)?;
            if written == 0 {
                break;
            }
            self.keys.drain(..written);
        }
        Ok(())
    }

    fn take_output(&mut self, shell: &mut Shell) -> io::Result<()> {
        let mut buffer = [0; 64 * 1024];
        if let Read::Bytes(count) = shell.pty.read(&mut buffer)? {
            self.last_heard = Instant::now();
            self.told_silence = Duration::ZERO;
            shell.watch.heard(self.last_heard);
            shell.take(&buffer[..count], &mut self.screen)?;
            for notice in shell.notices() {
                // The shell is seen again.
                self.screen.forget_mention();
                self.held = Some(Instant::now());
                for late in std::mem::take(&mut self.late) {
                    self.screen.line(&late);
                }
                self.tell(notice);
            }
            if self.title_due.is_some() {
                self.title_due = Some(self.last_heard + QUIET);
            }
        }
        Ok(())
    }

    fn carry_out(&mut self, order: Order, shell: &mut Shell) -> io::Result<()> {
        let is_held = |id: u64| shell.phase == Phase::Held(id);
        match order {
            Order::Say(id, text) if is_held(id) => self.screen.line(&text),
            Order::Say(_, text) => self.late.push(text),
            Order::LetGo(id) if is_held(id) => self.let_go(shell, "go")?,
            Order::Leave(id) if is_held(id) => self.let_go(shell, "leave")?,
            // Both at once: a key that was pressed before the question is no answer to it.
            Order::Ask(id, text, answers) if is_held(id) => {
                self.screen.line(&text);
                self.answers = Some(answers);
            }
            // For a prompt that was let go already.
            Order::LetGo(_) | Order::Leave(_) | Order::Ask(..) => {}
            Order::Remark(text) if shell.phase == Phase::Running && !self.screen.is_alternate() => {
                self.screen.line(&text);
            }
            Order::Remark(_) => {}
            Order::Mention(text) => self.screen.mention(text),
            Order::Title(title) => self.title = Some(title),
        }
        Ok(())
    }

    fn let_go(&mut self, shell: &mut Shell, word: &str) -> io::Result<()> {
        (self.held, self.answers) = (None, None);
        self.title_due = self.title.is_some().then(|| Instant::now() + QUIET);
        shell.let_go(word)
    }

    /// What is due by now.
    fn mind_the_time(&mut self, shell: &mut Shell) -> io::Result<()> {
        let now = Instant::now();
        if self.held.is_some_and(|since| now >= since + self.patience) && self.answers.is_none() {
            self.let_go(shell, "go")?;
        }
        if self.title_due.is_some_and(|due| now >= due) {
            self.title_due = None;
            if let Some(title) = self.title.as_ref().filter(|_| shell.phase == Phase::AtPrompt) {
                self.screen.control(format!("\x1b]2;{title}\x07").as_bytes());
            }
        }
        if shell.watch.due().is_some_and(|due| now >= due) {
            self.look(shell);
        }
        Ok(())
    }

    fn look(&mut self, shell: &mut Shell) {
        let foreground = shell.pty.foreground();
        let takes_lines = shell.pty.takes_lines();
        match shell.watch.look(foreground, takes_lines, shell.phase) {
            Sight::Fine => {}
            Sight::Poke => self.keys.extend(POKE),
            Sight::Silenced => self.lose(shell, Lost::Silenced),
            Sight::Replaced(program) => self.lose(shell, Lost::Replaced(program)),
            Sight::Within(program) => self.tell(Notice::Lost(Lost::Within(program))),
            Sight::Busy => {
                let time = shell.silent_since(self.last_heard).elapsed();
                let is_quiet = takes_lines && !self.screen.is_alternate();
                // Said again only once it has lasted several times as long.
                if let (true, Some(group)) = (is_quiet && time >= LONG_SILENCE.max(self.told_silence * 4), foreground) {
                    self.told_silence = time;
                    self.tell(Notice::Silent(silence::look(group, time)));
                }
            }
        }
    }

    fn lose(&mut self, shell: &mut Shell, lost: Lost) {
        shell.phase = Phase::Blind;
        shell.watch.rest();
        self.tell(Notice::Lost(lost));
    }

    fn flush(&mut self) {
        if self.screen.flush(self.terminal).is_err() {
            self.told.store(SIGHUP.unsigned_abs() as usize, Ordering::Relaxed);
        }
    }

    fn tell(&mut self, notice: Notice) {
        // Whoever thinks about it may have failed; the learner's shell goes on all the same.
        if self.notices.send(notice).is_err() {
            self.patience = Duration::ZERO;
        }
    }
}

/// What can be looked after now.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "one for each descriptor that is polled")]
struct Ready {
    typed: bool,
    printed: bool,
    ended: bool,
    orders: bool,
    signals: bool,
    recorded: bool,
}
