//! Where a site may be built, and what happens to what is there.

#![expect(clippy::disallowed_methods, reason = "tests lay out files and start real tools; the program does not")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::host;

use super::{BookError, Place, built_in, course};

const LESSON: &str = "# Lesson\n\nText.\n";

#[test]
fn a_folder_with_something_else_in_it_is_refused_and_stays_as_it_is() {
    let place = Place::new();
    fs::create_dir(place.site()).unwrap();
    fs::write(place.site().join("thesis.tex"), "years of work").unwrap();
    let error = place.build(&course(LESSON)).unwrap_err();
    assert!(matches!(error, BookError::NotOurs(_)), "{error}");
    assert_eq!(host::list(&place.site()).unwrap(), [place.site().join("thesis.tex")]);
    assert_eq!(place.page("thesis.tex"), "years of work");
}

#[test]
fn a_file_where_the_folder_should_be_is_refused_and_stays_as_it_is() {
    let place = Place::new();
    fs::write(place.site(), "a file").unwrap();
    let error = place.build(&course(LESSON)).unwrap_err();
    assert!(error.to_string().ends_with("site` is not a folder"), "{error}");
    assert_eq!(fs::read_to_string(place.site()).unwrap(), "a file");
}

#[test]
fn an_empty_folder_is_built_into_and_so_is_one_whose_parents_are_missing() {
    let place = Place::new();
    fs::create_dir(place.site()).unwrap();
    place.build(&course(LESSON)).unwrap();
    assert!(place.has("index.html"));

    let (files, deep) = (course(LESSON), place.folder.path().join("a/b/c"));
    let sites = super::sites(&files);
    let request = super::BuildRequest {
        files: &files,
        sites: &sites,
        site: &sites[0],
        destination: &deep,
        address: None,
        proofs: &[],
        recordings: &[],
        temporary: place.folder.path(),
    };
    super::build(&request).unwrap();
    assert!(deep.join("lesson.html").is_file());
}

#[test]
fn a_second_build_replaces_our_files_and_leaves_those_of_others_alone() {
    let place = Place::new();
    place.build(&built_in()).unwrap();
    fs::write(place.site().join("CNAME"), "course.example").unwrap();
    place.build(&course("# Lesson\n\nAnother course.\n")).unwrap();
    assert!(place.page("index.html").contains("Another course."));
    assert!(!place.has("venv.html"), "a page of the old site");
    assert_eq!(place.page("CNAME"), "course.example");
    let parts: Vec<_> = host::list(&place.site()).unwrap();
    assert!(!parts.iter().any(|path| path.ends_with(".checker-part")));
}

#[test]
fn a_file_of_somebody_else_where_a_page_must_go_is_not_overwritten() {
    let place = Place::new();
    place.build(&course(LESSON)).unwrap();
    fs::write(place.site().join("venv.html"), "mine").unwrap();
    let error = place.build(&built_in()).unwrap_err();
    assert!(matches!(error, BookError::InTheWay(_)), "{error}");
    assert_eq!(place.page("venv.html"), "mine");
    assert!(place.has("lesson.html"), "the old site");
}

#[test]
fn a_file_of_somebody_else_where_a_folder_must_be_is_in_the_way() {
    let place = Place::new();
    fs::create_dir(place.site()).unwrap();
    fs::write(place.site().join(".checker-site"), "").unwrap();
    fs::write(place.site().join("css"), "mine").unwrap();
    let told = place.build(&course(LESSON)).unwrap_err().to_string();
    assert!(told.contains("site/css` is in the way"), "{told}");
    assert!(!place.has("lesson.html"));
}

#[test]
fn a_build_that_fails_leaves_the_old_site() {
    let place = Place::new();
    place.build(&course("# Lesson\n\nThe first.\n")).unwrap();
    place.build(&course("# Lesson\n\nThe second.\n\n<div>\n")).unwrap_err();
    assert!(place.page("lesson.html").contains("The first."));
    place.build(&course("# Lesson\n\nThe third.\n")).unwrap();
    assert!(place.page("lesson.html").contains("The third."));
}

#[test]
fn nothing_short_lived_is_left_and_others_may_read_the_site() {
    let place = Place::new();
    place.build(&course(LESSON)).unwrap();
    assert_eq!(host::list(place.folder.path()).unwrap(), [place.site()]);
    // As the umask says: the same as for a file that anybody makes here.
    fs::write(place.folder.path().join("any"), "").unwrap();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(place.site().join("lesson.html")), mode(place.folder.path().join("any")));
}
