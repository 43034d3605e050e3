//! RECORD: the list of files that an installer wrote for a distribution (PEP 376, PEP 627).
//!
//! Only names are read; sizes and hashes are not, since pip lists compiled files without them.

use std::collections::BTreeSet;
use std::path::Path;

use super::files::{self, Below, Failure};

/// What a RECORD lists, as far as it is asked here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The entries of `site-packages` that belong to the distribution, its own `.dist-info` left out.
    pub tops: BTreeSet<String>,
    /// Those of them that are packages with an `__init__.py`.
    pub packages: BTreeSet<String>,
    /// Whether it is longer than what was read of it: then it says what is there, and not what is not.
    pub is_cut: bool,
}

/// The longest path that is one, in bytes: the kernel takes no longer ones.
const LONGEST: usize = 4096;

/// Reads a RECORD.
pub(super) fn read(below: &Below, path: &Path) -> Result<Record, Failure> {
    files::read_below(below, path, files::LARGE, |bytes| {
        let is_cut = bytes.len() as u64 == files::LARGE;
        // Half of a name would be another one.
        let end = if is_cut { memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1) } else { bytes.len() };
        Record { is_cut, ..parse(&bytes[..end]) }
    })
}

/// Reads the first field of each line. Line ends may be of either kind; a field may be quoted.
#[must_use]
pub fn parse(bytes: &[u8]) -> Record {
    let mut record = Record::default();
    let mut last: &[u8] = b"";
    for line in lines(bytes) {
        // Lines of one folder stand together, and nearly all stop here.
        if line.get(last.len()) == Some(&b'/')
            && line.starts_with(last)
            && !line[last.len()..].starts_with(b"/__init__.py")
        {
            continue;
        }
        let path = field(line);
        if path.len() > LONGEST {
            continue;
        }
        let (top, rest) = match memchr::memchr(b'/', path) {
            Some(slash) => (&path[..slash], Some(&path[slash + 1..])),
            None => (path, None),
        };
        if top == last && rest != Some(b"__init__.py") {
            continue;
        }
        last = top;
        let Some(name) = entry(top) else {
            continue;
        };
        if rest == Some(b"__init__.py") {
            record.packages.insert(name.to_owned());
        }
        let is_about = rest.is_some() && [".dist-info", ".data"].iter().any(|end| name.ends_with(end));
        if !is_about && name != "__pycache__" {
            record.tops.insert(name.to_owned());
        }
    }
    record
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]).map(move |end| {
        let line = &bytes[start..end];
        start = end + 1;
        line
    })
}

/// What can be an entry of `site-packages`: scripts and whole paths lie elsewhere, and what is no text cannot be told.
fn entry(top: &[u8]) -> Option<&str> {
    let name = std::str::from_utf8(top).ok()?;
    (!matches!(name, "" | "." | "..") && !name.contains('\0')).then_some(name)
}

/// The first field; nothing where it holds a quote, which such names do not.
fn field(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let Some(quoted) = line.strip_prefix(b"\"") else {
        return &line[..memchr::memchr(b',', line).unwrap_or(line.len())];
    };
    match memchr::memchr(b'"', quoted) {
        Some(end) if quoted.get(end + 1) != Some(&b'"') => &quoted[..end],
        _ => b"",
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "tests lay out files; the program does not")]

    use super::*;

    #[test]
    fn what_cannot_be_an_entry_is_not_said_to_be_one() {
        let lines =
            b"\"a\"\"b/x.py\",,\ncaf\xe9/x.py,,\n..,,\n./c/x.py,,\n/etc/passwd,,\n../../bin/x,,\nnul\0/x.py,,\n\"half";
        assert_eq!(parse(lines), Record::default());
    }

    #[test]
    fn what_is_too_long_to_be_a_path_is_passed_over() {
        let record = parse(&[vec![b'a'; LONGEST + 1], b"\nsix.py,,\n".to_vec()].concat());
        assert_eq!(record.tops.iter().map(String::as_str).collect::<Vec<_>>(), ["six.py"]);
    }

    #[test]
    fn half_of_a_name_is_not_taken_for_one() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("RECORD");
        let lines = "six/x.py,,\n".repeat(usize::try_from(files::LARGE).expect("small") / 11 + 1);
        std::fs::write(&path, lines).expect("a file");
        let record = read(&Below::nothing(), &path).expect("read");
        assert!(record.is_cut);
        assert_eq!(record.tops.iter().map(String::as_str).collect::<Vec<_>>(), ["six"]);
    }

    #[test]
    fn both_line_ends_quotes_and_scripts_are_read() {
        let record = parse(
            b"../../../bin/f2py,sha256=x,1\r\nnumpy/__init__.py,,\r\nnumpy/core/a.py,,\r\n\"odd,name/x.py\",,\n\
              numpy-1.0.dist-info/INSTALLER,,\nsix.py,,",
        );
        assert_eq!(record.tops.iter().map(String::as_str).collect::<Vec<_>>(), ["numpy", "odd,name", "six.py"]);
        assert_eq!(record.packages.len(), 1);
    }
}
