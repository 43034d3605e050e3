//! Examples from the specifications, and what people write instead.

use super::*;

fn version(text: &str) -> Version {
    text.parse().expect("a version")
}

fn allows(specifiers: &str, installed: &str) -> bool {
    specifiers.parse::<Specifiers>().expect("specifiers").allows(installed)
}

#[test]
fn versions_are_shown_in_their_normal_form() {
    for (written, normal) in [
        (" v1.0-ALPHA_1 ", "1.0a1"),
        ("1.0.c", "1.0rc0"),
        ("1.0-3", "1.0.post3"),
        ("01!2.00.rev4_dev5+Ubuntu-01", "1!2.0.post4.dev5+ubuntu.1"),
    ] {
        assert_eq!(version(written).to_string(), normal);
    }
}
