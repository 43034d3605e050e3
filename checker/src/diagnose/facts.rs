//! Facts of a learner's own session, in words.

use std::path::{Path, PathBuf};

use crate::check::{Invocation, Standing};

use super::evidence::{Added, Layer, PackageWanted};

/// The longest line of output that is quoted, in characters.
const LONGEST_QUOTE: usize = 160;

/// Something that was seen, and by which a mistake was recognised.
#[derive(Clone, Debug)]
pub(super) enum Fact {
    Ran(Invocation),
    NothingActive,
    Active(Option<PathBuf>),
    Made(PathBuf),
    Removed(PathBuf),
    Added(Added),
    Package(PackageWanted),
    Problem(String),
    Status(i32),
    Printed(String),
    Variable(String, String),
}

impl Fact {
    /// The fact as a clause; `None` when it adds nothing to the learner's own line.
    pub(super) fn clause(&self, folder: &Path) -> Option<String> {
        Some(match self {
            Fact::Ran(_) | Fact::Status(0) => return None,
            Fact::NothingActive => "no environment was active (`VIRTUAL_ENV` is not set)".to_owned(),
            Fact::Active(None) => "no environment was active".to_owned(),
            Fact::Active(Some(root)) => format!("`{}` is active", short(root, folder)),
            Fact::Made(path) => format!("there is now `{}`", path.display()),
            Fact::Removed(path) => format!("`{}` is gone", path.display()),
            Fact::Added(added) => {
                let (Layer::Environment(place) | Layer::User(place) | Layer::Base(place)) = &added.layer;
                format!("{} {} is now in `{}`", added.name, added.version, short(place, folder))
            }
            Fact::Package(package) => package_clause(package, folder)?,
            Fact::Problem(id) => format!("`inspect` reports `{id}`"),
            Fact::Status(status) => format!("it ended with status {status}"),
            Fact::Printed(line) => format!("it printed: {}", quote(line)),
            Fact::Variable(name, value) if value.is_empty() => format!("`{name}` is not set"),
            Fact::Variable(name, value) => format!("`{name}` is `{value}`"),
        })
    }
}

fn package_clause(package: &PackageWanted, folder: &Path) -> Option<String> {
    let name = &package.name;
    let place = package.environment.as_ref().map_or("the environment", |(written, _)| written.as_str());
    Some(match &package.standing {
        Standing::Right => return None,
        Standing::WrongVersion(found) => format!("`{place}` has {name} {found}"),
        Standing::Absent => format!("`{place}` has no {name}"),
        Standing::Elsewhere(other) => format!("{name} is in `{}`, not in `{place}`", short(other, folder)),
        Standing::Damaged(why) => format!("{name} in `{place}` is not whole: {why}"),
    })
}

fn short(path: &Path, folder: &Path) -> String {
    let resolved = std::fs::canonicalize(folder);
    let inside = path.strip_prefix(folder).ok().or_else(|| path.strip_prefix(resolved.as_deref().ok()?).ok());
    inside.unwrap_or(path).display().to_string()
}

fn quote(line: &str) -> String {
    if line.chars().count() <= LONGEST_QUOTE {
        return format!("`{line}`");
    }
    let start: String = line.chars().take(LONGEST_QUOTE).collect();
    format!("`{start}…`")
}
