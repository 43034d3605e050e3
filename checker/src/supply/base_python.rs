//! A base Python for proofs, as a cluster's module would give it.
//!
//! Mistakes are proved by making them, and some of them install packages beside the base Python. That must never be the
//! machine's own. So each proof gets a base of its own in its scratch folder: the real interpreter (copied, because Python
//! finds its prefix from where its program lies), the real standard library (linked), a real pip (from `ensurepip`), and
//! its own `site-packages`. A second kind carries the marker of PEP 668.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::host;
use crate::lesson::BasePython;

/// What the interpreter is asked, in one line that any shell can type.
pub const QUESTION: &str = "python3 -c 'import sys, sysconfig; print(\"BASE\", sys.version_info[0], sys.version_info[1], \
     getattr(sys, \"_base_executable\", sys.executable), sysconfig.get_path(\"stdlib\"), sep=\"|\")'";

/// The pattern of a base Python, from which each proof gets its own.
#[derive(Clone, Debug)]
pub struct BasePythons {
    pattern: PathBuf,
    name: String,
}

/// Why no base Python could be laid out.
#[derive(Debug, thiserror::Error)]
pub enum LayOutError {
    /// The interpreter did not answer as expected.
    #[error("`python3` did not say where it lies: {0}")]
    NoAnswer(String),
    /// A file could not be made.
    #[error("the base Python for proofs could not be laid out at `{}`", path.display())]
    File {
        /// Where.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl BasePythons {
    /// Lays out the pattern in a folder that is not there yet, from the interpreter's answer to [`QUESTION`]. pip is not in
    /// it yet: [`BasePythons::pip_command`] puts it there.
    pub fn lay_out(folder: &Path, answer: &str) -> Result<Self, LayOutError> {
        let line = answer
            .lines()
            .find_map(|line| line.strip_prefix("BASE|"))
            .ok_or_else(|| LayOutError::NoAnswer(answer.trim().to_owned()))?;
        let fields: Vec<&str> = line.trim().split('|').collect();
        let [major, minor, program, library] = fields[..] else {
            return Err(LayOutError::NoAnswer(line.to_owned()));
        };
        let name = format!("python{major}.{minor}");
        let pattern = BasePythons { pattern: folder.to_owned(), name };
        pattern
            .copy_interpreter(Path::new(program), Path::new(library))
            .map_err(|source| LayOutError::File { path: folder.to_owned(), source })?;
        Ok(pattern)
    }

    fn copy_interpreter(&self, program: &Path, library: &Path) -> io::Result<()> {
        let bin = self.pattern.join("bin");
        let lib = self.pattern.join("lib").join(&self.name);
        fs::create_dir_all(&bin)?;
        fs::create_dir_all(lib.join("site-packages"))?;
        fs::copy(fs::canonicalize(program)?, bin.join(&self.name))?;
        symlink(&self.name, bin.join("python3"))?;
        symlink("python3", bin.join("python"))?;
        for entry in fs::read_dir(library)? {
            let entry = entry?;
            let name = entry.file_name();
            // Its own packages stay out, and so do the marker of PEP 668 and a distribution's own start-up code.
            let left_out = ["site-packages", "dist-packages", "EXTERNALLY-MANAGED", "__pycache__", "sitecustomize.py"];
            if !left_out.iter().any(|left_out| name == *left_out) {
                symlink(entry.path(), lib.join(&name))?;
            }
        }
        Ok(())
    }

    /// The command that puts pip into the pattern.
    pub fn pip_command(&self) -> String {
        format!("'{}' -m ensurepip --default-pip", self.pattern.join("bin/python3").display())
    }

    /// Makes a base of its own in a folder that is not there yet, and returns the folder for the search path.
    pub fn make(&self, folder: &Path, kind: BasePython) -> Result<PathBuf, LayOutError> {
        let make = || {
            copy_tree(&self.pattern, folder)?;
            self.move_scripts(folder)?;
            if kind == BasePython::ExternallyManaged {
                let marker = "[externally-managed]\nError=This Python belongs to the operating system.\n";
                write_new(&folder.join("lib").join(&self.name).join("EXTERNALLY-MANAGED"), marker)?;
            }
            Ok(folder.join("bin"))
        };
        make().map_err(|source| LayOutError::File { path: folder.to_owned(), source })
    }

    /// pip's scripts name their interpreter by its full path.
    fn move_scripts(&self, folder: &Path) -> io::Result<()> {
        for entry in fs::read_dir(self.pattern.join("bin"))? {
            let name = entry?.file_name();
            if !name.as_encoded_bytes().starts_with(b"pip") {
                continue;
            }
            let text = fs::read_to_string(self.pattern.join("bin").join(&name))?;
            let moved = text.replace(&self.pattern.display().to_string(), &folder.display().to_string());
            let script = folder.join("bin").join(&name);
            fs::remove_file(&script)?;
            write_new(&script, &moved)?;
            fs::set_permissions(&script, fs::metadata(self.pattern.join("bin").join(&name))?.permissions())?;
        }
        Ok(())
    }
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    host::write_new(path, text.as_bytes()).map_err(|error| error.source)
}

/// Copies a tree: folders anew, links as links, files as hard links where that is possible.
fn copy_tree(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else if kind.is_symlink() {
            symlink(fs::read_link(entry.path())?, &target)?;
        } else if fs::hard_link(entry.path(), &target).is_err() {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
