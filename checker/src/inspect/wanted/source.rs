//! The text of a file that a learner wrote: bounded, and in the encodings that their tools write.
//!
//! PowerShell's `>` writes UTF-16 with a mark at the start, and pip reads that; so it is read here.

use std::path::Path;

use super::super::files;

/// The longest file that is read, in bytes: a lock of some thousand packages.
const LONGEST: u64 = 16 * 1024 * 1024;

/// Reads a file whole; an error is the end of the sentence "FILE …".
pub(super) fn read(path: &Path) -> Result<String, &'static str> {
    let bytes = files::head(path, LONGEST + 1).map_err(files::Failure::says)?;
    if bytes.len() as u64 > LONGEST { Err("is longer than 16 MiB") } else { Ok(decoded(&bytes)) }
}

/// A mark at the start tells the encoding; without one it is UTF-8. What is wrong in it is replaced.
fn decoded(bytes: &[u8]) -> String {
    let wide = |bytes: &[u8], order: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|two| order([two[0], two[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_that_shells_write_is_read() {
        for bytes in [b"idna".as_slice(), b"\xef\xbb\xbfidna", b"\xff\xfei\0d\0n\0a\0", b"\xfe\xff\0i\0d\0n\0a"] {
            assert_eq!(decoded(bytes), "idna");
        }
        assert_eq!(decoded(b"caf\xe9"), "caf\u{fffd}");
    }
}
