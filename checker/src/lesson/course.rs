//! A course folder, from its files to the model.
//!
//! What only the whole course can tell is asked here: ids that are used twice, names of exercises and mistakes elsewhere.

use std::collections::BTreeMap;

use super::complaints::{Complaints, did_you_mean, nearest};
use super::mistake::{Claim, ClaimKind};
use super::page::Page;
use super::read::{read_catalogue, read_lesson_page};
use super::summary::pages;
use super::written::{CourseWritten, Toml, format_of, read_course};
use super::{Complaint, Course, Lesson, Mistake, Place};

/// The newest course format that is understood.
pub const FORMAT: i64 = 1;

const COURSE: &str = "course.toml";
const SUMMARY: &str = "SUMMARY.md";
/// The page of general mistakes.
pub(super) const TROUBLESHOOTING: &str = "troubleshooting.md";

/// The texts of a course folder.
#[derive(Clone, Debug, Default)]
pub struct CourseFiles {
    /// What the folder is called.
    pub folder_name: String,
    /// The text of each file, by its path relative to the folder.
    pub files: BTreeMap<String, String>,
}

/// Why a folder is no course that can be used at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CourseError {
    /// A file is missing without which there is no course.
    #[error("`{folder}` is no course: it has no `{file}`; {hint}")]
    Missing {
        /// The folder's name.
        folder: String,
        /// The file that is missing.
        file: &'static str,
        /// What to write into it.
        hint: &'static str,
    },
    /// The course is written for a newer program.
    #[error(
        "the course has the format {found}, and this program knows {FORMAT}: take a newer program, or an older course"
    )]
    NewerFormat {
        /// The course's format.
        found: i64,
    },
    /// `course.toml` does not say what it must.
    #[error("`course.toml` is wrong in {} places", .0.len())]
    Unreadable(Vec<Complaint>),
}

/// Reads a course with all complaints about all its pages: page by page in the order of `SUMMARY.md`, each in the order of
/// its lines.
///
/// Every page that `SUMMARY.md` links is a lesson, except `troubleshooting.md`, which is the course's catalogue of mistakes.
/// A page without a `toml lesson` fence and without an exercise is there to be read, and needs no boxes.
///
/// `builtin_catalogue` is the text of the built-in `troubleshooting.md`. Where the course has no such page, or another, the
/// built-in mistakes stand behind the course's own, without those that the course defines itself, and nothing is complained
/// about them.
pub fn parse_course(files: &CourseFiles, builtin_catalogue: &str) -> Result<(Course, Vec<Complaint>), CourseError> {
    let missing = |file, hint| CourseError::Missing { folder: files.folder_name.clone(), file, hint };
    let course_text =
        files.files.get(COURSE).ok_or_else(|| missing(COURSE, "write `format = 1` and `title = \"…\"` into one"))?;
    let summary_text =
        files.files.get(SUMMARY).ok_or_else(|| missing(SUMMARY, "write a list of links to the lessons into one"))?;
    if let Some(found) = format_of(course_text).filter(|found| *found > FORMAT) {
        return Err(CourseError::NewerFormat { found });
    }
    let course_page = Page::new(COURSE, course_text);
    let toml = Toml { page: &course_page, text: course_text, line: 0 };
    let written = course_head(&toml)?;

    let mut all = Vec::new();
    let mut gathered = Gathered::default();
    let lessons = lessons(files, summary_text, &mut gathered, &mut all);
    let catalogue = catalogue(files, builtin_catalogue, &mut gathered, &mut all);

    let mut course_complaints = Complaints::default();
    let id = written.id(&toml, &mut course_complaints).unwrap_or_else(|| files.folder_name.clone());
    let tracks = written.tracks(&toml, &lessons, &mut course_complaints);
    let course = Course { id, title: written.title.unwrap_or_default(), tracks, followed: None, lessons, catalogue };

    let mut late = Complaints::default();
    complain_of_twins(&course, &gathered, &mut late);
    complain_of_claims(&course, &gathered.claims, &mut late);
    let mut complaints = course_complaints.into_sorted();
    complaints.extend(with_late(all, late.into_sorted()));
    Ok((course, complaints))
}

