//! What is installed: five answers, and the comparison with a requirements file.

use std::path::Path;

use crate::packaging::Requirement;

use super::super::{Answer, Difference, FileKind, Verdict, compare, installed, look, package, wanted_text};
use super::{Scratch, example, lay};

fn ask(scratch: &Scratch, text: &str) -> Answer {
    let asked = Requirement::parse(text).expect("a requirement");
    package(&[scratch.site()], &asked.name, Some(&asked.specifiers))
}

fn why(answer: Answer) -> String {
    match answer {
        Answer::Broken { why } => why,
        other => unreachable!("not broken but {other:?}"),
    }
}

#[test]
fn right_wrong_and_absent_are_told_apart() {
    let scratch = example();
    scratch.install(&scratch.site(), "idna", "3.6");
    let place = scratch.site();
    assert_eq!(ask(&scratch, "idna==3.6"), Answer::Ok { version: "3.6".to_owned(), place: place.clone() });
    assert_eq!(ask(&scratch, "IDNA>=3"), Answer::Ok { version: "3.6".to_owned(), place: place.clone() });
    assert_eq!(ask(&scratch, "idna==3.7"), Answer::WrongVersion { found: "3.6".to_owned(), place });
    assert_eq!(ask(&scratch, "requests"), Answer::Absent);
}

#[test]
fn the_first_folder_that_has_it_decides() {
    let scratch = example();
    let base = scratch.root.join("base/lib/python3.11/site-packages");
    scratch.install(&scratch.site(), "idna", "3.6");
    scratch.install(&base, "idna", "2.0");
    let answer = package(&[base.clone(), scratch.site()], "idna", None);
    assert_eq!(answer, Answer::Ok { version: "2.0".to_owned(), place: base });
}

#[test]
fn a_folder_made_by_hand_is_not_installed() {
    let scratch = example();
    lay(
        &scratch.site(),
        "idna-3.6.dist-info/
         certifi-1.0.dist-info/METADATA
         charset-1.0.dist-info/METADATA = Name: charset\\nVersion: 1.0\\n
         six-1.0.dist-info = not a folder
         rich-15.0.0.dist-info/METADATA -> /nonexistent/cache/METADATA",
    );
    for name in ["idna", "certifi", "charset", "six", "rich"] {
        assert!(matches!(ask(&scratch, name), Answer::Broken { .. }), "{name}");
    }
}

#[test]
fn a_package_whose_code_was_deleted_is_broken() {
    let scratch = example();
    scratch.install(&scratch.site(), "idna", "3.6");
    scratch.install(&scratch.site(), "six", "1.0");
    std::fs::remove_dir_all(scratch.site().join("idna")).expect("its code");
    std::fs::remove_file(scratch.site().join("six/__init__.py")).expect("its code");
    assert!(why(ask(&scratch, "idna")).contains("`idna`, which is gone"));
    assert!(why(ask(&scratch, "six")).contains("`six/__init__.py`, which is gone"));
}

#[test]
fn two_records_of_one_name_are_ambiguous() {
    let scratch = example();
    scratch.install(&scratch.site(), "idna", "3.6");
    scratch.install(&scratch.site(), "idna", "2.0");
    let versions = vec!["2.0".to_owned(), "3.6".to_owned()];
    assert_eq!(ask(&scratch, "idna==3.6"), Answer::Ambiguous { versions });
}

#[test]
fn metadata_wins_over_the_name_of_the_folder() {
    let scratch = example();
    lay(
        &scratch.site(),
        "tgt/__init__.py
         tgt-1.0.dist-info/METADATA = Name: tgt\\nVersion: 1.0.post3\\n
         my_tgt.py
         my-tgt-1.0.dist-info/METADATA = Name: my-tgt\\nVersion: 1.0\\n
         old_rc.py
         old_rc-2.0.0_rc.1.dist-info/METADATA = Name: old.rc\\nVersion: 2.0.0-rc.1\\n
         liar/__init__.py
         liar-1.0.dist-info/METADATA = Name: other\\nVersion: 1.0\\n",
    );
    assert!(matches!(ask(&scratch, "tgt==1.0.post3"), Answer::Ok { .. }));
    assert!(matches!(ask(&scratch, "my-tgt==1.0"), Answer::Ok { .. }));
    assert!(matches!(ask(&scratch, "old-rc==2.0.0rc1"), Answer::Ok { .. }));
    assert!(why(ask(&scratch, "liar")).contains("calls itself `other`"));
}

