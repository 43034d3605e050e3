//! Whether the addresses outside of a site still answer.
//!
//! `curl` asks, without the user's own settings for it: first for the head of a page, then for the page where that was
//! refused. At most four addresses are tried at once, and never two of one host. What does not answer here and now may
//! answer elsewhere and tomorrow: only an address of which its own host says that it is gone is wrong.

mod answer;
mod queue;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;

use crate::host::HostEnvironment;

use super::error::BookError;
use crate::programs::Program;

pub use answer::Answer;

use answer::Asking;
use queue::Queue;

/// What `curl` gets to know of this machine: where things are, and whom it may trust.
const VARIABLES: [&str; 7] = ["PATH", "HOME", "LANG", "LC_ALL", "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE"];

/// How many addresses are tried at once.
const AT_ONCE: usize = 4;

/// How long an address may take, with all to which it sends on.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is needed to try addresses.
#[derive(Clone)]
pub struct Outside<'o> {
    curl: Program,
    /// The proxy on the way to an address.
    proxy: &'o (dyn Fn(&str) -> Option<String> + Sync),
}

/// An address that was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tried {
    /// The address, without the part of the page that is meant.
    pub address: String,
    /// The pages that lead there.
    pub pages: BTreeSet<String>,
    /// What came of it.
    #[serde(flatten)]
    pub answer: Answer,
}

impl<'o> Outside<'o> {
    /// Looks for what is needed.
    pub fn find(host: &HostEnvironment, proxy: &'o (dyn Fn(&str) -> Option<String> + Sync)) -> Result<Self, BookError> {
        let curl = Program::find(&["curl"], host, &VARIABLES).ok_or(BookError::NoTool("curl"))?;
        Ok(Outside { curl, proxy })
    }

    /// Tries each address, as [`super::check()`] lists them, once; `done` hears of each, in the order in which they end.
    pub fn try_all(&self, listed: &BTreeMap<String, BTreeSet<String>>, done: &(dyn Fn(&Tried) + Sync)) -> Vec<Tried> {
        let listed = grouped(listed);
        let queue = Queue::of(listed.keys().cloned().collect());
        let all: Mutex<Vec<Tried>> = Mutex::default();
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE.min(listed.len()) {
                scope.spawn(|| {
                    while let Some((address, turn)) = queue.next() {
                        let answer =
                            Asking { curl: &self.curl, proxy: self.proxy, patience: PATIENCE }.ask(&address, turn);
                        let pages = listed.get(&address).cloned().unwrap_or_default();
                        let tried = Tried { address, pages, answer };
                        done(&tried);
                        all.lock().unwrap_or_else(PoisonError::into_inner).push(tried);
                    }
                });
            }
        });
        let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
        all.sort_by(|a, b| a.address.cmp(&b.address));
        all
    }
}

impl std::fmt::Debug for Outside<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outside").field("curl", &self.curl).finish_non_exhaustive()
    }
}

/// The addresses as they are asked for: the part of a page that is meant is no matter of its host, and `//` begins an
/// address in the scheme of the page, which is `https` where others read it.
fn grouped(listed: &BTreeMap<String, BTreeSet<String>>) -> BTreeMap<String, BTreeSet<String>> {
    let mut grouped: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (address, pages) in listed {
        let address = address.trim().split('#').next().unwrap_or_default();
        let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
        grouped.entry(address).or_default().extend(pages.iter().cloned());
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_one_page_are_one_address() {
        let pages = |pages: &[&str]| pages.iter().map(|page| (*page).to_owned()).collect::<BTreeSet<_>>();
        let listed = BTreeMap::from([
            ("https://a.example/x#one".to_owned(), pages(&["a.html"])),
            ("https://a.example/x#two".to_owned(), pages(&["b.html"])),
            ("//b.example/".to_owned(), pages(&["a.html"])),
        ]);
        let grouped: Vec<_> = grouped(&listed).into_iter().collect();
        assert_eq!(
            grouped,
            [
                ("https://a.example/x".to_owned(), pages(&["a.html", "b.html"])),
                ("https://b.example/".to_owned(), pages(&["a.html"])),
            ]
        );
    }
}
