//! Names: of the folders that describe distributions, and of a Python's line (`python3.11`).
//!
//! Text in, text out; nothing here looks at a file.

use std::str::FromStr;

use crate::packaging::Version;
pub(super) use crate::packaging::normalize;

/// A version as it is shown when only a folder's name tells it: in PEP 440's own spelling where it is one.
pub(super) fn version(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    Version::from_str(text).map_or_else(|_| text.to_owned(), |version| version.to_string())
}

/// Whether a text is a version that is its own normal form for sure: numbers and dots, as most are. Large folders are read
/// twice as fast for it.
fn is_plain(text: &str) -> bool {
    let is_number = |part: &str| {
        let has_no_zero_in_front = part == "0" || !part.starts_with('0');
        !part.is_empty() && has_no_zero_in_front && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    text.split('.').all(is_number)
}

/// Whether both spell one version: `1.0` and `1.0.0`, `2.0rc1` and `2.0.0_rc.1`, and of what is no version of PEP 440,
/// whatever old tools put in the place of a dash.
pub(super) fn same_version(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    match (Version::from_str(one), Version::from_str(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one.replace(['-', '_'], ".") == other.replace(['-', '_'], "."),
    }
}

/// Name and version from the stem of a `.dist-info`, `.egg-info` or `.egg` name.
///
/// The specification allows one dash only, between the two. Older tools wrote more, in names (`my-tgt-1.0`) and in
/// versions (`tgt-1.0-1`): the version is the longest end that can be read as one. Else it is what follows the last
/// dash, if that begins with a digit, as versions from before PEP 440 do.
pub(super) fn split(stem: &str) -> (String, Option<String>) {
    let stem = without_python_tag(stem);
    let readable = stem
        .match_indices('-')
        .map(|(at, _)| (&stem[..at], &stem[at + 1..]))
        .find(|(name, version)| !name.is_empty() && (is_plain(version) || Version::from_str(version).is_ok()));
    let old = || stem.rsplit_once('-').filter(|(_, text)| text.starts_with(|c: char| c.is_ascii_digit()));
    match readable.or_else(old) {
        Some((name, text)) if !name.is_empty() => (normalize(name), Some(version(text))),
        _ => (normalize(stem), None),
    }
}

/// Whether a stem begins with a name, which is given normalised: in any spelling, and with nothing or a mark behind it.
pub(super) fn begins_with(stem: &str, name: &str) -> bool {
    let is_mark = |byte: u8| matches!(byte, b'-' | b'_' | b'.');
    let mut rest = stem.as_bytes();
    for wanted in name.bytes() {
        match rest {
            // Any number of marks is one dash (PEP 503).
            [first, tail @ ..] if is_mark(*first) && wanted == b'-' => {
                let more = tail.iter().take_while(|byte| is_mark(**byte)).count();
                rest = &tail[more..];
            }
            [first, tail @ ..] if first.to_ascii_lowercase() == wanted => rest = tail,
            _ => return false,
        }
    }
    rest.first().is_none_or(|byte| is_mark(*byte))
}

/// Cuts the `-py3.7` (and a platform after it) that eggs carry behind the version.
fn without_python_tag(stem: &str) -> &str {
    let is_tag =
        |rest: &str| rest.strip_prefix("-py").is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit()));
    let tag = stem.match_indices('-').map(|(at, _)| at).find(|at| is_tag(&stem[*at..]));
    match tag {
        Some(at) if at > 0 && stem[..at].contains('-') => &stem[..at],
        _ => stem,
    }
}

/// The line of Python that a file or folder name speaks of: `python3.11`, `python3.13t`, `platform-python3.6`,
/// `pypy3.10`, `libpython3.9.so.1.0`, as `(3, 11)` and so on.
pub(super) fn python_line(name: &str) -> Option<(u32, u32)> {
    let at = name.rfind("python").map(|at| at + 6).or_else(|| name.rfind("pypy").map(|at| at + 4))?;
    line(&name[at..])
}

/// The first two numbers of a version.
pub(super) fn line(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.split('.');
    let major = parts.next()?.parse().ok()?;
    let minor = parts.next()?;
    let digits = minor.find(|c: char| !c.is_ascii_digit()).unwrap_or(minor.len());
    Some((major, minor[..digits].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_version_is_its_own_normal_form() {
        for text in ["1.0", "0", "0.0.1", "10.20.30.40", "1.01", "01", "1.", ".1", "", "1..2", "1.0a", "2024.1"] {
            let normal = Version::from_str(text).map(|version| version.to_string());
            assert!(!is_plain(text) || normal.as_deref() == Ok(text), "{text}");
            assert_eq!(is_plain(text), normal.as_deref() == Ok(text) && !text.contains('a'), "{text}");
        }
    }

    #[test]
    fn names_and_versions_of_every_age_are_told_apart() {
        for (stem, name, version) in [
            ("idna-3.6", "idna", Some("3.6")),
            ("my-tgt-1.0", "my-tgt", Some("1.0")),
            ("tgt-2.0.0_rc.1", "tgt", Some("2.0.0rc1")),
            ("tgt-1.0-1", "tgt", Some("1.0.post1")),
            ("tgt-1.0+cu118", "tgt", Some("1.0+cu118")),
            ("tgt-2012foo", "tgt", Some("2012foo")),
            ("zope.tgt-1.0-py3.7-linux-x86_64", "zope-tgt", Some("1.0")),
            ("my_project", "my-project", None),
            ("my-project", "my-project", None),
        ] {
            assert_eq!(split(stem), (name.to_owned(), version.map(str::to_owned)), "{stem}");
        }
    }

    #[test]
    fn a_stem_begins_with_its_own_name_however_it_is_spelled() {
        for stem in
            ["idna-3.6", "My_Tgt-1.0", "my-tgt-1.0", "zope.tgt-1.0-py3.7", "tgt-1.0-1", "a--b._c-1", "my_project"]
        {
            let (name, _) = split(stem);
            assert!(begins_with(stem, &name), "{stem}: {name}");
            assert!(!begins_with(stem, "other") && !begins_with(stem, &name[..name.len() - 1]), "{stem}: {name}");
        }
        assert!(!begins_with("idna", "idna-ssl"));
    }

    #[test]
    fn the_line_of_a_python_is_read_from_its_name() {
        for (name, line) in [
            ("python3.11", Some((3, 11))),
            ("python3.13t", Some((3, 13))),
            ("platform-python3.6", Some((3, 6))),
            ("pypy3.10", Some((3, 10))),
            ("libpython3.9.so.1.0", Some((3, 9))),
            ("python3", None),
            ("true", None),
        ] {
            assert_eq!(python_line(name), line, "{name}");
        }
    }
}
