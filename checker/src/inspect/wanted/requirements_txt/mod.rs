//! `requirements.txt`, as pip reads it ("requirements file format" in pip's documentation).
//!
//! Other files (`-r`, `-c`) are followed, below the folder of the file that names them, so deep and so many as people
//! have. Refused are files at addresses: nothing is fetched.

mod follow;
mod join;
mod line;

use std::path::Path;

use super::{FileKind, Wanted};

pub(super) use follow::Reader;
pub(super) use line::named;

/// Reads the text of a requirements file and of what it names.
pub(super) fn read(path: &Path, text: &str, working_folder: &Path) -> Wanted {
    let mut reader = Reader::new(Wanted::new(FileKind::RequirementsTxt, path), working_folder);
    reader.file(path, text);
    reader.wanted
}

/// Whether most lines of a text are such as a requirements file has.
pub(super) fn is_likely(text: &str) -> bool {
    let lines = join::lines(text);
    let fits = |line: &str| match line::read(line) {
        line::Said::Wrong { about, .. } => {
            matches!(about, line::About::Package(_)) && !line.contains(char::is_whitespace)
        }
        _ => true,
    };
    let fitting = lines.iter().filter(|(_, line)| fits(line)).count();
    fitting * 2 > lines.len()
}
