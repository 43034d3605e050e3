//! What `checker doctor --report` wrote down at a site: which of the file's words were seen on which kind of machine.
//!
//! It stands in the site's file as the table `[checked]`, exactly as the report prints it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::own::quoted;

/// A report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checked {
    /// The format's number.
    pub format: u32,
    /// The site that was checked.
    pub site: String,
    /// The day, `2026-11-21`.
    pub day: String,
    /// What kind of machine it was.
    pub host: HostClass,
    /// The version of the program that checked.
    pub checker: String,
    /// The operating system.
    #[serde(default)]
    pub system: String,
    /// Versions of what was found, by name.
    #[serde(default)]
    pub versions: BTreeMap<String, String>,
    /// The checks.
    #[serde(default)]
    pub check: Vec<CheckedLine>,
}

/// What kind of machine a site's file was checked on. Names of hosts are not written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HostClass {
    /// One that the site's own mark recognises.
    Login,
    /// The same, inside a job.
    Compute,
    /// One that it does not: an imitation.
    #[default]
    Elsewhere,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckedLine {
    /// Its kind.
    pub id: String,
    /// What of the file it is about.
    pub about: String,
    /// `ok`, `not-here` or `cannot-tell`.
    pub answer: String,
    /// Why, where it is not `ok`.
    #[serde(default)]
    pub why: String,
}

impl HostClass {
    /// The word for it in the file.
    pub fn word(self) -> &'static str {
        match self {
            HostClass::Login => "login",
            HostClass::Compute => "compute",
            HostClass::Elsewhere => "elsewhere",
        }
    }
}

impl Checked {
    /// How many checks ended so.
    pub fn count(&self, answer: &str) -> usize {
        self.check.iter().filter(|line| line.answer == answer).count()
    }

    /// In one clause: where, when, and how it went.
    pub fn said(&self) -> String {
        let place = match self.host {
            HostClass::Login => "on the cluster",
            HostClass::Compute => "on the cluster, inside a job",
            HostClass::Elsewhere => "on an imitation, not on the cluster",
        };
        let counts: Vec<String> = [("ok", "ok"), ("not-here", "not here"), ("cannot-tell", "could not be told")]
            .into_iter()
            .map(|(answer, words)| (self.count(answer), words))
            .filter(|(count, _)| *count > 0)
            .map(|(count, words)| format!("{count} {words}"))
            .collect();
        format!("checked {place} on {}: {}", self.day, counts.join(", "))
    }

    /// As it stands in a file.
    pub fn text(&self) -> String {
        let mut text = format!(
            "[checked]\nformat = {}\nsite = {}\nday = {}\nhost = {}\nchecker = {}\nsystem = {}\n",
            self.format,
            quoted(&self.site),
            quoted(&self.day),
            quoted(self.host.word()),
            quoted(&self.checker),
            quoted(&self.system)
        );
        text.push_str("\n[checked.versions]\n");
        for (name, version) in &self.versions {
            text.push_str(&format!("{} = {}\n", quoted(name), quoted(version)));
        }
        for CheckedLine { id, about, answer, why } in &self.check {
            let lines = [("id", id), ("about", about), ("answer", answer), ("why", why)];
            text.push_str("\n[[checked.check]]\n");
            for (key, value) in lines.into_iter().filter(|(_, value)| !value.is_empty()) {
                text.push_str(&format!("{key} = {}\n", quoted(value)));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::profile::parse;
    use super::*;

    #[test]
    fn a_report_stands_in_the_site_s_file_as_it_is_printed() {
        let line = |answer: &str, why: &str| CheckedLine {
            id: "module".to_owned(),
            about: "Python/3.12 \"x\"".to_owned(),
            answer: answer.to_owned(),
            why: why.to_owned(),
        };
        let checked = Checked {
            format: 1,
            site: "brook".to_owned(),
            day: "2026-11-21".to_owned(),
            host: HostClass::Login,
            checker: "0.1.0".to_owned(),
            system: "rocky 9.4".to_owned(),
            versions: [("bash".to_owned(), "5.1".to_owned())].into(),
            check: vec![line("ok", ""), line("not-here", "it is gone")],
        };
        let file = format!("format = 1\nname = \"Brook\"\n\n{}", checked.text());
        let read = parse("brook", &file).unwrap().checked.unwrap();
        assert_eq!(read, checked);
        assert_eq!(read.said(), "checked on the cluster on 2026-11-21: 1 ok, 1 not here");
    }
}
