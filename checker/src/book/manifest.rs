//! The marker of a site that we built: the list of its files.
//!
//! Whoever builds again may replace and remove what is on the list, and nothing else. Lines that lead out of the site's
//! folder are not believed.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// The marker's name in the site's folder.
pub(super) const MARKER: &str = ".checker-site";

const HEAD: &str =
    "# A site built by `checker book build`. The next build replaces these files, and leaves all others alone.\n";

/// The marker's text.
pub(super) fn write(files: &BTreeSet<PathBuf>) -> String {
    let lines = files.iter().map(|file| format!("{}\n", file.display()));
    std::iter::once(HEAD.to_owned()).chain(lines).collect()
}

/// The files that a marker lists.
pub(super) fn read(text: &str) -> BTreeSet<PathBuf> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(PathBuf::from).filter(|path| is_inside(path)).collect()
}

/// Whether a path stays in the folder to which it is relative.
pub(super) fn is_inside(path: &Path) -> bool {
    !path.as_os_str().is_empty() && path.components().all(|component| matches!(component, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let files: BTreeSet<PathBuf> = ["index.html", "css/a b.css"].map(PathBuf::from).into();
        assert_eq!(read(&write(&files)), files);
    }

    #[test]
    fn lines_that_lead_out_of_the_folder_are_not_believed() {
        assert!(read("/etc/passwd\n../other\na/../../b\n.\n\n# x\n").is_empty());
    }
}
