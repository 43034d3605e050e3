//! Worries about Python itself: its variables, its aliases, its packages outside environments.

use std::path::{Path, PathBuf};

use crate::inspect;

use super::super::way::unalias;
use super::super::worry::Worry;
use super::{Look, short, worry};

impl Look<'_> {
    pub(super) fn python_home(&self) -> Vec<Worry> {
        let what = |home: &str| {
            format!(
                "`PYTHONHOME` is `{}`: every Python looks for its own library there, and those of environments do not start",
                short(home)
            )
        };
        let home = self.variable("PYTHONHOME").filter(|home| !home.is_empty());
        home.map(|home| worry("python-home-set", what(home), self.forget("PYTHONHOME"))).into_iter().collect()
    }

    pub(super) fn aliases(&self, id: &'static str, program: &str) -> Vec<Worry> {
        let of_program = self.seen.aliases.iter().filter(|(name, value)| is_named(name, program) && is_harmful(value));
        of_program
            .map(|(name, value)| {
                let what = format!(
                    "`{name}` is an alias for `{}`, which wins over the `{name}` of every environment",
                    short(value)
                );
                worry(id, what, unalias(&self.seen.shell, name))
            })
            .collect()
    }

    pub(super) fn python_path(&self) -> Vec<Worry> {
        let Some(path) = self.variable("PYTHONPATH") else { return Vec::new() };
        let here = if path.split(':').any(str::is_empty) {
            ", and so does the folder that you are in (an empty entry)"
        } else {
            ""
        };
        let what = format!(
            "`PYTHONPATH` is `{}`: what lies there comes before the packages of every environment{here}",
            short(path)
        );
        vec![worry("pythonpath-set", what, self.forget("PYTHONPATH"))]
    }

    pub(super) fn uv_system_python(&self) -> Vec<Worry> {
        let on = self
            .variable("UV_SYSTEM_PYTHON")
            .filter(|value| ["1", "true", "yes", "on", "y", "t"].contains(&value.to_lowercase().as_str()));
        let what = "`UV_SYSTEM_PYTHON` is on: `uv pip` acts on the machine's Python, and not on the active environment";
        on.map(|_| worry("uv-system-python", what.to_owned(), self.forget("UV_SYSTEM_PYTHON"))).into_iter().collect()
    }

    /// Packages of the user site (PEP 370). A plain environment does not see them; conda's, and those that see the
    /// packages of their base, do.
    pub(super) fn user_packages(&self) -> Vec<Worry> {
        if self.variable("PYTHONNOUSERSITE").is_some() {
            return Vec::new();
        }
        let places: Vec<(PathBuf, usize)> = self
            .user_sites()
            .into_iter()
            .map(|site| (site.clone(), inspect::installed(&site).len()))
            .filter(|(_, count)| *count > 0)
            .collect();
        let count: usize = places.iter().map(|(_, count)| count).sum();
        let Some((first, _)) = places.first() else { return Vec::new() };
        let (packages, are) = if count == 1 { ("package", "lies") } else { ("packages", "lie") };
        let more = if places.len() > 1 { format!(" and {} more like it", places.len() - 1) } else { String::new() };
        let what = format!(
            "{count} {packages} of yours {are} in `{}`{more}: they hide those of modules and of conda environments",
            first.display()
        );
        vec![worry("user-packages", what, self.set("PYTHONNOUSERSITE", "1"))]
    }

    /// The user site of the first Python, and where that one cannot be told, those of all lines.
    fn user_sites(&self) -> Vec<PathBuf> {
        let path = self.variable("PATH").unwrap_or_default();
        let python = ["python3", "python"].iter().find_map(|name| inspect::first_on_path(name, path));
        let line = python.and_then(|python| inspect::python(&python).ok()).and_then(|python| python.line);
        if self.seen.around.home.as_os_str().is_empty() && self.variable("PYTHONUSERBASE").is_none() {
            return Vec::new();
        }
        if let Some(line) = line {
            return vec![inspect::user_site(line, &self.seen.around)];
        }
        // `user_site` knows where they all lie: `…/lib/pythonX.Y/site-packages`.
        let any = inspect::user_site((3, 0), &self.seen.around);
        let Some(library) = any.parent().and_then(Path::parent) else { return Vec::new() };
        let lines = std::fs::read_dir(library).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut sites: Vec<PathBuf> =
            lines.map(|line| line.join("site-packages")).filter(|site| site.is_dir()).collect();
        sites.sort();
        sites
    }
}

/// Whether a name is `python`, `python3`, `python3.11`.
fn is_named(name: &str, program: &str) -> bool {
    name.strip_prefix(program).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

/// Whether an alias keeps an environment's own program from running. `python3`, `pip3` and `python3 -m pip` are looked up
/// on `PATH`, where an active environment comes first.
fn is_harmful(value: &str) -> bool {
    let mut words = value.split_whitespace();
    let Some(first) = words.next() else { return false };
    let is_looked_up = ["python", "python3", "pip", "pip3"].contains(&first.trim_start_matches('\\'));
    let elsewhere = ["--user", "--target", "--prefix", "--python", "--break-system-packages", "--dry-run"];
    !is_looked_up || words.any(|word| elsewhere.iter().any(|option| word.starts_with(option)))
}
