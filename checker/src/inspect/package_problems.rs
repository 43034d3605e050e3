//! Finding what is wrong with the packages that an environment sees.
//!
//! Faults are sought in the environment's own folders, since the others are not the learner's to mend; what other
//! folders do to its packages is told too. Only what the files show for certain is a problem; a guess is none.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use super::confirm;
use super::files;
use super::kinds::Layer;
use super::problem::{Problem, ProblemId};
use super::pth;
use super::stock::Stock;

/// What other tools than Python's installers brought into an environment's own folders.
pub(super) enum Brought {
    /// These entries, by name; often none.
    Entries(BTreeSet<String>),
    /// That cannot be told.
    Unknown,
}

/// What is wrong with its packages.
pub(super) fn of_packages(
    stocks: &mut [Stock],
    own: Layer,
    line: Option<(u32, u32)>,
    brought: &Brought,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for stock in stocks.iter_mut().filter(|stock| stock.layer == own) {
        for path in &stock.scan.leftovers {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let why = format!("an interrupted uninstall left `{name}` behind; it can be removed");
            problems.push(Problem::new(ProblemId::HalfUninstalled, path, why));
        }
        for (path, why) in &stock.scan.severed {
            problems.push(Problem::new(ProblemId::CodeMissing, path, why));
        }
        for item in &mut stock.items {
            let path = &stock.scan.found[item.index].path;
            // Not a second time in memory: they may be many.
            let faults = item.faults.iter_mut().map(|fault| (fault.id, std::mem::take(&mut fault.why)));
            problems.extend(faults.map(|(id, why)| Problem::new(id, path, why)));
        }
        problems.extend(ambiguous(stock));
        problems.extend(unclaimed(stock, brought));
        problems.extend(runs_code(stock, line));
        for name in stock.scan.pth.iter().filter(|name| pth::is_no_text(&stock.scan.site, name)) {
            let why = format!("`{name}` is not UTF-8, and Python reads it at every start: it ends with an error there");
            problems.push(Problem::new(ProblemId::PthBroken, stock.scan.site.join(name), why));
        }
    }
    problems.extend(shadowed(stocks, own));
    problems
}

/// How many versions of one package are told.
const SHOWN: usize = 10;

fn ambiguous(stock: &Stock) -> Vec<Problem> {
    let several =
        stock.several().map(|items| (items, stock.versions(items))).filter(|(_, versions)| versions.len() > 1);
    several
        .map(|(items, versions)| {
            let first = stock.found(&items[0]);
            let mut shown: Vec<&str> =
                versions.iter().copied().filter(|version| !version.is_empty()).take(SHOWN).collect();
            if versions.len() > SHOWN {
                shown.push("more");
            }
            let why = format!("`{}` is recorded {} times: {}", first.name, items.len(), shown.join(" and "));
            Problem::new(ProblemId::AmbiguousPackage, &first.path, why)
        })
        .collect()
}

/// Code that no distribution claims. Where a distribution does not say what it brought, nobody can tell, and nothing is
/// said.
fn unclaimed(stock: &Stock, brought: &Brought) -> Vec<Problem> {
    let Brought::Entries(entries) = brought else { return Vec::new() };
    if is_of_the_system(&stock.scan.site) {
        return Vec::new();
    }
    let mut claimed: HashSet<Cow<'_, str>> = entries.iter().map(|entry| Cow::from(module(entry))).collect();
    for item in &stock.items {
        let found = stock.found(item);
        if let Some(record) = &item.record {
            if record.is_cut {
                return Vec::new();
            }
            claimed.extend(record.tops.iter().map(|top| Cow::from(module(top))));
        } else if let Some(modules) = confirm::top_level(found) {
            claimed.extend(modules.into_iter().map(Cow::from));
        } else if !item.faults.is_empty() {
            claimed.insert(Cow::from(found.name.replace('-', "_")));
        } else {
            return Vec::new();
        }
    }
    let candidates = stock.scan.others.iter().filter(|name| !claimed.contains(module(name)) && !is_customization(name));
    candidates
        .filter(|name| is_importable(&stock.scan.site, name))
        .map(|name| {
            let why = format!("`import {}` works, but no package claims it: it was copied in by hand", module(name));
            Problem::new(ProblemId::ImportableNotInstalled, stock.scan.site.join(name), why)
        })
        .collect()
}

