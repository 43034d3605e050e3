//! The `toml exercise` fence.

use serde::Deserialize;
use toml::Spanned;

use super::super::Goal;
use super::super::complaints::Complaints;
use super::goal::{GoalTable, read_goal};
use super::{Toml, id_hint, is_id};

/// A `toml exercise` fence, checked.
#[derive(Debug)]
pub(in super::super) struct ExerciseWritten {
    /// Its id; unique in the course is not checked here.
    pub(in super::super) id: String,
    /// How long it takes.
    pub(in super::super) minutes: u32,
    /// What a machine must have.
    pub(in super::super) needs: Vec<String>,
    /// The goals that are right.
    pub(in super::super) goals: Vec<Goal>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Fence {
    id: Option<Spanned<String>>,
    #[serde(default)]
    minutes: u32,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    goal: Vec<Spanned<GoalTable>>,
}

/// Reads a `toml exercise` fence; without an id there is no exercise.
pub(in super::super) fn read_exercise(toml: &Toml<'_>, complaints: &mut Complaints) -> Option<ExerciseWritten> {
    let fence: Fence = toml.read(complaints)?;
    if fence.goal.is_empty() {
        let hint = "write at least one `[[goal]]` with a `task` and what must become true";
        complaints.error(toml.place_of_fence(), "exercise without goals", hint);
    }
    let goals = fence.goal.into_iter().filter_map(|goal| read_goal(toml, goal, complaints)).collect();
    let Some(id) = fence.id else {
        let hint = "write `id = \"…\"` in lower-case letters, digits and dashes";
        complaints.error(toml.place_of_fence(), "exercise without `id`", hint);
        return None;
    };
    if !is_id(id.as_ref()) {
        let what = format!("`{}` cannot be the id of an exercise", id.as_ref());
        complaints.error(toml.place(&id.span()), what, id_hint(id.as_ref()));
    }
    Some(ExerciseWritten { id: id.into_inner(), minutes: fence.minutes, needs: fence.needs, goals })
}
