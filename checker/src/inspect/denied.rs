//! What may not be looked at, as opposed to what is not there.
//!
//! A path behind a folder that may not be entered cannot be told to be missing: whoever asks must say so.

use std::path::{Path, PathBuf};

use super::files::Below;

/// The folder on the way to a path that may not be entered, if there is one. Links are followed.
pub(super) fn denied(path: &Path) -> Option<PathBuf> {
    if !is_denied(path) {
        return None;
    }
    let mut entered = path.to_owned();
    // Links on the way lead elsewhere, and what is denied lies there.
    for _ in 0..40 {
        match std::fs::read_link(&entered) {
            Ok(target) => entered = entered.parent().unwrap_or(Path::new("/")).join(target),
            Err(_) => break,
        }
    }
    let closed = entered.ancestors().find(|folder| !is_denied(folder));
    Some(closed.map_or(entered.clone(), Path::to_owned))
}

fn is_denied(path: &Path) -> bool {
    std::fs::metadata(path).is_err_and(|error| error.kind() == std::io::ErrorKind::PermissionDenied)
}

/// Whether a file or folder is there, links followed; an error says that it cannot be told.
pub(super) fn is_there(path: &Path) -> Result<bool, String> {
    is_there_below(&Below::nothing(), path)
}

/// The same of one of many below a folder.
pub(super) fn is_there_below(below: &Below, path: &Path) -> Result<bool, String> {
    if below.exists(path) {
        return Ok(true);
    }
    match denied(path) {
        Some(folder) => Err(format!("`{}` may not be read (permission denied)", folder.display())),
        None => Ok(false),
    }
}
