//! What came of proofs, as `checker prove --report` wrote it down.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The newest format that is understood.
const FORMAT: u32 = 1;

/// One proof of a course at a site.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ProofReport {
    format: u32,
    /// The course.
    pub course: String,
    /// The site.
    pub site: String,
    /// The day, `2026-11-21`.
    pub day: String,
    /// The version of the program that proved.
    pub checker: String,
    /// The versions of the programs with which it was proved, by name.
    pub versions: BTreeMap<String, String>,
    /// What came of each case.
    pub cases: Vec<ProvedCase>,
}

/// What came of one case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ProvedCase {
    /// The lesson.
    pub lesson: String,
    /// The exercise; none for a page.
    pub exercise: Option<String>,
    /// `page`, `untouched`, `solution`, `mistake` or `recovery`.
    pub case: String,
    /// The mistake, where it is about one.
    pub mistake: Option<String>,
    /// What came of it.
    pub verdict: Verdict,
    /// Why, where it is not proved.
    pub why: Option<String>,
}

/// What came of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It holds.
    Proved,
    /// It does not.
    Failed,
    /// It could not be proved on that machine.
    Deferred,
}

/// Why a text is no report of a proof.
#[derive(Debug, thiserror::Error)]
pub enum ProofReportError {
    /// It is not the JSON that is expected.
    #[error("it is no report of `checker prove --report`: {0}")]
    Json(#[from] serde_json::Error),
    /// It is of a later format.
    #[error("it is of format {0}, and this checker reads format {FORMAT}")]
    Later(u32),
}

impl ProofReport {
    /// Reads a report.
    pub fn parse(text: &str) -> Result<Self, ProofReportError> {
        let report: ProofReport = serde_json::from_str(text)?;
        if report.format > FORMAT { Err(ProofReportError::Later(report.format)) } else { Ok(report) }
    }

    /// How many cases came out like this.
    pub(super) fn count(&self, verdict: Verdict) -> usize {
        self.cases.iter().filter(|case| case.verdict == verdict).count()
    }
}