/// What the pages say of each other.
#[derive(Default)]
struct Gathered {
    claims: Vec<Claim>,
    /// How many of the catalogue's first mistakes are the course's own.
    own_mistakes: usize,
}

/// What `course.toml` must say.
fn course_head(toml: &Toml<'_>) -> Result<CourseWritten, CourseError> {
    let mut complaints = Complaints::default();
    let written = read_course(toml, &mut complaints);
    let place = toml.page.place_of_line(0);
    if let Some(written) = &written {
        match &written.format {
            Some(format) if *format.as_ref() == FORMAT => {}
            Some(format) => {
                let what = format!("unknown format {}", format.as_ref());
                complaints.error(toml.place(&format.span()), what, format!("write `format = {FORMAT}`"));
            }
            None => complaints.error(place.clone(), "course without `format`", format!("write `format = {FORMAT}`")),
        }
        if written.title.as_deref().is_none_or(|title| title.trim().is_empty()) {
            complaints.error(place, "course without `title`", "write `title = \"…\"`: what it is called");
        }
    }
    let complaints = complaints.into_sorted();
    written.filter(|_| complaints.is_empty()).ok_or(CourseError::Unreadable(complaints))
}

fn lessons(files: &CourseFiles, summary: &str, gathered: &mut Gathered, all: &mut Vec<Complaint>) -> Vec<Lesson> {
    let page = Page::new(SUMMARY, summary);
    let mut complaints = Complaints::default();
    let mut lessons: Vec<Lesson> = Vec::new();
    let mut of_pages = Vec::new();
    let linked = pages(&page, &mut complaints);
    for link in linked.iter().filter(|link| link.file != TROUBLESHOOTING) {
        let Some(source) = files.files.get(&link.file) else {
            let known: Vec<&str> =
                files.files.keys().map(String::as_str).filter(|file| file.ends_with(".md")).collect();
            let hint = match nearest(&link.file, &known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the page, or take the link out".to_owned(),
            };
            complaints.error(link.place.clone(), format!("`{}` is not in the course's folder", link.file), hint);
            continue;
        };
        let mut of_page = Complaints::default();
        let lesson = read_lesson_page(&link.file, source, &mut gathered.claims, &mut of_page);
        of_pages.extend(of_page.into_sorted());
        let Some(lesson) = lesson else { continue };
        if let Some(other) = lessons.iter().find(|other| other.id == lesson.id) {
            let what = format!("two lessons with the id `{}`: `{}` and `{}`", lesson.id, other.file, lesson.file);
            complaints.error(link.place.clone(), what, "give one of the files another name");
        }
        lessons.push(lesson);
    }
    if linked.is_empty() {
        let hint = "write a list of links: `- [Title](lesson.md)`";
        complaints.error(page.place_of_line(0), "course without pages", hint);
    }
    complain_of_unlinked(files, &linked.iter().map(|link| link.file.as_str()).collect::<Vec<_>>(), &mut of_pages);
    all.extend(complaints.into_sorted());
    all.append(&mut of_pages);
    lessons
}

/// A lesson that is not linked is seen by nobody.
fn complain_of_unlinked(files: &CourseFiles, linked: &[&str], all: &mut Vec<Complaint>) {
    let teaches = |text: &str| text.contains("```toml lesson") || text.contains("```toml exercise");
    let forgotten = files.files.iter().filter(|(file, text)| {
        file.ends_with(".md") && teaches(text) && file.as_str() != TROUBLESHOOTING && !linked.contains(&file.as_str())
    });
    for (file, text) in forgotten {
        let mut complaints = Complaints::default();
        let hint = format!("write `- [Title]({file})` into `{SUMMARY}`");
        complaints.warning(
            Page::new(file, text).place_of_line(0),
            format!("`{file}` is not linked in `{SUMMARY}`"),
            hint,
        );
        all.extend(complaints.into_sorted());
    }
}

