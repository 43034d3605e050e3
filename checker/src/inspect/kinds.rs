//! The words of a report: what kind of environment, who made it, where a package comes from.
//!
//! Names only; nothing here looks at a file.

use serde::Serialize;

/// Which kind of environment stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A virtual environment (PEP 405), whoever made it.
    Venv,
    /// A conda environment.
    Conda,
    /// A Python by itself: the system's, a module's, one that was built.
    Base,
    /// None of these.
    None,
}

/// Which tool made an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Creator {
    /// The standard library's `venv`.
    Venv,
    /// `virtualenv`, of any age.
    Virtualenv,
    /// `uv venv`.
    Uv,
    /// `conda`, `mamba`, `micromamba`.
    Conda,
}

impl Creator {
    /// The name of the tool.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Venv => "venv",
            Self::Virtualenv => "virtualenv",
            Self::Uv => "uv",
            Self::Conda => "conda",
        }
    }
}

/// What kind of package it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PackageKind {
    /// A Python package, whoever installed it: `import` finds it.
    Python,
    /// Something that conda installed and that is no Python package: a library, a compiler, Python itself.
    Conda,
}

/// Where on the import path a package lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// A virtual environment's own `site-packages`.
    Environment,
    /// A conda environment's own `site-packages`.
    Conda,
    /// The Python that a virtual environment was made from, or a Python without any environment.
    Base,
    /// The user site, usually below `~/.local` (PEP 370).
    User,
    /// A folder named by `PYTHONPATH`.
    Pythonpath,
    /// A folder that EasyBuild's modules name by `EBPYTHONPREFIXES`.
    Ebpythonprefixes,
    /// A folder outside, added by a `.pth` file.
    Pth,
}

impl Layer {
    /// Its name, as reports write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::Conda => "conda",
            Self::Base => "base",
            Self::User => "user",
            Self::Pythonpath => "pythonpath",
            Self::Ebpythonprefixes => "ebpythonprefixes",
            Self::Pth => "pth",
        }
    }
}
