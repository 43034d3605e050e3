//! Numbers with their nouns.

/// A number of things, such as `1 file` or `2 files`.
pub fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
