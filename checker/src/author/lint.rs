//! What is wrong with a course's files.

use crate::lesson::{
    Complaint, Condition, Course, CourseFiles, Fold, FoldClass, Lesson, Mistake, Node, Place, Severity, dead_links,
};
use crate::site::{self, Profile};

/// Complaints that need all files: unknown sites, placeholders without a value, sites whose report does not fit, links that
/// lead to nothing. Those of a page alone are the parser's.
pub fn lint(course: &Course, sites: &[Profile], files: &CourseFiles) -> Vec<Complaint> {
    let mut complaints = reports(sites, files);
    for lesson in &course.lessons {
        folds(&lesson.nodes, &mut |fold| sites_of(fold, lesson, sites, &mut complaints));
        // One site that fills nothing stands for all that do not know the value.
        for profile in sites {
            let (_, unfilled) = site::fill(&lesson.source, profile);
            complaints.extend(unfilled.iter().map(|missing| missing.complaint(&lesson.file, &lesson.source)));
        }
    }
    let mistakes = course.catalogue.iter().chain(course.exercises().flat_map(|exercise| &exercise.mistakes));
    complaints.extend(mistakes.flat_map(too_large));
    complaints.extend(dead_links(course, files));
    complaints.dedup();
    complaints
}

fn too_large(mistake: &Mistake) -> impl Iterator<Item = Complaint> {
    let patterns = mistake.when.iter().flat_map(Condition::patterns).filter(|pattern| pattern.is_too_large());
    patterns.map(|pattern| Complaint {
        severity: Severity::Error,
        place: mistake.place.clone(),
        what: format!("the pattern `{}` is too large to be used", pattern.source()),
        hint: "write a smaller one, with fewer or smaller counts in braces".to_owned(),
    })
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

/// What the reports in the sites' files say against these files.
fn reports(sites: &[Profile], files: &CourseFiles) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for site in sites {
        let path = format!("sites/{}.toml", site.id);
        let (Some(checked), Some(text)) = (&site.checked, files.files.get(&path)) else { continue };
        let at = |what: &str| {
            let found = text.lines().enumerate().find(|(_, line)| line.contains(what));
            let (index, line) = found.unwrap_or_default();
            Place { file: path.as_str().into(), line: index + 1, text: line.to_owned() }
        };
        let mut warn = |place: Place, what: String, hint: &str| {
            complaints.push(Complaint { severity: Severity::Warning, place, what, hint: hint.to_owned() });
        };
        if checked.site != site.id {
            let what = format!("the report is about the site `{}`", checked.site);
            warn(at("[checked]"), what, "put it into that site's file");
            continue;
        }
        for line in &checked.check {
            let is_said = site.values.values().any(|value| value.value == line.about)
                || site.work.as_ref() == Some(&line.about)
                || ["tool", "index"].contains(&line.id.as_str());
            if !is_said {
                let what =
                    format!("the report of {} is about `{}`, of which the file says nothing", checked.day, line.about);
                warn(at("[checked]"), what, "have `checker doctor --report` run there again");
            } else if line.answer == "not-here" {
                let what = format!("by the report of {} the {} `{}` is not there", checked.day, line.id, line.about);
                warn(at(&line.about), what, "mend it, and have `checker doctor --report` run there again");
            }
        }
    }
    complaints
}
