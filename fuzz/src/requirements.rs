//! Requirements files: what ends a line makes no difference, and what stands behind the last line neither.

use std::path::Path;

use checker::inspect::{FileKind, Wanted, wanted_text};

/// The input is the text of a requirements file, right or wrong.
pub fn holds(data: &[u8]) {
    let text = String::from_utf8_lossy(data).replace('\r', "");
    let read = read(&text);
    assert_eq!(shown(&read), shown(&self::read(&text.replace('\n', "\r\n"))));
    if !text.ends_with('\\') {
        assert_eq!(shown(&read), shown(&self::read(&format!("{text}\n\n# the end\n"))));
    }
    assert_eq!(shown(&read), shown(&self::read(&format!("\u{feff}{text}"))));
}

fn read(text: &str) -> Wanted {
    let kind = FileKind::RequirementsTxt;
    wanted_text(kind, Path::new("requirements.txt"), text, Path::new("/nowhere")).expect("every text is read")
}

fn shown(wanted: &Wanted) -> String {
    format!("{wanted:?}")
}
