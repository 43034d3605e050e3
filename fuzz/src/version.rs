//! Versions: the normal form is read as the same version, and the order is one.

use std::cmp::Ordering;
use std::collections::HashSet;

use checker::packaging::Version;

/// Each line of the input is a version or not.
pub fn holds(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let versions: Vec<Version> = text.split('\n').take(8).filter_map(|line| line.parse().ok()).collect();
    for version in &versions {
        let normal = version.to_string();
        let again: Version = normal.parse().expect("a normal form is a version");
        assert_eq!(again.to_string(), normal, "the normal form of a normal form is itself");
        assert_eq!(again, *version);
        assert_eq!(again.is_prerelease(), version.is_prerelease());
        assert_eq!(again.release(), version.release());
    }
    for one in &versions {
        for two in &versions {
            assert_eq!(one.cmp(two), two.cmp(one).reverse());
            assert_eq!(one == two, one.cmp(two) == Ordering::Equal);
            assert_eq!(one == two, HashSet::from([one]).contains(two), "equal versions have one hash");
            for three in &versions {
                assert!(!(one <= two && two <= three) || one <= three, "{one} <= {two} <= {three}");
            }
        }
    }
}
