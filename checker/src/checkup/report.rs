//! What a check-up found, as a few lines that staff can send back: no names of users or hosts, no paths below a home.

use std::collections::BTreeMap;

use crate::host::{self, HostEnvironment};
use crate::machine::{Machine, ModuleKind};
use crate::site::{self, Checked, CheckedLine, HostClass, Profile};

use super::checks::{Found, Sight};

/// Makes the report. `host_name` is only compared with the site's own mark.
pub fn report(host: &HostEnvironment, site: &Profile, machine: &Machine, found: &[Found], host_name: &str) -> Checked {
    let is_job = ["SLURM_JOB_ID", "PBS_JOBID"].iter().any(|name| host.variable(name).is_some());
    let class = match (site::recognised(site, host, host_name), is_job) {
        (Some(_), true) => HostClass::Compute,
        (Some(_), false) => HostClass::Login,
        (None, _) => HostClass::Elsewhere,
    };
    let line = |found: &Found| CheckedLine {
        id: found.id.to_owned(),
        about: found.about.clone(),
        answer: found.answer.word().to_owned(),
        // Why an index cannot be reached names hosts, and what a command of the quota said may name people.
        why: match (found.answer, found.id) {
            (Sight::Ok, _) | (_, "index" | "quota") => String::new(),
            _ => without_names(&found.why, host),
        },
    };
    Checked {
        format: 1,
        site: site.id.clone(),
        day: host::today(),
        host: class,
        checker: env!("CARGO_PKG_VERSION").to_owned(),
        system: system(),
        versions: versions(machine),
        check: found.iter().map(line).collect(),
    }
}

fn versions(machine: &Machine) -> BTreeMap<String, String> {
    let mut versions = BTreeMap::new();
    let mut add = |name: &str, version: Option<&String>| {
        if let Some(version) = version {
            versions.insert(name.to_owned(), version.clone());
        }
    };
    let bash = machine.shells.found.iter().find(|shell| shell.name == "bash");
    add("bash", bash.and_then(|shell| shell.version.as_ref()));
    add("python3", machine.pythons.first().and_then(|python| python.version.as_ref()));
    if let Some(modules) = &machine.modules {
        let name = match modules.kind {
            ModuleKind::Lmod => "Lmod",
            ModuleKind::EnvironmentModules => "Environment Modules",
            ModuleKind::Unknown => "modules",
        };
        add(name, modules.version.as_ref());
    }
    versions
}

/// `rocky 9.4` (os-release(5)), else what the kernel calls itself.
fn system() -> String {
    let text = host::read_text(std::path::Path::new("/etc/os-release")).unwrap_or_default();
    let value = |key: &str| {
        let found = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        found.map(|value| value.trim_matches('"').to_owned())
    };
    let machine = rustix::system::uname().machine().to_string_lossy().into_owned();
    match (value("ID"), value("VERSION_ID")) {
        (Some(id), Some(version)) => format!("{id} {version} {machine}"),
        _ => format!("{} {machine}", rustix::system::uname().sysname().to_string_lossy()),
    }
}

fn without_names(text: &str, host: &HostEnvironment) -> String {
    let home = host.home().map(|home| home.display().to_string()).filter(|home| home.len() > 1);
    let mut text = home.map_or_else(|| text.to_owned(), |home| text.replace(&home, "~"));
    for user in ["USER", "LOGNAME"].into_iter().filter_map(|name| host.text(name)) {
        let word = regex::Regex::new(&format!(r"\b{}\b", regex::escape(user)));
        text = word.map_or(text.clone(), |word| word.replace_all(&text, "USER").into_owned());
    }
    text
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn nobody_is_named() {
        let variables = [("HOME", "/home/ada"), ("USER", "ada")].map(|(n, v)| (n.into(), v.into()));
        let host = HostEnvironment::of(variables, Path::new("/"));
        assert_eq!(
            without_names("`/home/ada/x` and /proj/ada, not adamant", &host),
            "`~/x` and /proj/USER, not adamant"
        );
    }
}
