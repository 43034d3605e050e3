//! Links from page to page.

use super::super::dead_links;
use super::PAGE;
use super::course::{read, small};

#[test]
fn dead_links_between_pages_are_told_with_their_line() {
    let lesson = format!(
        "{PAGE}\n[good](words.md#base-python) [good](#first-venv) [good](images/p.svg) [good](https://x.example/a.md)\n\n\
         [a](word.md)\n\n[b](words.md#base-pyton)\n\n![c](images/q.svg)\n\n[d](lost.md)\n\n[e](#nothing-of-that-kind)\n\n\
         [f](../out.md)\n\n[g](/words.md)\n"
    );
    let files = small(&[
        ("SUMMARY.md", "- [venv](venv.md)\n- [words](words.md)\n"),
        ("venv.md", &lesson),
        ("words.md", "# Words\n\nbase Python\n: A term.\n"),
        ("lost.md", "# Lost\n"),
        ("images/p.svg", "<svg/>"),
    ]);
    let (course, complaints) = read(&files, "");
    assert_eq!(complaints, []);
    let said: Vec<_> = dead_links(&course, &files)
        .into_iter()
        .map(|complaint| {
            assert_eq!(lesson.lines().nth(complaint.place.line - 1), Some(complaint.place.text.as_str()));
            assert_eq!(&*complaint.place.file, "venv.md");
            (complaint.place.text, complaint.what, complaint.hint)
        })
        .collect();
    let said: Vec<(&str, &str, &str)> =
        said.iter().map(|(text, what, hint)| (text.as_str(), what.as_str(), hint.as_str())).collect();
    assert_eq!(
        said,
        [
            ("[a](word.md)", "dead link: there is no `word.md`", "did you mean `words.md`?"),
            ("[b](words.md#base-pyton)", "dead link: `words.md` has no `#base-pyton`", "did you mean `#base-python`?"),
            ("![c](images/q.svg)", "dead link: there is no `images/q.svg`", "did you mean `images/p.svg`?"),
            (
                "[d](lost.md)",
                "dead link: `lost.md` is not linked in `SUMMARY.md`, so the book has no such page",
                "write `- [Title](lost.md)` into `SUMMARY.md`, or take the link out"
            ),
            (
                "[e](#nothing-of-that-kind)",
                "dead link: `venv.md` has no `#nothing-of-that-kind`",
                "write the id of an exercise or a mistake there, or a heading's words with `-` between them"
            ),
            (
                "[f](../out.md)",
                "the link `../out.md` leaves the course's folder",
                "link the pages and pictures of the course only"
            ),
            (
                "[g](/words.md)",
                "the link `/words.md` begins at the root of the host",
                "write it relative to the page: the book may lie in a folder, or be opened from a disk"
            ),
        ]
    );
}
