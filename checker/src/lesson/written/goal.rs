//! A `[[goal]]` table: exactly one kind, with the keys that go with it.

use serde::Deserialize;
use toml::Spanned;

use super::super::complaints::{Complaints, did_you_mean, listed};
use super::super::placeholder::with_defaults;
use super::super::{Goal, GoalKind, Presence, VariableValue};
use super::Toml;
use super::requirement::{wrong_in_requirement, wrong_in_specifier};

/// The kinds of goals, as they are written.
pub(in super::super) const GOALS: [&str; 13] = [
    "venv",
    "conda-env",
    "active",
    "deactivated",
    "package",
    "file",
    "requirements",
    "removed",
    "variable",
    "uv-project",
    "module",
    "ran",
    "job",
];

const CREATORS: [&str; 3] = ["venv", "virtualenv", "uv"];
/// Where a job can stand.
const STATES: [&str; 7] = ["pending", "running", "completed", "failed", "cancelled", "timeout", "out-of-memory"];
const LAYERS: [&str; 7] = ["environment", "conda", "base", "user", "pythonpath", "ebpythonprefixes", "pth"];

/// A `[[goal]]` table as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct GoalTable {
    task: Option<Spanned<String>>,
    venv: Option<Spanned<String>>,
    conda_env: Option<Spanned<String>>,
    python: Option<Spanned<String>>,
    system_site_packages: Option<Spanned<bool>>,
    creator: Option<Spanned<String>>,
    active: Option<Spanned<String>>,
    deactivated: Option<Spanned<bool>>,
    package: Option<Spanned<String>>,
    #[serde(rename = "in")]
    environment: Option<Spanned<String>>,
    from: Option<Spanned<String>>,
    absent: Option<Spanned<bool>>,
    file: Option<Spanned<String>>,
    contains: Option<Spanned<String>>,
    requirements: Option<Spanned<String>>,
    removed: Option<Spanned<String>>,
    variable: Option<Spanned<String>>,
    set: Option<Spanned<bool>>,
    equals: Option<Spanned<String>>,
    matches: Option<Spanned<String>>,
    uv_project: Option<Spanned<String>>,
    module: Option<Spanned<String>>,
    ran: Option<Spanned<String>>,
    prints: Option<Spanned<String>>,
    job: Option<Spanned<String>>,
    state: Option<Spanned<String>>,
}

/// The keys that go with a kind.
fn companions(kind: &str) -> &'static [&'static str] {
    match kind {
        "venv" => &["python", "system-site-packages", "creator"],
        "conda-env" => &["python"],
        "package" => &["in", "from", "absent"],
        "file" => &["contains"],
        "requirements" => &["in"],
        "variable" => &["set", "equals", "matches"],
        "ran" => &["prints"],
        "job" => &["state", "prints", "in"],
        _ => &[],
    }
}

/// Reads one goal; nothing when it cannot be one.
pub(super) fn read_goal(toml: &Toml<'_>, goal: Spanned<GoalTable>, complaints: &mut Complaints) -> Option<Goal> {
    let span = goal.span();
    let table = goal.into_inner();
    let reader = GoalReader { toml, table: &table };
    let task = table.task.as_ref().map(|task| task.as_ref().trim().to_owned()).filter(|task| !task.is_empty());
    if task.is_none() {
        let hint = "write `task = \"…\"`: what the learner is to do, in a sentence";
        complaints.error(toml.place(&span), "goal without `task`", hint);
    }
    let written = reader.kinds();
    let kind = match written.as_slice() {
        [] => {
            let hint = format!("write one of {}", listed(&GOALS));
            complaints.error(toml.place(&span), "goal that says nothing must become true", hint);
            return None;
        }
        [(kind, _)] => *kind,
        [(first, _), (second, span), ..] => {
            let what = format!("a goal is one thing, and this is `{first}` and `{second}`");
            complaints.error(toml.place(span), what, "make two `[[goal]]` of it");
            return None;
        }
    };
    reader.refuse_strangers(kind, complaints);
    let kind = reader.kind(kind, complaints)?;
    Some(Goal { task: task?, kind })
}

struct GoalReader<'r> {
    toml: &'r Toml<'r>,
    table: &'r GoalTable,
}

