//! Worries about folders, disks and the network.

use super::super::index::Answer;
use super::super::space::{Measured, Space};
use super::super::worry::Worry;
use super::{Look, short, worry};

/// Less than this is little for exercises, in bytes. An environment with numpy, pandas, matplotlib and scipy takes 400 MB,
/// and what pip keeps of it about a third of that: 1 GiB is room for two.
const LITTLE: u64 = 1 << 30;
/// Less than this is little where only downloads are kept and unpacked: the largest of those packages, three times over.
const LITTLE_ASIDE: u64 = 256 << 20;
/// Fewer than these are few. A plain environment has 1,000 files, one with those four packages 11,500.
const FEW: u64 = 10_000;

impl Look<'_> {
    pub(super) fn folder(&self) -> Vec<Worry> {
        let folder = self.seen.folder.display().to_string();
        let elsewhere = "choose another folder: `--work DIR`".to_owned();
        let mut found = Vec::new();
        if folder.contains(':') {
            let what = format!(
                "the folder `{}` has a `:` in its path, which parts the entries of `PATH`: `venv` refuses to work there",
                short(&folder)
            );
            found.push(worry("folder-colon", what, elsewhere.clone()));
        }
        if let Some(space) = self.seen.spaces.work.known() {
            let path = space.path.display().to_string();
            if space.read_only {
                let what =
                    format!("nothing can be written to `{}`: its file system is mounted read-only", short(&path));
                found.push(worry("folder-read-only", what, elsewhere));
            } else if space.no_programs {
                let what = format!(
                    "no program may be run from `{}` (mounted `noexec`): the programs of an environment there do not start",
                    short(&path)
                );
                found.push(worry("folder-no-programs", what, elsewhere));
            }
        }
        found
    }

    pub(super) fn little_space(&self) -> Vec<Worry> {
        let spaces = &self.seen.spaces;
        let little = |space: &Space, least: u64| space.bytes < least && !space.read_only;
        let clean = "make room (`python3 -m pip cache purge` removes what pip keeps)";
        let places = [
            (&spaces.work, LITTLE, "for the exercises in", "make room, or choose another folder: `--work DIR`"),
            (&spaces.home, LITTLE_ASIDE, "for what pip and uv download to", clean),
            (&spaces.temporary, LITTLE_ASIDE, "for unpacking in", "set `TMPDIR` to a folder of yours with more room"),
        ];
        let found = places.into_iter().filter_map(|(measured, least, role, way)| {
            let space = measured.known().filter(|space| little(space, least))?;
            let what = format!("only {} are left {role} `{}`", bytes(space.bytes), space.path.display());
            Some(worry("little-space", what, way.to_owned()))
        });
        // Often all three are one disk: once is enough.
        found.take(1).collect()
    }

    pub(super) fn few_files(&self) -> Vec<Worry> {
        let files = |measured: &Measured| {
            let space = measured.known()?;
            Some((space.path.clone(), space.files.filter(|files| *files < FEW && !space.read_only)?))
        };
        let found = [&self.seen.spaces.work, &self.seen.spaces.home].into_iter().filter_map(files).next();
        found
            .map(|(path, files)| {
                let what = format!(
                    "only {files} more files can be made in `{}`; an environment has 1,000 and more",
                    path.display()
                );
                worry("few-files", what, "remove old environments, or choose another folder: `--work DIR`".to_owned())
            })
            .into_iter()
            .collect()
    }

    pub(super) fn index_unreachable(&self) -> Vec<Worry> {
        let Some(asked) = &self.seen.index else { return Vec::new() };
        if !matches!(asked.answer, Answer::Refused | Answer::NoAnswer) {
            return Vec::new();
        }
        let what = format!("the package index `{}` cannot be reached: {}", asked.index.url, asked.reason);
        let way = if self.variable("SLURM_JOB_ID").is_some() {
            "leave this job, and begin on a login node"
        } else if asked.index.proxy.is_some() {
            "ask your centre for the right proxy; exercises that install can wait"
        } else {
            "begin where the internet can be reached, such as a login node, or set `https_proxy` as your centre says"
        };
        vec![worry("index-unreachable", what, way.to_owned())]
    }
}

fn bytes(bytes: u64) -> String {
    format!("{} MB", bytes / 1_000_000)
}
