//! `inspect` where files are not what they should be: the answer comes soon, in little memory, and is still right for
//! everything else.

#![expect(clippy::disallowed_methods, reason = "tests lay out files; the program does not")]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, FileType, Mode};

use crate::support::{Measured, measured, skip};

/// The most processor time of one answer, in seconds. A program built without optimisation may take longer.
const SECONDS: f64 = if cfg!(debug_assertions) { 20.0 } else { 2.0 };
/// The most memory of one answer, in KiB.
const KIBIBYTES: u64 = 100 * 1024;
/// The same where there are 100,000 distributions, each with a problem of its own that is told: more than 2 KiB for each.
const KIBIBYTES_OF_MANY: u64 = 240 * 1024;

/// The bytes of a program that is recognised as Python 3.11.
const PROGRAM: &[u8] = b"\x7fELF\x02\x01\0\0Py_BytesMain\0libpython3.11.so.1.0\0";

/// What may stand where a file should.
#[derive(Clone, Copy, Debug)]
enum Stranger {
    Fifo,
    /// A gigabyte, of which nothing is on the disk.
    Sparse,
    /// A link to itself.
    Loop,
    /// A link to `/dev/zero`.
    Device,
    Folder,
    /// One line of 8 MB.
    Line,
    /// 8 MB of what is no text.
    Bytes,
}

const STRANGERS: [Stranger; 7] = [
    Stranger::Fifo,
    Stranger::Sparse,
    Stranger::Loop,
    Stranger::Device,
    Stranger::Folder,
    Stranger::Line,
    Stranger::Bytes,
];

impl Stranger {
    /// Puts it in the place of whatever is there.
    fn put(self, path: &Path) {
        fs::create_dir_all(path.parent().expect("a parent")).expect("its folder");
        clear(path);
        match self {
            Self::Fifo => rustix::fs::mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a FIFO"),
            Self::Sparse => fs::File::create(path).and_then(|file| file.set_len(1 << 30)).expect("a sparse file"),
            Self::Loop => symlink(path, path).expect("a link"),
            Self::Device => symlink("/dev/zero", path).expect("a link"),
            Self::Folder => fs::create_dir(path).expect("a folder"),
            Self::Line => fs::write(path, vec![b'a'; 8 << 20]).expect("a file"),
            Self::Bytes => fs::write(path, b"\xff\0\xfe\n,=:\"".repeat(1 << 20)).expect("a file"),
        }
    }
}

fn clear(path: &Path) {
    if fs::symlink_metadata(path).is_ok_and(|about| about.is_dir()) {
        fs::remove_dir_all(path).expect("the folder goes");
    } else if fs::symlink_metadata(path).is_ok() {
        fs::remove_file(path).expect("the file goes");
    }
}

/// Three environments of one base: made by venv, by conda, and by an old virtualenv. Each holds `good` 1.0 and `odd` 1.0.
struct Ground {
    _folder: tempfile::TempDir,
    root: PathBuf,
}

