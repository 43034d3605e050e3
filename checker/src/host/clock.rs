//! The wall clock, for showing a date to a person.
//!
//! Nothing may be decided by it: the clocks of two login nodes disagree, and both may be set back.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since the beginning of 1970, UTC; 0 when the clock stands before that.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads it, and it is only for display")]
pub fn seconds_since_1970() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// The day, UTC, as `2026-11-21`.
pub fn today() -> String {
    day_in(0)
}

/// The day that comes so many days after this one, UTC.
pub fn day_in(days: u32) -> String {
    let (year, month, day) = date(seconds_since_1970() / 86_400 + u64::from(days));
    format!("{year:04}-{month:02}-{day:02}")
}

/// The date of a day counted from 1970-01-01, in the Gregorian calendar: years are counted from March on, so that the leap
/// day is the last one.
fn date(days: u64) -> (u64, u64, u64) {
    // 1970-01-01 is day 719,468 from 0000-03-01; 400 years have 146,097 days.
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        let dates = [0, 59, 11_016, 11_017, 20_778].map(date);
        assert_eq!(dates, [(1970, 1, 1), (1970, 3, 1), (2000, 2, 29), (2000, 3, 1), (2026, 11, 21)]);
    }
}
