//! Specifiers: what they allow of what is installed, and what is none.

use super::super::Specifiers;

fn allows(specifiers: &str, installed: &str) -> bool {
    specifiers.parse::<Specifiers>().expect("specifiers").allows(installed)
}

#[test]
fn installed_pre_releases_count() {
    assert!(allows(">=1.0", "2.0rc1"));
    assert!(allows("<3.0.0a8", "3.0.0a7"));
    assert!(allows("~=2.2", "2.3.dev4"));
}

#[test]
fn neither_below_nor_above_takes_in_relatives_of_the_version_itself() {
    for early in ["3.0.0a7", "3.0a7", "3.dev0"] {
        assert!(!allows("<3.0.0", early), "{early}");
    }
    assert!(allows("<3.0.0", "2.9.9.post1"));
    assert!(allows("<1.0.post1", "1.0.dev0"));
    assert!(!allows("<1.0.post1", "1.0.post1.dev0"));
    for late in ["1.7.post2", "1.7.0+local", "1.7"] {
        assert!(!allows(">1.7", late), "{late}");
    }
    assert!(allows(">1.7", "1.7.0.1.dev0"));
    assert!(allows(">1.7.post1", "1.7.post2.dev0"));
    assert!(!allows(">1.7.post1", "1.7.post1+local"));
}

#[test]
fn versions_are_padded_before_a_star_is_matched() {
    assert!(!allows("==1.2.*", "1"));
    assert!(allows("==1.0.*", "1"));
    assert!(allows("!=1.2.*", "1"));
    assert!(allows("==1.2.*", "1.2.post1+x"));
    assert!(!allows("==1.2.*", "1!1.2"));
}

#[test]
fn compatible_releases_keep_all_numbers_but_the_last() {
    assert!(allows("~=2.2.post3", "2.3") && !allows("~=2.2.post3", "2.2"));
    assert!(allows("~=1.4.5", "1.4.6") && !allows("~=1.4.5", "1.5"));
    assert!(allows("~=1!2.0", "1!2.5") && !allows("~=1!2.0", "2.5"));
}

#[test]
fn local_versions_count_only_where_one_is_asked_for() {
    assert!(allows("==1.0", "1.0+cu118"));
    assert!(allows("<=1.0", "1.0+cu118"));
    assert!(!allows("!=1.0", "1.0+cu118"));
    assert!(allows("==1.0+cu118", "1.0+CU118"));
    assert!(!allows("==1.0+cu118", "1.0"));
}

#[test]
fn a_text_that_is_no_version_is_only_itself() {
    assert!(allows("===2012Foo", " 2012foo "));
    assert!(!allows("===2012foo,>0", "2012foo"));
    assert!(!allows(">0", "2012foo") && !allows("!=1", "2012foo"));
    assert!(allows("", "2012foo"));
    assert!(!allows("===1.0", "1.0.0"));
}

#[test]
fn specifiers_are_equal_by_meaning_and_shown_as_written() {
    let read = |text: &str| text.parse::<Specifiers>().expect("specifiers");
    assert_eq!(read(" >= 2.8.0 ,, != 2.9 ").to_string(), ">=2.8.0,!=2.9");
    assert_eq!(read(">=2.8.0,!=2.9"), read("!=2.9.0,>=2.8,>=2.8"));
    assert_ne!(read("~=2.8"), read("~=2.8.0"));
    assert_ne!(read("==2.8.*"), read("==2.8.0.*"));
    assert_ne!(read("===2.8"), read("===2.8.0"));
    assert!(read(" , ").is_empty() && read("") == Specifiers::default());
}

#[test]
fn what_is_no_specifier_is_refused_in_words() {
    let error = |text: &str| text.parse::<Specifiers>().expect_err("an error").to_string();
    assert_eq!(error("3.9"), "`3.9` has no operator in front of the version, such as `==` or `>=`");
    assert_eq!(error("=3.9"), "`=3.9` has one `=`; a version is asked for with `==`");
    assert_eq!(error("=>3.9"), "`=>` is no operator; write `>=`");
    assert_eq!(error(">="), "no version behind `>=`: there is no version");
    assert_eq!(error("~=3"), "`~=3` has one number; behind `~=` stand at least two, as in `~=3.0`");
    assert_eq!(error(">=1,<2+a"), "`<2+a` has a local version (`+…`), which can follow `==` and `!=` only");
    assert_eq!(error("=== 1;2"), "`=== 1;2` has a blank, a `;` or a `)` behind `===`");
    for star in [">=3.*", "~=3.1.*", "==3a1.*", "==3+a.*"] {
        assert!(error(star).starts_with(&format!("in `{star}` the `.*` does not stand")), "{star}");
    }
}
