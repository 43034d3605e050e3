//! The checks.

use std::path::{Path, PathBuf};

use rustix::fs::Access;
use serde::Serialize;

use crate::host::HostEnvironment;
use crate::lesson::placeholders;
use crate::machine::{Answer, IndexAnswer};
use crate::session::shell_word;
use crate::site::Profile;

use super::ask::Asked;

pub use super::ask::CheckupError;

/// The most lines of a quota's command that are shown.
const MOST: usize = 12;

/// The way to a module system that was not found.
const FROM_A_LOGIN_SHELL: &str = "ask from a fresh login shell of the cluster (`bash -l`)";

/// One thing that a site's file speaks of, and whether it is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Its kind: `module`, `folder`, `work`, `index`, `quota`, `tool`. Kinds are added to and never changed.
    pub id: &'static str,
    /// What of the file it is about, as it stands there.
    pub about: String,
    /// Whether it is here.
    pub answer: Sight,
    /// Why, in a clause.
    pub why: String,
    /// What to do about it.
    pub way: Option<String>,
    /// What a command printed, for the person who asked.
    pub printed: Vec<String>,
}

/// Whether something is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sight {
    /// It is here.
    Ok,
    /// It is not.
    NotHere,
    /// That cannot be told from here.
    CannotTell,
}

impl Sight {
    /// The word for it in reports.
    pub fn word(self) -> &'static str {
        match self {
            Sight::Ok => "ok",
            Sight::NotHere => "not-here",
            Sight::CannotTell => "cannot-tell",
        }
    }
}

/// Checks a site's file against this machine. `work` is the site's own work folder, where all of it is known.
pub fn checks(
    host: &HostEnvironment,
    site: &Profile,
    work: Option<&Path>,
    index: &IndexAnswer,
) -> Result<Vec<Found>, CheckupError> {
    let mut look = Look { site, asked: Asked::begin(host)?, has_module: false };
    let mut found = Vec::new();
    look.has_module = look.asked.holds("type module > /dev/null 2>&1")?;
    look.modules(&mut found)?;
    if let Some(template) = &site.work {
        found.push(work_folder(template, site, work));
    }
    if look.has("index") {
        found.push(of_index(index));
    }
    look.quota(&mut found)?;
    look.tools(&mut found)?;
    Ok(found)
}

struct Look<'l> {
    site: &'l Profile,
    asked: Asked,
    has_module: bool,
}

fn ok(id: &'static str, about: &str, why: &str) -> Found {
    let (about, why) = (about.to_owned(), why.to_owned());
    Found { id, about, answer: Sight::Ok, why, way: None, printed: Vec::new() }
}

fn not_here(id: &'static str, about: &str, why: String, way: &str) -> Found {
    Found { answer: Sight::NotHere, why, way: Some(way.to_owned()), ..ok(id, about, "") }
}

fn cannot_tell(id: &'static str, about: &str, why: String, way: &str) -> Found {
    Found { answer: Sight::CannotTell, ..not_here(id, about, why, way) }
}

