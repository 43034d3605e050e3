//! Where pages lead, and whether something is there.
//!
//! It knows the files of a course and no others: links that leave the course, and those to files that are no pages and no
//! pictures, are not followed.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::block::options;
use super::complaints::{Complaints, nearest};
use super::course::TROUBLESHOOTING;
use super::page::Page;
use super::{Complaint, Course, CourseFiles, Place};

/// The id that a book gives to a heading or to a term of a glossary, out of its text.
pub fn anchor(text: &str) -> String {
    let kept = |c: char| match c {
        c if c.is_alphanumeric() || matches!(c, '_' | '-') => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    };
    text.trim().to_lowercase().chars().filter_map(kept).collect()
}

/// All complaints about links between the pages of a course, and to its pictures.
pub fn dead_links(course: &Course, files: &CourseFiles) -> Vec<Complaint> {
    let pages = course.lessons.iter().map(|lesson| &*lesson.file).chain([TROUBLESHOOTING]);
    let sources: Vec<(&str, &str)> = pages.filter_map(|file| Some((file, files.files.get(file)?.as_str()))).collect();
    let mut ids: BTreeMap<&str, BTreeSet<String>> =
        sources.iter().map(|(file, text)| (*file, anchors(text).collect())).collect();
    for lesson in &course.lessons {
        let exercises = lesson.exercises.iter().map(|exercise| exercise.id.clone());
        ids.entry(&lesson.file).or_default().extend(exercises);
    }
    let book = Book { ids, files };
    let mut all = Vec::new();
    for (file, text) in sources {
        let page = Page::new(file, text);
        let mut complaints = Complaints::default();
        for (to, at) in links(text) {
            book.follow(file, &to, page.place(at), &mut complaints);
        }
        all.extend(complaints.into_sorted());
    }
    all
}

/// What can be led to.
struct Book<'b> {
    /// The ids on each page.
    ids: BTreeMap<&'b str, BTreeSet<String>>,
    files: &'b CourseFiles,
}

impl Book<'_> {
    fn follow(&self, from: &str, to: &str, place: Place, complaints: &mut Complaints) {
        let scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        if to.split_once(':').is_some_and(|(before, _)| !before.is_empty() && before.chars().all(scheme)) {
            return;
        }
        if to.starts_with('/') {
            let hint = "write it relative to the page: the book may lie in a folder, or be opened from a disk";
            return complaints.error(place, format!("the link `{to}` begins at the root of the host"), hint);
        }
        let (path, fragment) = to.split_once('#').unwrap_or((to, ""));
        let path = path.split('?').next().unwrap_or_default().replace("%20", " ");
        let Some(file) = (if path.is_empty() { Some(from.to_owned()) } else { join(from, &path) }) else {
            let hint = "link the pages and pictures of the course only";
            return complaints.error(place, format!("the link `{to}` leaves the course's folder"), hint);
        };
        if let Some(ids) = self.ids.get(file.as_str()) {
            if !fragment.is_empty() && !ids.contains(fragment) {
                let known: Vec<&str> = ids.iter().map(String::as_str).collect();
                let hint = match nearest(fragment, &known) {
                    Some(near) => format!("did you mean `#{near}`?"),
                    None => {
                        "write the id of an exercise or a mistake there, or a heading's words with `-` between them"
                            .to_owned()
                    }
                };
                complaints.error(place, format!("dead link: `{file}` has no `#{fragment}`"), hint);
            }
        } else if file.ends_with(".md") && self.files.files.contains_key(&file) {
            let what = format!("dead link: `{file}` is not linked in `SUMMARY.md`, so the book has no such page");
            complaints.error(place, what, format!("write `- [Title]({file})` into `SUMMARY.md`, or take the link out"));
        } else if (file.ends_with(".md") || file.ends_with(".svg")) && !self.files.files.contains_key(&file) {
            let ending = if file.ends_with(".md") { ".md" } else { ".svg" };
            let all = self.files.files.keys().map(String::as_str);
            let known: Vec<&str> = all.filter(|file| file.ends_with(ending) && *file != "SUMMARY.md").collect();
            let hint = match nearest(&file, &known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "add the file, or take the link out".to_owned(),
            };
            complaints.error(place, format!("dead link: there is no `{file}`"), hint);
        }
    }
}

