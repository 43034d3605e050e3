//! What a machine must have for an exercise, whether it is there, and how to get it.

use std::path::Path;

use crate::host::HostEnvironment;
use crate::inspect;
use crate::site::Profile;

use super::modules::{has_module, modules};

/// The needs that this machine cannot meet, in words. Where files cannot tell, the site's own word counts.
pub fn missing(needs: &[String], site: &Profile, host: &HostEnvironment) -> Vec<String> {
    needs.iter().filter_map(|need| lack(need, site, host)).map(|lack| lack.what).collect()
}

/// Something that is not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lack {
    /// What is missing.
    pub(super) what: String,
    /// How to come by it.
    pub(super) back: String,
}

/// What is missing for a need; nothing where it is met.
pub(super) fn lack(need: &str, site: &Profile, host: &HostEnvironment) -> Option<Lack> {
    let path = host.text("PATH").unwrap_or_default();
    let found = |program: &str| inspect::first_on_path(program, path).is_some();
    let is_met = match need {
        "venv" => return venv(site, path),
        "modules" => return module_function(host),
        "virtualenv" | "uv" => found(need),
        "conda" => found(need) || is_brought_by_module(need, site, host),
        "slurm" => found("sbatch"),
        other => site.has.iter().any(|has| has == other),
    };
    if is_met {
        return None;
    }
    let (what, back) = match need {
        "slurm" => ("Slurm (`sbatch`)", "log in to a cluster that has Slurm, and start `checker` there".to_owned()),
        "index" => (
            "a package index that can be reached",
            "start `checker` where the internet can be reached, such as a login node".to_owned(),
        ),
        program => return Some(of_program(program, site)),
    };
    Some(Lack { what: what.to_owned(), back })
}

/// Whether the site says what is typed so that a module brings this program, and that module is really here. Where files
/// cannot tell it is not: a learner is not sent for a module that may not be there.
fn is_brought_by_module(program: &str, site: &Profile, host: &HostEnvironment) -> bool {
    let value = |name: &str| site.values.get(name).map(|value| value.value.as_str());
    let (Some(module), Some(_)) = (value(&format!("{program}_module")), value(&format!("load_{program}"))) else {
        return false;
    };
    // What a hierarchy hides is seen only after its first module is loaded, so that one is looked for.
    let Some(first) = module.split_whitespace().next() else { return false };
    module_function(host).is_none()
        && modules(host).is_some_and(|modules| {
            let folders = modules.path.iter().map(String::as_str).chain(value("module_folder"));
            folders.into_iter().any(|folder| has_module(Path::new(folder), first))
        })
}

fn of_program(program: &str, site: &Profile) -> Lack {
    let what = format!("`{program}`");
    let back = if site.has.iter().any(|has| has == "modules") {
        format!("load the module that brings `{program}` (`module spider {program}`), then start `checker` again")
    } else {
        format!("install `{program}`, then start `checker` again")
    };
    Lack { what, back }
}

/// A Python that can make environments. What only looks like a script counts as one: it may start any Python.
fn venv(site: &Profile, path: &str) -> Option<Lack> {
    let Some((name, program)) =
        ["python3", "python"].iter().find_map(|name| Some((name, inspect::first_on_path(name, path)?)))
    else {
        let back = if site.has.iter().any(|has| has == "modules") {
            "load a Python module, then start `checker` again".to_owned()
        } else {
            "install Python 3 (Debian: `apt-get install python3-venv`)".to_owned()
        };
        return Some(Lack { what: "a `python3` on `PATH`".to_owned(), back });
    };
    let has_ensurepip = inspect::python(&program).ok().and_then(|python| python.has_ensurepip());
    (has_ensurepip == Some(false)).then(|| Lack {
        what: format!("`ensurepip` for `{name}`, without which `venv` fails"),
        back: "load a Python module, or have it installed (Debian: `apt-get install python3-venv`)".to_owned(),
    })
}

