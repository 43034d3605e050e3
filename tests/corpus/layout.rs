//! Environments as text: a sound one, and lines that lay a fault on top of it.
//!
//! A line is one entry or one change; `{site}` and its like stand for folders, in paths and in texts:
//!
//! | line | what it does |
//! |---|---|
//! | `PATH/` | a folder |
//! | `PATH = text` | a file; `\n`, `\r`, `\t` and `\xNN` are bytes |
//! | `PATH -> TARGET` | a link |
//! | `PATH * 3.12` | a program that is recognised as Python 3.12 |
//! | `PATH : old => new` | another text in a file |
//! | `+ NAME VERSION FOLDER` | a whole distribution, as pip leaves it; in `{site}` when no folder is given |
//! | `- PATH` | the file or folder is gone |
//! | `mv PATH PATH` | it is called otherwise |
//! | `mode 000 PATH` | its permissions |
//!
//! It refuses what it does not understand: a case that was laid out half would test nothing.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

/// A base Python 3.11.7 and the environment `Example` made from it by `venv`, with pip.
const SOUND: &str = "
    {base}/bin/python3.11 * 3.11
    {base}/bin/python3 -> python3.11
    {base}/lib/python3.11/os.py
    {base}/lib/python3.11/site-packages/
    {base}/include/python3.11/patchlevel.h = #define PY_VERSION \"3.11.7\"\\n
    {env}/pyvenv.cfg = home = {base}/bin\\ninclude-system-site-packages = false\\nversion = 3.11.7\\n
    {env}/bin/python -> python3
    {env}/bin/python3 -> {base}/bin/python3
    {env}/bin/python3.11 -> python3
    {env}/bin/activate = VIRTUAL_ENV=\"{env}\"\\nexport VIRTUAL_ENV\\n
    {env}/bin/pip = #!{env}/bin/python3\\nimport pip\\n
    {env}/lib64 -> lib
    + pip 24.0
    {home}/
";

/// A folder of its own for one case; it is removed with it.
pub(super) struct Scratch {
    _folder: tempfile::TempDir,
    root: PathBuf,
}

impl Scratch {
    /// An empty one.
    pub(super) fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        // Read by others: cases about permissions are asked as another user.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("its mode");
        let root = fs::canonicalize(folder.path()).expect("its path");
        Scratch { _folder: folder, root }
    }

    /// A sound environment, and these lines on top of it.
    pub(super) fn with(lines: &str) -> Self {
        let scratch = Self::empty();
        scratch.lay(SOUND);
        scratch.lay(lines);
        scratch
    }

    /// A text with its folders.
    pub(super) fn fill(&self, text: &str) -> String {
        let root = self.root.display();
        let folders = [
            ("{root}", String::new()),
            ("{env}", "/Example".to_owned()),
            ("{site}", "/Example/lib/python3.11/site-packages".to_owned()),
            ("{base}", "/base".to_owned()),
            ("{base-site}", "/base/lib/python3.11/site-packages".to_owned()),
            ("{home}", "/home".to_owned()),
            ("{user}", "/home/.local/lib/python3.11/site-packages".to_owned()),
            ("{module}", "/module/lib/python3.11/site-packages".to_owned()),
        ];
        folders.iter().fold(text.to_owned(), |text, (word, path)| text.replace(word, &format!("{root}{path}")))
    }

    /// Lays these lines.
    pub(super) fn lay(&self, lines: &str) {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.line(&self.fill(line));
        }
    }

    fn line(&self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["+", name, version] => install(&self.root.join("Example/lib/python3.11/site-packages"), name, version),
            ["+", name, version, folder] => install(&self.within(folder), name, version),
            ["-", path] => remove(&self.within(path)),
            ["mv", from, to] => fs::rename(self.within(from), parents(&self.within(to))).expect("both"),
            ["mode", mode, path] => {
                let mode = u32::from_str_radix(mode, 8).expect("an octal number");
                fs::set_permissions(self.within(path), fs::Permissions::from_mode(mode)).expect("its mode");
            }
            [path, "*", python] => program(parents(&self.within(path)), python),
            [path, "->", target] => symlink(target, parents(&self.within(path))).expect("a link"),
            [path, ":", ..] => {
                let change = &line[path.len() + 3..];
                let (old, new) = change.split_once(" =>").expect("old and new");
                let new = new.strip_prefix(' ').unwrap_or(new);
                let path = self.within(path);
                let text = fs::read(&path).expect("the file");
                let changed = replaced(&text, &bytes(old), &bytes(new));
                assert_ne!(text, changed, "{line}: nothing changed");
                fs::write(path, changed).expect("the file");
            }
            [path, "=", ..] => {
                let text = line[path.len() + 2..].strip_prefix(' ').unwrap_or_default();
                fs::write(parents(&self.within(path)), bytes(text)).expect("a file");
            }
            [path] if path.ends_with('/') => fs::create_dir_all(self.within(path)).expect("a folder"),
            [path] => fs::write(parents(&self.within(path)), "").expect("a file"),
            _ => panic!("not understood: {line}"),
        }
    }

    /// The path, which must lie in this folder: nothing else is ever touched.
    fn within(&self, path: &str) -> PathBuf {
        let path = self.root.join(path);
        assert!(path.starts_with(&self.root) && path != self.root, "{}", path.display());
        path
    }
}

/// The path, once its folder is there.
fn parents(path: &Path) -> &Path {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    path
}

fn remove(path: &Path) {
    let about = fs::symlink_metadata(path).expect("what is to be removed");
    if about.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.expect("it");
}

/// The bytes by which a Python program is recognised, and no more.
fn program(path: &Path, python: &str) {
    let text = format!("\x7fELF\u{2}\u{1}\0\0Py_BytesMain\0libpython{python}.so.1.0\0");
    fs::write(path, text).expect("a program");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("its mode");
}

fn install(site: &Path, name: &str, version: &str) {
    let module = name.to_lowercase().replace(['-', '.'], "_");
    let about = format!("{module}-{version}.dist-info");
    let files = [
        (format!("{module}/__init__.py"), String::new()),
        (format!("{about}/METADATA"), format!("Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nText.\n")),
        (format!("{about}/WHEEL"), "Wheel-Version: 1.0\nTag: py3-none-any\n".to_owned()),
        (format!("{about}/INSTALLER"), "pip\n".to_owned()),
    ];
    let record: String = files.iter().map(|(path, _)| format!("{path},,\n")).collect();
    let record = (format!("{about}/RECORD"), format!("{record}{about}/RECORD,,\n"));
    for (path, text) in files.iter().chain([&record]) {
        fs::write(parents(&site.join(path)), text).expect("a file");
    }
}

/// What the text stands for.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend_from_slice(before.as_bytes());
        let (byte, length) = match after.as_bytes().first() {
            Some(b'n') => (b'\n', 1),
            Some(b'r') => (b'\r', 1),
            Some(b't') => (b'\t', 1),
            Some(b'x') => (u8::from_str_radix(&after[1..3], 16).expect("two digits"), 3),
            _ => panic!("not understood: \\{after}"),
        };
        bytes.push(byte);
        rest = &after[length..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

fn replaced(text: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut changed = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.windows(old.len()).position(|window| window == old) {
        changed.extend_from_slice(&rest[..at]);
        changed.extend_from_slice(new);
        rest = &rest[at + old.len()..];
    }
    changed.extend_from_slice(rest);
    changed
}
