//! An exercise: the `## Exercise:` section with its fence, files, hints, solutions and mistakes.

use super::block::{BlockKind, Code};
use super::complaints::Complaints;
use super::mistake::{Claim, mistakes, typed};
use super::section::Heading;
use super::sheet::Sheet;
use super::written::{ExerciseWritten, read_exercise};
use super::{Exercise, Fold, FoldClass, GivenFile, Hint, Node, Place, Solution};

/// Reads the exercise of a section; nothing when its fence cannot be read.
pub(super) fn exercise(
    sheet: &Sheet,
    lesson: &str,
    heading: &Heading,
    nodes: &[&Node],
    claims: &mut Vec<Claim>,
    complaints: &mut Complaints,
) -> Option<Exercise> {
    // All of the section is read, so that all its faults are told, even where there is no fence.
    let fence = fence(sheet, heading, nodes, complaints);
    let mistakes = mistakes(sheet, nodes, claims, complaints);
    let solutions: Vec<Solution> = folds(nodes)
        .filter_map(|fold| match &fold.class {
            FoldClass::Solution(sites) => Some(solution(sheet, fold, sites, complaints)),
            _ => None,
        })
        .collect();
    complain_of_idle_consoles(nodes, complaints);
    let place = fence.map_or_else(|| sheet.place(heading.span.start), |code| sheet.place(code.span.start));
    if solutions.is_empty() {
        let hint = "write a fold `<details class=\"solution\">` with a `console` block: the proof types it";
        complaints.error(place.clone(), "exercise without a solution", hint);
    }
    let written = read_exercise(&sheet.toml(fence?), complaints)?;
    Some(assemble(sheet, lesson, heading, nodes, written, Found { mistakes, solutions, place }))
}

/// What was found in the section before its fence was read.
struct Found {
    mistakes: Vec<super::Mistake>,
    solutions: Vec<Solution>,
    place: Place,
}

fn assemble(
    sheet: &Sheet,
    lesson: &str,
    heading: &Heading,
    nodes: &[&Node],
    written: ExerciseWritten,
    found: Found,
) -> Exercise {
    let given = nodes.iter().filter_map(|node| if let Node::Given(console) = node { Some(console) } else { None });
    let hints = folds(nodes)
        .filter(|fold| fold.class == FoldClass::Hint)
        .map(|fold| Hint { summary: fold.summary.clone(), body: sheet.markdown_without(&fold.body_span, &[]) });
    Exercise {
        id: written.id,
        title: heading.title.clone(),
        lesson: lesson.to_owned(),
        minutes: written.minutes,
        needs: written.needs,
        prose: prose(sheet, heading, nodes),
        goals: written.goals,
        files: nodes.iter().filter_map(|node| file(sheet, node)).collect(),
        given: given.flat_map(|console| console.lines.clone()).collect(),
        hints: hints.collect(),
        solutions: found.solutions,
        mistakes: found.mistakes,
        place: found.place,
    }
}

fn folds<'n>(nodes: &'n [&'n Node]) -> impl Iterator<Item = &'n Fold> {
    nodes.iter().filter_map(|node| if let Node::Fold(fold) = node { Some(fold) } else { None })
}

/// The section's one `toml exercise` fence.
fn fence<'s>(sheet: &'s Sheet, heading: &Heading, nodes: &[&Node], complaints: &mut Complaints) -> Option<&'s Code> {
    let mut fences = nodes.iter().filter_map(|node| match node {
        Node::ExerciseFence { span, .. } => Some(span.start),
        _ => None,
    });
    let first = fences.next();
    for again in fences {
        let hint = "put it under a heading `## Exercise: …` of its own";
        complaints.error(sheet.place(again), "second `toml exercise` fence in an exercise", hint);
    }
    if first.is_none() {
        let hint = "write a `toml exercise` fence with an `id` and at least one `[[goal]]`";
        complaints.error(sheet.place(heading.span.start), "exercise without a `toml exercise` fence", hint);
    }
    sheet.code_at(first?)
}

fn solution(sheet: &Sheet, fold: &Fold, sites: &[String], complaints: &mut Complaints) -> Solution {
    let place = sheet.place(fold.span.start);
    if typed(sheet, fold, complaints).is_empty() {
        let hint = "write a `console` block with the commands: the proof types them";
        complaints.error(place.clone(), "solution without commands", hint);
    }
    let consoles =
        fold.body.iter().filter_map(|node| if let Node::Console(console) = node { Some(console) } else { None });
    Solution {
        sites: sites.to_vec(),
        consoles: consoles.cloned().collect(),
        body: sheet.markdown_without(&fold.body_span, &[]),
        place,
    }
}

/// Everything in the section that is neither its heading, nor a fold, nor a block of ours.
fn prose(sheet: &Sheet, heading: &Heading, nodes: &[&Node]) -> String {
    let inputs = sheet.blocks.top.iter().filter(|block| match &block.kind {
        BlockKind::Code(code) => code.info == "input",
        _ => false,
    });
    let mut without = vec![heading.heading.clone()];
    without.extend(nodes.iter().filter(|node| !matches!(node, Node::Markdown(_))).map(|node| node.span()));
    without.extend(inputs.map(|block| block.span.clone()));
    sheet.markdown_without(&heading.span, &without)
}

fn file(sheet: &Sheet, node: &Node) -> Option<GivenFile> {
    let Node::GivenFile { path, span } = node else { return None };
    let code = sheet.code_at(span.start)?;
    Some(GivenFile { path: path.clone(), contents: code.text.clone() })
}

/// A plain console block in an exercise is nobody's: it is in no session.
fn complain_of_idle_consoles(nodes: &[&Node], complaints: &mut Complaints) {
    for node in nodes {
        if let Node::Console(console) = node {
            let hint = "write `console given` if it prepares the start, or put it into a fold";
            complaints.warning(console.place.clone(), "console block of an exercise that nobody types", hint);
        }
    }
}
