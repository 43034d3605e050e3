//! Whether a condition of a mistake holds for a step, and by which facts.

use std::path::{Path, PathBuf};

use crate::check::{Invocation, Standing, Tried, environment_of_shell, named_environment};
use crate::lesson::{AddedTo, Condition, Exit, Moment, PackageState, Pattern, Thing, Which};
use crate::packaging::normalize;
use crate::session::ShellState;

use super::evidence::{Added, AskedFor, Layer, StepEvidence};
use super::facts::Fact;

/// The facts by which a condition holds; `None` when it does not.
pub(super) fn holds(condition: &Condition, step: &StepEvidence<'_>) -> Option<Vec<Fact>> {
    let mut facts = Vec::new();
    about_command(condition, step, &mut facts)?;
    about_goals(condition, step)?;
    about_files(condition, step, &mut facts)?;
    about_ending(condition, step, &mut facts)?;
    let excused = condition.unless.as_deref().is_some_and(|unless| excuses(unless, step, &facts));
    (!excused).then_some(facts)
}

/// Whether any one field of an `unless` holds.
fn excuses(unless: &Condition, step: &StepEvidence<'_>, facts: &[Fact]) -> bool {
    let command = facts.iter().find_map(|fact| if let Fact::Ran(invocation) = fact { Some(invocation) } else { None });
    single_fields(unless).iter().any(|field| {
        // What excuses must be said of the same command where one was recognised.
        match command {
            Some(invocation) if is_about_command(field) => command_matches(field, step, invocation),
            _ => holds(field, step).is_some(),
        }
    })
}

/// A condition taken apart into conditions of one field each.
fn single_fields(condition: &Condition) -> Vec<Condition> {
    let whole = condition.clone();
    let mut single = Vec::new();
    let mut add = |is_given: bool, field: Condition| {
        if is_given {
            single.push(field);
        }
    };
    add(!whole.tried.is_empty(), Condition { tried: whole.tried, ..Condition::default() });
    add(!whole.wanted.is_empty(), Condition { wanted: whole.wanted, ..Condition::default() });
    add(!whole.added.is_empty(), Condition { added: whole.added, ..Condition::default() });
    add(whole.made.is_some(), Condition { made: whole.made, ..Condition::default() });
    add(whole.removed.is_some(), Condition { removed: whole.removed, ..Condition::default() });
    add(whole.activated.is_some(), Condition { activated: whole.activated, ..Condition::default() });
    add(whole.active.is_some(), Condition { active: whole.active, ..Condition::default() });
    add(whole.exit.is_some(), Condition { exit: whole.exit, ..Condition::default() });
    add(whole.output.is_some(), Condition { output: whole.output, ..Condition::default() });
    add(whole.variable.is_some(), Condition { variable: whole.variable, ..Condition::default() });
    add(!whole.problem.is_empty(), Condition { problem: whole.problem, ..Condition::default() });
    add(!whole.goal.is_empty(), Condition { goal: whole.goal, ..Condition::default() });
    add(whole.package.is_some(), Condition { package: whole.package, ..Condition::default() });
    add(whole.ran_in.is_some(), Condition { ran_in: whole.ran_in, ..Condition::default() });
    add(whole.at.is_some(), Condition { at: whole.at, ..Condition::default() });
    add(whole.command.is_some(), Condition { command: whole.command, ..Condition::default() });
    single
}

/// Whether a condition is about one command of the step.
fn names_command(condition: &Condition) -> bool {
    !condition.tried.is_empty() || !condition.wanted.is_empty() || condition.ran_in.is_some()
}

fn is_about_command(condition: &Condition) -> bool {
    !condition.tried.is_empty()
        || !condition.wanted.is_empty()
        || condition.active.is_some()
        || condition.ran_in.is_some()
}

