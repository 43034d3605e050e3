//! One connection, with a deadline: does somebody answer there?
//!
//! A proxy is asked for a way through, without name or password: those are pip's to send, not ours.

use std::io::{self, Read as _, Write as _};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::address::Address;
use super::index::Answer;

/// How a proxy is taken.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) target: Address,
    pub(super) proxy: Option<Address>,
}

/// Knocks, and says how that went, in a clause. Looking up a name has no deadline of its own in any system library, so all
/// of it happens in a thread that is left behind when the time is over.
pub(super) fn knock(route: Route, deadline: Duration) -> (Answer, String) {
    let (sender, receiver) = mpsc::channel();
    let until = Instant::now() + deadline;
    let seconds = deadline.as_secs_f32();
    std::thread::spawn(move || {
        // Nobody listens any more when the time is over.
        let _ = sender.send(ask(&route, until));
    });
    // A little longer than the thread's own deadline, which gives the better reason.
    receiver
        .recv_timeout(deadline + Duration::from_millis(200))
        .unwrap_or_else(|_| (Answer::NoAnswer, format!("no answer within {seconds} s")))
}

fn ask(route: &Route, until: Instant) -> (Answer, String) {
    let next = route.proxy.as_ref().unwrap_or(&route.target);
    let who = if route.proxy.is_some() { "the proxy " } else { "" };
    let stream = match connect(next, until) {
        Ok(stream) => stream,
        Err(Unconnected::NoSuchName) => {
            return (Answer::NoAnswer, format!("{who}`{}` has no address here (name lookup failed)", next.host));
        }
        Err(Unconnected::Failed(error)) if error.kind() == io::ErrorKind::ConnectionRefused => {
            return (Answer::Refused, format!("{who}`{}` refuses the connection", next.authority()));
        }
        Err(Unconnected::Failed(error)) if is_timeout(&error) => {
            return (Answer::NoAnswer, format!("{who}`{}` does not answer in time", next.authority()));
        }
        Err(Unconnected::Failed(error)) => {
            return (Answer::NoAnswer, format!("{who}`{}` cannot be reached ({error})", next.authority()));
        }
    };
    match &route.proxy {
        None => (Answer::Reached, format!("`{}` accepts the connection", next.authority())),
        // Others than plain HTTP want a handshake of their own, and a name means a password that we do not send.
        Some(proxy) if proxy.scheme != "http" || proxy.has_user => {
            (Answer::Reached, format!("the proxy `{}` accepts the connection", proxy.authority()))
        }
        Some(_) => through(stream, &route.target, until),
    }
}

enum Unconnected {
    NoSuchName,
    Failed(io::Error),
}

fn connect(address: &Address, until: Instant) -> Result<TcpStream, Unconnected> {
    let places: Vec<_> =
        (address.host.as_str(), address.port).to_socket_addrs().map_err(|_| Unconnected::NoSuchName)?.collect();
    let mut last = Unconnected::NoSuchName;
    for (index, place) in places.iter().enumerate() {
        // Each gets its share, so that one dead address does not hide a living one.
        let share = left(until) / u32::try_from(places.len() - index).unwrap_or(1);
        match TcpStream::connect_timeout(place, share.max(Duration::from_millis(1))) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = Unconnected::Failed(error),
        }
    }
    Err(last)
}

/// Asks a proxy for the way to the target: a tunnel for `https`, the page's head for `http` (RFC 9110, 9.3.2 and 9.3.6).
fn through(mut stream: TcpStream, target: &Address, until: Instant) -> (Answer, String) {
    let authority = target.authority();
    let line = match target.scheme.as_str() {
        "https" => format!("CONNECT {authority}"),
        _ => format!("HEAD http://{authority}/"),
    };
    // In one piece: a server that answers after the first line may close before the rest is sent.
    let request = format!("{line} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\r\n");
    let asked = stream
        .set_read_timeout(Some(left(until).max(Duration::from_millis(1))))
        .and_then(|()| stream.write_all(request.as_bytes()));
    match asked.and_then(|()| status(&mut stream)) {
        Ok(407) => (Answer::Refused, "the proxy wants a name and a password".to_owned()),
        Ok(status @ 500..) => (Answer::NoAnswer, format!("the proxy finds no way to `{authority}` (status {status})")),
        Ok(status @ 400..) if target.scheme == "https" => {
            (Answer::Refused, format!("the proxy refuses the way to `{authority}` (status {status})"))
        }
        Ok(_) => (Answer::Reached, format!("`{authority}` answers through the proxy")),
        Err(error) if is_timeout(&error) => (Answer::NoAnswer, "the proxy does not answer in time".to_owned()),
        Err(error) => (Answer::NoAnswer, format!("the proxy does not answer as one ({error})")),
    }
}

/// The number of the status line (RFC 9112, 4).
fn status(stream: &mut TcpStream) -> io::Result<u16> {
    let mut line = [0; 12];
    stream.read_exact(&mut line)?;
    let number = line.strip_prefix(b"HTTP/1.").and_then(|rest| std::str::from_utf8(&rest[2..]).ok()?.parse().ok());
    number.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "no status line"))
}

fn left(until: Instant) -> Duration {
    until.saturating_duration_since(Instant::now())
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)
}
