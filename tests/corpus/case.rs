//! One case: an environment, what is asked, and the right answer, written by hand.

/// An environment with one fault, and the answers that are right for it.
pub(super) struct Case {
    /// A sentence.
    pub(super) name: &'static str,
    /// What is laid on top of a sound environment; `layout.rs` tells how.
    pub(super) lay: &'static str,
    /// What is inspected.
    pub(super) path: &'static str,
    /// The variables of the process; a text may name folders as a layout does.
    pub(super) variables: &'static [(&'static str, &'static str)],
    /// Requirements, and the answer to each.
    pub(super) asked: &'static [(&'static str, Answer)],
    /// All packages that the report lists, pip left out, as `name version layer`; `?` where no version is known.
    pub(super) listed: &'static [&'static str],
    /// The ids of all problems that the report tells, in no order, each once. What is not here must not appear.
    pub(super) problems: &'static [&'static str],
    /// Words that the sentence of some problem has.
    pub(super) told: &'static [&'static str],
    /// Further fields of the report: a JSON pointer, and the JSON there.
    pub(super) fields: &'static [(&'static str, &'static str)],
}

/// The sound environment itself: what is not said of a case is as here.
pub(super) const SOUND: Case = Case {
    name: "a sound environment",
    lay: "",
    path: "{env}",
    variables: &[],
    asked: &[],
    listed: &[],
    problems: &[],
    told: &[],
    fields: &[],
};

/// The answer to "is this here?".
#[derive(Clone, Copy, Debug)]
pub(super) enum Answer {
    /// In a version that was asked for, in this layer.
    Ok(&'static str, &'static str),
    /// In another version, in this layer.
    Other(&'static str, &'static str),
    /// Not here.
    Absent,
    /// Recorded in several versions.
    Ambiguous(&'static [&'static str]),
    /// Recorded and not usable; words of the reason.
    Broken(&'static str),
}
