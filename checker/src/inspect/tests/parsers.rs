//! The readers of this room meet any bytes at all, and never panic.

use std::path::Path;

use proptest::prelude::*;

use crate::packaging::normalize;

use super::super::{FileKind, metadata, names, pyvenv, record, wanted_text};

/// Text of the letters that the formats care about, so that their branches are met.
const LETTERS: &str = "[a-z0-9._\\-=<>!~@#;:,/\"'\\[\\]() \\r\\n\\\\*+é\u{feff}]{0,80}";

fn any_file(text: &str) {
    let nowhere = Path::new("/nowhere");
    for kind in [FileKind::RequirementsTxt, FileKind::EnvironmentYml, FileKind::Pyproject, FileKind::UvLock] {
        let _ = wanted_text(kind, &nowhere.join(kind.to_string()), text, nowhere);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_metadata_or_not(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = metadata::parse(&bytes);
        let _ = record::parse(&bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let _ = pyvenv::Pyvenv::parse(&text).misspelt();
        any_file(&text);
        let _ = names::split(&text);
    }

    #[test]
    fn any_text_of_their_letters_is_read_or_refused(text in LETTERS) {
        let _ = metadata::parse(text.as_bytes());
        let _ = record::parse(text.as_bytes());
        let cfg = pyvenv::Pyvenv::parse(&text);
        let _ = (cfg.misspelt(), cfg.version(), cfg.base());
        any_file(&text);
        let _ = names::split(&text);
        let _ = names::python_line(&text);
    }

    #[test]
    fn a_normal_name_stays_as_it_is(name in "[A-Za-z0-9._-]{1,30}") {
        let once = normalize(&name);
        prop_assert_eq!(normalize(&once), once);
    }

    #[test]
    fn a_folder_s_name_gives_back_name_and_version(name in "[a-z][a-z0-9]{0,8}(_[a-z0-9]{1,4})?", version in "[1-9]\\.[1-9]{1,2}") {
        let (read, found) = names::split(&format!("{name}-{version}"));
        prop_assert_eq!(read, normalize(&name));
        prop_assert_eq!(found, Some(version));
    }
}
