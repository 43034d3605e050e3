//! Any logs in any order, and any bytes at all.

use std::slice;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::record::{Line, Record, read_line};
use super::super::{Attempt, Event, ExerciseState, Happening, Id, Mended};
use super::{attempt, folded, log, reached};

fn happenings(resets: bool) -> BoxedStrategy<Happening> {
    let mistakes = select(vec!["no-venv", "wrong-pip"]);
    let mended = select(vec![Mended::NotYet, Mended::Mended]);
    let quiet = prop_oneof![
        Just(Happening::Started),
        (0..5_usize).prop_map(reached),
        (mistakes, mended)
            .prop_map(|(mistake, mended)| Happening::Found { mistake: Id::new(mistake).unwrap(), mended }),
        (0..100_u64).prop_map(|seconds| Happening::Passed { seconds }),
        Just(Happening::Skipped),
        Just(Happening::Help),
        Just(Happening::HelpOver),
        Just(Happening::Done),
        (0..4_u32).prop_map(|count| Happening::Hint { count }),
    ];
    if resets {
        let ends = vec(0..4_u8, 0..3).prop_map(|ends| ends.into_iter().map(attempt).collect());
        prop_oneof![4 => quiet, 1 => ends.prop_map(|ends| Happening::Reset { ends })].boxed()
    } else {
        quiet.boxed()
    }
}

/// Events of two exercises and four attempts; no reset ends the attempt that it opens.
fn events(resets: bool) -> impl Strategy<Value = Vec<Event>> {
    let event =
        (select(vec!["first-venv", "two-projects"]), 0..4_u8, happenings(resets)).prop_map(|(id, name, what)| {
            let attempt = match what {
                Happening::Reset { .. } => attempt(name + 4),
                _ => attempt(name),
            };
            Event { exercise: Id::new(id).unwrap(), attempt, what }
        });
    vec(event, 0..20)
}

fn logs(resets: bool) -> impl Strategy<Value = Vec<Vec<u8>>> {
    vec(events(resets), 1..5).prop_map(|logs| logs.iter().zip(1..).map(|(events, name)| log(name, events)).collect())
}

fn lines(logs: &[Vec<u8>]) -> Vec<Vec<u8>> {
    logs.iter().flat_map(|log| log.split_inclusive(|byte| *byte == b'\n')).map(<[u8]>::to_vec).collect()
}

/// Whether nothing in `less` is missing in `more`.
fn is_within(less: &ExerciseState, more: &ExerciseState) -> bool {
    let mistakes = less.mistakes.iter().all(|(id, met)| {
        more.mistakes.get(id).is_some_and(|other| met.times <= other.times && met.mended <= other.mended)
    });
    // Of two passes the shorter counts.
    let rank = |state: &ExerciseState| std::mem::discriminant(&state.standing);
    let standing = less.standing <= more.standing || rank(less) == rank(more);
    less.reached.is_subset(&more.reached) && less.hints <= more.hints && mistakes && standing
}

proptest! {
    #[test]
    fn neither_the_order_of_logs_nor_of_lines_nor_a_second_copy_changes_anything(
        (logs, shuffled) in logs(true).prop_flat_map(|logs| {
            let shuffled = Just(lines(&logs)).prop_shuffle();
            (Just(logs), shuffled)
        }),
        twice in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let state = folded(&logs);
        prop_assert_eq!(&folded(&shuffled), &state);
        let backwards: Vec<Vec<u8>> = logs.iter().rev().cloned().collect();
        prop_assert_eq!(&folded(&backwards), &state);
        let mut copied = logs.clone();
        copied.push(logs[twice.index(logs.len())].clone());
        prop_assert_eq!(&folded(&copied), &state);
        // A log that goes on in another file, as after a lost file handle.
        let place = if shuffled.is_empty() { 0 } else { cut.index(shuffled.len()) };
        let (front, back) = shuffled.split_at(place);
        prop_assert_eq!(&folded(&[back.concat(), front.concat()]), &state);
    }

    #[test]
    fn a_prefix_never_shows_more_than_the_whole(logs in logs(false), cut in any::<prop::sample::Index>()) {
        let mut cut_off = logs.clone();
        let last = cut_off.pop().unwrap_or_default();
        cut_off.push(last[..cut.index(last.len() + 1)].to_vec());
        let (less, more) = (folded(&cut_off), folded(&logs));
        for (id, state) in &less.exercises {
            prop_assert!(is_within(state, &more.exercises[id]), "{state:?} is not within {:?}", more.exercises[id]);
        }
        prop_assert!(less.trouble.torn <= 1);
    }

    #[test]
    fn an_attempt_that_was_ended_stays_ended(logs in logs(true), cut in any::<prop::sample::Index>()) {
        let whole = logs.concat();
        let (less, more) = (folded(&[whole[..cut.index(whole.len() + 1)].to_vec()]), folded(&logs));
        for (id, state) in &less.exercises {
            for attempt in state.ended.keys() {
                prop_assert!(more.exercises[id].ended.contains_key(attempt));
            }
        }
    }

    #[test]
    fn what_is_written_is_read(events in events(true), log in any::<u128>(), number in any::<u64>(), at in any::<u64>()) {
        for event in events {
            let record = Record { log, number, at, event };
            let line = record.line();
            prop_assert_eq!(read_line(&line[..line.len() - 1]), Line::Record(record));
        }
    }

    #[test]
    fn any_bytes_are_folded_without_panic(bytes in vec(any::<u8>(), 0..600), from in any::<prop::sample::Index>()) {
        folded(slice::from_ref(&bytes));
        // Whole lines beside garbage are read.
        let whole = log(1, &[super::event(Attempt::FIRST, reached(0))]);
        let state = folded(&[[bytes.as_slice(), b"\n", &whole, &bytes[from.index(bytes.len() + 1)..]].concat()]);
        prop_assert_eq!(super::goals(&state), [0]);
    }

    #[test]
    fn bytes_that_were_overwritten_hide_no_other_line(
        place in any::<prop::sample::Index>(), with in vec(any::<u8>(), 1..40),
    ) {
        let events: Vec<Event> = (0..10).map(|goal| super::event(Attempt::FIRST, reached(goal))).collect();
        let mut bytes = log(1, &events);
        let start = place.index(bytes.len());
        let end = bytes.len().min(start + with.len());
        bytes[start..end].copy_from_slice(&with[..end - start]);
        // 40 bytes touch two lines at most, and where they end none they join two.
        prop_assert!(super::goals(&folded(&[bytes])).len() >= 8);
    }
}