#[test]
fn left_overs_are_not_installed_and_eggs_only_where_they_are_on_the_path() {
    let scratch = example();
    lay(
        &scratch.site(),
        "~dna-3.6.dist-info/METADATA = Name: idna\\nVersion: 3.6\\n
         -dna-3.6.dist-info/METADATA = Name: idna\\nVersion: 3.6\\n
         seen-1.0-py3.7.egg/EGG-INFO/PKG-INFO = Name: seen\\nVersion: 1.0\\n
         unseen-1.0-py3.7.egg/EGG-INFO/PKG-INFO = Name: unseen\\nVersion: 1.0\\n
         easy-install.pth = ./seen-1.0-py3.7.egg",
    );
    let names: Vec<_> = installed(&scratch.site()).into_iter().map(|found| (found.name, found.version)).collect();
    let told = |name: &str, version: &str| (name.to_owned(), Some(version.to_owned()));
    assert_eq!(names, [told("pip", "24.0"), told("seen", "1.0")]);
    assert!(matches!(ask(&scratch, "seen"), Answer::Ok { .. }));
}

#[test]
fn an_editable_install_needs_its_source() {
    let scratch = example();
    let source = scratch.root.join("my source");
    lay(&scratch.root, "my source/setup.py");
    let url = source.display().to_string().replace(' ', "%20");
    lay(
        &scratch.site(),
        &format!(
            "mine-1.0.dist-info/METADATA = Name: mine\\nVersion: 1.0\\n
             mine-1.0.dist-info/INSTALLER = pip
             mine-1.0.dist-info/direct_url.json = {{\"url\": \"file://{url}\", \"dir_info\": {{\"editable\": true}}}}"
        ),
    );
    assert!(matches!(ask(&scratch, "mine"), Answer::Ok { .. }));
    std::fs::remove_dir_all(source).expect("the source");
    assert!(why(ask(&scratch, "mine")).contains("a folder that is gone"));
}

#[test]
fn a_fifo_or_a_huge_file_called_metadata_neither_hangs_nor_fills_memory() {
    let scratch = example();
    lay(&scratch.site(), "idna-3.6.dist-info/\nbig-1.0.dist-info/");
    let fifo = scratch.site().join("idna-3.6.dist-info/METADATA");
    rustix::fs::mknodat(rustix::fs::CWD, &fifo, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0).expect("a FIFO");
    let big = std::fs::File::create(scratch.site().join("big-1.0.dist-info/METADATA")).expect("a file");
    big.set_len(1 << 30).expect("a sparse file");
    assert!(matches!(ask(&scratch, "idna"), Answer::Broken { .. }));
    assert!(matches!(ask(&scratch, "big"), Answer::Broken { .. }));
}

#[test]
fn a_requirements_file_is_compared_by_names_and_pins() {
    let scratch = example();
    scratch.install(&scratch.site(), "idna", "3.6");
    scratch.install(&scratch.site(), "six", "1.0");
    scratch.install(&scratch.site(), "surplus", "1.0");
    let environment = look(&scratch.example()).expect("an environment");
    let differences = |text: &str| {
        let kind = FileKind::RequirementsTxt;
        let wanted =
            wanted_text(kind, Path::new("requirements.txt"), text, &scratch.example()).expect("any text will do");
        compare(&wanted, &environment)
    };
    let names =
        |list: &[Difference]| -> Vec<String> { list.iter().map(|difference| difference.name.clone()).collect() };
    let found = differences("idna==3.6\nsix==2.0\nrich\ntomli==2 ; python_version < '3.0'\n");
    assert_eq!(names(&found.missing), ["rich"]);
    assert_eq!(names(&found.wrong_version), ["six"]);
    assert_eq!(found.extra.iter().map(|extra| extra.name.as_str()).collect::<Vec<_>>(), ["surplus"]);
    assert_eq!((found.not_compared.len(), found.verdict), (0, Verdict::Differs));
    assert_eq!(differences("idna==3.6\nsix==1.0\nsurplus\n").verdict, Verdict::Same);
    // What stands in a file that is not there may be what is too much here.
    let found = differences("idna==3.6\nsix==1.0\n-r more.txt\n");
    assert_eq!((found.extra.len(), found.not_compared.len(), found.verdict), (0, 1, Verdict::CannotTell));
}
