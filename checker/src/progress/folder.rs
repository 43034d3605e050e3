//! Where the logs of a course stand: `STATE/progress/COURSE/`.
//!
//! No path can be built from a course's id: it becomes one name, whatever is in it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::error::ProgressError;

/// The longest name of a folder, in bytes (`NAME_MAX`).
const LONGEST: usize = 255;

/// The folder with the logs of one course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressFolder(PathBuf);

impl ProgressFolder {
    /// The one of a course. `state_folder` is this program's own, as `HostEnvironment::state_folder` gives it.
    pub fn of(state_folder: &Path, course_id: &str) -> Result<Self, ProgressError> {
        let name = name(course_id);
        if name.is_empty() || name.len() > LONGEST {
            return Err(ProgressError::Course { id: course_id.to_owned() });
        }
        Ok(ProgressFolder(state_folder.join("progress").join(name)))
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

/// The id itself where it is plain. A course without an `id` is known by its folder's name, which may hold anything: what
/// is not plain stands as `%XX`, so that no two ids share a name.
fn name(course_id: &str) -> String {
    let mut name = String::new();
    for (place, byte) in course_id.bytes().enumerate() {
        let is_plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || (byte == b'.' && place > 0);
        if is_plain {
            name.push(char::from(byte));
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(name, "%{byte:02X}");
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_becomes_one_name_whatever_is_in_it() {
        let path = |id: &str| ProgressFolder::of(Path::new("/s"), id).map(|folder| folder.0.display().to_string());
        for (id, name) in [
            ("hpc-python", "hpc-python"),
            ("My_course 1.2", "My_course%201.2"),
            (".", "%2E"),
            ("..", "%2E."),
            ("../../etc", "%2E.%2F..%2Fetc"),
            ("/etc", "%2Fetc"),
            ("a\0b", "a%00b"),
            ("100%", "100%25"),
            ("é", "%C3%A9"),
        ] {
            assert_eq!(path(id).unwrap(), format!("/s/progress/{name}"));
        }
        for id in ["", &"a".repeat(256), &"/".repeat(86)] {
            assert!(path(id).is_err(), "{id}");
        }
    }
}
