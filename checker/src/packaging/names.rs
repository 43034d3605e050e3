//! Names of distributions and extras: what is one (PEP 508), and when two are the same (PEP 503, PEP 685).

/// A name as it is compared (PEP 503): lower case, runs of `-`, `_` and `.` as one `-`. Blanks are letters as
/// others are.
#[must_use]
pub fn normalize(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    let mut gap = false;
    for letter in name.chars() {
        if matches!(letter, '-' | '_' | '.') {
            gap = true;
            continue;
        }
        if gap {
            normal.push('-');
            gap = false;
        }
        if letter.is_ascii() {
            normal.push(letter.to_ascii_lowercase());
        } else {
            normal.extend(letter.to_lowercase());
        }
    }
    if gap {
        normal.push('-');
    }
    normal
}

/// Whether a text is a name (PEP 508): letters and digits of ASCII, with `-`, `_` and `.` inside only.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let edge = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    edge(name.chars().next()) && edge(name.chars().last()) && name.chars().all(is_name_letter)
}

/// Whether a letter may stand inside a name.
pub(super) fn is_name_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_pep_503_says() {
        for name in ["Ruamel.Yaml", "ruamel_yaml", "ruamel-.-yaml"] {
            assert_eq!(normalize(name), "ruamel-yaml");
        }
    }

    #[test]
    fn names_have_letters_and_digits_at_their_ends() {
        for (name, is) in
            [("a", true), ("A.b-_c9", true), ("", false), ("a.", false), ("_a", false), ("é", false), ("a b", false)]
        {
            assert_eq!(is_name(name), is, "{name}");
        }
    }
}
