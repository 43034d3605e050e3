//! The course's files: those embedded in the binary, or those of a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::host::{self, FileError};
use crate::lesson::CourseFiles;
use crate::site::{self, Profile, ProfileError};

/// The course that comes with the program, so that the binary works alone.
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../lessons");

/// How deep folders of lessons may lie in each other.
const DEEPEST: usize = 4;

/// Where a course comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CourseSource {
    /// From the binary.
    BuiltIn,
    /// From this folder.
    Folder(PathBuf),
}

/// Why a course could not be had.
#[derive(Debug, thiserror::Error)]
pub enum SupplyError {
    /// A file could not be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The path is no folder.
    #[error("the course `{}` is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// Nothing is at the path.
    #[error("there is no folder `{}`", .0.display())]
    NoFolder(PathBuf),
    /// A site's file is wrong.
    #[error("the site file `{}` is wrong (line {})", path.display(), source.line())]
    Site {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: ProfileError,
    },
}

/// The texts of a course: every markdown file, `course.toml`, the sites' files, and pictures.
pub fn files(source: &CourseSource) -> Result<CourseFiles, SupplyError> {
    match source {
        CourseSource::BuiltIn => {
            let mut files = BTreeMap::new();
            embedded(&BUILT_IN, &mut files);
            Ok(CourseFiles { folder_name: "lessons".to_owned(), files })
        }
        CourseSource::Folder(folder) => {
            match std::fs::metadata(folder) {
                Ok(metadata) if metadata.is_dir() => {}
                Ok(_) => return Err(SupplyError::NotAFolder(folder.clone())),
                Err(_) => return Err(SupplyError::NoFolder(folder.clone())),
            }
            let mut files = BTreeMap::new();
            on_disk(folder, folder, DEEPEST, &mut files)?;
            let resolved = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.clone());
            let folder_name = resolved.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            Ok(CourseFiles { folder_name, files })
        }
    }
}

/// The built-in page of mistakes, which foreign courses profit from too.
pub fn builtin_catalogue() -> &'static str {
    BUILT_IN.get_file("troubleshooting.md").and_then(|file| file.contents_utf8()).unwrap_or_default()
}

fn embedded(folder: &Dir<'static>, files: &mut BTreeMap<String, String>) {
    for file in folder.files() {
        if let (true, Some(text)) = (is_course_file(file.path()), file.contents_utf8()) {
            files.insert(file.path().display().to_string(), text.to_owned());
        }
    }
    for inner in folder.dirs() {
        embedded(inner, files);
    }
}

fn on_disk(root: &Path, folder: &Path, depth: usize, files: &mut BTreeMap<String, String>) -> Result<(), SupplyError> {
    for path in host::list(folder)? {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if hidden {
            continue;
        }
        if path.is_dir() {
            if depth > 1 {
                on_disk(root, &path, depth - 1, files)?;
            }
        } else if is_course_file(&path) {
            let relative = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            files.insert(relative, host::read_text(&path)?);
        }
    }
    Ok(())
}

fn is_course_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md" || extension == "toml" || extension == "svg")
}

/// The sites that a course knows, each by the last of: its own file, the user's settings. Without any, a laptop is built in.
pub fn sites(files: &CourseFiles, settings: Option<&Path>) -> Result<Vec<Profile>, SupplyError> {
    let mut profiles: BTreeMap<String, Profile> = BTreeMap::new();
    let mut add = |path: &Path, text: &str| -> Result<(), SupplyError> {
        let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let profile = site::parse(&id, text).map_err(|source| SupplyError::Site { path: path.to_owned(), source })?;
        profiles.insert(id, profile);
        Ok(())
    };
    for (path, text) in files.files.iter().filter(|(path, _)| path.starts_with("sites/") && path.ends_with(".toml")) {
        add(Path::new(path), text)?;
    }
    let own = settings.map(|settings| settings.join("sites")).filter(|folder| folder.is_dir());
    for path in own.map(|folder| host::list(&folder)).transpose()?.unwrap_or_default() {
        if path.extension().is_some_and(|extension| extension == "toml") {
            add(&path, &host::read_text(&path)?)?;
        }
    }
    if profiles.is_empty() {
        profiles.insert("laptop".to_owned(), site::laptop());
    }
    Ok(profiles.into_values().collect())
}
