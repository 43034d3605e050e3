//! Worries about pip's settings.

use std::path::Path;

use super::super::pip_settings::{SaidBy, Setting};
use super::super::worry::Worry;
use super::{Look, short, worry};

/// Settings that a variable can turn off. An empty variable counts as none, so that others cannot be.
const SWITCHES: [&str; 5] = ["user", "dry-run", "no-index", "break-system-packages", "require-virtualenv"];

impl Look<'_> {
    pub(super) fn broken_settings(&self) -> Vec<Worry> {
        let broken = self.settings.broken.iter().map(|(file, why)| {
            let what =
                format!("pip cannot read its settings, so that every pip command fails: `{}`, {why}", file.display());
            worry("pip-settings-broken", what, format!("mend or remove `{}`", file.display()))
        });
        broken.collect()
    }

    /// requests fails on such a path before it asks anything.
    pub(super) fn certificates(&self) -> Vec<Worry> {
        let gone = |path: &str| !Path::new(path).exists();
        let of_pip = self.settings.of_install("cert").filter(|setting| gone(&setting.value));
        if let Some(setting) = of_pip {
            let what = format!(
                "{} names certificates that are not there, so that pip cannot ask an index: `{}`",
                said("cert", setting),
                short(&setting.value)
            );
            return vec![worry("certificates-missing", what, self.undo("cert", setting))];
        }
        let found =
            ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"].into_iter().filter_map(|name| Some((name, self.variable(name)?)));
        // pip's own setting stands in for both.
        let is_free = self.settings.of_install("cert").is_none();
        let found = found.filter(|(_, path)| is_free && gone(path)).map(|(name, path)| {
            let what = format!(
                "`{name}` names certificates that are not there, so that pip cannot ask an index: `{}`",
                short(path)
            );
            worry("certificates-missing", what, self.forget(name))
        });
        found.take(1).collect()
    }

    /// Settings with which pip says that it installed, and the environment stays as it was.
    pub(super) fn pip_elsewhere(&self) -> Vec<Worry> {
        let mut found = Vec::new();
        for (id, key, to) in [
            ("pip-python", "python", "pip acts on another Python, whatever environment is active"),
            ("pip-target", "target", "pip installs into that folder, and not into the environment"),
            ("pip-prefix", "prefix", "pip installs below that folder, and not into the environment"),
        ] {
            if let Some(setting) = self.settings.of_install(key) {
                let what = format!("{} is `{}`: {to}", said(key, setting), short(&setting.value));
                found.push(worry(id, what, self.undo(key, setting)));
            }
        }
        if let Some(setting) = self.settings.switched_on("dry-run") {
            let what = format!("{} is on: pip only says what it would install", said("dry-run", setting));
            found.push(worry("pip-dry-run", what, self.undo("dry-run", setting)));
        }
        if let Some(setting) = self.settings.switched_on("user") {
            let what = format!(
                "{} is on: pip wants to install into your home folder, and refuses inside an environment",
                said("user", setting)
            );
            found.push(worry("pip-user", what, self.undo("user", setting)));
        }
        found
    }

    /// A site may well want that, and then says where packages lie instead.
    pub(super) fn no_index(&self) -> Vec<Worry> {
        let Some(setting) = self.settings.switched_on("no-index") else { return Vec::new() };
        let links = self.settings.of_install("find-links").map(|setting| setting.value.as_str()).unwrap_or_default();
        let is_there = |link: &str| link.contains("://") || Path::new(link).exists();
        if links.split_whitespace().any(is_there) {
            return Vec::new();
        }
        let what = format!(
            "{} is on and no folder with packages is named: pip finds nothing to install",
            said("no-index", setting)
        );
        vec![worry("pip-no-index", what, self.undo("no-index", setting))]
    }

    pub(super) fn break_system_packages(&self) -> Vec<Worry> {
        let setting = self.settings.switched_on("break-system-packages");
        let found = setting.map(|setting| {
            let what = format!(
                "{} is on: pip does not hold you back from changing the machine's own Python",
                said("break-system-packages", setting)
            );
            worry("pip-break-system-packages", what, self.undo("break-system-packages", setting))
        });
        found.into_iter().collect()
    }

    pub(super) fn require_virtualenv(&self) -> Vec<Worry> {
        let setting = self.settings.switched_on("require-virtualenv");
        let found = setting.map(|setting| {
            let what = format!("{} is on: pip refuses to work outside an environment, which is a good habit, and other than some lessons show", said("require-virtualenv", setting));
            worry("pip-require-virtualenv", what, "keep it, and remember it when pip refuses".to_owned())
        });
        found.into_iter().collect()
    }

    /// How to be rid of a setting of pip. One in a file may not be the learner's to change; a variable wins over it.
    fn undo(&self, key: &str, setting: &Setting) -> String {
        match &setting.said_by {
            SaidBy::Variable(name) => self.forget(name),
            SaidBy::File(file) if SWITCHES.contains(&key) => {
                let name = format!("PIP_{}", key.to_uppercase().replace('-', "_"));
                format!("{} (or take the line out of `{}`)", self.set(&name, "0"), file.display())
            }
            SaidBy::File(file) => format!("take the line `{key} = …` out of `{}`", file.display()),
        }
    }
}

/// A setting by the name under which the learner finds it.
fn said(key: &str, setting: &Setting) -> String {
    match &setting.said_by {
        SaidBy::Variable(name) => format!("`{name}`"),
        SaidBy::File(file) => format!("`{key}` in `{}`", file.display()),
    }
}
