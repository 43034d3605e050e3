//! Markers: what holds for whom, what nobody can tell, and what is none.

use super::super::{Marker, Target};

fn holds(marker: &str, target: &Target) -> Option<bool> {
    marker.parse::<Marker>().expect("a marker").holds(target)
}

fn error(marker: &str) -> String {
    marker.parse::<Marker>().expect_err("an error").to_string()
}

#[test]
fn versions_are_compared_as_versions_and_the_rest_as_text() {
    let target = Target::linux(Some("3.11.7")).with("platform_machine", "x86_64");
    for (marker, answer) in [
        ("python_version >= '3.9'", true),
        ("python_version in '3.10 3.11'", true),
        ("'3.9' <= python_version", true),
        ("python_full_version ~= '3.11.2'", true),
        ("python_full_version == '3.11.*'", true),
        ("implementation_version < '3.11'", false),
        ("os.name=='posix'and python_implementation!='Jython'", true),
        ("sys_platform == 'win32' or platform_machine == 'x86_64'", true),
        ("sys_platform != 'win32' and (os_name == 'nt' or platform_system == 'Linux')", true),
        ("platform_system < 'Linux'", false),
        ("platform_system <= 'Linux'", true),
        ("python_version === '3.10,3.11'", false),
        ("python_version >= '3.10,3.11'", false),
        ("'inux' not  in sys_platform", false),
    ] {
        assert_eq!(holds(marker, &target), Some(answer), "{marker}");
    }
}

#[test]
fn what_is_not_known_leaves_open_only_what_depends_on_it() {
    let target = Target::linux(None);
    assert_eq!(holds("python_version >= '3.9'", &target), None);
    assert_eq!(holds("python_version >= '3.9' and os_name == 'nt'", &target), Some(false));
    assert_eq!(holds("python_version >= '3.9' or os_name == 'posix'", &target), Some(true));
    assert_eq!(holds("python_version >= '3.9' and os_name == 'posix'", &target), None);
    assert_eq!(holds("python_version >= '3.9' or os_name == 'nt'", &target), None);
    assert_eq!(holds("platform_release >= '5'", &Target::linux(Some("3.11.7"))), None);
}

#[test]
fn comparisons_without_a_meaning_answer_nothing() {
    let target = Target::linux(Some("3.11.7"));
    for marker in ["os_name ~= '1'", "os_name === 'posix'", "'a' == extras", "extras == 'a'", "'b' ~= 'a'"] {
        assert_eq!(holds(marker, &target), None, "{marker}");
    }
    assert_eq!(holds("'a' <= 'a'", &target), Some(true));
}

#[test]
fn of_a_known_line_is_told_what_all_its_versions_answer() {
    let target = Target::linux(Some("3.11"));
    for (marker, answer) in [
        ("python_full_version < '3.12'", Some(true)),
        ("python_full_version >= '3.8.1'", Some(true)),
        ("python_full_version < '3.11'", Some(false)),
        ("python_full_version == '3.11.*'", Some(true)),
        ("python_full_version ~= '3.8'", Some(true)),
        ("python_full_version >= '3.11'", None),
        ("python_full_version == '3.11.4.*'", None),
        ("python_full_version != '3.11.4'", None),
        ("python_full_version === '3.11.4'", None),
        ("python_full_version != '3.12.4'", Some(true)),
    ] {
        assert_eq!(holds(marker, &target), answer, "{marker}");
    }
}

#[test]
fn a_python_between_two_releases_has_a_version() {
    assert_eq!(holds("python_full_version < '3.12'", &Target::linux(Some("3.11.1+"))), Some(true));
}

#[test]
fn extras_are_names_and_one_at_a_time() {
    let target = Target::linux(None);
    assert_eq!(holds("extra == 'socks'", &target), Some(false));
    let target = target.extra("PEP_685...norm").extra("Socks");
    assert_eq!(holds("extra == 'pep-685_NORM'", &target), Some(true));
    assert_eq!(holds("extra == 'socks'", &target), Some(true));
    assert_eq!(holds("extra == 'socks' and extra == 'pep-685-norm'", &target), Some(false));
    assert_eq!(holds("'Socks' in extras and 'pep-685-norm' in extras", &target), Some(true));
    assert_eq!(holds("'dev' in dependency_groups", &target.group("Dev")), Some(true));
}

#[test]
fn a_marker_is_shown_as_it_was_written() {
    let marker: Marker = " python_version<'3.9' ".parse().expect("a marker");
    assert_eq!(marker.to_string(), "python_version<'3.9'");
}

#[test]
fn what_is_no_marker_is_refused_in_words() {
    assert_eq!(error(" "), "there is no condition");
    assert_eq!(
        error("python >= '3'"),
        "`python` is no variable that a condition can ask about, such as `python_version`, and no text in quotes"
    );
    assert_eq!(
        error("python_version >= 3.9"),
        "`3.9` is no variable that a condition can ask about, such as `python_version`, and no text in quotes"
    );
    assert_eq!(error("python_version ="), "there is one `=`; values are compared with `==`");
    assert_eq!(error("os_name == “posix”"), "quotes are written `'` or `\"`, and not `“`");
    assert_eq!(error("os_name == 'posix"), "the quote before `posix` is not closed");
    assert_eq!(error("os_name == 'C:\\'"), "there is a backslash or a line end between the quotes of `C:\\`");
    assert_eq!(error("os_name"), "an operator such as `==`, `<` or `in` is missing at the end");
    assert_eq!(error("os_name =="), "a variable or a text in quotes is missing at the end");
    assert_eq!(error("(os_name == 'a'"), "a `(` is not closed");
    assert_eq!(error("os_name == 'a' , b"), "`, b` follows where `and`, `or` or the end should stand");
}

#[test]
fn parentheses_are_read_as_deep_as_anybody_writes_and_no_deeper() {
    let nested = |depth: usize| format!("{}os_name == 'posix'{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(holds(&nested(64), &Target::linux(None)), Some(true));
    assert_eq!(error(&nested(65)), "parentheses stand more than 64 deep in each other");
    assert_eq!(error(&"(".repeat(1_000_000)), "parentheses stand more than 64 deep in each other");
    let long = vec!["os_name == 'posix'"; 50_000].join(" and ");
    assert_eq!(holds(&long, &Target::linux(None)), Some(true));
}
