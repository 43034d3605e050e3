//! How the exercises of a course stand, for lists.

use crate::lesson::Exercise;
use crate::progress::Standing;
use crate::ui::{Mark, Marks};

use super::context::{Context, Loaded};
use super::record::Record;
use super::which::missing;

/// The mark of every exercise, by id.
pub(super) fn marks(context: &Context, loaded: &Loaded, record: &Record) -> Marks {
    loaded.course.exercises().map(|exercise| (exercise.id.clone(), mark(context, loaded, record, exercise))).collect()
}

/// What is done stays done on a machine that could not do it; what is not is deferred there.
fn mark(context: &Context, loaded: &Loaded, record: &Record, exercise: &Exercise) -> Mark {
    let known = record.exercise(exercise);
    match known.standing {
        Standing::Passed { seconds } => return Mark::Passed { seconds },
        Standing::Skipped => return Mark::Skipped,
        Standing::Untouched | Standing::Working => {}
    }
    match (missing(context, loaded, exercise), known.standing) {
        (missing, _) if !missing.is_empty() => Mark::Deferred { missing },
        (_, Standing::Working) => Mark::Working { reached: known.goals(exercise).len() },
        _ => Mark::Untouched,
    }
}
