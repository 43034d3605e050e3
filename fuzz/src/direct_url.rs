//! `direct_url.json`: a secret in front of the host is never handed on, and an address that can be shown stays as it is.

use checker::inspect::formats;

/// Any bytes as the file, and any text as a password in an address.
pub fn holds(data: &[u8]) {
    if let Some(read) = formats::direct_url(data) {
        let again = serde_json::json!({ "url": read.url }).to_string();
        let again = formats::direct_url(again.as_bytes()).expect("an address that was shown is one");
        assert_eq!(again.url, read.url, "what is shown once is shown again");
    }
    let word: String = String::from_utf8_lossy(data).chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    let secret = format!("SECRET{word}");
    for url in [
        format!("https://me:{secret}@host/x.git"),
        format!("git+ssh://{secret}@host:22/x"),
        format!("https://host/x?token={secret}"),
    ] {
        let file = serde_json::json!({ "url": url }).to_string();
        let read = formats::direct_url(file.as_bytes()).expect("an address");
        assert!(!read.url.contains("SECRET"), "{}", read.url);
    }
}
