//! `.pth` files: each line is a path, code, or nothing, for every line of Python.

use checker::inspect::formats;

/// Any text as the file.
pub fn holds(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for line in [None, Some((2, 7)), Some((3, 12)), Some((3, 13))] {
        let read = formats::pth(&text, line);
        assert!(read.paths.len() + read.code.len() <= text.lines().count());
        assert!(read.code.iter().all(|code| code.starts_with("import")));
        assert!(
            read.paths.iter().all(|path| !path.is_empty() && !path.starts_with('#') && !path.starts_with("import "))
        );
        let written: String = read.paths.iter().map(|path| format!("{path}\n")).collect();
        if !written.starts_with('\u{feff}') {
            assert_eq!(formats::pth(&written, line).paths, read.paths, "a path is read as itself");
        }
    }
}
