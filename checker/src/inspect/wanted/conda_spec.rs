//! What an `environment.yml` asks conda for: the `MatchSpec` language (CEP 29), as far as files use it.
//!
//! Read are name, version and build, by position or in `[version=…,build=…]`; the channel is passed over, because it
//! says where to get a package and not what it is. Refused by name: addresses of single packages, regular expressions
//! and parentheses.

use std::fmt;

use thiserror::Error;

use super::conda_version::{CondaVersion, compare};

/// A specification of one conda package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::inspect) struct CondaSpec {
    /// The package's name, in lower case as conda has all names.
    pub(in crate::inspect) name: String,
    /// Alternatives, of each of which all must hold; empty for any version.
    versions: Vec<Vec<Clause>>,
    /// The build, in which `*` stands for anything.
    build: Option<String>,
    /// Version and build as they stand in the file.
    asked: String,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Clause {
    Any,
    Exactly(CondaVersion),
    Not(CondaVersion),
    StartsWith(CondaVersion),
    NotStartsWith(CondaVersion),
    Less(CondaVersion),
    LessOrSame(CondaVersion),
    More(CondaVersion),
    MoreOrSame(CondaVersion),
    /// At least the first, and beginning with the second.
    Compatible(CondaVersion, CondaVersion),
    /// A text with `*` inside.
    Glob(String),
}

/// Why a text is no specification that is understood here.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(in crate::inspect) enum CondaSpecError {
    /// No name.
    #[error("`{0}` does not begin with the name of a package")]
    Name(String),
    /// A version that is none.
    #[error("`{0}` is not a version that conda knows")]
    Version(String),
    /// Something that CEP 29 has and that is not read here.
    #[error("it has {0}, which is not compared here")]
    NotRead(&'static str),
}

impl CondaSpec {
    /// Reads a specification.
    ///
    /// # Errors
    /// What is no specification, or not understood here.
    pub(in crate::inspect) fn parse(text: &str) -> Result<Self, CondaSpecError> {
        let text = text.split_once(" #").map_or(text, |(before, _)| before).trim();
        if text.ends_with(".tar.bz2") || text.ends_with(".conda") {
            return Err(CondaSpecError::NotRead("the address of one package file"));
        }
        let (positional, keys) = match text.split_once('[') {
            Some((positional, rest)) => {
                let inner =
                    rest.trim_end().strip_suffix(']').ok_or(CondaSpecError::NotRead("a `[` without its `]`"))?;
                (positional, keys(inner)?)
            }
            None => (text, Vec::new()),
        };
        // `channel/subdir:namespace:name`.
        let own = positional.rsplit_once(':').map_or(positional, |(_, own)| own).trim();
        let end = own.find([' ', '\t', '=', '<', '>', '!', '~']).unwrap_or(own.len());
        let (name, rest) = own.split_at(end);
        let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if name.is_empty() || !name.chars().all(is_letter) {
            return Err(CondaSpecError::Name(own.to_owned()));
        }
        let (mut version, mut build) = version_and_build(rest.trim());
        for (key, value) in keys {
            match key.as_str() {
                "version" => version = value,
                "build" => build = Some(value),
                "channel" | "subdir" => {}
                _ => return Err(CondaSpecError::NotRead("a key other than `version` and `build`")),
            }
        }
        let asked = [Some(version.clone()).filter(|version| !version.is_empty()), build.clone()];
        let asked = asked.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let versions = alternatives(&version)?;
        let build = build.filter(|build| build != "*");
        if build.as_ref().is_some_and(|build| build.starts_with('^')) {
            return Err(CondaSpecError::NotRead("a regular expression"));
        }
        Ok(Self { name: name.to_lowercase(), versions, build, asked })
    }

    /// Whether a version will do; `None` where the text is no version that conda knows.
    pub(in crate::inspect) fn allows_version(&self, version: &str) -> Option<bool> {
        if self.versions.is_empty() {
            return Some(true);
        }
        let read = CondaVersion::parse(version)?;
        Some(self.versions.iter().any(|all| all.iter().all(|clause| clause.holds(&read, version))))
    }

    /// Whether a build will do.
    pub(in crate::inspect) fn allows_build(&self, build: &str) -> bool {
        self.build.as_ref().is_none_or(|wanted| glob(&wanted.to_lowercase(), &build.to_lowercase()))
    }
}

impl fmt::Display for CondaSpec {
    /// What is asked of the package, without its name: `=1.26.*`, `>=1.20,<2`; nothing for any version.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.asked)
    }
}

