//! The whole course by hand: every solution is seen to the end without a word too much, and every mistake of the catalogue is
//! named in a live session too.

use checker::author::{self, CaseKind};
use checker::lesson::{BasePython, Course, Exercise, Typed, parse_course};
use checker::supply::{CourseSource, builtin_catalogue, files, sites};

use crate::support::{Learner, Machine, skip};

/// A prompt that counts, so that each is told from the one before.
const COUNTING: &str = "PS1='[\\!]$ '\n";

pub(crate) fn course() -> Course {
    let mut course = files(&CourseSource::BuiltIn).expect("the course");
    let known = sites(&course, None).expect("sites");
    let laptop = known.iter().find(|site| site.id == "laptop").expect("a laptop");
    for text in course.files.values_mut() {
        *text = checker::site::fill(text, laptop).0;
    }
    let catalogue = checker::site::fill(builtin_catalogue(), laptop).0;
    parse_course(&course, &catalogue).expect("it lints").0
}

/// Types commands, each at a prompt of its own; says whether the shell is still there.
fn play<'t>(learner: &mut Learner, commands: impl Iterator<Item = &'t Typed>) {
    for (number, typed) in commands.enumerate() {
        learner.terminal.wait_for(&format!("[{}]$", number + 1));
        learner.terminal.enter(&typed.command.replace('\n', "\r"));
        for answer in &typed.answers {
            learner.terminal.type_keys(&format!("{answer}\r"));
        }
    }
}

/// The exercises that are played by hand: one of each kind of goal that any machine can reach, with the packages that the test
/// machine has. All others are typed by `checker prove`, into the same shell.
const BY_HAND: [&str; 6] =
    ["hello", "first-venv", "course-environment", "two-projects", "freeze-and-recreate", "mend-the-list"];

fn is_by_hand(exercise: &Exercise) -> bool {
    BY_HAND.contains(&exercise.id.as_str())
}

#[test]
fn every_solution_is_seen_to_its_end_without_a_word_too_much() {
    let course = course();
    for case in author::cases(&course, &[]) {
        let (Some(exercise), CaseKind::Solution) = (case.exercise, case.kind) else { continue };
        if !is_by_hand(exercise) {
            continue;
        }
        let Some(machine) = Machine::new() else { return skip("every_solution", "no python3 or no packages") };
        let solution = author::solution_at(exercise, "laptop").expect("a solution");
        let mut learner = Learner::start(machine, COUNTING, &[&exercise.id]);
        play(&mut learner, author::commands(solution));
        learner.terminal.wait_for("is done");
        assert!(!learner.terminal.transcript().contains('✘'), "{}: {}", exercise.id, learner.screen());
        learner.terminal.type_keys("q");
        assert_eq!(learner.terminal.exit_status(), 0);
    }
}

#[test]
fn every_mistake_of_the_catalogue_is_named_when_it_is_made() {
    let course = course();
    for case in author::cases(&course, &[]) {
        let (Some(exercise), CaseKind::Mistake(mistake)) = (case.exercise, case.kind) else { continue };
        // Leaving while an environment is active is a pause here, and not the end.
        let is_of_the_end = mistake.when.iter().all(|condition| condition.at.is_some());
        if !is_by_hand(exercise)
            || mistake.base != BasePython::Plain
            || (is_of_the_end && mistake.id != "left-the-shell")
        {
            continue;
        }
        let Some(machine) = Machine::new() else { return skip("every_mistake", "no python3 or no packages") };
        let mut learner = Learner::start(machine, COUNTING, &[&exercise.id, "--color", "never"]);
        play(&mut learner, mistake.attempt.iter());
        let first: Vec<&str> = mistake.summary.split_whitespace().take(3).collect();
        learner.terminal.wait_for(&format!("✘ {}", first.join(" ").replace("&gt;", ">").replace('`', "")));
    }
}
