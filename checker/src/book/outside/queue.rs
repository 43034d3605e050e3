//! Whose turn it is: no host is asked for two addresses at once.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The addresses that wait, and the hosts that are being asked.
#[derive(Debug, Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<String>,
    busy: BTreeSet<String>,
}

/// A host that is being asked, until this is dropped.
#[derive(Debug)]
pub(super) struct Turn<'q> {
    queue: &'q Queue,
    host: String,
}

impl Queue {
    pub(super) fn of(waiting: VecDeque<String>) -> Self {
        Queue { state: Mutex::new(State { waiting, busy: BTreeSet::new() }), changed: Condvar::new() }
    }

    /// The next address whose host is free, with the turn at that host; waits for one, and gives nothing at the end.
    pub(super) fn next(&self) -> Option<(String, Turn<'_>)> {
        let mut state = self.lock();
        while !state.waiting.is_empty() {
            let free = state.waiting.iter().position(|address| !state.busy.contains(&host_of(address)));
            if let Some(address) = free.and_then(|index| state.waiting.remove(index)) {
                let host = host_of(&address);
                state.busy.insert(host.clone());
                return Some((address, Turn { queue: self, host }));
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        None
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'q> Turn<'q> {
    /// The turn at the host of another address, waited for; this one ends before, so that nobody waits in a circle.
    pub(super) fn at(self, address: &str) -> Turn<'q> {
        let host = host_of(address);
        if host == self.host {
            return self;
        }
        let queue = self.queue;
        drop(self);
        let mut state = queue.lock();
        while !state.busy.insert(host.clone()) {
            state = queue.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        Turn { queue, host }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.queue.lock().busy.remove(&self.host);
        self.queue.changed.notify_all();
    }
}

/// The host of an address, without user and port.
fn host_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
    let host = match place.strip_prefix('[') {
        Some(six) => six.split(']').next(),
        None => place.split(':').next(),
    };
    host.unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_told_from_all_around_it() {
        for (address, host) in [
            ("https://Docs.Example/x?y@z", "docs.example"),
            ("http://ada@a.example:8080/", "a.example"),
            ("http://[::1]:80/", "::1"),
            ("https://a.example", "a.example"),
        ] {
            assert_eq!(host_of(address), host);
        }
    }

    #[test]
    fn an_address_waits_while_its_host_is_asked_and_others_do_not() {
        let addresses = ["https://a/1", "https://a/2", "https://b/1"];
        let queue = Queue::of(addresses.map(str::to_owned).into());
        let (first, at_a) = queue.next().unwrap();
        let (second, at_b) = queue.next().unwrap();
        assert_eq!((first.as_str(), second.as_str()), ("https://a/1", "https://b/1"));
        drop(at_b);
        let at_b = at_a.at("https://b/moved");
        let (third, _) = queue.next().unwrap();
        assert_eq!(third, "https://a/2");
        drop(at_b);
        assert!(queue.next().is_none());
    }
}