/// The course's own mistakes, then the built-in ones that it does not define itself.
fn catalogue(files: &CourseFiles, builtin: &str, gathered: &mut Gathered, all: &mut Vec<Complaint>) -> Vec<Mistake> {
    let own = files.files.get(TROUBLESHOOTING);
    let mut complaints = Complaints::default();
    let mut mistakes =
        own.map_or_else(Vec::new, |text| read_catalogue(TROUBLESHOOTING, text, &mut gathered.claims, &mut complaints));
    all.extend(complaints.into_sorted());
    gathered.own_mistakes = mistakes.len();
    if own.is_none_or(|own| own != builtin) {
        // It is linted with the course it belongs to.
        let general = read_catalogue(TROUBLESHOOTING, builtin, &mut Vec::new(), &mut Complaints::default());
        let general: Vec<Mistake> =
            general.into_iter().filter(|general| mistakes.iter().all(|own| own.id != general.id)).collect();
        mistakes.extend(general);
    }
    mistakes
}

fn complain_of_twins(course: &Course, gathered: &Gathered, complaints: &mut Complaints) {
    let exercises = course.exercises().map(|exercise| (exercise.id.as_str(), &exercise.place));
    complain_of_twins_among("exercises", exercises, complaints);
    let own = course.catalogue.iter().take(gathered.own_mistakes);
    let mistakes = own.chain(course.exercises().flat_map(|exercise| &exercise.mistakes));
    complain_of_twins_among("mistakes", mistakes.map(|mistake| (mistake.id.as_str(), &mistake.place)), complaints);
}

fn complain_of_twins_among<'c>(
    what: &str,
    all: impl Iterator<Item = (&'c str, &'c Place)>,
    complaints: &mut Complaints,
) {
    let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
    for (id, place) in all {
        match seen.get(id) {
            Some(first) => complaints.error(
                place.clone(),
                format!("two {what} with the id `{id}`"),
                format!("give it another id: the first is in `{}`, line {}", first.file, first.line),
            ),
            None => drop(seen.insert(id, place)),
        }
    }
}

fn complain_of_claims(course: &Course, claims: &[Claim], complaints: &mut Complaints) {
    let exercises: Vec<&str> = course.exercises().map(|exercise| exercise.id.as_str()).collect();
    let own = course.exercises().flat_map(|exercise| &exercise.mistakes);
    let mistakes: Vec<&str> = course.catalogue.iter().chain(own).map(|mistake| mistake.id.as_str()).collect();
    for claim in claims {
        let (name, kind, known) = match &claim.kind {
            ClaimKind::Over(id) => (id, "mistake", &mistakes),
            ClaimKind::ProvedIn(id) => (id, "exercise", &exercises),
        };
        if !known.contains(&name.as_str()) {
            let hint = match nearest(name, known) {
                None if kind == "mistake" => "write the id of another mistake of this course".to_owned(),
                _ => did_you_mean(name, known),
            };
            complaints.error(claim.place.clone(), format!("unknown {kind} `{name}`"), hint);
        }
    }
}

/// Puts what was found last beside what was found in the same file.
fn with_late(mut all: Vec<Complaint>, late: Vec<Complaint>) -> Vec<Complaint> {
    for complaint in late {
        let same_file = |other: &Complaint| other.place.file == complaint.place.file;
        let after = all.iter().rposition(|other| same_file(other) && other.place.line <= complaint.place.line);
        let before = all.iter().position(same_file);
        let at = after.map(|index| index + 1).or(before).unwrap_or(all.len());
        all.insert(at, complaint);
    }
    all
}
