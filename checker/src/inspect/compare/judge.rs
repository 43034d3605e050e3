//! Line by line: is what it asks for there?

use std::collections::BTreeSet;

use crate::packaging::Specifiers;
use crate::packaging::Target;

use super::super::kinds::Layer;
use super::super::wanted::{Address, Extent, FileKind, Line, Match, Need, NotCompared, Wanted, What};
use super::conda::{self, Records};
use super::needs::{self, Kind, Root, Voice};
use super::there::{Held, Look, State};
use super::{Comparison, Difference, Present, SEEDS, Verdict, direct};

/// A comparison that is being made.
pub(super) struct Judge<'w> {
    pub(super) wanted: &'w Wanted,
    pub(super) held: Held,
    pub(super) records: Records,
    pub(super) target: Target,
    pub(super) look: Look,
    /// Whether everything that the file asks for is known.
    pub(super) extent: Extent,
    /// The names that the file asks for.
    pub(super) named: BTreeSet<String>,
    /// The names that something asked for needs.
    pub(super) needed: BTreeSet<String>,
    /// The names that a lock has for extras and groups that are not asked for.
    pub(super) elsewhere_in_lock: BTreeSet<String>,
    /// What is asked for and there, from which needs are followed.
    pub(super) roots: Vec<Root>,
    /// What was told already: of one name, each list has one entry.
    told: BTreeSet<(Option<Kind>, String)>,
    pub(super) comparison: Comparison,
}

impl<'w> Judge<'w> {
    pub(super) fn new(wanted: &'w Wanted, held: Held) -> Self {
        let comparison = Comparison {
            format: 1,
            file: wanted.path.clone(),
            kind: wanted.kind,
            environment: held.root.clone(),
            python: held.python.clone(),
            verdict: Verdict::Same,
            matching: Vec::new(),
            missing: Vec::new(),
            wrong_version: Vec::new(),
            damaged: Vec::new(),
            extra: Vec::new(),
            needed: Vec::new(),
            not_compared: wanted.not_read.clone(),
            hashes: wanted.hashes,
            notes: Vec::new(),
        };
        Self {
            wanted,
            records: Records::of(&held),
            target: held.target(),
            held,
            look: Look::Everywhere,
            extent: wanted.extent,
            named: SEEDS.into_iter().map(str::to_owned).chain(wanted.spoken_of.iter().cloned()).collect(),
            needed: BTreeSet::new(),
            elsewhere_in_lock: BTreeSet::new(),
            roots: Vec::new(),
            told: BTreeSet::new(),
            comparison,
        }
    }

    /// Judges the lines of the file.
    pub(super) fn lines(&mut self) {
        for line in &self.wanted.lines {
            let holds = line.marker.as_ref().map_or(Some(true), |marker| marker.holds(&self.target));
            if holds == Some(false) {
                continue;
            }
            if let Some(name) = line.name.as_ref().filter(|_| line.need != Need::Restricts) {
                self.named.insert(name.clone());
            }
            let asked = Asked { line, holds: holds == Some(true) };
            match &line.what {
                What::Versions(versions) => self.versions(&asked, versions),
                What::Address(address) => self.address(&asked, address),
                What::Python(versions) => self.python(&asked, versions),
                What::Conda(spec) => conda::spec(self, &asked, spec),
            }
        }
    }

    /// What is there and not asked for.
    pub(super) fn rest(&mut self) {
        conda::rest(self);
        let names: BTreeSet<&str> = self.held.own().map(|found| found.name.as_str()).collect();
        let mut extra = Vec::new();
        for name in names {
            if self.named.contains(name) || self.needed.contains(name) || self.records.accounts_for(name) {
                continue;
            }
            match self.held.of(name, Look::Inside) {
                State::Is { version, .. } if self.extent == Extent::Whole => {
                    let why = self.elsewhere_in_lock.contains(name);
                    let why = why.then(|| "the lock has it for an extra or group that is not asked for".to_owned());
                    extra.push(Present { why, ..Present::new(name, Some(version), None) });
                }
                State::Damaged(why) => {
                    let difference = Difference::new(name.to_owned(), String::new(), None);
                    self.comparison.damaged.push(Difference { why: Some(why), ..difference });
                }
                State::Is { .. } | State::Absent => {}
            }
        }
        needs::among(&mut extra, &self.held, &self.target);
        self.comparison.extra.extend(extra);
        self.comparison.extra.sort_by(|one, other| one.name.cmp(&other.name));
        self.comparison.matching.sort_by(|one, other| one.name.cmp(&other.name));
        if self.extent == Extent::Open {
            self.note("what the environment has beside it was not judged, because not all of the file could be read");
        }
    }

