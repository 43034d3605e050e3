//! Finding what is wrong with an environment itself: its marks, its interpreter, its place.
//!
//! Only what the files show for certain is a problem; a guess is none.

use std::path::{Path, PathBuf};

use super::Surroundings;
use super::denied::{denied, is_there};
use super::environment;
use super::files;
use super::installed::{Found, installed, scan};
use super::interpreter;
use super::kinds::{Creator, Kind, Layer};
use super::layers;
use super::libraries::Library;
use super::names;
use super::problem::{Problem, ProblemId};
use super::pyvenv::{self, Pyvenv};
use super::reason::NotAnEnvironment;
use super::scripts;
use super::survey::Survey;
use super::version;

/// What is wrong with the environment itself.
pub(super) fn of_environment(survey: &Survey, around: &Surroundings) -> Vec<Problem> {
    let mut problems: Vec<Problem> = environment::judge(survey).err().iter().map(of_reason).collect();
    // The judgement stops at the first; a missing interpreter is told even where `pyvenv.cfg` is broken too.
    if let (Some(first), Err(reason)) = (problems.first(), &survey.interpreter) {
        let second = of_reason(reason);
        if survey.kind() == Kind::Venv && first.id == ProblemId::PyvenvCfgBroken {
            problems.push(second);
        }
    }
    if survey.interpreter.is_ok() {
        problems.extend(dead_names(survey));
    }
    if survey.kind() == Kind::Venv {
        problems.extend(relocated(survey));
    } else {
        problems.extend(stranded(survey));
    }
    if survey.kind() == Kind::Venv || survey.interpreter.is_ok() {
        problems.extend(no_pip(survey));
    }
    if let Some(cfg) = survey.cfg() {
        of_cfg(survey, cfg, &mut problems);
    }
    problems.extend(user_site(survey, around));
    problems
}

fn of_reason(reason: &NotAnEnvironment) -> Problem {
    use NotAnEnvironment as N;
    let (id, path) = match reason {
        N::Nothing(path) | N::File(path) | N::Denied(path) | N::NoMark(path) => (ProblemId::NotAnEnvironment, path),
        N::Closed(path) => (ProblemId::Unreadable, path),
        N::Mark { path, .. } | N::NoHome(path) => (ProblemId::PyvenvCfgBroken, path),
        N::NoHistory(path) => (ProblemId::CondaHistoryMissing, path),
        N::NoInterpreter(path) | N::InterpreterGone { link: path, .. } => (ProblemId::InterpreterMissing, path),
        N::NotExecutable(path) | N::Script(path) | N::NotPython(path) => (ProblemId::NotAnInterpreter, path),
        N::NoSitePackages(path) | N::Unfinished(path) => (ProblemId::Unfinished, path),
    };
    Problem::new(id, path, reason.to_string())
}

/// Names of the interpreter that lead nowhere while another still works.
fn dead_names(survey: &Survey) -> Vec<Problem> {
    let paths = ["python", "python3"].map(|name| survey.root.join("bin").join(name));
    let broken = paths.into_iter().filter_map(|path| Some((interpreter::broken_link(&path)?, path)));
    broken
        .map(|((link, target), path)| {
            let reason = NotAnEnvironment::InterpreterGone { link, target };
            Problem::new(ProblemId::InterpreterMissing, path, reason.to_string())
        })
        .collect()
}

/// Whether it stands where it was made: the path is written into `activate` and into every script.
fn relocated(survey: &Survey) -> Option<Problem> {
    let activate = survey.root.join("bin/activate");
    let text = files::text(&activate, files::SMALL).unwrap_or_default();
    // Not by path: clusters show one folder under several.
    let here = files::identity(&survey.root);
    let elsewhere = |old: &PathBuf| files::identity(old).is_none_or(|there| Some(there) != here);
    if let Some(old) = text.lines().find_map(made_at).filter(elsewhere) {
        return Some(other_place(activate, &old, "`activate` and the scripts in `bin`"));
    }
    // A new environment was made over it, or its `activate` was mended by hand.
    let pip = survey.root.join("bin/pip");
    let interpreter = scripts::interpreter_of(&pip)?;
    let old = version::prefix(&interpreter).map(PathBuf::from).filter(elsewhere)?;
    let is_environments = files::is_file(&old.join("pyvenv.cfg"));
    (is_environments || matches!(is_there(&interpreter), Ok(false)))
        .then(|| other_place(pip, &old, "the scripts in `bin`"))
}

fn other_place(shown: PathBuf, old: &Path, who: &str) -> Problem {
    let still = files::is_file(&old.join("pyvenv.cfg"));
    let old = old.display();
    if still {
        let why = format!("{who} act on `{old}`, from which this one was copied");
        return Problem::new(ProblemId::Copied, shown, why);
    }
    Problem::new(ProblemId::Moved, shown, format!("it was made as `{old}`, and {who} still look there"))
}

/// The path in a `VIRTUAL_ENV=…` line; none where it is worked out when the file is read.
fn made_at(line: &str) -> Option<PathBuf> {
    let line = line.trim();
    let value = line.strip_prefix("export ").unwrap_or(line).strip_prefix("VIRTUAL_ENV=")?;
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
    // A name with a line end in it goes on in the next line.
    if quote.is_some_and(|quote| value.len() == 1 || !value.ends_with(quote)) {
        return None;
    }
    let path = value.trim_matches(['"', '\'']);
    (path.starts_with('/') && !path.contains(['$', '"', '\''])).then(|| PathBuf::from(path))
}