/// `module` is a function of the shell. A session without start-up files has it only when it is exported.
fn module_function(host: &HostEnvironment) -> Option<Lack> {
    let (what, back) = match modules(host) {
        Some(modules) if modules.exported && !modules.path.is_empty() => return None,
        Some(modules) if modules.exported => {
            ("module folders (`MODULEPATH` is empty)", "log out and in again, so that `MODULEPATH` is set")
        }
        Some(_) => (
            "`module` as an exported function of `bash`",
            "start `checker` from a fresh login `bash` (`bash -l`), where `module` works",
        ),
        None => ("a module system (`module`)", "log in to a cluster that has one, and start `checker` there"),
    };
    Some(Lack { what: what.to_owned(), back: back.to_owned() })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use crate::site::{laptop, parse};

    use super::*;

    fn of(needs: &[&str], variables: &[(&str, &str)]) -> Vec<String> {
        at(&laptop(), needs, variables)
    }

    fn at(site: &Profile, needs: &[&str], variables: &[(&str, &str)]) -> Vec<String> {
        let host = HostEnvironment::of(variables.iter().map(|(n, v)| (n.into(), v.into())), Path::new("/"));
        let needs: Vec<String> = needs.iter().map(|need| (*need).to_owned()).collect();
        missing(&needs, site, &host)
    }

    /// A site whose conda comes as this module, out of a folder that is searched after `module use`.
    fn with_conda(module: &str, folder: &Path) -> Profile {
        let values = [
            ("conda_module", module),
            ("load_conda", "module load it"),
            ("module_folder", &folder.display().to_string()),
        ];
        let values = values.map(|(name, value)| format!("[values.{name}]\nvalue = \"{value}\"\n")).concat();
        parse("brook", &format!("format = 1\nname = \"Brook\"\n{values}")).unwrap()
    }

    #[test]
    fn conda_is_here_when_its_module_is_and_module_can_be_typed() {
        let folder = tempfile::tempdir().unwrap();
        let module = folder.path().join("conda");
        crate::host::create_folder(&module).unwrap();
        crate::host::write_new(&module.join("2026.lua"), b"").unwrap();
        let searched = folder.path().display().to_string();
        let function = ("BASH_FUNC_module%%", "() { :; }");
        let here = [function, ("MODULEPATH", searched.as_str())];
        let elsewhere = [function, ("MODULEPATH", "/nowhere")];
        let nowhere = Path::new("/nowhere");

        assert!(at(&with_conda("conda", nowhere), &["conda"], &here).is_empty());
        assert!(at(&with_conda("conda/2026 more", nowhere), &["conda"], &here).is_empty());
        assert!(at(&with_conda("conda", folder.path()), &["conda"], &elsewhere).is_empty());

        let missed = ["`conda`"];
        assert_eq!(at(&with_conda("conda", nowhere), &["conda"], &elsewhere), missed);
        assert_eq!(at(&with_conda("Anaconda3", nowhere), &["conda"], &here), missed);
        assert_eq!(at(&with_conda("", nowhere), &["conda"], &here), missed);
        // The module is here, and a shell that the checker starts could not load it.
        let zsh = [("LMOD_CMD", "/lmod"), ("MODULEPATH", searched.as_str())];
        assert_eq!(at(&with_conda("conda", nowhere), &["conda"], &zsh), missed);
        // The site's file does not say what is typed.
        let mut unsaid = with_conda("conda", nowhere);
        unsaid.values.remove("load_conda");
        assert_eq!(at(&unsaid, &["conda"], &here), missed);
        assert_eq!(of(&["conda"], &here), missed);
    }

    #[test]
    fn what_is_not_here_is_named_and_the_site_s_word_counts_for_the_rest() {
        let all = ["venv", "index", "uv", "slurm", "modules", "gpu"];
        assert_eq!(
            of(&all, &[("PATH", "/nowhere")]),
            ["a `python3` on `PATH`", "`uv`", "Slurm (`sbatch`)", "a module system (`module`)", "`gpu`"]
        );
    }

    #[test]
    fn a_module_system_that_is_not_exported_is_told_from_none() {
        let function = ("BASH_FUNC_module%%", "() { :; }");
        assert!(of(&["modules"], &[function, ("MODULEPATH", "/apps")]).is_empty());
        assert_eq!(of(&["modules"], &[function]), ["module folders (`MODULEPATH` is empty)"]);
        let zsh = [("LMOD_CMD", "/lmod"), ("MODULEPATH", "/apps")];
        assert_eq!(of(&["modules"], &zsh), ["`module` as an exported function of `bash`"]);
    }

    #[test]
    fn a_script_called_python3_may_be_any_python() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("python3");
        crate::host::write_new(&script, b"#!/bin/sh\n").unwrap();
        std::fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        symlink("/bin/sh", folder.path().join("sbatch")).unwrap();
        let path = folder.path().display().to_string();
        assert!(of(&["venv", "slurm"], &[("PATH", &path)]).is_empty());
    }
}
