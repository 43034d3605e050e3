//! Versions: their spellings, their order, what is none.

use super::super::{Version, VersionError};

fn version(text: &str) -> Version {
    text.parse().expect("a version")
}

#[test]
fn every_spelling_is_shown_in_its_normal_form() {
    for (written, normal) in [
        (" v1.0-ALPHA_1 ", "1.0a1"),
        ("1.0.c", "1.0rc0"),
        ("1.0-3", "1.0.post3"),
        ("1.0a--1", "1.0a0.post1"),
        ("01!2.00.rev4_dev5+Ubuntu-01", "1!2.0.post4.dev5+ubuntu.1"),
        ("\x1c2.0.0_rc.1\x0b", "2.0.0rc1"),
    ] {
        assert_eq!(version(written).to_string(), normal);
    }
}

#[test]
fn versions_stand_in_the_order_of_the_specification() {
    let ordered = [
        "1.dev0",
        "1.0.dev456",
        "1.0a1",
        "1.0a2.dev456",
        "1.0a12.dev456",
        "1.0a12",
        "1.0b1.dev456",
        "1.0b2",
        "1.0b2.post345.dev456",
        "1.0b2.post345",
        "1.0rc1.dev456",
        "1.0rc1",
        "1.0",
        "1.0+abc.5",
        "1.0+abc.7",
        "1.0+5",
        "1.0.post456.dev34",
        "1.0.post456",
        "1.0.15",
        "1.1.dev1",
        "1!0.1",
    ];
    for (index, one) in ordered.iter().enumerate() {
        for two in &ordered[index + 1..] {
            assert!(version(one) < version(two), "{one} < {two}");
        }
    }
    assert_eq!(version("1.0"), version("1.0.0"));
    assert_ne!(version("1.0"), version("1.0+0"));
}

#[test]
fn numbers_of_any_size_are_told_apart() {
    let (huge, next) = ("18446744073709551616", "18446744073709551617");
    assert!(version(huge) < version(next) && version("18446744073709551615") < version(huge));
    assert_eq!(version(&format!("1.00{huge}")), version(&format!("1.{huge}.0")));
    assert_eq!(version(&format!("1a{huge}")).to_string(), format!("1a{huge}"));
    let long = "9".repeat(100_000);
    assert_eq!(version(&long).to_string(), long);
    assert_eq!(version(&long).release()[0].get(), None);
}

#[test]
fn early_releases_are_known_as_such() {
    for (text, early) in
        [("1.0a1", true), ("1.0.dev0", true), ("1.0.post1.dev2", true), ("1.0", false), ("1.0.post1", false)]
    {
        assert_eq!(version(text).is_prerelease(), early, "{text}");
    }
    assert!(version("3.11rc1").release().iter().map(super::super::Number::get).eq([Some(3), Some(11)]));
}

#[test]
fn what_is_no_version_is_refused_in_words() {
    let error = |text: &str| text.parse::<Version>().expect_err("an error").to_string();
    assert_eq!("".parse::<Version>(), Err(VersionError::Empty));
    assert_eq!(error("latest"), "`latest` does not begin with a number");
    assert_eq!(error("2012foo"), "in `2012foo` what follows from `foo` on cannot be part of a version");
    assert_eq!(error("1 .0"), "`1 .0` has a blank inside");
    for none in ["1.*", "1!", "1!!2", "1.0+", "1.0+a_", "1..0", "١.٠", "1.0é", "1.0--1a"] {
        assert!(none.parse::<Version>().is_err(), "{none}");
    }
}
