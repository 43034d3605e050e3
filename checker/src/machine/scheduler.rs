//! The scheduler: is Slurm here, and is this already inside a job.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::host;
use crate::host::HostEnvironment;
use crate::inspect;

use super::paths::lossy;

/// Slurm, as files and variables show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Scheduler {
    /// Where `sbatch` lies.
    #[serde(serialize_with = "lossy")]
    pub sbatch: PathBuf,
    /// The cluster's name, where `slurm.conf` can be read and says it. Sites may hand it out by the network instead.
    pub cluster: Option<String>,
    /// The job that this is already inside of.
    pub job: Option<String>,
}

pub(super) fn scheduler(host: &HostEnvironment, etc: &Path) -> Option<Scheduler> {
    let sbatch = inspect::first_on_path("sbatch", host.text("PATH").unwrap_or_default())?;
    // slurm.conf(5): `SLURM_CONF`, else the folder chosen at build time; Debian's was `slurm-llnl` for long.
    let usual = ["slurm/slurm.conf", "slurm-llnl/slurm.conf"].map(|name| etc.join(name));
    let files = host.variable("SLURM_CONF").map(PathBuf::from).into_iter().chain(usual);
    let cluster = files.filter_map(|file| host::read_text(&file).ok()).find_map(|text| cluster_name(&text));
    Some(Scheduler { sbatch, cluster, job: host.text("SLURM_JOB_ID").map(str::to_owned) })
}

/// `ClusterName=…`, in any case (slurm.conf(5)).
fn cluster_name(text: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let (key, value) = line.split('#').next()?.split_once('=')?;
        let is_it = key.trim().eq_ignore_ascii_case("ClusterName");
        is_it.then(|| value.trim().to_owned()).filter(|value| !value.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slurm_is_told_with_its_cluster_and_the_job_that_one_is_in() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/bin/sh", folder.path().join("sbatch")).unwrap();
        host::create_folder(&folder.path().join("slurm")).unwrap();
        let conf = "# the cluster\nSlurmctldHost=head\nclustername = pelle # ours\n";
        host::write_new(&folder.path().join("slurm/slurm.conf"), conf.as_bytes()).unwrap();
        let of = |path: &Path| {
            let variables = [("PATH".into(), path.into()), ("SLURM_JOB_ID".into(), "17".into())];
            scheduler(&HostEnvironment::of(variables, Path::new("/")), folder.path())
        };
        let found = of(folder.path()).unwrap();
        assert_eq!((found.cluster.as_deref(), found.job.as_deref()), (Some("pelle"), Some("17")));
        assert_eq!(of(Path::new("/nowhere")), None);
    }
}
