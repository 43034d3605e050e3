//! `conda-meta/history`: the commands that made an environment what it is, and what they asked for.
//!
//! Read as conda reads it: a revision begins with `==> DATE <==`; `# cmd:`, `# conda version:` and `# … specs:` belong
//! to it; lines of packages are passed over, since the records tell what is there.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::super::files;
use super::address;
use super::record::Record;

/// How much of a history is read, in bytes. One of a base that was used for years has some hundred thousand lines.
const HISTORY: u64 = 32 * 1024 * 1024;

/// How an environment came to be, credentials left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Story {
    /// The command that made it, beginning with the program's name: `conda create -n demo python=3.11`.
    pub command: Option<String>,
    /// When, as conda wrote it, such as `2026-11-21 09:45:08`; in the time zone of that machine.
    pub date: Option<String>,
    /// The newest version of conda that changed it, by the last change.
    pub conda: Option<String>,
    /// The environment that it was copied from by `--clone`, as it was typed.
    pub cloned_from: Option<String>,
    /// What was asked for and is there, by name: what `conda env export --from-history` shows.
    pub requested: Vec<String>,
    /// Where its packages came from, each once.
    pub channels: Vec<String>,
}

/// What a history says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct History {
    command: Option<Vec<String>>,
    date: Option<String>,
    conda: Option<String>,
    /// By the name of the package, the last specification that was given.
    requested: BTreeMap<String, String>,
}

/// Reads the history of a prefix; none where it cannot be read.
pub(super) fn read(prefix: &Path) -> Option<History> {
    files::text(&prefix.join("conda-meta/history"), HISTORY).ok().map(|text| parse(&text))
}

fn parse(text: &str) -> History {
    let mut history = History::default();
    let mut revisions = 0;
    for line in text.lines() {
        if let Some(date) = line.strip_prefix("==> ").and_then(|rest| rest.strip_suffix(" <==")) {
            revisions += 1;
            history.date.get_or_insert_with(|| date.trim().to_owned());
            continue;
        }
        let Some((key, value)) = line.strip_prefix('#').and_then(|comment| comment.split_once(':')) else {
            continue;
        };
        let (key, value) = (key.trim(), value.trim());
        match key.strip_suffix(" specs") {
            Some("update" | "install" | "create" | "neutered") => {
                history.requested.extend(specs(value).into_iter().map(|spec| (name(&spec), spec)));
            }
            Some("remove" | "uninstall") => {
                for spec in specs(value) {
                    history.requested.remove(&name(&spec));
                }
            }
            _ if key == "cmd" && revisions == 1 => {
                history.command.get_or_insert_with(|| value.split_whitespace().map(str::to_owned).collect());
            }
            _ if key == "conda version" => history.conda = Some(value.to_owned()),
            _ => {}
        }
    }
    history
}

/// The specifications of a line: `['python=3.11', "numpy[version='>=1']"]`, or those of old, `python>=3.5.1,jupyter`.
fn specs(text: &str) -> Vec<String> {
    let found = if let Some(list) = text.strip_prefix('[') {
        quoted(list)
    } else {
        let mut found: Vec<String> = Vec::new();
        for part in text.split(',').map(str::trim) {
            // A comma stands in a version too: `jupyter >=1.0.0,<2.0`.
            match found.last_mut() {
                Some(last) if part.starts_with(['<', '>', '=', '!']) => *last = format!("{last},{part}"),
                _ => found.push(part.to_owned()),
            }
        }
        found
    };
    // conda's own marks for features end with `@`.
    found.into_iter().filter(|spec| !spec.is_empty() && !spec.ends_with('@')).collect()
}

/// The texts of a Python list of texts.
fn quoted(list: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut letters = list.chars();
    while let Some(mark) = letters.by_ref().find(|c| matches!(c, '\'' | '"')) {
        let mut text = String::new();
        while let Some(letter) = letters.next().filter(|letter| *letter != mark) {
            let plain = if letter == '\\' { letters.next() } else { Some(letter) };
            text.extend(plain);
        }
        found.push(text);
    }
    found
}

/// The package's name in a specification: `channel/noarch::idna==3.6=py_0` asks for `idna`.
fn name(spec: &str) -> String {
    let spec = spec.rsplit_once("::").map_or(spec, |(_, spec)| spec);
    let end = spec.find(|c: char| c.is_whitespace() || "=<>!~[".contains(c)).unwrap_or(spec.len());
    spec[..end].to_lowercase()
}

