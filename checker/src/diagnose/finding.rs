//! From conditions to one finding a step.

use crate::lesson::{Mistake, Typed};

use super::evidence::StepEvidence;
use super::facts::Fact;
use super::matching::holds;

/// A mistake recognised in one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The mistake's id.
    pub mistake: String,
    /// The mistake in a few words.
    pub summary: String,
    /// The learner's own line.
    pub line: String,
    /// What was seen, in words.
    pub evidence: String,
    /// Why it happened: the mistake's own words, as markdown.
    pub words: String,
    /// The commands that get back.
    pub recover: Vec<String>,
}

/// The one mistake that a step shows, if it shows any: of those that match, those that another one beats are left out, and
/// of the rest the first in page order counts.
pub fn diagnose(mistakes: &[&Mistake], step: &StepEvidence<'_>) -> Option<Finding> {
    let matched: Vec<(&Mistake, Vec<Fact>)> = mistakes
        .iter()
        .filter_map(|mistake| {
            mistake.when.iter().find_map(|condition| holds(condition, step)).map(|facts| (*mistake, facts))
        })
        .collect();
    let beaten = |id: &str| matched.iter().any(|(other, _)| other.over.iter().any(|over| over == id));
    let (mistake, facts) = matched.iter().find(|(mistake, _)| !beaten(&mistake.id))?;
    Some(describe(mistake, facts, step))
}

fn describe(mistake: &Mistake, facts: &[Fact], step: &StepEvidence<'_>) -> Finding {
    let ran = facts
        .iter()
        .find_map(|fact| if let Fact::Ran(invocation) = fact { Some(invocation.text.clone()) } else { None });
    // Of a line of several commands, the one that it happened in.
    let line = match ran {
        Some(text) if step.ran.command.contains(&text) || step.ran.command.contains('\n') => text,
        _ => step.ran.command.clone(),
    };
    let line = line.lines().next().unwrap_or_default().to_owned();
    let mut clauses: Vec<String> = facts.iter().filter_map(|fact| fact.clause(step.folder)).collect();
    // What the program itself said, where nothing else tells how the step went wrong.
    let is_told = facts.iter().any(|fact| matches!(fact, Fact::Printed(_)));
    let last_line = step.output.lines().rev().find(|line| !line.trim().is_empty());
    if let (Some(line), false, true) = (last_line, is_told, step.ran.exit != Some(0)) {
        clauses.extend(Fact::Printed(line.trim().to_owned()).clause(step.folder));
    }
    let evidence = if clauses.is_empty() { format!("`{line}`") } else { format!("`{line}`: {}", clauses.join("; ")) };
    Finding {
        mistake: mistake.id.clone(),
        summary: mistake.summary.clone(),
        evidence,
        words: mistake.words.clone(),
        recover: mistake.recover.iter().flat_map(|recover| recover.commands.iter().map(command)).collect(),
        line,
    }
}

fn command(typed: &Typed) -> String {
    typed.command.clone()
}
