//! An environment beside a lock: each package that belongs, in exactly the version that the lock names.

use crate::packaging::Specifiers;

use super::super::wanted::{Belongs, Certainty, Lock, Match, NotCompared, Origin, Position};
use super::judge::Judge;
use super::needs::Kind;
use super::there::{Look, State};
use super::{Difference, direct};

/// Compares everything that belongs.
pub(super) fn compare(judge: &mut Judge<'_>, lock: &Lock) {
    for belongs in lock.belongs(&judge.target) {
        package(judge, &belongs);
    }
    judge.elsewhere_in_lock = lock.may_belong(&judge.target).into_iter().map(str::to_owned).collect();
}

fn package(judge: &mut Judge<'_>, belongs: &Belongs<'_>) {
    let name = belongs.name;
    if matches!(belongs.origin, Origin::Virtual) {
        return;
    }
    judge.named.insert(name.to_owned());
    let asked = belongs.version.map_or(String::new(), |version| format!("=={version}"));
    let difference = |found: Option<String>, why: Option<String>| Difference {
        name: name.to_owned(),
        asked: asked.clone(),
        found,
        why,
        needed_by: None,
        position: Some(belongs.position.clone()),
    };
    let unclear = |why: &str| NotCompared {
        position: Position::clone(belongs.position),
        text: format!("{name}{asked}"),
        why: why.to_owned(),
    };
    let condition = "whether it belongs here depends on what cannot be told without running its Python";
    // uv looks into the environment alone.
    match judge.held.of(name, Look::Inside) {
        State::Absent if belongs.certainty == Certainty::Surely => judge.tell(Kind::Missing, difference(None, None)),
        State::Absent => judge.comparison.not_compared.push(unclear(condition)),
        State::Damaged(why) => judge.tell(Kind::Damaged, difference(None, Some(why))),
        State::Is { version, from, record } => {
            let same = asked.is_empty() || asked.parse::<Specifiers>().is_ok_and(|asked| asked.allows(&version));
            let from_there = match belongs.origin {
                Origin::Address(address) => {
                    direct::of(record).is_some_and(|direct| address.matches(&direct) != Match::No)
                }
                // What was installed from an address is not what the index has, even in the same version.
                Origin::Index | Origin::Virtual => direct::of(record).is_none(),
            };
            if same && from_there {
                judge.matches(name, version, from);
            } else if belongs.certainty == Certainty::Perhaps {
                judge.comparison.not_compared.push(unclear(condition));
            } else {
                let why = (!from_there).then(|| "it does not come from where the lock says".to_owned());
                judge.tell(Kind::WrongVersion, difference(Some(version), why));
            }
        }
    }
}