impl History {
    /// What of it is told, beside the records of what is there.
    pub(super) fn told(self, records: &[Record]) -> Story {
        let installed = |name: &String| records.iter().any(|record| record.name == *name);
        // A tool that writes no specifications into the history writes them into the records.
        let contents = records.iter().filter_map(|record| record.content.as_ref().ok());
        let requested = if self.requested.is_empty() {
            contents.clone().filter_map(|content| content.requested.clone()).collect()
        } else {
            self.requested
                .into_iter()
                .filter(|(name, _)| installed(name))
                .map(|(_, spec)| address::hide(&spec))
                .collect()
        };
        let mut channels: Vec<String> = contents.filter_map(|content| content.channel.clone()).collect();
        channels.sort();
        channels.dedup();
        let words = self.command.as_deref().unwrap_or_default();
        Story {
            cloned_from: cloned_from(words).map(address::hide),
            command: self.command.as_deref().map(command),
            date: self.date,
            conda: self.conda,
            requested,
            channels,
        }
    }
}

fn cloned_from(words: &[String]) -> Option<&str> {
    let after = words.iter().skip_while(|word| *word != "--clone").nth(1);
    after.map(String::as_str).or_else(|| words.iter().find_map(|word| word.strip_prefix("--clone=")))
}

/// The command with its program's name in place of the path; conda run as a module is called by its folder.
fn command(words: &[String]) -> String {
    let program = words.first().map(String::as_str).unwrap_or_default();
    let program = program.strip_suffix("/__main__.py").unwrap_or(program);
    let mut shown = vec![program.rsplit('/').next().unwrap_or(program)];
    shown.extend(words.iter().skip(1).map(String::as_str));
    address::hide(&shown.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::record::CondaRecord;
    use super::*;

    fn record(name: &str, requested: Option<&str>) -> Record {
        Record {
            path: "/r.json".into(),
            name: name.to_owned(),
            version: "1".to_owned(),
            content: Ok(CondaRecord {
                channel: Some("https://host/chan".to_owned()),
                requested: requested.map(str::to_owned),
                ..CondaRecord::default()
            }),
        }
    }

    const TEXT: &str = "\
==> 2026-11-21 09:42:13 <==
# cmd: /opt/conda/bin/conda create -n demo -c https://ann:pw@host/chan python=3.11 idna=3.6
# conda version: 24.5.0
+https://host/chan/linux-64::python-3.11.7-0_cpython
# update specs: ['python=3.11', 'idna=3.6', 'https://ann:pw@host/chan::cowsay']
==> 2026-11-22 10:00:00 <==
# cmd: /opt/conda/bin/conda remove -n demo idna
# conda version: 24.7.1
-https://host/chan/noarch::idna-3.6-pyhd_0
# remove specs: ['idna']
==> 2026-11-23 10:00:00 <==
# cmd: /opt/conda/bin/conda install -n demo python=3.12
# update specs: ['python=3.12']
# neutered specs: ['gone']
";

    #[test]
    fn what_was_asked_for_is_followed_through_the_revisions() {
        let records = [record("python", None), record("cowsay", None), record("pip", None)];
        let story = parse(TEXT).told(&records);
        assert_eq!(
            story.command.as_deref(),
            Some("conda create -n demo -c https://****@host/chan python=3.11 idna=3.6")
        );
        assert_eq!(story.date.as_deref(), Some("2026-11-21 09:42:13"));
        assert_eq!(story.conda.as_deref(), Some("24.7.1"));
        assert_eq!(story.requested, ["https://****@host/chan::cowsay", "python=3.12"]);
        assert_eq!(story.channels, ["https://host/chan"]);
        assert_eq!(story.cloned_from, None);
    }

    #[test]
    fn specifications_of_every_age_are_read() {
        assert_eq!(specs("python>=3.5.1,jupyter >=1.0.0,<2.0"), ["python>=3.5.1", "jupyter >=1.0.0,<2.0"]);
        assert_eq!(specs(r#"["numpy[version='>=1,<2']", 'it\'s', 'feature@']"#), ["numpy[version='>=1,<2']", "it's"]);
        assert!(specs("").is_empty() && specs("[]").is_empty() && specs("['cut").len() == 1);
        for (spec, expected) in [
            ("channel/noarch::idna==3.6=py_0", "idna"),
            ("Python >=3.8", "python"),
            ("numpy[version='>=1']", "numpy"),
            ("pandas!=2", "pandas"),
        ] {
            assert_eq!(name(spec), expected);
        }
    }

    #[test]
    fn a_history_without_specifications_is_completed_by_the_records() {
        let records = [record("python", Some("python=3.11")), record("pip", None)];
        assert_eq!(parse("").told(&records).requested, ["python=3.11"]);
    }

    #[test]
    fn a_clone_and_a_module_are_told() {
        let text = "==> x <==\n# cmd: /opt/site-packages/conda/__main__.py create -n two --clone demo\n";
        let story = parse(text).told(&[]);
        assert_eq!(story.command.as_deref(), Some("conda create -n two --clone demo"));
        assert_eq!(story.cloned_from.as_deref(), Some("demo"));
    }
}
