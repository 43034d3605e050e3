//! `pyproject.toml`: what a project depends on (PEP 621), its optional dependencies and its groups (PEP 735).
//!
//! Where `uv.lock` lies beside it, that decides, as it does for `uv sync`; what the project asks for and the lock does
//! not know yet is asked for beside it. The lists of other tools, such as Poetry's own, are not read.

use std::collections::BTreeSet;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::packaging::Requirement;
use crate::packaging::Specifiers;
use crate::packaging::normalize;

use super::hidden::hidden;
use super::requirements_txt::named;
use super::toml_text::{Lines, get, says, texts};
use super::{
    Address, Extent, FileKind, Line, Lock, Need, NotCompared, Position, Wanted, WantedError, What, source, uv_lock,
};

/// What of a project decides about what `uv sync` installs.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings {
    /// The project's normalised name; a workspace may have none.
    pub(super) name: Option<String>,
    /// The groups that are installed without being asked for; `None` for all.
    pub(super) default_groups: Option<Vec<String>>,
}

/// Reads the text of a project file, and the lock beside it.
pub(super) fn read(path: &Path, text: &str, working_folder: &Path) -> Result<Wanted, WantedError> {
    let lines = Lines::of(text);
    let malformed = |why: String| WantedError::Malformed { path: path.to_owned(), why };
    let document = DeTable::parse(text).map_err(|error| malformed(says(&error, &lines)))?;
    let document = document.get_ref();
    let has = |keys: &[&str]| get(document, keys).is_some();
    if !has(&["project"]) && !has(&["dependency-groups"]) && !has(&["tool", "uv"]) {
        let why = if has(&["tool", "poetry"]) {
            "names its packages in Poetry's own way, which is not compared here".to_owned()
        } else {
            "has no `[project]`, so it names no packages".to_owned()
        };
        return Err(WantedError::UnknownKind { path: path.to_owned(), why });
    }
    for keys in [&["project"][..], &["project", "optional-dependencies"], &["dependency-groups"]] {
        if let Some(value) = get(document, keys).filter(|value| value.get_ref().as_table().is_none()) {
            return Err(malformed(format!("line {}: `{}` is no table", lines.at(value.span().start), keys.join("."))));
        }
    }
    let mut reader = Reader { wanted: Wanted::new(FileKind::Pyproject, path), lines, working_folder };
    reader.python(document);
    let settings = settings(document);
    let lock = path.parent().unwrap_or(Path::new("")).join("uv.lock");
    if let Ok(locked) = source::read(&working_folder.join(&lock)) {
        let lock = uv_lock::parse(&lock, &locked, &settings, working_folder)?;
        reader.dependencies(document, &settings, Some(&lock));
        reader.wanted.lock = Some(lock);
        return Ok(reader.wanted);
    }
    reader.dependencies(document, &settings, None);
    reader.optional(document, &settings);
    // The project itself may be installed or not.
    if let Some(name) = settings.name {
        reader.wanted.spoken_of.push(name);
    }
    Ok(reader.wanted)
}

/// The settings of a project file's text; of one that cannot be read, those of a file that says nothing.
pub(super) fn settings_of(text: &str) -> Settings {
    DeTable::parse(text).map_or_else(|_| Settings::usual(), |document| settings(document.get_ref()))
}

impl Settings {
    /// "By default, uv includes the dev group" (uv's documentation, "Default groups").
    pub(super) fn usual() -> Self {
        Self { name: None, default_groups: Some(vec!["dev".to_owned()]) }
    }
}

fn settings(document: &DeTable<'_>) -> Settings {
    let name = get(document, &["project", "name"]).and_then(|name| name.get_ref().as_str()).map(normalize);
    let default_groups = match get(document, &["tool", "uv", "default-groups"]) {
        Some(all) if all.get_ref().as_str() == Some("all") => None,
        Some(list) => Some(texts(list).into_iter().map(|(_, group)| normalize(group)).collect()),
        None => Settings::usual().default_groups,
    };
    Settings { name, default_groups }
}

fn table<'t, 'i>(document: &'t DeTable<'i>, keys: &[&str]) -> Option<&'t DeTable<'i>> {
    get(document, keys)?.get_ref().as_table()
}

struct Reader<'p> {
    wanted: Wanted,
    lines: Lines,
    working_folder: &'p Path,
}

