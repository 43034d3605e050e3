//! The instructor's desk: to whom somebody goes, who was helped, where the room is, and how long the timer runs.
//!
//! The first two are said in the control log, where only the learner's own session can tell that it is meant: a ticket is the place of
//! a record in a log whose name is drawn by chance, and no other learner can read that log.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

/// One call for help: the record in which it stands. Written as `LOG:NUMBER`, the log in 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Ticket {
    /// The log.
    pub log: u128,
    /// The record's number in it.
    pub number: u64,
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}:{}", self.log, self.number)
    }
}

impl From<Ticket> for String {
    fn from(ticket: Ticket) -> Self {
        ticket.to_string()
    }
}

impl TryFrom<String> for Ticket {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let parsed = text.split_once(':').and_then(|(log, number)| {
            Some(Ticket { log: u128::from_str_radix(log, 16).ok()?, number: number.parse().ok()? })
        });
        // One spelling only, so that nobody says the same twice.
        parsed.filter(|ticket| ticket.to_string() == text).ok_or("no ticket")
    }
}

/// What the instructor has said, as far as it still counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    pub(super) claimed: BTreeSet<Ticket>,
    pub(super) helped: BTreeSet<Ticket>,
    /// The lesson to which the room was sent last.
    pub(super) lesson: Option<String>,
    /// When the timer ends that was set last, in seconds since 1970.
    pub(super) timer_ends: Option<u64>,
}

/// How far a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Nobody goes there yet.
    Waits,
    /// Somebody goes there.
    Claimed,
}

/// A call for help, as its record says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) at: u64,
    pub(super) ticket: Ticket,
}

impl Desk {
    /// The lesson to which the room was sent last.
    pub fn lesson(&self) -> Option<&str> {
        self.lesson.as_deref()
    }

    /// How many seconds are left of the timer that was set last, if it still runs.
    pub fn time_left(&self, now: u64) -> Option<u64> {
        self.timer_ends.and_then(|end| end.checked_sub(now)).filter(|left| *left > 0)
    }

    /// What is open of somebody's calls, which are given in order: since when, how far, and the ticket of the last. Who was
    /// helped and asks again waits anew.
    pub(super) fn open(&self, calls: &[Call]) -> Option<(u64, Care, Ticket)> {
        let helped = calls.iter().rposition(|call| self.helped.contains(&call.ticket)).map_or(0, |place| place + 1);
        let open = &calls[helped..];
        let is_claimed = open.iter().any(|call| self.claimed.contains(&call.ticket));
        let care = if is_claimed { Care::Claimed } else { Care::Waits };
        Some((open.first()?.at, care, open.last()?.ticket))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(at: u64) -> Call {
        Call { at, ticket: Ticket { log: 7, number: at } }
    }

    #[test]
    fn a_ticket_has_one_spelling() {
        let ticket = Ticket { log: 0xab, number: 3 };
        let text = String::from(ticket);
        assert_eq!(text, "000000000000000000000000000000ab:3");
        assert_eq!(Ticket::try_from(text.clone()), Ok(ticket));
        for wrong in ["ab:3", "", ":", &text.to_uppercase(), &format!("{text} "), &text.replace(":3", ":03")] {
            assert!(Ticket::try_from((*wrong).to_owned()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn who_asks_again_keeps_the_place_and_after_help_waits_anew() {
        let calls = [call(10), call(20), call(30)];
        let mut desk = Desk::default();
        assert_eq!(desk.open(&[]), None);
        assert_eq!(desk.open(&calls), Some((10, Care::Waits, calls[2].ticket)));
        desk.claimed.insert(calls[0].ticket);
        assert_eq!(desk.open(&calls), Some((10, Care::Claimed, calls[2].ticket)));
        desk.helped.insert(calls[1].ticket);
        assert_eq!(desk.open(&calls), Some((30, Care::Waits, calls[2].ticket)));
        desk.helped.insert(calls[2].ticket);
        assert_eq!(desk.open(&calls), None);
    }
}
