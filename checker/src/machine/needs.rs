//! What a machine must have for an exercise, whether it is there, and how to get it.

use crate::host::HostEnvironment;
use crate::inspect;
use crate::site::Profile;

use super::modules::modules;

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
        "virtualenv" | "uv" | "conda" => found(need),
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
    use std::path::Path;

    use crate::site::laptop;

    use super::*;

    fn of(needs: &[&str], variables: &[(&str, &str)]) -> Vec<String> {
        let host = HostEnvironment::of(variables.iter().map(|(n, v)| (n.into(), v.into())), Path::new("/"));
        let needs: Vec<String> = needs.iter().map(|need| (*need).to_owned()).collect();
        missing(&needs, &laptop(), &host)
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
