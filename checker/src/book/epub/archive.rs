//! A zip archive whose files are stored as they are (PKWARE's APPNOTE 6.3.10, which every reader of EPUB understands).
//!
//! It has no times of its own and no rights: two archives of the same files are the same bytes.

/// What the format has in place of a time: the first of January 1980, the earliest.
const NO_TIME: u32 = 0x0021_0000;
/// The version of the format that stored files need.
const VERSION: u16 = 10;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;

/// An archive that grows.
#[derive(Debug, Default)]
pub(super) struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Archive {
    /// Adds a file. A book stays far below the 4 GiB and 65,535 files of the format.
    pub(super) fn add(&mut self, name: &str, contents: &[u8]) {
        let offset = length(&self.bytes);
        let mut both = Vec::new();
        for field in [VERSION, FLAGS, 0] {
            both.extend(field.to_le_bytes());
        }
        for field in [NO_TIME, checksum(contents), length(contents), length(contents)] {
            both.extend(field.to_le_bytes());
        }
        both.extend((name.len() as u16).to_le_bytes());
        both.extend(0u16.to_le_bytes());
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&both);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(contents);
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(&both);
        // No comment, the first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count += 1;
    }

    /// The whole archive.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let (offset, size) = (length(&self.bytes), length(&self.directory));
        self.bytes.append(&mut self.directory);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(size.to_le_bytes());
        self.bytes.extend(offset.to_le_bytes());
        self.bytes.extend(0u16.to_le_bytes());
        self.bytes
    }
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

/// CRC-32, as the format has it (polynomial 0xEDB88320).
fn checksum(bytes: &[u8]) -> u32 {
    let of_bit = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), of_bit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_one_of_the_format() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn the_kind_of_an_epub_stands_at_its_place() {
        let mut archive = Archive::default();
        archive.add("mimetype", b"application/epub+zip");
        let bytes = archive.finish();
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    }
}
