//! The `toml lesson` fence.

use serde::Deserialize;

use super::super::complaints::Complaints;
use super::Toml;

/// A `toml lesson` fence as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in super::super) struct LessonWritten {
    /// Minutes of teaching.
    #[serde(default)]
    pub(in super::super) teaching: u32,
    /// What a machine must have.
    #[serde(default)]
    pub(in super::super) needs: Vec<String>,
}

/// Reads a `toml lesson` fence.
pub(in super::super) fn read_lesson(toml: &Toml<'_>, complaints: &mut Complaints) -> Option<LessonWritten> {
    toml.read(complaints)
}
