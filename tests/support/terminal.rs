//! A learner's terminal: a pseudo-terminal of a given size with an emulator behind it, and a program of a `Machine` in it.
//!
//! The program leads a session of its own and the terminal is its controlling one, as after a login. `setsid --ctty`
//! (util-linux) does that; Rust has no safe way to run code between `fork` and `exec`. Nothing sleeps: a thread draws
//! what is printed and wakes whoever waits for it.

use std::io::PipeWriter;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::process::{Pid, Signal};
use rustix::pty::OpenptFlags;
use rustix::termios::Winsize;
use vt100::Screen;

use super::emulator::Emulator;
use super::machine::Machine;
use super::processes::{Processes, wait_ended};

/// How long anything may take that a test waits for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
/// How long processes have for their own ending after a hang-up.
pub(crate) const FAREWELL: Duration = Duration::from_secs(5);
/// The variable that marks the processes of a terminal.
pub(crate) const MARK: &str = "TEST_TERMINAL";

/// A terminal with a program in it. Dropped, it hangs up, and panics when one of its processes goes on.
pub(crate) struct Terminal {
    /// None once it has hung up.
    line: Option<Line>,
    shared: Arc<Shared>,
    child: Child,
    status: Option<i32>,
    processes: Processes,
}

/// The terminal's own side of the pseudo-terminal, and who reads it.
struct Line {
    own: Arc<OwnedFd>,
    /// The reader stops when this is closed.
    stop: PipeWriter,
    reader: JoinHandle<()>,
}

struct Shared {
    seen: Mutex<Seen>,
    changed: Condvar,
}

/// All that has been printed so far.
struct Seen {
    emulator: Emulator,
    bytes: Vec<u8>,
    /// The program's side is closed, or the terminal has hung up.
    is_over: bool,
}

