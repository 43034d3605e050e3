//! How the look at a machine looks.
//!
//! `✔` is here, `–` is not here, `!` is in the way; what follows says the same in words.

use crate::checkup::Found;
use crate::machine::{Answer, Deferred, IndexAnswer, Machine, Measured, ModuleKind, Modules, Python, Shells, Worry};
use crate::site::Profile;

use super::clean::Clean;
use super::counted::size;
use super::doctor_site::WheelhouseSeen;
use super::screen::Screen;

/// Where the text of a line begins: behind the sign and the name.
const COLUMN: usize = 15;

/// How a line is to be taken.
#[derive(Clone, Copy)]
pub(super) enum Sign {
    Here,
    Absent,
    InTheWay,
}

/// Shows what a machine has, what looks wrong, what waits, and what to do next.
pub fn show_machine(
    screen: &Screen,
    site: &Profile,
    machine: &Machine,
    wheelhouse: Option<&WheelhouseSeen>,
    checks: &[Found],
) {
    let page = Page { screen };
    screen.line(&format!("What this machine has, at the site `{}`.", Clean(&site.id)));
    page.heading("Shells");
    page.shells(&machine.shells);
    page.heading("Python");
    page.pythons(&machine.pythons);
    page.heading("Tools");
    for tool in &machine.tools {
        match (&tool.path, tool.by) {
            (Some(path), None) => page.line(Sign::Here, tool.name, &path.display().to_string()),
            (Some(path), Some(variable)) => {
                page.line(Sign::Here, tool.name, &format!("{} (by `{variable}`; not on `PATH`)", path.display()));
            }
            (None, _) => page.line(Sign::Absent, tool.name, "not here"),
        }
    }
    page.heading("Modules and jobs");
    page.modules(machine.modules.as_ref());
    page.scheduler(machine);
    page.heading("Package index");
    page.index(&machine.index);
    if let Some(seen) = wheelhouse {
        page.wheelhouse(seen);
    }
    page.heading("Space");
    page.space("exercises", &machine.spaces.work);
    page.space("home", &machine.spaces.home);
    page.space("temporary", &machine.spaces.temporary);
    page.state(machine);
    let quota = machine.quota.as_ref().map(|command| format!("; `{command}` tells")).unwrap_or_default();
    page.remark(&format!("A quota of yours may leave less than the disk has{quota}."));
    page.checks(site, checks);
    page.worries(&machine.worries);
    page.deferred(&machine.deferred);
    page.next(machine);
}

pub(super) struct Page<'p> {
    pub(super) screen: &'p Screen,
}