/// What is said of a command must be true of one and the same command.
fn about_command(condition: &Condition, step: &StepEvidence<'_>, facts: &mut Vec<Fact>) -> Option<()> {
    if !names_command(condition) {
        if let Some(which) = &condition.active {
            // At the end of a session, what counts is how the shell was left.
            let state = if condition.at == Some(Moment::End) { &step.ran.after } else { &step.ran.before };
            if !is_active(which, state, step.folder) {
                return None;
            }
            facts.push(Fact::Active(named_environment(state)));
        }
        return Some(());
    }
    let invocation = step.invocations.iter().find(|invocation| command_matches(condition, step, invocation))?;
    if condition.active == Some(Which::None) {
        facts.push(Fact::NothingActive);
    }
    facts.push(Fact::Ran(invocation.clone()));
    Some(())
}

/// Asked in this order: what looks at files comes last.
fn command_matches(condition: &Condition, step: &StepEvidence<'_>, invocation: &Invocation) -> bool {
    let tried =
        || condition.tried.is_empty() || condition.tried.iter().any(|tried| Tried::parse(tried).matches(invocation));
    let wanted = || {
        let names = invocation.wanted();
        condition.wanted.iter().any(|name| match name.as_str() {
            "goal" => (step.package)().is_some_and(|package| package.asked_for == AskedFor::Yes),
            name => names.contains(&normalize(name)),
        })
    };
    let active = || match &condition.active {
        None => true,
        // A program of an environment works on that environment, whether it is active or not.
        Some(Which::None) => named_environment(&invocation.before).is_none() && invocation.owner().is_none(),
        Some(which) => is_active(which, &invocation.before, step.folder),
    };
    let goal =
        || step.goals.at(invocation).is_some_and(|next| condition.goal.iter().any(|kind| kind == next.kind.name()));
    condition.ran_in.is_none_or(|ran_in| ran_in == invocation.ran_in)
        && tried()
        && (condition.wanted.is_empty() || wanted())
        && (condition.goal.is_empty() || goal())
        && active()
}

fn is_active(which: &Which, state: &ShellState, folder: &Path) -> bool {
    match which {
        Which::None => named_environment(state).is_none(),
        Which::Any => named_environment(state).is_some(),
        Which::Named(path) => environment_of_shell(state).is_some_and(|active| same(&active, &folder.join(path))),
    }
}

fn same(resolved: &Path, other: &Path) -> bool {
    std::fs::canonicalize(other).is_ok_and(|other| other == resolved)
}

fn about_goals(condition: &Condition, step: &StepEvidence<'_>) -> Option<()> {
    // Of a command, the goal counts that was next when it began: one line may do the work of several goals.
    if !condition.goal.is_empty() && !names_command(condition) {
        let mut next = step.goals.around().map(|goal| goal.kind.name());
        next.find(|kind| condition.goal.iter().any(|wanted| wanted == kind))?;
    }
    match condition.at {
        Some(Moment::End) if !step.is_last => return None,
        Some(Moment::LastGoal) if step.goals.left != 1 => return None,
        _ => {}
    }
    let Some(wanted) = condition.package else { return Some(()) };
    let standing = &(step.package)()?.standing;
    let package = match wanted {
        PackageState::WrongVersion => matches!(standing, Standing::WrongVersion(_)),
        PackageState::Absent => matches!(standing, Standing::Absent | Standing::Elsewhere(_)),
        PackageState::Elsewhere => matches!(standing, Standing::Elsewhere(_)),
    };
    package.then_some(())
}

