//! Numbers as a fixed count of lower-case hexadecimal digits: one way to write each, so that one way to read it is enough.

/// The number that exactly so many digits say.
pub(super) fn number(text: &[u8], digits: usize) -> Option<u128> {
    if text.len() != digits {
        return None;
    }
    text.iter().try_fold(0_u128, |number, digit| {
        let digit = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            _ => return None,
        };
        Some(number << 4 | u128::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_many_lower_case_digits_are_a_number() {
        assert_eq!(number(b"00ff", 4), Some(255));
        for wrong in ["0ff", "000ff", "00FF", "+0ff", " 0ff", "0x0f"] {
            assert_eq!(number(wrong.as_bytes(), 4), None, "{wrong}");
        }
        assert_eq!(number(&[b'f'; 32], 32), Some(u128::MAX));
    }
}