type Key = (&'static str, std::ops::Range<usize>);

impl GoalReader<'_> {
    /// The kinds that are written.
    fn kinds(&self) -> Vec<Key> {
        let goal = self.table;
        let texts = [
            ("venv", &goal.venv),
            ("conda-env", &goal.conda_env),
            ("active", &goal.active),
            ("package", &goal.package),
            ("file", &goal.file),
            ("requirements", &goal.requirements),
            ("removed", &goal.removed),
            ("variable", &goal.variable),
            ("uv-project", &goal.uv_project),
            ("module", &goal.module),
            ("ran", &goal.ran),
            ("job", &goal.job),
        ];
        let mut kinds: Vec<Key> =
            texts.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?.span()))).collect();
        kinds.extend(goal.deactivated.as_ref().map(|value| ("deactivated", value.span())));
        kinds.sort_by_key(|(_, span)| span.start);
        kinds
    }

    /// Complains about keys that do not go with the kind.
    fn refuse_strangers(&self, kind: &str, complaints: &mut Complaints) {
        let goal = self.table;
        let spans = [
            ("python", goal.python.as_ref().map(Spanned::span)),
            ("system-site-packages", goal.system_site_packages.as_ref().map(Spanned::span)),
            ("creator", goal.creator.as_ref().map(Spanned::span)),
            ("in", goal.environment.as_ref().map(Spanned::span)),
            ("from", goal.from.as_ref().map(Spanned::span)),
            ("absent", goal.absent.as_ref().map(Spanned::span)),
            ("contains", goal.contains.as_ref().map(Spanned::span)),
            ("set", goal.set.as_ref().map(Spanned::span)),
            ("equals", goal.equals.as_ref().map(Spanned::span)),
            ("matches", goal.matches.as_ref().map(Spanned::span)),
            ("prints", goal.prints.as_ref().map(Spanned::span)),
            ("state", goal.state.as_ref().map(Spanned::span)),
        ];
        let companions = companions(kind);
        for (name, span) in spans {
            let Some(span) = span.filter(|_| !companions.contains(&name)) else { continue };
            let hint = match companions {
                [] => format!("`{kind}` stands alone; leave `{name}` out or make another `[[goal]]` of it"),
                _ => format!("with `{kind}` go {}", listed(companions)),
            };
            complaints.error(self.toml.place(&span), format!("`{name}` means nothing in a `{kind}` goal"), hint);
        }
    }

    fn kind(&self, kind: &str, complaints: &mut Complaints) -> Option<GoalKind> {
        let goal = self.table;
        Some(match kind {
            "venv" => self.venv(complaints)?,
            "conda-env" => GoalKind::CondaEnv {
                environment: self.text("conda-env", goal.conda_env.as_ref(), complaints)?,
                python: self.python(complaints),
            },
            "active" => GoalKind::Active(self.text("active", goal.active.as_ref(), complaints)?),
            "deactivated" => self.deactivated(complaints)?,
            "package" => self.package(complaints)?,
            "file" => GoalKind::File {
                path: self.text("file", goal.file.as_ref(), complaints)?,
                contains: self.pattern("contains", goal.contains.as_ref(), complaints),
            },
            "requirements" => self.requirements(complaints)?,
            "removed" => GoalKind::Removed(self.text("removed", goal.removed.as_ref(), complaints)?),
            "variable" => GoalKind::Variable {
                name: self.text("variable", goal.variable.as_ref(), complaints)?,
                value: self.variable_value(complaints)?,
            },
            "uv-project" => GoalKind::UvProject(self.text("uv-project", goal.uv_project.as_ref(), complaints)?),
            "module" => GoalKind::Module(self.text("module", goal.module.as_ref(), complaints)?),
            "job" => self.job(complaints)?,
            _ => GoalKind::Ran {
                program: self.text("ran", goal.ran.as_ref(), complaints)?,
                prints: self.pattern("prints", goal.prints.as_ref(), complaints),
            },
        })
    }

    /// The version that is asked of an environment's Python.
    fn python(&self, complaints: &mut Complaints) -> Option<String> {
        let python = self.table.python.as_ref()?;
        let wrong = with_defaults(python.as_ref()).and_then(|specifier| wrong_in_specifier(&specifier));
        if let Some(wrong) = wrong {
            let what = format!("`python = \"{}\"` is no version specifier: {wrong}", python.as_ref());
            let hint = "write one as pip takes it, such as `>=3.9` or `==3.12.*`";
            complaints.error(self.toml.place(&python.span()), what, hint);
        }
        Some(python.as_ref().clone())
    }

    fn venv(&self, complaints: &mut Complaints) -> Option<GoalKind> {
        let goal = self.table;
        let python = self.python(complaints);
        if let Some(creator) = &goal.creator {
            self.one_of("creator", creator, &CREATORS, complaints);
        }
        Some(GoalKind::Venv {
            path: self.text("venv", goal.venv.as_ref(), complaints)?,
            python,
            system_site_packages: goal.system_site_packages.as_ref().map(|said| *said.as_ref()),
            creator: goal.creator.as_ref().map(|creator| creator.as_ref().clone()),
        })
    }

    fn deactivated(&self, complaints: &mut Complaints) -> Option<GoalKind> {
        let said = self.table.deactivated.as_ref()?;
        if !said.as_ref() {
            let hint = "write `deactivated = true`, or `active = \"…\"` for an environment that must be active";
            complaints.error(self.toml.place(&said.span()), "`deactivated` can only be `true`", hint);
            return None;
        }
        Some(GoalKind::Deactivated)
    }

    fn package(&self, complaints: &mut Complaints) -> Option<GoalKind> {
        let goal = self.table;
        let requirement = self.text("package", goal.package.as_ref(), complaints)?;
        let wrong = with_defaults(&requirement).and_then(|requirement| wrong_in_requirement(&requirement));
        if let Some((wrong, package)) = wrong.zip(goal.package.as_ref()) {
            let what = format!("`package = \"{requirement}\"` is no requirement: {wrong}");
            complaints.error(
                self.toml.place(&package.span()),
                what,
                "write a name, perhaps with a version: `idna` or `idna==3.6`",
            );
        }
        if let Some(from) = &goal.from {
            self.one_of("from", from, &LAYERS, complaints);
        }
        let absent = goal.absent.as_ref().is_some_and(|absent| *absent.as_ref());
        Some(GoalKind::Package {
            requirement,
            environment: goal.environment.as_ref().map(|environment| environment.as_ref().clone()),
            from: goal.from.as_ref().map(|from| from.as_ref().clone()),
            presence: if absent { Presence::Absent } else { Presence::Present },
        })
    }

    fn requirements(&self, complaints: &mut Complaints) -> Option<GoalKind> {
        let file = self.table.requirements.as_ref()?;
        let path = self.text("requirements", Some(file), complaints)?;
        let Some(environment) = &self.table.environment else {
            let hint = "write `in = \"…\"`: the environment that the file must equal";
            complaints.error(self.toml.place(&file.span()), "`requirements` without `in`", hint);
            return None;
        };
        Some(GoalKind::Requirements { path, environment: environment.as_ref().clone() })
    }

    fn job(&self, complaints: &mut Complaints) -> Option<GoalKind> {
        let goal = self.table;
        if let Some(state) = &goal.state {
            self.one_of("state", state, &STATES, complaints);
        }
        Some(GoalKind::Job {
            script: self.text("job", goal.job.as_ref(), complaints)?,
            state: goal.state.as_ref().map_or_else(|| "completed".to_owned(), |state| state.as_ref().clone()),
            prints: self.pattern("prints", goal.prints.as_ref(), complaints),
            environment: goal.environment.as_ref().map(|environment| environment.as_ref().clone()),
        })
    }

    fn variable_value(&self, complaints: &mut Complaints) -> Option<VariableValue> {
        let goal = self.table;
        let value = match (&goal.set, &goal.equals, &goal.matches) {
            (None, None, None) => VariableValue::Set,
            (Some(set), None, None) if *set.as_ref() => VariableValue::Set,
            (Some(_), None, None) => VariableValue::Unset,
            (None, Some(equals), None) => VariableValue::Equals(equals.as_ref().clone()),
            (None, None, Some(_)) => {
                VariableValue::Matches(self.pattern("matches", goal.matches.as_ref(), complaints)?)
            }
            _ => {
                let variable = goal.variable.as_ref()?;
                let hint = "keep one of `set`, `equals`, `matches`";
                complaints.error(self.toml.place(&variable.span()), "a variable is judged in one way", hint);
                return None;
            }
        };
        Some(value)
    }

    /// A text that says something.
    fn text(&self, key: &str, text: Option<&Spanned<String>>, complaints: &mut Complaints) -> Option<String> {
        let text = text?;
        if text.as_ref().trim().is_empty() {
            complaints.error(
                self.toml.place(&text.span()),
                format!("`{key}` is empty"),
                format!("write `{key} = \"…\"`"),
            );
            return None;
        }
        Some(text.as_ref().clone())
    }

    fn pattern(&self, key: &str, source: Option<&Spanned<String>>, complaints: &mut Complaints) -> Option<String> {
        let source = source?;
        self.toml.pattern(key, source, complaints);
        Some(source.as_ref().clone())
    }

    fn one_of(&self, key: &str, value: &Spanned<String>, known: &[&str], complaints: &mut Complaints) {
        let text = value.as_ref();
        if !known.contains(&text.as_str()) {
            let what = format!("unknown value `{text}` of `{key}`");
            complaints.error(self.toml.place(&value.span()), what, did_you_mean(text, known));
        }
    }
}
