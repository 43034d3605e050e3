//! An attempt by a script: its commands are typed one by one.

use crate::lesson::shell;
use crate::session::{Ran, Script, SessionError, Steps};

use super::events::Event;
use super::report::{Report, StepReport};
use super::story::{Attempt, StepKind, Story};

/// Tells the story of an attempt: types the script, looks at the goals after each step, and reports.
pub fn tell(
    attempt: &Attempt<'_>,
    steps: &mut dyn Steps,
    script: &mut Script,
    emit: &mut dyn FnMut(Event<'_>),
) -> Result<Report, SessionError> {
    let mut story = Story::begin(attempt, steps.state());
    let mut reports = Vec::new();
    loop {
        let number = story.steps + 1;
        if let Some(line) = script.peek_command_line().filter(|_| !story.is_over) {
            emit(Event::Typing { step: number, line });
        }
        let mut positions = vec![story.track.reached().len()];
        let before = steps.state();
        let ran = steps.step(script, &[], &mut |glimpse| story.glimpse(glimpse, &before, &mut positions))?;
        let Some(ran) = ran else { break };
        let kind = if script.peek_command_line().is_none() { StepKind::Last } else { StepKind::Usual };
        let output = story.after(&ran, &positions, kind, emit);
        reports.push(StepReport::of(&ran, output));
        story.wait_for_jobs(emit);
    }
    let rest = shell::complete_commands(&script.rest());
    if !rest.is_empty() {
        let after = if story.notes.is_empty() { "" } else { " after that" };
        let (count, verb) =
            if rest.len() == 1 { ("1 step".to_owned(), "was") } else { (format!("{} steps", rest.len()), "were") };
        story.notes.push(format!("{count}{after} {verb} not run"));
    }
    for command in rest {
        reports.push(StepReport::of(&Ran::not_run(command.text, steps.state()), String::new()));
    }
    let report = story.end(reports);
    emit(Event::Ended(&report));
    Ok(report)
}
