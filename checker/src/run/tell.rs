//! An attempt by scripts: their commands are typed one by one.

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
    let mut telling = Telling::begin(attempt, steps);
    telling.go_on(steps, script, emit)?;
    let report = telling.end();
    emit(Event::Ended(&report));
    Ok(report)
}

/// An attempt that is told by one script after the other, and may be reported between them.
pub struct Telling<'a> {
    story: Story<'a>,
    steps: Vec<StepReport>,
}

impl<'a> Telling<'a> {
    /// Begins with the shell as it is now.
    pub fn begin(attempt: &'a Attempt<'a>, steps: &dyn Steps) -> Self {
        Telling { story: Story::begin(attempt, steps.state()), steps: Vec::new() }
    }

    /// Types a script. What cannot be typed any more, because the shell is gone, is noted.
    pub fn go_on(
        &mut self,
        steps: &mut dyn Steps,
        script: &mut Script,
        emit: &mut dyn FnMut(Event<'_>),
    ) -> Result<(), SessionError> {
        let story = &mut self.story;
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
            self.steps.push(StepReport::of(&ran, output));
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
            self.steps.push(StepReport::of(&Ran::not_run(command.text, steps.state()), String::new()));
        }
        Ok(())
    }

    /// The report of what was typed so far, as if it ended here.
    pub fn so_far(&self) -> Report {
        self.story.report(self.steps.clone())
    }

    /// Ends the attempt.
    pub fn end(self) -> Report {
        self.story.end(self.steps)
    }
}
