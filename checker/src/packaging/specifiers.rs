//! Version specifiers, all of which are to hold (PEP 440): `>=3.9,<4`.
//!
//! They are asked of what is installed: pre-releases count, because somebody chose them already.

use std::fmt;
use std::str::FromStr;

use super::blanks::trim;
use super::specifier::{Specifier, SpecifierError};
use super::version::Version;

/// Version specifiers. The default asks for nothing.
#[derive(Clone, Debug, Default)]
pub struct Specifiers(Vec<Specifier>);

impl Specifiers {
    /// Whether any version will do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether an installed version satisfies all of them. A text that is no version satisfies only `===` with the same
    /// text (upper and lower case alike, as the specification says), and specifiers that ask for nothing.
    #[must_use]
    pub fn allows(&self, installed: &str) -> bool {
        let installed = trim(installed);
        let version = Version::from_str(installed).ok();
        self.0.iter().all(|specifier| specifier.allows(installed, version.as_ref()))
    }
}

impl FromStr for Specifiers {
    type Err = SpecifierError;

    /// Reads specifiers between commas; nothing between two commas counts as nothing.
    fn from_str(text: &str) -> Result<Self, SpecifierError> {
        text.split(',').filter(|one| !trim(one).is_empty()).map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl PartialEq for Specifiers {
    /// In whatever order, and however often one is repeated.
    fn eq(&self, other: &Self) -> bool {
        let all_in = |these: &Self, those: &Self| these.0.iter().all(|one| those.0.contains(one));
        all_in(self, other) && all_in(other, self)
    }
}

impl Eq for Specifiers {}

impl fmt::Display for Specifiers {
    /// As they are written, without blanks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, specifier) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            specifier.fmt(f)?;
        }
        Ok(())
    }
}
