//! A requirement (PEP 508): a name, extras, versions or an address, and a condition, as in
//! `requests[socks]>=2.8; python_version < "3.12"`.
//!
//! Whoever wrote it gets a reason in plain words for what is refused. Lines of a requirements file may hold more than a
//! requirement (options, comments): that is for who reads such files.

use std::fmt;

use thiserror::Error;

use super::blanks::{GAPS, is_blank};
use super::marker::Marker;
use super::marker_text::MarkerError;
use super::names::{is_name, is_name_letter, normalize};
use super::specifier::SpecifierError;
use super::specifiers::Specifiers;
use super::version::Version;

/// A requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The name, normalised (PEP 503).
    pub name: String,
    /// The name as it is written.
    pub spelled: String,
    /// The extras, normalised (PEP 685), in their order; they change what is installed beside it.
    pub extras: Vec<String>,
    /// The versions that will do; empty for any.
    pub specifiers: Specifiers,
    /// The address behind `@`, as it is written: it may hold a password.
    pub url: Option<String>,
    /// The condition behind `;`.
    pub marker: Option<Marker>,
}

/// Why a text is no requirement.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RequirementError {
    /// Nothing but blanks.
    #[error("a requirement is empty")]
    Empty,
    /// It does not begin with a name.
    #[error("`{0}` does not begin with the name of a package")]
    Name(String),
    /// Quotes around it or inside, such as a shell or a word processor leaves.
    #[error("`{text}` has a quote `{quote}`; a requirement stands without quotes")]
    Quotes {
        /// The text.
        text: String,
        /// The quote.
        quote: char,
    },
    /// Extras without an end, or of a wrong name.
    #[error("the extras of `{0}` are not names between `[` and `]`, with commas between them")]
    Extras(String),
    /// One `=`.
    #[error("`{0}` has one `=`; a version is asked for with `==`")]
    SingleEquals(String),
    /// A second word behind the name.
    #[error("`{0}` has a blank inside; a name has none, and versions begin with an operator such as `==`")]
    Blank(String),
    /// A `(` that is not closed, or something behind its `)`.
    #[error("the parentheses of `{0}` do not stand around its versions")]
    Parentheses(String),
    /// Not a list of version specifiers (PEP 440).
    #[error("`{text}` is not a version specifier: {why}")]
    Specifiers {
        /// What stands behind the name.
        text: String,
        /// What is wrong with it.
        why: SpecifierError,
    },
    /// Commas that do not stand between two specifiers.
    #[error("`{0}` has a comma that does not stand between two versions")]
    Commas(String),
    /// Nothing behind `@`, or more than an address.
    #[error("behind the `@` of `{name}` stands no address, or more than one")]
    Address {
        /// The normalised name.
        name: String,
    },
    /// A version behind `@`, as other tools write it. PEP 508 takes it for an address; no installer finds one there.
    #[error("`{name}@{version}` has an `@`; a version is asked for with `==`")]
    AtVersion {
        /// The name as it is written.
        name: String,
        /// The version as it is written.
        version: String,
    },
    /// An address of `ssh` (`git@host:path`), which PEP 508 takes for a package called `git`.
    #[error("this is an address as `ssh` takes it; one of git begins with `git+ssh://`")]
    OfSsh,
    /// An address without a name and `@`. It is not repeated, because it may hold a password.
    #[error("an address stands behind a name and an `@`, as in `idna @ https://…`")]
    Unnamed,
    /// What stands behind `;` is no condition.
    #[error("the condition behind `;` cannot be understood: {0}")]
    Marker(MarkerError),
    /// A condition, where only a name and versions will do.
    #[error("`{0}` has a condition after `;`, which cannot be judged here")]
    Conditional(String),
    /// An address, where only a name and versions will do.
    #[error("`{name}` is asked for by an address and not by a version")]
    ByAddress {
        /// The normalised name.
        name: String,
    },
}

impl Requirement {
    /// Reads a requirement. Blanks around it do not count.
    ///
    /// # Errors
    /// What is no requirement, and why.
    pub fn parse(text: &str) -> Result<Self, RequirementError> {
        let text = text.trim_matches(GAPS);
        if text.is_empty() {
            return Err(RequirementError::Empty);
        }
        let end = text.find(|letter| !is_name_letter(letter)).unwrap_or(text.len());
        let (spelled, rest) = text.split_at(end);
        if !is_name(spelled) {
            return Err(unnamed(text));
        }
        let (extras, rest) =
            extras(rest.trim_start_matches(GAPS)).ok_or_else(|| RequirementError::Extras(text.into()))?;
        let rest = rest.trim_start_matches(GAPS);
        let (specifiers, url, condition) = match rest.strip_prefix('@') {
            Some(rest) => {
                let (url, condition) = address(rest, spelled)?;
                (Specifiers::default(), Some(url), condition)
            }
            None => {
                let (versions, condition) = split(rest).ok_or_else(|| RequirementError::Parentheses(text.into()))?;
                (specifiers(text, versions)?, None, condition)
            }
        };
        let marker = condition.map(str::parse).transpose().map_err(RequirementError::Marker)?;
        Ok(Self { name: normalize(spelled), spelled: spelled.to_owned(), extras, specifiers, url, marker })
    }

