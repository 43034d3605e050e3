//! Requirements: all their parts, and the reasons for what is none.

use super::super::{Requirement, RequirementError};

fn read(text: &str) -> Requirement {
    Requirement::parse(text).unwrap_or_else(|error| panic!("`{text}`: {error}"))
}

fn error(text: &str) -> String {
    Requirement::parse(text).expect_err("an error").to_string()
}

#[test]
fn all_parts_are_read() {
    let requirement = read(" Ruamel.Yaml [jinja2, X_y] >= 0.17, <0.18 ; python_version < '3.9' ");
    assert_eq!((requirement.name.as_str(), requirement.spelled.as_str()), ("ruamel-yaml", "Ruamel.Yaml"));
    assert_eq!(requirement.extras, ["jinja2", "x-y"]);
    assert_eq!(requirement.specifiers.len(), 2);
    assert_eq!(requirement.marker.as_ref().map(ToString::to_string).as_deref(), Some("python_version < '3.9'"));
    assert_eq!(requirement.to_string(), "Ruamel.Yaml[jinja2,x-y]>=0.17,<0.18; python_version < '3.9'");
}

#[test]
fn an_address_ends_at_a_blank() {
    let requirement = read("pip @ https://example.org/a;b ; os_name == 'posix'");
    assert_eq!(requirement.url.as_deref(), Some("https://example.org/a;b"));
    assert!(requirement.marker.is_some() && requirement.specifiers.is_empty());
    assert_eq!(requirement.to_string(), "pip @ https://example.org/a;b ; os_name == 'posix'");
}

#[test]
fn old_and_odd_forms_are_read() {
    assert_eq!(read("idna (==3.6)"), read("idna==3.6"));
    assert_eq!(read("idna()"), read("idna"));
    assert_eq!(read("idna[]"), read("idna"));
    assert_eq!(read("idna==3.6,"), read("idna==3.6"));
    assert_eq!(read("idna(===any,>1)").specifiers.to_string(), "===any,>1");
}

#[test]
fn what_is_none_is_refused_in_words() {
    assert_eq!(Requirement::parse(" \t"), Err(RequirementError::Empty));
    assert_eq!(error("-idna"), "`-idna` does not begin with the name of a package");
    assert_eq!(error("“idna”==3"), "`“idna”==3` has a quote `“`; a requirement stands without quotes");
    assert_eq!(error("idna==\"3\""), "`idna==\"3\"` has a quote `\"`; a requirement stands without quotes");
    assert_eq!(error("idna=3.6"), "`idna=3.6` has one `=`; a version is asked for with `==`");
    assert_eq!(error("idna>=1,=3.6"), "`idna>=1,=3.6` has one `=`; a version is asked for with `==`");
    assert_eq!(
        error("scikit learn"),
        "`scikit learn` has a blank inside; a name has none, and versions begin with an operator such as `==`"
    );
    assert_eq!(error("idna[a"), "the extras of `idna[a` are not names between `[` and `]`, with commas between them");
    assert_eq!(
        error("idna==3.6 requests"),
        "`==3.6 requests` is not a version specifier: no version behind `==`: `3.6 requests` has a blank inside"
    );
    assert_eq!(
        error("idna~=3; os_name=='nt'"),
        "`~=3` is not a version specifier: `~=3` has one number; behind `~=` stand at least two, as in `~=3.0`"
    );
    assert_eq!(error("idna (==3.6"), "the parentheses of `idna (==3.6` do not stand around its versions");
    assert_eq!(error("idna>1,,<2"), "`idna>1,,<2` has a comma that does not stand between two versions");
    assert_eq!(error("idna @ "), "behind the `@` of `idna` stands no address, or more than one");
    assert_eq!(error("idna @ a b"), "behind the `@` of `idna` stands no address, or more than one");
    assert_eq!(
        error("idna; python"),
        "the condition behind `;` cannot be understood: `python` is no variable that a condition can ask about, such as `python_version`, and no text in quotes"
    );
    for none in ["idna\n", "idna==3.6\n", "idna>=1\n,<2", "idna[a b]", "idna[a,]", "idna_ ", "idné", "idna;", "idna ,"]
    {
        assert!(Requirement::parse(none).is_err(), "{none:?}");
    }
}

#[test]
fn a_plain_one_has_neither_condition_nor_address() {
    assert_eq!(Requirement::plain("idna[a]==3.6"), Requirement::parse("idna[a]==3.6"));
    assert_eq!(Requirement::plain("Idna @ file:///x"), Err(RequirementError::ByAddress { name: "idna".to_owned() }));
    let conditional = "idna; os_name == 'a'";
    assert_eq!(Requirement::plain(conditional), Err(RequirementError::Conditional(conditional.to_owned())));
}

#[test]
fn what_no_installer_takes_for_an_address_is_told_from_one() {
    for (text, why) in [
        ("Idna@3.6", "`Idna@3.6` has an `@`; a version is asked for with `==`"),
        ("idna @ 3.6 ; os_name == 'a'", "`idna@3.6` has an `@`; a version is asked for with `==`"),
        ("git@example.org:x/y.git", "this is an address as `ssh` takes it; one of git begins with `git+ssh://`"),
    ] {
        assert_eq!(read(text).address().expect_err("no address").to_string(), why);
    }
    for url in
        ["https://example.org/x", "git+ssh://git@example.org:x/y", "file:///x", "./x", "../x:y", "x.whl", "C:\\x"]
    {
        assert_eq!(read(&format!("idna @ {url}")).address(), Ok(Some(url)));
    }
    assert_eq!(read("idna").address(), Ok(None));
}

#[test]
fn an_address_in_the_wrong_place_is_not_repeated() {
    for text in ["https://user:secret@example.org/x", "git+https://user:secret@h/x", "idna https://user:secret@h/x"] {
        assert_eq!(Requirement::parse(text), Err(RequirementError::Unnamed), "{text}");
    }
}
