//! Putting a site's values where a lesson says `{{name}}`.

use crate::lesson::Complaint;
use crate::lesson::Place;
use crate::lesson::Severity;
use crate::lesson::placeholders;

use super::profile::Profile;

/// A placeholder that has neither a value nor a default.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{{{{{name}}}}}` has no value at the site `{site}` and no default")]
pub struct Unfilled {
    /// Its name.
    pub name: String,
    /// The site.
    pub site: String,
    /// The line in the text, from 1.
    pub line: usize,
}

impl Unfilled {
    /// What its author has to mend in the file with this text.
    pub fn complaint(&self, file: &str, text: &str) -> Complaint {
        let line = text.lines().nth(self.line - 1).unwrap_or_default().to_owned();
        let (name, site) = (&self.name, &self.site);
        Complaint {
            severity: Severity::Error,
            place: Place { file: file.into(), line: self.line, text: line },
            what: self.to_string(),
            hint: format!("write `{{{{{name}|…}}}}` with a default, or add it to `sites/{site}.toml`"),
        }
    }
}

/// A text with the values of a site in it, and what could not be filled (it stays as it is written).
pub fn fill(text: &str, profile: &Profile) -> (String, Vec<Unfilled>) {
    let mut filled = String::with_capacity(text.len());
    let mut unfilled = Vec::new();
    let mut from = 0;
    for placeholder in placeholders(text) {
        filled.push_str(&text[from..placeholder.span.start]);
        from = placeholder.span.end;
        match profile.values.get(&placeholder.name).map(|value| &value.value).or(placeholder.default.as_ref()) {
            Some(value) => filled.push_str(value),
            None => {
                filled.push_str(&text[placeholder.span.clone()]);
                unfilled.push(Unfilled { name: placeholder.name, site: profile.id.clone(), line: placeholder.line });
            }
        }
    }
    filled.push_str(&text[from..]);
    (filled, unfilled)
}

#[cfg(test)]
mod tests {
    use super::super::profile::{laptop, parse};
    use super::fill;

    #[test]
    fn a_site_fills_in_its_own_value_and_others_the_default() {
        let cluster = parse("a", "format = 1\nname = \"A\"\n[values.python]\nvalue = \"Python/3.12.3\"\n").unwrap();
        assert_eq!(fill("load {{python|Python/3}}!", &cluster).0, "load Python/3.12.3!");
        assert_eq!(fill("load {{python|Python/3}}!", &laptop()).0, "load Python/3!");
    }

    #[test]
    fn what_has_no_value_stays_and_is_named() {
        let (text, unfilled) = fill("one\n{{nothing}}", &laptop());
        assert_eq!(text, "one\n{{nothing}}");
        assert_eq!(unfilled[0].to_string(), "`{{nothing}}` has no value at the site `laptop` and no default");
        assert_eq!(unfilled[0].line, 2);
    }
}
