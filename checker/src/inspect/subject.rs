//! What a path leads to: an environment, or a Python without one.
//!
//! The folder of either will do, and so will an interpreter in it. Sound or not is not asked here.

use std::path::{Path, PathBuf};

use super::Surroundings;
use super::files;
use super::interpreter::{self, Interpreter, Proof};
use super::kinds::{Kind, Layer};
use super::layers::{self, Place};
use super::owner;
use super::reason::NotAnEnvironment;
use super::survey::{self, Survey};
use super::version;

/// What is looked at.
pub(super) enum Subject {
    /// An environment.
    Environment(Survey),
    /// A Python by itself.
    Base(BasePython),
}

/// A Python by itself.
pub(super) struct BasePython {
    /// Its prefix, the folder above its `bin`.
    pub(super) prefix: PathBuf,
    pub(super) interpreter: Interpreter,
    pub(super) line: (u32, u32),
}

/// Looks at a path. An error says why there is neither.
pub(super) fn subject(path: &Path, proof: Proof) -> Result<Subject, NotAnEnvironment> {
    if files::is_file(path) {
        return match owner::owner_of(path) {
            Some(root) => survey::survey(&root, proof).map(Subject::Environment),
            None => base_python(interpreter::examine(path, proof)?)
                .map(Subject::Base)
                .ok_or_else(|| NotAnEnvironment::File(path.to_owned())),
        };
    }
    survey::survey(path, proof).map(Subject::Environment).or_else(|reason| {
        let found = interpreter::find(&path.join("bin"), proof).ok().and_then(base_python);
        // A `bin` with a link to the system's Python is no Python of its own.
        let inside = found.filter(|found| std::fs::canonicalize(path).is_ok_and(|path| path == found.prefix));
        inside.map(Subject::Base).ok_or(reason)
    })
}

fn base_python(interpreter: Interpreter) -> Option<BasePython> {
    let prefix = version::prefix(&interpreter.program)?.to_owned();
    let line = interpreter.line?;
    Some(BasePython { prefix, interpreter, line })
}

impl BasePython {
    /// Its version, as full as its files tell it.
    pub(super) fn version(&self) -> Option<String> {
        let (major, minor) = self.line;
        version::of_prefix(&self.prefix, Some(self.line)).or_else(|| Some(format!("{major}.{minor}")))
    }
}

impl Subject {
    /// Its folder.
    pub(super) fn root(&self) -> &Path {
        match self {
            Self::Environment(survey) => &survey.root,
            Self::Base(base) => &base.prefix,
        }
    }

    /// Which kind it is.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Environment(survey) => survey.kind(),
            Self::Base(_) => Kind::Base,
        }
    }

    /// The line of its Python.
    pub(super) fn line(&self) -> Option<(u32, u32)> {
        match self {
            Self::Environment(survey) => survey.line,
            Self::Base(base) => Some(base.line),
        }
    }

    /// The folder of its libraries, where that may not be looked into.
    pub(super) fn closed(&self) -> Option<PathBuf> {
        match self {
            Self::Environment(survey) => survey.closed_library(),
            Self::Base(_) => None,
        }
    }

    /// The version of its Python, as full as files tell it.
    pub(super) fn python(&self) -> Option<String> {
        match self {
            Self::Environment(survey) => survey.python.clone(),
            Self::Base(base) => base.version(),
        }
    }

    /// The layer that is its own.
    pub(super) fn own(&self) -> Layer {
        match self.kind() {
            Kind::Conda => Layer::Conda,
            Kind::Base => Layer::Base,
            Kind::Venv | Kind::None => Layer::Environment,
        }
    }

    /// Where its Python looks for packages, in its order; what `.pth` files add is left out.
    pub(super) fn places(&self, around: &Surroundings) -> Vec<Place> {
        match self {
            Self::Environment(survey) => layers::visible(&survey.as_environment(), around),
            Self::Base(base) => layers::of_base(&base.prefix, base.line, &base.interpreter.program, around),
        }
    }
}
