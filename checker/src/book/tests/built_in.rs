//! The built-in course as a site.

use crate::lesson::parse_course;

use super::super::build::SETTINGS;
use super::{Place, built_in};

#[test]
fn the_built_in_course_becomes_a_site_without_a_warning() {
    let (place, files) = (Place::new(), built_in());
    let built = place.build(&files).unwrap();
    let (course, _) = parse_course(&files, "").unwrap();
    // The general mistakes are a page and no lesson.
    assert_eq!(built.pages, course.lessons.len() + 1);
    assert_eq!(built.destination, place.site());
    for lesson in &course.lessons {
        let page = place.page(&format!("{}.html", lesson.id));
        for exercise in &lesson.exercises {
            assert!(page.contains(&format!("<a id=\"{}\"></a>", exercise.id)), "{}", exercise.id);
            assert!(page.contains(&format!("checker run {} steps.sh", exercise.id)), "{}", exercise.id);
        }
    }
    assert!(place.page("venv.html").contains("<li>Create a virtual environment called <code>Example</code>.</li>"));
    assert!(place.page("venv.html").contains("Teaching: 20 min · Exercises: 35 min"));
    assert!(place.page("index.html").contains("Isolated Python environments"));
}

#[test]
fn every_page_names_the_sites_to_choose_from() {
    let (place, files) = (Place::new(), built_in());
    place.build(&files).unwrap();
    let sites = "<div class=\"course-sites\" hidden=\"\" data-chosen=\"laptop\" data-names=\"{&quot;hpc2n&quot;:&quot;HPC2N&quot;,";
    for page in ["welcome.html", "venv.html", "glossary.html", "schedule.html"] {
        assert_eq!(place.page(page).matches("course-sites").count(), 1, "{page}");
        assert!(place.page(page).contains(sites), "{page}");
    }
}

#[test]
fn every_known_mistake_can_be_linked_to() {
    let (place, files) = (Place::new(), built_in());
    place.build(&files).unwrap();
    let (course, _) = parse_course(&files, "").unwrap();
    let page = place.page("troubleshooting.html");
    assert!(!course.catalogue.is_empty());
    for mistake in &course.catalogue {
        assert!(page.contains(&format!("id=\"{}\"", mistake.id)), "{}", mistake.id);
    }
}

#[test]
fn nothing_that_is_written_for_the_checker_is_left() {
    let (place, files) = (Place::new(), built_in());
    place.build(&files).unwrap();
    for page in ["welcome.html", "venv.html", "troubleshooting.html", "glossary.html", "print.html"] {
        let html = place.page(page);
        for left in ["toml exercise", "[[goal]]", "[[when]]", "tried =", "teaching =", "<!-- t", "{{"] {
            assert!(!html.contains(left), "`{left}` in {page}");
        }
    }
    for file in ["course.toml", "sites", "SUMMARY.md", "venv.md"] {
        assert!(!place.has(file), "{file}");
    }
}

#[test]
fn the_settings_name_the_built_in_course_as_it_names_itself() {
    let settings: mdbook_driver::config::Config = SETTINGS.parse().unwrap();
    let (course, _) = parse_course(&built_in(), "").unwrap();
    assert_eq!(settings.book.title, Some(course.title));
}