fn about_files(condition: &Condition, step: &StepEvidence<'_>, facts: &mut Vec<Fact>) -> Option<()> {
    if let Some(thing) = &condition.made {
        let changes = step.changes;
        facts.push(Fact::Made(find(thing, &changes.made_environments, &changes.made_files)?));
    }
    if let Some(thing) = &condition.removed {
        let changes = step.changes;
        facts.push(Fact::Removed(find(thing, &changes.removed_environments, &changes.removed_files)?));
    }
    if !condition.added.is_empty() {
        let added =
            step.changes.added.iter().find(|added| condition.added.iter().any(|to| is_added(added, *to, step)))?;
        facts.push(Fact::Added(added.clone()));
    }
    if let Some(package) = condition.package.and_then(|_| (step.package)()) {
        facts.push(Fact::Package(package.clone()));
    }
    if !condition.problem.is_empty() {
        let problem = condition.problem.iter().find(|id| step.problems.contains(id))?;
        facts.push(Fact::Problem(problem.clone()));
    }
    if let Some(which) = &condition.activated {
        let active = environment_of_shell(&step.ran.after)
            .filter(|now| environment_of_shell(&step.ran.before).as_ref() != Some(now));
        let matches = match (which, &active) {
            (Which::None, active) => active.is_none(),
            (Which::Any, active) => active.is_some(),
            (Which::Named(path), active) => active.as_ref().is_some_and(|active| same(active, &step.folder.join(path))),
        };
        if !matches {
            return None;
        }
    }
    Some(())
}

fn is_added(added: &Added, to: AddedTo, step: &StepEvidence<'_>) -> bool {
    match (to, &added.layer) {
        (AddedTo::Environment, Layer::Environment(_))
        | (AddedTo::User, Layer::User(_))
        | (AddedTo::Base, Layer::Base(_)) => true,
        (AddedTo::Elsewhere, layer) => {
            let wanted = (step.package)().and_then(|package| package.environment.as_ref()).map(|(_, root)| root);
            match layer {
                Layer::Environment(root) => wanted.is_some_and(|wanted| wanted != root),
                Layer::User(_) | Layer::Base(_) => true,
            }
        }
        _ => false,
    }
}

fn find(thing: &Thing, environments: &[PathBuf], files: &[PathBuf]) -> Option<PathBuf> {
    let first = |pattern: &Pattern, paths: &[PathBuf]| {
        let matches = |path: &&PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            pattern.is_match(&path.display().to_string()) || pattern.is_match(&name)
        };
        paths.iter().find(matches).cloned()
    };
    match thing {
        Thing::AnyEnvironment => environments.first().cloned(),
        Thing::AnyFile => files.first().cloned(),
        Thing::Path(path) => environments.iter().chain(files).find(|found| found.as_path() == Path::new(path)).cloned(),
        Thing::Environment(pattern) => first(pattern, environments),
        Thing::File(pattern) => first(pattern, files),
    }
}

fn about_ending(condition: &Condition, step: &StepEvidence<'_>, facts: &mut Vec<Fact>) -> Option<()> {
    match &condition.exit {
        None => {}
        Some(Exit::Failed) => {
            let status = step.ran.exit.filter(|&status| status != 0)?;
            facts.push(Fact::Status(status));
        }
        Some(Exit::OneOf(wanted)) => {
            let status = step.ran.exit.filter(|status| wanted.contains(status))?;
            facts.push(Fact::Status(status));
        }
    }
    if let Some(pattern) = &condition.output {
        facts.push(Fact::Printed(line_of(pattern, step.output)?));
    }
    if let Some(pattern) = &condition.command {
        pattern.find(&step.ran.command)?;
    }
    if let Some(variable) = &condition.variable {
        let is = |pattern: &Option<Pattern>, state: &ShellState| {
            pattern.as_ref().is_none_or(|pattern| pattern.is_match(state.variable(&variable.name)))
        };
        if !is(&variable.before, &step.ran.before) || !is(&variable.after, &step.ran.after) {
            return None;
        }
        facts.push(Fact::Variable(variable.name.clone(), step.ran.after.variable(&variable.name).to_owned()));
    }
    Some(())
}

/// The line of the output in which a pattern matches first.
fn line_of(pattern: &Pattern, output: &str) -> Option<String> {
    let found = pattern.find(output)?;
    let at = found.as_ptr() as usize - output.as_ptr() as usize;
    let start = output[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = output[at..].find('\n').map_or(output.len(), |newline| at + newline);
    Some(output[start..end].trim().to_owned())
}
