//! An attempt by a person in their own shell: seen at its prompts only, left and taken up again.

use std::sync::Arc;

use crate::check::{self, Tried, Verdict, WRAPPERS};
use crate::diagnose::Finding;
use crate::lesson::shell::{self, Nesting};
use crate::lesson::{Goal, GoalKind};
use crate::session::live::Names;
use crate::session::{Command, Ended, Place, Ran, ShellState};

use super::events::Event;
use super::story::{Attempt, StepKind, Story};

/// The most aliases that stand for one another.
const MOST_ALIASES: usize = 8;

/// An attempt in the learner's own shell.
pub struct LiveStory<'a> {
    story: Story<'a>,
    /// Whether an environment of an earlier session has to be active again before leaving it can count.
    must_be_active_again: bool,
}

/// Something that an earlier shell had and a new one lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lacks {
    /// This virtual environment is not active.
    Environment(String),
    /// This environment of conda is not active; as `conda activate` takes it.
    CondaEnvironment(String),
    /// This module is not loaded.
    Module(String),
    /// This variable is not as it was.
    Variable(String),
}

impl<'a> LiveStory<'a> {
    /// Begins at a shell's first prompt. `reached` is how many goals an earlier session reached.
    pub fn begin(attempt: &'a Attempt<'a>, state: Arc<ShellState>, reached: usize) -> Self {
        let mut story = Story::begin(attempt, state);
        story.resume(reached);
        let mut live = LiveStory { story, must_be_active_again: false };
        live.must_be_active_again =
            live.lacks().iter().any(|lacks| matches!(lacks, Lacks::Environment(_) | Lacks::CondaEnvironment(_)));
        live
    }

    /// What the shell lacks of what the reached goals had set up in an earlier one.
    pub fn lacks(&self) -> Vec<Lacks> {
        let reached = &self.story.attempt.exercise.goals[..self.story.track.reached().len()];
        let mut lacks = Vec::new();
        for goal in reached {
            match &goal.kind {
                GoalKind::Active(environment) => lacks.push(match self.story.conda_activates(environment) {
                    Some(environment) => Lacks::CondaEnvironment(environment),
                    None => Lacks::Environment(environment.clone()),
                }),
                GoalKind::Deactivated => {
                    lacks.retain(|lacks| !matches!(lacks, Lacks::Environment(_) | Lacks::CondaEnvironment(_)));
                }
                GoalKind::Module(name) => lacks.push(Lacks::Module(name.clone())),
                GoalKind::Variable { name, .. } => lacks.push(Lacks::Variable(name.clone())),
                _ => {}
            }
        }
        lacks.dedup();
        lacks
    }

