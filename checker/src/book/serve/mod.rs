//! A site on this machine, for one's own browser.
//!
//! It listens on the loopback alone, answers nothing but requests for the files of one folder, and writes nothing. Whoever
//! calls it says when the site has changed; open pages then load themselves again.

mod answer;
mod look;

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::error::BookError;

use answer::{Served, answer};

pub use look::Look;

/// How many may be answered at a time. A browser opens six connections.
const MOST: usize = 32;

/// A site that can be asked for.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    served: Arc<Served>,
    open: Arc<AtomicUsize>,
}

/// Whether pages are told to look for a newer self.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reloading {
    /// The site may change.
    On,
    /// It stays as it is.
    Off,
}

impl Server {
    /// Listens for requests for the files of a folder: on the port that is given, else on a free one.
    pub fn open(folder: &Path, port: Option<u16>, reloading: Reloading) -> Result<Self, BookError> {
        let failed = |source| BookError::Listen { port: port.unwrap_or(0), source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port.unwrap_or(0))).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let served = Served { folder: PathBuf::from(folder), version: AtomicUsize::new(1), reloading };
        Ok(Server { listener, served: Arc::new(served), open: Arc::default() })
    }

    /// The port on which it listens.
    pub fn port(&self) -> Result<u16, BookError> {
        self.listener.local_addr().map(|address| address.port()).map_err(|source| BookError::Listen { port: 0, source })
    }

    /// Answers whoever comes first, if anybody comes in time. A signal ends the waiting too.
    pub fn wait(&self, at_most: Duration) -> Result<(), BookError> {
        let failed = |source: std::io::Error| BookError::Listen { port: self.port().unwrap_or(0), source };
        let timeout = Timespec::try_from(at_most).ok();
        match poll(&mut [PollFd::new(&self.listener, PollFlags::IN)], timeout.as_ref()) {
            Ok(0) | Err(Errno::INTR) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(failed(error.into())),
        }
        let stream = match self.listener.accept() {
            Ok((stream, _)) => stream,
            // They have gone again.
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::ConnectionAborted) => return Ok(()),
            Err(error) => return Err(failed(error)),
        };
        if self.open.load(Ordering::Relaxed) < MOST {
            self.open.fetch_add(1, Ordering::Relaxed);
            let (served, open) = (Arc::clone(&self.served), Arc::clone(&self.open));
            // A browser opens connections before it has a question; nobody else waits for it to ask.
            std::thread::spawn(move || {
                answer(&stream, &served);
                open.fetch_sub(1, Ordering::Relaxed);
            });
        }
        Ok(())
    }

    /// Says that the site is another one now.
    pub fn changed(&self) {
        self.served.version.fetch_add(1, Ordering::Relaxed);
    }
}
