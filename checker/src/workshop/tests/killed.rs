//! A session that is killed while it saves: everything that it called saved is in the class too.

#![expect(clippy::disallowed_methods, reason = "the test starts itself once more, to kill it")]

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::host::HostEnvironment;
use crate::progress::{Ledger, ProgressFolder, Saved, read};

use super::super::class::Class;
use super::super::reading::DropBox;
use super::{class, event, reached, session, uid};

/// The folder with the class, in the process that is to be killed.
const WITHIN: &str = "CHECKER_TEST_CLASS_TO_BE_KILLED";

/// Not a test by itself: what the killed process runs. As a session does: the learner's own log, then the class.
#[test]
fn saves_until_it_is_killed() {
    let host = HostEnvironment::read();
    let Some(within) = host.variable(WITHIN).map(Path::new) else { return };
    let class = Class::read(&within.join("class")).unwrap();
    let mut heard = session(&class, within, uid());
    let mut ledger = Ledger::open(&ProgressFolder::of(&within.join("state"), "course").unwrap()).unwrap();
    let mut out = io::stdout();
    writeln!(out, "\nready").unwrap();
    // An end, in case nobody is there to kill it.
    for goal in 0..2_000 {
        let event = event("one", reached(goal));
        assert!(matches!(ledger.write(&event), Saved::Saved));
        assert!(matches!(heard.append(&event), Saved::Saved));
        writeln!(out, "saved {goal}").unwrap();
    }
}

/// Starts, kills after some time of its own, and gives the number of events that were called saved.
fn round(round: u32) -> usize {
    let scratch = tempfile::tempdir().unwrap();
    let class = class(scratch.path(), false);
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "workshop::tests::killed::saves_until_it_is_killed", "--nocapture"])
        .env(WITHIN, scratch.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == "ready"), "it did not start");
    // From before its first file to some events later, in steps that share no factor with anything.
    let until = Instant::now() + Duration::from_micros(u64::from(round) * 7919 % 50_000);
    while Instant::now() < until {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let saved = lines.filter(|line| line.starts_with("saved ")).count();
    let mut fold = crate::progress::Fold::default();
    for (_, lines) in DropBox::open(&class).unwrap().look().unwrap().lines {
        fold.add_log(&lines);
    }
    let heard = fold.state().exercise("one").reached.len();
    let own = read(&ProgressFolder::of(&scratch.path().join("state"), "course").unwrap()).exercise("one").reached.len();
    // One more may be there that nobody was told of; and the learner's own log is first.
    assert!(heard == saved || heard == saved + 1, "the class heard of {heard}, {saved} were called saved");
    assert!(own == heard || own == heard + 1, "{own} of the learner's own, {heard} heard by the class");
    saved
}

fn rounds(count: u32) {
    let saved: usize = (0..count).map(round).sum();
    assert!(saved > 0, "nothing was ever saved");
    writeln!(io::stderr(), "{count} kills: {saved} events called saved, all in the class").unwrap();
}

#[test]
fn kills_lose_nothing_for_the_class_that_was_called_saved() {
    rounds(25);
}

#[test]
#[ignore = "takes ten minutes: `cargo test --lib ten_thousand_kills -- --ignored`"]
fn ten_thousand_kills_lose_nothing_for_the_class() {
    rounds(10_000);
}
