//! A number in a version. PEP 440 sets no bound, so a number that is too long for a machine word keeps its digits: it is
//! neither refused nor taken for another one.

use std::cmp::Ordering;
use std::fmt;

/// A whole number of any size.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(Size);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Size {
    Word(u64),
    /// The digits of a number above `u64::MAX`, without zeros in front.
    Digits(Box<str>),
}

impl Number {
    /// Reads decimal digits; the caller has seen that they are nothing else.
    pub(super) fn read(digits: &str) -> Self {
        let digits = digits.trim_start_matches('0');
        if digits.is_empty() {
            return Self::from(0);
        }
        Self(digits.parse().map_or_else(|_| Size::Digits(digits.into()), Size::Word))
    }

    /// The number, where it fits.
    #[must_use]
    pub fn get(&self) -> Option<u64> {
        match &self.0 {
            Size::Word(number) => Some(*number),
            Size::Digits(_) => None,
        }
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self(Size::Word(number))
    }
}

impl PartialEq<u64> for Number {
    fn eq(&self, other: &u64) -> bool {
        self.get() == Some(*other)
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Size::Word(one), Size::Word(two)) => one.cmp(two),
            (Size::Word(_), Size::Digits(_)) => Ordering::Less,
            (Size::Digits(_), Size::Word(_)) => Ordering::Greater,
            (Size::Digits(one), Size::Digits(two)) => one.len().cmp(&two.len()).then_with(|| one.cmp(two)),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Size::Word(number) => write!(f, "{number}"),
            Size::Digits(digits) => f.write_str(digits),
        }
    }
}