impl Clause {
    fn holds(&self, version: &CondaVersion, text: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Exactly(wanted) => compare(version, wanted).is_eq(),
            Self::Not(wanted) => compare(version, wanted).is_ne(),
            Self::StartsWith(wanted) => version.starts_with(wanted),
            Self::NotStartsWith(wanted) => !version.starts_with(wanted),
            Self::Less(wanted) => compare(version, wanted).is_lt(),
            Self::LessOrSame(wanted) => compare(version, wanted).is_le(),
            Self::More(wanted) => compare(version, wanted).is_gt(),
            Self::MoreOrSame(wanted) => compare(version, wanted).is_ge(),
            Self::Compatible(least, start) => compare(version, least).is_ge() && version.starts_with(start),
            Self::Glob(pattern) => glob(pattern, &text.to_lowercase()),
        }
    }

    fn parse(text: &str) -> Result<Self, CondaSpecError> {
        let wrong = || CondaSpecError::Version(text.to_owned());
        let version = |text: &str| CondaVersion::parse(text).ok_or_else(wrong);
        let operators = ["==", "!=", "<=", ">=", "~=", "<", ">", "="];
        let operator = operators.into_iter().find(|operator| text.starts_with(operator)).unwrap_or("");
        let rest = text[operator.len()..].trim();
        if matches!(operator, "" | "=") && rest == "*" {
            return Ok(Self::Any);
        }
        // `1.26.*` and `1.26*` both mean: begins with 1.26.
        let start = rest.strip_suffix('*').map(|start| start.trim_end_matches(['*', '.']));
        if start.unwrap_or(rest).contains('*') {
            return if operator.is_empty() { Ok(Self::Glob(rest.to_lowercase())) } else { Err(wrong()) };
        }
        Ok(match (operator, start) {
            ("" | "=" | "==", Some(start)) => Self::StartsWith(version(start)?),
            ("!=", Some(start)) => Self::NotStartsWith(version(start)?),
            ("=", None) => Self::StartsWith(version(rest)?),
            ("" | "==", None) => Self::Exactly(version(rest)?),
            // The text of CEP 29 says "not beginning with"; conda, mamba and rattler all take it for "not equal".
            ("!=", None) => Self::Not(version(rest)?),
            // An ordered comparison with a star is one without it, as conda warns and does.
            ("<", start) => Self::Less(version(start.unwrap_or(rest))?),
            ("<=", start) => Self::LessOrSame(version(start.unwrap_or(rest))?),
            (">", start) => Self::More(version(start.unwrap_or(rest))?),
            (">=", start) => Self::MoreOrSame(version(start.unwrap_or(rest))?),
            _ => {
                let least = version(rest)?;
                let start = least.without_last().ok_or_else(wrong)?;
                Self::Compatible(least, start)
            }
        })
    }
}

fn alternatives(text: &str) -> Result<Vec<Vec<Clause>>, CondaSpecError> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    if text.contains(['(', ')']) {
        return Err(CondaSpecError::NotRead("parentheses"));
    }
    if text.starts_with('^') {
        return Err(CondaSpecError::NotRead("a regular expression"));
    }
    text.split('|').map(|all| all.split(',').map(|clause| Clause::parse(clause.trim())).collect()).collect()
}

/// Takes apart what stands behind the name: `=1.26.4=py311_0`, `>=1.20, <2`, ` 1.26.4 py311_0`. A version alone behind
/// one `=` is the beginning of one; with a build it is the whole.
fn version_and_build(text: &str) -> (String, Option<String>) {
    let text = closed_up(text);
    let (version, build) = match text.split_once(char::is_whitespace) {
        Some((version, build)) => (version.to_owned(), Some(build.trim().to_owned())),
        None => {
            let bare = text.trim_start_matches(['=', '<', '>', '!', '~']);
            let from = text.len() - bare.len();
            // Not the `=` of a further operator, as in `>=1,<=2`.
            let at = bare.match_indices('=').map(|(at, _)| from + at).rfind(|at| {
                let before = text[..*at].chars().next_back();
                let after = text[at + 1..].chars().next();
                !matches!(before, Some('<' | '>' | '=' | '!' | '~' | ',' | '|')) && after != Some('=')
            });
            match at {
                Some(at) => {
                    let version = text[..at].strip_prefix('=').map_or(&text[..at], |rest| rest.trim_start_matches('='));
                    (version.to_owned(), Some(text[at + 1..].to_owned()))
                }
                None => (text, None),
            }
        }
    };
    (version, build.filter(|build| !build.is_empty()))
}

/// Without the blanks around operators, commas and bars, which mean nothing.
fn closed_up(text: &str) -> String {
    let is_joint = |c: char| matches!(c, '=' | '<' | '>' | '!' | '~' | ',' | '|');
    let mut closed = String::with_capacity(text.len());
    let mut blank = false;
    for letter in text.chars() {
        if letter.is_whitespace() {
            blank = true;
            continue;
        }
        // `,` and `|` join what stands on both sides, an operator what follows it.
        let joined = closed.ends_with(is_joint) || matches!(letter, ',' | '|');
        if blank && !joined && !closed.is_empty() {
            closed.push(' ');
        }
        blank = false;
        closed.push(letter);
    }
    closed
}

