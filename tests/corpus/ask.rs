//! Asks the program itself about a case, and says in what its answers differ from the right ones.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use checker::inspect::{self, Layer, Place, Requirement, Surroundings};
use serde_json::Value;

use super::case::{Answer, Case};
use super::layout::Scratch;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum User {
    /// Whoever runs the tests.
    Same,
    /// Nobody in particular, whom permissions concern: for root they mean nothing.
    Nobody,
}

/// Asks about all of these cases, each in a folder of its own.
///
/// # Panics
/// At the end, with everything that is wrong in any of them.
pub(super) fn hold(cases: &[Case], user: User) {
    let wrong: Vec<String> = cases.iter().flat_map(|case| ask(case, user)).collect();
    assert!(wrong.is_empty(), "{} wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

fn ask(case: &Case, user: User) -> Vec<String> {
    let scratch = Scratch::with(case.lay);
    let report = report(&scratch, case, user);
    let mut wrong = Vec::new();
    let mut compare = |what: &str, right: String, given: String| {
        if right != given {
            wrong.push(format!("{}\n  {what}\n    right: {right}\n    given: {given}\n{report:#}", case.name));
        }
    };
    compare("packages", format!("{:?}", case.listed), format!("{:?}", listed(&report)));
    let mut problems = case.problems.to_vec();
    problems.sort_unstable();
    compare("problems", format!("{problems:?}"), format!("{:?}", ids(&report)));
    for words in case.told {
        let words = scratch.fill(words);
        let told = report["problems"].as_array().into_iter().flatten().filter_map(|problem| problem["why"].as_str());
        let told: Vec<&str> = told.collect();
        if !told.iter().any(|why| why.contains(&words)) {
            compare("told", words, format!("{told:?}"));
        }
    }
    for (pointer, right) in case.fields {
        let right: Value = serde_json::from_str(&scratch.fill(right)).expect("JSON");
        compare(pointer, right.to_string(), report.pointer(pointer).unwrap_or(&Value::Null).to_string());
    }
    for (requirement, right) in case.asked {
        if let Err(given) = has(&scratch, case, requirement, right) {
            compare(requirement, format!("{right:?}"), given);
        }
    }
    wrong
}

fn listed(report: &Value) -> Vec<String> {
    let text = |package: &Value, key: &str| package[key].as_str().unwrap_or("?").to_owned();
    let packages = report["packages"].as_array().expect("packages").iter();
    let packages = packages.filter(|package| package["name"] != "pip" || package["version"] != "24.0");
    packages.map(|package| ["name", "version", "from"].map(|key| text(package, key)).join(" ")).collect()
}

fn ids(report: &Value) -> Vec<&str> {
    let problems = report["problems"].as_array().expect("problems").iter();
    let mut ids: Vec<&str> = problems.map(|problem| problem["id"].as_str().expect("an id")).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The JSON of `checker inspect`.
fn report(scratch: &Scratch, case: &Case, user: User) -> Value {
    let output = checker(scratch, case, user).arg("--json").output().expect("checker");
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && talk.is_empty(), "{}: {:?}: {talk}", case.name, output.status);
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn checker(scratch: &Scratch, case: &Case, user: User) -> Command {
    let checker = Path::new(env!("CARGO_BIN_EXE_checker"));
    let mut command = match user {
        User::Same => Command::new(checker),
        User::Nobody => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]).arg(checker);
            command
        }
    };
    command.env_clear().env("HOME", scratch.home()).current_dir(scratch.home()).stdin(Stdio::null());
    command.envs(case.variables.iter().map(|(name, value)| (name, scratch.fill(value))));
    command.arg("inspect").arg(scratch.environment());
    command
}

/// Whether the answer is the right one; what was answered when it is not.
fn has(scratch: &Scratch, case: &Case, requirement: &str, right: &Answer) -> Result<(), String> {
    let variables: BTreeMap<String, String> =
        case.variables.iter().map(|(name, value)| ((*name).to_owned(), scratch.fill(value))).collect();
    let around = Surroundings { variables, home: scratch.home() };
    let site = scratch.environment().join("lib/python3.11/site-packages");
    let places = match inspect::look(&scratch.environment()) {
        Ok(environment) => inspect::visible(&environment, &around),
        Err(_) => vec![Place { path: site, layer: Layer::Environment, added_by: None }],
    };
    let asked = Requirement::parse(requirement).expect("a requirement");
    let paths: Vec<_> = places.iter().map(|place| place.path.clone()).collect();
    let answer = inspect::package(&paths, &asked.name, Some(&asked.specifiers));
    let layer = |at: &Path| {
        let place = places.iter().find(|place| place.path == at).expect("one of them");
        format!("{:?}", place.layer).to_lowercase()
    };
    let is_right = match (right, &answer) {
        (Answer::Ok(version, from), inspect::Answer::Ok { version: given, place })
        | (Answer::Other(version, from), inspect::Answer::WrongVersion { found: given, place }) => {
            version == given && *from == layer(place)
        }
        (Answer::Absent, inspect::Answer::Absent) => true,
        (Answer::Ambiguous(right), inspect::Answer::Ambiguous { versions }) => right == versions,
        (Answer::Broken(words), inspect::Answer::Broken { why }) => why.contains(words),
        _ => false,
    };
    if is_right { Ok(()) } else { Err(format!("{answer:?}")) }
}
