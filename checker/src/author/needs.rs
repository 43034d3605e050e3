//! What a machine must have, and whether it is there.

use crate::host::HostEnvironment;
use crate::inspect;
use crate::site::Profile;

/// The needs that this machine cannot meet, in words. Where files cannot tell, the site's own word counts.
pub fn missing(needs: &[String], site: &Profile, host: &HostEnvironment) -> Vec<String> {
    needs.iter().filter(|need| !is_met(need, site, host)).map(|need| describe(need)).collect()
}

fn is_met(need: &str, site: &Profile, host: &HostEnvironment) -> bool {
    let path = host.text("PATH").unwrap_or_default();
    let found = |program: &str| inspect::first_on_path(program, path).is_some();
    match need {
        "venv" => found("python3") || found("python"),
        "virtualenv" | "uv" | "conda" => found(need),
        "slurm" => found("sbatch"),
        "modules" => {
            host.variable("MODULEPATH").is_some() && host.variables().any(|(name, _)| name == "BASH_FUNC_module%%")
        }
        other => site.has.iter().any(|has| has == other),
    }
}

fn describe(need: &str) -> String {
    match need {
        "venv" => "a `python3` on `PATH`".to_owned(),
        "modules" => "a module system (`module`)".to_owned(),
        "slurm" => "Slurm (`sbatch`)".to_owned(),
        "index" => "a package index that can be reached".to_owned(),
        program => format!("`{program}`"),
    }
}
