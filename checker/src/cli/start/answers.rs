//! What is answered to `checker goals`, `hint`, `solution`, `skip`, `next`, `reset` and `pause`, typed inside.

use crate::progress::{Happening, Standing};
use crate::run::LiveStory;
use crate::session::live::{Colors, Request};
use crate::ui::{self, Paint, Screen};

use super::super::attending::Heard;
use super::super::exercise_folder::ExerciseFolder;
use super::super::exit::Exit;
use super::super::failure::Failure;
use super::super::which;
use super::guide::Guide;
use super::open::{Open, Then};
use super::words;

/// The answer to a request: what is shown, and the exit status.
pub(super) fn answer(guide: &mut Guide, open: &mut Open<'_>, request: &Request) -> (String, Exit) {
    let paint = if request.colors == Colors::Yes { Paint::Colors } else { Paint::Plain };
    let page = Screen::page(paint, request.columns);
    let words: Vec<&str> = request.words.iter().map(String::as_str).collect();
    let exit = match words.as_slice() {
        ["goals"] => goals(open, &page),
        ["hint"] => hint(guide, open, &page),
        ["solution"] => solution(guide, open, &page),
        ["next"] => next(guide, open, &page),
        ["skip"] => skip(guide, open, &page),
        ["skip", "--do"] => skip_doing(guide, open, &page),
        ["reset"] => what_reset_removes(guide, open, &page),
        ["reset", "--yes"] => reset(guide, open, &page),
        ["help-me"] => tell_class(guide, open, &page, Happening::Help),
        ["help-me", "--over"] => tell_class(guide, open, &page, Happening::HelpOver),
        ["done"] => tell_class(guide, open, &page, Happening::Done),
        ["pause"] => pause(guide, open),
        _ => {
            page.prose("This session does not know that word; it may be older than the `checker` that you typed.", 0);
            Exit::Usage
        }
    };
    (page.take(), exit)
}

fn goals(open: &Open<'_>, page: &Screen) -> Exit {
    let Some(story) = &open.story else { return Exit::CannotTell };
    ui::show_goals(page, open.attempt.exercise, &story.verdicts(), story.open_finding());
    Exit::Done
}

fn hint(guide: &mut Guide, open: &mut Open<'_>, page: &Screen) -> Exit {
    let exercise = open.attempt.exercise;
    let all = exercise.hints.len();
    let seen = usize::try_from(guide.record.exercise(exercise).hints).unwrap_or(all).min(all);
    match exercise.hints.get(seen) {
        Some(_) => {
            ui::show_hints(page, &exercise.hints[seen..=seen]);
            open.save(guide, Happening::Hint { count: u32::try_from(seen + 1).unwrap_or(u32::MAX) }, 0);
        }
        None => ui::show_hints(page, &exercise.hints),
    }
    let (what, command) = match all - seen {
        0 | 1 => ("There is no further hint. The solution", "checker solution"),
        _ => ("One more", "checker hint"),
    };
    page.line(&format!("{what}: {}", page.paint.command(command)));
    Exit::Done
}

fn solution(guide: &Guide, open: &Open<'_>, page: &Screen) -> Exit {
    match crate::author::solution_at(open.attempt.exercise, &guide.loaded.site.id) {
        Some(solution) => {
            ui::render(page, &solution.body, 0);
            Exit::Done
        }
        None => {
            page.prose(&format!("There is no solution for the site `{}`.", guide.loaded.site.id), 0);
            Exit::Usage
        }
    }
}

/// Goes on to the exercise after this one, at the next prompt.
fn go_on(guide: &Guide, open: &mut Open<'_>, page: &Screen) -> Exit {
    let exercise = open.attempt.exercise;
    match which::next(&guide.context, &guide.loaded, &guide.record, Some(exercise)) {
        Some(next) => {
            page.line(&format!("On to {}.", page.paint.command(&next.id)));
            open.then = Some(Then::Exercise(next.id.clone()));
        }
        None => {
            page.prose("That was the last exercise that can be done here.", 0);
            open.then = Some(Then::Leave(words::farewell(guide, open)));
        }
    }
    Exit::Done
}

