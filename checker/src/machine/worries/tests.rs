//! Every worry, and its absence.

use std::collections::BTreeMap;
use std::path::Path;

use crate::host;

use super::super::index::{Answer, Index, IndexAnswer};
use super::super::space::{Measured, Space, Spaces};
use super::super::worry::{Surrounding, Worry};
use super::worries;

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A shell with these variables, and nothing else.
fn shell(variables: &[(&str, &str)]) -> Surrounding {
    let seen = Surrounding::of(map(variables), Path::new("/nowhere/home"), Path::new("/nowhere/work"));
    Surrounding { etc: "/nowhere/etc".into(), ..seen }
}

fn ids(seen: &Surrounding) -> Vec<&'static str> {
    worries(seen).iter().map(|worry| worry.id).collect()
}

fn only(seen: &Surrounding) -> Worry {
    let found = worries(seen);
    let [worry] = &found[..] else { panic!("one worry: {found:#?}") };
    worry.clone()
}

fn ample(path: &str) -> Space {
    Space {
        path: path.into(),
        bytes: 1 << 40,
        files: Some(1 << 30),
        file_system: None,
        read_only: false,
        no_programs: false,
    }
}

fn spaces(work: Space) -> Spaces {
    Spaces { work: Measured::Known(work), ..Spaces::default() }
}

/// A home folder of its own with one file in it.
fn at_home(name: &str, text: &str) -> (tempfile::TempDir, Surrounding) {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(name);
    host::create_folder(path.parent().unwrap()).unwrap();
    host::write_new(&path, text.as_bytes()).unwrap();
    let mut seen = shell(&[]);
    seen.around.home = home.path().to_owned();
    (home, seen)
}

#[test]
fn where_nothing_is_wrong_nothing_is_said() {
    let mut seen = shell(&[
        ("PATH", "/usr/bin:/bin"),
        ("PYTHONPATH", ""),
        ("PYTHONNOUSERSITE", "1"),
        ("PIP_INDEX_URL", "https://index/simple"),
        ("PIP_USER", "no"),
        ("PIP_DRY_RUN", "0"),
        ("UV_SYSTEM_PYTHON", "false"),
        ("REQUESTS_CA_BUNDLE", "/"),
        ("VIRTUAL_ENV", "/nowhere/env"),
    ]);
    seen.aliases = map(&[("ll", "ls -l"), ("python", "python3"), ("pip", "python3 -m pip"), ("pythonic", "/x")]);
    seen.spaces = spaces(ample("/nowhere/work"));
    assert_eq!(worries(&seen), []);
    assert_eq!(worries(&Surrounding::default()), [], "nothing can be told, and nothing is said");
}

#[test]
fn variables_of_python_are_named_with_their_value_and_the_way_back() {
    let worry = only(&shell(&[("PYTHONPATH", "/apps/scipy/lib")]));
    assert_eq!(worry.id, "pythonpath-set");
    assert_eq!(
        worry.what,
        "`PYTHONPATH` is `/apps/scipy/lib`: what lies there comes before the packages of every environment"
    );
    assert_eq!(worry.way, "unset PYTHONPATH");
    assert!(only(&shell(&[("PYTHONPATH", "/a:")])).what.ends_with("(an empty entry)"));
    assert_eq!(only(&shell(&[("PYTHONHOME", "/usr")])).id, "python-home-set");
    assert_eq!(only(&shell(&[("UV_SYSTEM_PYTHON", "1")])).id, "uv-system-python");
}

#[test]
fn the_way_is_given_in_the_words_of_the_shell() {
    let way = |shell: &str, variables: &[(&str, &str)]| {
        let seen = Surrounding { shell: shell.to_owned(), ..super::tests::shell(variables) };
        only(&seen).way
    };
    let path = [("PYTHONPATH", "/p")];
    assert_eq!(way("zsh", &path), "unset PYTHONPATH");
    assert_eq!(way("fish", &path), "set -e PYTHONPATH");
    assert_eq!(way("tcsh", &path), "unsetenv PYTHONPATH");
}

#[test]
fn aliases_that_win_over_an_environment_are_worries() {
    let mut seen = shell(&[]);
    seen.aliases = map(&[("python", "/usr/bin/python3.9"), ("pip3", "pip3 --user"), ("python3", "\\python3")]);
    let found = worries(&seen);
    assert_eq!(found.iter().map(|worry| worry.id).collect::<Vec<_>>(), ["alias-python", "alias-pip"]);
    assert_eq!(found[0].way, "unalias python");
    assert!(found[1].what.contains("`pip3` is an alias for `pip3 --user`"), "{found:#?}");
}

#[test]
fn settings_of_pip_that_send_packages_elsewhere_are_worries() {
    for (variable, value, id) in [
        ("PIP_TARGET", "/t", "pip-target"),
        ("PIP_PREFIX", "/p", "pip-prefix"),
        ("PIP_PYTHON", "/usr/bin/python3", "pip-python"),
        ("PIP_USER", "1", "pip-user"),
        ("PIP_DRY_RUN", "true", "pip-dry-run"),
        ("PIP_BREAK_SYSTEM_PACKAGES", "on", "pip-break-system-packages"),
        ("PIP_REQUIRE_VIRTUALENV", "yes", "pip-require-virtualenv"),
        ("PIP_NO_INDEX", "1", "pip-no-index"),
        ("PIP_CERT", "/nowhere/ca.pem", "certificates-missing"),
        ("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem", "certificates-missing"),
    ] {
        let worry = only(&shell(&[(variable, value)]));
        assert_eq!(worry.id, id);
        assert!(worry.what.contains(&format!("`{variable}`")), "{worry:#?}");
        assert!(id == "pip-require-virtualenv" || worry.way == format!("unset {variable}"), "{worry:#?}");
    }
}

