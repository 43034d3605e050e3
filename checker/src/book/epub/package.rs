//! What an EPUB says of itself: the container, the package, the table of contents.

use std::collections::BTreeSet;

use crate::book::escape::html;

/// Where the package stands.
pub(super) const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n<rootfiles>\n\
    <rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

/// What a book is.
#[derive(Debug)]
pub(super) struct About {
    pub(super) identifier: String,
    pub(super) title: String,
    pub(super) language: String,
    /// When it was made, as `2026-11-21`.
    pub(super) day: String,
}

/// A page in the order of the book.
#[derive(Debug)]
pub(super) struct Entry<'e> {
    pub(super) file: String,
    pub(super) title: &'e str,
}

/// The package document.
pub(super) fn package(about: &About, entries: &[Entry<'_>], pictures: &BTreeSet<String>) -> String {
    let About { identifier, title, language, day } = about;
    let (identifier, title, language) = (html(identifier), html(title), html(language));
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" \
         unique-identifier=\"id\" xml:lang=\"{language}\">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
         <dc:identifier id=\"id\">{identifier}</dc:identifier>\n<dc:title>{title}</dc:title>\n\
         <dc:language>{language}</dc:language>\n<meta property=\"dcterms:modified\">{day}T00:00:00Z</meta>\n"
    );
    for (property, value) in [
        ("accessMode", "textual"),
        ("accessMode", "visual"),
        ("accessModeSufficient", "textual"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "alternativeText"),
        ("accessibilityHazard", "none"),
    ] {
        text.push_str(&format!("<meta property=\"schema:{property}\">{value}</meta>\n"));
    }
    text.push_str(
        "</metadata>\n<manifest>\n\
         <item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
         <item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n",
    );
    for (index, Entry { file, .. }) in entries.iter().enumerate() {
        let file = html(file);
        text.push_str(&format!("<item id=\"p{index}\" href=\"{file}\" media-type=\"application/xhtml+xml\"/>\n"));
    }
    for (index, picture) in pictures.iter().enumerate() {
        let file = html(picture);
        text.push_str(&format!("<item id=\"i{index}\" href=\"{file}\" media-type=\"image/svg+xml\"/>\n"));
    }
    text.push_str("</manifest>\n<spine>\n");
    for index in 0..entries.len() {
        text.push_str(&format!("<itemref idref=\"p{index}\"/>\n"));
    }
    text.push_str("</spine>\n</package>\n");
    text
}

/// The table of contents.
pub(super) fn contents(about: &About, entries: &[Entry<'_>]) -> String {
    let title = html(&about.title);
    let mut body = format!(
        "<nav epub:type=\"toc\" xmlns:epub=\"http://www.idpf.org/2007/ops\" id=\"toc\">\n<h1>{title}</h1>\n<ol>\n"
    );
    for Entry { file, title } in entries {
        body.push_str(&format!("<li><a href=\"{}\">{}</a></li>\n", html(file), html(title)));
    }
    body.push_str("</ol>\n</nav>\n");
    document(&about.language, &about.title, &body)
}

/// A page around a body.
pub(super) fn document(language: &str, title: &str, body: &str) -> String {
    let (language, title) = (html(language), html(title));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         lang=\"{language}\" xml:lang=\"{language}\">\n<head>\n<meta charset=\"UTF-8\"/>\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"style.css\"/>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
}
