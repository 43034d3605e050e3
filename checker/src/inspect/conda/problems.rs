//! Finding what is wrong with a conda environment: where conda's records and the files contradict each other.
//!
//! Only what the files show for certain is a problem; a guess is none.

use super::super::denied::is_there;
use super::super::problem::{Problem, ProblemId};
use super::super::stock::{Item, Stock};
use super::super::survey::Survey;
use super::Prefix;
use super::moved;
use super::record::{Distribution, Record};

/// The folder that conda works in while it changes an environment, and removes when it is done.
pub(super) const TEMPORARY: &str = ".condatmp";

/// What is wrong with a conda environment, beyond what can be wrong with any.
pub(super) fn of_conda(prefix: &Prefix, survey: &Survey, stocks: &[Stock]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let temporary = prefix.root.join(TEMPORARY);
    if temporary.is_dir() {
        let why = "conda is at work in this environment, or was interrupted: it removes this folder when it is done";
        problems.push(Problem::new(ProblemId::Unfinished, temporary, why));
    } else if prefix.records.is_empty() && survey.interpreter.is_err() && super::is_prefix(&prefix.root) {
        let why = "conda put nothing into it, not even a Python: a `python` or `pip` that is typed here is another's";
        problems.push(Problem::new(ProblemId::EmptyCondaEnvironment, prefix.root.join("conda-meta"), why));
    }
    problems.extend(moved::moved(&prefix.root));
    for record in &prefix.records {
        for distribution in record.distributions() {
            problems.extend(replaced(prefix, record, distribution, stocks));
        }
    }
    problems
}

/// A Python package that conda installed, and that another tool replaced, installed beside it or took away.
fn replaced(prefix: &Prefix, record: &Record, distribution: &Distribution, stocks: &[Stock]) -> Option<Problem> {
    let entry = prefix.root.join(&distribution.entry);
    let own = stocks.iter().filter(|stock| stock.layer == prefix.layer);
    let mut others = own.flat_map(|stock| stock.items.iter().map(move |item| (item, stock.found(item))));
    let stranger = others.find(|(item, found)| {
        found.name == distribution.name && found.path != entry && item.package.installer.as_deref() != Some("conda")
    });
    let name = &distribution.name;
    let version = distribution.version.as_deref().unwrap_or(&record.version);
    if let Some((item, found)) = stranger {
        let (tool, there) = (tool(item), item.package.version.as_deref().or(found.version.as_deref()).unwrap_or("?"));
        let why = format!(
            "conda installed `{name}` {version} and {tool} put {there} in its place, of which conda does not know: \
             its next change may break either"
        );
        return Some(Problem::new(ProblemId::PipOverConda, &found.path, why));
    }
    // What cannot be looked at may well be there.
    if !matches!(is_there(&entry), Ok(false)) {
        return None;
    }
    let why = format!("conda's record says that `{name}` {version} is here, and it is gone: not conda removed it");
    Some(Problem::new(ProblemId::PipOverConda, &record.path, why))
}

fn tool(item: &Item) -> String {
    item.package.installer.as_ref().map_or_else(|| "something else".to_owned(), |name| format!("`{name}`"))
}
