//! The book as it is built: its pages beside what the terminal shows, beside those of the real mdbook, and the lessons as a
//! forge shows them.

#![expect(clippy::disallowed_methods, reason = "tests start programs; the program does not")]

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use checker::lesson::placeholders;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use snapbox::{assert_data_eq, str};

use crate::support::{panels, skip};

/// The largest that a lesson's page may be.
const LARGEST: usize = 100_000;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace")
}

/// Runs `checker` with a home of its own; what it printed, and its status.
fn checker(home: &Path, words: &[&str]) -> (String, String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_checker"));
    command.args(words).env_clear().env("HOME", home).env("LANG", "C.UTF-8").current_dir(home);
    let output = command.output().expect("checker");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code().unwrap_or(-1))
}

/// Builds the book for a site, into a folder of `home`.
fn build(home: &Path, site: &str) -> PathBuf {
    let folder = home.join(format!("book-{site}"));
    let (_, talk, status) = checker(home, &["book", "build", "--site", site, "--dest", &folder.display().to_string()]);
    assert_eq!(status, 0, "{talk}");
    folder
}

/// The lessons' own files.
fn lessons() -> BTreeMap<String, String> {
    let entries = fs::read_dir(root().join("lessons")).expect("lessons");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let pages = paths.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let named = pages.map(|path| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).expect("a lesson"))
    });
    named.filter(|(name, _)| name != "SUMMARY").collect()
}

/// A text without what a terminal and a browser do to it: line ends, blanks, and the marks of code.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"`│".contains(*c)).collect()
}

#[test]
fn what_a_site_sees_in_the_book_is_what_it_sees_in_the_terminal() {
    let home = tempfile::tempdir().expect("a folder");
    let book = build(home.path(), "laptop");
    let lessons = lessons();
    let compared: usize = std::thread::scope(|scope| {
        let sites = ["hpc2n", "laptop", "mila", "polaris", "ubelix", "uppmax"];
        let begun = sites.map(|site| {
            scope.spawn({
                let (home, book, lessons) = (home.path(), &book, &lessons);
                move || compare(home, book, lessons, site)
            })
        });
        begun.into_iter().map(|one| one.join().expect("no panel differs")).sum()
    });
    assert!(compared > 100, "only {compared} panels were compared");
}

/// Compares all panels that are for a site with what the terminal shows there; how many there were.
fn compare(home: &Path, book: &Path, lessons: &BTreeMap<String, String>, site: &str) -> usize {
    let mut compared = 0;
    for (lesson, text) in lessons {
        let page = fs::read_to_string(book.join(format!("{lesson}.html"))).expect("a page");
        let panels = panels(&page, site);
        // The general mistakes are a page of the book, and no lesson.
        if panels.is_empty() || lesson == "troubleshooting" {
            continue;
        }
        let (shown, talk, status) = checker(home, &["show", lesson, "--site", site]);
        assert_eq!(status, 0, "`checker show {lesson} --site {site}`: {talk}");
        let shown = bare(&shown);
        // What is in none of the text is in a solution.
        let solutions = OnceCell::new();
        let in_solution = |panel: &str| {
            let solution = |exercise| bare(&checker(home, &["solution", exercise, "--site", site]).0);
            let all = solutions.get_or_init(|| exercises(text).map(solution).collect::<Vec<_>>());
            all.iter().any(|solution| solution.contains(panel))
        };
        for panel in panels.iter().map(String::as_str).map(bare) {
            assert!(!panel.is_empty(), "an empty panel for {site} in {lesson}");
            let is_there = shown.contains(&panel) || in_solution(&panel);
            assert!(is_there, "{lesson} at {site}: the book has\n{panel}\nand the terminal\n{shown}");
            compared += 1;
        }
    }
    compared
}

/// The ids of a lesson's exercises.
fn exercises(lesson: &str) -> impl Iterator<Item = &str> {
    let fences = lesson.split("```toml exercise\n").skip(1);
    fences.filter_map(|fence| fence.split_once("id = \"")?.1.split('"').next())
}

#[test]
fn the_real_mdbook_makes_the_same_pages() {
    let mdbook = root().join("target/peers/mdbook/bin/mdbook");
    if !mdbook.is_file() {
        let why = "there is no mdbook: `tests/components/mdbook/make target/peers/mdbook` installs it";
        return skip("the_real_mdbook_makes_the_same_pages", why);
    }
    let home = tempfile::tempdir().expect("a folder");
    let ours = build(home.path(), "laptop");
    let theirs = home.path().join("stock");
    let program = Path::new(env!("CARGO_BIN_EXE_checker"));
    let path = format!("{}:/usr/bin:/bin", program.parent().expect("a folder").display());
    let built = Command::new(mdbook)
        .args(["build", "--dest-dir"])
        .arg(&theirs)
        .arg(root().join("book"))
        .env_clear()
        .env("HOME", home.path())
        .env("PATH", path)
        .output()
        .expect("mdbook");
    let talk = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success() && !talk.contains("WARN"), "{talk}");
    let (ours, theirs) = (pages(&ours), pages(&theirs));
    let (ours, theirs) = (without_descriptions(ours), without_descriptions(theirs));
    assert!(ours.len() > 30, "{:?}", ours.keys());
    assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
    for (name, page) in &ours {
        let other = &theirs[name];
        let differs = page.lines().zip(other.lines()).find(|(one, other)| one != other);
        assert!(page == other, "{name} differs: {differs:?}");
    }
}

