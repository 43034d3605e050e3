//! `storage`: what the course occupies, and its removal.

#![expect(clippy::disallowed_methods, reason = "tests make the files that a learner would")]

use std::fs;

use snapbox::{assert_data_eq, str};

use crate::progress::{machine, small, write_course};

#[test]
fn what_the_course_occupies_is_shown_and_removed_and_nothing_else() {
    let Some(machine) = machine("what_the_course_occupies_is_shown_and_removed_and_nothing_else") else { return };
    write_course(&machine);
    let nothing = small(&machine, &["storage"]);
    assert_data_eq!(
        nothing.1,
        str![[r#"
The course occupies nothing: there is no folder of an exercise in ~/checker.

"#]]
    );
    // Begun, set aside by `skip --do`, and three that are not the course's: of another name, a file, a link.
    let work = machine.home().join("checker");
    for folder in ["files/data", "files.before-1", "files.before-x", "mine"] {
        fs::create_dir_all(work.join(folder)).expect("a folder");
    }
    fs::write(work.join("files/data/list.txt"), "one\n").expect("a file");
    fs::write(work.join("batch"), "a file\n").expect("a file");
    std::os::unix::fs::symlink(work.join("mine"), work.join("hopeless")).expect("a link");
    let (status, shown, talk) = small(&machine, &["storage"]);
    assert_eq!((status, talk.as_str()), (0, ""));
    assert_data_eq!(
        shown,
        str![[r#"
       3 files  [..]  ~/checker/files
        1 file  [..]  ~/checker/files.before-1
       4 files  [..]  in all

checker storage --remove --course course  removes them all; your progress is
  kept

"#]]
    );
    let (status, _, talk) = small(&machine, &["storage", "--remove"]);
    assert_eq!(status, 2);
    assert_data_eq!(
        talk,
        str![[r#"
error: this removes 2 folders with 4 files

hint: there is nobody to ask here: `checker storage --remove --yes --course course` goes ahead

"#]]
    );
    assert!(work.join("files/data/list.txt").is_file(), "nothing goes without a yes");
    let (status, shown, talk) = small(&machine, &["storage", "--remove", "--yes"]);
    assert_eq!((status, talk.as_str()), (0, ""));
    assert_data_eq!(
        shown,
        str![[r#"
Removed 2 folders with 4 files. Your progress is kept.

"#]]
    );
    let mut left: Vec<_> =
        fs::read_dir(&work).expect("the folder").map(|it| it.expect("an entry").file_name()).collect();
    left.sort();
    assert_eq!(left, ["batch", "files.before-x", "hopeless", "mine"]);
}

#[test]
fn the_folder_one_stands_in_is_not_removed() {
    let Some(machine) = machine("the_folder_one_stands_in_is_not_removed") else { return };
    write_course(&machine);
    let folder = machine.home().join("checker/files/below");
    fs::create_dir_all(&folder).expect("a folder");
    let line =
        "course=$PWD/course; cd ~/checker/files/below && checker --course \"$course\" storage --remove files --yes";
    machine.add_program(std::path::Path::new(env!("CARGO_BIN_EXE_checker")));
    let outcome = machine.shell(line);
    assert_eq!(outcome.status, 2, "{}", outcome.talk);
    assert!(outcome.talk.contains("error: this shell stands in `~/checker/files`"), "{}", outcome.talk);
    assert!(folder.is_dir());
}
