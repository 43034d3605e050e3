//! An exercise as its folder shows it now, without a session (`checker check`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::check::{self, Jobs, Scene, Shell};
use crate::host::HostEnvironment;
use crate::inspect::NAMED_BY;
use crate::lesson::Exercise;
use crate::session::ShellState;

use super::report::{GoalReport, Outcome};

/// What was seen (`checker check --json`, format 1: fields may be added, never renamed).
#[derive(Clone, Debug, Serialize)]
pub struct Look {
    /// The format's number.
    pub format: u32,
    /// The exercise.
    pub exercise: String,
    /// The site.
    pub site: String,
    /// The folder that was looked at.
    pub folder: PathBuf,
    /// The verdict of the whole.
    pub verdict: Outcome,
    /// The goals, in order.
    pub goals: Vec<GoalReport>,
}

/// Looks at the folder of an exercise, as the shell that asks finds environments. `before` are the goals that earlier
/// sessions reached, from 0; `elsewhere` says what to do about those that only a session can see.
pub fn look(
    exercise: &Exercise,
    site: &str,
    (host, folder): (&HostEnvironment, &Path),
    before: &BTreeSet<usize>,
    elsewhere: &str,
) -> Look {
    let home = host.home().unwrap_or_else(|| folder.to_owned());
    let start = ShellState { folder: folder.to_owned(), variables: finding(host) };
    let jobs = Jobs::default();
    let scene =
        Scene { folder, home: &home, start: &start, shell: Shell::OutOfSight(elsewhere), happened: None, jobs: &jobs };
    let verdicts = check::by_files(&exercise.goals, before, &scene);
    let goals = exercise.goals.iter().zip(&verdicts);
    Look {
        format: 1,
        exercise: exercise.id.clone(),
        site: site.to_owned(),
        folder: folder.to_owned(),
        verdict: Outcome::of(&verdicts),
        goals: goals
            .map(|(goal, verdict)| GoalReport {
                task: goal.task.clone(),
                verdict: verdict.clone(),
                step: None,
                why: verdict.why().to_owned(),
            })
            .collect(),
    }
}

/// The variables by which environments are found, and none that says what a shell does with them.
fn finding(host: &HostEnvironment) -> BTreeMap<String, String> {
    let names = NAMED_BY.iter().copied().chain(["UV_PROJECT_ENVIRONMENT"]);
    names.filter_map(|name| Some((name.to_owned(), host.variable(name)?.to_str()?.to_owned()))).collect()
}

impl Look {
    /// How many goals are reached, from the first on.
    pub fn reached(&self) -> usize {
        self.goals.iter().take_while(|goal| goal.verdict.is_reached()).count()
    }
}
