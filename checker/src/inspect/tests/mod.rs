//! Tests of the whole room, on folders laid out from text and on environments made by real tools.
//!
//! Real tools are started here and nowhere else; one that is missing is said and its test passes by.

#![expect(clippy::disallowed_methods, reason = "tests lay out files and start real tools; the program does not")]

mod conda;
mod looks;
mod packages;
mod parsers;
mod places;
mod real;
mod reports;

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

/// The bytes of a program that is recognised as Python 3.11, small enough to lay out.
const PROGRAM: &[u8] = b"\x7fELF\x02\x01\0\0Py_BytesMain\0libpython3.11.so.1.0\0";

/// Lays out a folder, a line for each entry: `a/b -> target` is a link, `a/b/` a folder, `a/b *` a Python program,
/// `a/b = text` a file (`\n` for a new line), `a/b` an empty file.
fn lay(root: &Path, text: &str) {
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (name, content) = line.split_once(" = ").unwrap_or((line, ""));
        if let Some((name, target)) = line.split_once(" -> ") {
            symlink(target, made(root, name)).expect("a link");
        } else if let Some(name) = line.strip_suffix(" *") {
            program(&made(root, name), PROGRAM);
        } else if name.ends_with('/') {
            std::fs::create_dir_all(root.join(name)).expect("a folder");
        } else {
            std::fs::write(made(root, name), content.replace("\\n", "\n")).expect("a file");
        }
    }
}

fn made(root: &Path, name: &str) -> PathBuf {
    let path = root.join(name);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    path
}

fn program(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("a program");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("its mode");
}

/// A scratch folder, without links in its path.
struct Scratch {
    _folder: tempfile::TempDir,
    root: PathBuf,
}

/// A base Python 3.11.7 in `base` and a sound environment made from it in `Example`.
fn example() -> Scratch {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let root = std::fs::canonicalize(folder.path()).expect("its path");
    let here = root.display();
    lay(
        &root,
        &format!(
            "base/bin/python3.11 *
             base/bin/python3 -> python3.11
             base/lib/python3.11/os.py
             base/lib/python3.11/site-packages/
             base/include/python3.11/patchlevel.h = #define PY_VERSION \"3.11.7\"\\n
             Example/pyvenv.cfg = home = {here}/base/bin\\ninclude-system-site-packages = false\\nversion = 3.11.7\\n
             Example/bin/python -> python3
             Example/bin/python3 -> {here}/base/bin/python3
             Example/bin/activate = VIRTUAL_ENV=\"{here}/Example\"\\n
             Example/lib64 -> lib"
        ),
    );
    let scratch = Scratch { _folder: folder, root };
    scratch.install(&scratch.site(), "pip", "24.0");
    scratch
}

impl Scratch {
    fn example(&self) -> PathBuf {
        self.root.join("Example")
    }

    fn site(&self) -> PathBuf {
        self.example().join("lib/python3.11/site-packages")
    }

    /// Adds a whole distribution to a folder of packages.
    fn install(&self, site: &Path, name: &str, version: &str) {
        lay(
            site,
            &format!(
                "{name}/__init__.py
                 {name}-{version}.dist-info/METADATA = Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n
                 {name}-{version}.dist-info/INSTALLER = pip\\n
                 {name}-{version}.dist-info/RECORD = {name}/__init__.py,,\\n{name}-{version}.dist-info/INSTALLER,,\\n"
            ),
        );
    }
}
