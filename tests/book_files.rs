//! `checker book pdf` and `checker book epub`: the whole book in one file, read by programs that are not ours.

#![expect(clippy::disallowed_methods, reason = "tests start programs; the program does not")]

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::{IntoData, assert_data_eq, str};

use crate::support::{Tools, skip};

/// Reads an EPUB as a reader would, and says what does not hold, one a line.
const READER: &str = r#"
import posixpath, sys, zipfile
from xml.etree import ElementTree as tree
file, lessons = sys.argv[1], sys.argv[2:]
book = zipfile.ZipFile(file)
def must(holds, what):
    if not holds: print(what)
must(book.testzip() is None, 'a checksum is wrong')
first = book.infolist()[0]
must((first.filename, first.compress_type, book.read(first)) == ('mimetype', 0, b'application/epub+zip'), 'mimetype')
container = tree.fromstring(book.read('META-INF/container.xml'))
[root] = container.iter('{urn:oasis:names:tc:opendocument:xmlns:container}rootfile')
opf, package = '{http://www.idpf.org/2007/opf}', tree.fromstring(book.read(root.get('full-path')))
folder = posixpath.dirname(root.get('full-path'))
items = {item.get('id'): item for item in package.iter(opf + 'item')}
files = {posixpath.join(folder, item.get('href')) for item in items.values()}
there = set(book.namelist()) - {'mimetype', 'META-INF/container.xml', root.get('full-path')}
must(files == there, f'manifest and files differ: {files ^ there}')
order = [items[ref.get('idref')].get('href') for ref in package.iter(opf + 'itemref')]
for lesson in lessons:
    must(lesson + '.xhtml' in order, f'{lesson} is not in it')
dc = '{http://purl.org/dc/elements/1.1/}'
for name in ['identifier', 'title', 'language']:
    must(package.find('.//' + dc + name).text, name)
x = '{http://www.w3.org/1999/xhtml}'
pages = {name: tree.fromstring(book.read(name)) for name in files if name.endswith('.xhtml')}
ids = {}
for name, page in pages.items():
    own = [element.get('id') for element in page.iter() if element.get('id')]
    must(len(own) == len(set(own)), f'{name}: an id is there twice')
    ids[name] = set(own)
for name, page in pages.items():
    must(page.find(f'.//{x}h1') is not None and page.find(f'{x}head/{x}title').text, f'{name} has no title')
    for element in page.iter():
        tag = element.tag.removeprefix(x)
        must(tag not in ('script', 'button', 'input', 'svg', 'details'), f'{name}: {tag}')
        source = element.get('src') or (element.get('href') if tag == 'link' else None)
        must(not source or posixpath.join(folder, source) in files, f'{name}: {source}')
        link = element.get('href') if tag == 'a' else None
        if link and ':' not in link:
            path, _, part = link.partition('#')
            target = posixpath.join(folder, path) if path else name
            must(target in pages and (not part or part in ids[target]), f'{name}: {link}')
        must(tag != 'img' or element.get('alt'), f'{name}: a picture without words')
print(len(pages), 'pages were read')
"#;

/// Runs `checker` in a folder that is its home, with this `PATH`.
fn checker(home: &Path, path: &Path, words: &[&str]) -> (String, String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_checker"));
    command.args(words).env_clear().env("HOME", home).env("TMPDIR", home.join("tmp")).env("LANG", "C.UTF-8");
    let output = command.env("PATH", path).current_dir(home).output().expect("checker");
    let left: Vec<_> =
        fs::read_dir(home.join("tmp")).expect("the folder").flatten().map(|entry| entry.path()).collect();
    assert!(left.is_empty(), "left behind: {left:?}");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code().unwrap_or(-1))
}

fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    fs::create_dir(home.path().join("tmp")).expect("a folder");
    home
}

/// The lessons in the order of the course.
fn lessons() -> Vec<String> {
    let summary = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lessons/SUMMARY.md");
    let summary = fs::read_to_string(summary).expect("the order");
    let files = summary.split("](").skip(1).filter_map(|rest| rest.split(".md)").next());
    files.map(str::to_owned).collect()
}

/// A folder in which this Chromium stands and nothing else, as a `PATH`.
fn chromium(home: &Path) -> Option<PathBuf> {
    let program = Tools::program("chromium").or_else(|| Tools::program("google-chrome"))?;
    let folder = home.join("programs");
    fs::create_dir(&folder).expect("a folder");
    std::os::unix::fs::symlink(program, folder.join("chromium")).expect("a link");
    // What starts a Chromium is a script, in Debian.
    Some(PathBuf::from(format!("{}:/usr/bin:/bin", folder.display())))
}

#[test]
fn an_epub_holds_every_lesson_and_is_read_by_others() {
    let Some(python) = Tools::program("python3") else {
        return skip("an_epub_holds_every_lesson", "there is no python3");
    };
    let home = home();
    let nothing = Path::new("/nowhere");
    let (data, talk, status) = checker(home.path(), nothing, &["book", "epub", "--dest", "course.epub"]);
    assert_eq!(status, 0, "{talk}");
    let pages: usize = data.split(' ').next().and_then(|count| count.parse().ok()).expect("how many");
    assert_eq!(data, format!("{pages} pages in course.epub\n"));
    let lessons = lessons();
    assert!(lessons.len() > 20 && pages > lessons.len(), "{pages} pages, {} lessons", lessons.len());
    let read = Command::new(&python)
        .args(["-c", READER])
        .arg(home.path().join("course.epub"))
        .args(&lessons)
        .output()
        .expect("python3");
    let said = String::from_utf8_lossy(&read.stdout);
    assert_eq!(said, format!("{} pages were read\n", pages + 1), "{}", String::from_utf8_lossy(&read.stderr));
    // Again over it, and the same on the same day.
    let first = fs::read(home.path().join("course.epub")).expect("it");
    let (_, talk, status) = checker(home.path(), nothing, &["book", "epub", "--dest", "course.epub"]);
    assert_eq!(status, 0, "{talk}");
    let day =
        |bytes: &[u8]| String::from_utf8_lossy(bytes).split("modified\">").nth(1).map(|rest| rest[..10].to_owned());
    let second = fs::read(home.path().join("course.epub")).expect("it");
    assert!(first == second || day(&first) != day(&second), "two builds differ");
}

