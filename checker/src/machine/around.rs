//! The variables and the home folder of this process, as `inspect` takes them.

use std::path::Path;

use crate::host::HostEnvironment;
use crate::inspect::Surroundings;

/// Where settings for the whole machine lie.
pub(super) const ETC: &str = "/etc";

/// What stands around this process. Variables that are not UTF-8 are left out.
pub fn surroundings(host: &HostEnvironment) -> Surroundings {
    let text = |(name, value): (&std::ffi::OsStr, &std::ffi::OsStr)| {
        Some((name.to_str()?.to_owned(), value.to_str()?.to_owned()))
    };
    Surroundings { variables: host.variables().filter_map(text).collect(), home: host.home().unwrap_or_default() }
}

/// A variable that is set and not empty.
pub(super) fn variable<'a>(around: &'a Surroundings, name: &str) -> Option<&'a str> {
    around.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
}

/// A file below the home folder; none where there is no home.
pub(super) fn below_home(around: &Surroundings, name: &str) -> Option<std::path::PathBuf> {
    Some(&around.home).filter(|home| home.as_path() != Path::new("")).map(|home| home.join(name))
}
