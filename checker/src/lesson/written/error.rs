//! What is wrong with a piece of TOML, in words that a lesson's author can use.
//!
//! The reader's own messages speak of types and parsers; those that authors meet are put differently here.

use toml::de::Error;

use super::super::complaints::Complaints;
use super::Toml;

/// Keys whose value is a number.
const NUMBERS: [&str; 4] = ["teaching", "minutes", "format", "exit"];

/// Tables that may be there more than once.
const LISTS: [&str; 3] = ["goal", "when", "track"];

/// Complains about what the reader refused.
pub(super) fn complain(toml: &Toml<'_>, error: &Error, complaints: &mut Complaints) {
    let span = error.span().unwrap_or_default();
    let place = toml.place(&span);
    let key = key_before(toml.text, span.start);
    let message = error.message();
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let mut names = rest.split('`').skip(1).step_by(2);
        let name = names.next().unwrap_or_default();
        let known: Vec<&str> = names.collect();
        complaints.unknown(place, "key", name, &known);
    } else if let Some((line, name)) = single_table(toml.text).filter(|_| is_about_tables(message)) {
        let hint = format!("write `[[{name}]]`, with two brackets");
        let place = toml.page.place_of_line(toml.line + line);
        complaints.error(place, format!("`{name}` is a list of tables"), hint);
    } else if let Some(rest) =
        message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))
    {
        let (found, expected) = rest.split_once(", expected ").unwrap_or((rest, "something else"));
        let what = format!("`{key}` cannot be {}", found_in_words(found));
        complaints.error(place, what, format!("write {}", expected_in_words(expected, key)));
    } else if let Some(rest) = message.strip_prefix("missing field ") {
        complaints.error(place, format!("{rest} is missing"), format!("write {rest} here"));
    } else if message.starts_with("duplicate key") {
        let what = format!("`{}` is written twice", toml.text.get(span).unwrap_or(key).trim());
        complaints.error(place, what, "keep one of them");
    } else if let Some(word) = bare_word(&place.text) {
        let key = place.text.split('=').next().unwrap_or_default().trim();
        let hint = if NUMBERS.contains(&key) {
            format!("write a whole number, such as `{key} = 10`")
        } else {
            format!("put a text in double quotes: `{key} = \"{word}\"`")
        };
        let what = format!("`{word}` is neither a number nor a text in quotes");
        complaints.error(place, what, hint);
    } else if let Some(key) = place.text.trim_end().strip_suffix('=') {
        let key = key.trim();
        let hint = format!("write `{key} = …`, or take the line out");
        complaints.error(place.clone(), format!("`{key}` has no value"), hint);
    } else {
        let message = message.lines().next().unwrap_or_default();
        let hint = "write `key = value`, a text in double quotes, a list in square brackets";
        complaints.error(place, format!("this is not TOML: {message}"), hint);
    }
}

/// The key whose value stands at `offset`: the name before the last `=`, else the first of the line.
fn key_before(text: &str, offset: usize) -> &str {
    let before = text.get(..offset).unwrap_or_default();
    let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    let name = match line.trim_end().strip_suffix('=') {
        Some(name) => name.trim_end().rsplit([' ', '{', ',']).next(),
        None => line.split('=').next(),
    };
    match name.map(str::trim) {
        Some(name) if !name.is_empty() => name,
        _ => text.get(offset..).and_then(|rest| rest.split(['=', '\n']).next()).unwrap_or_default().trim(),
    }
}

/// The value of `key = word` when it is a bare word.
fn bare_word(line: &str) -> Option<&str> {
    let value = line.split_once('=')?.1.split('#').next().unwrap_or_default().trim();
    let is_word = value.starts_with(|first: char| first.is_alphabetic())
        && !value.contains(['"', '\'', '[', '{', '='])
        && !matches!(value, "true" | "false");
    is_word.then_some(value)
}

/// The line and the name of the first `[name]` that must be `[[name]]`.
fn single_table(text: &str) -> Option<(usize, &str)> {
    let names = text.lines().map(|line| line.trim().strip_prefix('[').and_then(|name| name.strip_suffix(']')));
    names.enumerate().find_map(|(line, name)| Some((line, name.filter(|name| LISTS.contains(name))?)))
}

fn is_about_tables(message: &str) -> bool {
    message.starts_with("duplicate key") || message.starts_with("invalid type: map")
}

fn found_in_words(found: &str) -> String {
    let inner = |quote: char| found.split_once(quote).map_or(found, |(_, rest)| rest.trim_end_matches(quote));
    match found.split(' ').next().unwrap_or_default() {
        "string" => format!("the text `{}`", inner('"')),
        "integer" | "floating" => format!("the number `{}`", inner('`')),
        "boolean" => format!("`{}`", inner('`')),
        "sequence" => "a list".to_owned(),
        "map" => "a table".to_owned(),
        _ => found.to_owned(),
    }
}

fn expected_in_words(expected: &str, key: &str) -> String {
    match expected {
        "u32" | "i64" | "i32" => format!("a whole number, such as `{key} = 10`"),
        "a string" => format!("a text in double quotes: `{key} = \"…\"`"),
        "a boolean" => format!("`{key} = true` or `{key} = false`"),
        "a sequence" => format!("a list in square brackets: `{key} = [\"…\"]`"),
        // A struct's name means nothing to an author.
        _ if expected.starts_with("struct ") => format!("a table: `{key} = {{ … }}`"),
        _ => expected.to_owned(),
    }
}
