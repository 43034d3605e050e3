//! What is odd about an environment, with the way back from each.

use crate::inspect::{Kind, Problem, ProblemId, Report};
use crate::ui::clean::Clean;
use crate::ui::screen::Screen;

/// Shows the problems: faults first, then what is good to know.
pub(super) fn show(screen: &Screen, report: &Report) {
    let problems = &report.problems;
    if problems.is_empty() {
        return;
    }
    screen.line("");
    screen.line(&screen.paint.strong("What is odd"));
    for wanted in [Weight::Fault, Weight::Remark] {
        let mark = match wanted {
            Weight::Fault => screen.paint.bad("✘"),
            Weight::Remark => screen.paint.warn("!"),
        };
        let mut mine: Vec<&Problem> = problems.iter().filter(|problem| weight(problem.id) == wanted).collect();
        mine.sort_by_key(|problem| problem.id);
        for (at, problem) in mine.iter().enumerate() {
            screen.hanging(&format!("  {mark} "), &format!("{}: {}", problem.id, Clean(&problem.why)), 4);
            // Once for several of one kind.
            if mine.get(at + 1).is_none_or(|next| next.id != problem.id) {
                screen.hanging("    → ", way_back(problem.id, report.kind), 6);
            }
        }
    }
}

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    /// Something does not work, or not as it seems.
    Fault,
    /// It may be meant so.
    Remark,
}

fn weight(id: ProblemId) -> Weight {
    match id {
        ProblemId::HomeStale
        | ProblemId::NoPip
        | ProblemId::KeyMissing
        | ProblemId::ImportableNotInstalled
        | ProblemId::RunsCode
        | ProblemId::HalfUninstalled
        | ProblemId::UserSiteVisible => Weight::Remark,
        ProblemId::NotAnEnvironment
        | ProblemId::PyvenvCfgBroken
        | ProblemId::InterpreterMissing
        | ProblemId::NotAnInterpreter
        | ProblemId::Unfinished
        | ProblemId::Moved
        | ProblemId::Copied
        | ProblemId::PythonChanged
        | ProblemId::MisspeltKey
        | ProblemId::Unreadable
        | ProblemId::MetadataBroken
        | ProblemId::CodeMissing
        | ProblemId::CacheGone
        | ProblemId::AmbiguousPackage
        | ProblemId::PthBroken
        | ProblemId::PipOverConda
        | ProblemId::EmptyCondaEnvironment
        | ProblemId::CondaHistoryMissing
        | ProblemId::UserSiteShadows
        | ProblemId::PythonpathShadows => Weight::Fault,
    }
}

/// What to do about it, in a sentence.
fn way_back(id: ProblemId, kind: Kind) -> &'static str {
    match id {
        ProblemId::Moved | ProblemId::Copied if kind == Kind::Conda => {
            "make it anew in its new place, from a list: `conda env export --prefix PATH` writes one"
        }
        ProblemId::NoPip if kind == Kind::Conda => "`conda install pip` puts one in; a `pip` typed here acts elsewhere",
        ProblemId::PipOverConda => {
            "`python -m pip uninstall NAME`, then `conda install --force-reinstall NAME`; next time conda first, pip last"
        }
        ProblemId::EmptyCondaEnvironment => "`conda install python pip`, with its name or path, puts a Python in",
        ProblemId::CondaHistoryMissing => "remove the folder, and make the environment anew",
        ProblemId::NotAnEnvironment => "name the folder of an environment, or make one: `python3 -m venv PATH`",
        ProblemId::PyvenvCfgBroken | ProblemId::Unfinished | ProblemId::NotAnInterpreter => {
            "make it anew in an empty folder, and install from your list of requirements"
        }
        ProblemId::InterpreterMissing => {
            "load the module it was made with; where that Python is gone for good, make the environment anew"
        }
        ProblemId::Moved | ProblemId::Copied => {
            "make it anew in its new place, from a list: `python -m pip freeze --local` writes one"
        }
        ProblemId::HomeStale => "its Python may still start; make it anew before you install more",
        ProblemId::PythonChanged => "install the packages again with the Python that is there now, or make it anew",
        ProblemId::NoPip => "`python -m ensurepip` puts one in, or use `uv pip`; a `pip` typed here acts elsewhere",
        ProblemId::MisspeltKey | ProblemId::KeyMissing => {
            "correct it in `pyvenv.cfg`: `include-system-site-packages = false`, or `true`"
        }
        ProblemId::Unreadable => "ask its owner for permission to read it, or make your own",
        ProblemId::HalfUninstalled => "remove what begins with `~` or `-` in that folder; nothing uses it",
        ProblemId::MetadataBroken | ProblemId::CodeMissing => "`python -m pip install --force-reinstall NAME` mends it",
        ProblemId::CacheGone => "install again; `uv pip install --link-mode copy` does not depend on the cache",
        ProblemId::AmbiguousPackage => "uninstall it until pip finds no more of it, then install it once",
        ProblemId::ImportableNotInstalled => "install it with pip, or remove it: no tool will update or list it",
        ProblemId::RunsCode => "look whether you know it: it runs whenever Python starts here",
        ProblemId::PthBroken => "remove it, or write it anew as UTF-8",
        ProblemId::UserSiteVisible => "`export PYTHONNOUSERSITE=1` hides it",
        ProblemId::UserSiteShadows => {
            "`export PYTHONNOUSERSITE=1` hides your user site; or uninstall it there, with no environment active"
        }
        ProblemId::PythonpathShadows => "`unset PYTHONPATH`, or unload the module that sets it",
    }
}
