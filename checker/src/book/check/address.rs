//! What an address on a page says, without looking at any file.

use std::path::{Component, Path, PathBuf};

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// To another host.
    Outside,
    /// To no file: `mailto:`, `data:`, `javascript:`.
    Nowhere,
    /// To a path that begins at the root of the host.
    OfTheHost,
    /// To a file relative to the page.
    Here(Target),
}

/// A file, and an element on it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The path as it is meant (`%20` is a blank); empty for the page itself.
    pub(super) path: String,
    /// The id of the element; empty for the top.
    pub(super) fragment: String,
}

impl Address {
    pub(super) fn read(address: &str) -> Self {
        let address = address.trim();
        if let Some((scheme, _)) = address.split_once(':')
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        {
            let scheme = scheme.to_ascii_lowercase();
            return if scheme == "http" || scheme == "https" { Address::Outside } else { Address::Nowhere };
        }
        if address.starts_with("//") {
            return Address::Outside;
        }
        if address.starts_with('/') {
            return Address::OfTheHost;
        }
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let path = path.split('?').next().unwrap_or_default();
        Address::Here(Target { path: decoded(path), fragment: decoded(fragment) })
    }
}

/// The file that a path means on a page of `folder`; nothing when it leaves the site.
pub(super) fn join(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut file = folder.to_owned();
    for component in Path::new(path).components() {
        match component {
            Component::Normal(name) => file.push(name),
            Component::CurDir => {}
            Component::ParentDir => {
                if !file.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(file)
}

/// Puts bytes where `%` and two digits say which.
pub(in super::super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.filter(|_| first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(path: &str, fragment: &str) -> Address {
        Address::Here(Target { path: path.to_owned(), fragment: fragment.to_owned() })
    }

    #[test]
    fn an_address_is_told_by_how_it_begins() {
        for (address, meant) in [
            ("https://docs.python.org/3/", Address::Outside),
            ("HTTP://a", Address::Outside),
            ("//a/b", Address::Outside),
            ("mailto:a@b", Address::Nowhere),
            ("data:image/png;base64,x", Address::Nowhere),
            ("/venv.html", Address::OfTheHost),
            ("#top", here("", "top")),
            ("a%20b.html?site=x#c%C3%A4", here("a b.html", "cä")),
            ("a%2.html", here("a%2.html", "")),
            ("", here("", "")),
        ] {
            assert_eq!(Address::read(address), meant, "{address}");
        }
    }

    #[test]
    fn a_path_stays_in_the_site() {
        assert_eq!(join(Path::new("a/b"), "../c.html").unwrap(), Path::new("a/c.html"));
        assert_eq!(join(Path::new(""), "./c.html").unwrap(), Path::new("c.html"));
        assert_eq!(join(Path::new("a"), "../../c.html"), None);
    }
}
