//! Versions as conda orders them, which is not PEP 440's order (CEP 33, "Version literals and their ordering").
//!
//! `1.1post1` is later than `1.1.post1`, `1.0.1_` is earlier than `1.0.1a`, and every word but `post` is earlier than
//! every number. Numbers are of any size here: what is compared was made already, and no length must stop a report.

use std::cmp::Ordering;
use std::fmt;

/// A version literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::inspect) struct CondaVersion {
    text: String,
    /// The epoch and the main version, each segment a list of parts.
    main: Vec<Vec<Part>>,
    /// What follows the `+`.
    local: Vec<Vec<Part>>,
}

/// A run of digits, or of anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Without leading zeros, so that the longer one is the larger; nothing at all is zero.
    Number(String),
    /// In lower case.
    Word(String),
}

const ZERO: Part = Part::Number(String::new());

impl CondaVersion {
    /// Reads a version; `None` where a text is none.
    pub(in crate::inspect) fn parse(text: &str) -> Option<Self> {
        let whole = text.trim().to_lowercase().replace('-', "_");
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '!');
        if whole.is_empty() || whole.len() > 256 || !whole.chars().all(allowed) {
            return None;
        }
        let (epoch, rest) = whole.split_once('!').unwrap_or(("0", &whole));
        let (main, local) = match rest.split_once('+') {
            Some((_, "")) => return None,
            Some((main, local)) => (main, segments(local)?),
            None => (rest, Vec::new()),
        };
        if !epoch.bytes().all(|byte| byte.is_ascii_digit()) || epoch.is_empty() {
            return None;
        }
        let mut segments_of_all = vec![vec![number(epoch)]];
        segments_of_all.extend(segments(main)?);
        Some(Self { text: text.trim().to_owned(), main: segments_of_all, local })
    }

    /// Whether this is `prefix` or begins with it segment by segment, as `1.26.4` does with `1.26`.
    pub(in crate::inspect) fn starts_with(&self, prefix: &Self) -> bool {
        let (mine, wanted) = if prefix.local.is_empty() {
            (&self.main, &prefix.main)
        } else if compare_all(&self.main, &prefix.main).is_eq() {
            (&self.local, &prefix.local)
        } else {
            return false;
        };
        let Some((last, before)) = wanted.split_last() else { return true };
        let head = &mine[..mine.len().min(before.len())];
        if compare_all(head, before).is_ne() {
            return false;
        }
        let mine = mine.get(before.len()).map_or(&[][..], Vec::as_slice);
        let Some((end, before)) = last.split_last() else { return true };
        if compare_parts(&mine[..mine.len().min(before.len())], before).is_ne() {
            return false;
        }
        match (mine.get(before.len()).unwrap_or(&ZERO), end) {
            (Part::Word(mine), Part::Word(wanted)) => mine.starts_with(wanted.as_str()),
            (mine, wanted) => mine == wanted,
        }
    }

    /// The version without its last segment, for `~=`; `None` where there is only one.
    pub(in crate::inspect) fn without_last(&self) -> Option<Self> {
        let mut main = self.main.clone();
        main.pop();
        (main.len() > 1).then(|| Self { text: self.text.clone(), main, local: Vec::new() })
    }
}

impl fmt::Display for CondaVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Compares as conda does; `1.1` and `1.1.0` are of one order and are not one text.
pub(in crate::inspect) fn compare(one: &CondaVersion, other: &CondaVersion) -> Ordering {
    compare_all(&one.main, &other.main).then_with(|| compare_all(&one.local, &other.local))
}

fn segments(text: &str) -> Option<Vec<Vec<Part>>> {
    if text.contains(['!', '+']) {
        return None;
    }
    // An underscore at the very end belongs to what stands before it: `1.0.1_` is how openssl says "before `1.0.1a`".
    let (body, tail) = match text.strip_suffix('_') {
        Some(body) if !body.is_empty() => (body, "_"),
        _ => (text, ""),
    };
    let mut pieces: Vec<String> = body.split(['.', '_']).map(str::to_owned).collect();
    pieces.last_mut()?.push_str(tail);
    pieces.iter().map(|piece| segment(piece)).collect()
}

