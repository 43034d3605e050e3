//! What the terminal's foreground is doing: at work, or waiting for somebody at the keyboard.
//!
//! On Linux this can be known and need not be guessed: a process that is blocked in a `read` of the terminal waits for
//! input; one that polls it with the line discipline switched off is a line editor or a full-screen program. Everything is
//! read from `/proc`, which a process may do for its own children.

use std::fs;
use std::path::Path;

use rustix::process::Pid;

/// What the foreground is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Foreground {
    /// The shell's own line editor takes keys.
    ShellEditor,
    /// A program (or a builtin of the shell) waits for input.
    Waits { program: String, is_shell: bool },
    /// It was stopped by a signal.
    Stopped,
    /// It works, sleeps, or waits for something that is not the keyboard.
    Busy,
}

/// Programs that read commands, so that further lines are meant for them.
const SHELLS: [&str; 9] = ["ash", "bash", "csh", "dash", "fish", "ksh", "sh", "tcsh", "zsh"];

/// Looks at the foreground group of a terminal whose shell has this pid.
pub(super) fn look(shell: Pid, group: Option<Pid>, takes_lines: bool) -> Foreground {
    let Some(group) = group else { return Foreground::Busy };
    for process in members(group) {
        match state(process) {
            Some('T' | 't') => return Foreground::Stopped,
            Some('S') => {}
            _ => continue,
        }
        let Some(terminal) = waits_on_terminal(process, takes_lines) else { continue };
        if process == shell.as_raw_nonzero().get() && terminal == Waiting::Polls {
            return Foreground::ShellEditor;
        }
        let program = name(process);
        let is_shell =
            SHELLS.contains(&program.as_str()) && process != shell.as_raw_nonzero().get() && !has_script(process);
        return Foreground::Waits { program, is_shell };
    }
    Foreground::Busy
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    /// Blocked in `read` on the terminal.
    Reads,
    /// Polls the terminal, which is in raw mode.
    Polls,
}

/// Whether the process that was started as the shell still is a bash.
pub(super) fn is_bash(shell: Pid) -> bool {
    name(shell.as_raw_nonzero().get()) == "bash"
}

/// Whether a shell was handed a script: then it reads answers, and no commands.
fn has_script(process: i32) -> bool {
    let words = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
    let mut words = words.split(|&byte| byte == 0).skip(1).filter(|word| !word.is_empty());
    words.any(|word| word == b"-c" || !word.starts_with(b"-"))
}

/// The processes of a group.
pub(super) fn members(group: Pid) -> Vec<i32> {
    let wanted = group.as_raw_nonzero().get();
    let mut found: Vec<i32> =
        super::sweep::processes().filter(|process| process.group == wanted).map(|process| process.pid).collect();
    // A pipeline's later members are the ones that talk to the terminal, most often.
    found.sort_unstable_by(|a, b| b.cmp(a));
    found
}

pub(super) fn state(process: i32) -> Option<char> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit_once(')')?.1.trim_start().chars().next()
}

pub(super) fn name(process: i32) -> String {
    fs::read_to_string(format!("/proc/{process}/comm")).map(|name| name.trim_end().to_owned()).unwrap_or_default()
}

fn waits_on_terminal(process: i32, takes_lines: bool) -> Option<Waiting> {
    let call = fs::read_to_string(format!("/proc/{process}/syscall")).ok()?;
    let mut words = call.split_whitespace();
    let number: u32 = words.next()?.parse().ok()?;
    if number == calls::READ {
        let fd = u32::from_str_radix(words.next()?.trim_start_matches("0x"), 16).ok()?;
        let target = fs::read_link(format!("/proc/{process}/fd/{fd}")).ok()?;
        return is_terminal(&target).then_some(Waiting::Reads);
    }
    // Polling says nothing in line mode: a program may poll a pipe or a socket.
    (!takes_lines && calls::POLLS.contains(&number)).then_some(Waiting::Polls)
}

fn is_terminal(path: &Path) -> bool {
    path.starts_with("/dev/pts") || path == Path::new("/dev/tty")
}

/// Numbers of the system calls that wait (Linux, `asm/unistd.h`).
#[cfg(target_arch = "x86_64")]
mod calls {
    pub(super) const READ: u32 = 0;
    /// `poll`, `select`, `epoll_wait`, `pselect6`, `ppoll`, `epoll_pwait`.
    pub(super) const POLLS: [u32; 6] = [7, 23, 232, 270, 271, 281];
}

/// Numbers of the system calls that wait (the generic table: aarch64, riscv64).
#[cfg(not(target_arch = "x86_64"))]
mod calls {
    pub(super) const READ: u32 = 63;
    /// `epoll_pwait`, `pselect6`, `ppoll`.
    pub(super) const POLLS: [u32; 3] = [22, 72, 73];
}
