//! METADATA: what is read can be written and is read as the same, and what follows the head changes nothing.

use checker::inspect::formats;

/// Any bytes as the file.
pub fn holds(data: &[u8]) {
    let read = formats::metadata(data);
    for value in [&read.name, &read.version].into_iter().flatten() {
        assert_eq!(value.trim(), value);
        assert!(!value.is_empty() && !value.contains('\n'));
    }
    if let (Some(name), Some(version)) = (&read.name, &read.version) {
        let written = format!("Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n");
        assert_eq!(formats::metadata(written.as_bytes()), read);
    }
    let head = b"Name: first\nVersion: 1.0\n\n";
    let before = formats::metadata(&[head, data].concat());
    assert_eq!((before.name.as_deref(), before.version.as_deref()), (Some("first"), Some("1.0")));
}
