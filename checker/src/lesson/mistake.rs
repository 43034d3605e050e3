//! Mistakes and the ways back from them: the folds of an exercise or of the catalogue.

use super::complaints::{Complaints, did_you_mean};
use super::sheet::Sheet;
use super::written::{MistakeWritten, id_hint, is_id, read_mistake};
use super::{Fold, FoldClass, Mistake, Node, Place, Recover, Typed};

/// Names that a mistake uses and that only the whole course can judge.
#[derive(Debug)]
pub(super) struct Claim {
    /// Where it is said.
    pub(super) place: Place,
    /// What is said.
    pub(super) kind: ClaimKind,
}

/// What a mistake says of others.
#[derive(Debug)]
pub(super) enum ClaimKind {
    /// It beats this one.
    Over(String),
    /// It is proved in this exercise.
    ProvedIn(String),
}

/// Reads the mistakes among these nodes, with the ways back that stand beside them.
pub(super) fn mistakes(
    sheet: &Sheet,
    nodes: &[&Node],
    claims: &mut Vec<Claim>,
    complaints: &mut Complaints,
) -> Vec<Mistake> {
    let folds = || nodes.iter().filter_map(|node| if let Node::Fold(fold) = node { Some(fold) } else { None });
    let mut mistakes: Vec<Mistake> = folds()
        .filter_map(|fold| match &fold.class {
            FoldClass::Mistake(id) => Some(mistake(sheet, fold, id, claims, complaints)),
            _ => None,
        })
        .collect();
    for fold in folds() {
        let FoldClass::Recover(id) = &fold.class else { continue };
        recover(sheet, fold, id, &mut mistakes, complaints);
    }
    for mistake in mistakes.iter().filter(|mistake| mistake.recover.is_none()) {
        let hint = format!(
            "write a fold `<details class=\"recover\" for=\"{}\">` with the commands that get back",
            mistake.id
        );
        complaints.error(mistake.place.clone(), format!("mistake `{}` without a way back", mistake.id), hint);
    }
    mistakes
}

fn mistake(sheet: &Sheet, fold: &Fold, id: &str, claims: &mut Vec<Claim>, complaints: &mut Complaints) -> Mistake {
    let place = sheet.place(fold.span.start);
    if !is_id(id) {
        complaints.error(place.clone(), format!("`{id}` cannot be the id of a mistake"), id_hint(id));
    }
    let written = written(sheet, fold, id, &place, complaints);
    claims.extend(written.over.iter().flat_map(|(ids, place)| {
        ids.iter().map(|id| Claim { place: place.clone(), kind: ClaimKind::Over(id.clone()) })
    }));
    if let Some((exercise, place)) = &written.exercise {
        claims.push(Claim { place: place.clone(), kind: ClaimKind::ProvedIn(exercise.clone()) });
    }
    let attempt = typed(sheet, fold, complaints);
    if attempt.is_empty() {
        let hint = "write a `console` block with what people type: the proof types it too";
        complaints.error(place.clone(), format!("mistake `{id}` without an attempt"), hint);
    }
    let ours: Vec<_> = fold
        .body
        .iter()
        .filter(|node| matches!(node, Node::Console(_) | Node::MistakeFence(_)))
        .map(Node::span)
        .collect();
    let words = sheet.markdown_without(&fold.body_span, &ours);
    if words.is_empty() {
        let hint = "say to the learner what happened and why";
        complaints.error(place.clone(), format!("mistake `{id}` without words"), hint);
    }
    Mistake {
        id: id.to_owned(),
        summary: fold.summary.clone(),
        when: written.when,
        over: written.over.map(|(ids, _)| ids).unwrap_or_default(),
        exercise: written.exercise.map(|(id, _)| id),
        base: written.base,
        attempt,
        words,
        recover: None,
        place,
    }
}

/// The one `toml mistake` fence of a fold.
fn written(sheet: &Sheet, fold: &Fold, id: &str, place: &Place, complaints: &mut Complaints) -> MistakeWritten {
    let mut fences =
        fold.body.iter().filter_map(|node| if let Node::MistakeFence(span) = node { Some(span) } else { None });
    let first = fences.next().and_then(|span| sheet.code_at(span.start));
    for again in fences {
        let hint = "put all conditions into one, as `[[when]]` tables";
        complaints.error(sheet.place(again.start), format!("second `toml mistake` fence of `{id}`"), hint);
    }
    let Some(code) = first else {
        let hint = "write a `toml mistake` fence that says how it is recognised";
        complaints.error(place.clone(), format!("mistake `{id}` without a `toml mistake` fence"), hint);
        return MistakeWritten::default();
    };
    read_mistake(&sheet.toml(code), complaints).unwrap_or_default()
}

fn recover(sheet: &Sheet, fold: &Fold, id: &str, mistakes: &mut [Mistake], complaints: &mut Complaints) {
    let place = sheet.place(fold.span.start);
    let commands = typed(sheet, fold, complaints);
    if commands.is_empty() {
        let hint = "write a `console` block with the commands that get back: the proof types them";
        complaints.error(place.clone(), format!("way back from `{id}` without commands"), hint);
    }
    let known: Vec<String> = mistakes.iter().map(|mistake| mistake.id.clone()).collect();
    let Some(mistake) = mistakes.iter_mut().find(|mistake| mistake.id == id) else {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let hint = match known.as_slice() {
            [] => "write the mistake's fold in the same section, before it".to_owned(),
            _ => did_you_mean(id, &known),
        };
        return complaints.error(place, format!("way back from an unknown mistake `{id}`"), hint);
    };
    if mistake.recover.is_some() {
        return complaints.error(place, format!("second way back from `{id}`"), "keep one of them");
    }
    let body = sheet.markdown_without(&fold.body_span, &[]);
    mistake.recover = Some(Recover { commands, body, place });
}

/// What is typed in a fold. Commands in folds inside it are typed by nobody, which is right for what is only told.
pub(super) fn typed(sheet: &Sheet, fold: &Fold, complaints: &mut Complaints) -> Vec<Typed> {
    for inner in &fold.body {
        let Node::Fold(inner) = inner else { continue };
        let typed = inner.body.iter().any(|node| matches!(node, Node::Console(_)));
        if typed && matches!(inner.class, FoldClass::Site(_) | FoldClass::Has(_)) {
            let hint = "write `{{name}}` for what differs, or a solution for each site: `class=\"solution uppmax\"`";
            let what = "commands of one site in a fold that is typed as a whole";
            complaints.error(sheet.place(inner.span.start), what, hint);
        }
    }
    let consoles =
        fold.body.iter().filter_map(|node| if let Node::Console(console) = node { Some(console) } else { None });
    consoles.flat_map(|console| console.lines.clone()).collect()
}
