//! Random bits from the kernel: names that nobody else has, without asking anybody.

use rustix::io::retry_on_intr;
use rustix::rand::{GetRandomFlags, getrandom};

use super::error::ProgressError;

/// 128 random bits. It takes that many for nobody to meet them again, on any node and in any year.
pub fn number() -> Result<u128, ProgressError> {
    let mut bytes = [0; 16];
    // Up to 256 bytes come whole (getrandom(2)).
    retry_on_intr(|| getrandom(&mut bytes, GetRandomFlags::empty()))
        .map_err(|source| ProgressError::Random { source: source.into() })?;
    Ok(u128::from_le_bytes(bytes))
}
