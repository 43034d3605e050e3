//! The conditions of a mistake: what must be seen, and what must not.
//!
//! A condition may stand at the top of a fence, in `[[when]]`, and in `unless`. One struct serves all three, so that a key
//! in the wrong one of them is answered in our own words; flattening would let unknown keys pass.

use serde::Deserialize;
use toml::Spanned;

use super::super::complaints::{Complaints, did_you_mean};
use super::super::{
    AddedTo, Condition, Exit, Moment, PackageState, Pattern, Place, RanIn, Thing, VariableCondition, Which,
};
use super::Toml;
use super::goal::GOALS;
use super::value::{Named, Numbers, PathOrPattern, Words};

/// A table of conditions as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ConditionTable {
    tried: Option<Spanned<Words>>,
    wanted: Option<Spanned<Words>>,
    added: Option<Spanned<Words>>,
    made: Option<Spanned<PathOrPattern>>,
    removed: Option<Spanned<PathOrPattern>>,
    activated: Option<Spanned<Named>>,
    active: Option<Spanned<Named>>,
    exit: Option<Spanned<Numbers>>,
    output: Option<Spanned<String>>,
    variable: Option<Spanned<VariableTable>>,
    problem: Option<Spanned<Words>>,
    goal: Option<Spanned<Words>>,
    package: Option<Spanned<String>>,
    ran_in: Option<Spanned<String>>,
    at: Option<Spanned<String>>,
    command: Option<Spanned<String>>,
    unless: Option<Spanned<Box<ConditionTable>>>,
    /// Only at the top of the fence, as the rest.
    #[serde(default)]
    pub(super) when: Vec<Spanned<ConditionTable>>,
    pub(super) over: Option<Spanned<Words>>,
    pub(super) exercise: Option<Spanned<String>>,
    pub(super) base: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct VariableTable {
    name: Option<String>,
    before: Option<Spanned<String>>,
    after: Option<Spanned<String>>,
}

/// Where a table of conditions stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    Fence,
    When,
    Unless,
}

impl ConditionTable {
    /// Whether any condition is given.
    pub(super) fn says_something(&self) -> bool {
        self.says_what_was_seen() || self.unless.is_some()
    }

    fn says_what_was_seen(&self) -> bool {
        let spans = [
            self.tried.as_ref().map(Spanned::span),
            self.wanted.as_ref().map(Spanned::span),
            self.added.as_ref().map(Spanned::span),
            self.made.as_ref().map(Spanned::span),
            self.removed.as_ref().map(Spanned::span),
            self.activated.as_ref().map(Spanned::span),
            self.active.as_ref().map(Spanned::span),
            self.exit.as_ref().map(Spanned::span),
            self.output.as_ref().map(Spanned::span),
            self.variable.as_ref().map(Spanned::span),
            self.problem.as_ref().map(Spanned::span),
            self.goal.as_ref().map(Spanned::span),
            self.package.as_ref().map(Spanned::span),
            self.ran_in.as_ref().map(Spanned::span),
            self.at.as_ref().map(Spanned::span),
            self.command.as_ref().map(Spanned::span),
        ];
        spans.iter().any(Option::is_some)
    }

    /// Keys that stand at the top of a fence only.
    fn top_keys(&self) -> Vec<(&'static str, std::ops::Range<usize>)> {
        let keys = [
            ("over", self.over.as_ref().map(Spanned::span)),
            ("exercise", self.exercise.as_ref().map(Spanned::span)),
            ("base", self.base.as_ref().map(Spanned::span)),
            ("when", self.when.first().map(Spanned::span)),
        ];
        keys.into_iter().filter_map(|(name, span)| Some((name, span?))).collect()
    }
}

