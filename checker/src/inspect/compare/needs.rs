//! What needs what: from the packages that the file asks for and that are there, along what they say they need.
//!
//! So a package that was pulled in is told from one that nobody asked for, and one that is needed and absent is found.

use std::collections::BTreeSet;

use crate::packaging::Target;

use super::super::wanted::Position;
use super::judge::Judge;
use super::there::{Held, Look, State};
use super::{Difference, Present, requires};

/// A package that is asked for and is there.
#[derive(Clone, Debug)]
pub(super) struct Root {
    pub(super) name: String,
    pub(super) extras: Vec<String>,
    /// The line that asks for it; nothing where no line could be compared.
    pub(super) position: Option<Position>,
    pub(super) voice: Voice,
}

/// Whether to tell what it needs and does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    Loud,
    /// It is not as the file asks, or conda's: conda has lists of its own of what its packages need.
    Quiet,
}

/// Follows what is needed, and tells what is absent or of another version.
pub(super) fn compare(judge: &mut Judge<'_>) {
    let mut seen: BTreeSet<(String, Vec<String>)> = BTreeSet::new();
    // What is there in another version, or could not be compared, needs what it needs all the same.
    let silent = judge.named.iter().map(|name| Root {
        name: name.clone(),
        extras: Vec::new(),
        position: None,
        voice: Voice::Quiet,
    });
    let mut waiting: Vec<Root> = silent.collect();
    // What the file asks for comes first, in its order.
    waiting.extend(std::mem::take(&mut judge.roots).into_iter().rev());
    while let Some(root) = waiting.pop() {
        let mut key = (root.name.clone(), root.extras.clone());
        key.1.sort();
        if !seen.insert(key) {
            continue;
        }
        let State::Is { record, .. } = judge.held.of(&root.name, judge.look) else { continue };
        let target = root.extras.iter().fold(judge.target.clone(), |target, extra| target.extra(extra));
        let mut found = Vec::new();
        for need in requires::of(record) {
            let holds = need.marker.as_ref().map_or(Some(true), |marker| marker.holds(&target));
            if holds == Some(false) {
                continue;
            }
            let is_sure = holds == Some(true) && root.voice == Voice::Loud && need.url.is_none();
            let difference = |found: Option<String>| Difference {
                name: need.name.clone(),
                asked: need.specifiers.to_string(),
                found,
                why: None,
                needed_by: Some(root.name.clone()),
                position: root.position.clone(),
            };
            match judge.held.of(&need.name, judge.look) {
                State::Is { version, from, .. } => {
                    let new = judge.needed.insert(need.name.clone());
                    if is_sure && !need.specifiers.allows(&version) {
                        found.push((Kind::WrongVersion, difference(Some(version.clone()))));
                    }
                    if new && !judge.named.contains(&need.name) {
                        let (name, needed_by) = (need.name.clone(), Some(root.name.clone()));
                        judge.comparison.needed.push(Present {
                            name,
                            version: Some(version),
                            from,
                            needed_by,
                            why: None,
                        });
                    }
                }
                State::Damaged(why) => {
                    judge.needed.insert(need.name.clone());
                    found.push((Kind::Damaged, Difference { why: Some(why), ..difference(None) }));
                }
                State::Absent if is_sure => found.push((Kind::Missing, difference(None))),
                State::Absent => {}
            }
            let Root { position, voice, .. } = root.clone();
            waiting.push(Root { name: need.name, extras: need.extras, position, voice });
        }
        for (kind, difference) in found {
            judge.tell(kind, difference);
        }
    }
    judge.comparison.needed.sort_by(|one, other| one.name.cmp(&other.name));
}

/// Tells of the packages that nobody asks for which of them another one of them needs.
pub(super) fn among(extra: &mut [Present], held: &Held, target: &Target) {
    let names: Vec<String> = extra.iter().map(|extra| extra.name.clone()).collect();
    for name in names {
        let State::Is { record, .. } = held.of(&name, Look::Inside) else { continue };
        let needs = requires::of(record).into_iter();
        let needs = needs.filter(|need| need.marker.as_ref().is_none_or(|marker| marker.holds(target) == Some(true)));
        for need in needs.filter(|need| need.name != name) {
            let needed = extra.iter_mut().find(|extra| extra.name == need.name && extra.needed_by.is_none());
            if let Some(needed) = needed {
                needed.needed_by = Some(name.clone());
            }
        }
    }
}

/// A list of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Missing,
    WrongVersion,
    Damaged,
}
