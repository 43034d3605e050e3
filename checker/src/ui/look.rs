//! What a learner sees of an exercise that was looked at without a session.

use crate::check::Verdict;
use crate::run::Look;

use super::clean::Clean;
use super::feedback::verdict_in_words;
use super::markdown;
use super::screen::Screen;

/// Shows how the goals stand, and the one thing to type next.
pub fn show_look(screen: &Screen, look: &Look, folder: &str, go_on: Option<(&str, &str)>) {
    let paint = screen.paint;
    let reached = look.goals.iter().filter(|goal| goal.verdict.is_reached()).count();
    let verdict = verdict_in_words(paint, look.verdict, (reached, look.goals.len()));
    screen.hanging(&format!("{} ", paint.strong(&look.exercise)), &verdict, 2);
    screen.prose(&paint.faint(&format!("As the files in {} show it now.", Clean(folder))), 0);
    let mut said = None;
    for (goal, number) in look.goals.iter().zip(1..) {
        let sign = match (&goal.verdict, said.is_some()) {
            (Verdict::Reached(_), _) => paint.good("✔"),
            (Verdict::CannotTell(_), _) => paint.warn("?"),
            (Verdict::NotYet(_), false) => paint.warn("▸"),
            (Verdict::NotYet(_), true) => " ".to_owned(),
        };
        screen.hanging(&format!("  {sign} {number}. "), &markdown::inline(&goal.task, paint), 7);
        // Goals that only a shell shows all say the same; those that were not asked say nothing of their own.
        let is_news = match &goal.verdict {
            Verdict::Reached(_) => false,
            Verdict::CannotTell(_) => said != Some(&goal.why),
            Verdict::NotYet(_) => said.is_none() || look.goals[number - 2].verdict.word() != "not-yet",
        };
        if is_news {
            let word = if matches!(goal.verdict, Verdict::CannotTell(_)) { "cannot tell: " } else { "" };
            screen.prose(&format!("{word}{}", Clean(&goal.why)), 7);
            said = Some(&goal.why);
        }
    }
    if let Some((what, command)) = go_on {
        screen.line("");
        screen.line(&format!("{what}: {}", paint.command(command)));
    }
}