impl Terminal {
    /// Starts a command of this machine (its program, arguments, variables and folder) in a new terminal.
    pub(crate) fn start(machine: &Machine, columns: u16, rows: u16, command: &Command) -> Self {
        let name = new_mark();
        let own = rustix::pty::openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a pty");
        rustix::pty::grantpt(&own).and_then(|()| rustix::pty::unlockpt(&own)).expect("its other side");
        rustix::termios::tcsetwinsize(&own, window(columns, rows)).expect("a size");
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let other = rustix::pty::ioctl_tiocgptpeer(&own, flags).expect("its other side");

        let mut started = machine.command("/usr/bin/setsid".as_ref());
        started.arg("--ctty").arg(command.get_program()).args(command.get_args()).env("TERM", "xterm-256color");
        started.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?)))).env(MARK, &name);
        if let Some(folder) = command.get_current_dir() {
            started.current_dir(folder);
        }
        let again = || other.try_clone().expect("a descriptor");
        started.stdin(again()).stdout(again()).stderr(again());
        let child = started.spawn().expect("setsid, of util-linux");
        // From here on only the program and its children have the other side: their end is the end of what is read.
        drop((started, other));

        let flags = rustix::fs::fcntl_getfl(&own).expect("flags");
        rustix::fs::fcntl_setfl(&own, flags | OFlags::NONBLOCK).expect("flags");
        let seen = Seen { emulator: Emulator::new(columns, rows), bytes: Vec::new(), is_over: false };
        let shared = Arc::new(Shared { seen: Mutex::new(seen), changed: Condvar::new() });
        let own = Arc::new(own);
        let (stopped, stop) = std::io::pipe().expect("a pipe");
        let reader = {
            let (own, shared) = (Arc::clone(&own), Arc::clone(&shared));
            std::thread::spawn(move || read(&own, stopped.as_fd(), &shared))
        };
        let processes = Processes::with(MARK, &name);
        Terminal { line: Some(Line { own, stop, reader }), shared, child, status: None, processes }
    }

    /// Presses these keys; control characters as they are (`\x03` is Ctrl-C).
    pub(crate) fn type_keys(&self, keys: &str) {
        let mut keys = keys.as_bytes();
        let deadline = Instant::now() + PATIENCE;
        while !keys.is_empty() {
            match rustix::io::write(self.own(), keys) {
                Ok(count) => keys = &keys[count..],
                Err(Errno::AGAIN) => {
                    let taken = wait_for(self.own(), PollFlags::OUT, deadline);
                    assert!(taken, "nobody reads what is typed; on the screen:\n{}", self.screen());
                }
                Err(error) => panic!("the terminal takes no keys: {error}; on the screen:\n{}", self.screen()),
            }
        }
    }

    /// Types a line and Enter. What was printed before is past for `wait_for`; the echo of the line itself is not.
    pub(crate) fn enter(&self, line: &str) {
        self.mark();
        self.type_keys(&format!("{line}\r"));
    }

    /// What was printed so far is past for `wait_for` and `wait_gone`.
    pub(crate) fn mark(&self) {
        self.seen().emulator.mark();
    }

    /// Waits until this text is there: on the screen or scrolled away, since the last mark.
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait(&format!("`{text}`"), |emulator| emulator.text().contains(text));
    }

    /// Waits until this text is no longer on the screen.
    pub(crate) fn wait_gone(&self, text: &str) {
        self.wait(&format!("the end of `{text}`"), |emulator| !emulator.screen().contents().contains(text));
    }

    /// Waits until the screen is as wanted.
    pub(crate) fn wait_until(&self, what: &str, mut wanted: impl FnMut(&Screen) -> bool) {
        self.wait(what, |emulator| wanted(emulator.screen()));
    }

    /// Waits until so many bytes were printed, or the program is quiet.
    pub(crate) fn wait_for_bytes(&self, count: usize) {
        while self.seen().bytes.len() < count {
            let before = self.seen().bytes.len();
            self.wait_for_change(Duration::from_millis(700));
            if self.seen().bytes.len() == before {
                break;
            }
        }
    }

    /// Waits until something more is printed, or the time is over.
    pub(crate) fn wait_for_change(&self, time: Duration) {
        let seen = self.seen();
        let count = seen.bytes.len();
        drop(
            self.shared
                .changed
                .wait_timeout_while(seen, time, |seen| seen.bytes.len() == count)
                .expect("the reader is well"),
        );
    }

    /// Waits until the window has this title.
    pub(crate) fn wait_for_title(&self, title: &str) {
        self.wait(&format!("the title `{title}`"), |emulator| emulator.title() == title);
    }

    /// The rows of the screen without the blanks at their ends, and without blank rows at the end.
    pub(crate) fn screen(&self) -> String {
        drawn(&self.seen().emulator)
    }

    /// The same with colours and other attributes, as escape sequences.
    pub(crate) fn screen_with_attributes(&self) -> String {
        self.seen().emulator.screen().contents_formatted()
    }

    /// The text since the last mark, with what has scrolled away.
    pub(crate) fn text(&self) -> String {
        self.seen().emulator.text()
    }

    /// The title of the window.
    pub(crate) fn title(&self) -> String {
        self.seen().emulator.title().to_owned()
    }

    /// Whether a full-screen program has the screen.
    pub(crate) fn alternate_screen(&self) -> bool {
        self.seen().emulator.screen().alternate_screen()
    }

    /// Every byte that was printed so far, as text.
    pub(crate) fn transcript(&self) -> String {
        String::from_utf8_lossy(&self.seen().bytes).into_owned()
    }

    /// Gives the window another size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        // The emulator first: what the program draws for the new size must find it.
        self.seen().emulator.resize(columns, rows);
        rustix::termios::tcsetwinsize(self.own(), window(columns, rows)).expect("a size");
    }

    /// The modes of the terminal (termios(3)), a line each, to be compared; also after the program has ended.
    pub(crate) fn modes(&self) -> String {
        format!("{:#?}", rustix::termios::tcgetattr(self.own()).expect("modes"))
    }

    /// The process group in the foreground.
    pub(crate) fn foreground(&self) -> Option<Pid> {
        rustix::termios::tcgetpgrp(self.own()).ok()
    }

    /// The program's process, which leads the session.
    pub(crate) fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// The processes that were started in it, wherever they went.
    pub(crate) fn processes(&self) -> &Processes {
        &self.processes
    }

    /// Sends the program a signal.
    pub(crate) fn kill(&self, signal: Signal) {
        assert!(self.status.is_none(), "the program has ended");
        rustix::process::kill_process(self.pid(), signal).expect("a process");
    }

    /// Closes the terminal, as when a window is closed or a connection breaks.
    pub(crate) fn hang_up(&mut self) {
        if let Some(Line { own, stop, reader }) = self.line.take() {
            drop(stop);
            reader.join().expect("the reader ends");
            // The last descriptor: now the kernel hangs up.
            drop(own);
        }
    }

    /// Waits for the program's end, and for what it printed last; 128 and the signal's number when a signal ended it.
    pub(crate) fn exit_status(&mut self) -> i32 {
        if let Some(status) = self.status {
            return status;
        }
        let has_ended = wait_ended(self.pid(), Instant::now() + PATIENCE);
        assert!(has_ended, "the program does not end; on the screen:\n{}", self.screen());
        let status = self.child.wait().expect("a status");
        // Its end and the end of what can be read are two events. A process that still has the terminal keeps the second
        // one away, so this waits for it a moment only.
        let (seen, _) = (self.shared.changed)
            .wait_timeout_while(self.seen(), Duration::from_secs(1), |seen| !seen.is_over)
            .expect("the reader is well");
        drop(seen);
        let status = status.code().or_else(|| status.signal().map(|signal| 128 + signal)).expect("an end");
        self.status = Some(status);
        status
    }

    fn own(&self) -> &OwnedFd {
        &self.line.as_ref().expect("the terminal has hung up").own
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.shared.seen.lock().expect("the reader is well")
    }

    fn wait(&self, what: &str, mut wanted: impl FnMut(&mut Emulator) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.seen();
        while !wanted(&mut seen.emulator) {
            let left = deadline.saturating_duration_since(Instant::now());
            if seen.is_over || left.is_zero() {
                let why = if seen.is_over { "the terminal was closed" } else { "the time is over" };
                let screen = drawn(&seen.emulator);
                drop(seen);
                panic!("waited for {what}: {why}; on the screen:\n{screen}");
            }
            seen = self.shared.changed.wait_timeout(seen, left).expect("the reader is well").0;
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.hang_up();
        if self.status.is_none() && !wait_ended(self.pid(), Instant::now() + FAREWELL) {
            // What goes on is told below.
            let _ = self.child.kill();
        }
        let left = self.processes.wait_gone(FAREWELL);
        self.processes.kill();
        if self.status.is_none() {
            let _ = self.child.wait();
        }
        assert!(left.is_empty() || std::thread::panicking(), "after the hang-up these went on: {left:#?}");
    }
}

