//! pip's settings, read as pip reads them (its documentation, "Configuration"; `_internal/configuration.py`).
//!
//! Files of the machine, then those of the user, then the one that `PIP_CONFIG_FILE` names (with which the user's are not
//! read), then `PIP_…` variables; `[install]` wins over `[global]`. The file inside an environment is left out: what is
//! asked here is what a new environment will meet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::host;
use crate::inspect::Surroundings;

use super::around::{below_home, variable};

/// Where a setting stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SaidBy {
    /// In a variable.
    Variable(String),
    /// In a file.
    File(PathBuf),
}

/// A setting's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) value: String,
    pub(super) said_by: SaidBy,
}

/// What pip would go by.
#[derive(Clone, Debug, Default)]
pub(super) struct PipSettings {
    /// By section and key; the variables are the section of the empty name.
    settings: BTreeMap<(String, String), Setting>,
    /// Files that pip refuses, and why: then every pip command fails.
    pub(super) broken: Vec<(PathBuf, String)>,
}

impl PipSettings {
    /// Reads them; `etc` is where the machine's own lie.
    pub(super) fn read(around: &Surroundings, etc: &Path) -> Self {
        let mut read = PipSettings::default();
        for file in files(around, etc) {
            read.add_file(&file);
        }
        for (name, value) in &around.variables {
            if let Some(key) = name.strip_prefix("PIP_").filter(|key| !key.is_empty() && !value.is_empty()) {
                let setting = Setting { value: value.clone(), said_by: SaidBy::Variable(name.clone()) };
                read.settings.insert((String::new(), normal(key)), setting);
            }
        }
        read
    }

    fn add_file(&mut self, file: &Path) {
        // pip skips files that it may not read, and most are not there.
        let Ok(text) = host::read_text(file) else { return };
        match parse(&text) {
            Ok(items) => {
                for (section, key, value) in items {
                    let setting = Setting { value, said_by: SaidBy::File(file.to_owned()) };
                    self.settings.insert((section, key), setting);
                }
            }
            Err(why) => self.broken.push((file.to_owned(), why)),
        }
    }

    /// The value of a long option for `pip install`, such as `index-url`; an empty one counts as none.
    pub(super) fn of_install(&self, key: &str) -> Option<&Setting> {
        ["", "install", "global"]
            .iter()
            .filter_map(|section| self.settings.get(&((*section).to_owned(), key.to_owned())))
            .find(|setting| !setting.value.is_empty())
    }

    /// The setting of a switch, when it is on.
    pub(super) fn switched_on(&self, key: &str) -> Option<&Setting> {
        // What pip takes for true (`_internal/utils/misc.py`, `strtobool`).
        const TRUE: [&str; 6] = ["y", "yes", "t", "true", "on", "1"];
        self.of_install(key).filter(|setting| TRUE.contains(&setting.value.to_lowercase().as_str()))
    }
}

fn files(around: &Surroundings, etc: &Path) -> Vec<PathBuf> {
    let told = variable(around, "PIP_CONFIG_FILE").map(PathBuf::from);
    if told.as_deref() == Some(Path::new("/dev/null")) {
        return Vec::new();
    }
    let mut files: Vec<PathBuf> = match variable(around, "XDG_CONFIG_DIRS") {
        Some(folders) => folders.split(':').filter(|folder| !folder.is_empty()).map(PathBuf::from).collect(),
        None => vec![etc.join("xdg")],
    };
    files = files.into_iter().map(|folder| folder.join("pip/pip.conf")).collect();
    files.push(etc.join("pip.conf"));
    if !told.as_ref().is_some_and(|file| file.exists()) {
        files.extend(below_home(around, ".pip/pip.conf"));
        let config = variable(around, "XDG_CONFIG_HOME").map(PathBuf::from);
        files.extend(config.or_else(|| below_home(around, ".config")).map(|config| config.join("pip/pip.conf")));
    }
    files.extend(told);
    files
}

fn normal(key: &str) -> String {
    key.to_lowercase().replace('_', "-").trim_start_matches('-').to_owned()
}