#[test]
fn a_setting_in_a_file_is_told_with_its_file() {
    let (home, seen) = at_home(".config/pip/pip.conf", "[install]\nuser = true\n");
    let file = home.path().join(".config/pip/pip.conf").display().to_string();
    let worry = only(&seen);
    assert_eq!((worry.id, worry.way), ("pip-user", format!("export PIP_USER=0 (or take the line out of `{file}`)")));
    let (home, seen) = at_home(".pip/pip.conf", "[global]\ntarget = /t\n");
    let file = home.path().join(".pip/pip.conf").display().to_string();
    let worry = only(&seen);
    assert_eq!((worry.id, worry.way), ("pip-target", format!("take the line `target = …` out of `{file}`")));
}

#[test]
fn settings_that_pip_refuses_are_a_worry_and_others_are_read_all_the_same() {
    let (_home, mut seen) = at_home(".config/pip/pip.conf", "user = true\n");
    seen.around.variables = map(&[("PIP_TARGET", "/t")]);
    assert_eq!(ids(&seen), ["pip-settings-broken", "pip-target"]);
}

#[test]
fn no_index_is_no_worry_where_packages_lie_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let links = folder.path().display().to_string();
    assert_eq!(ids(&shell(&[("PIP_NO_INDEX", "1"), ("PIP_FIND_LINKS", &links)])), [""; 0]);
    assert_eq!(ids(&shell(&[("PIP_NO_INDEX", "1"), ("PIP_FIND_LINKS", "/nowhere")])), ["pip-no-index"]);
}

#[test]
fn packages_in_the_user_site_are_counted_unless_they_are_turned_off() {
    let (home, mut seen) = at_home(".local/lib/python3.8/site-packages/idna-3.6.dist-info/METADATA", "");
    let site = home.path().join(".local/lib/python3.8/site-packages");
    let worry = only(&seen);
    assert_eq!(worry.id, "user-packages");
    assert!(worry.what.starts_with(&format!("1 package of yours lies in `{}`:", site.display())), "{worry:#?}");
    assert_eq!(worry.way, "export PYTHONNOUSERSITE=1");
    seen.around.variables = map(&[("PYTHONNOUSERSITE", "1")]);
    assert_eq!(worries(&seen), []);
}

#[test]
fn little_space_and_few_files_are_said_with_what_is_left() {
    let mut seen = shell(&[]);
    seen.spaces = spaces(Space { bytes: 300_000_000, files: Some(812), ..ample("/w") });
    let found = worries(&seen);
    assert_eq!(found[0].what, "only 300 MB are left for the exercises in `/w`");
    assert_eq!(found[1].what, "only 812 more files can be made in `/w`; an environment has 1,000 and more");
    assert_eq!(ids(&seen), ["little-space", "few-files"]);

    seen.spaces = Spaces { temporary: Measured::Known(Space { bytes: 1, ..ample("/tmp") }), ..spaces(ample("/w")) };
    assert!(only(&seen).way.contains("TMPDIR"));
    seen.spaces = spaces(Space { files: None, ..ample("/w") });
    assert_eq!(worries(&seen), [], "what is not known is not said");
}

#[test]
fn a_folder_in_which_no_environment_can_work_is_a_worry() {
    let mut seen = shell(&[]);
    seen.spaces = spaces(Space { no_programs: true, ..ample("/w") });
    assert_eq!(ids(&seen), ["folder-no-programs"]);
    seen.spaces = spaces(Space { read_only: true, bytes: 0, files: Some(0), ..ample("/w") });
    assert_eq!(ids(&seen), ["folder-read-only"], "and no space on top of it");
    seen.spaces = Spaces::default();
    seen.folder = "/lab/a:b".into();
    assert_eq!(ids(&seen), ["folder-colon"]);
}

#[test]
fn an_index_that_does_not_answer_is_a_worry_and_one_that_was_not_asked_is_none() {
    let index = Index {
        url: "https://pypi.org/simple".to_owned(),
        said_by: None,
        extra: Vec::new(),
        find_links: Vec::new(),
        no_index: false,
        proxy: None,
    };
    let answered = |answer| IndexAnswer { index: index.clone(), answer, reason: "`pypi.org:443` is silent".to_owned() };
    let asked = |answer, variables: &[(&str, &str)]| {
        worries(&Surrounding { index: Some(answered(answer)), ..shell(variables) })
    };
    for answer in [Answer::Reached, Answer::NotAsked] {
        assert_eq!(asked(answer, &[]), []);
    }
    for answer in [Answer::Refused, Answer::NoAnswer] {
        assert_eq!(asked(answer, &[])[0].id, "index-unreachable");
    }
    assert!(asked(Answer::NoAnswer, &[("SLURM_JOB_ID", "7")])[0].way.contains("leave this job"));
}

#[test]
fn the_worst_comes_first_and_long_values_are_cut() {
    let long = "/p".repeat(500);
    let seen =
        shell(&[("PYTHONPATH", &long), ("PYTHONHOME", "/usr"), ("PIP_REQUIRE_VIRTUALENV", "1"), ("PIP_USER", "1")]);
    assert_eq!(ids(&seen), ["python-home-set", "pythonpath-set", "pip-user", "pip-require-virtualenv"]);
    assert!(worries(&seen)[1].what.chars().count() < 250);
}
