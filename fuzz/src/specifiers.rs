//! Specifiers: what is shown is read as the same, and opposite operators answer oppositely.

use checker::packaging::{Specifiers, Version};

/// The first line of the input is a list of specifiers, each other one is what is installed.
pub fn holds(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (first, installed) = text.split_once('\n').unwrap_or((&text, ""));
    let installed: Vec<&str> = installed.split('\n').take(8).collect();
    if let Ok(specifiers) = first.parse::<Specifiers>() {
        let shown = specifiers.to_string();
        let again: Specifiers = shown.parse().expect("what is shown is a list of specifiers");
        assert_eq!(again, specifiers);
        assert_eq!(again.to_string(), shown);
        assert_eq!(again.len(), specifiers.len());
        for version in &installed {
            let one_by_one = shown.split(',').all(|one| one.parse::<Specifiers>().is_ok_and(|one| one.allows(version)));
            assert_eq!(specifiers.allows(version), one_by_one, "{shown} of {version}");
        }
    }
    for version in installed {
        opposites(first, version);
    }
}

/// `==` and `!=` split the versions; `<=` and `>` overlap nowhere; a version is in its own `==`, `<=` and `>=`.
fn opposites(named: &str, installed: &str) {
    let (Ok(named), Ok(installed)) = (named.parse::<Version>(), installed.parse::<Version>()) else { return };
    let allows = |operator: &str, named: &Version| {
        format!("{operator}{named}").parse::<Specifiers>().ok().map(|one| one.allows(&installed.to_string()))
    };
    let answer = |operator: &str| allows(operator, &named);
    assert_ne!(answer("=="), answer("!="), "{named} of {installed}");
    assert!(!(answer("<=") == Some(true) && answer(">") == Some(true)), "{named} of {installed}");
    assert!(!(answer("<") == Some(true) && answer(">=") == Some(true)), "{named} of {installed}");
    assert_eq!(allows("==", &installed), Some(true));
    assert_eq!(allows("===", &installed), Some(true));
    assert_ne!(allows(">=", &installed), Some(false));
    assert_ne!(allows("<", &installed), Some(true));
    assert_ne!(allows(">", &installed), Some(true));
}
