//! Requirements: what is shown is read as the same requirement.

use checker::packaging::{Requirement, is_name, normalize};

/// The input is a requirement or not.
pub fn holds(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(requirement) = Requirement::parse(&text) else { return };
    let again = Requirement::parse(&requirement.to_string()).expect("what is shown is a requirement");
    assert_eq!(again, requirement);
    assert!(is_name(&requirement.spelled) && is_name(&requirement.name));
    assert_eq!(normalize(&requirement.name), requirement.name);
    assert!(requirement.url.is_none() || requirement.specifiers.is_empty());
    for extra in &requirement.extras {
        assert!(is_name(extra));
        assert_eq!(normalize(extra), *extra);
    }
}
