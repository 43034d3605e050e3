//! The format is frozen: logs of learners outlive this version.

use super::super::checksum::checksum;
use super::super::record::{LONGEST, Line, Record, read_line};
use super::super::{Attempt, Event, Happening, Id, MOST_ENDED, Mended, Standing, TaskMark};
use super::{attempt, event, folded, goals};

/// Written by version 0.1.0. Lines are added, never changed.
const FROZEN: &str = r#"becb202e {"format":1,"log":"000102030405060708090a0b0c0d0e0f","number":1,"at":1700000000,"event":"started","exercise":"first-venv","attempt":"0000000000000000"}
c53b8c0b {"format":1,"log":"000102030405060708090a0b0c0d0e0f","number":2,"at":1700000000,"event":"reached","exercise":"first-venv","attempt":"0000000000000000","goal":2,"task":"00c0ffee"}
3c740f95 {"format":1,"log":"000102030405060708090a0b0c0d0e0f","number":3,"at":1700000000,"event":"found","exercise":"first-venv","attempt":"0000000000000000","mistake":"pip-before-activate","mended":false}
6d79f6c8 {"format":1,"log":"000102030405060708090a0b0c0d0e0f","number":4,"at":1700000000,"event":"found","exercise":"first-venv","attempt":"0000000000000000","mistake":"pip-before-activate","mended":true}
e0b58743 {"format":1,"log":"000102030405060708090a0b0c0d0e0f","number":5,"at":1700000000,"event":"hint","exercise":"first-venv","attempt":"0000000000000000","count":2}
d8583477 {"format":1,"log":"000102030405060708090a0b0c0d0e0f","number":6,"at":1700000000,"event":"skipped","exercise":"first-venv","attempt":"0000000000000000"}
b573f93d {"format":1,"log":"000102030405060708090a0b0c0d0e0f","number":7,"at":1700000000,"event":"passed","exercise":"first-venv","attempt":"0000000000000000","seconds":321}
5c3bb9c8 {"format":1,"log":"000102030405060708090a0b0c0d0e0f","number":8,"at":1700000000,"event":"reset","exercise":"first-venv","attempt":"00000000000000ff","ends":["0000000000000000","0000000000000001"]}
7119ed3e {"format":1,"log":"000102030405060708090a0b0c0d0e0f","number":9,"at":1700000000,"event":"help","exercise":"first-venv","attempt":"0000000000000000"}
19485ced {"format":1,"log":"000102030405060708090a0b0c0d0e0f","number":10,"at":1700000000,"event":"help-over","exercise":"first-venv","attempt":"0000000000000000"}
55a2951e {"format":1,"log":"000102030405060708090a0b0c0d0e0f","number":11,"at":1700000000,"event":"done","exercise":"first-venv","attempt":"0000000000000000"}
"#;

fn happenings() -> Vec<Happening> {
    vec![
        Happening::Started,
        Happening::Reached { goal: 2, task: TaskMark::parse("00c0ffee").unwrap() },
        Happening::Found { mistake: Id::new("pip-before-activate").unwrap(), mended: Mended::NotYet },
        Happening::Found { mistake: Id::new("pip-before-activate").unwrap(), mended: Mended::Mended },
        Happening::Hint { count: 2 },
        Happening::Skipped,
        Happening::Passed { seconds: 321 },
        Happening::Reset { ends: vec![Attempt::FIRST, attempt(1)] },
        Happening::Help,
        Happening::HelpOver,
        Happening::Done,
    ]
}

fn records() -> Vec<Record> {
    let log = 0x0001_0203_0405_0607_0809_0a0b_0c0d_0e0f;
    let records = happenings().into_iter().zip(1..).map(|(what, number)| {
        let attempt = if matches!(what, Happening::Reset { .. }) { attempt(255) } else { Attempt::FIRST };
        Record { log, number, at: 1_700_000_000, event: event(attempt, what) }
    });
    records.collect()
}

/// A line with the right checksum.
fn line(json: &str) -> Vec<u8> {
    format!("{:08x} {json}\n", checksum(json.as_bytes())).into_bytes()
}

fn json(tail: &str) -> String {
    let log = "000102030405060708090a0b0c0d0e0f";
    let head = format!(r#"{{"format":1,"log":"{log}","number":1,"at":1,"exercise":"first-venv""#);
    format!(r#"{head},"attempt":"0000000000000000",{tail}}}"#)
}

#[test]
fn every_kind_is_written_in_the_frozen_form() {
    let written: Vec<u8> = records().iter().flat_map(Record::line).collect();
    assert_eq!(String::from_utf8(written).unwrap(), FROZEN);
}

#[test]
fn the_frozen_form_is_read() {
    let read: Vec<Line> = FROZEN.lines().map(|line| read_line(line.as_bytes())).collect();
    assert_eq!(read, records().into_iter().map(Line::Record).collect::<Vec<_>>());
}

#[test]
fn the_longest_record_is_short_enough_to_be_written_at_once() {
    let id = Id::new(&"a".repeat(255)).unwrap();
    let far = Happening::Reset { ends: vec![attempt(255); MOST_ENDED + 7] };
    let found = Happening::Found { mistake: id.clone(), mended: Mended::NotYet };
    for what in [far, found] {
        let event = Event { exercise: id.clone(), attempt: Attempt::FIRST, what };
        let line = Record { log: u128::MAX, number: u64::MAX, at: u64::MAX, event }.line();
        assert!(line.len() < LONGEST, "{} bytes", line.len());
        assert!(matches!(read_line(line.trim_ascii_end()), Line::Record(_)));
    }
}

#[test]
fn a_later_field_is_left_out_and_counted() {
    let state = folded(&[line(&json(r#""event":"reached","goal":3,"task":"00000003","mood":{"good":[1]}"#))]);
    assert_eq!(goals(&state), [3]);
    assert_eq!((state.trouble.later, state.trouble.torn), (1, 0));
}

#[test]
fn what_only_a_later_version_knows_is_counted_and_no_error() {
    for unknown in [
        json(r#""event":"danced""#),
        json(r#""event":"danced","with":"whom""#),
        json(r#""event":"reached""#),
        json(r#""event":"reached","goal":"third","task":"00000003""#),
        json(r#""event":"reached","goal":-1,"task":"00000003""#),
        json(r#""event":"reset","ends":["0000000000000000"]"#),
        json(r#""event":"started""#).replace(r#""format":1"#, r#""format":2"#),
        json(r#""event":"started""#).replace("first-venv", "../first-venv"),
        "[1,2]".to_owned(),
        "{".repeat(1000),
    ] {
        let state = folded(&[line(&unknown)]);
        assert_eq!((state.trouble.later, state.trouble.torn), (1, 0), "{unknown}");
        assert_eq!(state.exercise("first-venv").standing, Standing::Untouched, "{unknown}");
    }
}

#[test]
fn one_bit_that_is_wrong_is_seen() {
    let whole = FROZEN.lines().next().unwrap().as_bytes();
    for place in 0..whole.len() * 8 {
        let mut spoilt = whole.to_vec();
        spoilt[place / 8] ^= 1 << (place % 8);
        assert_eq!(read_line(&spoilt), Line::Torn, "bit {place}");
    }
}
