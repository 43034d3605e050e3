//! A record of `conda-meta`: what it brought lies where Python looks, and no secret of a channel is handed on.

use checker::inspect::formats;

/// Any bytes as the file, and any text in the address of a channel.
pub fn holds(data: &[u8]) {
    if let Some(read) = formats::conda_record(data) {
        for entry in &read.entries {
            assert!(!entry.is_empty() && !entry.contains('/'), "{entry:?}");
        }
        for distribution in &read.distributions {
            let entry = distribution.entry.to_string_lossy();
            assert!(entry.contains("site-packages/") && entry.ends_with("-info"), "{entry:?}");
            assert!(!distribution.name.contains(['_', '.']), "{:?} is no normal name", distribution.name);
        }
        assert!(read.requested.is_none_or(|spec| !spec.is_empty() && spec != "None"));
    }
    let word: String = String::from_utf8_lossy(data).chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    let secret = format!("SECRET{word}");
    for channel in [format!("https://me:{secret}@host/chan/noarch"), format!("https://host/t/{secret}/chan/linux-64")] {
        let spec = format!("{channel}::idna");
        let file = serde_json::json!({ "channel": channel, "requested_spec": spec, "files": [] }).to_string();
        let read = formats::conda_record(file.as_bytes()).expect("a record");
        let shown = [read.channel, read.requested].map(Option::unwrap_or_default).concat();
        assert!(shown.contains("host") && !shown.contains("SECRET"), "{shown}");
    }
}
