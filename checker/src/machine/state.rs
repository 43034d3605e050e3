//! Whether progress can be kept: the state folder, or where it would be made.

use std::path::PathBuf;

use rustix::fs::Access;
use serde::Serialize;

use crate::host::HostEnvironment;

use super::paths::{lossy_option, nearest};

/// The folder for what the checker remembers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct State {
    /// Where it is, or would be; none without a home.
    #[serde(serialize_with = "lossy_option")]
    pub path: Option<PathBuf>,
    /// Whether it can be written, or made.
    pub writable: bool,
}

pub(super) fn state(host: &HostEnvironment) -> State {
    let path = host.state_folder();
    let writable = path
        .as_deref()
        .and_then(nearest)
        .is_some_and(|folder| rustix::fs::access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok());
    State { path, writable }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn without_a_home_nothing_can_be_remembered() {
        let nothing = state(&HostEnvironment::default());
        assert_eq!(nothing, State { path: None, writable: false });
        let folder = tempfile::tempdir().unwrap();
        let host = HostEnvironment::of([("HOME".into(), folder.path().into())], Path::new("/"));
        assert!(state(&host).writable, "it can be made");
    }
}
