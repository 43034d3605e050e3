//! A quiz: the `## Quiz:` section with its list, and the same list explained.

use std::ops::Range;

use super::block::{BlockKind, Item, ItemStart};
use super::complaints::Complaints;
use super::section::Heading;
use super::sheet::Sheet;
use super::{Choice, ChoiceVerdict, FoldClass, Node, Quiz};

/// Reads the quiz of a section; nothing when it has no list or no answer.
pub(super) fn quiz(sheet: &Sheet, heading: &Heading, nodes: &[&Node], complaints: &mut Complaints) -> Option<Quiz> {
    let place = sheet.place(heading.span.start);
    let folds: Vec<_> =
        nodes.iter().filter_map(|node| if let Node::Fold(fold) = node { Some(fold) } else { None }).collect();
    let in_fold = |offset: usize| folds.iter().any(|fold| fold.span.contains(&offset));
    let offered = lists(sheet, &heading.span).find(|(span, _)| !in_fold(span.start));
    let Some((list, offered)) = offered else {
        complaints.error(place, "quiz without a list of answers", "write a list with the answers to choose from");
        return None;
    };
    let mut answers = folds.iter().filter(|fold| fold.class == FoldClass::Answer);
    let (Some(answer), None) = (answers.next(), answers.next()) else {
        let hint = "write one fold `<details class=\"answer\">` with the same list explained, right ones in bold";
        complaints.error(place, "a quiz has one `answer` fold", hint);
        return None;
    };
    let answer_place = sheet.place(answer.span.start);
    let explained = lists(sheet, &answer.body_span).next().map(|(_, items)| items).unwrap_or_default();
    if explained.len() != offered.len() {
        let what = format!("{} answers on offer, {} explained", offered.len(), explained.len());
        complaints.error(answer_place, what, "explain each answer of the list, in its order");
        return None;
    }
    if explained.iter().all(|item| item.start == ItemStart::Plain) {
        let hint = "begin the explanation of the right answer in bold, such as `**Yes.**`";
        complaints.error(answer_place, "quiz without a right answer", hint);
    }
    let choices = offered.iter().zip(explained).map(|(offered, explained)| Choice {
        text: content(sheet, offered),
        explanation: content(sheet, explained),
        verdict: match explained.start {
            ItemStart::Bold => ChoiceVerdict::Right,
            ItemStart::Plain => ChoiceVerdict::Wrong,
        },
    });
    let question = sheet.markdown_without(&(heading.heading.end..list.start), &[]);
    Some(Quiz { title: heading.title.clone(), question, choices: choices.collect(), place })
}

fn lists<'s>(sheet: &'s Sheet, range: &Range<usize>) -> impl Iterator<Item = (&'s Range<usize>, &'s [Item])> {
    let range = range.clone();
    sheet.blocks.top.iter().filter_map(move |block| match &block.kind {
        BlockKind::List(items) if range.contains(&block.span.start) => Some((&block.span, items.as_slice())),
        _ => None,
    })
}

/// An item's markdown, its further lines moved to the left as far as its first.
fn content(sheet: &Sheet, item: &Item) -> String {
    let text = &sheet.page.text;
    let line_start = text[..item.span.start].rfind('\n').map_or(0, |end| end + 1);
    let column = item.span.start - line_start;
    let mut lines = text[item.span.clone()].trim_end().lines();
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |mut content, line| {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        content.push('\n');
        content.push_str(&line[blanks.min(column)..]);
        content
    })
}
