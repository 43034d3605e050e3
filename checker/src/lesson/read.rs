//! A page of a course, from its markdown to the model.
//!
//! One page at a time: what needs the whole course (an id used twice, a mistake that beats another) is asked in `course`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::complaints::Complaints;
use super::exercise::exercise;
use super::mistake::{Claim, ClaimKind, mistakes};
use super::nodes::{Role, nodes};
use super::quiz::quiz;
use super::section::{Announces, Heading};
use super::sheet::Sheet;
use super::written::{LessonWritten, read_lesson};
use super::{BoxKind, Complaint, Exercise, Lesson, Mistake, Node, PageKind, Quiz, Section, SectionKind};

/// Reads a lesson; nothing when it has no title. All complaints about the page are given, in the order of its lines; names
/// of mistakes and exercises elsewhere in the course are not looked up.
pub fn parse_lesson(file: &str, source: &str) -> (Option<Lesson>, Vec<Complaint>) {
    let mut complaints = Complaints::default();
    let lesson = read_lesson_page(file, source, &mut Vec::new(), &mut complaints);
    (lesson, complaints.into_sorted())
}

/// Reads a page of general mistakes. Names of mistakes and exercises are not looked up.
pub fn parse_troubleshooting(file: &str, source: &str) -> (Vec<Mistake>, Vec<Complaint>) {
    let mut complaints = Complaints::default();
    let mistakes = read_catalogue(file, source, &mut Vec::new(), &mut complaints);
    (mistakes, complaints.into_sorted())
}

/// As [`parse_lesson`], with the names that the course has to look up.
pub(super) fn read_lesson_page(
    file: &str,
    source: &str,
    claims: &mut Vec<Claim>,
    complaints: &mut Complaints,
) -> Option<Lesson> {
    let sheet = Sheet::new(file, source, complaints);
    let nodes = nodes(&sheet, Role::Lesson, complaints);
    let id = stem(file).to_owned();
    let read = read_sections(&sheet, &id, &nodes, claims, complaints);
    let fence = lesson_fence(&sheet, &nodes, complaints);
    let has_exercise = sheet.headings.iter().any(|heading| heading.announces == Announces::Exercise);
    let kind = if fence.is_some() || has_exercise { PageKind::Lesson } else { PageKind::Plain };
    let mut titles = sheet.headings.iter().filter(|heading| heading.level == 1);
    let title = titles.next();
    for again in titles {
        let hint = "use `## ` for its parts";
        complaints.warning(sheet.place(again.span.start), "second title of a page", hint);
    }
    let Some(title) = title else {
        complaints.error(sheet.page.place_of_line(0), "page without a title", "begin it with `# ` and its title");
        return None;
    };
    if kind == PageKind::Lesson {
        complain_of_missing_boxes(&sheet, title, &nodes, complaints);
    }
    let LessonWritten { teaching, needs } = fence.unwrap_or_default();
    Some(Lesson {
        id,
        title: title.title.clone(),
        file: Arc::clone(&sheet.page.file),
        source: Arc::clone(&sheet.page.text),
        kind,
        teaching,
        needs,
        nodes: with_indices(nodes, &read.fences),
        sections: read.sections,
        exercises: read.exercises,
        quizzes: read.quizzes,
    })
}

/// As [`parse_troubleshooting`], with the names that the course has to look up.
pub(super) fn read_catalogue(
    file: &str,
    source: &str,
    claims: &mut Vec<Claim>,
    complaints: &mut Complaints,
) -> Vec<Mistake> {
    let sheet = Sheet::new(file, source, complaints);
    let nodes = nodes(&sheet, Role::Catalogue, complaints);
    for heading in sheet.headings.iter().filter(|heading| heading.announces != Announces::Text) {
        let hint = "put it into a lesson: this page has mistakes only";
        complaints.error(sheet.place(heading.span.start), "exercise or quiz among the general mistakes", hint);
    }
    let nodes: Vec<&Node> = nodes.iter().collect();
    let mistakes = mistakes(&sheet, &nodes, claims, complaints);
    for mistake in mistakes.iter().filter(|mistake| mistake.exercise.is_none()) {
        let hint = "write `exercise = \"…\"` into its fence: the exercise in which it is proved";
        complaints.error(mistake.place.clone(), format!("general mistake `{}` without `exercise`", mistake.id), hint);
    }
    mistakes
}

/// The file's name without its folder and ending.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".md").unwrap_or(name)
}