fn next(guide: &Guide, open: &mut Open<'_>, page: &Screen) -> Exit {
    let standing = guide.record.exercise(open.attempt.exercise).standing;
    if matches!(standing, Standing::Passed { .. } | Standing::Skipped) {
        return go_on(guide, open, page);
    }
    let left = open.story.as_ref().map_or(0, LiveStory::left);
    let goals = if left == 1 { "one goal is".to_owned() } else { format!("{left} goals are") };
    let skip = page.paint.command("checker skip");
    page.prose(&format!("Not done yet: {goals} left. {skip} goes on without it."), 0);
    Exit::NotYet
}

fn skip(guide: &mut Guide, open: &mut Open<'_>, page: &Screen) -> Exit {
    open.save(guide, Happening::Skipped, 0);
    go_on(guide, open, page)
}

fn skip_doing(guide: &mut Guide, open: &mut Open<'_>, page: &Screen) -> Exit {
    let Guide { context, loaded, record, .. } = guide;
    let done = ExerciseFolder::of(context, loaded, open.attempt.exercise)
        .and_then(|folder| folder.skip_doing(record, &mut |_| {}));
    match done {
        Ok(performed) => {
            open.is_given_up = true;
            ui::show_set_aside(page, performed.aside.map(|aside| guide.context.shown(&aside)).as_deref());
            go_on(guide, open, page)
        }
        Err(failure) => refused(page, &failure),
    }
}

/// What would be removed; the one who asks has to confirm it.
fn what_reset_removes(guide: &Guide, open: &Open<'_>, page: &Screen) -> Exit {
    let exercise = open.attempt.exercise;
    let amount = ExerciseFolder::of(&guide.context, &guide.loaded, exercise).and_then(|folder| folder.amount());
    match amount {
        Ok(amount) => {
            let reached = open.story.as_ref().map_or(0, LiveStory::reached);
            let folder = guide.context.shown(open.attempt.folder);
            ui::show_what_reset_removes(page, &folder, amount.unwrap_or_default().files, reached);
            Exit::Done
        }
        Err(failure) => refused(page, &failure),
    }
}

fn reset(guide: &mut Guide, open: &mut Open<'_>, page: &Screen) -> Exit {
    let exercise = open.attempt.exercise;
    let Guide { context, loaded, record, .. } = guide;
    let anew = ExerciseFolder::of(context, loaded, exercise).and_then(|folder| folder.start_anew(record, &mut |_| {}));
    match anew {
        Ok(anew) => {
            open.is_given_up = true;
            page.line(&format!("{} starts anew.", page.paint.command(&exercise.id)));
            open.say_saved(guide, &anew.saved, 0);
            open.then = Some(Then::Exercise(exercise.id.clone()));
            Exit::Done
        }
        Err(failure) => refused(page, &failure),
    }
}

/// What the learner says to the class, and nothing but that.
fn tell_class(guide: &mut Guide, open: &Open<'_>, page: &Screen, what: Happening) -> Exit {
    let exercise = open.attempt.exercise;
    let id = page.paint.command(&exercise.id);
    let said = match what {
        Happening::Help => {
            let over = page.paint.command("checker help-me --over");
            format!("Your instructor sees that you ask for help with {id}. {over} takes it back.")
        }
        Happening::HelpOver => format!("Your instructor sees that you need no more help with {id}."),
        _ => format!("Your instructor sees that you are done with {id}."),
    };
    match guide.record.tell_class(exercise, what) {
        Some(Heard::Yes) => {
            page.prose(&said, 0);
            Exit::Done
        }
        Some(Heard::NotYet) => {
            page.prose("Your class cannot hear you now: its folder does not work. Raise your hand.", 0);
            Exit::CannotTell
        }
        None => {
            let failure =
                Failure::usage("this session belongs to no class").hint("`checker join DIR` begins one that does");
            refused(page, &failure)
        }
    }
}

fn refused(page: &Screen, failure: &Failure) -> Exit {
    failure.show(page);
    failure.exit
}

fn pause(guide: &Guide, open: &mut Open<'_>) -> Exit {
    open.then = Some(Then::Leave(words::farewell(guide, open)));
    Exit::Done
}
