//! Reads all logs of a course.
//!
//! The folder may hold anything: a FIFO, a link, a file of a terabyte. Only regular files with a log's name and size are
//! read, and they are never waited for. Nothing is written, mended or removed here, and nothing is an error: what cannot be
//! read is counted.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::fold::Fold;
use super::folder::ProgressFolder;
use super::shelf::ENDING;
use super::state::State;

/// The largest file that is read, in bytes: four times what a session writes into one.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The most entries of the folder that are looked at.
const MOST_ENTRIES: usize = 100_000;

/// What the logs of a course say together. Where there are none, nothing was reached.
pub fn read(folder: &ProgressFolder) -> State {
    read_fold(folder).state()
}

/// The same, as a fold that can go on.
pub(super) fn read_fold(folder: &ProgressFolder) -> Fold {
    let mut fold = Fold::default();
    if let Err(error) = gather(folder.path(), &mut fold) {
        // Nothing was saved yet.
        fold.trouble.unreadable += u64::from(error.kind() != io::ErrorKind::NotFound);
    }
    fold
}

fn gather(folder: &Path, fold: &mut Fold) -> io::Result<()> {
    // New files are found by listing: on NFS a name that was asked for too early stays missing for half a minute.
    for (place, entry) in std::fs::read_dir(folder)?.enumerate() {
        if place == MOST_ENTRIES {
            fold.trouble.unreadable += 1;
            break;
        }
        let path = entry?.path();
        // `.nfs…` and `.snapshot` are the file server's, and no log begins with a dot.
        if path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")) {
            continue;
        }
        if path.extension().is_none_or(|extension| extension != ENDING) {
            fold.trouble.foreign += 1;
            continue;
        }
        match log(&path) {
            Ok(Found::Log(bytes)) => fold.add_log(&bytes),
            Ok(Found::Foreign) => fold.trouble.foreign += 1,
            // Removed since the folder was listed.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(_) => fold.trouble.unreadable += 1,
        }
    }
    Ok(())
}

enum Found {
    Log(Vec<u8>),
    Foreign,
}

fn log(path: &Path) -> io::Result<Found> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = match rustix::fs::open(path, flags, Mode::empty()) {
        Ok(file) => File::from(file),
        // A link, a socket.
        Err(Errno::LOOP | Errno::NXIO) => return Ok(Found::Foreign),
        Err(error) => return Err(error.into()),
    };
    let about = file.metadata()?;
    if !about.is_file() || about.len() > LARGEST {
        return Ok(Found::Foreign);
    }
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(Found::Log(bytes))
}