impl Look<'_> {
    fn has(&self, what: &str) -> bool {
        self.site.has.iter().any(|has| has == what)
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.site.values.get(name).map(|value| value.value.as_str())
    }

    /// The module system, and every value that names modules: `…_module`, `…_name`, `…_bundle`.
    fn modules(&mut self, found: &mut Vec<Found>) -> Result<(), CheckupError> {
        if let Some(folder) = self.value("module_folder").map(str::to_owned) {
            found.push(if Path::new(&folder).is_dir() {
                ok("folder", &folder, "it is there")
            } else {
                not_here(
                    "folder",
                    &folder,
                    "there is no such folder".to_owned(),
                    "mend `module_folder` in the site's file",
                )
            });
        }
        let names_modules = |name: &String| ["_module", "_name", "_bundle"].iter().any(|end| name.ends_with(end));
        let values: Vec<(String, String)> = (self.site.values.iter())
            .filter(|(name, _)| names_modules(name))
            .map(|(name, value)| (name.clone(), value.value.clone()))
            .collect();
        for (name, value) in values {
            if self.has_module {
                found.push(self.module(&name, &value)?);
            } else {
                let why = "there is no `module` in a shell that is started from here".to_owned();
                found.push(cannot_tell("module", &value, why, FROM_A_LOGIN_SHELL));
            }
        }
        Ok(())
    }

    /// Whether each module of a value is available: alone, or after those that the value, or the site's Python, loads first.
    fn module(&mut self, name: &str, value: &str) -> Result<Found, CheckupError> {
        let python: Vec<String> =
            self.value("python_module").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
        let words: Vec<&str> = value.split_whitespace().collect();
        for (at, word) in words.iter().enumerate() {
            let before: Vec<String> = words[..at].iter().map(|word| (*word).to_owned()).collect();
            let after_python: Vec<String> =
                python.iter().filter(|other| other != word).chain(&before).cloned().collect();
            let is_here = self.is_available(&[], word)?
                || (!before.is_empty() && self.is_available(&before, word)?)
                || (!after_python.is_empty() && self.is_available(&after_python, word)?);
            if !is_here {
                let why = format!("`module` does not know `{word}`");
                let way = format!("look with `module spider {word}`, and mend `{name}` in the site's file");
                return Ok(not_here("module", value, why, &way));
            }
        }
        Ok(ok("module", value, "`module` knows it"))
    }

    /// `module is-avail` is in Lmod and in Environment Modules from 4 on; older ones only list.
    fn is_available(&mut self, before: &[String], module: &str) -> Result<bool, CheckupError> {
        let mut line = String::new();
        if let Some(folder) = self.value("module_folder") {
            line.push_str(&format!("module use {} > /dev/null 2>&1; ", shell_word(folder)));
        }
        for other in before {
            line.push_str(&format!("module load {} > /dev/null 2>&1; ", shell_word(other)));
        }
        let name = shell_word(module);
        let listed =
            [format!("^{module}$"), format!("^{module}/"), format!("^{module}(")].map(|pattern| shell_word(&pattern));
        line.push_str(&format!(
            "module is-avail {name} > /dev/null 2>&1 || module -t avail {name} 2>&1 | grep -q -e {}",
            listed.join(" -e ")
        ));
        self.asked.holds(&line)
    }

    fn quota(&mut self, found: &mut Vec<Found>) -> Result<(), CheckupError> {
        let Some(command) = self.value("quota_command").map(str::to_owned) else { return Ok(()) };
        let program = command.split_whitespace().next().unwrap_or_default();
        if !self.asked.holds(&format!("type {} > /dev/null 2>&1", shell_word(program)))? {
            let why = format!("there is no `{program}` on `PATH`");
            found.push(not_here("quota", &command, why, "mend `quota_command` in the site's file"));
            return Ok(());
        }
        let answered = self.asked.ask(&command)?;
        let mut told = match answered.status {
            Some(0) => ok("quota", &command, "it answers"),
            Some(status) => {
                let said = answered.lines.last().cloned().unwrap_or_default();
                cannot_tell("quota", &command, format!("it ends with status {status}: {said}"), "type it by hand")
            }
            None => cannot_tell("quota", &command, "it does not answer in time".to_owned(), "type it by hand"),
        };
        told.printed = answered.lines.into_iter().take(MOST).collect();
        found.push(told);
        Ok(())
    }

    fn tools(&mut self, found: &mut Vec<Found>) -> Result<(), CheckupError> {
        let mut programs: Vec<String> = [("conda", "conda"), ("uv", "uv"), ("slurm", "sbatch"), ("pbs", "qsub")]
            .into_iter()
            .filter(|(what, _)| self.has(what))
            .map(|(_, program)| program.to_owned())
            .collect();
        programs.extend(
            self.value("interactive_command").and_then(|line| line.split_whitespace().next()).map(str::to_owned),
        );
        programs.dedup();
        if self.has("modules") {
            found.push(if self.has_module {
                ok("tool", "module", "a shell that is started from here has it")
            } else {
                let why = "a shell that is started from here has it not".to_owned();
                not_here("tool", "module", why, FROM_A_LOGIN_SHELL)
            });
        }
        for program in programs {
            let is_here = format!("type {} > /dev/null 2>&1", shell_word(&program));
            if self.asked.holds(&is_here)? {
                found.push(ok("tool", &program, "it can be typed"));
            } else if let (true, "conda", Some(load)) =
                (self.has_module, program.as_str(), self.value("load_conda").map(str::to_owned))
                && self.asked.holds(&format!("{{ {load}; }} > /dev/null 2>&1; {is_here}"))?
            {
                found.push(ok("tool", &program, &format!("`{load}` brings it")));
            } else {
                let way = "load what brings it and ask again, or mend `has` in the site's file";
                found.push(not_here("tool", &program, "it cannot be typed here".to_owned(), way));
            }
        }
        Ok(())
    }
}

fn work_folder(template: &str, site: &Profile, work: Option<&Path>) -> Found {
    let Some(folder) = work else {
        let known = template.split("{{").next().unwrap_or_default();
        if known.starts_with('/') && !Path::new(known).is_dir() {
            return not_here(
                "work",
                template,
                format!("there is no folder `{known}`"),
                "mend `work` in the site's file",
            );
        }
        let unknown = placeholders(template).into_iter().map(|placeholder| placeholder.name);
        let unknown: Vec<String> = unknown.filter(|name| !site.values.contains_key(name)).collect();
        let why = format!("what stands for `{}` is not known", unknown.join("`, `"));
        return cannot_tell("work", template, why, "`checker start` asks for it once; then ask again");
    };
    let nearest: Option<PathBuf> = folder.ancestors().find(|above| above.exists()).map(Path::to_owned);
    let is_writable = nearest
        .as_ref()
        .is_some_and(|near| near.is_dir() && rustix::fs::access(near, Access::WRITE_OK | Access::EXEC_OK).is_ok());
    match (folder.is_dir(), is_writable) {
        (true, true) => ok("work", template, "it is there, and can be written"),
        (true, false) => {
            not_here("work", template, "it is there, and cannot be written".to_owned(), "choose another: `--work DIR`")
        }
        (false, true) => ok("work", template, "it can be made"),
        (false, false) => {
            let why = "it is not there, and cannot be made".to_owned();
            not_here("work", template, why, "is the project's name right? else choose another folder: `--work DIR`")
        }
    }
}

fn of_index(asked: &IndexAnswer) -> Found {
    match asked.answer {
        Answer::Reached => ok("index", "index", &asked.reason),
        Answer::Refused | Answer::NoAnswer => {
            let way = "set `https_proxy` as the centre says, or take `index` out of the site's `has`";
            not_here("index", "index", asked.reason.clone(), way)
        }
        Answer::NotAsked => cannot_tell("index", "index", asked.reason.clone(), "unset `PIP_NO_INDEX`, and ask again"),
    }
}
