//! A rehearsal: made-up learners, whose sessions write real records into the drop box of a class that says that it is one.

use crate::host::GrowingFile;
use crate::lesson::{Course, Exercise};
use crate::progress::{Attempt, Event, Happening, Id, Log, Mended, ProgressError, Saved, TaskMark, random_number};

use super::attend::ENDING;
use super::class::Class;

/// How long ago the class began, in seconds.
const BEGAN: u64 = 90 * 60;

/// Lets so many made-up learners work through these exercises until now; says how many records they wrote. The same seed
/// makes the same class.
pub fn simulate(
    class: &Class,
    course: &Course,
    exercises: &[String],
    learners: u32,
    seed: u64,
    now: u64,
) -> Result<u64, ProgressError> {
    let exercises: Vec<&Exercise> = exercises.iter().filter_map(|id| course.exercise(id)).collect();
    let mut records = 0;
    for learner in 1..=learners {
        let drop_box = class.drop_box();
        let make = move || {
            let path = drop_box.join(format!("{learner}.{:032x}{ENDING}", random_number()?));
            GrowingFile::create_for_group(&path).map_err(ProgressError::write)
        };
        let mut writer = Writer { log: Log::into_files(1024 * 1024, make)?, records: 0 };
        let mut dice = Dice(seed ^ u64::from(learner).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        writer.learner(course, &exercises, &mut dice, now)?;
        records += writer.records;
    }
    Ok(records)
}

struct Writer {
    log: Log,
    records: u64,
}

impl Writer {
    fn learner(
        &mut self,
        course: &Course,
        exercises: &[&Exercise],
        dice: &mut Dice,
        now: u64,
    ) -> Result<(), ProgressError> {
        let mut at = now.saturating_sub(BEGAN) + dice.below(300);
        // From somebody who has done all of it before to somebody who sees a shell for the first time.
        let pace = 40 + dice.below(120);
        // Some leave early.
        let until = if dice.one_in(12) { now.saturating_sub(dice.below(BEGAN)) } else { now };
        for exercise in exercises {
            if at >= until {
                return Ok(());
            }
            self.say(exercise, Happening::Started, at)?;
            let began = at;
            if dice.one_in(20) {
                at += 60;
                self.say(exercise, Happening::Skipped, at.min(until))?;
                continue;
            }
            let mistakes = mistakes(course, exercise);
            let share = u64::from(exercise.minutes) * 60 * pace / 100 / (exercise.goals.len() as u64).max(1);
            for (goal, asked) in exercise.goals.iter().enumerate() {
                let time = share / 2 + dice.below(share.max(1));
                let mut wrong = at + time / 3;
                while dice.one_in(3) && !mistakes.is_empty() && wrong < until {
                    // The first ones are made most often.
                    let pick = dice.below(mistakes.len() as u64).min(dice.below(mistakes.len() as u64));
                    let mistake = &mistakes[usize::try_from(pick).unwrap_or_default()];
                    self.say(exercise, found(mistake, Mended::NotYet), wrong)?;
                    at += 60;
                    if dice.one_in(8) {
                        self.say(exercise, Happening::Help, wrong + 20)?;
                    }
                    if wrong + 60 < until && !dice.one_in(4) {
                        self.say(exercise, found(mistake, Mended::Mended), wrong + 60)?;
                    }
                    wrong += 90;
                }
                at += time;
                if at >= until {
                    return Ok(());
                }
                self.say(exercise, Happening::Reached { goal, task: TaskMark::of(asked) }, at)?;
            }
            self.say(exercise, Happening::Passed { seconds: at - began }, at)?;
            at += 20 + dice.below(120);
        }
        Ok(())
    }

    fn say(&mut self, exercise: &Exercise, what: Happening, at: u64) -> Result<(), ProgressError> {
        let event = Event { exercise: Id::new(&exercise.id)?, attempt: Attempt::FIRST, what };
        match self.log.append_at(&event, at) {
            Saved::Saved => self.records += 1,
            Saved::HeldBack(error) => return Err(error),
        }
        Ok(())
    }
}

fn found(mistake: &Id, mended: Mended) -> Happening {
    Happening::Found { mistake: mistake.clone(), mended }
}

/// The mistakes that people make in an exercise: its own, and those of the catalogue that are proved in it.
fn mistakes(course: &Course, exercise: &Exercise) -> Vec<Id> {
    let general = course.catalogue.iter().filter(|mistake| mistake.exercise.as_ref() == Some(&exercise.id));
    exercise.mistakes.iter().chain(general).filter_map(|mistake| Id::new(&mistake.id).ok()).collect()
}

/// Chance that can be had again (SplitMix64, Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }
}
