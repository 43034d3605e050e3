//! Filling a wheelhouse: the `pip` of a new environment of each Python downloads what is needed, into a folder of its own
//! inside the wheelhouse, from which whole files are taken. What is held already is not asked for again.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::host::{self, FileError, HostEnvironment};
use crate::packaging::Requirement;
use crate::run::{Stage, StageError};
use crate::session::{Limits, Ran, Script, Session, SessionError, Steps as _, shell_path, shell_word};

use super::needs::Need;
use super::wheelhouse::{Wheelhouse, WheelhouseError};

/// Prints what an archive of source needs to be built.
const BUILD_REQUIRES: &str = include_str!("build_requires.py");

/// How long one download may take.
const PATIENCE: Duration = Duration::from_secs(1800);

/// What is to be filled, and for which Pythons.
#[derive(Clone, Copy, Debug)]
pub struct Filling<'f> {
    /// The machine.
    pub host: &'f HostEnvironment,
    /// What is needed.
    pub needs: &'f [Need],
    /// The programs of the Pythons.
    pub pythons: &'f [PathBuf],
}

/// What came of it for one Python.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The program.
    pub program: PathBuf,
    /// Its version (`3.12`) and its platform; none where it could not be used, and why.
    pub python: Result<(String, String), String>,
    /// How many requirements were held already.
    pub kept: usize,
    /// How many are new.
    pub new: usize,
    /// What could not be had, and why.
    pub missing: Vec<(Need, String)>,
}

