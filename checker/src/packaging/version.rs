//! A version and the order of versions (PEP 440). How one is written is `version_text`'s matter.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::number::Number;

/// A version (PEP 440).
///
/// It is shown in its normal form, and compared by meaning: `1.0` and `1.0.0` are equal.
#[derive(Clone, Debug)]
pub struct Version {
    pub(super) epoch: Number,
    /// Never empty.
    pub(super) release: Vec<Number>,
    pub(super) pre: Option<(Phase, Number)>,
    pub(super) post: Option<Number>,
    pub(super) dev: Option<Number>,
    /// Empty when there is none.
    pub(super) local: Vec<Label>,
}

/// The phase of a pre-release, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Phase {
    Alpha,
    Beta,
    Candidate,
}

/// A part of a local version. A number is above any word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Label {
    Word(Box<str>),
    Number(Number),
}

/// Where the pre-release of a version stands: one with a `.dev` alone is before the first alpha, one without is last.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Early<'a> {
    DevAlone,
    Phase(&'a (Phase, Number)),
    No,
}

/// A `.dev` is before the same version without.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Dev<'a> {
    Dev(&'a Number),
    No,
}

/// What is compared. A version without a post-release (`None`) or a local part (an empty one) is before those with.
type Key<'a> = (&'a Number, &'a [Number], Early<'a>, Option<&'a Number>, Dev<'a>, &'a [Label]);

impl Version {
    /// The numbers of the release, as many as are written: `[3, 11]` of `3.11rc1`.
    #[must_use]
    pub fn release(&self) -> &[Number] {
        &self.release
    }

    /// Whether it is a pre-release: an alpha, a beta, a release candidate, or any version with `.dev`.
    #[must_use]
    pub fn is_prerelease(&self) -> bool {
        self.pre.is_some() || self.dev.is_some()
    }

    /// The version without what a redistributor added (`+…`).
    pub(super) fn public(&self) -> Self {
        Self { local: Vec::new(), ..self.clone() }
    }

    /// The release without the zeros at its end, which do not count.
    pub(super) fn significant(&self) -> &[Number] {
        let zeros = self.release.iter().rev().take_while(|number| **number == 0).count();
        &self.release[..self.release.len() - zeros]
    }

    fn key(&self) -> Key<'_> {
        let early = match &self.pre {
            Some(phase) => Early::Phase(phase),
            None if self.post.is_none() && self.dev.is_some() => Early::DevAlone,
            None => Early::No,
        };
        let dev = self.dev.as_ref().map_or(Dev::No, Dev::Dev);
        (&self.epoch, self.significant(), early, self.post.as_ref(), dev, &self.local)
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Version {}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.epoch != 0 {
            write!(f, "{}!", self.epoch)?;
        }
        joined(f, &self.release)?;
        if let Some((phase, number)) = &self.pre {
            let letters = match phase {
                Phase::Alpha => "a",
                Phase::Beta => "b",
                Phase::Candidate => "rc",
            };
            write!(f, "{letters}{number}")?;
        }
        if let Some(number) = &self.post {
            write!(f, ".post{number}")?;
        }
        if let Some(number) = &self.dev {
            write!(f, ".dev{number}")?;
        }
        if !self.local.is_empty() {
            f.write_str("+")?;
            joined(f, &self.local)?;
        }
        Ok(())
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Number(number) => number.fmt(f),
        }
    }
}

fn joined<T: fmt::Display>(f: &mut fmt::Formatter<'_>, parts: &[T]) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(".")?;
        }
        part.fmt(f)?;
    }
    Ok(())
}
