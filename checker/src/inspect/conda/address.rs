//! Hiding of what opens a channel: passwords and tokens, which people put into addresses.
//!
//! conda writes a command as it was typed into the history of an environment, and other people may read that. On top of
//! what any address may hide, those of conda's servers have a token in the path: `https://HOST/t/TOKEN/CHANNEL`.

use super::super::direct::without_secrets;

/// The same text with every secret in its addresses replaced. An address ends where its word does, since a password may
/// hold every other letter.
pub(super) fn hide(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let (word, gap) = word.split_at(word.trim_end().len());
        shown.push_str(&of_word(word));
        shown.push_str(gap);
    }
    shown
}

fn of_word(word: &str) -> String {
    let Some(at) = word.find("://") else { return word.to_owned() };
    // What stands before the scheme, such as `--channel=`, is not the address's.
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let (before, address) = word.split_at(word[..at].trim_end_matches(is_scheme).len());
    if address.matches("://").count() > 1 {
        // Where one ends and the next begins nothing tells.
        return format!("{before}****");
    }
    let address = without_secrets(address);
    let mut parts: Vec<&str> = address.split('/').collect();
    for at in 1..parts.len() {
        if parts[at - 1] == "t" && !parts[at].is_empty() {
            parts[at] = "<TOKEN>";
        }
    }
    format!("{before}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_hidden_and_nothing_else_is() {
        for (text, shown) in [
            ("create -c https://ann:pw@host:8080/chan idna=3.6", "create -c https://****@host:8080/chan idna=3.6"),
            ("-c https://conda.anaconda.org/t/tk-1_2/priv -n x", "-c https://conda.anaconda.org/t/<TOKEN>/priv -n x"),
            ("--channel=https://u:p,'w@h/c::idna", "--channel=https://****@h/c::idna"),
            ("https://h/t/x/c::numpy[version='>=1,<2']", "https://h/t/<TOKEN>/c::numpy[version='>=1,<2']"),
            ("https://h/c?token=abc&x=1 next", "https://h/c?**** next"),
            ("-c https://h/t/last -n x", "-c https://h/t/<TOKEN> -n x"),
            ("a https://h/a,https://u:p@h/b c", "a **** c"),
            ("é=https://u:p@h/b", "é=https://****@h/b"),
            ("file:///t/tk-1/chan", "file:///t/<TOKEN>/chan"),
            ("https://h/tools/t", "https://h/tools/t"),
            ("name@mail /t/plain", "name@mail /t/plain"),
        ] {
            assert_eq!(hide(text), shown);
        }
    }
}
