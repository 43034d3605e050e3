//! `class.toml`: what a class is. Only the instructor writes it, once; everybody may read it.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::host::{self, FileError};
use crate::lesson::CourseFiles;

use super::error::WorkshopError;

/// The format of a class folder.
pub(super) const FORMAT: i64 = 1;

/// The file that makes a folder a class.
pub(super) const FILE: &str = "class.toml";
/// What the instructor says to the class; only the instructor writes there.
pub(super) const CONTROL: &str = "control.jsonl";
/// What pseudonyms are made with; only the instructor reads it.
pub(super) const KEY: &str = "pseudonyms.key";
/// Where the learners' sessions put their records.
pub(super) const DROP: &str = "drop";

/// The longest name of a class, in characters.
const LONGEST_NAME: usize = 80;

/// A class: its folder, and what its file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The folder.
    pub folder: PathBuf,
    /// What it is about.
    pub about: About,
}

/// What a class is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// 128 random bits: two classes of one name are two.
    pub id: u128,
    /// What it is called.
    pub name: String,
    /// The course's id.
    pub course: String,
    /// What the course's texts were, as [`course_hash`] has it.
    pub course_hash: String,
    /// The site where it is taught, if that was said.
    pub site: Option<String>,
    /// The track that is followed there.
    pub track: Option<String>,
    /// The day after which the records are to be removed, such as `2026-12-21`.
    pub retain_until: String,
    /// Whether it is a rehearsal, whose learners are made up.
    pub simulated: bool,
}

/// The file as it is written. Keys that a later version adds are left aside.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Written {
    id: String,
    name: String,
    course: String,
    course_hash: String,
    site: Option<String>,
    track: Option<String>,
    retain_until: String,
    #[serde(default)]
    simulated: bool,
}

impl Class {
    /// Reads the class in a folder.
    pub fn read(folder: &Path) -> Result<Self, WorkshopError> {
        let path = folder.join(FILE);
        let text = host::read_text(&path).map_err(|error| match error.source.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => {
                WorkshopError::NoClass(folder.to_owned())
            }
            _ => WorkshopError::File(error),
        })?;
        Ok(Class { folder: folder.to_owned(), about: About::parse(&path, &text)? })
    }

    /// The folder that learners' sessions put their files into.
    pub(super) fn drop_box(&self) -> PathBuf {
        self.folder.join(DROP)
    }

    /// The key of the pseudonyms.
    pub(super) fn key(&self) -> Result<Vec<u8>, FileError> {
        host::read(&self.folder.join(KEY))
    }
}

impl About {
    /// Checks what a class is to be called.
    pub fn check_name(name: &str) -> Result<(), WorkshopError> {
        if name.trim().is_empty() {
            return Err(WorkshopError::Name("the name is empty"));
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(WorkshopError::Name("the name has more than 80 characters"));
        }
        if name.chars().any(char::is_control) {
            return Err(WorkshopError::Name("the name holds a control character"));
        }
        Ok(())
    }

    fn parse(path: &Path, text: &str) -> Result<Self, WorkshopError> {
        let wrong = |why: &str| WorkshopError::Wrong { path: path.to_owned(), why: why.to_owned() };
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| wrong(error.message()))?;
        match table.get("format").and_then(toml::Value::as_integer) {
            Some(FORMAT) => {}
            Some(newer) if newer > FORMAT => return Err(WorkshopError::Newer(newer)),
            _ => return Err(wrong("it has no `format = 1`")),
        }
        let written: Written = table.try_into().map_err(|error: toml::de::Error| wrong(error.message()))?;
        let id = (written.id.len() == 32).then(|| u128::from_str_radix(&written.id, 16).ok()).flatten();
        Ok(About {
            id: id.ok_or_else(|| wrong("its `id` is not one of 32 hexadecimal digits"))?,
            name: written.name,
            course: written.course,
            course_hash: written.course_hash,
            site: written.site,
            track: written.track,
            retain_until: written.retain_until,
            simulated: written.simulated,
        })
    }

    /// The text of the file.
    pub(super) fn text(&self) -> String {
        let mut text = format!("format = {FORMAT}\nid = \"{:032x}\"\n", self.id);
        let optional = |value: &Option<String>| value.clone().unwrap_or_default();
        let rows = [
            ("name", self.name.clone()),
            ("course", self.course.clone()),
            ("course-hash", self.course_hash.clone()),
            ("site", optional(&self.site)),
            ("track", optional(&self.track)),
            ("retain-until", self.retain_until.clone()),
        ];
        for (key, value) in rows.into_iter().filter(|(_, value)| !value.is_empty()) {
            // A string of JSON is one of TOML, but for this character.
            let quoted = serde_json::Value::String(value).to_string().replace('\u{7f}', "\\u007f");
            text.push_str(&format!("{key} = {quoted}\n"));
        }
        if self.simulated {
            text.push_str("simulated = true\n");
        }
        text
    }
}

