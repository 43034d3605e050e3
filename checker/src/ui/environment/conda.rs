//! What conda knows of an environment, on the screen.

use crate::inspect::{Conda, Package, PackageKind, Report, Role};
use crate::ui::clean::Clean;
use crate::ui::counted::counted;
use crate::ui::screen::Screen;

/// What the folder is to conda and how it came to be, each a name and a value.
pub(super) fn facts(conda: &Conda) -> Vec<(&'static str, String)> {
    let name = conda.name.as_deref().unwrap_or_default();
    let what = match conda.role {
        Role::Base => "the base of an installation".to_owned(),
        Role::Named => format!("its environment `{name}`"),
        Role::Path => "an environment that is known by its path".to_owned(),
    };
    let mut facts = vec![("to conda", what)];
    if let Some(story) = &conda.story {
        let all = [
            ("made with", story.command.clone().unwrap_or_default()),
            ("asked for", story.requested.join(", ")),
            ("channels", story.channels.join(", ")),
        ];
        facts.extend(all.into_iter().filter(|(_, value)| !value.is_empty()));
    }
    facts.into_iter().map(|(name, value)| (name, Clean(&value).to_string())).collect()
}

/// What conda installed that is no Python package; the rest stands in the layers.
pub(super) fn others(report: &Report) -> Vec<&Package> {
    report.packages.iter().filter(|package| package.kind == PackageKind::Conda).collect()
}

/// The heading above those.
pub(super) fn heading(screen: &Screen, number: usize) {
    screen.hanging("  ", &format!("not Python's: {} from conda", counted(number as u64, "package")), 4);
}
