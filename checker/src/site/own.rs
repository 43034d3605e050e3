//! What only its people know of a site (their project, say), as they told it: `SITE.NAME = "value"` in one TOML file of their
//! settings. An empty value says that it was asked for and not told.

use std::collections::BTreeMap;

use crate::lesson::placeholders;

use super::profile::{Profile, Value};

/// What the machine knows of its user in a site's `work`: the name, and its first letter, by which some sites sort folders.
pub const USER_NAMES: [&str; 2] = ["user", "user_initial"];

/// The values that a learner told, by site and name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnValues(BTreeMap<String, BTreeMap<String, String>>);

impl OwnValues {
    /// Reads them.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text).map(OwnValues)
    }

    /// Notes a value.
    pub fn tell(&mut self, site: &str, name: &str, value: &str) {
        self.0.entry(site.to_owned()).or_default().insert(name.to_owned(), value.to_owned());
    }

    /// As it stands in the file.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (site, values) in &self.0 {
            text.push_str(&format!("[{}]\n", quoted(site)));
            for (name, value) in values {
                text.push_str(&format!("{} = {}\n", quoted(name), quoted(value)));
            }
        }
        text
    }

    /// Puts them into a site, where it does not say otherwise.
    pub fn put_into(&self, site: &mut Profile) {
        for (name, value) in self.0.get(&site.id).into_iter().flatten().filter(|(_, value)| !value.is_empty()) {
            let value = Value { value: value.clone(), checked: None, page: None };
            site.values.entry(name.clone()).or_insert(value);
        }
    }

    /// What has to be asked to know where work belongs at a site: what nobody said, and nobody was asked for.
    pub fn to_ask(&self, site: &Profile) -> Vec<String> {
        let asked = self.0.get(&site.id);
        let mut names: Vec<String> = Vec::new();
        for placeholder in placeholders(site.work.as_deref().unwrap_or_default()) {
            let name = placeholder.name;
            let is_known =
                USER_NAMES.contains(&name.as_str()) || placeholder.default.is_some() || site.values.contains_key(&name);
            if !is_known && !names.contains(&name) && !asked.is_some_and(|asked| asked.contains_key(&name)) {
                names.push(name);
            }
        }
        names
    }
}

/// A TOML string (TOML 1.0, "basic string").
pub(super) fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
            c => c.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::super::profile::parse;
    use super::*;

    #[test]
    fn what_a_site_cannot_know_is_asked_once() {
        let text = "format = 1\nname = \"S\"\nwork = \"/proj/{{project}}/{{user_initial}}/{{user}}/{{area|work}}\"\n";
        let mut site = parse("s", text).unwrap();
        let mut own = OwnValues::default();
        assert_eq!(own.to_ask(&site), ["project"]);
        own.tell("s", "project", "");
        assert_eq!(own.to_ask(&site), Vec::<String>::new(), "whoever did not tell is not asked again");
        own.put_into(&mut site);
        assert!(!site.values.contains_key("project"));
        own.tell("s", "project", "a \"b\" \\ c");
        let own = OwnValues::parse(&own.text()).unwrap();
        own.put_into(&mut site);
        assert_eq!(site.values["project"].value, "a \"b\" \\ c");
    }
}