/// The pairs of `version='>=1,<2', build=py*`.
fn keys(text: &str) -> Result<Vec<(String, String)>, CondaSpecError> {
    let mut pairs = Vec::new();
    let mut rest = text.trim_start_matches([' ', ',']);
    while !rest.is_empty() {
        let Some((key, value)) = rest.split_once('=') else {
            return Err(CondaSpecError::NotRead("a key without a value"));
        };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('\'' | '"')) => {
                value[1..].split_once(quote).ok_or(CondaSpecError::NotRead("a quote without its end"))?
            }
            _ => value.split_at(value.find([',', ' ']).unwrap_or(value.len())),
        };
        pairs.push((key.trim().to_lowercase(), value.trim().to_owned()));
        rest = after.trim_start_matches([' ', ',']);
    }
    Ok(pairs)
}

/// Whether a text matches a pattern in which `*` stands for any text.
fn glob(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let Some(last) = pieces.next_back() else { return rest.is_empty() };
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(spec: &str, version: &str) -> bool {
        let spec = CondaSpec::parse(spec).unwrap_or_else(|error| panic!("{spec}: {error}"));
        spec.allows_version(version).expect("a version")
    }

    #[test]
    fn every_form_of_a_version_is_understood() {
        for (spec, yes, no) in [
            ("numpy", "1.26.4", ""),
            ("numpy=1.26", "1.26.4", "1.27"),
            ("numpy =1.26", "1.26.4", "1.260"),
            ("numpy = 1.26", "1.26.4", "1.27"),
            ("numpy=1.26.*", "1.26.4", "1.2"),
            ("numpy 1.26.*", "1.26.4", "1.2"),
            ("numpy=1.26*", "1.26.4", "1.2"),
            ("numpy==1.26.4", "1.26.4", "1.26.5"),
            ("numpy==1.26", "1.26.0", "1.26.4"),
            ("numpy 1.26.4", "1.26.4", "1.26.4.1"),
            ("numpy>=1.20,<2", "1.26.4", "2.0"),
            ("numpy >= 1.20 , < 2", "1.26.4", "1.19"),
            ("numpy>=1.20.*,<=2", "1.20.0", "2.0.1"),
            ("numpy=1.26.4=py311h64a7726_0", "1.26.4", "1.26.4.1"),
            ("numpy>=1.20,<2=py311*", "1.26.4", "2.0"),
            ("numpy 1.26.4 py311h64a7726_0", "1.26.4", "1.26"),
            ("numpy=1.25|=1.26", "1.26.4", "1.27"),
            ("numpy 1.25.*|1.26.*", "1.25.4", "1.27"),
            ("numpy!=1.26.4", "1.26.5", "1.26.4"),
            ("numpy!=1.26", "1.26.5", "1.26"),
            ("numpy!=1.26.*", "1.27", "1.26.5"),
            ("numpy~=0.5.3", "0.5.9", "0.6.0"),
            ("numpy<2.0a0", "1.99", "2.0a1"),
            ("conda-forge::numpy=1.26", "1.26.4", "1.27"),
            ("conda-forge/linux-64::numpy>1", "1.1", "1"),
            ("numpy[version='>=1.20,<2',build=py311*]", "1.26.4", "2.0"),
            ("numpy[version=1.26.*]", "1.26.4", "1.2"),
            ("numpy *", "1", ""),
            ("numpy 1.*.4", "1.26.4", "1.26.5"),
        ] {
            assert!(allows(spec, yes), "{spec} allows {yes}");
            assert!(no.is_empty() || !allows(spec, no), "{spec} does not allow {no}");
        }
    }

    #[test]
    fn builds_are_matched_with_stars() {
        let spec = CondaSpec::parse("numpy=1.26.4=py311*_0").expect("a specification");
        assert!(spec.allows_build("py311h64a7726_0") && !spec.allows_build("py312h64a7726_0"));
        assert_eq!(spec.to_string(), "1.26.4 py311*_0");
        assert!(CondaSpec::parse("numpy=1.26.4=*").expect("a specification").allows_build("anything"));
        assert!(glob("a*b*c", "a-b-b-c") && !glob("a*b", "a-c") && !glob("ab*ba", "aba") && glob("ab", "ab"));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for text in [
            "",
            "=1.2",
            "numpy(1)",
            "numpy=",
            "numpy>=",
            "numpy==1..2",
            "numpy[version=1",
            "numpy[md5=abc]",
            "numpy[version='1]",
            "numpy[x]",
            "https://host/c/linux-64/numpy-1.26.4-py311_0.conda",
            "numpy (>=1|<2)",
            "numpy ^1$",
            "numpy~=1",
            "“numpy”",
            "numpy 1.26 py 3",
        ] {
            let read = CondaSpec::parse(text);
            let is_build = text == "numpy 1.26 py 3";
            assert!(read.is_err() || is_build, "{text}: {read:?}");
        }
        let secret = CondaSpec::parse("https://host/t/TOKEN/chan::numpy=1").expect("a specification");
        assert!(!format!("{secret:?}").contains("TOKEN"));
    }

    #[test]
    fn a_name_alone_asks_for_nothing_more() {
        let spec = CondaSpec::parse("NumPy").expect("a specification");
        assert_eq!((spec.name.as_str(), spec.to_string().as_str()), ("numpy", ""));
        assert_eq!(spec.allows_version("no version at all?"), Some(true));
    }
}
