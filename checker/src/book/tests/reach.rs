//! What is said of pages to those who look for them.

use snapbox::{assert_data_eq, str};

use crate::lesson::CourseFiles;

use super::super::{BookError, BuildRequest, build};
use super::{Place, course, sites};

const LESSON: &str = "\
# One

```toml lesson
teaching = 1
```

> **Objectives**
>
> - Say *why* \"it\" is so.
> - Use `pip`, and
>   leave `<it>` at {{where|home}}.

Text.
";

fn built(files: &CourseFiles, address: Option<&str>) -> (Place, Result<(), BookError>) {
    let place = Place::new();
    let sites = sites(files);
    let destination = place.site();
    let temporary = place.folder.path();
    let request = BuildRequest {
        files,
        sites: &sites,
        site: &sites[0],
        destination: &destination,
        address,
        proofs: &[],
        recordings: &[],
        temporary,
    };
    let result = build(&request).map(drop);
    (place, result)
}

/// The lines in the head of a page that are about it.
fn head(page: &str) -> String {
    let lines = page.lines().map(str::trim);
    let about = ["<meta name=\"description\"", "<link rel=\"canonical\"", "<base ", "<html lang="];
    lines
        .filter(|line| about.iter().any(|start| line.starts_with(start)))
        .fold(String::new(), |text, line| text + line + "\n")
}

fn two() -> CourseFiles {
    let mut files = course(LESSON);
    files.files.insert("SUMMARY.md".to_owned(), "- [A](lesson.md)\n- [B](deep/second.md)\n".to_owned());
    files.files.insert("deep/second.md".to_owned(), "# Second\n\nText.\n".to_owned());
    files
}

#[test]
fn a_lesson_is_described_by_its_objectives() {
    let (place, result) = built(&two(), None);
    result.unwrap();
    assert_data_eq!(
        head(&place.page("lesson.html")),
        str![[r#"
<html lang="en" class="light sidebar-visible" dir="ltr">
<meta name="description" content="Say why &quot;it&quot; is so. Use pip, and leave &lt;it&gt; at home.">

"#]]
    );
    assert_eq!(head(&place.page("index.html")), head(&place.page("lesson.html")));
    assert!(!place.has("sitemap.xml"));
}

#[test]
fn with_an_address_each_page_names_its_own_and_the_map_names_all() {
    let (place, result) = built(&two(), Some("https://a.example/course"));
    result.unwrap();
    let heads = ["index.html", "lesson.html", "deep/second.html", "404.html", "print.html"]
        .map(|page| format!("{page}\n{}", head(&place.page(page))));
    assert_data_eq!(
        heads.concat(),
        str![[r#"
index.html
<html lang="en" class="light sidebar-visible" dir="ltr">
<meta name="description" content="Say why &quot;it&quot; is so. Use pip, and leave &lt;it&gt; at home.">
<link rel="canonical" href="https://a.example/course/">
lesson.html
<html lang="en" class="light sidebar-visible" dir="ltr">
<meta name="description" content="Say why &quot;it&quot; is so. Use pip, and leave &lt;it&gt; at home.">
<link rel="canonical" href="https://a.example/course/">
deep/second.html
<html lang="en" class="light sidebar-visible" dir="ltr">
<meta name="description" content="">
<link rel="canonical" href="https://a.example/course/deep/second.html">
404.html
<html lang="en" class="light sidebar-visible" dir="ltr">
<base href="/course/">
<meta name="description" content="">
print.html
<html lang="en" class="light sidebar-visible" dir="ltr">
<meta name="description" content="">

"#]]
    );
    assert_data_eq!(
        place.page("sitemap.xml"),
        str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://a.example/course/deep/second.html</loc></url>
<url><loc>https://a.example/course/</loc></url>
<url><loc>https://a.example/course/schedule.html</loc></url>
</urlset>

"#]]
    );
}

#[test]
fn what_is_no_address_is_refused_before_anything_is_built() {
    let (place, result) = built(&two(), Some("a.example"));
    assert_eq!(result.unwrap_err().to_string(), "`a.example` is no address of a site");
    assert!(!place.site().exists());
}
