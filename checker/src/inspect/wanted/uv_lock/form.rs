//! The form of `uv.lock`, version 1, as far as it is used. Fields that are not named here are passed over.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// The file.
#[derive(Debug, Deserialize)]
pub(super) struct File {
    pub(super) version: u32,
    #[serde(rename = "requires-python")]
    pub(super) requires_python: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) manifest: Manifest,
    #[serde(default, rename = "package")]
    pub(super) packages: Vec<Package>,
}

/// What a workspace consists of, where it is more than one project.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Manifest {
    #[serde(default)]
    pub(super) members: Vec<String>,
    /// The groups of a workspace whose root is no project.
    #[serde(default, rename = "dependency-groups")]
    pub(super) groups: BTreeMap<String, Vec<Asked>>,
}

/// A locked package.
#[derive(Debug, Deserialize)]
pub(super) struct Package {
    pub(super) name: Spanned<String>,
    /// A project whose version its build tool tells has none.
    pub(super) version: Option<String>,
    #[serde(default)]
    pub(super) source: Source,
    #[serde(default, rename = "resolution-markers")]
    pub(super) markers: Vec<String>,
    #[serde(default)]
    pub(super) dependencies: Vec<Dependency>,
    #[serde(default, rename = "optional-dependencies")]
    pub(super) optional: BTreeMap<String, Vec<Dependency>>,
    #[serde(default, rename = "dev-dependencies")]
    pub(super) groups: BTreeMap<String, Vec<Dependency>>,
    #[serde(default)]
    pub(super) metadata: Metadata,
}

/// Where a package comes from: one of these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Source {
    pub(super) registry: Option<String>,
    pub(super) git: Option<String>,
    pub(super) url: Option<String>,
    pub(super) path: Option<String>,
    pub(super) directory: Option<String>,
    pub(super) editable: Option<String>,
    #[serde(rename = "virtual")]
    pub(super) virtual_: Option<String>,
    pub(super) subdirectory: Option<String>,
}

/// One edge.
#[derive(Debug, Deserialize)]
pub(super) struct Dependency {
    pub(super) name: String,
    pub(super) version: Option<String>,
    pub(super) source: Option<Source>,
    pub(super) marker: Option<String>,
    #[serde(default)]
    pub(super) extra: Vec<String>,
}

/// What a project asked for when it was locked.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Metadata {
    #[serde(default, rename = "requires-dist")]
    pub(super) requires: Vec<Asked>,
    #[serde(default, rename = "requires-dev")]
    pub(super) groups: BTreeMap<String, Vec<Asked>>,
}

/// A requirement as the lock writes it.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) specifier: Option<String>,
    pub(super) marker: Option<String>,
    #[serde(default)]
    pub(super) extras: Vec<String>,
    pub(super) git: Option<String>,
    pub(super) url: Option<String>,
    #[serde(alias = "directory", alias = "editable", alias = "virtual")]
    pub(super) path: Option<String>,
}
