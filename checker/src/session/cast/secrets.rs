//! What looks like a secret in a line. The list is short, and README.md names it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Each with the secret itself as its last group.
const PATTERNS: [&str; 6] = [
    // `HF_TOKEN=…`, `password: …`, `"api_key": "…"`: what stands behind such a name.
    r#"(?i)(?:password|passwd|passphrase|secret|token|credentials?|api[_-]?key|access[_-]?key|private[_-]?key)[a-z0-9_-]*["']?\s*[=:]\s*("[^"]*"?|'[^']*'?|[^\s"']\S*)"#,
    // `--password …`, `--token …`.
    r#"(?i)\s--?(?:password|passwd|passphrase|secret|token|api-?key)\s+("[^"]*"?|'[^']*'?|[^\s"'-]\S*)"#,
    // `https://name:password@host`, and a long name alone, which is a token.
    r"://[^/\s:@]*:([^/\s@]+)@",
    r"://([^/\s:@]{16,})@",
    // `Authorization: Bearer …`.
    r"(?i)\b(?:bearer|basic)\s+([A-Za-z0-9+/_.=-]{8,})",
    // Tokens that say by their beginning whose they are, and signed ones (JWT).
    r"\b((?:gh[opsru]_|github_pat_|glpat-|hf_|pypi-|sk-|xox[abprs]-)[A-Za-z0-9_-]{12,}|AKIA[0-9A-Z]{16}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*)",
];

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them")]
static COMPILED: LazyLock<Vec<Regex>> =
    LazyLock::new(|| PATTERNS.iter().map(|pattern| Regex::new(pattern).expect("a pattern")).collect());

/// Finds secrets, line after line: a private key has many.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Secrets {
    in_key: bool,
}

impl Secrets {
    /// The places of what looks like a secret in the next line; they may overlap.
    pub(super) fn find(&mut self, line: &str) -> Vec<Range<usize>> {
        // RFC 7468: `-----BEGIN OPENSSH PRIVATE KEY-----`.
        if line.contains("-----BEGIN ") && line.contains("PRIVATE KEY-----") {
            self.in_key = true;
            return Vec::new();
        }
        if self.in_key {
            self.in_key = !line.contains("-----END ");
            let hidden = self.in_key.then_some(0..line.len());
            return hidden.into_iter().collect();
        }
        let matches = COMPILED.iter().flat_map(|pattern| pattern.captures_iter(line));
        matches.filter_map(|found| Some(found.get(found.len() - 1)?.range())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(line: &str) -> String {
        let mut bytes = line.as_bytes().to_vec();
        for range in Secrets::default().find(line) {
            bytes[range].fill(b'*');
        }
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn what_looks_like_a_secret_is_found() {
        for (line, shown) in [
            ("$ export HF_TOKEN=abc123", "$ export HF_TOKEN=******"),
            ("password: hunter2 ok", "password: ******* ok"),
            ("\"api_key\": \"a b\",", "\"api_key\": *****,"),
            ("$ twine upload --password hunter2 x", "$ twine upload --password ******* x"),
            ("https://ada:hunter2@index/simple", "https://ada:*******@index/simple"),
            ("https://0123456789abcdef01@index/", "https://******************@index/"),
            ("Authorization: Bearer abcdefgh12", "Authorization: Bearer **********"),
            ("git clone ghp_0123456789abcdefABCD", "git clone ************************"),
            ("eyJhbGciOiJI.eyJzdWIiOiIx.c2ln", "******************************"),
        ] {
            assert_eq!(hidden(line), shown);
        }
    }

    #[test]
    fn ordinary_lines_stay() {
        for line in [
            "$ pip install idna==3.6",
            "Successfully installed idna-3.6",
            "https://docs.python.org/3/library/venv.html",
            "Enter the password",
            "$ python -c 'import tokenize; print(tokenize)'",
            "-r--r--r-- 1 ada ada 12 secret.txt",
        ] {
            assert_eq!(hidden(line), line);
        }
    }

    #[test]
    fn a_private_key_is_hidden_from_its_first_line_to_its_last() {
        let mut secrets = Secrets::default();
        let lines =
            ["-----BEGIN OPENSSH PRIVATE KEY-----", "b3BlbnNz", "aC1rZXk=", "-----END OPENSSH PRIVATE KEY-----", "x"];
        let found = lines.map(|line| secrets.find(line));
        let found = found.map(|ranges| ranges.first().map(ExactSizeIterator::len));
        assert_eq!(found, [None, Some(8), Some(8), None, None]);
    }
}
