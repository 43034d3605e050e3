//! How does an environment differ from a requirements file?
//!
//! Names and versions only. What the file leaves open (conditions, addresses, other files) makes no difference here
//! and is listed as not compared.

use std::collections::BTreeSet;

use super::environment::Environment;
use super::installed::{self, Scan};
use super::package::{self, Answer};
use super::requirements::{Line, Requirements};

/// What an environment may hold without anyone having asked for it: the tools seed it with these.
const SEEDS: [&str; 4] = ["pip", "setuptools", "wheel", "uv"];

/// One package in which file and environment differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The name, normalised.
    pub name: String,
    /// What the file asks for, such as `==3.6`; empty for any version, `None` where it does not name the package.
    pub wanted: Option<String>,
    /// What the environment holds.
    pub answer: Answer,
}

/// All differences, each list in the order of the file or of the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Asked for and absent.
    pub missing: Vec<Difference>,
    /// There in another version.
    pub wrong_version: Vec<Difference>,
    /// Recorded, but broken or ambiguous.
    pub damaged: Vec<Difference>,
    /// There and not asked for; `pip`, `setuptools`, `wheel` and `uv` do not count.
    pub extra: Vec<Difference>,
    /// The lines that could not be compared.
    pub not_compared: Vec<Line>,
}

impl Differences {
    /// Whether file and environment say the same, as far as could be compared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.missing, &self.wrong_version, &self.damaged, &self.extra].into_iter().all(Vec::is_empty)
    }
}

/// Compares a requirements file with an environment's own packages.
#[must_use]
pub fn compare(requirements: &Requirements, environment: &Environment) -> Differences {
    let scans: Vec<Scan> = environment.site_packages.iter().filter_map(|site| installed::scan(site).ok()).collect();
    let mut differences = Differences::default();
    let mut named: BTreeSet<&str> = SEEDS.into_iter().collect();
    for line in &requirements.lines {
        let Line::Package { requirement, condition, .. } = line else {
            if let Line::Address { name: Some(name), .. } = line {
                named.insert(name);
            }
            differences.not_compared.push(line.clone());
            continue;
        };
        named.insert(&requirement.name);
        let answer = package::among(&scans, &requirement.name, Some(&requirement.specifiers));
        if condition.is_some() && answer == Answer::Absent {
            // The condition may not hold here; then absent is right.
            differences.not_compared.push(line.clone());
            continue;
        }
        let list = match &answer {
            Answer::Ok { .. } => continue,
            Answer::WrongVersion { .. } => &mut differences.wrong_version,
            Answer::Absent => &mut differences.missing,
            Answer::Ambiguous { .. } | Answer::Broken { .. } => &mut differences.damaged,
        };
        let wanted = Some(requirement.specifiers.to_string());
        list.push(Difference { name: requirement.name.clone(), wanted, answer });
    }
    let there: BTreeSet<&str> = scans.iter().flat_map(|scan| &scan.found).map(|found| found.name.as_str()).collect();
    for name in there.difference(&named) {
        let answer = package::among(&scans, name, None);
        let whole = matches!(answer, Answer::Ok { .. });
        let list = if whole { &mut differences.extra } else { &mut differences.damaged };
        list.push(Difference { name: (*name).to_owned(), wanted: None, answer });
    }
    differences
}
