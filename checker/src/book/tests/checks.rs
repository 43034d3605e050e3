//! Built sites, whole and broken.

use std::path::Path;

use snapbox::{assert_data_eq, str};
use tempfile::TempDir;

use crate::host;
use crate::lesson::{dead_links, parse_course};

use super::super::{BookError, check};
use super::{Place, built_in, course};

/// A site of these pages, with a sidebar that leads to all but `lost.html`.
fn site(pages: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut sidebar = String::new();
    for (file, text) in pages {
        let path = folder.path().join(file);
        host::create_folder(path.parent().unwrap()).unwrap();
        host::write_new(&path, text.as_bytes()).unwrap();
        if *file != "lost.html" {
            sidebar.push_str(&format!("<a href=\"{file}\">x</a>\n"));
        }
    }
    host::write_new(&folder.path().join("toc.html"), sidebar.as_bytes()).unwrap();
    folder
}

/// The faults, one a line.
fn faults(folder: &Path) -> String {
    let faults = check(folder).unwrap().faults;
    let lines = faults.iter().map(|fault| {
        format!("{}:{}: {} | {} | {}\n", fault.place.file, fault.place.line, fault.place.text, fault.what, fault.hint)
    });
    lines.collect()
}

#[test]
fn the_built_in_book_holds_together() {
    let place = Place::new();
    place.build(&built_in()).unwrap();
    assert_eq!(faults(&place.site()), "");
    let checked = check(&place.site()).unwrap();
    assert!(checked.pages > 30 && checked.links > 2000, "{} pages, {} links", checked.pages, checked.links);
    assert!(checked.outside.keys().any(|address| address.starts_with("https://docs.python.org/")));
}

#[test]
fn lint_and_the_book_agree_on_what_can_be_linked_to() {
    let parts = "# Lesson\n\n## A `b` & c\n\n## Same\n\n## Same\n\n## It's \"here\"\n\n### Own {#mine}\n\n\
                 <details class=\"more\" id=\"oops\">\n<summary>More</summary>\n\n### In a fold?\n\n</details>\n\n\
                 base Python\n: A term.\n\n";
    let ids = ["a-b--c", "same", "same-1", "its-here", "mine", "oops", "in-a-fold", "base-python", "lesson"];
    let links = |before: &str| -> String { ids.map(|id| format!("[to](lesson.md#{before}{id})\n\n")).concat() };
    for (before, dead) in [("", 0), ("x", ids.len())] {
        let files = course(&format!("{parts}{}", links(before)));
        let (read, complaints) = parse_course(&files, "").unwrap();
        assert_eq!(complaints, []);
        let lint = dead_links(&read, &files);
        assert_eq!(lint.len(), dead, "{lint:#?}");
        let place = Place::new();
        place.build(&files).unwrap();
        assert_eq!(faults(&place.site()).lines().count(), dead, "{}", faults(&place.site()));
    }
}

#[test]
fn what_leads_nowhere_is_told_with_its_page_and_line() {
    let folder = site(&[
        (
            "a.html",
            "<p>\n<a href=\"b.html\">good</a> <a href=\"gone.html\">gone</a>\n<a href=\"sub/c.html#there\">good</a>\n\
             <a href=\"sub/c.html#gone\">gone</a>\n<a href=\"#gone\">gone</a> <a href=\"#top\">good</a>\n<img src=\"gone.svg\">\n\
             <a href=\"/b.html\">of the host</a>\n<a href=\"../x.html\">out</a>\n<a href=\"sub/\">good</a>\n",
        ),
        ("b.html", "<script src=\"gone.js\"></script><a href=\"mailto:a@b\">mail</a>\n"),
        ("sub/c.html", "<h1 id=\"there\">C</h1>\n<a href=\"../a.html\">good</a>\n"),
        ("sub/index.html", ""),
    ]);
    assert_data_eq!(
        faults(folder.path()),
        str![[r##"
a.html:2: <a href="gone.html"> | there is no `gone.html` | the link leads nowhere: mend it, or add the file
a.html:4: <a href="sub/c.html#gone"> | `sub/c.html` has no element `#gone` | the heading was renamed, or the id is spelled otherwise
a.html:5: <a href="#gone"> | `a.html` has no element `#gone` | the heading was renamed, or the id is spelled otherwise
a.html:6: <img src="gone.svg"> | there is no `gone.svg` | the image leads nowhere: mend it, or add the file
a.html:7: <a href="/b.html"> | `/b.html` begins at the root of the host | write it relative to the page: the site may lie in a folder, or be opened from a disk
a.html:8: <a href="../x.html"> | `../x.html` leaves the site | only what lies in the site's folder is published
b.html:1: <script src="gone.js"> | there is no `gone.js` | the reference leads nowhere: mend it, or add the file

"##]]
    );
}

#[test]
fn ids_that_are_there_twice_and_pages_that_nobody_finds_are_faults() {
    let folder =
        site(&[("a.html", "<p id=\"x\">\n<p id=\"x\">\n"), ("lost.html", ""), ("index.html", ""), ("404.html", "")]);
    assert_data_eq!(
        faults(folder.path()),
        str![[r#"
a.html:2: id="x" | two elements with the id `x` | rename one: the first stands in line 1, and links reach no other
lost.html:1:  | no entry of the sidebar leads to this page | link it in `SUMMARY.md`, or take it out of the site

"#]]
    );
}

#[test]
fn a_page_with_a_base_counts_from_the_root_of_the_site() {
    let folder = site(&[
        ("a.html", ""),
        (
            "sub/404.html",
            "<base href=\"/somewhere/\"><h1 id=\"h\"></h1><a href=\"a.html\">good</a><a href=\"#h\">good</a>",
        ),
    ]);
    assert_eq!(faults(folder.path()), "");
}

#[test]
fn addresses_elsewhere_are_listed_and_not_asked_for() {
    let folder = site(&[
        ("a.html", "<a href=\"https://a.example/x\">A</a><a href=\"http://b.example\">B</a>"),
        ("b.html", "<a href=\"https://a.example/x\">A</a>"),
    ]);
    let outside = check(folder.path()).unwrap().outside;
    let listed: Vec<(&str, usize)> = outside.iter().map(|(address, pages)| (address.as_str(), pages.len())).collect();
    assert_eq!(listed, [("http://b.example", 1), ("https://a.example/x", 2)]);
}

#[test]
fn a_lesson_that_links_to_nothing_is_found_in_the_built_site() {
    let place = Place::new();
    place.build(&course("# Lesson\n\nSee [there](venv.md) and [here](#nowhere).\n")).unwrap();
    let told = faults(&place.site());
    assert!(told.contains("lesson.html:") && told.contains("there is no `venv.html`"), "{told}");
    assert!(told.contains("`lesson.html` has no element `#nowhere`"), "{told}");
}

#[test]
fn a_folder_without_a_site_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(check(folder.path()), Err(BookError::NoSite(_))));
    assert!(matches!(check(&folder.path().join("nothing")), Err(BookError::NoSite(_))));
}
