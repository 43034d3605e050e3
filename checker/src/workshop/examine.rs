//! Will the room work? A class folder is tried the evening before, as a learner's session would use it.
//!
//! Everything that is made for it is removed again, and its name begins with a dot, which no reader counts. What only a second
//! account or another node can tell is not claimed.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::host::{self, FileError, GrowingFile, seconds_since_1970};
use crate::progress::random_number;

use super::class::{CONTROL, Class, FILE, KEY};
use super::make::{DROP_BOX, FOLDER, closed, is_as_asked};

/// Two clocks may be so many seconds apart: times are shown in minutes.
const APART: u64 = 60;
/// A record that is saved in less time keeps nobody waiting at a prompt.
const SLOW: Duration = Duration::from_millis(500);

/// One thing that was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trial {
    /// Its kind: `modes`, `way`, `drop-box`, `group`, `sync`, `clock`, `retention`. Kinds are added to and never changed.
    pub id: &'static str,
    /// How it went.
    pub went: Went,
    /// What was seen, in a clause.
    pub said: String,
    /// What to do about it.
    pub way: Option<String>,
}

/// How a trial went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Went {
    /// The room works, as far as this goes.
    Well,
    /// It does not.
    Wrong,
    /// It works, and not well.
    Doubtful,
}

fn well(id: &'static str, said: impl Into<String>) -> Trial {
    Trial { id, went: Went::Well, said: said.into(), way: None }
}

fn not_well(id: &'static str, went: Went, said: impl Into<String>, way: impl Into<String>) -> Trial {
    Trial { id, went, said: said.into(), way: Some(way.into()) }
}

/// Tries a class, as far as one account on one node can.
pub fn examine(class: &Class) -> Vec<Trial> {
    let mut trials = modes(class);
    trials.push(match closed(&class.folder) {
        None => well("way", "everybody may pass through all folders above it"),
        Some(folder) => not_well(
            "way",
            Went::Wrong,
            format!("by its mode `{}` lets nobody else in", folder.display()),
            format!("chmod o+x {}", folder.display()),
        ),
    });
    trials.extend(drop_box(class));
    let until = &class.about.retain_until;
    trials.push(if host::today() <= *until {
        well("retention", format!("records are kept until {until}"))
    } else {
        not_well(
            "retention",
            Went::Doubtful,
            format!("records were to be removed after {until}"),
            "checker workshop close DIR",
        )
    });
    trials
}

/// The modes are the whole protection.
fn modes(class: &Class) -> Vec<Trial> {
    let drop_box = class.drop_box();
    let asked: [(PathBuf, u32); 5] = [
        (class.folder.clone(), FOLDER),
        (drop_box, DROP_BOX),
        (class.folder.join(FILE), 0o644),
        (class.folder.join(CONTROL), 0o644),
        (class.folder.join(KEY), 0o600),
    ];
    let mut wrong = Vec::new();
    for (path, asked) in asked {
        let kept = fs::symlink_metadata(&path).map(|about| about.mode() & 0o7777);
        match kept {
            Ok(kept) if is_as_asked(asked, kept) => {}
            Ok(kept) => wrong.push(not_well(
                "modes",
                Went::Wrong,
                format!("`{}` has the mode {kept:o} in place of {asked:o}", path.display()),
                format!("chmod {asked:o} {}", path.display()),
            )),
            Err(error) => wrong.push(not_well(
                "modes",
                Went::Wrong,
                format!("`{}`: {error}", path.display()),
                "make the class anew: checker workshop new DIR",
            )),
        }
    }
    if wrong.is_empty() { vec![well("modes", "the folders and files have the modes that protect them")] } else { wrong }
}

