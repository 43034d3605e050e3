//! `checker demo`: a solution is played in front of the reader.

use crate::author;
use crate::lesson::Exercise;
use crate::machine;
use crate::offline::Subject;
use crate::run::Outcome;
use crate::session::Limits;
use crate::ui::{Detail, show_report};

use super::arguments::DemoArguments;
use super::context::{Context, Loaded};
use super::exit::Exit;
use super::failure::Failure;
use super::offline::{OUT_OF_REACH, Without, say, supplies};
use super::run::{Manner, attempt, exit_of, keep, print_json};

pub(super) fn demo(context: &Context, arguments: &DemoArguments) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let exercise = match &arguments.exercise {
        Some(id) => loaded.exercise(context, id)?,
        None => first(context, &loaded)?,
    };
    let supplies = supplies(context, &loaded, &[Subject::Exercise(exercise)], Without::Waits)?;
    let mut missing = machine::missing(&exercise.needs, &loaded.site, &context.host);
    if supplies.waiting.contains(&exercise.id) {
        missing.push(OUT_OF_REACH.to_owned());
    }
    if !missing.is_empty() {
        return Err(Failure::cannot_tell(format!(
            "`{}` cannot be played here: this machine has not {}",
            exercise.id,
            missing.join(", ")
        ))
        .hint(format!("read it instead: `{}`", context.command(&format!("show {}", exercise.lesson)))));
    }
    let solution = author::solution_at(exercise, &loaded.site.id).ok_or_else(|| {
        Failure::usage(format!("`{}` has no solution for the site `{}`", exercise.id, loaded.site.id))
            .hint(format!("choose another site: `{}`", context.command("site")))
    })?;
    let text: Vec<&str> = author::commands(solution).map(|typed| typed.command.as_str()).collect();
    if !context.global.json {
        introduce(context, exercise);
    }
    say(context, &supplies);
    let context = &context.with_host(supplies.host);
    let manner = Manner { detail: Detail::Everything, limits: Limits::default(), keep: keep(arguments.keep) };
    let report = attempt(context, &loaded, exercise, &text.join("\n"), &manner)?;
    if context.global.json {
        print_json(context, &report)?;
    } else {
        show_report(&context.data, exercise, &report);
        go_on(context, exercise, report.verdict);
    }
    Ok(exit_of(report.verdict))
}

/// The first exercise that installs something: the course's main job. A course without one plays its first.
fn first<'l>(context: &Context, loaded: &'l Loaded) -> Result<&'l Exercise, Failure> {
    let mut exercises = loaded.course.exercises();
    let whole =
        loaded.course.exercises().find(|exercise| exercise.goals.iter().any(|goal| goal.kind.name() == "package"));
    whole.or(exercises.next()).ok_or_else(|| {
        Failure::usage("this course has no exercise yet")
            .hint(format!("`{}` shows its lessons", context.command("list")))
    })
}

fn introduce(context: &Context, exercise: &Exercise) {
    let screen = &context.data;
    screen.line(&screen.paint.strong(&format!("{} — {}", exercise.id, exercise.title)));
    screen.line("A real shell in a scratch folder; nothing of yours is touched.");
    screen.line("");
}

fn go_on(context: &Context, exercise: &Exercise, verdict: Outcome) {
    let screen = &context.data;
    screen.line("");
    if verdict == Outcome::Passed {
        screen.line("Now you:");
        for (command, what) in [
            (context.command(&format!("show {}", exercise.lesson)), "read the lesson"),
            (
                context.command(&format!("run {} steps.sh", exercise.id)),
                "have your own steps checked (write them into steps.sh)",
            ),
            (context.command("list"), "everything there is"),
        ] {
            let padding = " ".repeat(36_usize.saturating_sub(command.len()).max(2));
            screen.hanging(&format!("  {}{padding}", screen.paint.command(&command)), what, 6);
        }
    } else {
        screen.line("The demo should pass. What stands above says what this machine lacks;");
        screen.line(&format!(
            "{} looks at one environment, and {} at the whole course.",
            screen.paint.command("checker inspect"),
            screen.paint.command("checker prove")
        ));
    }
}
