//! A lesson in the terminal, as it is at one site.

use crate::lesson::{Audience, BoxKind, Exercise, Fold, FoldClass, Hint, Lesson, Node};
use crate::site::Profile;

use super::clean::Clean;
use super::markdown::{self, render};
use super::screen::Screen;

/// Whether teachers' notes are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Teacher {
    /// They are.
    Shown,
    /// They are not.
    Hidden,
}

/// Shows a lesson.
pub fn show_lesson(screen: &Screen, lesson: &Lesson, site: &Profile, teacher: Teacher) {
    let page = Page { screen, lesson, site, teacher };
    page.nodes(&lesson.nodes);
}

struct Page<'p> {
    screen: &'p Screen,
    lesson: &'p Lesson,
    site: &'p Profile,
    teacher: Teacher,
}

impl Page<'_> {
    fn nodes(&self, nodes: &[Node]) {
        for (index, node) in nodes.iter().enumerate() {
            match node {
                Node::Boxed { kind, body, .. } => {
                    let title = match kind {
                        BoxKind::Questions => "Questions",
                        BoxKind::Objectives => "Objectives",
                        BoxKind::KeyPoints => "Key points",
                    };
                    self.screen.line(&self.screen.paint.strong(title));
                    render(self.screen, body, 2);
                }
                Node::Fold(fold) => self.fold(fold, nodes, index),
                Node::ExerciseFence { index, .. } => {
                    if let Some(exercise) = self.lesson.exercises.get(*index) {
                        self.exercise(exercise);
                    }
                }
                Node::GivenFile { path, span } => {
                    self.screen.line(
                        &self.screen.paint.faint(&format!("The file {} stands in the exercise's folder:", Clean(path))),
                    );
                    render(self.screen, &self.lesson.source[span.clone()], 0);
                }
                Node::LessonFence(_) | Node::MistakeFence(_) | Node::Given(_) => {}
                Node::Markdown(span) => render(self.screen, &self.lesson.source[span.clone()], 0),
                Node::Console(console) => render(self.screen, &self.lesson.source[console.span.clone()], 0),
            }
        }
    }

    fn fold(&self, fold: &Fold, nodes: &[Node], index: usize) {
        let audience = Audience { site: &self.site.id, has: &self.site.has, shell: "bash" };
        let shown = match &fold.class {
            FoldClass::Teacher => self.teacher == Teacher::Shown,
            FoldClass::Hint | FoldClass::Solution(_) | FoldClass::Mistake(_) | FoldClass::Recover(_) => false,
            _ => audience.is_meant(nodes, index),
        };
        if !shown {
            return;
        }
        self.screen.line(&self.screen.paint.strong(&markdown::inline(&fold.summary, self.screen.paint)));
        self.nodes(&fold.body);
    }

    fn exercise(&self, exercise: &Exercise) {
        let paint = self.screen.paint;
        for (number, goal) in exercise.goals.iter().enumerate() {
            self.screen.prose(&format!("{}. {}", number + 1, markdown::inline(&goal.task, paint)), 2);
        }
        self.screen.line("");
        let id = &exercise.id;
        for command in
            [format!("checker run {id} steps.sh"), format!("checker hint {id}"), format!("checker solution {id}")]
        {
            self.screen.line(&format!("    {}", paint.command(&command)));
        }
        self.screen.line("");
    }
}

/// Shows hints.
pub fn show_hints(screen: &Screen, hints: &[Hint]) {
    for hint in hints {
        screen.line(&screen.paint.strong(&hint.summary));
        render(screen, &hint.body, 2);
    }
}
