//! What looks wrong before an exercise begins: the settings, aliases and lacks that make right steps go wrong.
//!
//! The order is by how much it hurts: what breaks every step, what sends packages elsewhere without a word, what stops an
//! installation, what may surprise later. Where nothing is wrong nothing is said, and what cannot be told is not said
//! either.

mod pip;
mod places;
mod python;
#[cfg(test)]
mod tests;

use super::around::variable;
use super::pip_settings::PipSettings;
use super::way::{forget, set};
use super::worry::{Surrounding, Worry};

/// What looks wrong, the worst first.
pub fn worries(seen: &Surrounding) -> Vec<Worry> {
    let settings = PipSettings::read(&seen.around, &seen.etc);
    let look = Look { seen, settings: &settings };
    [
        look.python_home(),
        look.folder(),
        look.broken_settings(),
        look.certificates(),
        look.aliases("alias-python", "python"),
        look.python_path(),
        look.pip_elsewhere(),
        look.aliases("alias-pip", "pip"),
        look.uv_system_python(),
        look.little_space(),
        look.few_files(),
        look.no_index(),
        look.index_unreachable(),
        look.break_system_packages(),
        look.user_packages(),
        look.require_virtualenv(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

struct Look<'l> {
    seen: &'l Surrounding,
    settings: &'l PipSettings,
}

impl Look<'_> {
    fn variable(&self, name: &str) -> Option<&str> {
        variable(&self.seen.around, name)
    }

    fn forget(&self, name: &str) -> String {
        forget(&self.seen.shell, name)
    }

    fn set(&self, name: &str, value: &str) -> String {
        set(&self.seen.shell, name, value)
    }
}

fn worry(id: &'static str, what: String, way: String) -> Worry {
    Worry { id, what, way }
}

/// A value as it fits into a sentence.
fn short(value: &str) -> String {
    const MOST: usize = 120;
    if value.chars().count() <= MOST {
        return value.to_owned();
    }
    value.chars().take(MOST).chain(['…']).collect()
}
