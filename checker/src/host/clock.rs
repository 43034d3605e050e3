//! The wall clock, for showing a date to a person.
//!
//! Nothing may be decided by it: the clocks of two login nodes disagree, and both may be set back.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since the beginning of 1970, UTC; 0 when the clock stands before that.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads it, and it is only for display")]
pub fn seconds_since_1970() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