impl Ground {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let root = fs::canonicalize(folder.path()).expect("its path");
        let ground = Ground { _folder: folder, root };
        let here = ground.root.display();
        ground.program("base/bin/python3.11");
        ground.write("base/lib/python3.11/os.py", "");
        ground.write("base/include/python3.11/patchlevel.h", "#define PY_VERSION \"3.11.7\"\n");
        let cfg = format!("home = {here}/base/bin\ninclude-system-site-packages = false\nversion = 3.11.7\n");
        ground.write("venv/pyvenv.cfg", &cfg);
        ground.write("venv/bin/activate", &format!("VIRTUAL_ENV={here}/venv\n"));
        ground.link("venv/bin/python", "base/bin/python3.11");
        ground.write("conda/conda-meta/history", "==> 2026-01-01 00:00:00 <==\n");
        ground.write("conda/conda-meta/python-3.11.7-0.json", r#"{"name": "python", "version": "3.11.7"}"#);
        ground.write("conda/conda-meta/zlib-1.3-0.json", r#"{"name": "zlib", "version": "1.3"}"#);
        ground.program("conda/bin/python3.11");
        ground.write("old/lib/python3.11/orig-prefix.txt", &format!("{here}/base"));
        ground.write("old/lib/python3.11/no-global-site-packages.txt", "");
        ground.write("old/bin/activate", &format!("VIRTUAL_ENV={here}/old\n"));
        ground.link("old/bin/python", "base/bin/python3.11");
        for environment in ["venv", "conda", "old"] {
            ground.install(environment, "good");
            ground.install(environment, "odd");
            ground.write(&format!("{environment}/lib/python3.11/site-packages/odd.pth"), "extra\n");
        }
        ground
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.root.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("its folder");
        fs::write(path, text).expect("a file");
    }

    fn program(&self, name: &str) {
        let path = self.root.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("its folder");
        fs::write(&path, PROGRAM).expect("a program");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("its mode");
    }

    fn link(&self, name: &str, target: &str) {
        symlink(self.root.join(target), self.root.join(name)).expect("a link");
    }

    fn install(&self, environment: &str, name: &str) {
        let site = format!("{environment}/lib/python3.11/site-packages");
        let about = format!("{site}/{name}-1.0.dist-info");
        self.write(&format!("{site}/{name}/__init__.py"), "");
        self.write(&format!("{about}/METADATA"), &format!("Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"));
        self.write(&format!("{about}/INSTALLER"), "pip\n");
        self.write(&format!("{about}/top_level.txt"), &format!("{name}\n"));
        self.write(&format!("{about}/direct_url.json"), r#"{"url": "https://example.org/a.whl"}"#);
        let files = ["METADATA", "INSTALLER", "top_level.txt", "direct_url.json", "RECORD"];
        let record: String = files.iter().map(|file| format!("{name}-1.0.dist-info/{file},,\n")).collect();
        self.write(&format!("{about}/RECORD"), &format!("{name}/__init__.py,,\n{record}"));
    }

    fn site(&self) -> PathBuf {
        self.root.join("venv/lib/python3.11/site-packages")
    }

    /// Asks in every mode; each answer comes soon, in little memory and without a panic. The answers of `--json` and of
    /// `--list` are given back, and nothing where this cannot be measured.
    fn ask(&self, environment: &str, what: &str) -> Option<Answers> {
        self.ask_within(environment, what, KIBIBYTES)
    }

    /// The same with this much memory, in KiB.
    fn ask_within(&self, environment: &str, what: &str, most: u64) -> Option<Answers> {
        let path = self.root.join(environment).display().to_string();
        let modes: [&[&str]; 6] =
            [&["--json"], &["--list"], &["--has", "good==1.0"], &["--has", "odd>1"], &["--size", "--json"], &[]];
        let commands = modes.map(|mode| {
            let words = [env!("CARGO_BIN_EXE_checker"), "inspect", &path].into_iter().chain(mode.iter().copied());
            words.map(str::to_owned).collect()
        });
        let answers = measured(&self.root, &commands)?;
        for answer in &answers {
            let Measured { command, talk, status, seconds, kibibytes, .. } = answer;
            let said =
                format!("{what}: {command:?} took {seconds} s and {kibibytes} KiB, ended with {status}: {talk:.500}");
            assert!(*status >= 0 && ![70, 101].contains(status) && !talk.contains("panicked"), "{said}");
            assert!(*seconds <= SECONDS && *kibibytes <= most, "{said}");
        }
        let report = serde_json::from_str(&answers[0].data).expect("JSON");
        Some(Answers { what: what.to_owned(), report, list: answers[1].data.clone(), has_good: answers[2].status })
    }
}

/// What was answered.
struct Answers {
    what: String,
    report: serde_json::Value,
    list: String,
    /// The exit status of the question for `good`.
    has_good: i32,
}

impl Answers {
    /// All ways to ask agree that `good` is there and that nothing is wrong with it.
    fn are_right_about_good(&self) {
        let Answers { what, report, list, has_good } = self;
        assert!(packages(report).contains(&("good".to_owned(), "1.0".to_owned())), "{what}: {report:#}");
        assert!(list.lines().any(|line| line == "good==1.0"), "{what}: {list}");
        assert_eq!(*has_good, 0, "{what}");
        let problems = report["problems"].as_array().expect("problems");
        let slander: Vec<_> = problems.iter().filter(|problem| problem.to_string().contains("good")).collect();
        assert!(slander.is_empty(), "{what}: {slander:#?}");
    }
}

/// Name and version of every package of a report.
fn packages(report: &serde_json::Value) -> BTreeSet<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("none").to_owned();
    let packages = report["packages"].as_array().expect("packages");
    packages.iter().map(|package| (text(&package["name"]), text(&package["version"]))).collect()
}

/// Puts every stranger in the place of all of these files, and asks.
fn strangers(test: &str, environment: &str, files: &[&str]) {
    for stranger in STRANGERS {
        let ground = Ground::new();
        for file in files {
            stranger.put(&ground.root.join(environment).join(file));
        }
        let Some(answers) = ground.ask(environment, &format!("{stranger:?} as {files:?}")) else {
            return skip(test, "python3 is missing");
        };
        answers.are_right_about_good();
    }
}

#[test]
fn strangers_among_the_metadata_of_packages_hide_no_other() {
    let ground = Ground::new();
    let mut whole = Vec::new();
    for file in ["METADATA", "RECORD", "INSTALLER", "direct_url.json", "top_level.txt"] {
        for stranger in STRANGERS {
            let name = format!("{file}{stranger:?}").replace(['_', '.'], "").to_lowercase();
            ground.install("venv", &name);
            stranger.put(&ground.site().join(format!("{name}-1.0.dist-info/{file}")));
            whole.extend((file != "METADATA").then_some((name, "1.0".to_owned())));
        }
    }
    let Some(answers) = ground.ask("venv", "metadata") else { return skip("strange metadata", "python3 is missing") };
    answers.are_right_about_good();
    let missing: Vec<_> = whole.iter().filter(|package| !packages(&answers.report).contains(package)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn strangers_among_the_entries_of_site_packages_hide_no_package() {
    let ground = Ground::new();
    for stranger in STRANGERS {
        let name = format!("{stranger:?}").to_lowercase();
        for end in [".pth", ".egg-link", "-1.0.egg-info", "-1.0-py3.11.egg", "-1.0.dist-info", ".py"] {
            stranger.put(&ground.site().join(format!("{name}{end}")));
        }
    }
    let Some(answers) = ground.ask("venv", "entries") else { return skip("strange entries", "python3 is missing") };
    answers.are_right_about_good();
    strangers("strange easy-install.pth", "venv", &["lib/python3.11/site-packages/easy-install.pth"]);
}

#[test]
fn strangers_among_the_marks_of_an_environment_hide_no_package() {
    strangers("strange pyvenv.cfg", "venv", &["pyvenv.cfg"]);
    strangers(
        "strange programs",
        "venv",
        &["bin/activate", "bin/activate.csh", "bin/python", "bin/python3", "bin/pip"],
    );
    let base = ["../base/include/python3.11/patchlevel.h", "../base/lib/python3.11/build-details.json"];
    strangers("strange base", "venv", &base);
}

#[test]
fn strangers_in_conda_s_records_hide_no_package() {
    let files = ["conda-meta/python-3.11.7-0.json", "conda-meta/zlib-1.3-0.json", "conda-meta/other-1.0-0.json"];
    strangers("strange conda-meta", "conda", &files);
    strangers("strange old virtualenv", "old", &["lib/python3.11/no-global-site-packages.txt"]);
}

/// What marks the environment may be what is strange; then there is none, which is an answer too.
#[test]
fn a_stranger_as_the_only_mark_is_answered() {
    let ground = Ground::new();
    for (environment, mark) in [("conda", "conda-meta/history"), ("old", "lib/python3.11/orig-prefix.txt")] {
        for stranger in STRANGERS {
            stranger.put(&ground.root.join(environment).join(mark));
            let what = format!("{stranger:?} as {environment}/{mark}");
            let Some(_) = ground.ask(environment, &what) else {
                return skip("a stranger as mark", "python3 is missing");
            };
        }
    }
}

#[test]
fn a_stranger_as_site_packages_is_answered() {
    let ground = Ground::new();
    for stranger in STRANGERS {
        stranger.put(&ground.site());
        let what = format!("{stranger:?} as site-packages");
        let Some(Answers { report, .. }) = ground.ask("venv", &what) else {
            return skip("no site-packages", "python3 is missing");
        };
        assert_eq!(packages(&report), BTreeSet::new(), "{what}");
    }
}

#[test]
fn a_hundred_thousand_files_in_site_packages_are_looked_at() {
    let ground = Ground::new();
    for number in 0..100_000 {
        fs::File::create(ground.site().join(format!("data{number:06}.py"))).expect("a file");
    }
    let Some(answers) = ground.ask("venv", "100,000 files") else { return skip("many files", "python3 is missing") };
    answers.are_right_about_good();
}

#[test]
fn a_hundred_thousand_distributions_are_looked_at() {
    let ground = Ground::new();
    for number in 0..100_000 {
        fs::create_dir(ground.site().join(format!("many{number}-1.0.dist-info"))).expect("a folder");
    }
    let Some(answers) = ground.ask_within("venv", "100,000 records", KIBIBYTES_OF_MANY) else {
        return skip("many records", "python3 is missing");
    };
    answers.are_right_about_good();
    let report = &answers.report;
    assert_eq!(packages(report).len(), 100_002);
}

#[test]
fn twenty_thousand_versions_of_one_package_are_told_as_one_problem() {
    let ground = Ground::new();
    for number in 0..20_000 {
        fs::create_dir(ground.site().join(format!("many-1.{number}.dist-info"))).expect("a folder");
    }
    let Some(answers) = ground.ask("venv", "versions") else { return skip("many versions", "python3 is missing") };
    answers.are_right_about_good();
    let problems = answers.report["problems"].as_array().expect("problems");
    assert_eq!(problems.iter().filter(|problem| problem["id"] == "ambiguous-package").count(), 1);
}

#[test]
fn names_that_are_no_text_hide_nothing() {
    let ground = Ground::new();
    for name in
        [&b"\xff\xfe.dist-info"[..], b"\xe9.pth", b"caf\xe9-1.0.dist-info", b"\xff.egg-link", b"~\xff", b"\xff.py"]
    {
        fs::create_dir(ground.site().join(OsStr::from_bytes(name))).expect("a folder");
    }
    let Some(answers) = ground.ask("venv", "names") else {
        return skip("names that are no text", "python3 is missing");
    };
    answers.are_right_about_good();
    let report = &answers.report;
    assert_eq!(packages(report).len(), 2);
}

#[test]
fn a_record_that_points_outside_is_not_followed() {
    let ground = Ground::new();
    let about = ground.site().join("odd-1.0.dist-info");
    let lines = "../../../../../../../etc/passwd,,\n/etc/shadow,,\n../x/../../y,,\n./odd/z.py,,\n,,\n/,,\n..,,\nodd/__init__.py,,\n";
    fs::write(about.join("RECORD"), lines).expect("a file");
    let Some(answers) = ground.ask("venv", "outside") else { return skip("a record outside", "python3 is missing") };
    answers.are_right_about_good();
    let report = &answers.report;
    assert!(packages(report).contains(&("odd".to_owned(), "1.0".to_owned())), "{report:#}");
}

#[test]
fn a_record_of_four_million_lines_makes_nothing_wrong() {
    let ground = Ground::new();
    let about = ground.site().join("odd-1.0.dist-info");
    let mut lines: String = (0..4_000_000).map(|number| format!("odd/file{number}.py,,\n")).collect();
    lines.push_str("beside/__init__.py,,\n");
    fs::write(about.join("RECORD"), lines).expect("a file");
    fs::create_dir(ground.site().join("beside")).expect("a folder");
    fs::write(ground.site().join("beside/__init__.py"), "").expect("a file");
    let Some(answers) = ground.ask("venv", "long") else { return skip("a long record", "python3 is missing") };
    answers.are_right_about_good();
    let report = &answers.report;
    // Its end was not read, so that nobody can say whose `beside` is.
    assert!(!report["problems"].to_string().contains("beside"), "{report:#}");
    assert!(!report["problems"].to_string().contains("code-missing"), "{report:#}");
}

#[test]
fn deep_folders_are_counted_to_their_end() {
    let ground = Ground::new();
    let mut at = rustix::fs::open(ground.site(), rustix::fs::OFlags::DIRECTORY, Mode::empty()).expect("open");
    for _ in 0..3000 {
        rustix::fs::mkdirat(&at, "deeper", Mode::RWXU).expect("a folder");
        rustix::fs::mkdirat(&at, "beside", Mode::RWXU).expect("a folder");
        at = rustix::fs::openat(&at, "deeper", rustix::fs::OFlags::DIRECTORY, Mode::empty()).expect("open");
    }
    let Some(answers) = ground.ask("venv", "deep") else { return skip("deep folders", "python3 is missing") };
    answers.are_right_about_good();
}

#[test]
fn thousands_of_pth_files_with_thousands_of_folders_are_answered() {
    let ground = Ground::new();
    let all: String = (0..2000).map(|number| format!("{}/many/{number}\n", ground.root.display())).collect();
    for number in 0..2000 {
        fs::create_dir_all(ground.root.join(format!("many/{number}/far{number}-1.0.dist-info"))).expect("a folder");
        fs::write(ground.site().join(format!("add{number}.pth")), format!("/\n{all}")).expect("a file");
    }
    let Some(answers) = ground.ask("venv", "pth") else { return skip("many pth files", "python3 is missing") };
    answers.are_right_about_good();
}

#[test]
fn a_password_in_an_address_is_never_shown() {
    let ground = Ground::new();
    let about = ground.site().join("odd-1.0.dist-info");
    let address = r#"{"url": "https://user:SECRET@example.org/odd.git", "vcs_info": {"vcs": "git", "commit_id": "1"}}"#;
    fs::write(about.join("direct_url.json"), address).expect("a file");
    let Some(answers) = ground.ask("venv", "password") else { return skip("a password", "python3 is missing") };
    answers.are_right_about_good();
    let report = &answers.report;
    assert!(!report.to_string().contains("SECRET"), "{report:#}");
}
