//! `pyvenv.cfg`: any text has answers, and what is asked twice is answered alike.

use checker::inspect::formats::Pyvenv;

/// Any text as the file.
pub fn holds(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let read = Pyvenv::parse(&text);
    assert_eq!(read, Pyvenv::parse(&text));
    let _ = (read.base(), read.creator());
    if let Some(version) = read.version() {
        assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{version}");
    }
    // The last of several keys wins.
    let isolated = Pyvenv::parse(&format!("{text}\ninclude-system-site-packages = false\nhome = /usr/bin\n"));
    assert!(!isolated.system_site_packages());
    assert_eq!(isolated.home().as_deref(), Some(std::path::Path::new("/usr/bin")));
}