/// Whether the system's own packages lie here: `dpkg` and `rpm` keep their lists elsewhere, and many of what they install
/// as modules are no distributions.
fn is_of_the_system(site: &Path) -> bool {
    let is_systems = |root: &Path| site.starts_with(root.join("lib")) || site.starts_with(root.join("lib64"));
    site.ends_with("lib/python3/dist-packages") || is_systems(Path::new("/usr"))
}

fn module(entry: &str) -> &str {
    entry.split('.').next().unwrap_or(entry)
}

fn is_importable(site: &Path, name: &str) -> bool {
    let stem = module(name);
    let named = stem.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && stem.chars().all(|c| c.is_alphanumeric() || c == '_');
    // virtualenv and uv put this one into every environment.
    if !named || stem == "_virtualenv" || stem == "__pycache__" {
        return false;
    }
    if name == stem {
        files::is_file(&site.join(name).join("__init__.py"))
    } else {
        name.ends_with(".py") || name.ends_with(".so")
    }
}

/// Modules that Python imports at every start when they are there (documentation of `site`).
fn is_customization(name: &str) -> bool {
    matches!(module(name), "sitecustomize" | "usercustomize")
}

/// Code that runs at every start and that no distribution brought: `.pth` files, but for those that installers write
/// themselves, and the modules of that use.
fn runs_code(stock: &Stock, line: Option<(u32, u32)>) -> Vec<Problem> {
    const KNOWN: [&str; 4] = ["_virtualenv.pth", "easy-install.pth", "setuptools.pth", "distutils-precedence.pth"];
    let listed = |name: &String| {
        stock
            .items
            .iter()
            .any(|item| item.record.as_ref().is_some_and(|record| record.is_cut || record.tops.contains(name)))
    };
    let known = |name: &str| KNOWN.contains(&name) || name.ends_with("-nspkg.pth");
    let strangers = stock.scan.pth.iter().filter(|name| !known(name) && !listed(name));
    let modules = stock.scan.others.iter();
    let modules =
        modules.filter(|name| is_customization(name) && is_importable(&stock.scan.site, name) && !listed(name));
    strangers
        .filter_map(|name| {
            let first = pth::first_code(&stock.scan.site, name, line)?;
            let words: String = first.chars().take(60).collect();
            Some((name, words))
        })
        .chain(modules.map(|name| (name, format!("import {}", module(name)))))
        .map(|(name, words)| {
            let why = format!("every start of Python runs `{words}`, which no package brought");
            Problem::new(ProblemId::RunsCode, stock.scan.site.join(name), why)
        })
        .collect()
}

/// What the environment holds and a folder of `PYTHONPATH` holds too: packages, and code that no package claims.
fn shadowed(stocks: &[Stock], own: Layer) -> Vec<Problem> {
    let own: Vec<&Stock> = stocks.iter().filter(|stock| stock.layer == own).collect();
    let mut problems = Vec::new();
    for stock in stocks.iter().filter(|stock| stock.layer == Layer::Pythonpath) {
        let mut told = BTreeSet::new();
        let mut add = |path: &Path, what: String| {
            let why = format!("`PYTHONPATH` comes first: `import` finds {what} there, not the environment's");
            problems.push(Problem::new(ProblemId::PythonpathShadows, path, why));
        };
        for item in &stock.items {
            let name = &item.package.name;
            if own.iter().flat_map(|stock| &stock.items).any(|other| other.package.name == *name) {
                let version = item.package.version.as_deref().unwrap_or("of unknown version");
                add(&stock.found(item).path, format!("`{name}` {version}"));
                told.insert(name.replace('-', "_"));
                told.extend(item.record.iter().flat_map(|record| &record.tops).map(|top| module(top).to_owned()));
            }
        }
        for name in stock.scan.others.iter().filter(|name| is_importable(&stock.scan.site, name)) {
            let module = module(name);
            if !told.contains(module) && own.iter().any(|stock| stock.scan.has_module(module)) {
                add(&stock.scan.site.join(name), format!("`{module}`"));
            }
        }
    }
    problems
}
