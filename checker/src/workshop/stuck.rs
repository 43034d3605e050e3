//! Who is stuck: a stated rule, and its numbers.

/// So many mistakes at one goal.
pub const MISTAKES: usize = 3;
/// So often the same mistake at one goal.
pub const OF_ONE_KIND: usize = 2;
/// So many times as long as the class's median at that goal, with a mistake.
pub const TIMES_THE_MEDIAN: u64 = 2;
/// A median counts from so many people on: who is first is not slow.
pub const FEWEST: usize = 3;
/// Nobody is slow within so many seconds.
pub const SHORTEST: u64 = 120;

/// What is known of somebody's work at the goal that is next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Struggle {
    /// Mistakes that were recognised since the goal before it was reached.
    pub mistakes: usize,
    /// How many of these were the same.
    pub of_one_kind: usize,
    /// How long it takes, in seconds.
    pub seconds: u64,
    /// How long it took those who have reached it, where enough have.
    pub median: Option<u64>,
}

/// Why somebody counts as stuck.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stuck {
    /// One mistake again and again.
    SameMistake,
    /// Mistake after mistake.
    Mistakes,
    /// Much longer than the others, and not without a mistake.
    Slow,
}

/// Whether somebody is stuck, and why: the same mistake twice at one goal, or three mistakes at it, or more than twice as
/// long as the median of the class with at least one mistake.
pub fn stuck(struggle: &Struggle) -> Option<Stuck> {
    if struggle.of_one_kind >= OF_ONE_KIND {
        return Some(Stuck::SameMistake);
    }
    if struggle.mistakes >= MISTAKES {
        return Some(Stuck::Mistakes);
    }
    let long = struggle.median.is_some_and(|median| struggle.seconds > (TIMES_THE_MEDIAN * median).max(SHORTEST));
    (long && struggle.mistakes > 0).then_some(Stuck::Slow)
}

/// The median of what those took who have reached a goal, where they are enough.
pub fn median(mut seconds: Vec<u64>) -> Option<u64> {
    if seconds.len() < FEWEST {
        return None;
    }
    seconds.sort_unstable();
    Some(seconds[seconds.len() / 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_the_rule_holds_at_its_number_and_not_below() {
        let of = |mistakes, of_one_kind, seconds, median| stuck(&Struggle { mistakes, of_one_kind, seconds, median });
        assert_eq!(of(0, 0, 99_999, Some(1)), None, "slow without a mistake is careful");
        assert_eq!(of(2, 1, 99_999, None), None);
        assert_eq!(of(3, 1, 0, None), Some(Stuck::Mistakes));
        assert_eq!(of(2, 2, 0, None), Some(Stuck::SameMistake));
        assert_eq!(of(1, 1, 400, Some(200)), None);
        assert_eq!(of(1, 1, 401, Some(200)), Some(Stuck::Slow));
        assert_eq!(of(1, 1, 120, Some(1)), None);
        assert_eq!(of(1, 1, 121, Some(1)), Some(Stuck::Slow));
    }

    #[test]
    fn a_median_needs_enough_people() {
        assert_eq!(median(vec![1, 2]), None);
        assert_eq!(median(vec![9, 1, 5]), Some(5));
    }
}
