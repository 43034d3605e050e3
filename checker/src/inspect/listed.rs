//! The packages of an environment's own, by name and version, and nothing else: the short form of the report.
//!
//! Every version is confirmed by the distribution's metadata. What other layers hold is left out.

use std::path::Path;

use super::Surroundings;
use super::confirm;
use super::files::Below;
use super::interpreter::Proof;
use super::names;
use super::reason::NotAnEnvironment;
use super::searched;
use super::subject::subject;
use super::together;

/// What an environment itself holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Name, normalised, and version, as its metadata spells it; sorted.
    pub packages: Vec<(String, String)>,
    /// What is recorded and cannot be read, each a sentence.
    pub unreadable: Vec<String>,
}

/// Lists the packages of the environment at a path.
///
/// # Errors
/// There is neither an environment nor a Python at the path.
pub fn listed(path: &Path, around: &Surroundings) -> Result<Listed, NotAnEnvironment> {
    let subject = subject(path, Proof::Name)?;
    let mut listed = Listed::default();
    for (place, scan) in searched::own(&subject, around) {
        let scan = match scan {
            Ok(scan) => scan,
            Err(failure) => {
                listed.unreadable.push(unreadable(&place.path, failure.says()));
                continue;
            }
        };
        let below = Below::folder(&scan.site);
        let heads = together::answers(scan.found.len(), |index| confirm::head(&below, &scan.found[index]));
        for (found, head) in scan.found.iter().zip(heads) {
            match head {
                Ok(head) => {
                    let name = head.name.as_deref().map_or_else(|| found.name.clone(), names::normalize);
                    listed.packages.push((name, head.version.unwrap_or_default()));
                }
                Err(why) => listed.unreadable.push(why),
            }
        }
    }
    listed.packages.sort();
    // An egg-info beside a dist-info of the same version says nothing new.
    listed.packages.dedup();
    Ok(listed)
}

fn unreadable(path: &Path, why: &str) -> String {
    format!("`{}` {why}", path.display())
}