#[test]
fn a_pdf_has_its_pages_and_headings() {
    let home = home();
    let test = "a_pdf_has_its_pages_and_headings";
    let Some(path) = chromium(home.path()) else { return skip(test, "there is no chromium") };
    let (data, talk, status) = checker(home.path(), &path, &["book", "pdf", "--dest", "course.pdf"]);
    assert_eq!((status, talk.as_str()), (0, ""), "{talk}");
    assert!(data.ends_with(" pages in course.pdf\n"), "{data}");
    let bytes = fs::read(home.path().join("course.pdf")).expect("the file");
    assert!(bytes.starts_with(b"%PDF-"));
    let text = String::from_utf8_lossy(&bytes);
    let pages = text.split("/Type /Page").skip(1).filter(|rest| !rest.starts_with('s')).count();
    assert!(pages > 20, "{pages} pages");
    assert!(text.contains("/Title (Virtual environments with venv)"), "the outline has no such heading");
    let Some(reader) = Tools::program("pdftotext") else {
        return skip("the words of a PDF", "there is no pdftotext");
    };
    let read = Command::new(reader).arg(home.path().join("course.pdf")).arg("-").output().expect("pdftotext");
    let words = String::from_utf8_lossy(&read.stdout);
    assert!(words.contains("Virtual environments with venv"), "{}", &words[..words.len().min(2000)]);
}

#[test]
fn no_request_leaves_while_a_pdf_is_printed() {
    let home = home();
    let test = "no_request_leaves_while_a_pdf_is_printed";
    let Some(path) = chromium(home.path()) else { return skip(test, "there is no chromium") };
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    server.set_nonblocking(true).expect("nobody waits");
    let port = server.local_addr().expect("an address").port();
    let course = home.path().join("course");
    fs::create_dir(&course).expect("a folder");
    fs::write(course.join("course.toml"), "format = 1\ntitle = \"Small\"\n").expect("a file");
    fs::write(course.join("SUMMARY.md"), "- [One](one.md)\n").expect("a file");
    let picture = format!("<img alt=\"x\" src=\"http://127.0.0.1:{port}/x.png\">\n");
    fs::write(course.join("one.md"), format!("# One heading\n\n{picture}")).expect("a file");
    let (_, talk, status) = checker(home.path(), &path, &["book", "pdf", "--course", "course"]);
    assert_eq!(status, 0, "{talk}");
    let bytes = fs::read(home.path().join("book.pdf")).expect("the file");
    assert!(String::from_utf8_lossy(&bytes).contains("/Title (One heading)"));
    let asked = server.accept().map(|_| ()).expect_err("nobody came");
    assert_eq!(asked.kind(), std::io::ErrorKind::WouldBlock);
}

/// What a command says that cannot be done; nothing may reach standard output.
fn refused(home: &Path, path: &Path, words: &[&str], status: i32, said: impl IntoData) {
    let (data, talk, ended) = checker(home, path, words);
    assert_eq!((data.as_str(), ended), ("", status), "{talk}");
    assert_data_eq!(talk.replace(&home.display().to_string(), "HOME"), said.into_data());
}

#[test]
fn without_a_browser_there_is_a_way_left() {
    let home = home();
    let said = str![[r#"
error: there is no `chromium` on `PATH`

hint: install Chromium, which prints the book; or open `print.html` of a built site in a browser, and print that

"#]];
    refused(home.path(), Path::new("/nowhere"), &["book", "pdf"], 3, said);
}

#[test]
fn a_browser_that_prints_nothing_is_told_with_its_reason() {
    let home = home();
    let folder = home.path().join("programs");
    fs::create_dir(&folder).expect("a folder");
    fs::copy("/bin/false", folder.join("chromium")).expect("a program");
    let said = str![[r#"
error: the browser did not print the book
  caused by: it ends with status 1: it does not say why

hint: open `print.html` of a built site in a browser, and print that

"#]];
    refused(home.path(), &folder, &["book", "pdf"], 3, said);
}

#[test]
fn a_file_of_another_kind_is_left_alone() {
    let home = home();
    fs::write(home.path().join("thesis.txt"), "my thesis").expect("a file");
    let said = str![[r#"
error: `HOME/thesis.txt` is there, and it is no book of this kind: nothing was changed

hint: `--dest` takes a file that is not there yet, or one that this command made

"#]];
    refused(home.path(), Path::new("/nowhere"), &["book", "epub", "--dest", "thesis.txt"], 2, said);
    assert_eq!(fs::read_to_string(home.path().join("thesis.txt")).expect("it"), "my thesis");
    refused(
        home.path(),
        Path::new("/nowhere"),
        &["book", "epub", "--dest", "nothing/book.epub"],
        2,
        str![[r#"
error: cannot write `HOME/nothing/book.epub`
  caused by: No such file or directory (os error 2)

"#]],
    );
}
