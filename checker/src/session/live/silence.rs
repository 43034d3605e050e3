//! A command that prints nothing for long: what it waits for, as far as the system tells.

use std::collections::BTreeSet;
use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use rustix::process::Pid;

use crate::session::foreground;
use crate::session::sweep;

/// A command that prints nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// The program in the foreground.
    pub program: String,
    /// For how long it has printed nothing.
    pub time: Duration,
    /// What it waits for.
    pub waits: Waits,
}

/// What a silent program waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waits {
    /// For an answer to its first word, from this address and port.
    Connection(String),
    /// For a file system.
    Files,
    /// That cannot be seen, or it works.
    Unknown,
}

/// State of a TCP socket whose first packet has not been answered (Linux, `include/net/tcp_states.h`).
const SYN_SENT: &str = "02";

/// Looks at the foreground group.
pub(super) fn look(group: Pid, time: Duration) -> Silence {
    let members = foreground::members(group);
    let program = members.first().map(|&process| foreground::name(process)).unwrap_or_default();
    let waits = members.iter().find_map(|&process| {
        if foreground::state(process) == Some('D') {
            return Some(Waits::Files);
        }
        unanswered(process).map(Waits::Connection)
    });
    Silence { program, time, waits: waits.unwrap_or(Waits::Unknown) }
}

/// Where a process has knocked without an answer.
fn unanswered(process: i32) -> Option<String> {
    let sockets: BTreeSet<String> = fs::read_dir(format!("/proc/{process}/fd"))
        .ok()?
        .flatten()
        .filter_map(|entry| {
            let target = fs::read_link(entry.path()).ok()?;
            Some(target.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned())
        })
        .collect();
    if sockets.is_empty() {
        return None;
    }
    ["tcp", "tcp6"].iter().find_map(|table| {
        let table = fs::read_to_string(format!("/proc/{process}/net/{table}")).ok()?;
        unanswered_in(&table, &sockets)
    })
}

/// The same, from a table of sockets (proc(5), `/proc/net/tcp`).
fn unanswered_in(table: &str, sockets: &BTreeSet<String>) -> Option<String> {
    table.lines().skip(1).find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let (remote, state, inode) = (fields.get(2)?, fields.get(3)?, fields.get(9)?);
        (*state == SYN_SENT && sockets.contains(*inode)).then(|| address(remote)).flatten()
    })
}

/// `0100007F:1F90`: the address in words of the machine's own byte order, the port in plain hexadecimal.
fn address(written: &str) -> Option<String> {
    let (address, port) = written.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    let words: Option<Vec<[u8; 4]>> = (0..address.len() / 8)
        .map(|at| Some(u32::from_str_radix(address.get(at * 8..at * 8 + 8)?, 16).ok()?.to_ne_bytes()))
        .collect();
    let bytes = words?.concat();
    let ip = match <[u8; 4]>::try_from(bytes.as_slice()) {
        Ok(four) => IpAddr::V4(Ipv4Addr::from(four)),
        Err(_) => {
            let six = Ipv6Addr::from(<[u8; 16]>::try_from(bytes.as_slice()).ok()?);
            six.to_ipv4_mapped().map_or(IpAddr::V6(six), IpAddr::V4)
        }
    };
    Some(match ip {
        IpAddr::V4(four) => format!("{four}:{port}"),
        IpAddr::V6(six) => format!("[{six}]:{port}"),
    })
}

/// The programs of a shell that are stopped (Ctrl-Z), by name.
pub fn stopped_programs(shell: i32) -> Vec<String> {
    let stopped = sweep::processes().filter(|process| process.session == shell && process.state == 'T');
    stopped.map(|process| foreground::name(process.pid)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_that_nobody_answers_is_found_in_the_table() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
            0: 0100007F:A1B2 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000  0 41 1\n\
            1: 0100007F:A1B2 0100000A:01BB 02 00000000:00000000 00:00000000 00000000  1000  0 42 1\n";
        let sockets = |inode: &str| BTreeSet::from([inode.to_owned()]);
        assert_eq!(unanswered_in(table, &sockets("42")), Some("10.0.0.1:443".to_owned()));
        assert_eq!(unanswered_in(table, &sockets("41")), None);
        assert_eq!(address("00000000000000000000000001000000:01BB"), Some("[::1]:443".to_owned()));
        assert_eq!(address("0000000000000000FFFF00000100000A:0050"), Some("10.0.0.1:80".to_owned()));
    }
}
