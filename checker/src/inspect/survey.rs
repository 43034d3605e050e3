//! The first look at a path: every mark of an environment that is there, sound or not.
//!
//! It collects and does not judge: [`super::look`] judges strictly, [`super::report()`] tells all of it.

use std::path::{Path, PathBuf};

use super::conda;
use super::denied::denied;
use super::environment::Environment;
use super::files::{self, Failure};
use super::interpreter::{self, Interpreter, Proof};
use super::kinds::{Creator, Kind};
use super::libraries::{self, Library, Reader, libraries};
use super::names;
use super::pyvenv::Pyvenv;
use super::reason::NotAnEnvironment;
use super::version;

/// What marks a folder as an environment.
pub(super) enum Mark {
    /// A readable `pyvenv.cfg`.
    Cfg(Pyvenv),
    /// A `pyvenv.cfg` that cannot be read.
    Unreadable(Failure),
    /// virtualenv before 20 wrote no `pyvenv.cfg`; this is the prefix in its `lib/pythonX.Y/orig-prefix.txt`.
    OriginalPrefix { base: PathBuf, library: PathBuf },
    /// `conda-meta/history`.
    Conda,
    /// conda's records, or its unfinished work, without the history.
    CondaWithoutHistory,
}

/// Everything that the first look found.
pub(super) struct Survey {
    /// The folder, links resolved.
    pub(super) root: PathBuf,
    pub(super) mark: Mark,
    pub(super) interpreter: Result<Interpreter, NotAnEnvironment>,
    /// The line of the interpreter, or, without one, of the Python that the environment was made with.
    pub(super) line: Option<(u32, u32)>,
    /// The Python's version, as full as is known.
    pub(super) python: Option<String>,
    /// The `lib/pythonX.Y` folders.
    pub(super) libraries: Vec<Library>,
}

/// Looks at a path. An error says that nothing marks an environment here.
pub(super) fn survey(path: &Path, proof: Proof) -> Result<Survey, NotAnEnvironment> {
    let about = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::PermissionDenied => NotAnEnvironment::Denied(path.to_owned()),
        _ => NotAnEnvironment::Nothing(path.to_owned()),
    })?;
    if !about.is_dir() {
        return Err(NotAnEnvironment::File(path.to_owned()));
    }
    let root = std::fs::canonicalize(path).map_err(|_| NotAnEnvironment::Denied(path.to_owned()))?;
    let libraries = libraries(&root);
    let mark = mark(&root, &libraries)?;
    if matches!(mark, Mark::Unreadable(Failure::Denied)) && denied(&root.join("pyvenv.cfg")).is_some() {
        return Err(NotAnEnvironment::Denied(root));
    }
    let interpreter = interpreter::find(&root.join("bin"), proof);
    let cfg = if let Mark::Cfg(cfg) = &mark { Some(cfg) } else { None };
    let python = match &mark {
        Mark::Conda | Mark::CondaWithoutHistory => version::of_conda(&root),
        Mark::OriginalPrefix { base, library } => version::of_original(base, library),
        _ => version::of_environment(&root, interpreter.as_ref().ok(), cfg),
    };
    let line = interpreter
        .as_ref()
        .ok()
        .and_then(|found| found.line)
        .or_else(|| python.as_deref().and_then(names::line))
        .or_else(|| libraries.first().filter(|_| libraries.len() == 1).map(|only| only.line));
    Ok(Survey { root, mark, interpreter, line, python, libraries })
}

fn mark(root: &Path, libraries: &[Library]) -> Result<Mark, NotAnEnvironment> {
    // First, because an environment made by venv inside a conda prefix is what its Python obeys.
    match files::text(&root.join("pyvenv.cfg"), files::LARGE) {
        Ok(text) => return Ok(Mark::Cfg(Pyvenv::parse(&text))),
        Err(Failure::Missing) if std::fs::symlink_metadata(root.join("pyvenv.cfg")).is_err() => {}
        Err(failure) => return Ok(Mark::Unreadable(failure)),
    }
    if conda::is_prefix(root) {
        return Ok(Mark::Conda);
    }
    for Library { path, .. } in libraries {
        if let Ok(text) = files::text(&path.join("orig-prefix.txt"), files::SMALL) {
            return Ok(Mark::OriginalPrefix { base: PathBuf::from(text.trim()), library: path.clone() });
        }
    }
    if conda::is_without_history(root) {
        return Ok(Mark::CondaWithoutHistory);
    }
    Err(NotAnEnvironment::NoMark(root.to_owned()))
}