/// Reads a table of conditions; nothing when it would hold for everything.
pub(super) fn read_condition(
    toml: &Toml<'_>,
    table: &ConditionTable,
    place: &Place,
    depth: Depth,
    complaints: &mut Complaints,
) -> Option<Condition> {
    if !table.says_what_was_seen() {
        let hint = "write what is seen when it happens, such as `tried = \"pip install\"`";
        complaints.error(place.clone(), "a condition that says nothing would hold for every command", hint);
        return None;
    }
    if depth != Depth::Fence {
        for (name, span) in table.top_keys() {
            let what = format!("`{name}` stands in the wrong table");
            complaints.error(toml.place(&span), what, format!("write `{name}` at the top of the fence"));
        }
    }
    let mut read = Reader { toml, complaints };
    Some(Condition {
        tried: read.words("tried", table.tried.as_ref()),
        wanted: read.words("wanted", table.wanted.as_ref()),
        added: read.added(table.added.as_ref()),
        made: read.thing("made", table.made.as_ref()),
        removed: read.thing("removed", table.removed.as_ref()),
        activated: table.activated.as_ref().map(which),
        active: table.active.as_ref().map(which),
        exit: read.exit(table.exit.as_ref()),
        output: read.pattern("output", table.output.as_ref()),
        variable: read.variable(table.variable.as_ref()),
        problem: read.words("problem", table.problem.as_ref()),
        goal: read.goals(table.goal.as_ref()),
        package: read.one_of("package", table.package.as_ref(), &PACKAGE_STATES),
        ran_in: read.one_of("ran-in", table.ran_in.as_ref(), &PLACES),
        at: read.one_of("at", table.at.as_ref(), &MOMENTS),
        command: read.pattern("command", table.command.as_ref()),
        unless: read.unless(table, depth),
    })
}

const LAYERS: [(&str, AddedTo); 4] = [
    ("environment", AddedTo::Environment),
    ("user", AddedTo::User),
    ("base", AddedTo::Base),
    ("elsewhere", AddedTo::Elsewhere),
];
const PACKAGE_STATES: [(&str, PackageState); 3] = [
    ("wrong-version", PackageState::WrongVersion),
    ("absent", PackageState::Absent),
    ("elsewhere", PackageState::Elsewhere),
];
const PLACES: [(&str, RanIn); 2] = [("shell", RanIn::Shell), ("child", RanIn::Child)];
const MOMENTS: [(&str, Moment); 2] = [("end", Moment::End), ("last-goal", Moment::LastGoal)];

fn which(named: &Spanned<Named>) -> Which {
    match named.as_ref() {
        Named::Said(true) => Which::Any,
        Named::Said(false) => Which::None,
        Named::Name(name) => Which::Named(name.clone()),
    }
}

struct Reader<'r> {
    toml: &'r Toml<'r>,
    complaints: &'r mut Complaints,
}