/// A value for the variable that no other terminal has.
pub(crate) fn new_mark() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Draws what is printed until the program's side is closed, or until it is told to stop.
fn read(own: &OwnedFd, stopped: std::os::fd::BorrowedFd<'_>, shared: &Shared) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let mut fds = [PollFd::new(own, PollFlags::IN), PollFd::from_borrowed_fd(stopped, PollFlags::IN)];
        poll(&mut fds, None).expect("a wait");
        let is_stopped = !fds[1].revents().is_empty();
        let count = match rustix::io::read(own, &mut buffer) {
            _ if is_stopped => 0,
            Ok(count) => count,
            Err(Errno::AGAIN) => continue,
            // Linux says EIO once the last process has closed its side.
            Err(Errno::IO) => 0,
            Err(error) => panic!("the terminal cannot be read: {error}"),
        };
        let mut seen = shared.seen.lock().expect("nobody panics with it");
        seen.bytes.extend_from_slice(&buffer[..count]);
        let answer = seen.emulator.draw(&buffer[..count]);
        seen.is_over = count == 0;
        drop(seen);
        shared.changed.notify_all();
        if count == 0 {
            return;
        }
        // Like keys that nobody reads, an answer may be lost.
        let _ = rustix::io::write(own, answer.as_bytes());
    }
}

fn drawn(emulator: &Emulator) -> String {
    let contents = emulator.screen().contents();
    contents.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

fn wait_for(fd: &OwnedFd, event: PollFlags, deadline: Instant) -> bool {
    let left = Timespec::try_from(deadline.saturating_duration_since(Instant::now())).expect("a time");
    poll(&mut [PollFd::new(fd, event)], Some(&left)).expect("a wait") > 0
}

fn window(columns: u16, rows: u16) -> Winsize {
    Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }
}
