//! What a picture shows: who is stuck, what many do wrong, who waits.

use std::collections::BTreeSet;

use crate::progress::{Happening, Mended};

use super::super::picture::{Cell, IDLE, NOW, Problem};
use super::super::stuck::Stuck;
use super::{class, found, reached, seen, session, tell};

/// The cells of each user, as a picture at `at` has them, in the order of users.
fn cells(picture: &super::Picture) -> Vec<(u32, [Cell; 2])> {
    let mut cells: Vec<_> = picture.rows.iter().map(|row| (row.uid, [row.cells[0], row.cells[1]])).collect();
    cells.sort_by_key(|(uid, _)| *uid);
    cells
}

#[test]
fn every_state_is_told_apart_and_who_needs_somebody_stands_first() {
    use Happening::{Done, Help, HelpOver, Passed, Skipped, Started};
    let scratch = tempfile::tempdir().unwrap();
    let class = class(scratch.path(), true);
    let wrong = |mistake| found(mistake, Mended::NotYet);
    let told = [
        (1, "one", vec![(1000, Started)]),
        (2, "one", vec![(1000, Started), (1010, Passed { seconds: 10 })]),
        (3, "one", vec![(1000, Started), (1010, Skipped)]),
        (4, "one", vec![(1000, Started), (1020, Help)]),
        (5, "one", vec![(1000, Started), (1010, wrong("a")), (1020, wrong("a"))]),
        (6, "one", vec![(1000, Started), (1010, wrong("a")), (1015, wrong("b")), (1020, wrong("c"))]),
        (7, "one", vec![(1030 - IDLE - 1, Started)]),
        (8, "two", vec![(1000, Started), (1010, Help), (1011, HelpOver), (1012, Help), (1013, Done)]),
        (9, "two", vec![(1000, Started), (1005, Help), (1006, Help)]),
    ];
    for (uid, exercise, events) in told {
        tell(&mut session(&class, scratch.path(), uid), exercise, events);
    }
    // A person who has gone on has left the first one, and mistakes before a goal that was reached are past.
    let mut log = session(&class, scratch.path(), 10);
    tell(&mut log, "one", [(1000, Started), (1001, wrong("a"))]);
    tell(
        &mut log,
        "two",
        [(1002, Started), (1003, wrong("a")), (1004, wrong("b")), (1005, reached(0)), (1006, wrong("a"))],
    );
    let picture = seen(&class, 1030);
    let no = Cell::NotStarted;
    assert_eq!(
        cells(&picture),
        [
            (1, [Cell::Working, no]),
            (2, [Cell::Done, no]),
            (3, [Cell::Skipped, no]),
            (4, [Cell::Help, no]),
            (5, [Cell::Stuck(Stuck::SameMistake), no]),
            (6, [Cell::Stuck(Stuck::Mistakes), no]),
            (7, [Cell::Idle, no]),
            (8, [no, Cell::Done]),
            (9, [no, Cell::Help]),
            (10, [Cell::Idle, Cell::Working]),
        ]
    );
    let first: BTreeSet<u32> = picture.rows.iter().take(2).map(|row| row.uid).collect();
    assert_eq!(first, BTreeSet::from([4, 9]));
    let queue: Vec<(u32, u64)> = picture.queue.iter().map(|request| (request.uid, request.since)).collect();
    assert_eq!(queue, [(9, 1005), (4, 1020)], "who asks again keeps their place");
    let exercises = BTreeSet::from(["one".to_owned(), "two".to_owned()]);
    let problem = Problem { mistake: "a".to_owned(), people: 3, since: 1001, exercises };
    assert_eq!(picture.problems[0], problem);
    assert_eq!(seen(&class, 1030 + NOW).problems, []);
}

#[test]
fn who_takes_twice_as_long_as_the_class_with_a_mistake_is_stuck() {
    let scratch = tempfile::tempdir().unwrap();
    let class = class(scratch.path(), true);
    for uid in 1..=3 {
        let events = [(1000, Happening::Started), (1000 + 100, reached(0))];
        tell(&mut session(&class, scratch.path(), uid), "one", events);
    }
    let events = [(1000, Happening::Started), (1010, found("a", Mended::NotYet))];
    tell(&mut session(&class, scratch.path(), 4), "one", events);
    assert_eq!(cells(&seen(&class, 1200))[3].1[0], Cell::Working);
    assert_eq!(cells(&seen(&class, 1201))[3].1[0], Cell::Stuck(Stuck::Slow));
}

#[test]
fn a_mended_mistake_and_one_of_an_attempt_that_was_ended_are_no_problem() {
    use super::super::super::progress::{Attempt, Event, Id, Saved};
    let scratch = tempfile::tempdir().unwrap();
    let class = class(scratch.path(), true);
    let events = [(1000, found("a", Mended::NotYet)), (1010, found("a", Mended::Mended))];
    tell(&mut session(&class, scratch.path(), 1), "one", events);
    let mut log = session(&class, scratch.path(), 2);
    tell(&mut log, "one", [(1000, found("a", Mended::NotYet)), (1001, Happening::Help)]);
    let what = Happening::Reset { ends: vec![Attempt::FIRST] };
    let reset = Event { exercise: Id::new("one").unwrap(), attempt: Attempt::fresh().unwrap(), what };
    assert!(matches!(log.append_at(&reset, 1002), Saved::Saved));
    let picture = seen(&class, 1020);
    assert_eq!(picture.problems, []);
    assert_eq!(picture.queue, []);
    assert_eq!(cells(&picture)[1].1[0], Cell::NotStarted);
}

#[test]
fn a_clock_that_is_ahead_shows_now_and_not_the_future() {
    let scratch = tempfile::tempdir().unwrap();
    let class = class(scratch.path(), true);
    tell(&mut session(&class, scratch.path(), 1), "one", [(9_999_999, Happening::Help)]);
    let picture = seen(&class, 1000);
    assert_eq!((picture.rows[0].heard, picture.queue[0].since), (1000, 1000));
}
