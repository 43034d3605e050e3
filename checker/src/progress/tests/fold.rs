//! What a learner did, and what is known of it afterwards.

use std::slice;

use crate::lesson::{Goal, GoalKind, parse_lesson};

use super::super::record::Record;
use super::super::{Attempt, Event, ExerciseState, Happening, Id, Mended, Met, Standing, TaskMark};
use super::{attempt, event, folded, goals, log, reached};

const FIRST: Attempt = Attempt::FIRST;

fn known(logs: &[Vec<Event>]) -> ExerciseState {
    let logs: Vec<Vec<u8>> = logs.iter().zip(1..).map(|(events, name)| log(name, events)).collect();
    folded(&logs).exercise("first-venv")
}

fn found(mended: Mended) -> Event {
    event(FIRST, Happening::Found { mistake: Id::new("no-venv").unwrap(), mended })
}

fn reset(ends: &[Attempt], opens: Attempt) -> Event {
    event(opens, Happening::Reset { ends: ends.to_vec() })
}

#[test]
fn an_exercise_that_no_log_speaks_of_is_untouched() {
    let state = known(&[]);
    assert_eq!(state, ExerciseState::default());
    assert_eq!((state.standing, state.attempt(), state.last_seen), (Standing::Untouched, FIRST, None));
}

#[test]
fn the_story_of_one_learner() {
    let mut story = vec![event(FIRST, Happening::Started)];
    assert_eq!(known(&[story.clone()]).standing, Standing::Working);
    story.extend([
        event(FIRST, reached(0)),
        found(Mended::NotYet),
        event(FIRST, Happening::Hint { count: 1 }),
        event(FIRST, Happening::Hint { count: 2 }),
        found(Mended::NotYet),
        found(Mended::Mended),
        event(FIRST, Happening::Skipped),
    ]);
    let skipped = known(&[story.clone()]);
    assert_eq!(skipped.standing, Standing::Skipped);
    assert_eq!(skipped.hints, 2);
    let no_venv = Id::new("no-venv").unwrap();
    assert_eq!(skipped.mistakes[&no_venv], Met { times: 2, mended: Mended::Mended });
    story.extend([event(FIRST, reached(1)), event(FIRST, Happening::Passed { seconds: 90 })]);
    let passed = known(&[story.clone()]);
    assert_eq!(passed.standing, Standing::Passed { seconds: 90 });
    assert_eq!(passed.last_seen, Some(1_700_000_010));
}

#[test]
fn a_reset_opens_an_attempt_in_which_nothing_is_reached() {
    let before = vec![event(FIRST, reached(0)), event(FIRST, Happening::Passed { seconds: 90 })];
    let again = known(slice::from_ref(&before)).reset(&Id::new("first-venv").unwrap(), attempt(7));
    assert_eq!(again, reset(&[FIRST], attempt(7)));
    let after = known(&[before.clone(), vec![again.clone()]]);
    assert_eq!((after.standing, after.attempt(), after.reached.len()), (Standing::Untouched, attempt(7), 0));
    assert_eq!(after.ended[&FIRST], Standing::Passed { seconds: 90 });
    let on = known(&[before, vec![again, event(attempt(7), reached(0))]]);
    assert_eq!((on.standing, on.reached.len()), (Standing::Working, 1));
}

#[test]
fn what_a_session_that_knew_nothing_of_the_reset_reached_stays_with_its_attempt() {
    let state = known(&[vec![event(FIRST, reached(0)), event(FIRST, reached(1))], vec![reset(&[FIRST], attempt(7))]]);
    assert_eq!(state.standing, Standing::Untouched);
    assert_eq!(state.ended[&FIRST], Standing::Working);
}

