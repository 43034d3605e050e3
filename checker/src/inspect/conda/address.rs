//! Hiding of what opens a channel: passwords and tokens, which people put into addresses.
//!
//! conda writes a command as it was typed into the history of an environment, and other people may read that. On top of
//! what any address may hide, those of conda's servers have a token in the path: `https://HOST/t/TOKEN/CHANNEL`.

use super::super::direct::without_secrets;

/// The same text with every secret in its addresses replaced. An address ends where its word does, since a password may
/// hold every other letter.
pub(super) fn hide(text: &str) -> String {
    text.split_inclusive(char::is_whitespace).map(of_word).collect()
}

fn of_word(word: &str) -> String {
    let Some(at) = word.find("://") else { return word.to_owned() };
    // What stands before the scheme, such as `--channel=`, is not the address's.
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let (before, address) = word.split_at(word[..at].trim_end_matches(is_scheme).len());
    if address.matches("://").count() > 1 {
        // Where one ends and the next begins nothing tells.
        return format!("{before}****{}", &word[word.trim_end().len()..]);
    }
    let mut shown = before.to_owned();
    let mut is_token = false;
    for part in without_secrets(address).split_inclusive('/') {
        let name = part.trim_end_matches('/').trim_end();
        shown.push_str(&if is_token && !name.is_empty() { part.replacen(name, "<TOKEN>", 1) } else { part.to_owned() });
        is_token = part == "t/";
    }
    shown
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
