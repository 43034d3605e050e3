//! Which of the locked packages belong into an environment: the walk from the project along its dependencies.

use std::collections::BTreeMap;

use crate::packaging::Target;

use super::super::Position;
use super::{Condition, Edge, Lock, Locked, Origin};

/// A locked package that belongs into an environment.
#[derive(Clone, Debug)]
pub(in crate::inspect) struct Belongs<'l> {
    pub(in crate::inspect) position: &'l Position,
    pub(in crate::inspect) name: &'l str,
    pub(in crate::inspect) version: Option<&'l str>,
    pub(in crate::inspect) origin: &'l Origin,
    pub(in crate::inspect) certainty: Certainty,
}

/// Whether something is known to belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::inspect) enum Certainty {
    /// A condition on the way to it cannot be judged.
    Perhaps,
    /// It does.
    Surely,
}

/// A package, or one of its extras.
type Node = (usize, Option<String>);

impl Lock {
    /// What belongs into an environment, as `uv sync` without further options says, in the order of the file.
    pub(in crate::inspect) fn belongs(&self, target: &Target) -> Vec<Belongs<'_>> {
        let is_default = |group: &str| self.settings.is_default(group);
        let mut target = target.clone();
        for root in self.roots.iter().filter_map(|root| self.packages.get(*root)) {
            for (group, _) in root.groups.iter().filter(|(group, _)| is_default(group)) {
                // Where groups or extras exclude each other, uv's conditions name them as extras of this form.
                target = target.extra(&format!("group-{}-{}-{group}", root.name.len(), root.name));
            }
        }
        let reached = self.walk(&target, &is_default, |_| false);
        self.packages
            .iter()
            .enumerate()
            .filter_map(|(at, package)| {
                let certainty = *reached.get(&at)?;
                let Locked { position, name, version, origin, .. } = package;
                Some(Belongs { position, name, version: version.as_deref(), origin, certainty })
            })
            .collect()
    }

    /// The names that belong only where extras or further groups are asked for.
    pub(in crate::inspect) fn may_belong(&self, target: &Target) -> Vec<&str> {
        let reached = self.walk(target, &|_| true, |_| true);
        reached.keys().filter_map(|at| self.packages.get(*at)).map(|package| package.name.as_str()).collect()
    }

    fn walk(
        &self,
        target: &Target,
        with_group: &dyn Fn(&str) -> bool,
        with_extra: impl Fn(&str) -> bool,
    ) -> BTreeMap<usize, Certainty> {
        let mut reached: BTreeMap<Node, Certainty> = BTreeMap::new();
        let mut waiting: Vec<(Node, Certainty)> = Vec::new();
        for (_, edges) in self.loose.iter().filter(|(group, _)| with_group(group)) {
            self.follow(edges, Certainty::Surely, target, &mut waiting);
        }
        for at in &self.roots {
            let Some(root) = self.packages.get(*at) else { continue };
            waiting.push(((*at, None), Certainty::Surely));
            for (_, edges) in root.groups.iter().filter(|(group, _)| with_group(group)) {
                self.follow(edges, Certainty::Surely, target, &mut waiting);
            }
            for (extra, _) in root.optional.iter().filter(|(extra, _)| with_extra(extra)) {
                waiting.push(((*at, Some(extra.clone())), Certainty::Surely));
            }
        }
        while let Some((node, certainty)) = waiting.pop() {
            if reached.get(&node).is_some_and(|before| *before >= certainty) {
                continue;
            }
            if let Some(package) = self.packages.get(node.0) {
                let extra = |extra: &String| package.optional.iter().find(|(name, _)| name == extra);
                let edges = match &node.1 {
                    None => &package.dependencies,
                    Some(name) => extra(name).map_or(&package.dependencies, |(_, edges)| edges),
                };
                self.follow(edges, certainty, target, &mut waiting);
            }
            reached.insert(node, certainty);
        }
        let mut packages: BTreeMap<usize, Certainty> = BTreeMap::new();
        for ((at, _), certainty) in reached {
            let best = packages.entry(at).or_insert(certainty);
            *best = certainty.max(*best);
        }
        packages
    }

    fn follow(&self, edges: &[Edge], certainty: Certainty, target: &Target, waiting: &mut Vec<(Node, Certainty)>) {
        for edge in edges {
            let certainty = match edge.condition.holds(target) {
                Some(true) => certainty,
                Some(false) => continue,
                None => Certainty::Perhaps,
            };
            let found = self.of(edge, target);
            let certainty = if found.len() > 1 { Certainty::Perhaps } else { certainty };
            for at in found {
                waiting.push(((at, None), certainty));
                waiting.extend(edge.extras.iter().map(|extra| ((at, Some(extra.clone())), certainty)));
            }
        }
    }

    /// The packages that an edge may mean: more than one only where conditions cannot be judged.
    fn of(&self, edge: &Edge, target: &Target) -> Vec<usize> {
        let meant = |package: &Locked| {
            edge.version.as_ref().is_none_or(|version| package.version.as_ref() == Some(version))
                && edge.source.as_ref().is_none_or(|source| *source == package.source)
        };
        let mut found = self.by_name.get(&edge.name).cloned().unwrap_or_default();
        found.retain(|at| self.packages.get(*at).is_some_and(meant));
        if found.len() > 1 {
            found.retain(|at| {
                let markers = self.packages.get(*at).map_or(&[][..], |package| &package.markers);
                markers.is_empty() || markers.iter().any(|marker| marker.holds(target) != Some(false))
            });
        }
        found
    }
}

impl Condition {
    fn holds(&self, target: &Target) -> Option<bool> {
        match self {
            Self::Always => Some(true),
            Self::When(marker) => marker.holds(target),
            Self::Unclear => None,
        }
    }
}
