//! `direct_url.json` (PEP 610): the address that a distribution was installed from, when it came from none of the
//! indexes.
//!
//! The address may hold a password or a token. It refuses to hand one on: what is kept is an address that can be shown.

use std::path::PathBuf;

use serde::Deserialize;

use super::files::{self, Below, Failure};
use super::installed::{Form, Found};

/// Where a distribution came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direct {
    /// The address, without secrets.
    pub url: String,
    /// The folder that it names, where it is one of this machine.
    pub folder: Option<PathBuf>,
    /// Whether it was installed to be read from that folder.
    pub editable: bool,
}

/// The file, as far as it is used.
#[derive(Deserialize)]
struct File {
    url: String,
    #[serde(default)]
    dir_info: Folder,
}

#[derive(Default, Deserialize)]
struct Folder {
    #[serde(default)]
    editable: bool,
}

/// Where a distribution came from, if it says so. An error says what is wrong with the file.
pub(super) fn direct(below: &Below, found: &Found) -> Result<Option<Direct>, String> {
    if found.form != Form::DistInfo {
        return Ok(None);
    }
    // RECORD is not asked whether it is there: what was added by hand is not in it.
    let path = found.path.join("direct_url.json");
    let told = match files::read_below(below, &path, files::SMALL, parse) {
        Ok(told) => told,
        Err(Failure::Missing) => return Ok(None),
        Err(failure) => return Err(format!("`{}` {}", path.display(), failure.says())),
    };
    let told =
        told.ok_or_else(|| format!("`{}` is not what PEP 610 says, at which uv ends with an error", path.display()))?;
    Ok(Some(told))
}

/// Reads the content of the file; nothing where it is not what PEP 610 says.
#[must_use]
pub fn parse(bytes: &[u8]) -> Option<Direct> {
    let File { url, dir_info: Folder { editable } } = serde_json::from_slice(bytes).ok()?;
    let folder = url.strip_prefix("file://").map(|rest| rest.strip_prefix("localhost").unwrap_or(rest));
    let folder = folder.map(|path| PathBuf::from(unquoted(path)));
    Some(Direct { url: without_secrets(&url), folder, editable })
}

/// An address with `****` for what may be a secret: the user and password in front of the host, and the values after
/// `?`. Kept are `git@`, which is no person, and `${NAME}`, which is a variable's name (PEP 610).
pub(super) fn without_secrets(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").map_or(("", url), |(scheme, rest)| (&url[..scheme.len() + 3], rest));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..end].rsplit('@').next().unwrap_or_default();
    let port = host.rsplit_once(':').map_or("", |(_, port)| port);
    // A password with a slash in it that nobody has quoted ends the host too early; its end is the last `@` then.
    let is_cut = !scheme.is_empty() && !host.starts_with('[') && port.chars().any(|c| !c.is_ascii_digit());
    let at = if is_cut { rest.rfind('@') } else { rest[..end].rfind('@') };
    let (user, rest) = at.map_or(("", rest), |at| (&rest[..at], &rest[at + 1..]));
    let shown = match user {
        "" => String::new(),
        "git" => "git@".to_owned(),
        user if user.split(':').all(is_variable) => format!("{user}@"),
        _ => "****@".to_owned(),
    };
    let (rest, fragment) = rest.find('#').map_or((rest, ""), |at| rest.split_at(at));
    let (path, query) = rest.split_once('?').map_or((rest, ""), |(path, _)| (path, "?****"));
    format!("{scheme}{shown}{path}{query}{}", fragment_without_secrets(fragment))
}

/// What stands after `#`, with the values of the words that installers know (pip: `egg`, `subdirectory`, and hashes).
fn fragment_without_secrets(fragment: &str) -> String {
    const KNOWN: [&str; 7] = ["egg", "subdirectory", "sha256", "sha384", "sha512", "sha1", "md5"];
    let shown = |part: &str| match part.trim_start_matches('#').split_once('=') {
        Some((word, _)) if !KNOWN.contains(&word) => {
            format!("{}{word}=****", if part.starts_with('#') { "#" } else { "" })
        }
        _ => part.to_owned(),
    };
    fragment.split('&').map(shown).collect::<Vec<_>>().join("&")
}

/// `${NAME}`.
fn is_variable(text: &str) -> bool {
    let name = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
}

/// Undoes `%20` and its like in an address.
pub(super) fn unquoted(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = (*first == b'%').then(|| tail.get(..2)).flatten();
        let code = code.and_then(|two| std::str::from_utf8(two).ok()).and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_secrets() {
        for (url, shown) in [
            ("https://host/x.whl", "https://host/x.whl"),
            ("https://host:8080/x@y.whl#sha256=ab", "https://host:8080/x@y.whl#sha256=ab"),
            ("https://me:secret@host:8080/x.whl", "https://****@host:8080/x.whl"),
            ("https://secret@host/x.whl", "https://****@host/x.whl"),
            ("https://me:se@cret@host/x.whl", "https://****@host/x.whl"),
            ("https://me:se/cret@host/x.whl", "https://****@host/x.whl"),
            ("https://${ME}:${PASSWORD}@host/x", "https://${ME}:${PASSWORD}@host/x"),
            ("https://${ME}:secret@host/x", "https://****@host/x"),
            ("ssh://git@host/x.git", "ssh://git@host/x.git"),
            ("git@host:me/x.git", "git@host:me/x.git"),
            ("me:secret@host:x.git", "****@host:x.git"),
            ("https://host/x.whl?token=secret#egg=x", "https://host/x.whl?****#egg=x"),
            ("https://host/x.git#access_token=secret", "https://host/x.git#access_token=****"),
            ("https://host/x.git#egg=x&subdirectory=a&t=secret", "https://host/x.git#egg=x&subdirectory=a&t=****"),
            ("https://[::1]:80/x", "https://[::1]:80/x"),
            ("file:///home/me/x%20y", "file:///home/me/x%20y"),
        ] {
            assert_eq!(without_secrets(url), shown, "{url}");
        }
    }
}
