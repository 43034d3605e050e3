//! The pages that a book has beside those of its course: made out of the lessons, so that they cannot say anything else.
//!
//! Each page is plain markdown, and is made ready for mdbook like any other. A course that has a page of the same name
//! keeps its own, and a page that would be empty is left out. Nothing is claimed here that the lessons and the sites do
//! not say.

mod exercises;
mod instructor;
mod key_points;
mod proved;
mod schedule;
mod sites;
mod table;

use std::path::Path;

use mdbook_preprocessor::book::{Book, BookItem, Chapter};

use crate::lesson::Course;
use crate::lesson::CourseFiles;
use crate::lesson::Lesson;
use crate::lesson::PageKind;
use crate::site::Profile;

use super::proofs::ProofReport;

/// Over these pages in the sidebar.
const PART: &str = "At a glance";

/// What the pages are made of.
#[derive(Clone, Copy)]
pub(super) struct Matter<'m> {
    pub(super) course: &'m Course,
    pub(super) sites: &'m [Profile],
    pub(super) proofs: &'m [ProofReport],
}

/// A page that is made here.
struct Generated {
    /// Its file, as if it were one of the course's.
    file: &'static str,
    /// What the sidebar calls it.
    name: &'static str,
    /// Its markdown; nothing where there is nothing to put on it.
    make: fn(&Matter<'_>) -> Option<String>,
}

fn pages(matter: &Matter<'_>) -> [Generated; 6] {
    let proved = if matter.proofs.is_empty() { "What can be proved" } else { "What was proved" };
    [
        Generated { file: "schedule.md", name: "Schedule", make: |matter| schedule::page(matter.course) },
        Generated { file: "exercises.md", name: "All exercises", make: |matter| exercises::page(matter.course) },
        Generated { file: "key-points.md", name: "All key points", make: |matter| key_points::page(matter.course) },
        Generated { file: "sites.md", name: "Sites", make: |matter| sites::page(matter.sites) },
        Generated { file: "proved.md", name: proved, make: proved::page },
        Generated { file: "instructor.md", name: "For instructors", make: |matter| instructor::page(matter.course) },
    ]
}

/// Puts the pages behind those of the course.
pub(super) fn add_to(book: &mut Book, matter: &Matter<'_>) {
    let taken = |file: &str| {
        let is_it = |path: &Option<std::path::PathBuf>| path.as_deref() == Some(Path::new(file));
        book.chapters().any(|chapter| is_it(&chapter.path) || is_it(&chapter.source_path))
    };
    let made = pages(matter).into_iter().filter(|page| !taken(page.file));
    let made = made.filter_map(|page| {
        let content = (page.make)(matter)?;
        let chapter = Chapter::new(page.name, content, page.file, Vec::new());
        // No file of that name is there to be edited.
        Some(BookItem::Chapter(Chapter { source_path: None, ..chapter }))
    });
    let made: Vec<BookItem> = made.collect();
    if !made.is_empty() {
        book.items.push(BookItem::PartTitle(PART.to_owned()));
        book.items.extend(made);
    }
}

/// The pages made here that only repeat what stands in lessons: a search need not find it twice.
pub(super) fn repeating<'m>(matter: &'m Matter<'_>, files: &'m CourseFiles) -> impl Iterator<Item = &'static str> {
    let repeats = |page: &Generated| ["exercises.md", "key-points.md", "instructor.md"].contains(&page.file);
    let is_own = |page: &Generated| files.files.contains_key(page.file);
    let made = pages(matter).into_iter().filter(move |page| repeats(page) && !is_own(page));
    made.filter(|page| (page.make)(matter).is_some()).map(|page| page.file)
}

/// The lessons that teach, in the order of the course.
fn lessons(course: &Course) -> impl Iterator<Item = &Lesson> {
    course.lessons.iter().filter(|lesson| lesson.kind == PageKind::Lesson)
}

/// A link to a lesson.
fn link(lesson: &Lesson) -> String {
    format!("[{}]({})", lesson.title, lesson.file)
}

/// A span of time in words: `45 min`, `2 h 05 min`.
fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes:02} min"),
    }
}
