//! The `toml mistake` fence.

use toml::Spanned;

use super::super::complaints::{Complaints, did_you_mean};
use super::super::{BasePython, Condition, Place};
use super::Toml;
use super::condition::{ConditionTable, Depth, read_condition};
use super::value::Words;

/// A `toml mistake` fence, checked.
#[derive(Debug, Default)]
pub(in super::super) struct MistakeWritten {
    /// How it is recognised: any one of these.
    pub(in super::super) when: Vec<Condition>,
    /// The look-alikes that it beats, and where that is said.
    pub(in super::super) over: Option<(Vec<String>, Place)>,
    /// The exercise in which it is proved, and where that is said.
    pub(in super::super) exercise: Option<(String, Place)>,
    /// The kind of base Python its proof needs.
    pub(in super::super) base: BasePython,
}

/// Reads a `toml mistake` fence.
pub(in super::super) fn read_mistake(toml: &Toml<'_>, complaints: &mut Complaints) -> Option<MistakeWritten> {
    let fence: ConditionTable = toml.read(complaints)?;
    let mut written = MistakeWritten { base: base(toml, fence.base.as_ref(), complaints), ..MistakeWritten::default() };
    written.over = fence.over.as_ref().map(|over| {
        let Words(ids) = over.as_ref();
        (ids.clone(), toml.place(&over.span()))
    });
    written.exercise = fence.exercise.as_ref().map(|id| (id.as_ref().clone(), toml.place(&id.span())));
    if let Some(table) = fence.when.first().filter(|_| fence.says_something()) {
        let hint = "put all of it into `[[when]]` tables, or leave them out";
        complaints.error(toml.place(&table.span()), "a condition both at the top and in `[[when]]`", hint);
    }
    if fence.when.is_empty() {
        let place = toml.place_of_fence();
        written.when.extend(read_condition(toml, &fence, &place, Depth::Fence, complaints));
    }
    for table in &fence.when {
        let place = toml.place(&table.span());
        written.when.extend(read_condition(toml, table.as_ref(), &place, Depth::When, complaints));
    }
    Some(written)
}

fn base(toml: &Toml<'_>, base: Option<&Spanned<String>>, complaints: &mut Complaints) -> BasePython {
    let Some(base) = base else { return BasePython::default() };
    match base.as_ref().as_str() {
        "plain" => BasePython::Plain,
        "externally-managed" => BasePython::ExternallyManaged,
        other => {
            let what = format!("unknown value `{other}` of `base`");
            complaints.error(toml.place(&base.span()), what, did_you_mean(other, &["plain", "externally-managed"]));
            BasePython::default()
        }
    }
}
