//! The folders in which conda keeps environments by name, and which of these an exercise is about.
//!
//! A learner's own environments lie there too, by the dozen: those that were there before are nobody's doing, and are left
//! alone unless a goal names them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::inspect::{self, NAMED_BY, Surroundings};
use crate::lesson::{Goal, GoalKind};
use crate::session::ShellState;

/// The folders, and what stood in each when it was first seen.
#[derive(Debug)]
pub(super) struct CondaFolders {
    home: PathBuf,
    /// What goals write for environments.
    named: BTreeSet<String>,
    /// What the folders were told from, and the folders.
    told: Option<(Sources, Vec<PathBuf>)>,
    before: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
}

/// The variables, and when `~/.condarc` changed last.
type Sources = (BTreeMap<String, String>, Option<SystemTime>);

impl CondaFolders {
    pub(super) fn new(home: &Path, goals: &[Goal]) -> Self {
        let named = goals.iter().filter_map(|goal| environment_of(&goal.kind)).map(str::to_owned).collect();
        CondaFolders { home: home.to_owned(), named, told: None, before: BTreeMap::new() }
    }

    /// The folders for a shell in this state. To tell them the search path is searched, so that is done once.
    pub(super) fn of(&mut self, state: &ShellState) -> Vec<PathBuf> {
        let variable = |name: &str| Some((name.to_owned(), state.variables.get(name)?.clone()));
        let variables: BTreeMap<String, String> = NAMED_BY.iter().filter_map(|name| variable(name)).collect();
        let settings = std::fs::metadata(self.home.join(".condarc")).and_then(|about| about.modified()).ok();
        let sources = (variables, settings);
        match &self.told {
            Some((before, folders)) if *before == sources => folders.clone(),
            _ => {
                let around = Surroundings { variables: sources.0.clone(), home: self.home.clone() };
                let folders = inspect::conda_folders(&around);
                self.told = Some((sources, folders.clone()));
                folders
            }
        }
    }

    /// Those of the folders in one of them that were not there when it was first seen, or that a goal names.
    pub(super) fn of_exercise(&mut self, folder: &Path, there: Vec<PathBuf>) -> Vec<PathBuf> {
        let before = self.before.entry(folder.to_owned()).or_insert_with(|| there.iter().cloned().collect());
        let is_named =
            |path: &Path| path.file_name().and_then(|name| name.to_str()).is_some_and(|name| self.named.contains(name));
        there.into_iter().filter(|path| is_named(path) || !before.contains(path)).collect()
    }
}

/// What a goal writes for an environment.
fn environment_of(kind: &GoalKind) -> Option<&str> {
    match kind {
        GoalKind::CondaEnv { environment, .. } | GoalKind::Requirements { environment, .. } => Some(environment),
        GoalKind::Active(environment) | GoalKind::Removed(environment) => Some(environment),
        GoalKind::Package { environment, .. } => environment.as_deref(),
        _ => None,
    }
}
