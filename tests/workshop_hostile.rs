//! What people may do to a class: two accounts on one machine, and an instructor who is neither.

#![expect(clippy::disallowed_methods, reason = "tests start programs; the program does not")]

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Machine, PLAIN, Terminal, skip};
use crate::workshop::machine;

/// The instructor, and two learners: users that need not exist, each in a group of their own.
const INSTRUCTOR: u32 = 64_101;
const ONE: u32 = 64_102;
const OTHER: u32 = 64_103;

/// A machine with three people on it; none where one may not become somebody else.
struct Room {
    machine: Machine,
    checker: PathBuf,
}

impl Room {
    fn new(test: &str) -> Option<Self> {
        if !rustix::process::geteuid().is_root() || !Path::new("/usr/bin/setpriv").exists() {
            skip(test, "only root can be several people, and with setpriv (util-linux)");
            return None;
        }
        let machine = machine(test)?;
        let above = machine.here().parent().expect("the machine").to_owned();
        for folder in [above.clone(), machine.here()] {
            fs::set_permissions(folder, Permissions::from_mode(0o755)).expect("its mode");
        }
        // A copy: the folder that it was built in may be closed to others.
        let checker = above.join("checker");
        fs::copy(env!("CARGO_BIN_EXE_checker"), &checker).expect("a copy");
        fs::set_permissions(&checker, Permissions::from_mode(0o755)).expect("its mode");
        for person in [INSTRUCTOR, ONE, OTHER] {
            let home = machine.here().join(person.to_string());
            fs::create_dir(&home).expect("a home");
            fs::write(home.join(".bashrc"), PLAIN).expect("a start-up file");
            fs::create_dir(home.join("tmp")).expect("a folder");
            for path in [home.clone(), home.join(".bashrc"), home.join("tmp")] {
                chown(&path, Some(person), Some(person)).expect("an owner");
            }
            fs::set_permissions(&home, Permissions::from_mode(0o755)).expect("its mode");
        }
        Some(Room { machine, checker })
    }

    fn class(&self) -> PathBuf {
        self.machine.here().join(INSTRUCTOR.to_string()).join("class")
    }

    /// A program as this person runs it.
    fn command(&self, person: u32, program: &Path) -> Command {
        let mut command = self.machine.command("/usr/bin/setpriv".as_ref());
        let (user, home) = (person.to_string(), self.machine.here().join(person.to_string()));
        command.args(["--reuid", &user, "--regid", &user, "--clear-groups"]).arg(program);
        command.env("HOME", &home).env("TMPDIR", home.join("tmp")).current_dir(&home);
        command
    }

    /// What a line in this person's shell prints, and whether it went well.
    fn shell(&self, person: u32, line: &str) -> (String, bool) {
        let output = self.command(person, "/bin/bash".as_ref()).args(["-c", line]).output().expect("bash");
        let text = [output.stdout, output.stderr].concat();
        (self.machine.redact(&String::from_utf8_lossy(&text)), output.status.success())
    }

    /// What `checker` prints for this person.
    fn checker(&self, person: u32, words: &str) -> (String, bool) {
        self.shell(person, &format!("{} {words}", self.checker.display()))
    }

    /// A learner joins, makes an environment, and leaves.
    fn works(&self, person: u32) {
        let mut command = self.command(person, &self.checker);
        command.arg("join").arg(self.class()).args(["first-venv", "--color", "never"]);
        let mut terminal = Terminal::start(&self.machine, 80, 24, &command);
        terminal.wait_for("all is kept");
        terminal.enter("python3 -m venv --without-pip Example");
        terminal.wait_for("2/4");
        terminal.enter("exit");
        assert_eq!(terminal.exit_status(), 0, "{}", terminal.screen());
    }
}

#[test]
fn one_learner_can_do_nothing_to_another_and_the_instructor_sees_both() {
    let Some(room) = Room::new("two_accounts") else { return };
    let (made, ok) = room.checker(INSTRUCTOR, "workshop new class");
    assert!(ok, "{made}");
    for person in [ONE, OTHER] {
        room.works(person);
    }
    let drop_box = room.class().join("drop");
    let own = |person: u32| {
        let mut files = fs::read_dir(&drop_box).expect("it").flatten().map(|entry| entry.path());
        files.find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&person.to_string())))
    };
    let file = own(ONE).expect("a file of the first");
    let before = fs::read(&file).expect("it");
    let drop_box = drop_box.display();
    let file = file.display();
    for wrong in [
        format!("cat {file}"),
        format!("ls {drop_box}"),
        format!("echo x >> {file}"),
        format!(": > {file}"),
        format!("mv {file} {drop_box}/else"),
        format!("mv {file} ~/mine"),
        format!("rm -f {file}"),
        format!("ln {file} ~/mine"),
        format!("chmod 666 {file}"),
        format!("echo mine > x; mv -f x {file}"),
        format!("cat {}/pseudonyms.key", room.class().display()),
        format!("echo x >> {}/control.jsonl", room.class().display()),
        format!("rmdir {drop_box} || mv {drop_box} {drop_box}.old"),
    ] {
        let (said, ok) = room.shell(OTHER, &wrong);
        assert!(!ok, "`{wrong}` is possible: {said}");
    }
    assert_eq!(fs::read(file.to_string()).expect("it"), before);
    // A name that claims to be somebody else's, with records that are right.
    let session = "0".repeat(32);
    let copy = own(OTHER).expect("a file of the other").display().to_string();
    let (said, ok) = room.shell(OTHER, &format!("cat {copy} > {drop_box}/{ONE}.{session}.jsonl"));
    assert!(ok, "{said}");
    let (seen, ok) = room.checker(INSTRUCTOR, "workshop watch class --json");
    assert!(ok, "{seen}");
    let seen: serde_json::Value = serde_json::from_str(&seen).expect("JSON");
    assert_eq!(seen["learners"].as_array().map(Vec::len), Some(2), "{seen:#}");
    assert_eq!(seen["aside"], serde_json::json!({ "forged": 1 }));
    let (said, ok) = room.checker(OTHER, &format!("workshop watch {} --once", room.class().display()));
    assert!(!ok && said.contains("only who made the class can see it"), "{said}");
    let (said, ok) = room.checker(OTHER, &format!("workshop close {} --now --yes", room.class().display()));
    assert!(!ok && said.contains("only who made the class can close it"), "{said}");
    // A learner takes back their own, without seeing the folder.
    let (said, ok) = room.checker(ONE, &format!("workshop forget-me {}", room.class().display()));
    assert!(ok && said.contains("1 file removed"), "{said}");
    assert_eq!(own(ONE).map(|path| path.display().to_string()), Some(format!("{drop_box}/{ONE}.{session}.jsonl")));
    let (said, ok) = room.checker(INSTRUCTOR, "workshop close class --now --yes");
    assert!(ok && said.contains("Closed: 2 files removed."), "{said}");
    assert!(!room.class().exists());
}