/// What the texts of a course are, in one line: of all lessons and of `course.toml`. A site's file may be mended on the day of
/// the class without making it another course.
pub fn course_hash(files: &CourseFiles) -> String {
    let mut hash = Sha256::new();
    for (path, text) in files.files.iter().filter(|(path, _)| !path.starts_with("sites/")) {
        for part in [path.as_bytes(), text.as_bytes()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about() -> About {
        About {
            id: 7,
            name: "Python \"on\" clusters \\ é".to_owned(),
            course: "hpc-python".to_owned(),
            course_hash: "00ff".to_owned(),
            site: Some("uppmax".to_owned()),
            track: None,
            retain_until: "2026-12-21".to_owned(),
            simulated: true,
        }
    }

    #[test]
    fn a_class_is_read_as_it_was_written_and_what_later_versions_add_does_no_harm() {
        let text = about().text();
        assert_eq!(About::parse(Path::new("class.toml"), &text).unwrap(), about());
        assert_eq!(About::parse(Path::new("class.toml"), &format!("{text}colour = \"blue\"\n")).unwrap(), about());
    }

    #[test]
    fn what_is_no_class_says_what_is_wrong() {
        let of = |text: &str| About::parse(Path::new("/c/class.toml"), text).unwrap_err().to_string();
        let text = about().text();
        assert_eq!(of(""), "`/c/class.toml` is wrong: it has no `format = 1`");
        assert_eq!(
            of(&text.replace("format = 1", "format = 2")),
            "the class has the format 2, and this program knows 1"
        );
        assert_eq!(of(&text.replace("name = ", "game = ")), "`/c/class.toml` is wrong: missing field `name`");
        for id in ["7", &"g".repeat(32), &"+".repeat(32)] {
            let wrong = of(&text.replace(&format!("{:032x}", 7), id));
            assert!(wrong.ends_with("its `id` is not one of 32 hexadecimal digits"), "{wrong}");
        }
        let scratch = tempfile::tempdir().unwrap();
        assert!(matches!(Class::read(scratch.path()), Err(WorkshopError::NoClass(_))));
        assert!(matches!(Class::read(&scratch.path().join("nowhere")), Err(WorkshopError::NoClass(_))));
    }

    #[test]
    fn names_fit_on_a_line() {
        assert!(About::check_name("Python 2026").is_ok());
        for wrong in ["", " ", "a\nb", "\u{1b}[2J", &"a".repeat(81)] {
            assert!(About::check_name(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_course_is_another_when_a_lesson_is_and_not_when_a_site_is() {
        let course = |files: &[(&str, &str)]| {
            let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
            course_hash(&CourseFiles { folder_name: "any".to_owned(), files })
        };
        let one = course(&[("a.md", "x"), ("sites/s.toml", "1")]);
        assert_eq!(one, course(&[("a.md", "x"), ("sites/s.toml", "2")]));
        assert_ne!(one, course(&[("a.md", "y"), ("sites/s.toml", "1")]));
        assert_ne!(course(&[("a", "bc")]), course(&[("ab", "c")]));
    }
}
