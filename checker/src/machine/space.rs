//! Space and files left, and what kind of file system it is (statvfs(3), statfs(2)).
//!
//! These ask the file system as a whole. A quota is often smaller, and only the site's own command tells it.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rustix::fs::StatVfsMountFlags;
use serde::Serialize;

use super::file_system::FileSystem;
use super::paths::{lossy, nearest};

/// What is left in a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Space {
    /// The folder. Where it is not there yet, the nearest one above it was asked.
    #[serde(serialize_with = "lossy")]
    pub path: PathBuf,
    /// Bytes that this user may still write.
    pub bytes: u64,
    /// Files that may still be made; not known on file systems that do not count them.
    pub files: Option<u64>,
    /// The kind of file system, where its number is known.
    pub file_system: Option<FileSystem>,
    /// Whether nothing can be written there.
    pub read_only: bool,
    /// Whether no program may be run from there (mount(8), `noexec`).
    pub no_programs: bool,
}

/// What is known of a folder's space.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "answer")]
pub enum Measured {
    /// It was not asked.
    #[default]
    NotAsked,
    /// It answered.
    Known(Space),
    /// It did not.
    CannotTell {
        /// The folder.
        #[serde(serialize_with = "lossy")]
        path: PathBuf,
        /// Why.
        why: String,
    },
}

impl Measured {
    /// What is left, where that is known.
    pub fn known(&self) -> Option<&Space> {
        if let Measured::Known(space) = self { Some(space) } else { None }
    }
}

/// The space of the folders that a course uses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Spaces {
    /// Where the exercises live.
    pub work: Measured,
    /// The home folder, where pip and uv keep what they downloaded.
    pub home: Measured,
    /// The folder for temporary files, where pip unpacks.
    pub temporary: Measured,
}

impl Spaces {
    /// Asks for all of them at once, each for at most `deadline`: the server of a network file system may be down.
    pub fn measure(work: &Path, home: Option<&Path>, temporary: &Path, deadline: Duration) -> Self {
        let ask = |path: &Path| {
            let (path, (sender, receiver)) = (path.to_owned(), mpsc::channel());
            let asked = path.clone();
            std::thread::spawn(move || {
                // Nobody listens any more when the time is over.
                let _ = sender.send(space(&asked));
            });
            (path, receiver)
        };
        let (work, home, temporary) = (ask(work), home.map(ask), ask(temporary));
        let until = Instant::now() + deadline;
        let answer = |(path, receiver): (PathBuf, mpsc::Receiver<Measured>)| {
            let why = format!("its file system does not answer within {} s", deadline.as_secs_f32());
            let left = until.saturating_duration_since(Instant::now());
            receiver.recv_timeout(left).unwrap_or(Measured::CannotTell { path, why })
        };
        Spaces { work: answer(work), home: home.map(answer).unwrap_or_default(), temporary: answer(temporary) }
    }
}

/// What is left in a folder, or in the nearest one above it that is there. Waits as long as the file system does: a caller
/// that must not wait asks in a thread, or with [`Spaces::measure`].
pub fn space(path: &Path) -> Measured {
    let cannot_tell = |why: String| Measured::CannotTell { path: path.to_owned(), why };
    let Some(folder) = nearest(path) else {
        return cannot_tell("there is no such folder".to_owned());
    };
    let (about, kind) = match (rustix::fs::statvfs(folder), rustix::fs::statfs(folder)) {
        (Ok(about), Ok(kind)) => (about, kind),
        (Err(error), _) | (_, Err(error)) => return cannot_tell(std::io::Error::from(error).to_string()),
    };
    let has = |flag| about.f_flag.contains(flag);
    Measured::Known(Space {
        path: path.to_owned(),
        bytes: about.f_bavail.saturating_mul(about.f_frsize),
        // btrfs and some network file systems make files as they go and say 0.
        files: (about.f_files > 0).then_some(about.f_favail),
        // The kernel's numbers have 32 bits; the field is as wide as a word, and signed on most machines.
        file_system: FileSystem::of(kind.f_type as u32),
        read_only: has(StatVfsMountFlags::RDONLY),
        no_programs: has(StatVfsMountFlags::NOEXEC),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_yet_has_the_space_of_the_one_above() {
        let folder = tempfile::tempdir().unwrap();
        let here = space(folder.path()).known().cloned().unwrap();
        assert!(here.bytes > 0 && !here.read_only);
        let later = space(&folder.path().join("a/b")).known().cloned().unwrap();
        assert_eq!((later.file_system, later.read_only), (here.file_system, here.read_only));
        assert_eq!(later.path, folder.path().join("a/b"));
    }

    #[test]
    fn kinds_are_told_by_their_number() {
        let memory = space(Path::new("/dev/shm")).known().and_then(|space| space.file_system);
        assert!(memory.is_none_or(|kind| kind.name != "tmpfs" || kind.memory && !kind.network));
        assert_eq!(FileSystem::of(0x0BD0_0BD0).map(|kind| (kind.name, kind.network)), Some(("Lustre", true)));
        assert_eq!(FileSystem::of(0xEF53).map(|kind| (kind.name, kind.network)), Some(("ext4", false)));
        assert_eq!(FileSystem::of(1), None);
        let proc = space(Path::new("/proc")).known().cloned().unwrap();
        assert_eq!(
            (proc.file_system, proc.files),
            (None, None),
            "a kind of no number that is known, which counts no files"
        );
    }

    #[test]
    fn all_are_asked_at_once_and_one_that_is_not_there_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let spaces = Spaces::measure(folder.path(), None, Path::new("relative"), Duration::from_secs(3));
        assert!(spaces.work.known().is_some());
        assert_eq!(spaces.home, Measured::NotAsked);
        let why = "there is no such folder".to_owned();
        assert_eq!(spaces.temporary, Measured::CannotTell { path: "relative".into(), why });
    }
}
