//! Which texts belong to which proof.

use crate::lesson::{Audience, Console, Exercise, FoldClass, Lesson, Node, SectionKind, Solution, Typed};

/// The solution that is proved at a site: its own, else the one for all.
pub fn solution_at<'e>(exercise: &'e Exercise, site: &str) -> Option<&'e Solution> {
    let own = exercise.solutions.iter().find(|solution| solution.sites.iter().any(|named| named == site));
    own.or_else(|| {
        exercise
            .solutions
            .iter()
            .find(|solution| solution.sites.is_empty() || solution.sites.iter().any(|named| named == "other"))
    })
}

/// The commands of a solution.
pub fn commands(solution: &Solution) -> impl Iterator<Item = &Typed> {
    solution.consoles.iter().flat_map(|console| &console.lines)
}

/// The console blocks of a lesson outside its exercises, as they are shown to an audience.
pub fn consoles<'l>(lesson: &'l Lesson, audience: &Audience<'_>) -> Vec<&'l Console> {
    let mut found = Vec::new();
    collect(&lesson.nodes, audience, &mut found);
    let exercises = lesson.sections.iter().filter(|section| matches!(section.kind, SectionKind::Exercise(_)));
    found.retain(|console| !exercises.clone().any(|section| section.span.contains(&console.span.start)));
    found
}

fn collect<'l>(nodes: &'l [Node], audience: &Audience<'_>, found: &mut Vec<&'l Console>) {
    for (index, node) in nodes.iter().enumerate() {
        match node {
            Node::Console(console) => found.push(console),
            // What is folded away for some purpose is no part of the way through a lesson.
            Node::Fold(fold) if is_on_the_way(&fold.class) && audience.is_meant(nodes, index) => {
                collect(&fold.body, audience, found);
            }
            _ => {}
        }
    }
}

fn is_on_the_way(class: &FoldClass) -> bool {
    matches!(class, FoldClass::Site(_) | FoldClass::Has(_) | FoldClass::Shell(_))
}