#[test]
fn two_resets_at_once_are_joined_and_the_next_one_ends_both() {
    let logs = [
        vec![reset(&[FIRST], attempt(7)), event(attempt(7), reached(0))],
        vec![reset(&[FIRST], attempt(8)), event(attempt(8), reached(1))],
    ];
    let both = known(&logs);
    assert_eq!((both.attempt(), both.reached.len(), both.standing), (attempt(8), 2, Standing::Working));
    let next = both.reset(&Id::new("first-venv").unwrap(), attempt(9));
    let after = known(&[logs.concat(), vec![next]]);
    assert_eq!((after.attempt(), after.standing, after.ended.len()), (attempt(9), Standing::Untouched, 3));
}

#[test]
fn of_two_passes_the_shorter_counts() {
    let passed = |seconds| vec![event(FIRST, Happening::Passed { seconds })];
    assert_eq!(known(&[passed(90), passed(60), passed(120)]).standing, Standing::Passed { seconds: 60 });
}

#[test]
fn clocks_that_disagree_change_nothing_but_the_time_that_is_shown() {
    let at = |log, at, what| Record { log, number: 1, at, event: event(FIRST, what) }.line();
    let state = |first, second| {
        let logs = [at(1, first, reached(0)), at(2, second, Happening::Passed { seconds: 5 })];
        ExerciseState { last_seen: None, ..folded(&logs).exercise("first-venv") }
    };
    let expected = state(1_700_000_000, 1_700_000_001);
    for (first, second) in [(0, 0), (u64::MAX, 0), (1_700_003_600, 1_700_000_000), (0, u64::MAX)] {
        assert_eq!(state(first, second), expected);
    }
}

#[test]
fn a_record_that_was_written_twice_counts_once() {
    let once = log(1, &[event(FIRST, reached(0)), found(Mended::NotYet)]);
    let expected = folded(slice::from_ref(&once));
    assert_eq!(folded(&[[once.clone(), once.clone()].concat()]), expected);
    assert_eq!(folded(&[once.clone(), once]), expected);
}

#[test]
fn a_log_cut_at_any_byte_keeps_its_whole_lines_and_counts_the_torn_one() {
    let events: Vec<Event> = (0..6).map(|goal| event(FIRST, reached(goal))).collect();
    let whole = log(1, &events);
    let ends: Vec<usize> = (0..whole.len()).filter(|place| whole[*place] == b'\n').collect();
    for cut in 0..=whole.len() {
        let state = folded(&[whole[..cut].to_vec()]);
        // A line that lacks nothing but its line feed is whole.
        let lines = ends.iter().filter(|end| cut >= **end).count();
        let at_an_end = cut == 0 || ends.iter().any(|end| cut == *end || cut == end + 1);
        assert_eq!(goals(&state), (0..lines).collect::<Vec<_>>(), "cut at {cut}");
        assert_eq!(state.trouble.torn, u64::from(!at_an_end), "cut at {cut}");
        // What is appended after a cut is read, once the torn line was ended.
        let more = log(1, &[event(FIRST, reached(9))]);
        let mended = folded(&[[&whole[..cut], b"\n", &more].concat()]);
        assert_eq!(goals(&mended).last(), Some(&9), "cut at {cut}");
        assert_eq!(goals(&mended).len(), lines + 1, "cut at {cut}");
    }
}

#[test]
fn a_goal_that_moved_is_still_reached_and_a_new_one_in_its_place_is_not() {
    let (lesson, _) = parse_lesson("venv.md", include_str!("../../lesson/tests/example.md"));
    let mut exercise = lesson.unwrap().exercises.remove(0);
    let task = TaskMark::of(&exercise.goals[0]);
    let state = known(&[vec![event(FIRST, Happening::Reached { goal: 0, task })]]);
    assert_eq!(state.goals(&exercise).into_iter().collect::<Vec<_>>(), [0]);
    exercise.goals.insert(0, Goal { task: "Leave it.".to_owned(), kind: GoalKind::Deactivated });
    assert_eq!(state.goals(&exercise).into_iter().collect::<Vec<_>>(), [1]);
}
