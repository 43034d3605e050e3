//! What is wrong with a course's files.

use crate::lesson::{Complaint, Course, Fold, FoldClass, Lesson, Node, Place, Severity};
use crate::site::{self, Profile};

/// Complaints that need the sites as well as the pages: unknown sites, placeholders without a value. Those of the pages
/// alone are the parser's.
pub fn lint(course: &Course, sites: &[Profile]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for lesson in &course.lessons {
        folds(&lesson.nodes, &mut |fold| sites_of(fold, lesson, sites, &mut complaints));
        // One site that fills nothing stands for all that do not know the value.
        for profile in sites {
            let (_, unfilled) = site::fill(&lesson.source, profile);
            complaints.extend(unfilled.iter().map(|missing| missing.complaint(&lesson.file, &lesson.source)));
        }
    }
    complaints.dedup();
    complaints
}

fn folds(nodes: &[Node], each: &mut impl FnMut(&Fold)) {
    for node in nodes {
        if let Node::Fold(fold) = node {
            each(fold);
            folds(&fold.body, each);
        }
    }
}

fn sites_of(fold: &Fold, lesson: &Lesson, sites: &[Profile], complaints: &mut Vec<Complaint>) {
    let (FoldClass::Site(named) | FoldClass::Solution(named)) = &fold.class else { return };
    for name in named.iter().filter(|name| *name != "other" && sites.iter().all(|site| site.id != **name)) {
        let known: Vec<&str> = sites.iter().map(|site| site.id.as_str()).collect();
        let line = lesson.source[..fold.span.start].lines().count() + 1;
        complaints.push(Complaint {
            severity: Severity::Error,
            place: place(lesson, line),
            what: format!("there is no site `{name}`"),
            hint: format!("write one of {}, or add `sites/{name}.toml`", known.join(", ")),
        });
    }
}

fn place(lesson: &Lesson, line: usize) -> Place {
    let text = lesson.source.lines().nth(line.saturating_sub(1)).unwrap_or_default().to_owned();
    Place { file: lesson.file.clone(), line, text }
}
