//! Which attempt at an exercise a record belongs to.

use std::fmt;

use super::error::ProgressError;
use super::hexadecimal;
use super::random;

/// The name of an attempt, unique in its exercise. Names are compared, but no order of time is in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Attempt(u64);

impl Attempt {
    /// The attempt that every exercise begins with. It has one name on all machines, so that two which begin without
    /// knowing of each other work on the same attempt.
    pub const FIRST: Attempt = Attempt(0);

    /// A name for the attempt that a reset opens.
    pub fn fresh() -> Result<Self, ProgressError> {
        // Half of the random bits suffice for the resets of one exercise; and it is never the first.
        Ok(Attempt(random::number()? as u64 | 1))
    }

    /// The attempt that 16 hexadecimal digits name.
    pub(super) fn parse(text: &str) -> Option<Self> {
        hexadecimal::number(text.as_bytes(), 16).and_then(|number| u64::try_from(number).ok()).map(Attempt)
    }
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_what_it_writes() {
        let fresh = Attempt::fresh().unwrap();
        assert_ne!(fresh, Attempt::FIRST);
        assert_ne!(fresh, Attempt::fresh().unwrap());
        assert_eq!(Attempt::parse(&fresh.to_string()), Some(fresh));
        assert_eq!(Attempt::FIRST.to_string(), "0000000000000000");
    }
}
