//! A disk that is really full: a small file system in memory, mounted where nobody else sees it.

#![expect(clippy::disallowed_methods, reason = "the test starts itself once more below a small file system")]

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use crate::host::HostEnvironment;

use super::super::{Attempt, Log, Obstacle, ProgressError, Saved, read};
use super::{course, event, goals, reached};

/// Where the small file system is, in the process that may fill it.
const WITHIN: &str = "CHECKER_TEST_SMALL_DISK";

/// Runs the test of this name again, alone, below a file system of these `options`; says `SKIPPED` where nobody may mount.
fn below_a_small_disk(test: &str, options: &str, work: fn(&Path)) {
    if let Some(disk) = HostEnvironment::read().variable(WITHIN) {
        return work(Path::new(disk));
    }
    let scratch = tempfile::tempdir().unwrap();
    let script = format!("mount -t tmpfs -o {options} checker \"$0\" || exit 99; exec \"$@\"");
    let name = format!("progress::tests::full::{test}");
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", &script])
        .arg(scratch.path())
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", &name, "--nocapture"])
        .env(WITHIN, scratch.path())
        .output();
    let said = |output: &[u8]| String::from_utf8_lossy(output).into_owned();
    match output {
        Ok(output) if output.status.success() => {
            assert!(said(&output.stdout).contains("1 passed"), "{name} did not run");
        }
        // 99 is ours; 1 is `unshare`'s own, which then says so.
        Ok(output) if output.status.code() == Some(99) || said(&output.stderr).starts_with("unshare:") => {
            skip(test, said(&output.stderr).trim());
        }
        Ok(output) => panic!("{}{}", said(&output.stdout), said(&output.stderr)),
        Err(error) => skip(test, &format!("`unshare` cannot be started: {error}")),
    }
}

/// Past the test harness, which keeps what a passing test prints to itself.
fn skip(test: &str, why: &str) {
    writeln!(io::stderr(), "SKIPPED: {test}: no small file system can be mounted: {why}").expect("a place to say so");
}

fn append(log: &mut Log, goal: usize) -> Option<Obstacle> {
    match log.append(&event(Attempt::FIRST, reached(goal))) {
        Saved::Saved => None,
        Saved::HeldBack(ProgressError::Write { obstacle, .. }) => Some(obstacle),
        Saved::HeldBack(error) => panic!("{error}"),
    }
}

#[test]
fn a_disk_that_runs_full_loses_nothing_and_goes_on_when_there_is_room() {
    below_a_small_disk("a_disk_that_runs_full_loses_nothing_and_goes_on_when_there_is_room", "size=64k", |disk| {
        let folder = course(disk);
        let mut log = Log::open(&folder).unwrap();
        assert_eq!(append(&mut log, 0), None);
        let ballast = disk.join("environment");
        // `copy` fails when the disk is full, and leaves what fitted.
        let full = io::copy(&mut io::repeat(7).take(1 << 20), &mut File::create(&ballast).unwrap()).unwrap_err();
        assert_eq!(full.kind(), io::ErrorKind::StorageFull);

        let mut saved = 1;
        while append(&mut log, saved).is_none() {
            saved += 1;
            assert!(saved < 1000, "the disk has no end");
        }
        for goal in saved + 1..saved + 50 {
            assert_eq!(append(&mut log, goal), Some(Obstacle::Full));
        }
        assert_eq!(log.held_back(), 50);
        assert_eq!(goals(&read(&folder)), (0..saved).collect::<Vec<_>>());

        fs::remove_file(&ballast).unwrap();
        assert!(matches!(log.retry(), Saved::Saved));
        let state = read(&folder);
        assert_eq!(goals(&state), (0..saved + 50).collect::<Vec<_>>());
        assert!(state.trouble.torn <= 1);
    });
}

#[test]
fn a_disk_with_no_inode_left_holds_back_until_there_is_one() {
    below_a_small_disk("a_disk_with_no_inode_left_holds_back_until_there_is_one", "size=64k,nr_inodes=6", |disk| {
        let folder = course(disk);
        let ballast: Vec<_> = (0..9).map(|number| disk.join(number.to_string())).collect();
        let made = ballast.iter().take_while(|path| File::create(path).is_ok()).count();
        let mut log = Log::open(&folder).unwrap();
        assert_eq!(append(&mut log, 0), Some(Obstacle::Full));
        // Folders and a log: some fit at first, and none is left half made.
        for path in &ballast[..made] {
            fs::remove_file(path).unwrap();
            let _ = append(&mut log, 1);
        }
        assert_eq!(append(&mut log, 2), None);
        assert_eq!(goals(&read(&folder)), [0, 1, 2]);
    });
}
