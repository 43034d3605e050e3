//! What came of a proof, as data (`checker prove --json`, format 1).

use std::collections::BTreeMap;

use serde::Serialize;

/// The proof of a course.
#[derive(Clone, Debug, Serialize)]
pub struct Proof {
    /// The format's number.
    pub format: u32,
    /// The course.
    pub course: String,
    /// The site it was proved for.
    pub site: String,
    /// The day, `2026-11-21`.
    pub day: String,
    /// The version of this program.
    pub checker: &'static str,
    /// The versions of the programs that it was proved with, by name: `bash`, `conda`, `modules`, `python3`, `slurm`, `uv`,
    /// `virtualenv`. What is not here does not stand in it.
    pub versions: BTreeMap<String, String>,
    /// The cases, in the order of the course.
    pub cases: Vec<CaseReport>,
}

/// One case.
#[derive(Clone, Debug, Serialize)]
pub struct CaseReport {
    /// The lesson.
    pub lesson: String,
    /// The exercise; none for a lesson's own session.
    pub exercise: Option<String>,
    /// `page`, `untouched`, `solution`, `mistake` or `recovery`.
    pub case: &'static str,
    /// The mistake, where the case is about one.
    pub mistake: Option<String>,
    /// What came of it.
    pub verdict: CaseVerdict,
    /// Why, where it is not proved.
    pub why: Option<String>,
    /// How long it took.
    pub seconds: f64,
    /// What it is called.
    #[serde(skip)]
    pub name: String,
}

/// What came of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseVerdict {
    /// It holds.
    Proved,
    /// It does not.
    Failed,
    /// This machine cannot prove it.
    Deferred,
}

impl Proof {
    /// How many cases came out like this.
    pub fn count(&self, verdict: CaseVerdict) -> usize {
        self.cases.iter().filter(|case| case.verdict == verdict).count()
    }
}
