//! Text from a file, without what must not be shown: the user names, passwords and tokens of addresses.
//!
//! More is hidden than need be: everything before an `@` in an address, and everything behind its `?`. Whoever wants to
//! see the line has the file.

/// The text with `…` in the place of secrets.
pub(super) fn hidden(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        shown.push_str(before);
        let end =
            after.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>')).unwrap_or(after.len());
        let (address, behind) = after.split_at(end);
        shown.push_str(&without_secrets(address));
        rest = behind;
    }
    shown.push_str(rest);
    shown
}

/// An address without its scheme.
fn without_secrets(address: &str) -> String {
    let host_ends = address.find(['/', '?', '#']).unwrap_or(address.len());
    // A password may hold a `/` that nobody escaped: then the `@` that ends it stands in the path, with a `:` before.
    let secret = match address[..host_ends].rfind('@') {
        Some(at) => Some(at),
        None => address.find('@').filter(|at| address[..*at].split('/').next().is_some_and(looks_like_user)),
    };
    let own = secret.map_or(address, |at| &address[at + 1..]);
    let (path, query) = own.split_once('?').map_or((own, None), |(path, query)| (path, Some(query)));
    let mut shown = String::new();
    if secret.is_some() {
        shown.push_str("…@");
    }
    shown.push_str(&without_token(path));
    if let Some(query) = query {
        shown.push_str("?…");
        // What a fragment says (`#egg=`, `#sha256=`) is no secret.
        if let Some((_, fragment)) = query.split_once('#') {
            shown.push('#');
            shown.push_str(fragment);
        }
    }
    shown
}

/// `user:pass`, and not `host` or `host:8080`.
fn looks_like_user(text: &str) -> bool {
    text.split_once(':').is_some_and(|(_, port)| port.is_empty() || !port.bytes().all(|byte| byte.is_ascii_digit()))
}

/// conda's channels carry a token as `/t/TOKEN/`.
fn without_token(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    for at in 1..parts.len().saturating_sub(1) {
        if parts[at] == "t" && at + 2 < parts.len() {
            parts[at + 1] = "…";
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn secrets_are_hidden_and_the_rest_is_not() {
        for (text, shown) in [
            ("idna==3.6", "idna==3.6"),
            ("a @ https://user:pass@host/x.whl ; y", "a @ https://…@host/x.whl ; y"),
            ("https://token@host/x https://p:q@h", "https://…@host/x https://…@h"),
            ("https://user:pa/ss@host/x", "https://…@host/x"),
            ("https://host:8080/x@1.0", "https://host:8080/x@1.0"),
            ("git+https://host/x.git@v1#egg=x", "git+https://host/x.git@v1#egg=x"),
            ("https://host/x?key=secret#egg=x", "https://host/x?…#egg=x"),
            ("https://host/t/abc/chan::numpy", "https://host/t/…/chan::numpy"),
        ] {
            assert_eq!(hidden(text), shown);
        }
    }
}