impl Survey {
    /// The own `site-packages` that its interpreter looks into: those of its line only, since after an upgrade of
    /// Python the packages of the old line are there and are not seen.
    pub(super) fn site_packages(&self) -> Vec<PathBuf> {
        let mine = match self.line {
            None => self.libraries.iter().map(|library| library.path.clone()).collect(),
            Some(line) => {
                let program = self.interpreter.as_ref().ok().map(|found| found.program.as_path());
                let base = if self.kind() == Kind::Conda { Some(self.root.clone()) } else { self.base() };
                libraries::read_by(&self.libraries, Reader { line, program, base: base.as_deref() })
            }
        };
        files::existing(mine.into_iter().map(|library| library.join("site-packages")))
    }

    /// Whether any line has a `site-packages`.
    pub(super) fn has_site_packages(&self) -> bool {
        self.libraries.iter().any(|library| library.path.join("site-packages").is_dir())
    }

    /// The folder of all libraries, where it may not be looked into.
    pub(super) fn closed_library(&self) -> Option<PathBuf> {
        let library = self.root.join("lib");
        files::is_closed(&library).then_some(library)
    }

    /// What the file says, where there is one.
    pub(super) fn cfg(&self) -> Option<&Pyvenv> {
        if let Mark::Cfg(cfg) = &self.mark { Some(cfg) } else { None }
    }

    /// The kind that the mark stands for.
    pub(super) fn kind(&self) -> Kind {
        if self.is_conda() { Kind::Conda } else { Kind::Venv }
    }

    /// Whether conda made it, or began to.
    pub(super) fn is_conda(&self) -> bool {
        matches!(self.mark, Mark::Conda | Mark::CondaWithoutHistory)
    }

    /// The tool that made it, where the mark tells.
    pub(super) fn creator(&self) -> Option<Creator> {
        match &self.mark {
            Mark::Cfg(cfg) => Some(cfg.creator()),
            Mark::Unreadable(_) => None,
            Mark::OriginalPrefix { .. } => Some(Creator::Virtualenv),
            Mark::Conda | Mark::CondaWithoutHistory => Some(Creator::Conda),
        }
    }

    /// The prefix of the Python that it was made from.
    pub(super) fn base(&self) -> Option<PathBuf> {
        match &self.mark {
            Mark::Cfg(cfg) => cfg.base(),
            Mark::OriginalPrefix { base, .. } => Some(base.clone()),
            Mark::Unreadable(_) | Mark::Conda | Mark::CondaWithoutHistory => None,
        }
    }

    /// Whether packages of the base are seen; `None` where there is no base or nothing tells.
    pub(super) fn system_site_packages(&self) -> Option<bool> {
        match &self.mark {
            Mark::Cfg(cfg) => Some(cfg.system_site_packages()),
            Mark::OriginalPrefix { library, .. } => Some(!files::is_file(&library.join("no-global-site-packages.txt"))),
            Mark::Unreadable(_) | Mark::Conda | Mark::CondaWithoutHistory => None,
        }
    }

    /// The same facts without any judgement of whether it is real.
    pub(super) fn as_environment(&self) -> Environment {
        Environment {
            root: self.root.clone(),
            kind: self.kind(),
            creator: self.creator().unwrap_or(Creator::Venv),
            interpreter: self.interpreter.as_ref().ok().map(|found| found.path.clone()),
            python: self.python.clone(),
            minor: self.line,
            base: self.base(),
            system_site_packages: self.system_site_packages().unwrap_or(false),
            site_packages: self.site_packages(),
        }
    }
}
