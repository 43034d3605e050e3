//! RECORD: what is listed lies below `site-packages`, and a line more takes nothing away.

use checker::inspect::formats;

/// Any bytes as the file.
pub fn holds(data: &[u8]) {
    let read = formats::record(data);
    for top in &read.tops {
        assert!(!top.is_empty() && !top.contains(['/', '\n']) && top != "..", "{top:?}");
    }
    assert!(!read.is_cut);
    let more = formats::record(&[data, b"\n\"added/x.py\",,\n"].concat());
    assert!(more.tops.is_superset(&read.tops) && more.packages.is_superset(&read.packages));
    assert!(more.tops.contains("added"));
}
