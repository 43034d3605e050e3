//! Does an installed version match what was asked for (PEP 440)?
//!
//! The parsing and the order of versions are `pep440_rs`'s. Two of its answers differ from the specification as
//! `packaging` implements it, and are given here: `3.0.0a7` is in `<3.0.0a8`, and `1` is not in `==1.2.*`, since a
//! version is padded with zeros. Pre-releases count, because what is installed was chosen already. Refused is `===`
//! with a text that is no version: `pep440_rs` does not parse it.

use std::str::FromStr;

use pep440_rs::{Operator, Version, VersionSpecifier, VersionSpecifiers};

/// Whether an installed version satisfies all of the specifiers. A text that is no version satisfies no comparison.
#[must_use]
pub fn satisfies(version: &str, specifiers: &VersionSpecifiers) -> bool {
    match Version::from_str(version.trim()) {
        Ok(version) => specifiers.iter().all(|specifier| one(&version, specifier)),
        Err(_) => specifiers.is_empty(),
    }
}

fn one(version: &Version, specifier: &VersionSpecifier) -> bool {
    let wanted = specifier.version();
    match specifier.operator() {
        Operator::EqualStar => starts_with(version, wanted),
        Operator::NotEqualStar => !starts_with(version, wanted),
        Operator::LessThan => {
            let version = version.clone().without_local();
            // "`<V` must not allow a pre-release of V unless V itself is one."
            let early = version.any_prerelease() && !wanted.any_prerelease() && same_release(&version, wanted);
            version < *wanted && !early
        }
        _ => specifier.contains(version),
    }
}

fn starts_with(version: &Version, wanted: &Version) -> bool {
    let padded = version.release().iter().copied().chain(std::iter::repeat(0));
    version.epoch() == wanted.epoch() && wanted.release().iter().copied().zip(padded).all(|(one, other)| one == other)
}

fn same_release(one: &Version, other: &Version) -> bool {
    starts_with(one, other) && starts_with(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(version: &str, specifiers: &str) -> bool {
        satisfies(version, &VersionSpecifiers::from_str(specifiers).expect("specifiers"))
    }

    #[test]
    fn installed_pre_releases_count() {
        assert!(holds("2.0rc1", ">=1.0"));
        assert!(holds("3.0.0a7", "<3.0.0a8"));
        assert!(!holds("3.0.0a7", "<3.0.0"));
        assert!(!holds("3.0a7", "<3.0.0"));
        assert!(holds("2.9", "<3.0.0a8"));
    }

    #[test]
    fn versions_are_padded_before_a_star_is_matched() {
        assert!(!holds("1", "==1.2.*"));
        assert!(holds("1", "==1.0.*"));
        assert!(holds("1", "!=1.2.*"));
        assert!(holds("1.2.post1", "==1.2.*"));
    }

    #[test]
    fn spelling_and_local_labels_do_not_matter() {
        assert!(holds("2.0.0_rc.1", "==2.0.0rc1"));
        assert!(holds("1.0+cu118", "==1.0"));
        assert!(holds("1.0+cu118", "==1.0+cu118"));
        assert!(!holds("1.0", "==1.0+cu118"));
        assert!(!holds("2012foo", ">0"));
        assert!(holds("2012foo", ""));
    }
}