impl Reader<'_> {
    fn position(&self, byte: usize) -> Position {
        Position { file: self.wanted.path.clone(), line: self.lines.at(byte) }
    }

    fn python(&mut self, document: &DeTable<'_>) {
        let Some(value) = get(document, &["project", "requires-python"]) else { return };
        let Some(text) = value.get_ref().as_str() else { return self.no_text(value) };
        let position = self.position(value.span().start);
        match text.parse::<Specifiers>() {
            Ok(versions) => self.wanted.lines.push(python(position, versions)),
            Err(why) => self.wrong(position, format!("requires-python = \"{text}\""), why.to_string()),
        }
    }

    /// What the project and its default groups depend on. Of a project that is locked, what the lock does not know.
    fn dependencies(&mut self, document: &DeTable<'_>, settings: &Settings, lock: Option<&Lock>) {
        let dynamic = get(document, &["project", "dynamic"]).map(texts).unwrap_or_default();
        if let (None, Some((byte, _))) = (lock, dynamic.iter().find(|(_, what)| *what == "dependencies")) {
            self.wanted.extent = Extent::Open;
            let why = "the tool that builds the project tells its dependencies, not this file";
            self.wrong(self.position(*byte), "dynamic = [\"dependencies\"]".to_owned(), why.to_owned());
        }
        if let Some(list) = get(document, &["project", "dependencies"]) {
            self.list(list, Need::Must, lock, None);
        }
        let Some(groups) = table(document, &["dependency-groups"]) else { return };
        // Without a lock nobody says that a group was installed.
        let need = if lock.is_some() { Need::Must } else { Need::May };
        for (name, list) in groups.iter().filter(|(name, _)| settings.is_default(&normalize(name.get_ref()))) {
            self.group(groups, (name.get_ref(), list), need, lock, &mut BTreeSet::new());
        }
    }

    /// What may be there: optional dependencies and the other groups.
    fn optional(&mut self, document: &DeTable<'_>, settings: &Settings) {
        for (_, list) in table(document, &["project", "optional-dependencies"]).into_iter().flatten() {
            self.list(list, Need::May, None, None);
        }
        if let Some(list) = get(document, &["tool", "uv", "dev-dependencies"]) {
            self.list(list, Need::May, None, None);
        }
        let Some(groups) = table(document, &["dependency-groups"]) else { return };
        for (name, list) in groups.iter().filter(|(name, _)| !settings.is_default(&normalize(name.get_ref()))) {
            self.group(groups, (name.get_ref(), list), Need::May, None, &mut BTreeSet::new());
        }
    }

    /// A group, and those that it includes, each once.
    fn group(
        &mut self,
        groups: &DeTable<'_>,
        (name, list): (&str, &Spanned<DeValue<'_>>),
        need: Need,
        lock: Option<&Lock>,
        seen: &mut BTreeSet<String>,
    ) {
        // Groups that include each other in a chain so long are nobody's; the bound keeps the stack.
        if seen.len() >= 64 || !seen.insert(normalize(name)) {
            return;
        }
        self.list(list, need, lock, Some(&normalize(name)));
        for item in list.get_ref().as_array().into_iter().flatten() {
            let Some(included) = included(item) else { continue };
            match groups.iter().find(|(other, _)| normalize(other.get_ref()) == normalize(included)) {
                Some((other, list)) => self.group(groups, (other.get_ref(), list), need, lock, seen),
                None => {
                    self.wanted.extent = Extent::Open;
                    let why = format!("there is no group `{included}`");
                    self.wrong(self.position(item.span().start), format!("include-group = \"{included}\""), why);
                }
            }
        }
    }

    fn list(&mut self, list: &Spanned<DeValue<'_>>, need: Need, lock: Option<&Lock>, group: Option<&str>) {
        let Some(items) = list.get_ref().as_array() else { return self.no_text(list) };
        for item in items {
            let Some(text) = item.get_ref().as_str() else {
                if group.is_none() || included(item).is_none() {
                    self.no_text(item);
                }
                continue;
            };
            let position = self.position(item.span().start);
            match Requirement::parse(text).and_then(|asked| asked.address().map(drop).map(|()| asked)) {
                Ok(asked) if lock.is_some_and(|lock| lock.knows(group, &asked)) => {}
                Ok(asked) => {
                    let what = match &asked.url {
                        Some(url) => What::Address(Address::parse(url, &[self.working_folder])),
                        None => What::Versions(asked.specifiers),
                    };
                    let (name, extras, marker) = (Some(asked.name), asked.extras, asked.marker);
                    self.wanted.lines.push(Line { position, text: hidden(text), need, name, extras, what, marker });
                }
                Err(why) => {
                    match named(text) {
                        Some(name) => self.wanted.spoken_of.push(name),
                        None => self.wanted.extent = Extent::Open,
                    }
                    self.wrong(position, hidden(text), hidden(&why.to_string()));
                }
            }
        }
    }

    /// A value of a kind that no tool takes there.
    fn no_text(&mut self, value: &Spanned<DeValue<'_>>) {
        self.wanted.extent = Extent::Open;
        let why = "a text is expected here, or a list of texts";
        self.wrong(self.position(value.span().start), "…".to_owned(), why.to_owned());
    }

    fn wrong(&mut self, position: Position, text: String, why: String) {
        self.wanted.not_read.push(NotCompared { position, text, why });
    }
}

/// The group that an entry of a group includes.
fn included<'t>(item: &'t Spanned<DeValue<'_>>) -> Option<&'t str> {
    get(item.get_ref().as_table()?, &["include-group"])?.get_ref().as_str()
}

impl Settings {
    pub(super) fn is_default(&self, group: &str) -> bool {
        self.default_groups.as_ref().is_none_or(|groups| groups.iter().any(|other| other == group))
    }
}

/// The line that asks for a Python.
pub(super) fn python(position: Position, versions: Specifiers) -> Line {
    let text = format!("requires-python = \"{versions}\"");
    let name = Some("python".to_owned());
    Line { position, text, need: Need::Must, name, extras: Vec::new(), what: What::Python(versions), marker: None }
}
