//! Exercises and quizzes: each section of its kind is one element, so that it looks like a card and a script finds its
//! parts.

use crate::lesson::ChoiceVerdict;
use crate::lesson::Fold;
use crate::lesson::FoldClass;
use crate::lesson::Lesson;
use crate::lesson::Node;
use crate::lesson::Section;
use crate::lesson::SectionKind;

use super::{Page, pieces};

impl Page<'_> {
    pub(super) fn sections(&mut self, lesson: &Lesson) {
        for section in &lesson.sections {
            let open = match section.kind {
                SectionKind::Plain => continue,
                SectionKind::Exercise(index) => match lesson.exercises.get(index) {
                    Some(exercise) => pieces::exercise_card(&exercise.id),
                    None => continue,
                },
                SectionKind::Quiz(index) => match lesson.quizzes.get(index) {
                    Some(quiz) => {
                        let choices = quiz.choices.iter().enumerate();
                        let right = choices.filter(|(_, choice)| choice.verdict == ChoiceVerdict::Right);
                        pieces::quiz_card(&right.map(|(index, _)| index + 1).collect::<Vec<_>>())
                    }
                    None => continue,
                },
            };
            self.insert(section.span.start, open);
            if let Some(at) = first_mistake(section, &lesson.nodes) {
                self.insert(at, pieces::mistakes_caption());
            }
            if let SectionKind::Exercise(index) = section.kind
                && let Some(exercise) = lesson.exercises.get(index)
                && let Some(transcript) = self.sites.transcripts.get(&exercise.id)
            {
                let recording = pieces::recording(&lesson.file, &exercise.id, &self.sites.chosen.name, transcript);
                self.insert(section.span.end, recording);
            }
            self.insert(section.span.end, pieces::CARD_END.to_owned());
        }
    }
}

/// Where the mistakes of an exercise begin.
fn first_mistake(section: &Section, nodes: &[Node]) -> Option<usize> {
    nodes.iter().find_map(|node| match node {
        Node::Fold(Fold { class: FoldClass::Mistake(_), span, .. }) if section.span.contains(&span.start) => {
            Some(span.start)
        }
        _ => None,
    })
}