/// The pages without the one line that mdbook has alike on all, and our own build does not.
fn without_descriptions(pages: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let is_kept = |line: &&str| !line.trim_start().starts_with("<meta name=\"description\"");
    let bare = |page: String| page.lines().filter(is_kept).collect::<Vec<_>>().join("\n");
    pages.into_iter().map(|(name, page)| (name, bare(page))).collect()
}

/// The pages of a book.
fn pages(folder: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let pages = files.filter(|path| path.extension().is_some_and(|extension| extension == "html"));
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, fs::read_to_string(path).expect("a page"))
    };
    pages.map(read).collect()
}

#[test]
fn the_book_is_whole_and_no_lesson_is_too_large() {
    let home = tempfile::tempdir().expect("a folder");
    let (_, talk, status) = checker(home.path(), &["book", "build"]);
    assert_eq!(status, 0, "{talk}");
    let (data, talk, status) = checker(home.path(), &["book", "check", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&data).expect("JSON");
    assert_eq!((report["faults"].to_string().as_str(), status), ("[]", 0), "{talk}");
    assert!(report["outside"].as_object().expect("addresses").len() > 10);
    for lesson in lessons().keys().filter(|lesson| *lesson != "troubleshooting") {
        let size = fs::metadata(home.path().join(format!("site/{lesson}.html"))).expect("a page").len();
        assert!(usize::try_from(size).expect("a size") < LARGEST, "{lesson}.html has {size} bytes");
    }
}

#[test]
fn a_fault_is_shown_with_its_place_and_what_to_do() {
    let home = tempfile::tempdir().expect("a folder");
    let course = home.path().join("course");
    fs::create_dir(&course).expect("a folder");
    fs::write(course.join("course.toml"), "format = 1\ntitle = \"Small\"\n").expect("a file");
    fs::write(course.join("SUMMARY.md"), "- [One](one.md)\n").expect("a file");
    fs::write(course.join("one.md"), "# One\n\nSee [two](two.md) and [more](https://a.example/).\n").expect("a file");
    let (_, talk, status) = checker(home.path(), &["book", "build", "--course", "course"]);
    assert_eq!(status, 0, "{talk}");
    let (data, talk, status) = checker(home.path(), &["book", "check"]);
    assert_eq!((talk.as_str(), status), ("", 1));
    assert_data_eq!(
        data,
        str![[r#"
error: there is no `two.html`
    ——▶ one.html:[..]
    │
[..] │ <a href="two.html">
  hint: the link leads nowhere: mend it, or add the file

5 pages, [..] links, 1 outside link, 1 fault

"#]]
    );
}

#[test]
fn a_folder_without_a_site_is_no_site() {
    let home = tempfile::tempdir().expect("a folder");
    let (data, talk, status) = checker(home.path(), &["book", "check", "--json"]);
    assert_eq!((data.as_str(), status), ("", 2));
    assert_data_eq!(
        talk.replace(&home.path().display().to_string(), "HOME"),
        str![[r#"
error: there is no built site in `HOME/site`

hint: `checker book build` builds one; `checker book check DIR` takes its folder

"#]]
    );
}

/// Markdown as a forge reads it.
fn on_a_forge() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

#[test]
fn on_a_forge_no_fold_swallows_what_is_in_it() {
    let mut folds = 0;
    for (name, text) in lessons() {
        let mut depth = 0;
        for (event, span) in Parser::new_ext(&text, on_a_forge()).into_offset_iter() {
            let line = text[..span.start].lines().count() + 1;
            match event {
                // Within HTML, markdown is shown as it is typed: only the tags of a fold may be there.
                Event::Html(html) => {
                    for part in html.lines().map(str::trim).filter(|part| !part.is_empty()) {
                        let is_fold = part.starts_with("<details class=\"") || part == "</details>";
                        let is_summary = part.starts_with("<summary>") && part.ends_with("</summary>");
                        let is_comment = part.starts_with("<!--") && part.ends_with("-->");
                        assert!(
                            is_fold || is_summary || is_comment,
                            "{name}.md:{line}: `{part}` is shown as it is typed"
                        );
                    }
                    folds += html.matches("<details").count();
                    depth += html.matches("<details").count();
                    depth -= html.matches("</details").count();
                }
                Event::InlineHtml(html) => {
                    assert!(!html.contains("details"), "{name}.md:{line}: a fold in a paragraph: `{html}`");
                }
                Event::Start(Tag::BlockQuote(Some(kind))) => {
                    assert_eq!(depth, 0, "{name}.md:{line}: {kind:?} in a fold");
                }
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{name}.md: a fold that does not end");
    }
    assert!(folds > 100, "{folds} folds");
}

#[test]
fn on_a_forge_nothing_of_ours_stands_in_the_text() {
    let mut defaults = 0;
    for (name, text) in lessons() {
        let mut in_code = false;
        for (event, span) in Parser::new_ext(&text, on_a_forge()).into_offset_iter() {
            let line = text[..span.start].lines().count() + 1;
            match event {
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Text(part) if !in_code => assert!(!part.contains(":::"), "{name}.md:{line}: `{part}`"),
                _ => {}
            }
        }
        for placeholder in placeholders(&text) {
            let default = placeholder.default.as_deref().unwrap_or_default().trim();
            assert!(!default.is_empty(), "{name}.md:{}: `{}` has nothing to read", placeholder.line, placeholder.name);
            defaults += 1;
        }
    }
    assert!(defaults > 20, "{defaults} placeholders");
}
