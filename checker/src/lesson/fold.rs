//! What a fold is for: the attributes of its tag.
//!
//! It reads one tag; what stands in the fold is read elsewhere.

use super::complaints::{Complaints, did_you_mean, listed};
use super::{FoldClass, Place};

const CLASSES: [&str; 10] =
    ["site", "has", "shell", "hint", "solution", "mistake", "recover", "answer", "teacher", "more"];
const ATTRIBUTES: [&str; 5] = ["class", "id", "for", "open", "name"];

/// Shells that read a command as `sh` does.
pub(super) const BOURNE: [&str; 5] = ["bash", "zsh", "sh", "ksh", "dash"];
/// Shells with a language of their own.
const OTHERS: [&str; 3] = ["fish", "tcsh", "csh"];

/// Reads the attributes of a `<details>` tag.
pub(super) fn fold_class(attributes: &str, place: &Place, complaints: &mut Complaints) -> Option<FoldClass> {
    let attributes = split(attributes);
    for (name, _) in attributes.iter().filter(|(name, _)| !ATTRIBUTES.contains(name)) {
        complaints.unknown(place.clone(), "attribute", name, &ATTRIBUTES);
    }
    let value = |wanted: &str| {
        let found = attributes.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    };
    let Some(class) = value("class") else {
        let hint = format!("write `<details class=\"…\">` with one of {}", listed(&CLASSES));
        complaints.error(place.clone(), "fold without a class", hint);
        return None;
    };
    let mut words = class.split_whitespace();
    let kind = words.next().unwrap_or_default();
    let rest: Vec<String> = words.map(str::to_owned).collect();
    let mut refuse = |what: String, hint: String| {
        complaints.error(place.clone(), what, hint);
        None
    };
    match kind {
        "site" if rest.is_empty() => {
            refuse("`site` names no site".to_owned(), "write `class=\"site uppmax\"`, or `site other`".to_owned())
        }
        "site" => Some(FoldClass::Site(rest)),
        "solution" => Some(FoldClass::Solution(rest)),
        "has" => match rest.as_slice() {
            [one] => Some(FoldClass::Has(one.clone())),
            _ => refuse("`has` goes with exactly one name".to_owned(), "write `class=\"has modules\"`".to_owned()),
        },
        "shell" => {
            if rest.is_empty() {
                return refuse("`shell` names no shell".to_owned(), "write `class=\"shell tcsh\"`".to_owned());
            }
            match rest.iter().find(|name| !BOURNE.contains(&name.as_str()) && !OTHERS.contains(&name.as_str())) {
                Some(unknown) => {
                    let known = [&BOURNE[..], &OTHERS].concat();
                    refuse(format!("unknown shell `{unknown}`"), did_you_mean(unknown, &known))
                }
                None => Some(FoldClass::Shell(rest)),
            }
        }
        "mistake" | "recover" if rest.is_empty() => {
            let (attribute, example) =
                if kind == "mistake" { ("id", "id=\"…\"") } else { ("for", "for=\"mistake-id\"") };
            match value(attribute) {
                Some(id) if kind == "mistake" => Some(FoldClass::Mistake(id.to_owned())),
                Some(id) => Some(FoldClass::Recover(id.to_owned())),
                None => refuse(
                    format!("`{kind}` fold without `{attribute}`"),
                    format!("write `<details class=\"{kind}\" {example}>`"),
                ),
            }
        }
        "hint" | "answer" | "teacher" | "more" if rest.is_empty() => Some(match kind {
            "hint" => FoldClass::Hint,
            "answer" => FoldClass::Answer,
            "teacher" => FoldClass::Teacher,
            _ => FoldClass::More,
        }),
        known if CLASSES.contains(&known) => {
            refuse(format!("unknown fold class `{class}`"), format!("write `class=\"{known}\"`"))
        }
        unknown => refuse(format!("unknown fold class `{unknown}`"), did_you_mean(unknown, &CLASSES)),
    }
}

/// Splits `name="value" name` as HTML does.
fn split(attributes: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            found.push((name, ""));
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        found.push((name, value));
        rest = after.trim_start();
    }
    found
}