/// Why nothing could be filled.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// The wheelhouse cannot be used.
    #[error(transparent)]
    Wheelhouse(#[from] WheelhouseError),
    /// There is no place to download to.
    #[error(transparent)]
    Stage(#[from] StageError),
    /// There is no shell for it.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// A file cannot be written.
    #[error(transparent)]
    File(#[from] FileError),
}

/// Fills a wheelhouse. `tell` hears what is done next.
pub fn fill(
    filling: &Filling<'_>,
    house: &mut Wheelhouse,
    tell: &mut dyn FnMut(&str),
) -> Result<Vec<Filled>, FillError> {
    // On the same disk, so that files are taken by rename; and nothing is written elsewhere.
    let host = filling.host.clone().with("TMPDIR", house.folder());
    let stage = Stage::set(&host, "wheelhouse", &[])?;
    host::write_new(&stage.folder().join("build_requires.py"), BUILD_REQUIRES.as_bytes())?;
    let session = stage.open(Vec::new(), Limits { step: PATIENCE, ..Limits::default() })?;
    let mut work = FillWork { filling, house, stage: &stage, session, tell };
    let mut filled: Vec<Filled> = Vec::new();
    for program in filling.pythons {
        let outcome = work.python(program, &filled)?;
        filled.extend(outcome);
    }
    Ok(filled)
}

struct FillWork<'w> {
    filling: &'w Filling<'w>,
    house: &'w mut Wheelhouse,
    stage: &'w Stage,
    session: Session,
    tell: &'w mut dyn FnMut(&str),
}

impl FillWork<'_> {
    /// One Python; none where another one of the same version was there before.
    fn python(&mut self, program: &Path, before: &[Filled]) -> Result<Option<Filled>, FillError> {
        let mut filled =
            Filled { program: program.to_owned(), python: Err(String::new()), kept: 0, new: 0, missing: Vec::new() };
        let (version, platform) = match self.ask(program)? {
            Ok(python) if before.iter().any(|other| other.python.as_ref() == Ok(&python)) => return Ok(None),
            Ok(python) => python,
            Err(why) => {
                filled.python = Err(why);
                return Ok(Some(filled));
            }
        };
        filled.python = Ok((version.clone(), platform.clone()));
        let mut queue: VecDeque<Need> = self.filling.needs.iter().cloned().collect();
        let mut seen: BTreeSet<(String, bool)> = BTreeSet::new();
        let mut own = None;
        while let Some(need) = queue.pop_front() {
            if !seen.insert((need.requirement.clone(), need.source)) {
                continue;
            }
            if let Some(held) = self.house.whole(&need, (&version, &platform)) {
                filled.kept += 1;
                queue.extend(held.with.iter().map(|with| beside(&need, with)));
                continue;
            }
            let python = match &own {
                Some(python) => python,
                None => match self.environment(program, &version)? {
                    Ok(python) => own.insert(python),
                    Err(why) => {
                        filled.python = Err(why);
                        return Ok(Some(filled));
                    }
                },
            };
            (self.tell)(&format!("downloading {} for Python {version}", need.requirement));
            match self.download(&python.clone(), &need, (&version, &platform))? {
                Ok(with) => {
                    filled.new += 1;
                    queue.extend(with.iter().map(|with| beside(&need, with)));
                }
                Err(why) => filled.missing.push((need, why)),
            }
        }
        Ok(Some(filled))
    }

    /// Its version and platform.
    fn ask(&mut self, program: &Path) -> Result<Result<(String, String), String>, FillError> {
        const QUESTION: &str = "import sys, sysconfig; print(\"PYTHON\", \"%d.%d\" % sys.version_info[:2], \
             sysconfig.get_platform(), sep=\"|\")";
        let ran = self.run(&format!("{} -c {}", shell_path(program), shell_word(QUESTION)))?;
        let text = ran.output.text();
        let answer = text.lines().find_map(|line| line.trim().strip_prefix("PYTHON|")?.split_once('|'));
        Ok(answer.map(|(version, platform)| (version.to_owned(), platform.to_owned())).ok_or_else(|| complaint(&ran)))
    }

    /// A new environment, whose pip is the one that learners will have.
    fn environment(&mut self, program: &Path, version: &str) -> Result<Result<PathBuf, String>, FillError> {
        let folder = self.stage.root().join(format!("with-{version}"));
        (self.tell)(&format!("making an environment with Python {version}"));
        let ran = self.run(&format!("{} -m venv {}", shell_path(program), shell_path(&folder)))?;
        Ok(if ran.exit == Some(0) { Ok(folder.join("bin/python")) } else { Err(complaint(&ran)) })
    }

    /// Downloads one requirement with all that it needs; says what has to be there to build what came as source.
    fn download(
        &mut self,
        python: &Path,
        need: &Need,
        which: (&str, &str),
    ) -> Result<Result<Vec<String>, String>, FillError> {
        let to = self.stage.root().join("download");
        let _ = std::fs::remove_dir_all(&to);
        host::create_folder(&to)?;
        // Source is asked for alone: what it needs to run is held beside it, with the same requirement as a wheel.
        let how = match Requirement::parse(&need.requirement) {
            Ok(parsed) if need.source => format!("--no-deps --no-binary {}", shell_word(&parsed.name)),
            _ => "--prefer-binary".to_owned(),
        };
        let line = format!(
            "{} -m pip download --no-cache-dir --no-input --progress-bar off --disable-pip-version-check --dest {} {how} {}",
            shell_path(python),
            shell_path(&to),
            shell_word(&need.requirement)
        );
        let ran = self.run(&line)?;
        if ran.exit != Some(0) {
            return Ok(Err(complaint(&ran)));
        }
        let mut with = Vec::new();
        for archive in host::list(&to)?.iter().filter(|file| file.extension().is_none_or(|end| end != "whl")) {
            let script = self.stage.folder().join("build_requires.py");
            let ran = self.run(&format!("{} {} {}", shell_path(python), shell_path(&script), shell_path(archive)))?;
            if ran.exit != Some(0) {
                return Ok(Err(complaint(&ran)));
            }
            let text = ran.output.text();
            with.extend(text.lines().filter_map(|line| line.trim().strip_prefix("REQUIRES|")).map(str::to_owned));
        }
        if need.source {
            with.push(need.requirement.clone());
        }
        self.house.take(&to, need, with.clone(), which)?;
        Ok(Ok(with))
    }

    fn run(&mut self, line: &str) -> Result<Ran, FillError> {
        let ran = self.session.step(&mut Script::new(line), &[], &mut |_| {})?;
        Ok(ran.unwrap_or_else(|| Ran::not_run(line.to_owned(), Default::default())))
    }
}

/// What has to be held beside a need.
fn beside(need: &Need, with: &str) -> Need {
    Need { requirement: with.to_owned(), source: false, weight: need.weight, asked_by: need.asked_by.clone() }
}

/// What a program said of its failure: the last of its errors, else its last line.
fn complaint(ran: &Ran) -> String {
    let text = ran.output.text();
    let of_pip = text.lines().rev().find_map(|line| line.trim().strip_prefix("ERROR: "));
    of_pip.map_or_else(|| ran.output.last_line(), str::to_owned)
}