    pub(super) fn versions(&mut self, asked: &Asked<'_>, versions: &Specifiers) {
        let Some(name) = &asked.line.name else { return };
        match self.held.of(name, self.look) {
            State::Absent => self.absent(asked, name, versions.to_string()),
            State::Damaged(why) => self.damaged(asked, name, versions.to_string(), why),
            State::Is { version, from, .. } if versions.allows(&version) => self.there_is(asked, name, version, from),
            State::Is { version, from, .. } => {
                let found = described(&version, from);
                self.other_version(asked, name, versions.to_string(), found, None);
            }
        }
    }

    fn address(&mut self, asked: &Asked<'_>, address: &Address) {
        let line = asked.line;
        let Some(name) = line.name.clone().or_else(|| self.recorded_from(address)) else {
            let why =
                "the address does not tell the package's name, and nothing that is installed was recorded from it";
            // Whatever is there may be what it asks for.
            self.extent = Extent::Open;
            return self.not_compared(line, why);
        };
        self.named.insert(name.clone());
        let text = line.text.clone();
        match self.held.of(&name, self.look) {
            State::Absent => self.absent(asked, &name, text),
            State::Damaged(why) => self.damaged(asked, &name, text, why),
            State::Is { version, from, record } => {
                let answer = direct::of(record).map(|direct| address.matches(&direct));
                let shown = described(&version, from);
                match answer {
                    Some(Match::Yes) => self.there_is(asked, &name, version, from),
                    _ if address.has_variable() => {
                        self.not_compared(
                            line,
                            &format!("`{name}` {shown} is there; the address has a variable in it"),
                        );
                    }
                    Some(Match::No) => {
                        let why = "it was installed from another address".to_owned();
                        self.other_version(asked, &name, text, shown, Some(why));
                    }
                    Some(Match::Unclear) | None => {
                        let why =
                            format!("`{name}` {shown} is there, and nothing records that it came from this address");
                        self.not_compared(line, &why);
                    }
                }
            }
        }
    }

    /// The name of a package that was recorded as installed from an address.
    fn recorded_from(&self, address: &Address) -> Option<String> {
        let is_it = |direct: &_| address.matches(direct) == Match::Yes;
        self.held.own().find(|found| direct::of(found).as_ref().is_some_and(is_it)).map(|found| found.name.clone())
    }

    fn python(&mut self, asked: &Asked<'_>, versions: &Specifiers) {
        let text = versions.to_string();
        self.judge_python(asked, &text, |version| Some(versions.allows(version)));
    }

    /// Whether the environment's Python is as asked. Where only its line is known (`3.11`), versions of that line may
    /// make a difference; then nothing is said.
    pub(super) fn judge_python(&mut self, asked: &Asked<'_>, text: &str, allows: impl Fn(&str) -> Option<bool>) {
        let Some(python) = self.held.python.clone() else {
            return self.not_compared(asked.line, "no file tells the version of the environment's Python");
        };
        let is_full = python.matches('.').count() >= 2;
        let answer = if is_full {
            allows(&python)
        } else {
            let ends = [format!("{python}.0"), format!("{python}.999")];
            let answers = ends.map(|version| allows(&version));
            let names_one = text
                .match_indices(&format!("{python}."))
                .any(|(at, found)| text[at + found.len()..].starts_with(|next: char| next.is_ascii_digit()));
            answers[0].filter(|_| answers[0] == answers[1] && !names_one)
        };
        match answer {
            Some(true) => self.there_is(asked, "python", python, None),
            Some(false) => self.other_version(asked, "python", text.to_owned(), python, None),
            None => {
                let why = format!("no file tells more of the environment's Python than {python}");
                self.not_compared(asked.line, &why);
            }
        }
    }

