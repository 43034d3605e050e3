//! A process that is killed while it saves: everything that it called saved is there.

#![expect(clippy::disallowed_methods, reason = "the test starts itself once more, to kill it")]

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::host::HostEnvironment;

use super::super::{Attempt, Log, Saved, read};
use super::{course, event, goals, reached};

/// The state folder, in the process that is to be killed.
const WITHIN: &str = "CHECKER_TEST_TO_BE_KILLED";

/// Not a test by itself: what the killed process runs.
#[test]
fn saves_until_it_is_killed() {
    let host = HostEnvironment::read();
    let Some(state_folder) = host.variable(WITHIN) else { return };
    let mut log = Log::open(&course(Path::new(state_folder))).unwrap();
    let mut out = io::stdout();
    writeln!(out, "\nready").unwrap();
    // An end, in case nobody is there to kill it.
    for goal in 0..100_000 {
        assert!(matches!(log.append(&event(Attempt::FIRST, reached(goal))), Saved::Saved));
        writeln!(out, "saved {goal}").unwrap();
    }
}

/// Starts, kills after some time of its own, and gives the number of events that were called saved, and how many lines
/// were torn.
fn round(round: u32) -> (usize, u64) {
    let scratch = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "progress::tests::killed::saves_until_it_is_killed", "--nocapture"])
        .env(WITHIN, scratch.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == "ready"), "it did not start");
    // From before its first file to some events later, in steps that share no factor with anything.
    let until = Instant::now() + Duration::from_micros(u64::from(round) * 7919 % 20_000);
    while Instant::now() < until {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let saved: Vec<usize> = lines.filter_map(|line| line.strip_prefix("saved ")?.parse().ok()).collect();
    assert_eq!(saved, (0..saved.len()).collect::<Vec<_>>());
    let state = read(&course(scratch.path()));
    let known = goals(&state);
    // One more may be there that nobody was told of.
    assert!(known == saved || known == (0..=saved.len()).collect::<Vec<_>>(), "{known:?} after {} saved", saved.len());
    (saved.len(), state.trouble.torn)
}

fn rounds(count: u32) {
    let (saved, torn) = (0..count).map(round).fold((0, 0), |(saved, torn), (more, lines)| (saved + more, torn + lines));
    assert!(saved > 0, "nothing was ever saved");
    writeln!(io::stderr(), "{count} kills: {saved} events called saved, all there; {torn} torn lines").unwrap();
}

#[test]
fn a_hundred_kills_lose_nothing_that_was_called_saved() {
    rounds(100);
}

#[test]
#[ignore = "takes a minute: `cargo test --lib a_thousand_kills -- --ignored`"]
fn a_thousand_kills_lose_nothing_that_was_called_saved() {
    rounds(1000);
}
