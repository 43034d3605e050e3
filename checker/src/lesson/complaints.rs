//! Collecting what an author has to mend, and finding what they probably meant.
//!
//! It collects; it does not print, and it never stops at the first.

use super::{Complaint, Place, Severity};

/// All that was found so far.
#[derive(Debug, Default)]
pub(super) struct Complaints(Vec<Complaint>);

impl Complaints {
    /// Something that must be mended.
    pub(super) fn error(&mut self, place: Place, what: impl Into<String>, hint: impl Into<String>) {
        self.0.push(Complaint { severity: Severity::Error, place, what: what.into(), hint: hint.into() });
    }

    /// Something that would better be mended.
    pub(super) fn warning(&mut self, place: Place, what: impl Into<String>, hint: impl Into<String>) {
        self.0.push(Complaint { severity: Severity::Warning, place, what: what.into(), hint: hint.into() });
    }

    /// An unknown name, with what was meant or what there is.
    pub(super) fn unknown(&mut self, place: Place, kind: &str, name: &str, known: &[&str]) {
        self.error(place, format!("unknown {kind} `{name}`"), did_you_mean(name, known));
    }

    /// Everything, in the order of the file's lines.
    pub(super) fn into_sorted(mut self) -> Vec<Complaint> {
        self.0.sort_by_key(|complaint| complaint.place.line);
        self.0
    }
}

/// Says which of the known names was meant, or which there are.
pub(super) fn did_you_mean(name: &str, known: &[&str]) -> String {
    match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "there is none yet".to_owned(),
        None => format!("write one of {}", listed(known)),
    }
}

/// The known name that `name` most probably stands for.
pub(super) fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let name = name.to_lowercase();
    known
        .iter()
        .map(|candidate| (strsim::osa_distance(&name, &candidate.to_lowercase()), *candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Names in backticks, with commas.
pub(super) fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, nearest};

    #[test]
    fn a_slip_finds_what_was_meant() {
        assert_eq!(nearest("pyton", &["python", "path"]), Some("python"));
        assert_eq!(nearest("Solutoin", &["solution"]), Some("solution"));
        assert_eq!(nearest("banana", &["python", "path"]), None);
    }

    #[test]
    fn what_is_not_near_gets_the_list() {
        assert_eq!(did_you_mean("banana", &["python", "path"]), "write one of `python`, `path`");
        assert_eq!(did_you_mean("pyton", &["python"]), "did you mean `python`?");
    }
}