/// A path on a page, as one in the course's folder.
fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Where a page leads, each with the byte at which the link stands.
fn links(text: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (event, span) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                found.push((dest_url.into_string(), span.start));
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let addresses = attribute(&html, "href").chain(attribute(&html, "src"));
                found.extend(addresses.map(|address| (address.to_owned(), span.start)));
            }
            _ => {}
        }
    }
    found
}

/// The ids on a page: of its headings and terms, as a book makes them, and those that are written in HTML.
fn anchors(text: &str) -> impl Iterator<Item = String> {
    let mut found = BTreeSet::new();
    let mut made = BTreeSet::new();
    let mut words: Option<String> = None;
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::Heading { id: Some(id), .. }) => drop(found.insert(id.into_string())),
            Event::Start(Tag::Heading { .. } | Tag::DefinitionListTitle) => words = Some(String::new()),
            Event::Text(text) | Event::Code(text) => words.iter_mut().for_each(|words| words.push_str(&text)),
            Event::SoftBreak | Event::HardBreak => words.iter_mut().for_each(|words| words.push(' ')),
            Event::End(TagEnd::Heading(_) | TagEnd::DefinitionListTitle) => {
                if let Some(words) = words.take() {
                    // The second of the same name gets a number.
                    let id = anchor(&words);
                    let numbered = (1..).map(|number| format!("{id}-{number}"));
                    let free = std::iter::once(id.clone()).chain(numbered).find(|id| !made.contains(id));
                    made.extend(free);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => found.extend(attribute(&html, "id").map(str::to_owned)),
            _ => {}
        }
    }
    found.into_iter().chain(made)
}

/// The values of an attribute in a piece of HTML.
fn attribute<'h>(html: &'h str, name: &'h str) -> impl Iterator<Item = &'h str> {
    html.split(name).skip(1).zip(html.split(name)).filter_map(|(after, before)| {
        let quoted = after.trim_start().strip_prefix('=')?.trim_start();
        let quote = quoted.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let is_whole = before.ends_with(|c: char| c.is_whitespace());
        quoted[1..].split_once(quote).map(|(value, _)| value).filter(|_| is_whole)
    })
}

#[cfg(test)]
mod tests {
    use super::{anchors, attribute, join, links};

    #[test]
    fn a_page_has_the_ids_of_its_headings_terms_and_html() {
        let text = "# One `two`\n\n## Same\n\n## Same\n\n## Own {#mine}\n\n<details class=\"mistake\" id=\"oops\">\n\
                    <summary>x</summary>\n\n### In a fold?\n\n</details>\n\nbase Python\n: A term.\n";
        let mut found: Vec<String> = anchors(text).collect();
        found.sort();
        assert_eq!(found, ["base-python", "in-a-fold", "mine", "one-two", "oops", "same", "same-1"]);
    }

    #[test]
    fn links_and_pictures_are_found_and_code_is_left_alone() {
        let text = "[a](a.md#x)\n![p](images/p.svg)\n\n`[no](no.md)`\n\n```text\n[no](no.md)\n```\n\n[r]\n\n<a href=\"h.md\">\n\n\
                    [r]: r.md\n";
        let found: Vec<(String, usize)> = links(text);
        let lines: Vec<(&str, usize)> =
            found.iter().map(|(to, at)| (to.as_str(), text[..*at].lines().count() + 1)).collect();
        assert_eq!(lines, [("a.md#x", 1), ("images/p.svg", 2), ("r.md", 10), ("h.md", 12)]);
    }

    #[test]
    fn an_attribute_is_a_whole_word() {
        let found: Vec<&str> = attribute("<p data-id=\"no\" id = 'yes'><p id=\"more\">", "id").collect();
        assert_eq!(found, ["yes", "more"]);
    }

    #[test]
    fn a_path_stays_in_the_folder() {
        assert_eq!(join("venv.md", "images/p.svg").as_deref(), Some("images/p.svg"));
        assert_eq!(join("sub/a.md", ".././b.md").as_deref(), Some("b.md"));
        assert_eq!(join("venv.md", "../b.md"), None);
    }
}