impl Reader<'_> {
    fn words(&mut self, key: &str, words: Option<&Spanned<Words>>) -> Vec<String> {
        let Some(written) = words else { return Vec::new() };
        let Words(words) = written.as_ref();
        if words.is_empty() || words.iter().any(|word| word.trim().is_empty()) {
            let hint = format!("write `{key} = \"…\"`, or leave `{key}` out");
            self.complaints.error(self.toml.place(&written.span()), format!("`{key}` is empty"), hint);
        }
        words.clone()
    }

    fn pattern(&mut self, key: &str, source: Option<&Spanned<String>>) -> Option<Pattern> {
        self.toml.pattern(key, source?, self.complaints)
    }

    fn unknown(&mut self, key: &str, value: &str, place: Place, known: &[&str]) {
        let what = format!("unknown value `{value}` of `{key}`");
        self.complaints.error(place, what, did_you_mean(value, known));
    }

    fn one_of<T: Copy>(&mut self, key: &str, value: Option<&Spanned<String>>, known: &[(&str, T)]) -> Option<T> {
        let value = value?;
        self.value(key, value.as_ref(), self.toml.place(&value.span()), known)
    }

    fn value<T: Copy>(&mut self, key: &str, value: &str, place: Place, known: &[(&str, T)]) -> Option<T> {
        let found = known.iter().find(|(name, _)| *name == value).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            self.unknown(key, value, place, &names);
        }
        found
    }

    fn added(&mut self, added: Option<&Spanned<Words>>) -> Vec<AddedTo> {
        let layers = self.words("added", added);
        let Some(place) = added.map(|added| self.toml.place(&added.span())) else { return Vec::new() };
        layers.iter().filter_map(|layer| self.value("added", layer, place.clone(), &LAYERS)).collect()
    }

    fn goals(&mut self, goals: Option<&Spanned<Words>>) -> Vec<String> {
        let kinds = self.words("goal", goals);
        let Some(place) = goals.map(|goals| self.toml.place(&goals.span())) else { return Vec::new() };
        for kind in &kinds {
            if !GOALS.contains(&kind.as_str()) {
                self.unknown("goal", kind, place.clone(), &GOALS);
            }
        }
        kinds
    }

    fn thing(&mut self, key: &str, thing: Option<&Spanned<PathOrPattern>>) -> Option<Thing> {
        let thing = thing?;
        let place = self.toml.place(&thing.span());
        match thing.as_ref() {
            PathOrPattern::Path(path) => Some(match path.as_str() {
                "environment" => Thing::AnyEnvironment,
                "file" => Thing::AnyFile,
                "" => {
                    self.complaints.error(place, format!("`{key}` is empty"), format!("write `{key} = \"…\"`, a path"));
                    return None;
                }
                path => Thing::Path(path.to_owned()),
            }),
            PathOrPattern::Patterns(patterns) => {
                let [(what, source)] = patterns.as_slice() else {
                    let hint = format!("write `{key} = {{ environment = '…' }}` or `{key} = {{ file = '…' }}`");
                    self.complaints.error(place, format!("`{key}` is one thing"), hint);
                    return None;
                };
                let thing_of = match what.as_str() {
                    "environment" => Thing::Environment,
                    "file" => Thing::File,
                    other => {
                        self.complaints.unknown(place, "key", other, &["environment", "file"]);
                        return None;
                    }
                };
                let source = Spanned::new(thing.span(), source.clone());
                self.toml.pattern(key, &source, self.complaints).map(thing_of)
            }
        }
    }

    fn exit(&mut self, exit: Option<&Spanned<Numbers>>) -> Option<Exit> {
        let exit = exit?;
        let place = self.toml.place(&exit.span());
        match exit.as_ref() {
            Numbers::Numbers(numbers) if numbers.is_empty() => {
                self.complaints.error(place, "`exit` is empty", "write a number, a list of them, or `\"failed\"`");
                None
            }
            Numbers::Numbers(numbers) => Some(Exit::OneOf(numbers.clone())),
            Numbers::Word(word) => self.value("exit", word, place, &[("failed", ())]).map(|()| Exit::Failed),
        }
    }

    fn variable(&mut self, variable: Option<&Spanned<VariableTable>>) -> Option<VariableCondition> {
        let written = variable?;
        let table = written.as_ref();
        let before = self.pattern("before", table.before.as_ref());
        let after = self.pattern("after", table.after.as_ref());
        let name = table.name.clone().filter(|name| !name.is_empty());
        if name.is_none() || (table.before.is_none() && table.after.is_none()) {
            let hint = "write `variable = { name = \"…\", after = '…' }`, or `before`, or both";
            let what = "`variable` needs a `name` and a pattern";
            self.complaints.error(self.toml.place(&written.span()), what, hint);
            return None;
        }
        Some(VariableCondition { name: name?, before, after })
    }

    fn unless(&mut self, table: &ConditionTable, depth: Depth) -> Option<Box<Condition>> {
        let unless = table.unless.as_ref()?;
        let place = self.toml.place(&unless.span());
        if depth == Depth::Unless {
            let hint = "say what it excepts as a condition of its own, in `[[when]]`";
            self.complaints.error(place, "`unless` inside `unless`", hint);
            return None;
        }
        read_condition(self.toml, unless.as_ref(), &place, Depth::Unless, self.complaints).map(Box::new)
    }
}