/// The items of a file as Python's `configparser` reads them; what it refuses is refused.
fn parse(text: &str) -> Result<Vec<(String, String, String)>, String> {
    let mut items: Vec<(String, String, String)> = Vec::new();
    let mut section: Option<String> = None;
    let mut is_open = false;
    for (index, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            continue;
        }
        if line.starts_with([' ', '\t']) && is_open {
            if let Some((_, _, value)) = items.last_mut() {
                value.push('\n');
                value.push_str(trimmed);
            }
            continue;
        }
        let number = index + 1;
        if let Some(name) = trimmed.strip_prefix('[').and_then(|rest| Some(rest.rsplit_once(']')?.0)) {
            section = Some(name.to_owned());
            is_open = false;
            continue;
        }
        let Some(section) = &section else {
            return Err(format!("line {number} stands before any `[section]`"));
        };
        let Some((key, value)) = trimmed.split_once(['=', ':']).filter(|(key, _)| !key.trim().is_empty()) else {
            return Err(format!("line {number} is no `key = value`"));
        };
        let key = normal(key.trim());
        if items.iter().any(|(other, name, _)| other == section && *name == key) {
            return Err(format!("line {number} gives `{key}` a second time"));
        }
        items.push((section.clone(), key, value.trim().to_owned()));
        is_open = true;
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files below a scratch folder (`etc/…` and `home/…`), and variables.
    fn read(files: &[(&str, &str)], variables: &[(&str, &str)]) -> (tempfile::TempDir, PipSettings) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            host::create_folder(path.parent().unwrap()).unwrap();
            host::write_new(&path, text.as_bytes()).unwrap();
        }
        let here = folder.path().display().to_string();
        let variables = variables.iter().map(|(n, v)| ((*n).to_owned(), v.replace("HERE", &here))).collect();
        let around = Surroundings { variables, home: folder.path().join("home") };
        let settings = PipSettings::read(&around, &folder.path().join("etc"));
        (folder, settings)
    }

    fn index(files: &[(&str, &str)], variables: &[(&str, &str)]) -> Option<String> {
        read(files, variables).1.of_install("index-url").map(|setting| setting.value.clone())
    }

    const FILES: [(&str, &str); 4] = [
        ("etc/pip.conf", "[global]\nindex-url = machine\n"),
        ("home/.pip/pip.conf", "[global]\nindex_url: legacy\n"),
        ("home/.config/pip/pip.conf", "# mine\n[global]\nindex-url = user\n"),
        ("told.conf", "[global]\nindex-url=told\n"),
    ];

    #[test]
    fn the_later_file_wins_and_a_variable_over_all() {
        assert_eq!(index(&FILES[..1], &[]).as_deref(), Some("machine"));
        assert_eq!(index(&FILES[..2], &[]).as_deref(), Some("legacy"));
        assert_eq!(index(&FILES, &[]).as_deref(), Some("user"));
        assert_eq!(index(&FILES, &[("PIP_CONFIG_FILE", "HERE/told.conf")]).as_deref(), Some("told"));
        assert_eq!(index(&FILES, &[("PIP_INDEX_URL", "variable")]).as_deref(), Some("variable"));
        assert_eq!(index(&FILES, &[("PIP_INDEX_URL", "")]).as_deref(), Some("user"), "an empty one is none");
        assert_eq!(index(&FILES, &[("PIP_CONFIG_FILE", "/dev/null")]), None, "which turns all files off");
    }

    #[test]
    fn with_a_file_of_its_own_the_user_s_is_not_read() {
        let files = [FILES[2], ("told.conf", "[global]\ntimeout = 3\n")];
        assert_eq!(index(&files, &[("PIP_CONFIG_FILE", "HERE/told.conf")]), None);
        assert_eq!(index(&files, &[("PIP_CONFIG_FILE", "HERE/gone.conf")]).as_deref(), Some("user"));
    }

    #[test]
    fn install_wins_over_global_and_long_values_go_on() {
        let text = "[install]\nuser = no\n[global]\nuser = yes\nfind-links =\n    /a\n    /b\n[list]\nindex-url = x\n";
        let (_folder, settings) = read(&[("etc/pip.conf", text)], &[]);
        assert!(settings.switched_on("user").is_none());
        assert_eq!(settings.of_install("find-links").unwrap().value, "\n/a\n/b");
        assert!(settings.of_install("index-url").is_none());
        assert!(settings.broken.is_empty());
    }

    #[test]
    fn what_configparser_refuses_is_refused() {
        for (text, why) in [
            ("user = true\n", "line 1 stands before any `[section]`"),
            ("[global]\nuser\n", "line 2 is no `key = value`"),
            ("[global]\nuser = true\nuser = no\n", "line 3 gives `user` a second time"),
        ] {
            let (_folder, settings) = read(&[("etc/pip.conf", text)], &[]);
            assert_eq!(settings.broken.iter().map(|(_, why)| why.as_str()).collect::<Vec<_>>(), [why]);
        }
    }
}
