//! Asks the program itself about a case, and says in what its answers differ from the right ones.

use std::path::Path;
use std::process::{Command, Stdio};

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

/// The cases whose answers are known to be wrong. It must shrink to nothing.
const KNOWN: &[&str] = &[];

/// Asks about all of these cases, each in a folder of its own.
///
/// # Panics
/// At the end, with everything that is wrong in any of them, and with what is right and was known to be wrong.
pub(super) fn hold(cases: &[Case], user: User) {
    let answered = |case: &Case| match (ask(case, user), KNOWN.contains(&case.name)) {
        (wrong, true) if wrong.is_empty() => vec![format!("{} is right now, and listed as wrong", case.name)],
        (_, true) => Vec::new(),
        (wrong, false) => wrong,
    };
    let wrong: Vec<String> = cases.iter().flat_map(answered).collect();
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
        if let Some(given) = has(&scratch, case, user, requirement, right) {
            compare(requirement, format!("{right:?}"), given);
        }
    }
    wrong
}

fn listed(report: &Value) -> Vec<String> {
    let text = |package: &Value, key: &str| package[key].as_str().unwrap_or("?").to_owned();
    let packages = report["packages"].as_array().expect("packages").iter();
    let packages = packages.filter(|package| package["name"] != "pip" || package["version"] != "24.0");
    let packages = packages.filter(|package| package["kind"] == "python");
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
    command.env_clear().env("HOME", scratch.fill("{home}")).current_dir("/").stdin(Stdio::null());
    command.envs(case.variables.iter().map(|(name, value)| (name, scratch.fill(value))));
    command.arg("inspect").arg(scratch.fill(case.path));
    command
}

/// What is wrong with the answer to "is this here?", if anything: the JSON, the line for people, the exit status.
fn has(scratch: &Scratch, case: &Case, user: User, requirement: &str, right: &Answer) -> Option<String> {
    let ask = |form: &[&str]| {
        let asked = checker(scratch, case, user).args(["--has", requirement]).args(form).output().expect("checker");
        let text = String::from_utf8_lossy(&asked.stdout).into_owned();
        (text, asked.status.code(), String::from_utf8_lossy(&asked.stderr).into_owned())
    };
    let (text, status, talk) = ask(&["--json"]);
    let Ok(given) = serde_json::from_str::<Value>(&text) else {
        return Some(format!("no JSON but {status:?} {text} {talk}"));
    };
    let (word, exit) = match right {
        Answer::Ok(..) => ("ok", 0),
        Answer::Other(..) => ("wrong-version", 1),
        Answer::Absent => ("absent", 1),
        Answer::Ambiguous(_) => ("ambiguous", 3),
        Answer::Broken(_) => ("broken", 3),
    };
    let why = given["why"].as_str().unwrap_or_default();
    let is_right = match right {
        Answer::Ok(version, from) | Answer::Other(version, from) => {
            given["found"]["version"] == *version && given["found"]["from"] == *from
        }
        Answer::Absent => given["found"].is_null() && why.is_empty(),
        Answer::Ambiguous(versions) => versions.iter().all(|version| why.contains(version)),
        Answer::Broken(words) => why.contains(&scratch.fill(words)),
    };
    let (line, line_status, line_talk) = ask(&[]);
    let is_one_line = line.lines().count() == 1 && line_talk.is_empty() && line_status == status;
    let is_right = is_right && given["answer"] == word && status == Some(exit) && is_one_line && talk.is_empty();
    (!is_right).then(|| format!("{status:?} {given:#}{talk}\n{line_status:?} {line}{line_talk}"))
}
