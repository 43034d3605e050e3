//! The processes that a test has started, found by a variable in their environment: also those that have left their
//! parent and their session.

use std::path::Path;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::AsFd as _;
use rustix::process::{Pid, PidfdFlags, Signal};

/// How often a process is looked at that is about to become another program.
const LOOKS: u32 = 10_000;

/// The processes that carry a mark.
pub(crate) struct Processes {
    mark: String,
}

impl Processes {
    /// Those that have this variable with this value.
    pub(crate) fn with(name: &str, value: &str) -> Self {
        Processes { mark: format!("{name}={value}") }
    }

    /// The command lines of those that are there now.
    pub(crate) fn commands(&self) -> Vec<String> {
        self.now().into_iter().map(|(_, command)| command).collect()
    }

    /// Waits until none is there; gives the command lines of those that stay.
    pub(crate) fn wait_gone(&self, patience: Duration) -> Vec<String> {
        let deadline = Instant::now() + patience;
        // Another look after each end: a process may have started one more before it ended.
        loop {
            let now = self.now();
            if now.is_empty() || Instant::now() >= deadline {
                return now.into_iter().map(|(_, command)| command).collect();
            }
            for (pid, _) in now {
                wait_ended(pid, deadline);
            }
        }
    }

    /// The process whose command line has this word.
    pub(crate) fn with_word(&self, word: &str) -> Option<Pid> {
        self.now().into_iter().find(|(_, command)| command.split(' ').any(|part| part == word)).map(|(pid, _)| pid)
    }

    /// Ends all of them.
    pub(crate) fn kill(&self) {
        while self.now().into_iter().any(|(pid, _)| rustix::process::kill_process(pid, Signal::KILL).is_ok()) {
            self.wait_gone(Duration::from_secs(10));
        }
    }

    fn now(&self) -> Vec<(Pid, String)> {
        let folders = std::fs::read_dir("/proc").expect("/proc").flatten().map(|entry| entry.path());
        folders
            .filter_map(|folder| {
                let pid = Pid::from_raw(folder.file_name()?.to_str()?.parse().ok()?)?;
                let environment = environment(&folder)?;
                environment.split(|&byte| byte == 0).find(|&entry| entry == self.mark.as_bytes())?;
                let command = std::fs::read(folder.join("cmdline")).ok()?;
                Some((pid, String::from_utf8_lossy(&command).replace('\0', " ").trim_end().to_owned()))
            })
            .collect()
    }
}

/// What the process of this folder below `/proc` was started with; nothing of one that has ended.
fn environment(folder: &Path) -> Option<Vec<u8>> {
    let read = |name: &str| std::fs::read(folder.join(name));
    for _ in 0..LOOKS {
        let environment = read("environ").ok()?;
        // Within `execve` a process has for a moment neither environment nor arguments. One that has ended and the kernel's
        // own have no program either.
        if !environment.is_empty() || !read("cmdline").ok()?.is_empty() || folder.join("exe").read_link().is_err() {
            return Some(environment);
        }
        std::thread::yield_now();
    }
    None
}

/// Waits until this process has ended, and says whether it has.
pub(crate) fn wait_ended(pid: Pid, deadline: Instant) -> bool {
    // Without a descriptor it has ended and was taken leave of.
    let Ok(process) = rustix::process::pidfd_open(pid, PidfdFlags::empty()) else { return true };
    let left = Timespec::try_from(deadline.saturating_duration_since(Instant::now())).expect("a time");
    // Readable once the process has ended (pidfd_open(2)).
    poll(&mut [PollFd::from_borrowed_fd(process.as_fd(), PollFlags::IN)], Some(&left)).expect("a wait") > 0
}