/// What the sections of a page hold.
#[derive(Default)]
struct Read {
    sections: Vec<Section>,
    exercises: Vec<Exercise>,
    quizzes: Vec<Quiz>,
    /// Where the fence of each exercise begins.
    fences: BTreeMap<usize, usize>,
}

fn read_sections(
    sheet: &Sheet,
    lesson: &str,
    nodes: &[Node],
    claims: &mut Vec<Claim>,
    complaints: &mut Complaints,
) -> Read {
    let mut read = Read::default();
    for heading in &sheet.headings {
        let inside: Vec<&Node> = nodes.iter().filter(|node| heading.span.contains(&node.span().start)).collect();
        let kind = match heading.announces {
            Announces::Text => None,
            Announces::Exercise => {
                let before = claims.len();
                exercise(sheet, lesson, heading, &inside, claims, complaints).map(|exercise| {
                    own_claims(&exercise.id, claims, before, complaints);
                    read.fences.extend(first_fence(&inside).map(|start| (start, read.exercises.len())));
                    read.exercises.push(exercise);
                    SectionKind::Exercise(read.exercises.len() - 1)
                })
            }
            Announces::Quiz => quiz(sheet, heading, &inside, complaints).map(|quiz| {
                read.quizzes.push(quiz);
                SectionKind::Quiz(read.quizzes.len() - 1)
            }),
        };
        let kind = kind.unwrap_or(SectionKind::Plain);
        read.sections.push(Section { kind, title: heading.title.clone(), span: heading.span.clone() });
    }
    read
}

/// An exercise's own mistakes are proved in it, so that saying another is wrong.
fn own_claims(id: &str, claims: &mut Vec<Claim>, from: usize, complaints: &mut Complaints) {
    for claim in &claims[from..] {
        let ClaimKind::ProvedIn(other) = &claim.kind else { continue };
        if other != id {
            let hint = "leave `exercise` out: the mistake stands in its exercise";
            complaints.error(claim.place.clone(), format!("a mistake of `{id}` cannot be proved in `{other}`"), hint);
        }
    }
    let mut index = 0;
    claims.retain(|claim| {
        index += 1;
        index <= from || matches!(claim.kind, ClaimKind::Over(_))
    });
}

fn first_fence(nodes: &[&Node]) -> Option<usize> {
    nodes.iter().find_map(|node| if let Node::ExerciseFence { span, .. } = node { Some(span.start) } else { None })
}

/// The nodes with each exercise's number at its fence; a fence of no exercise is markdown.
fn with_indices(nodes: Vec<Node>, fences: &BTreeMap<usize, usize>) -> Vec<Node> {
    let numbered = nodes.into_iter().map(|node| match node {
        Node::ExerciseFence { span, .. } => match fences.get(&span.start) {
            Some(index) => Node::ExerciseFence { index: *index, span },
            None => Node::Markdown(span),
        },
        node => node,
    });
    numbered.collect()
}

/// The page's one `toml lesson` fence; one that cannot be read counts as empty.
fn lesson_fence(sheet: &Sheet, nodes: &[Node], complaints: &mut Complaints) -> Option<LessonWritten> {
    let mut fences =
        nodes.iter().filter_map(|node| if let Node::LessonFence(span) = node { Some(span.start) } else { None });
    let first = fences.next()?;
    for again in fences {
        complaints.error(sheet.place(again), "second `toml lesson` fence", "keep one, under the page's title");
    }
    if sheet.headings.iter().any(|heading| heading.level > 1 && heading.span.start < first) {
        complaints.warning(sheet.place(first), "`toml lesson` is not under the title", "move it under the title");
    }
    let code = sheet.code_at(first)?;
    Some(read_lesson(&sheet.toml(code), complaints).unwrap_or_default())
}

fn complain_of_missing_boxes(sheet: &Sheet, title: &Heading, nodes: &[Node], complaints: &mut Complaints) {
    let boxes =
        [(BoxKind::Questions, "Questions"), (BoxKind::Objectives, "Objectives"), (BoxKind::KeyPoints, "Key points")];
    for (wanted, label) in boxes {
        let found = nodes.iter().filter(|node| matches!(node, Node::Boxed { kind, .. } if *kind == wanted));
        match found.count() {
            1 => {}
            0 => {
                let hint = format!("write a quote that begins with `> **{label}**`");
                complaints.warning(sheet.place(title.span.start), format!("lesson without the box `{label}`"), hint);
            }
            _ => {
                let what = format!("lesson with more than one box `{label}`");
                complaints.warning(sheet.place(title.span.start), what, "make one of them");
            }
        }
    }
}
