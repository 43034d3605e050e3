//! Tests of the book: real sites in temporary folders. No browser is started here.

mod built_in;
mod checks;
mod destinations;
mod generated;
mod pages;
mod reach;
mod stock;

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::host;
use crate::lesson::CourseFiles;
use crate::site;
use crate::site::Profile;

use super::{BookError, BuildRequest, Built, build};

/// The built-in course's folder.
fn lessons() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../lessons")
}

/// The texts of the built-in course.
fn built_in() -> CourseFiles {
    let mut files = CourseFiles { folder_name: "lessons".to_owned(), ..CourseFiles::default() };
    for prefix in ["", "sites/", "images/"] {
        for path in host::list(&lessons().join(prefix)).unwrap().into_iter().filter(|path| path.is_file()) {
            let name = path.file_name().unwrap().to_str().unwrap();
            files.files.insert(format!("{prefix}{name}"), host::read_text(&path).unwrap());
        }
    }
    files
}

/// A course of one lesson.
fn course(lesson: &str) -> CourseFiles {
    let files = [
        ("course.toml", "format = 1\ntitle = \"Small & sweet\"\n"),
        ("SUMMARY.md", "# Summary\n\n- [Lesson](lesson.md)\n"),
        ("lesson.md", lesson),
    ];
    let files = files.map(|(file, text)| (file.to_owned(), text.to_owned()));
    CourseFiles { folder_name: "small".to_owned(), files: files.into() }
}

fn sites(files: &CourseFiles) -> Vec<Profile> {
    let files =
        files.files.iter().filter_map(|(file, text)| Some((file.strip_prefix("sites/")?.strip_suffix(".toml")?, text)));
    let mut sites: Vec<Profile> = files.map(|(id, text)| site::parse(id, text).unwrap()).collect();
    if sites.is_empty() {
        sites.push(site::laptop());
    }
    sites
}

/// A folder for one test, with a site in it or not.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn build(&self, files: &CourseFiles) -> Result<Built, BookError> {
        let sites = sites(files);
        let site = sites.iter().find(|profile| profile.id == "laptop").unwrap();
        let temporary = self.folder.path();
        build(&BuildRequest {
            files,
            sites: &sites,
            site,
            destination: &self.site(),
            address: None,
            proofs: &[],
            recordings: &[],
            temporary,
        })
    }

    fn page(&self, page: &str) -> String {
        host::read_text(&self.site().join(page)).unwrap()
    }

    fn has(&self, file: &str) -> bool {
        self.site().join(file).exists()
    }
}
