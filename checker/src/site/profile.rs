//! A site's file, as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::checked::Checked;

/// A site.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The file's stem.
    #[serde(skip)]
    pub id: String,
    /// The format's number.
    format: u32,
    /// What people call it.
    pub name: String,
    /// The site's own documentation.
    pub documentation: Option<String>,
    /// What it has: `modules`, `venv`, `conda`, `uv`, `slurm`, `index`, …
    #[serde(default)]
    pub has: Vec<String>,
    /// Where work belongs; a template.
    pub work: Option<String>,
    /// Where its wheelhouse lies, with which exercises can be done without an index; a template.
    pub wheelhouse: Option<String>,
    /// How it is recognised.
    #[serde(default)]
    pub recognise: Recognise,
    /// What `checker doctor --report` wrote down there.
    pub checked: Option<Checked>,
    /// What stands for `{{name}}`.
    #[serde(default)]
    pub values: BTreeMap<String, Value>,
}

/// How a site is recognised: any one of these is enough.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recognise {
    /// A regular expression for the host name.
    pub host: Option<String>,
    /// A variable that is set there, as `NAME` or `NAME=value`.
    pub variable: Option<String>,
}

/// A value, with where it comes from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// The value.
    pub value: String,
    /// The day on which it was compared with the page.
    pub checked: Option<String>,
    /// The page.
    pub page: Option<String>,
}

/// What is wrong with a site's file.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// It is not the TOML that is expected.
    #[error("{}", source.message())]
    Toml {
        /// The line, from 1.
        line: usize,
        /// What the reader says.
        source: Box<toml::de::Error>,
    },
    /// It is of a later format.
    #[error("this site file is of format {0}, and this checker reads format 1")]
    Later(u32),
    /// A pattern is none.
    #[error("`recognise.host` is not a regular expression: {0}")]
    Pattern(#[from] regex::Error),
}

impl ProfileError {
    /// The line that it is about, from 1.
    pub fn line(&self) -> usize {
        match self {
            ProfileError::Toml { line, .. } => *line,
            ProfileError::Later(_) | ProfileError::Pattern(_) => 1,
        }
    }
}

/// Reads a site's file.
pub fn parse(id: &str, text: &str) -> Result<Profile, ProfileError> {
    let mut profile: Profile = toml::from_str(text).map_err(|source| {
        let start = source.span().map_or(0, |span| span.start.min(text.len()));
        ProfileError::Toml { line: text[..start].matches('\n').count() + 1, source: Box::new(source) }
    })?;
    if profile.format > 1 {
        return Err(ProfileError::Later(profile.format));
    }
    if let Some(pattern) = &profile.recognise.host {
        regex::Regex::new(pattern)?;
    }
    profile.id = id.to_owned();
    Ok(profile)
}

/// What is built in: somebody's own machine.
pub fn laptop() -> Profile {
    Profile {
        id: "laptop".to_owned(),
        format: 1,
        name: "Your own machine".to_owned(),
        documentation: None,
        has: ["venv", "index"].map(str::to_owned).to_vec(),
        work: Some("~/checker".to_owned()),
        wheelhouse: None,
        recognise: Recognise::default(),
        checked: None,
        values: BTreeMap::new(),
    }
}
