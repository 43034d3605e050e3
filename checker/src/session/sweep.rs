//! Leaving nothing behind: every process that a scripted session started is stopped when the session ends.
//!
//! A process belongs to a session when its session id is the shell's, when it descends from the shell, or when the
//! variable that marks the session is in its environment; the last finds what was started with `setsid` or `nohup` and
//! whose parent is gone. Signals go to pids only, just after their start time was read again.

use std::fs;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitOptions};

/// The variable that marks the processes of a session.
pub(super) const MARK: &str = "CHECKER_SESSION";

/// A process, as `/proc` shows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Process {
    pub(super) pid: i32,
    parent: i32,
    pub(super) group: i32,
    pub(super) session: i32,
    started: u64,
    pub(super) state: char,
}

/// Makes this process the one that inherits what its descendants leave behind (Linux `PR_SET_CHILD_SUBREAPER`), so that
/// a swept process is really gone and not only out of sight.
pub fn adopt_orphans() {
    // Without it the sweep still works by session and by mark; there is nothing to tell the user.
    let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
}

/// Stops what came to this process as an orphan and carries no mark: started in a cleared environment, in a session of its
/// own. To be called when no session is open.
pub fn stop_orphans() {
    let us = rustix::process::getpid().as_raw_nonzero().get();
    stop(|| {
        let all: Vec<Process> = processes().collect();
        let mut ours = vec![us];
        loop {
            let before = ours.len();
            ours.extend(
                all.iter()
                    .filter(|process| ours.contains(&process.parent))
                    .map(|process| process.pid)
                    .collect::<Vec<_>>(),
            );
            ours.sort_unstable();
            ours.dedup();
            if ours.len() == before {
                break;
            }
        }
        all.into_iter().filter(|process| process.pid != us && ours.contains(&process.pid)).collect()
    });
}

/// All processes.
pub(super) fn processes() -> impl Iterator<Item = Process> {
    fs::read_dir("/proc").into_iter().flatten().flatten().filter_map(|entry| {
        let pid: i32 = entry.file_name().to_str()?.parse().ok()?;
        process(pid)
    })
}

fn process(pid: i32) -> Option<Process> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name stands in parentheses and may hold anything (proc(5)).
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    let state = fields.next()?.chars().next()?;
    let parent = fields.next()?.parse().ok()?;
    let group = fields.next()?.parse().ok()?;
    let session = fields.next()?.parse().ok()?;
    let started = fields.nth(15)?.parse().ok()?;
    Some(Process { pid, parent, group, session, started, state })
}

fn carries_mark(pid: i32, mark: &str) -> bool {
    let wanted = format!("{MARK}={mark}");
    fs::read(format!("/proc/{pid}/environ"))
        .is_ok_and(|environment| environment.split(|&byte| byte == 0).any(|entry| entry == wanted.as_bytes()))
}

/// The processes of a session that are still there.
fn left(shell: i32, mark: &str) -> Vec<Process> {
    let all: Vec<Process> = processes().collect();
    let mut ours: Vec<i32> = vec![shell];
    // Parents come before their children only most of the time: repeat until nothing is added.
    loop {
        let before = ours.len();
        for process in &all {
            let belongs = ours.contains(&process.parent) || process.session == shell;
            if belongs && !ours.contains(&process.pid) {
                ours.push(process.pid);
            }
        }
        if ours.len() == before {
            break;
        }
    }
    all.into_iter().filter(|process| ours.contains(&process.pid) || carries_mark(process.pid, mark)).collect()
}

/// Stops everything that a session started: hang-up first, then termination, then kill.
pub(super) fn sweep(shell: Pid, mark: &str) {
    let shell = shell.as_raw_nonzero().get();
    stop(|| left(shell, mark));
}

fn stop(left: impl Fn() -> Vec<Process>) {
    for (signals, patience) in [
        (&[Signal::HUP, Signal::CONT][..], Duration::from_millis(150)),
        (&[Signal::TERM], Duration::from_millis(300)),
        (&[Signal::KILL], Duration::from_millis(500)),
        (&[Signal::KILL], Duration::from_millis(1000)),
    ] {
        let remaining = left();
        if remaining.iter().all(|process| process.state == 'Z') {
            reap(&remaining);
            return;
        }
        for target in &remaining {
            for &signal in signals {
                send(target, signal);
            }
        }
        let until = Instant::now() + patience;
        loop {
            if gone(&remaining) {
                break;
            }
            if Instant::now() >= until {
                break;
            }
            // There is no event for a process that is not our child; its end is polled for.
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Takes the exit status of orphans that came to us; their names would stay in the process table otherwise.
fn reap(targets: &[Process]) {
    for target in targets {
        if let Some(pid) = Pid::from_raw(target.pid) {
            // Not every one is our child.
            let _ = rustix::process::waitpid(Some(pid), WaitOptions::NOHANG);
        }
    }
}

fn send(target: &Process, signal: Signal) {
    let same = process(target.pid).is_some_and(|now| now.started == target.started && now.state != 'Z');
    if let (true, Some(pid)) = (same, Pid::from_raw(target.pid)) {
        // It may end between the look and the signal.
        let _ = rustix::process::kill_process(pid, signal);
    }
}

/// Whether all of them have ended; those that came to us as orphans are reaped.
fn gone(targets: &[Process]) -> bool {
    reap(targets);
    targets.iter().all(|target| process(target.pid).is_none_or(|now| now.started != target.started || now.state == 'Z'))
}
