//! With which programs a course was proved: each is asked for its version, in a shell of the proof.

use std::collections::BTreeMap;

use regex::Regex;

use crate::session::{Script, Session, SessionError, Steps as _};
use crate::site::Profile;

/// What is asked. A module system is a function, which prints to its standard error.
const QUESTIONS: [(&str, &str); 7] = [
    ("bash", "bash --version"),
    ("python3", "python3 --version"),
    ("virtualenv", "virtualenv --version"),
    ("uv", "uv --version"),
    ("conda", "conda --version"),
    ("modules", "module --version 2>&1"),
    ("slurm", "sbatch --version"),
];

/// The versions of what answers.
pub(super) fn versions(session: &mut Session, site: &Profile) -> Result<BTreeMap<String, String>, SessionError> {
    // Where a module brings conda, it is not there before.
    let load = site
        .values
        .get("load_conda")
        .map(|load| format!("type conda > /dev/null 2>&1 || {{ {}; }} > /dev/null 2>&1; ", load.value));
    let mut versions = BTreeMap::new();
    for (name, question) in QUESTIONS {
        let load = load.as_deref().filter(|_| name == "conda").unwrap_or_default();
        let ran = session.step(&mut Script::new(&format!("( {load}{question} )")), &[], &mut |_| {})?;
        let Some(ran) = ran.filter(|ran| ran.exit == Some(0)) else { continue };
        if let Some(version) = version_in(&ran.output.text()) {
            versions.insert(name.to_owned(), version);
        }
    }
    Ok(versions)
}

/// The first word that looks like a version.
fn version_in(text: &str) -> Option<String> {
    let pattern = Regex::new(r"\b[0-9]+(\.[0-9]+)+").ok()?;
    pattern.find(text).map(|found| found.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn a_version_is_found_in_what_programs_say_of_themselves() {
        assert_eq!(version_in("GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)").unwrap(), "5.2.15");
        assert_eq!(version_in("\nModules based on Lua: Version 8.7.59 2025-04-01 11:04 -05:00\n").unwrap(), "8.7.59");
        assert_eq!(version_in("slurm-wlm 22.05.8").unwrap(), "22.05.8");
        assert_eq!(version_in("conda 24.7.1").unwrap(), "24.7.1");
        assert_eq!(version_in("no version"), None);
    }
}
