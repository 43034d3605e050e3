//! One version specifier (PEP 440): an operator and a version, as in `>=3.9`.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::blanks::{is_blank, trim};
use super::version::Version;
use super::version_text::VersionError;

/// Why a text is no version specifier.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SpecifierError {
    /// It does not begin with an operator.
    #[error("`{0}` has no operator in front of the version, such as `==` or `>=`")]
    NoOperator(String),
    /// One `=`.
    #[error("`{0}` has one `=`; a version is asked for with `==`")]
    SingleEquals(String),
    /// An operator that Python packaging does not have, such as `=>`.
    #[error("`{wrong}` is no operator; write `{right}`")]
    Operator {
        /// As it is written.
        wrong: String,
        /// The one that was meant.
        right: &'static str,
    },
    /// No version behind the operator.
    #[error("no version behind `{operator}`: {why}")]
    Version {
        /// The operator.
        operator: &'static str,
        /// What is wrong with it.
        why: VersionError,
    },
    /// `.*` where it has no meaning.
    #[error("in `{0}` the `.*` does not stand right behind the numbers of a version that follows `==` or `!=`")]
    Star(String),
    /// A local version where it has no meaning.
    #[error("`{0}` has a local version (`+…`), which can follow `==` and `!=` only")]
    Local(String),
    /// `~=` with one number.
    #[error("`{0}` has one number; behind `~=` stand at least two, as in `~=3.0`")]
    Compatible(String),
    /// `===` with a text that nothing can be equal to.
    #[error("`{0}` has a blank, a `;` or a `)` behind `===`")]
    Arbitrary(String),
}

/// The operators; of two that begin alike the longer stands first.
const OPERATORS: [&str; 8] = ["===", "~=", "==", "!=", "<=", ">=", "<", ">"];

/// What people write instead.
const WRONG: [(&str, &str); 3] = [("=>", ">="), ("=<", "<="), ("<>", "!=")];

/// A version specifier.
#[derive(Clone, Debug)]
pub(super) struct Specifier {
    operator: &'static str,
    /// What stands behind the operator, as it is written.
    text: Box<str>,
    rule: Rule,
}

/// What an installed version is measured by.
#[derive(Clone, Debug, PartialEq)]
enum Rule {
    /// `===`
    Same,
    /// `==1.2.*`
    Within(Version),
    /// `!=1.2.*`
    NotWithin(Version),
    /// `~=`
    Compatible(Version),
    /// `==`
    Equal(Version),
    /// `!=`
    NotEqual(Version),
    /// `<=`
    AtMost(Version),
    /// `>=`
    AtLeast(Version),
    /// `<`
    Below(Version),
    /// `>`
    Above(Version),
}

impl FromStr for Specifier {
    type Err = SpecifierError;

    fn from_str(text: &str) -> Result<Self, SpecifierError> {
        let text = trim(text);
        if let Some((wrong, right)) = WRONG.into_iter().find(|(wrong, _)| text.starts_with(wrong)) {
            return Err(SpecifierError::Operator { wrong: wrong.to_owned(), right });
        }
        let Some(operator) = OPERATORS.into_iter().find(|operator| text.starts_with(operator)) else {
            let text = text.to_owned();
            let single = text.starts_with('=');
            return Err(if single { SpecifierError::SingleEquals(text) } else { SpecifierError::NoOperator(text) });
        };
        let wanted = trim(&text[operator.len()..]);
        Ok(Self { operator, text: wanted.into(), rule: rule(operator, wanted, text)? })
    }
}

fn rule(operator: &'static str, wanted: &str, whole: &str) -> Result<Rule, SpecifierError> {
    if operator == "===" {
        let free = !wanted.contains(|letter| is_blank(letter) || matches!(letter, ';' | ')'));
        return if free { Ok(Rule::Same) } else { Err(SpecifierError::Arbitrary(whole.to_owned())) };
    }
    let stem = wanted.strip_suffix(".*");
    let star = stem.is_some();
    let version = Version::from_str(stem.unwrap_or(wanted)).map_err(|why| SpecifierError::Version { operator, why })?;
    let numbers_alone = version.pre.is_none() && version.post.is_none() && version.dev.is_none();
    if star && !(matches!(operator, "==" | "!=") && numbers_alone && version.local.is_empty()) {
        return Err(SpecifierError::Star(whole.to_owned()));
    }
    if !version.local.is_empty() && !matches!(operator, "==" | "!=") {
        return Err(SpecifierError::Local(whole.to_owned()));
    }
    Ok(match operator {
        "==" if star => Rule::Within(version),
        "!=" if star => Rule::NotWithin(version),
        "==" => Rule::Equal(version),
        "!=" => Rule::NotEqual(version),
        "<=" => Rule::AtMost(version),
        ">=" => Rule::AtLeast(version),
        "<" => Rule::Below(version),
        ">" => Rule::Above(version),
        _ if version.release.len() < 2 => return Err(SpecifierError::Compatible(whole.to_owned())),
        _ => Rule::Compatible(version),
    })
}

