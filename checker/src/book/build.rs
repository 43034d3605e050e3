//! Building a site: from the texts of a course to a folder of pages.
//!
//! mdbook publishes every file beside the pages and empties its destination, so it works between two fresh folders of
//! ours. The user's own mdbook settings and variables change nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use mdbook_driver::MDBook;
use mdbook_driver::config::Config;

use crate::host::Scratch;
use crate::lesson::CourseFiles;
use crate::site::Profile;

use super::course::course;
use super::destination::{Destination, files_in};
use super::error::BookError;
use super::generated;
use super::manifest::is_inside;
use super::page::Sites;
use super::preprocessor::Checker;
use super::proofs::ProofReport;
use super::reach::Reach;
use super::recordings;
use super::recordings::Recording;
use super::theme;
use super::warnings::listening;

/// The settings with which a stock mdbook builds the built-in course too.
pub(super) const SETTINGS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../book/book.toml"));

/// Where mdbook finds the pages, and where it puts the site, in the fresh folder.
const SOURCE: &str = "src";
const SITE: &str = "site";

/// The list of all pages.
const SITEMAP: &str = "sitemap.xml";

/// What to build, and where to.
#[derive(Clone, Copy, Debug)]
pub struct BuildRequest<'r> {
    /// The course, as its author wrote it: placeholders are filled here.
    pub files: &'r CourseFiles,
    /// The sites that the course knows.
    pub sites: &'r [Profile],
    /// The site whose values stand for `{{…}}`; a fold for one other site shows that site's.
    pub site: &'r Profile,
    /// Where the site goes: a folder that is not there, or is empty, or holds a site that was built here before.
    pub destination: &'r Path,
    /// The address under which the site will be, where that is known: pages then name their own.
    pub address: Option<&'r str>,
    /// What came of proofs of the course, where that is known.
    pub proofs: &'r [ProofReport],
    /// What to show at exercises: recordings of their solutions at this site.
    pub recordings: &'r [Recording],
    /// Where short-lived files may lie.
    pub temporary: &'r Path,
}

/// A site that was built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// How many pages of the course it has.
    pub pages: usize,
    /// Where it is.
    pub destination: PathBuf,
}

/// Builds a site. When it cannot be built whole and without a warning, what is at the destination stays as it is.
pub fn build(request: &BuildRequest<'_>) -> Result<Built, BookError> {
    let destination = Destination::look(request.destination)?;
    let course = course(request.files)?;
    let reach = Reach::of(&course.course, request.site, request.address)?;
    let staging = Scratch::make(request.temporary)?;
    stage(request.files, &staging)?;
    theme::write(&staging)?;
    recordings::stage(request.recordings, &course.course, &staging, Path::new(SOURCE))?;
    let transcripts = recordings::transcripts(request.recordings);
    let sites = Sites { all: request.sites.to_vec(), chosen: request.site.clone(), transcripts };
    let checker = Checker { sites, pages: course, proofs: request.proofs.to_vec() };
    let (pages, warnings) = listening(|| {
        let settings = settings(&checker, request.files, reach.path())?;
        render(staging.path(), settings, checker)
    });
    let pages = pages.map_err(BookError::of_mdbook)?;
    if !warnings.is_empty() {
        return Err(BookError::Warned(warnings));
    }
    let site = staging.path().join(SITE);
    let mut files = BTreeSet::new();
    files_in(&site, &site, &mut files)?;
    if let Some(sitemap) = reach.sitemap(files.iter().map(PathBuf::as_path)) {
        staging.write(&Path::new(SITE).join(SITEMAP), sitemap.as_bytes())?;
    }
    destination.publish(&site, &|file, contents| reach.finish(file, contents))?;
    Ok(Built { pages, destination: request.destination.to_owned() })
}

/// Writes the pages into a fresh folder, and the pictures that they show; nothing else of the course is for publishing.
fn stage(files: &CourseFiles, staging: &Scratch) -> Result<(), BookError> {
    let is_shown = |file: &str| {
        let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
        files.files.iter().any(|(page, text)| page.ends_with(".md") && text.contains(&format!("{name})")))
    };
    let is_published = |file: &str| file.ends_with(".md") || (file.ends_with(".svg") && is_shown(file));
    for (file, text) in files.files.iter().filter(|(file, _)| is_published(file)) {
        if !is_inside(Path::new(file)) {
            return Err(BookError::OutsidePath(file.clone()));
        }
        staging.write(&Path::new(SOURCE).join(file), text.as_bytes())?;
    }
    Ok(())
}

/// The settings of the built-in course, made those of this one. `path` is that of the site on its host.
fn settings(checker: &Checker, files: &CourseFiles, path: Option<&str>) -> mdbook_driver::errors::Result<Config> {
    let mut settings: Config = SETTINGS.parse()?;
    let title = checker.pages.course.title.clone();
    if settings.book.title.as_ref() != Some(&title) {
        // What stands there describes the built-in course.
        settings.book.description = None;
    }
    settings.book.title = Some(title);
    if let Some(path) = path {
        settings.set("output.html.site-url", path)?;
    }
    // mdbook refuses a name that is no page.
    let mut silent = BTreeMap::new();
    for file in generated::repeating(&checker.matter(), files) {
        silent.insert(file, BTreeMap::from([("enable", false)]));
    }
    settings.set("output.html.search.chapter", silent)?;
    settings.book.src = PathBuf::from(SOURCE);
    settings.build.build_dir = PathBuf::from(SITE);
    Ok(settings)
}

/// Has mdbook make the pages of `root/src`, and gives their number.
fn render(root: &Path, settings: Config, checker: Checker) -> mdbook_driver::errors::Result<usize> {
    // `load` would read `MDBOOK_*` too.
    let mut book = MDBook::load_with_config(root, settings)?;
    book.with_preprocessor(checker);
    book.build()?;
    Ok(book.book.chapters().count())
}