fn no_pip(survey: &Survey) -> Option<Problem> {
    let sites = survey.site_packages();
    // Where it cannot be told, there is one.
    let has = |site: &PathBuf| site.join("pip.py").is_file() || is_there(&site.join("pip")).unwrap_or(true);
    if sites.iter().any(has) {
        return no_command(survey).filter(|_| sites.iter().any(|site| brought_a_command(site)));
    }
    if sites.is_empty() {
        return None;
    }
    let advice = match survey.creator() {
        Some(Creator::Uv) => "uv makes environments without pip; `uv pip` installs into them",
        _ => "a `pip` that is typed here is another Python's",
    };
    Some(Problem::new(ProblemId::NoPip, survey.root.join("bin"), format!("there is no pip in it: {advice}")))
}

/// Whether pip's list of files names its command.
fn brought_a_command(site: &Path) -> bool {
    let Ok(scan) = scan(site) else { return false };
    let lists =
        |found: &Found| files::text(&found.path.join("RECORD"), files::LARGE).is_ok_and(|text| names_pip(&text));
    scan.of("pip").any(lists)
}

fn names_pip(record: &str) -> bool {
    record
        .lines()
        .any(|line| line.starts_with("../") && line.split(',').next().is_some_and(|it| it.ends_with("/bin/pip")))
}

fn no_command(survey: &Survey) -> Option<Problem> {
    let command = survey.root.join("bin/pip");
    if is_there(&command).unwrap_or(true) {
        return None;
    }
    let why =
        "pip is in it and its command is gone: a `pip` that is typed here is another Python's; type `python -m pip`";
    Some(Problem::new(ProblemId::NoPip, command, why))
}

fn of_cfg(survey: &Survey, cfg: &Pyvenv, problems: &mut Vec<Problem>) {
    let path = survey.root.join("pyvenv.cfg");
    let mut add = |id, why: String| problems.push(Problem::new(id, &path, why));
    if let Some(home) = cfg.home().filter(|home| denied(home).is_none()) {
        if !home.is_dir() {
            add(ProblemId::HomeStale, format!("`home` is `{}`, which is gone", home.display()));
        } else if has_no_python(&home) {
            add(ProblemId::HomeStale, format!("`home` is `{}`, where there is no Python", home.display()));
        }
    }
    let misspelt = cfg.misspelt();
    for (written, meant) in &misspelt {
        let effect = if *meant == pyvenv::SYSTEM { ", and Python takes the missing key for true" } else { "" };
        add(ProblemId::MisspeltKey, format!("the key `{written}` should be `{meant}`{effect}"));
    }
    match cfg.system_value() {
        None if !misspelt.iter().any(|(_, meant)| *meant == pyvenv::SYSTEM) => {
            let why = format!("there is no key `{}`, which Python takes for true", pyvenv::SYSTEM);
            add(ProblemId::KeyMissing, why);
        }
        Some(value) if !value.eq_ignore_ascii_case("true") && !value.eq_ignore_ascii_case("false") => {
            let why = format!("`{}` is `{value}`, which Python takes for false", pyvenv::SYSTEM);
            add(ProblemId::MisspeltKey, why);
        }
        _ => {}
    }
    let made = cfg.version().as_deref().and_then(names::line);
    if let (Ok(found), Some(made)) = (&survey.interpreter, made)
        && let Some(now) = found.line.filter(|now| *now != made)
    {
        let why = format!(
            "it was made for Python {}.{} and `{}` is Python {}.{} now: packages of the other are not seen",
            made.0,
            made.1,
            found.path.display(),
            now.0,
            now.1
        );
        add(ProblemId::PythonChanged, why);
    } else {
        problems.extend(stranded(survey));
    }
}

/// Whether a folder can be read and no Python of any kind is in it.
fn has_no_python(folder: &Path) -> bool {
    let mut has_any = false;
    let is_pythons = |name: &str| ["python", "pypy", "graalpy"].iter().any(|stem| name.starts_with(stem));
    files::each_name(folder, |name| has_any |= is_pythons(name)).is_ok() && !has_any
}

/// A `site-packages` of another line with packages in it, while the interpreter is known.
fn stranded(survey: &Survey) -> Option<Problem> {
    let found = survey.interpreter.as_ref().ok()?;
    let line = found.line?;
    let is_other = |library: &&Library| library.line != line || library.is_of_another_build(&found.program);
    let mut sites = survey.libraries.iter().filter(is_other).map(|other| (other, other.path.join("site-packages")));
    let (library, old) = sites.find(|(_, site)| !installed(site).is_empty())?;
    let why = format!("packages lie in `{}`, which only a Python {} reads", old.display(), library.reader());
    Some(Problem::new(ProblemId::PythonChanged, old, why))
}

fn user_site(survey: &Survey, around: &Surroundings) -> Option<Problem> {
    let places = layers::visible(&survey.as_environment(), around);
    let place = places.into_iter().find(|place| place.layer == Layer::User)?;
    let found = installed(&place.path);
    let first = found.first()?;
    let why = format!(
        "this environment sees the user site with {} package(s), `{}` among them; every Python of this line shares it",
        found.len(),
        first.name
    );
    Some(Problem::new(ProblemId::UserSiteVisible, place.path, why))
}