/// A record is put there, as a session does it.
fn drop_box(class: &Class) -> Vec<Trial> {
    let path = match random_number() {
        Ok(number) => class.drop_box().join(format!(".trial-{number:032x}")),
        Err(error) => {
            return vec![not_well("drop-box", Went::Wrong, error.to_string(), "ask those who keep this machine")];
        }
    };
    let tried = put(&path);
    let seen = fs::symlink_metadata(&path);
    // It may not be there.
    let _ = fs::remove_file(&path);
    let took = match tried {
        Ok(took) => took,
        Err(error) => {
            let why = std::error::Error::source(&error).map_or_else(String::new, |why| format!(": {why}"));
            let way = "see who may write there, and what is left of the quota";
            return vec![not_well("drop-box", Went::Wrong, format!("no record can be saved: {error}{why}"), way)];
        }
    };
    let mut trials = vec![well("drop-box", "a record was saved, read again and removed")];
    let milliseconds = took.as_millis();
    trials.push(if took <= SLOW {
        well("sync", format!("saving it took {milliseconds} ms"))
    } else {
        let way = "another file system may be faster; sessions wait for it at their prompts";
        not_well("sync", Went::Doubtful, format!("saving it took {milliseconds} ms"), way)
    });
    if let (Ok(seen), Ok(folder)) = (seen, fs::symlink_metadata(class.drop_box())) {
        trials.push(if seen.gid() == folder.gid() {
            well("group", "files get the group of the folder, which is yours to read")
        } else {
            let way = "chmod g+s on the folder `drop`, or take a file system that hands down the group";
            not_well("group", Went::Wrong, "files do not get the group of the folder: you could not read them", way)
        });
        let server = u64::try_from(seen.mtime()).unwrap_or_default();
        let apart = seconds_since_1970().abs_diff(server);
        trials.push(if apart <= APART {
            well("clock", "this node and the file server agree on the time")
        } else {
            let said = format!("this node and the file server are {apart} s apart");
            not_well(
                "clock",
                Went::Doubtful,
                said,
                "times and timers will be wrong by as much; tell those who keep the node",
            )
        });
    }
    trials
}

/// How long it takes to save a record and to read it again.
fn put(path: &Path) -> Result<Duration, FileError> {
    let begun = Instant::now();
    let mut file = GrowingFile::create_for_group(path)?;
    file.append(b"trial\n")?;
    let took = begun.elapsed();
    let read = host::read(path)?;
    if read == b"trial\n" {
        Ok(took)
    } else {
        let source = std::io::Error::other("what was saved is not what is read");
        Err(FileError { action: "cannot trust", path: path.to_owned(), source })
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::workshop::tests::class;

    fn wrong(class: &Class) -> Vec<(&'static str, String)> {
        let trials = examine(class).into_iter().filter(|trial| trial.went == Went::Wrong && trial.id != "way");
        trials.map(|trial| (trial.id, trial.way.unwrap_or_default())).collect()
    }

    #[test]
    fn a_fresh_class_works_and_nothing_is_left_of_the_trial() {
        let scratch = tempfile::tempdir().unwrap();
        let class = class(scratch.path(), false);
        assert_eq!(wrong(&class), []);
        let ids: Vec<_> = examine(&class).iter().map(|trial| trial.id).collect();
        assert_eq!(ids, ["modes", "way", "drop-box", "sync", "group", "clock", "retention"]);
        assert_eq!(fs::read_dir(class.drop_box()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_wrong_is_told_with_what_to_type() {
        let scratch = tempfile::tempdir().unwrap();
        let class = class(scratch.path(), false);
        let drop_box = class.drop_box();
        fs::set_permissions(&drop_box, fs::Permissions::from_mode(0o777)).unwrap();
        fs::set_permissions(class.folder.join(KEY), fs::Permissions::from_mode(0o644)).unwrap();
        let (drop_box, key) = (drop_box.display(), class.folder.join(KEY));
        let told = [("modes", format!("chmod 3733 {drop_box}")), ("modes", format!("chmod 600 {}", key.display()))];
        assert_eq!(wrong(&class), told);
        fs::remove_dir(class.drop_box()).unwrap();
        assert_eq!(wrong(&class).iter().map(|(id, _)| *id).collect::<Vec<_>>(), ["modes", "modes", "drop-box"]);
    }
}
