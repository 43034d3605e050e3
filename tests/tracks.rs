//! The way through the course at each site: what time it takes, and what is offered on it.

use std::path::Path;

use checker::lesson::{Course, Exercise, GoalKind, Leg, Track, parse_course};
use checker::supply::{CourseSource, builtin_catalogue, files};

use crate::support::{Machine, skip};

/// A core is for one afternoon: minutes of teaching and of exercises.
const CORE: u32 = 180;
/// Within so many minutes everybody has been in an environment, and in it again.
const FIRST: u32 = 60;

fn course() -> Course {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lessons");
    let files = files(&CourseSource::Folder(folder)).expect("the course");
    parse_course(&files, builtin_catalogue()).expect("the course").0
}

/// The exercises of a core that are counted, each with the minutes that have gone by when it is done.
fn core<'c>(course: &'c Course, track: &'c Track) -> Vec<(u32, &'c Exercise)> {
    let mut minutes = 0;
    let mut done = Vec::new();
    for lesson in track.lessons.iter().filter_map(|id| course.lesson(id)) {
        minutes += lesson.teaching;
        for exercise in lesson.exercises.iter().filter(|exercise| !track.is_further(exercise)) {
            minutes += exercise.minutes;
            done.push((minutes, exercise));
        }
    }
    done
}

/// Whether an environment is made in it, entered, filled, left, and entered again.
fn comes_back(exercise: &Exercise) -> bool {
    let is_step: [fn(&GoalKind) -> bool; 5] = [
        |goal| matches!(goal, GoalKind::Venv { .. } | GoalKind::CondaEnv { .. }),
        |goal| matches!(goal, GoalKind::Active { .. }),
        |goal| matches!(goal, GoalKind::Package { .. }),
        |goal| matches!(goal, GoalKind::Deactivated),
        |goal| matches!(goal, GoalKind::Active { .. }),
    ];
    let mut goals = exercise.goals.iter();
    is_step.iter().all(|is_step| goals.any(|goal| is_step(&goal.kind)))
}

#[test]
fn the_core_of_every_site_takes_three_hours_at_the_most() {
    let course = course();
    assert!(course.tracks.len() >= 6, "a track is gone");
    for track in &course.tracks {
        let minutes = track.minutes(&course, Leg::Core);
        assert!(minutes <= CORE, "{}: {minutes} minutes", track.id);
        // It is still what a core must hold: a list, a job, room.
        for lesson in ["venv", "requirements", "batch-jobs", "storage"] {
            assert!(track.lessons.iter().any(|id| id == lesson), "{}: no `{lesson}`", track.id);
        }
    }
}

#[test]
fn within_the_first_hour_everybody_has_come_back_to_an_environment() {
    let course = course();
    for track in &course.tracks {
        let found = core(&course, track).into_iter().find(|(_, exercise)| comes_back(exercise));
        let (minutes, exercise) = found.unwrap_or_else(|| panic!("{}: nobody comes back", track.id));
        assert!(minutes <= FIRST, "{}: `{}` is done after {minutes} minutes", track.id, exercise.id);
    }
}

#[test]
fn every_core_has_something_to_repair() {
    let course = course();
    for track in &course.tracks {
        let repairs = ["mend-the-list", "mend-the-job", "old-package", "uv-mend-project"];
        let has_one = core(&course, track).iter().any(|(_, exercise)| repairs.contains(&exercise.id.as_str()));
        assert!(has_one, "{}", track.id);
    }
}

#[test]
fn exercises_for_those_with_time_left_are_offered_last() {
    let Some(machine) = Machine::new() else { return skip("further", "python3 with venv is missing") };
    // `two-projects` is the next on the page, and a further one on this way.
    for skipped in ["course-environment", "two-projects"] {
        let outcome = machine.checker(&["skip", skipped]);
        let next = "Next: checker start freeze-and-recreate\n";
        assert!(outcome.data.ends_with(next), "{}{}", outcome.data, outcome.talk);
    }
}