fn segment(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if parts.is_empty() && !digits {
            // Keeps numbers and words in step: `1.1.a1` is `1.1.0a1`.
            parts.push(ZERO);
        }
        parts.push(if digits { number(run) } else { Part::Word(run.to_owned()) });
        rest = after;
    }
    (!parts.is_empty()).then_some(parts)
}

fn number(digits: &str) -> Part {
    Part::Number(digits.trim_start_matches('0').to_owned())
}

fn compare_all(one: &[Vec<Part>], other: &[Vec<Part>]) -> Ordering {
    (0..one.len().max(other.len()))
        .map(|at| compare_parts(one.get(at).map_or(&[], Vec::as_slice), other.get(at).map_or(&[], Vec::as_slice)))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

fn compare_parts(one: &[Part], other: &[Part]) -> Ordering {
    (0..one.len().max(other.len()))
        .map(|at| compare_part(one.get(at).unwrap_or(&ZERO), other.get(at).unwrap_or(&ZERO)))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

fn compare_part(one: &Part, other: &Part) -> Ordering {
    /// `dev`, all other words, numbers, `post`.
    fn rank(part: &Part) -> u8 {
        match part {
            Part::Word(word) if word == "dev" => 0,
            Part::Word(word) if word == "post" => 3,
            Part::Word(_) => 1,
            Part::Number(_) => 2,
        }
    }
    rank(one).cmp(&rank(other)).then_with(|| match (one, other) {
        (Part::Number(one), Part::Number(other)) => one.len().cmp(&other.len()).then_with(|| one.cmp(other)),
        (Part::Word(one), Part::Word(other)) => one.cmp(other),
        _ => Ordering::Equal,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> CondaVersion {
        CondaVersion::parse(text).unwrap_or_else(|| panic!("{text} is a version"))
    }

    #[test]
    fn versions_are_ordered_as_the_specification_s_list_is() {
        let ascending = [
            "0.4",
            "0.4.1.rc",
            "0.4.1+local",
            "0.4.1+0.local",
            "0.4.1",
            "0.4.1+1.local",
            "0.5a1",
            "0.5b3",
            "0.5C1",
            "0.5",
            "0.9.6",
            "0.960923",
            "1.0",
            "1.1dev1",
            "1.1a1",
            "1.1.0dev1",
            "1.1.a1",
            "1.1.0rc1",
            "1.1.0",
            "1.1.post1",
            "1.1post1",
            "1996.07.12",
            "1!0.4.1",
            "1!3.1.1.6",
            "2!0.4.1",
        ];
        for (at, one) in ascending.iter().enumerate() {
            for (place, other) in ascending.iter().enumerate() {
                assert_eq!(compare(&version(one), &version(other)), at.cmp(&place), "{one} and {other}");
            }
        }
        for (one, other) in [
            ("0.4", "0.4.0"),
            ("0.4.1.rc", "0.4.1.RC"),
            ("0.4.1", "0.4.1+0"),
            ("1.1.0dev1", "1.1.dev1"),
            ("1.1.0.0", "1.1"),
            ("1.1.post1", "1.1.0post1"),
            ("1-2", "1_2"),
        ] {
            assert_eq!(compare(&version(one), &version(other)), Ordering::Equal, "{one} and {other}");
        }
    }

    #[test]
    fn an_underscore_at_the_end_comes_before_every_letter() {
        assert!(compare(&version("1.0.1_"), &version("1.0.1a")).is_lt());
        assert!(compare(&version("99999999999999999999999"), &version("99999999999999999999998")).is_gt());
    }

    #[test]
    fn a_version_begins_with_another_segment_by_segment() {
        for (whole, start, holds) in [
            ("1.26.4", "1.26", true),
            ("1.26", "1.26.0", true),
            ("1.260", "1.26", false),
            ("1.26rc1", "1.26", true),
            ("1.26", "1.26rc", false),
            ("1.0.1h", "1.0.1", true),
            ("2.1+sirius6.0.3", "2.1+sirius6", true),
            ("2.2+sirius6.0.3", "2.1+sirius6", false),
        ] {
            assert_eq!(version(whole).starts_with(&version(start)), holds, "{whole} and {start}");
        }
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in ["", " ", "1..2", "a!1", "1!2!3", "1+2+3", "1+", "!1", "1 2", "1.*", "é", "."] {
            assert_eq!(CondaVersion::parse(text), None, "{text:?}");
        }
    }
}
