//! A marker (PEP 508), and whether it holds.
//!
//! It is judged in three values (Kleene's logic): where a variable's value is not known, or two values have no order,
//! the answer is that nobody can tell, unless the rest of the marker decides alone.

use std::fmt;
use std::str::FromStr;

use super::marker_text::{self, MarkerError, Operator, Tree, Value};
use super::names::normalize;
use super::specifier::Specifier;
use super::target::Target;
use super::variable::Variable;
use super::version::Version;

/// A condition for an environment, as in `python_version < "3.9"`. It is shown as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    text: Box<str>,
    tree: Tree,
}

impl Marker {
    /// Whether it holds; `None` when that cannot be told.
    ///
    /// With several extras it holds when it does for one of them, since `extra` is one at a time (PEP 508).
    #[must_use]
    pub fn holds(&self, target: &Target) -> Option<bool> {
        let extras = target.set(Variable::Extra);
        if extras.is_empty() {
            return holds(&self.tree, target, "");
        }
        any(extras.iter().map(|extra| holds(&self.tree, target, extra)))
    }
}

impl FromStr for Marker {
    type Err = MarkerError;

    fn from_str(text: &str) -> Result<Self, MarkerError> {
        Ok(Self { tree: marker_text::read(text)?, text: text.trim().into() })
    }
}

impl fmt::Display for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn holds(tree: &Tree, target: &Target, extra: &str) -> Option<bool> {
    match tree {
        Tree::And(trees) => all(trees.iter().map(|tree| holds(tree, target, extra))),
        Tree::Or(trees) => any(trees.iter().map(|tree| holds(tree, target, extra))),
        Tree::Compare(left, operator, right) => compare(left, *operator, right, target, extra),
    }
}

/// False when one is; else unknown when one is.
fn all(mut answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    answers
        .try_fold(Some(true), |so_far, answer| match answer {
            Some(false) => Err(()),
            Some(true) => Ok(so_far),
            None => Ok(None),
        })
        .unwrap_or(Some(false))
}

/// True when one is; else unknown when one is.
fn any(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    all(answers.map(|answer| answer.map(|holds| !holds))).map(|none| !none)
}

fn compare(left: &Value, operator: Operator, right: &Value, target: &Target, extra: &str) -> Option<bool> {
    let variable = match (left, right) {
        (Value::Variable(variable), _) | (_, Value::Variable(variable)) => Some(*variable),
        _ => None,
    };
    if let (Value::Text(name), Value::Variable(set)) = (left, right)
        && set.is_set()
    {
        return member(&normalize(name), operator, target, *set);
    }
    if let (Value::Variable(Variable::PythonFullVersion), Operator::Version(sign), Value::Text(wanted)) =
        (left, operator, right)
        && target.value(Variable::PythonFullVersion).is_none()
    {
        return whole_line(target.value(Variable::PythonVersion)?, sign, wanted);
    }
    let side = |value| side(value, variable == Some(Variable::Extra), target, extra);
    judge(variable, &side(left)?, operator, &side(right)?)
}

/// The text of one side. Names of extras are compared normalised (PEP 685).
fn side(value: &Value, of_extra: bool, target: &Target, extra: &str) -> Option<String> {
    match value {
        Value::Text(text) if of_extra => Some(normalize(text)),
        Value::Text(text) => Some(text.clone()),
        Value::Variable(Variable::Extra) => Some(extra.to_owned()),
        // A Python between two releases calls itself `3.11.1+`, which is no version; packaging mends it so.
        Value::Variable(Variable::PythonFullVersion) => {
            let version = target.value(Variable::PythonFullVersion)?;
            Some(if version.ends_with('+') { format!("{version}local") } else { version.to_owned() })
        }
        Value::Variable(variable) => target.value(*variable).map(str::to_owned),
    }
}

/// Sets are asked for a member, and nothing else.
fn member(name: &str, operator: Operator, target: &Target, set: Variable) -> Option<bool> {
    let inside = target.set(set).contains(name);
    match operator {
        Operator::In => Some(inside),
        Operator::NotIn => Some(!inside),
        Operator::Version(_) => None,
    }
}

/// By the rules of versions where the variable is one and the right side can stand behind the operator; else as text,
/// which has no order: `<` and `>` are false, and `~=` and `===` mean nothing.
fn judge(variable: Option<Variable>, left: &str, operator: Operator, right: &str) -> Option<bool> {
    let sign = match operator {
        Operator::In => return Some(right.contains(left)),
        Operator::NotIn => return Some(!right.contains(left)),
        Operator::Version(sign) => sign,
    };
    if variable.is_some_and(Variable::is_version)
        && let Ok(specifier) = format!("{sign}{right}").parse::<Specifier>()
    {
        return Some(specifier.allows(left, left.parse().ok().as_ref()));
    }
    match sign {
        "==" | "<=" | ">=" => Some(left == right),
        "!=" => Some(left != right),
        "<" | ">" => Some(false),
        _ => None,
    }
}

/// A Python of which only the line is known (`3.11`) may be any version of it, from its first pre-release on. What all
/// of them answer alike is known. They do when the ends of the line and the version asked for, if it is in the line, do:
/// each operator holds for one range, or for all but one.
fn whole_line(line: &str, sign: &str, wanted: &str) -> Option<bool> {
    let specifier: Specifier = format!("{sign}{wanted}").parse().ok()?;
    let named = specifier.version()?;
    let bounds: Specifier = format!("=={line}.*").parse().ok()?;
    let inside = Some(named.clone()).filter(|named| bounds.allows("", Some(named)));
    let first: Version = format!("{line}.0.dev0").parse().ok()?;
    let last: Version = format!("{line}.{}", u64::MAX).parse().ok()?;
    let mut answers = [first, last].into_iter().chain(inside).map(|version| specifier.allows("", Some(&version)));
    let answer = answers.next()?;
    answers.all(|other| other == answer).then_some(answer)
}