    /// What stands behind the `@` where that is a slip: by PEP 508 it is an address, and no installer takes it for one.
    ///
    /// # Errors
    /// A version, or an address as `ssh` takes it.
    pub fn address(&self) -> Result<Option<&str>, RequirementError> {
        let Some(url) = self.url.as_deref() else { return Ok(None) };
        if url.parse::<Version>().is_ok() {
            return Err(RequirementError::AtVersion { name: self.spelled.clone(), version: url.to_owned() });
        }
        let host = url.split(['/', '\\']).next().unwrap_or(url);
        let is_host = |host: &str| host.contains('.') || self.name == "git";
        let of_ssh = host.split_once(':').is_some_and(|(host, path)| is_host(host) && !path.is_empty());
        if of_ssh { Err(RequirementError::OfSsh) } else { Ok(Some(url)) }
    }

    /// Reads a requirement that is a name and versions alone: one that holds everywhere, and that a version answers.
    ///
    /// # Errors
    /// What is no requirement, and one with a condition or an address.
    pub fn plain(text: &str) -> Result<Self, RequirementError> {
        let requirement = Self::parse(text)?;
        if requirement.url.is_some() {
            return Err(RequirementError::ByAddress { name: requirement.name });
        }
        match requirement.marker {
            Some(_) => Err(RequirementError::Conditional(text.trim_matches(GAPS).to_owned())),
            None => Ok(requirement),
        }
    }
}

fn unnamed(text: &str) -> RequirementError {
    match text.chars().next().filter(|letter| is_quote(*letter)) {
        Some(quote) => RequirementError::Quotes { text: text.to_owned(), quote },
        None => RequirementError::Name(text.to_owned()),
    }
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\'' | '`' | '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»')
}

/// Takes `[a, b]` off the front.
fn extras(text: &str) -> Option<(Vec<String>, &str)> {
    let Some(inner) = text.strip_prefix('[') else {
        return Some((Vec::new(), text));
    };
    let (list, rest) = inner.split_once(']')?;
    if list.trim_matches(GAPS).is_empty() {
        return Some((Vec::new(), rest));
    }
    let names: Vec<&str> = list.split(',').map(|name| name.trim_matches(GAPS)).collect();
    names.iter().all(|name| is_name(name)).then(|| (names.into_iter().map(normalize).collect(), rest))
}

/// The address behind `@`, up to a blank, and the condition behind a blank and a `;`.
fn address<'a>(text: &'a str, name: &str) -> Result<(String, Option<&'a str>), RequirementError> {
    let text = text.trim_start_matches(GAPS);
    let (url, rest) = text.split_once(GAPS).unwrap_or((text, ""));
    let rest = rest.trim_start_matches(GAPS);
    let condition = rest.strip_prefix(';');
    if url.is_empty() || url.contains(is_blank) || (condition.is_none() && !rest.is_empty()) {
        return Err(RequirementError::Address { name: normalize(name) });
    }
    Ok((url.to_owned(), condition))
}

/// The versions, also in the parentheses of old metadata, and the condition behind `;`.
fn split(text: &str) -> Option<(&str, Option<&str>)> {
    let Some(inner) = text.strip_prefix('(') else {
        return Some(text.split_once(';').map_or((text, None), |(versions, condition)| (versions, Some(condition))));
    };
    let (versions, rest) = inner.split_once(')')?;
    let rest = rest.trim_start_matches(GAPS);
    let condition = rest.strip_prefix(';');
    (condition.is_some() || rest.is_empty()).then_some((versions, condition))
}

/// Commas stand between specifiers; one at the end does no harm, as in `packaging`.
fn specifiers(whole: &str, text: &str) -> Result<Specifiers, RequirementError> {
    let text = text.trim_matches(GAPS);
    let mut pieces: Vec<&str> = text.split(',').map(|piece| piece.trim_matches(GAPS)).collect();
    if pieces.len() > 1 {
        pieces.pop_if(|last| last.is_empty());
    }
    if text.is_empty() {
        return Ok(Specifiers::default());
    }
    if pieces.iter().any(|piece| piece.is_empty()) {
        return Err(RequirementError::Commas(whole.to_owned()));
    }
    let why = match text.parse() {
        // The specifiers themselves may have line ends around them; a requirement is one line.
        Ok(specifiers) if !pieces.iter().any(|piece| piece.starts_with(is_blank) || piece.ends_with(is_blank)) => {
            return Ok(specifiers);
        }
        Ok(_) => return Err(RequirementError::Blank(whole.to_owned())),
        Err(why) => why,
    };
    Err(match why {
        _ if text.contains("://") => RequirementError::Unnamed,
        SpecifierError::SingleEquals(_) => RequirementError::SingleEquals(whole.to_owned()),
        // Quotes of a condition are in order.
        why => match text.chars().find(|letter| is_quote(*letter)) {
            Some(quote) => RequirementError::Quotes { text: whole.to_owned(), quote },
            None => versions_error(whole, text, why),
        },
    })
}

fn versions_error(whole: &str, text: &str, why: SpecifierError) -> RequirementError {
    match why {
        SpecifierError::NoOperator(_) if text.starts_with(|letter: char| letter.is_alphanumeric()) => {
            RequirementError::Blank(whole.to_owned())
        }
        why => RequirementError::Specifiers { text: text.to_owned(), why },
    }
}

impl fmt::Display for Requirement {
    /// In PEP 508's form, its name as it was written, its address whole: that may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.spelled)?;
        if !self.extras.is_empty() {
            write!(f, "[{}]", self.extras.join(","))?;
        }
        self.specifiers.fmt(f)?;
        if let Some(url) = &self.url {
            write!(f, " @ {url}")?;
        }
        match (&self.marker, &self.url) {
            // An address ends at a blank.
            (Some(marker), Some(_)) => write!(f, " ; {marker}"),
            (Some(marker), None) => write!(f, "; {marker}"),
            (None, _) => Ok(()),
        }
    }
}