impl Page<'_> {
    pub(super) fn heading(&self, text: &str) {
        self.screen.line("");
        self.screen.line(&self.screen.paint.strong(text));
    }

    pub(super) fn line(&self, sign: Sign, name: &str, text: &str) {
        let paint = self.screen.paint;
        let sign = match sign {
            Sign::Here => paint.good("✔"),
            Sign::Absent => paint.faint("–"),
            Sign::InTheWay => paint.warn("!"),
        };
        let name = Clean(name).to_string();
        // A long name has the line to itself.
        if name.chars().count() > COLUMN - 5 {
            self.screen.line(&format!("  {sign} {name}"));
            self.screen.hanging(&" ".repeat(COLUMN), &Clean(text).to_string(), COLUMN);
        } else {
            let start = format!("  {sign} {name:<width$}", width = COLUMN - 4);
            self.screen.hanging(&start, &Clean(text).to_string(), COLUMN);
        }
    }

    /// A sentence that is no line of the list.
    pub(super) fn remark(&self, text: &str) {
        self.screen.prose(&Clean(text).to_string(), 4);
    }

    fn shells(&self, shells: &Shells) {
        let login = shells.login.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy());
        for shell in &shells.found {
            let version = shell.version.as_ref().map(|version| format!("{version}, ")).unwrap_or_default();
            let yours = if login.as_deref() == Some(shell.name) { ", your login shell" } else { "" };
            self.line(Sign::Here, shell.name, &format!("{version}{}{yours}", shell.path.display()));
        }
        for name in &shells.absent {
            self.line(if *name == "bash" { Sign::InTheWay } else { Sign::Absent }, name, "not on `PATH`");
        }
        let is_listed = |name: &str| shells.found.iter().any(|shell| shell.name == name);
        if let Some(other) = login.filter(|name| !is_listed(name)) {
            self.remark(&format!("Your login shell is `{other}`."));
        }
    }

    fn pythons(&self, pythons: &[Python]) {
        if pythons.is_empty() {
            self.line(Sign::InTheWay, "python3", "no Python on `PATH`: load a module, or install one");
        }
        for python in pythons {
            let Some(name) = python.names.first() else { continue };
            let mut parts = Vec::new();
            parts.extend(python.version.clone());
            parts.push(python.path.display().to_string());
            parts.extend(python.why.clone());
            parts.extend(python.environment.as_ref().map(|root| format!("of the environment `{}`", root.display())));
            if python.venv == Some(false) {
                parts.push("without `ensurepip`, so that `venv` fails (Debian: `python3-venv`)".to_owned());
            }
            if python.externally_managed {
                parts.push("pip installs nothing beside it (PEP 668), only into environments".to_owned());
            }
            if let [_, others @ ..] = &python.names[..]
                && !others.is_empty()
            {
                parts.push(format!("also as {}", others.join(", ")));
            }
            let sign = match python.venv {
                Some(false) => Sign::InTheWay,
                Some(true) | None => Sign::Here,
            };
            self.line(sign, name, &parts.join("; "));
        }
    }

    fn modules(&self, modules: Option<&Modules>) {
        let Some(modules) = modules else {
            return self.line(Sign::Absent, "modules", "no module system");
        };
        let kind = match modules.kind {
            ModuleKind::Lmod => "Lmod",
            ModuleKind::EnvironmentModules => "Environment Modules",
            ModuleKind::Unknown => "a module system",
        };
        let version = modules.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
        let folders = match modules.path.len() {
            0 => "`MODULEPATH` is empty".to_owned(),
            1 => "1 folder in `MODULEPATH`".to_owned(),
            count => format!("{count} folders in `MODULEPATH`"),
        };
        let exported = if modules.exported { "" } else { "; `module` is not exported to programs" };
        self.line(Sign::Here, "modules", &format!("{kind}{version}; {folders}{exported}"));
    }

    fn scheduler(&self, machine: &Machine) {
        let Some(scheduler) = &machine.scheduler else {
            return self.line(Sign::Absent, "Slurm", "no `sbatch` on `PATH`");
        };
        let cluster = scheduler.cluster.as_ref().map(|name| format!("; the cluster `{name}`")).unwrap_or_default();
        let job = scheduler.job.as_ref().map(|job| format!("; you are inside job {job}")).unwrap_or_default();
        self.line(Sign::Here, "Slurm", &format!("{}{cluster}{job}", scheduler.sbatch.display()));
    }

    fn index(&self, asked: &IndexAnswer) {
        let (sign, word) = match asked.answer {
            Answer::Reached => (Sign::Here, "reached"),
            Answer::Refused => (Sign::InTheWay, "refused"),
            Answer::NoAnswer => (Sign::InTheWay, "no answer"),
            Answer::NotAsked => (Sign::Absent, "not asked"),
        };
        let index = &asked.index;
        let said_by = index.said_by.as_ref().map_or_else(|| "pip's own".to_owned(), |by| format!("by `{by}`"));
        self.line(sign, word, &format!("{} ({said_by}): {}", index.url, asked.reason));
        if let Some(proxy) = &index.proxy {
            self.remark(&format!("Through the proxy {proxy}."));
        }
        for (what, places) in [("Further indexes", &index.extra), ("Packages are looked for in", &index.find_links)] {
            if !places.is_empty() {
                self.remark(&format!("{what}: {}.", places.join(", ")));
            }
        }
    }

    fn space(&self, name: &str, measured: &Measured) {
        let space = match measured {
            Measured::NotAsked => return self.line(Sign::InTheWay, name, "`HOME` is not set"),
            Measured::CannotTell { path, why } => {
                return self.line(Sign::InTheWay, name, &format!("{}: cannot tell, {why}", path.display()));
            }
            Measured::Known(space) => space,
        };
        let files = space.files.map(|files| format!(" and {} files", grouped(files))).unwrap_or_default();
        let kind = space.file_system.map(|kind| {
            let means = match (kind.network, kind.memory) {
                (true, _) => " (shared by several machines: no inotify, no SQLite)",
                (_, true) => " (in memory)",
                _ => "",
            };
            format!(", {}{means}", kind.name)
        });
        let mut text =
            format!("{}: {}{files} free{}", space.path.display(), size(space.bytes), kind.unwrap_or_default());
        if space.read_only {
            text.push_str("; read-only");
        }
        if space.no_programs {
            text.push_str("; no programs may run from there");
        }
        let sign = if space.read_only || space.no_programs { Sign::InTheWay } else { Sign::Here };
        self.line(sign, name, &text);
    }

    fn state(&self, machine: &Machine) {
        match (&machine.state.path, machine.state.writable) {
            (Some(path), true) => self.line(Sign::Here, "progress", &format!("is kept in {}", path.display())),
            (Some(path), false) => {
                self.line(Sign::InTheWay, "progress", &format!("cannot be kept: {} cannot be written", path.display()));
            }
            (None, _) => self.line(Sign::InTheWay, "progress", "cannot be kept: `HOME` is not set"),
        }
    }

    fn worries(&self, worries: &[Worry]) {
        self.heading("Looks wrong already");
        if worries.is_empty() {
            self.line(Sign::Here, "nothing", "in your settings, as far as can be seen from outside your shell");
        }
        let paint = self.screen.paint;
        for worry in worries {
            let what = format!("{}.", sentence(&worry.what));
            self.screen.hanging(&format!("  {} ", paint.warn("!")), &Clean(&what).to_string(), 4);
            self.screen.hanging("    → ", &paint.command(&Clean(&worry.way).to_string()), 6);
        }
    }

    fn deferred(&self, deferred: &[Deferred]) {
        self.heading("Deferred here");
        if deferred.is_empty() {
            self.line(Sign::Here, "nothing", "every exercise of the course can be done");
        }
        // What waits for the same things is told together.
        let mut told: Vec<(&[String], &[String], Vec<&Deferred>)> = Vec::new();
        for waits in deferred {
            match told.iter_mut().find(|(missing, _, _)| *missing == waits.missing) {
                Some((_, _, group)) => group.push(waits),
                None => told.push((&waits.missing, &waits.back, vec![waits])),
            }
        }
        for (missing, back, group) in told {
            self.group(missing, back, &group);
        }
    }

    fn group(&self, missing: &[String], back: &[String], group: &[&Deferred]) {
        let paint = self.screen.paint;
        let names: Vec<&str> = group.iter().map(|waits| waits.exercise.as_str()).collect();
        let names = Clean(&names.join(", ")).to_string();
        self.screen.hanging(&format!("  {} ", paint.faint("–")), &paint.strong(&names), 4);
        self.remark(&format!("This machine has not {}.", missing.join(", ")));
        for back in back {
            self.remark(&format!("To come back: {back}."));
        }
        let mut lessons: Vec<&str> = group.iter().map(|waits| waits.lesson.as_str()).collect();
        lessons.dedup();
        for lesson in lessons {
            self.remark(&format!("To read meanwhile: `checker show {lesson}`."));
        }
    }

    fn next(&self, machine: &Machine) {
        let paint = self.screen.paint;
        self.screen.line("");
        let next = if machine.pythons.is_empty() {
            format!("Next: get a `python3`, then look again with {}.", paint.command("checker doctor"))
        } else if machine.worries.is_empty() {
            format!("Next: {} says where you are and what comes.", paint.command("checker"))
        } else {
            format!("Next: mend what looks wrong, from the top; then {}.", paint.command("checker doctor"))
        };
        self.screen.prose(&next, 0);
    }
}

/// A clause with a capital letter, unless it begins with what is to be read as it is.
fn sentence(clause: &str) -> String {
    let mut characters = clause.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A number with its thousands apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let apart = digits.char_indices().flat_map(|(at, digit)| {
        let gap = at > 0 && (digits.len() - at).is_multiple_of(3);
        gap.then_some(',').into_iter().chain([digit])
    });
    apart.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_readable() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        let sizes = [0, 1_500_000, 57_599_000_000, 2_000_000_000_000].map(size);
        assert_eq!(sizes, ["0 kB", "1.5 MB", "57 GB", "2.0 TB"]);
    }
}