    /// A step has ended.
    pub fn step(&mut self, mut ran: Ran, names: &Names, emit: &mut dyn FnMut(Event<'_>)) {
        if self.left() == 0 {
            // What they do now is their own affair.
            return;
        }
        ran.commands = shown(&ran, names);
        let before = self.story.track.reached().len();
        let was_next = self.story.track.next().map(|(_, goal)| goal);
        if self.must_be_active_again {
            let active = self.story.is_in_environment(&ran.after);
            if !active && matches!(was_next, Some(Goal { kind: GoalKind::Deactivated, .. })) {
                // Left by ending the old shell: that is no leaving.
                self.story.steps += 1;
                return;
            }
            self.must_be_active_again = !active;
        }
        let kind = if changed_between(&ran) { StepKind::Blurred } else { StepKind::Usual };
        self.story.after(&ran, &[before], kind, emit);
        self.settle(before, emit);
        if let Some((_, goal)) = self.story.track.next().filter(|(_, goal)| passed_unseen(&goal.kind, &ran)) {
            emit(Event::Unseen { goal });
        }
    }

    /// Another prompt, and no command before it.
    pub fn idle(&mut self, state: Arc<ShellState>, emit: &mut dyn FnMut(Event<'_>)) {
        if self.left() == 0 || self.must_be_active_again {
            return;
        }
        let before = self.story.track.reached().len();
        self.story.look_again(state, emit);
        if self.story.track.reached().len() > before {
            self.settle(before, emit);
        }
    }

    /// What more goals than before lead to.
    fn settle(&mut self, before: usize, emit: &mut dyn FnMut(Event<'_>)) {
        let reached = self.story.track.reached().len();
        if reached > before {
            for found in self.story.findings.extract_if(.., |found| found.reached < reached) {
                emit(Event::Mended { mistake: &found.finding.mistake });
            }
        }
        // What was reached must hold at the end; what does not is said when everything else is done.
        if self.left() == 0
            && let Some((index, why)) = self.story.reopen()
        {
            emit(Event::Gone { index, why: &why });
        }
    }

    /// The shell has ended in this step: a pause, and a mistake only when leaving the environment was the one goal left.
    pub fn over(&mut self, mut ran: Ran, emit: &mut dyn FnMut(Event<'_>)) {
        let only_leaving =
            matches!(self.story.track.next(), Some((_, Goal { kind: GoalKind::Deactivated, .. }))) && self.left() == 1;
        if only_leaving && ran.ended == Ended::SessionOver {
            ran.commands = shown(&ran, &Names::default());
            let before = self.story.track.reached().len();
            self.story.after(&ran, &[before], StepKind::Last, emit);
        }
    }

    /// The shell can no longer be seen.
    pub fn out_of_sight(&mut self, why: String) {
        self.story.out_of_sight = Some(why);
    }

    /// The shell is seen again.
    pub fn in_sight(&mut self) {
        self.story.out_of_sight = None;
    }

    /// How each goal stands now.
    pub fn verdicts(&self) -> Vec<Verdict> {
        let mut verdicts = self.story.verdicts();
        let next = self.story.track.next();
        if let (Some((index, Goal { kind: GoalKind::Deactivated, .. })), true) = (next, self.must_be_active_again) {
            let lacks = self.lacks();
            let named = lacks.iter().find_map(|lacks| match lacks {
                Lacks::Environment(path) => Some(path.as_str()),
                _ => None,
            });
            let why =
                format!("in this new shell `{}` is not active: activate it, then leave it", named.unwrap_or("it"));
            verdicts[index] = Verdict::NotYet(why);
        }
        verdicts
    }

    /// How many goals are reached.
    pub fn reached(&self) -> usize {
        self.story.track.reached().len()
    }

    /// How many are not.
    pub fn left(&self) -> usize {
        self.story.track.left()
    }

    /// The last mistake that was recognised and not made good.
    pub fn open_finding(&self) -> Option<&Finding> {
        self.story.findings.last().map(|found| &found.finding)
    }
}

/// The commands of a step, as far as they can be told without a look between them: a line of one command is that command.
fn shown(ran: &Ran, names: &Names) -> Vec<Command> {
    let written = shell::simple_commands(&ran.command);
    let [one] = written.as_slice() else { return Vec::new() };
    let Some(first) = one.words.first().filter(|_| one.nesting == Nesting::Shell) else { return Vec::new() };
    let text = without_aliases(&ran.command, names);
    let is_function = names.functions.contains(first) && !WRAPPERS.contains(&first.as_str());
    // An alias may stand for several commands.
    if shell::simple_commands(&text).len() != 1 {
        return Vec::new();
    }
    vec![Command {
        text,
        before: Arc::clone(&ran.before),
        place: if is_function { Place::Function } else { Place::Shell },
        status: ran.exit,
        printed_from: 0,
        printed_to: ran.output.total(),
    }]
}

/// A line with the alias at its beginning put in, as the shell does (bash(1), ALIASES).
fn without_aliases(line: &str, names: &Names) -> String {
    let mut text = line.trim_start().to_owned();
    let mut seen: Vec<String> = Vec::new();
    while seen.len() < MOST_ALIASES {
        let end = text.find(|c: char| c.is_whitespace() || ";&|<>()".contains(c)).unwrap_or(text.len());
        let first = text[..end].to_owned();
        let Some(stands_for) = names.aliases.get(&first).filter(|_| !seen.contains(&first)) else { break };
        text.replace_range(..end, stands_for);
        seen.push(first);
    }
    text
}

/// Whether a line of several commands may have changed the shell between them: then the shell before the line says nothing of
/// the shell in which the later ones ran.
fn changed_between(ran: &Ran) -> bool {
    const CHANGES: [&str; 13] = [
        "conda",
        "deactivate",
        "declare",
        "eval",
        "exec",
        "export",
        "mamba",
        "micromamba",
        "ml",
        "module",
        "pyenv",
        "source",
        "unset",
    ];
    let written = shell::simple_commands(&ran.command);
    let invocations = check::invocations(&ran.command, &ran.commands, &ran.before);
    let changes = |program: &str| CHANGES.contains(&program) || program.contains("activate");
    written.len() > 1
        && (written.iter().any(|command| command.words.is_empty())
            || invocations.iter().any(|invocation| changes(&invocation.program)))
}

/// Whether a goal that stays reached may have been reached within a line of several commands.
fn passed_unseen(goal: &GoalKind, ran: &Ran) -> bool {
    if shell::simple_commands(&ran.command).len() < 2 {
        return false;
    }
    let invocations = check::invocations(&ran.command, &ran.commands, &ran.before);
    let tried = |written: &str| invocations.iter().any(|invocation| Tried::parse(written).matches(invocation));
    match goal {
        GoalKind::Active(_) => {
            tried("source activate") || ["conda", "mamba", "micromamba"].iter().any(|p| tried(&format!("{p} activate")))
        }
        GoalKind::Module(_) => tried("module load") || tried("ml"),
        GoalKind::Ran { program, .. } => tried(program),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Output;

    fn ran(command: &str) -> Ran {
        Ran {
            output: Output::default(),
            ended: Ended::AtPrompt,
            exit: Some(0),
            ..Ran::not_run(command.to_owned(), Arc::default())
        }
    }

    fn names() -> Names {
        let mut names = Names::default();
        for (name, text) in [("py", "python3"), ("ls", "ls --color"), ("two", "cd x; pip list"), ("p", "py")] {
            names.aliases.insert(name.to_owned(), text.to_owned());
        }
        names.functions.insert("pip".to_owned());
        names.functions.insert("conda".to_owned());
        names
    }

    #[test]
    fn a_line_of_one_command_is_that_command_whatever_alias_it_was_typed_by() {
        let of = |line: &str| shown(&ran(line), &names()).into_iter().map(|c| (c.text, c.place)).collect::<Vec<_>>();
        assert_eq!(of("p --version"), [("python3 --version".to_owned(), Place::Shell)]);
        assert_eq!(of("ls -l"), [("ls --color -l".to_owned(), Place::Shell)]);
        assert_eq!(of("pip list"), [("pip list".to_owned(), Place::Function)]);
        assert_eq!(of("conda list"), [("conda list".to_owned(), Place::Shell)]);
        // What ran of these, and how it ended, was not seen.
        for line in ["two", "a && b", "a | b", "(a)", "for x in 1; do a; b; done", ""] {
            assert_eq!(of(line), [], "{line}");
        }
    }

    #[test]
    fn a_line_of_several_commands_may_pass_a_goal_unseen() {
        let active = GoalKind::Active("Example".to_owned());
        assert!(passed_unseen(&active, &ran("python3 -m venv Example && . Example/bin/activate && deactivate")));
        assert!(!passed_unseen(&active, &ran(". Example/bin/activate")));
        assert!(!passed_unseen(&active, &ran("ls; pwd")));
        let program = GoalKind::Ran { program: "pip list".to_owned(), prints: None };
        assert!(passed_unseen(&program, &ran("ls; pip list")));
        assert!(!passed_unseen(&GoalKind::Deactivated, &ran("ls; deactivate")));
    }

    #[test]
    fn a_line_that_may_have_changed_the_shell_half_way_shows_no_mistake() {
        for line in
            [". E/bin/activate && pip install x", "export A=1; pip list", "module load x; python3 -m venv E", "A=1; ls"]
        {
            assert!(changed_between(&ran(line)), "{line}");
        }
        for line in [". E/bin/activate", "cd x && pip install y", "pip install x | tail -1", "A=1 ls"] {
            assert!(!changed_between(&ran(line)), "{line}");
        }
    }
}