    pub(super) fn absent(&mut self, asked: &Asked<'_>, name: &str, what: String) {
        if asked.line.need != Need::Must {
            return;
        }
        if !asked.holds {
            return self.unjudged(asked, &format!("`{name}` is not there"));
        }
        if let Some(folder) = &self.held.unread {
            let why = format!("`{name}` is not found, and `{}` cannot be read", folder.display());
            return self.not_compared(asked.line, &why);
        }
        let position = Some(asked.line.position.clone());
        self.tell(Kind::Missing, Difference { position, ..Difference::new(name.to_owned(), what, None) });
    }

    pub(super) fn damaged(&mut self, asked: &Asked<'_>, name: &str, what: String, why: String) {
        let position = Some(asked.line.position.clone());
        let difference = Difference::new(name.to_owned(), what, None);
        self.tell(Kind::Damaged, Difference { position, why: Some(why), ..difference });
    }

    pub(super) fn other_version(
        &mut self,
        asked: &Asked<'_>,
        name: &str,
        what: String,
        found: String,
        why: Option<String>,
    ) {
        if !asked.holds {
            return self.unjudged(asked, &format!("`{name}` is there as {found}"));
        }
        let position = Some(asked.line.position.clone());
        let difference = Difference::new(name.to_owned(), what, Some(found));
        self.tell(Kind::WrongVersion, Difference { position, why, ..difference });
    }

    pub(super) fn there_is(&mut self, asked: &Asked<'_>, name: &str, version: String, from: Option<Layer>) {
        if asked.line.need == Need::Restricts || matches!(asked.line.what, What::Python(_)) {
            return;
        }
        let voice = if matches!(asked.line.what, What::Conda(_)) { Voice::Quiet } else { Voice::Loud };
        let (extras, position) = (asked.line.extras.clone(), Some(asked.line.position.clone()));
        self.roots.push(Root { name: name.to_owned(), extras, position, voice });
        self.matches(name, version, from);
    }

    /// Notes a package as it should be.
    pub(super) fn matches(&mut self, name: &str, version: String, from: Option<Layer>) {
        if self.told.insert((None, name.to_owned())) {
            self.comparison.matching.push(Present::new(name, Some(version), from));
        }
    }

    /// Notes a difference, of one name once in each list.
    pub(super) fn tell(&mut self, kind: Kind, difference: Difference) {
        if !self.told.insert((Some(kind), difference.name.clone())) {
            return;
        }
        match kind {
            Kind::Missing => self.comparison.missing.push(difference),
            Kind::WrongVersion => self.comparison.wrong_version.push(difference),
            Kind::Damaged => self.comparison.damaged.push(difference),
        }
    }

    pub(super) fn not_compared(&mut self, line: &Line, why: &str) {
        let (position, text) = (line.position.clone(), line.text.clone());
        self.comparison.not_compared.push(NotCompared { position, text, why: why.to_owned() });
    }

    fn unjudged(&mut self, asked: &Asked<'_>, what: &str) {
        let why = format!("{what}, and whether its condition holds cannot be told without running its Python");
        self.not_compared(asked.line, &why);
    }

    pub(super) fn note(&mut self, note: &str) {
        if !self.comparison.notes.iter().any(|told| told == note) {
            self.comparison.notes.push(note.to_owned());
        }
    }

    /// Whether the file asks conda for packages.
    pub(super) fn is_of_conda(&self) -> bool {
        self.wanted.kind == FileKind::EnvironmentYml
    }
}

/// A line whose condition does not fail.
pub(super) struct Asked<'l> {
    pub(super) line: &'l Line,
    /// Whether the condition surely holds.
    pub(super) holds: bool,
}

impl Present {
    pub(super) fn new(name: &str, version: Option<String>, from: Option<Layer>) -> Self {
        Self { name: name.to_owned(), version, from, needed_by: None, why: None }
    }
}

impl Difference {
    pub(super) fn new(name: String, asked: String, found: Option<String>) -> Self {
        Self { name, asked, found, why: None, needed_by: None, position: None }
    }
}

/// A version, and where it lies if that is elsewhere.
fn described(version: &str, from: Option<Layer>) -> String {
    match from {
        Some(layer) => format!("{version} ({})", layer.name()),
        None => version.to_owned(),
    }
}
