//! Environment files, projects and locks: any text is read or refused, twice in the same way, and a refusal is shown
//! in one line.

use std::path::Path;

use checker::inspect::{FileKind, wanted_text};

/// The first byte of the input tells the kind, the rest is the text.
pub fn holds(data: &[u8]) {
    let Some((first, text)) = data.split_first() else { return };
    let kind = match first {
        b'e' => FileKind::EnvironmentYml,
        b'p' => FileKind::Pyproject,
        b'u' => FileKind::UvLock,
        _ => return,
    };
    let text = String::from_utf8_lossy(text);
    let read = || wanted_text(kind, &Path::new("/nowhere").join(kind.to_string()), &text, Path::new("/nowhere"));
    let (one, other) = (read(), read());
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
    if let Err(error) = one {
        assert!(!error.to_string().contains('\n'), "{error}");
    }
}