impl Specifier {
    /// Whether what is installed satisfies it; `version` is what `text` says, if it is a version.
    pub(super) fn allows(&self, text: &str, version: Option<&Version>) -> bool {
        match (&self.rule, version) {
            (Rule::Same, _) => self.text.to_lowercase() == text.to_lowercase(),
            (_, None) => false,
            (rule, Some(version)) => rule.allows(version),
        }
    }

    /// The version that it names; none behind `===`.
    pub(super) fn version(&self) -> Option<&Version> {
        match &self.rule {
            Rule::Same => None,
            Rule::Within(version)
            | Rule::NotWithin(version)
            | Rule::Compatible(version)
            | Rule::Equal(version)
            | Rule::NotEqual(version)
            | Rule::AtMost(version)
            | Rule::AtLeast(version)
            | Rule::Below(version)
            | Rule::Above(version) => Some(version),
        }
    }
}

impl Rule {
    fn allows(&self, version: &Version) -> bool {
        match self {
            Self::Same => false,
            Self::Within(wanted) => within(version, wanted, wanted.release.len()),
            Self::NotWithin(wanted) => !within(version, wanted, wanted.release.len()),
            // "`~= 2.2.post3` is `>= 2.2.post3, == 2.*`": without the last number.
            Self::Compatible(wanted) => version >= wanted && within(version, wanted, wanted.release.len() - 1),
            Self::Equal(wanted) => equal(version, wanted),
            Self::NotEqual(wanted) => !equal(version, wanted),
            Self::AtMost(wanted) => version.public() <= *wanted,
            Self::AtLeast(wanted) => version >= wanted,
            Self::Below(wanted) => below(version, wanted),
            Self::Above(wanted) => above(version, wanted),
        }
    }
}

/// Local versions count only where one is asked for.
fn equal(version: &Version, wanted: &Version) -> bool {
    if wanted.local.is_empty() { version.public() == *wanted } else { version == wanted }
}

/// The first `length` numbers are the same; a version is padded with zeros first.
fn within(version: &Version, wanted: &Version, length: usize) -> bool {
    let zero = 0.into();
    let padded = version.release.iter().chain(std::iter::repeat(&zero));
    version.epoch == wanted.epoch && wanted.release[..length].iter().zip(padded).all(|(one, two)| one == two)
}

/// "`<V` must not allow a pre-release of the specified version unless that is itself a pre-release": of what is not
/// one, the earliest is `.dev0`.
fn below(version: &Version, wanted: &Version) -> bool {
    if wanted.is_prerelease() { version < wanted } else { *version < Version { dev: Some(0.into()), ..wanted.clone() } }
}

/// "`>V` must not allow a post-release of the given version unless V itself is one, and must not match a local version
/// of the specified version."
fn above(version: &Version, wanted: &Version) -> bool {
    let post_of_it = wanted.post.is_none()
        && wanted.dev.is_none()
        && version.epoch == wanted.epoch
        && version.significant() == wanted.significant()
        && version.pre == wanted.pre;
    version.public() > *wanted && !post_of_it
}

impl PartialEq for Specifier {
    /// By meaning: `==2.8` and `==2.8.0` are equal. Behind `~=` and before `.*` the count of numbers matters.
    fn eq(&self, other: &Self) -> bool {
        let counts = match &self.rule {
            Rule::Same => self.text == other.text,
            Rule::Compatible(_) | Rule::Within(_) | Rule::NotWithin(_) => {
                self.version().map(|version| version.release.len())
                    == other.version().map(|version| version.release.len())
            }
            _ => true,
        };
        self.rule == other.rule && counts
    }
}

impl Eq for Specifier {}

impl fmt::Display for Specifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.operator, self.text)
    }
}
